"""Rest days never take away a day that was done, whichever days are named."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.practices.acts import check_in, new_practice, rest_days
from mastery.core.practices.practice import Rest, TrackedPractice, is_resting
from tests.support.clock import FixedClock, now_of

NOON = dt.datetime(2026, 11, 20, 12)
TODAY, FOUR, DAY = NOON.date(), dt.time(4), dt.timedelta(days=1)
CLOCK = FixedClock(NOON)


def practice(done: set[int], rests: list[Rest], cadence: str = "daily") -> TrackedPractice:
    """A practice of thirty days, done on the days that lie so far back."""
    one = new_practice("Guitar", cadence, TODAY - 29 * DAY, now_of(CLOCK))
    one = type(one)(**{**{name: getattr(one, name) for name in one.__struct_fields__}, "id": "guitar"})
    return TrackedPractice(
        one, [check_in(one, now_of(CLOCK), day=TODAY - ago * DAY) for ago in sorted(done)], rests, TODAY
    )


@given(
    done=st.sets(st.integers(0, 29)),
    since=st.integers(-5, 25),
    length=st.none() | st.integers(0, 40),
    cadence=st.sampled_from(["daily", "weekdays", "3/week", "every 2 days"]),
    whole=st.booleans(),
)
def test_no_day_that_was_done_rests_and_every_other_one_does(
    done: set[int], since: int, length: int | None, cadence: str, whole: bool
) -> None:
    before = practice(done, [], cadence)
    first = TODAY - since * DAY
    last = None if length is None else first + length * DAY
    of = "" if whole else before.practice.id
    try:
        rests = rest_days(of, [before], first, last, "", now_of(CLOCK))
    except BadInput:
        assert last is not None
        assert all((TODAY - first).days - step in done for step in range((last - first).days + 1))
        return
    after = practice(done, rests, cadence)
    assert after.streak.length >= before.streak.length
    for ago in range(-3, 30):
        day = TODAY - ago * DAY
        named = first <= day and (last is None or day <= last)
        assert is_resting(after.plan, day) == (named and ago not in done)


def test_a_last_day_before_the_first_is_refused() -> None:
    with pytest.raises(BadInput, match="swap them"):
        rest_days("", [practice({0}, [])], TODAY, TODAY - DAY, "", now_of(CLOCK))
