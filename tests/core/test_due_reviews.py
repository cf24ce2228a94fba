"""When a review is said to be due: from its day and hour, for a few days, and not once it is written."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.clock import journal_day
from mastery.core.review.guided import (
    LEFT_OPEN,
    due_reviews,
    read_answers,
    review_entry,
    review_text,
    review_title,
    steps,
)
from mastery.core.review.review import Period, period
from tests.support.clock import now_of
from tests.support.diary import NOW, entry
from tests.support.reviews import lived

FOUR, FIVE_PM = dt.time(4), dt.time(17)
SUNDAY = 6
MOMENTS = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2028, 12, 31))
LONG_AGO = [entry("The first of all", days_ago=4000)]


def due(now: dt.datetime, *, day: int | None = SUNDAY, at: dt.time = FIVE_PM, week_starts: int = 0) -> list[Period]:
    return due_reviews(now_of(now), LONG_AGO, day, at, week_starts)


def test_a_week_is_due_from_sunday_evening_until_wednesday() -> None:
    this = period("week", dt.date(2026, 11, 18))
    assert due(dt.datetime(2026, 11, 22, 16, 59)) == []
    for moment in ("2026-11-22 17:00", "2026-11-23 02:00", "2026-11-24 09:00", "2026-11-25 23:59"):
        assert due(dt.datetime.fromisoformat(moment)) == [this], moment
    assert due(dt.datetime(2026, 11, 26, 9)) == []


def test_reviewing_on_a_monday_is_about_the_week_before() -> None:
    assert due(dt.datetime(2026, 11, 23, 18), day=0) == [period("week", dt.date(2026, 11, 22))]


def test_a_month_and_a_year_are_due_on_their_last_days() -> None:
    late = dt.datetime(2026, 12, 31, 18)
    assert [one.span for one in due(late, day=0)] == ["year", "month", "week"]
    assert [(one.span, one.since.year) for one in due(dt.datetime(2027, 1, 10, 9), day=3)] == [
        ("year", 2026),
        ("week", 2027),
    ]
    assert [one.span for one in due(dt.datetime(2026, 12, 31, 16), day=0)] == ["week"]


def test_who_wants_no_reviews_is_asked_for_none() -> None:
    assert due(dt.datetime(2026, 12, 31, 18), day=None) == []


def test_what_is_written_is_not_due() -> None:
    now, today = NOW, NOW.date()
    week = period("week", today - dt.timedelta(days=7))
    assert due(now) == [week]
    written = [entry(review_title(week), "All in all.", days_ago=1, kind="review")]
    assert due_reviews(now_of(now), LONG_AGO + written, SUNDAY, FIVE_PM, 0) == []
    freely = [entry("How it went", days_ago=0, kind="review")]
    assert due_reviews(now_of(now), LONG_AGO + freely, SUNDAY, FIVE_PM, 0) == []
    month = [entry("Review of October 2026", days_ago=0, kind="review")]
    assert due_reviews(now_of(now), LONG_AGO + month, SUNDAY, FIVE_PM, 0) == [week]
    assert due_reviews(now_of(now), [*LONG_AGO, entry("A note", days_ago=0)], SUNDAY, FIVE_PM, 0) == [week]


def test_nothing_is_asked_about_the_time_before_the_first_entry() -> None:
    now, today = NOW, NOW.date()
    week = period("week", today - dt.timedelta(days=7))
    assert due_reviews(now_of(now), [], SUNDAY, FIVE_PM, 0) == []
    assert due_reviews(now_of(now), [entry("The first", days_ago=0)], SUNDAY, FIVE_PM, 0) == []
    assert due_reviews(now_of(now), [entry("On its last day", days_ago=1)], SUNDAY, FIVE_PM, 0) == [week]


@given(MOMENTS, st.integers(0, 6), st.integers(0, 6), st.times())
def test_a_review_is_due_only_after_its_time_and_only_for_a_while(
    now: dt.datetime, day: int, week_starts: int, at: dt.time
) -> None:
    today = journal_day(now, FOUR)
    for one in due(now, day=day, at=at, week_starts=week_starts):
        if one.span == "week":
            assert -3 <= (today - one.until).days <= 3 + 3 + LEFT_OPEN["week"]
        else:
            assert 0 <= (today - one.until).days <= LEFT_OPEN[one.span]
            assert today > one.until or now.date() > today or now.time() >= at


@given(st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31)), st.integers(0, 6), st.integers(0, 6))
def test_every_week_becomes_due_once(monday: dt.date, day: int, week_starts: int) -> None:
    this = period("week", monday, week_starts)
    moments = [dt.datetime.combine(this.since + dt.timedelta(days=number), dt.time(18)) for number in range(14)]
    days = [now.date() for now in moments if this in due(now, day=day, week_starts=week_starts)]
    assert len(days) == LEFT_OPEN["week"] + 1 and days[0].weekday() == day


def test_what_leaves_the_editor_as_it_came_is_read_as_what_was_known() -> None:
    week = period("week", NOW.date())
    asked = steps(lived(), ["Rest"], [])
    text = review_text(week, asked)
    answers = read_answers(week, asked, text.replace("\n", "\r\n"))
    kept = review_entry(week, asked, answers, now_of(NOW))
    assert "> " not in kept.body and "- [ ] Rest" in kept.body and kept.title == review_title(week)
    assert all(step.known in kept.body for step in asked)
