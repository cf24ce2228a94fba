"""Moods: what is understood, what a day's is, and what stands beside the practices."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.goals.goal import Session
from mastery.core.practices.acts import check_in, new_practice
from mastery.core.practices.practice import TrackedPractice
from mastery.core.review.moods import FEW, beside_practices, beside_text, mood_by_day, mood_text
from mastery.core.writing.moods import MOODS, mood_name, read_mood
from tests.support.clock import FixedClock, now_of
from tests.support.diary import NOW

TODAY, DAY, FOUR = NOW.date(), dt.timedelta(days=1), dt.time(4)


def test_a_mood_is_a_number_or_its_name() -> None:
    assert [read_mood(str(number)) for number in range(1, 6)] == [read_mood(name) for name in MOODS] == [1, 2, 3, 4, 5]
    assert (read_mood(" Very  Good "), read_mood(""), mood_name(0), mood_name(4)) == (5, 0, "", "good")
    for typed in ("6", "0", "fine", "４"):
        with pytest.raises(BadInput, match="1 very low"):
            read_mood(typed)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5))))
def test_the_mood_of_a_day_is_the_mean_of_what_was_said(some: list[tuple[int, int]]) -> None:
    found = mood_by_day(Session("a", TODAY - back * DAY, mood=mood) for back, mood in some)
    for day, mood in found.items():
        mine = [one for back, one in some if one and TODAY - back * DAY == day]
        assert mood * len(mine) == pytest.approx(sum(mine))
    assert set(found) == {TODAY - back * DAY for back, mood in some if mood}


def test_a_practice_stands_beside_moods_only_where_there_are_enough_days_of_both() -> None:
    clock = FixedClock(NOW)
    guitar = new_practice("Guitar", "daily", TODAY - 60 * DAY, now_of(clock))

    def beside(done: int, other: int) -> list[str]:
        days = [TODAY - back * DAY for back in range(done + other)]
        checked = [check_in(guitar, now_of(clock), day=day) for day in days[:done]]
        moods = {day: 4.0 if at < done else 3.0 for at, day in enumerate(days)}
        moods[TODAY - 90 * DAY] = 1.0  # before the practice began
        return [beside_text(one) for one in beside_practices(moods, [TrackedPractice(guitar, checked, [], TODAY)])]

    assert beside(FEW, FEW) == [f"4.0 on {FEW} days with it, 3.0 on {FEW} without"]
    assert beside(FEW - 1, FEW) == beside(FEW, FEW - 1) == []


def test_the_days_behind_a_mean_are_said() -> None:
    assert (mood_text([]), mood_text([3.0]), mood_text([3, 4])) == ("", "3.0 of 5 on 1 day", "3.5 of 5 on 2 days")
