"""Looking back: periods, and what is said of one, against counts made another way."""

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.goals.goal import Session
from mastery.core.review.learning_time import learning_time
from mastery.core.review.measures import trends
from mastery.core.review.review import SPANS, Span, following, period, period_text, previous
from tests.support.diary import entry
from tests.support.reviews import lived

DAYS = st.dates(dt.date(2, 1, 1), dt.date(9998, 12, 31))
NOW = dt.datetime(2026, 11, 23, 21, 30)
FOUR = dt.time(4)
DAY = dt.timedelta(days=1)


@given(DAYS, st.sampled_from(SPANS), st.integers(0, 6))
def test_periods_follow_each_other_without_a_gap(day: dt.date, span: Span, week_starts: int) -> None:
    found = period(span, day, week_starts)
    assert found.since <= day <= found.until
    assert following(found, week_starts).since == found.until + DAY
    assert previous(found, week_starts).until == found.since - DAY
    assert following(previous(found, week_starts), week_starts) == found


def test_a_period_is_one_of_three() -> None:
    with pytest.raises(BadInput, match="week, month, year"):
        period("decade", NOW.date())
    assert [period_text(period(span, NOW.date())) for span in SPANS] == [
        "the week of 23 November 2026", "November 2026", "2026",
    ]  # fmt: skip


def test_a_month_says_what_was_done_learnt_and_believed() -> None:
    said = lived()
    of_month = [back for back in range(40, -1, -3) if back <= 22]
    assert (said.entries, said.before) == (len(of_month) + 1, 14 - len(of_month))
    assert said.days == len(of_month) + (0 not in of_month)
    assert [one.title for one in said.wins] == ["Won"]
    (guitar,) = said.practices
    assert (guitar.days, guitar.minutes) == (12, 240)
    assert (said.minutes, said.minutes_before) == (240 + 30, 20 * 15 + 50)
    (moved,) = said.moved
    assert (moved.first.reality, moved.last.reality) == (2, 4)
    assert [one.probability for one in said.resolved] == [90, 60]
    assert [one.statement for one in said.believed] == ["One"]
    assert [one.tag for one in said.rose] == ["walk"]


@given(st.lists(st.tuples(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), st.integers(0, 90)), max_size=60))
def test_weeks_add_up_to_their_days(some: list[tuple[dt.date, int]]) -> None:
    last = dt.date(2026, 12, 31)
    sessions = [Session(f"{at}", day, (), spent) for at, (day, spent) in enumerate(some)]
    weeks = learning_time(sessions, [], [], last, 60).weeks
    assert sum(sum(row) for _, row in weeks) == sum(spent for _, spent in some)
    assert all((later - first).days == 7 for (first, _), (later, _) in pairwise(weeks))


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=3), max_size=12), st.integers(0, 12))
def test_tags_rise_and_fall_by_what_was_counted(tags: list[list[str]], cut: int) -> None:
    made = [entry(f"{at}", tags=tuple(some)) for at, some in enumerate(tags)]
    found = trends(made[cut:], made[:cut])
    now, before = (Counter(tag for some in half for tag in set(some)) for half in (tags[cut:], tags[:cut]))
    assert {one.tag: (one.now, one.before) for one in found} == {
        tag: (now[tag], before[tag]) for tag in now.keys() | before.keys()
    }
    moves = [one.now - one.before for one in found]
    assert moves == sorted(moves, reverse=True)
