"""Phrases: the same number, day or list is written the same wherever it stands."""

import datetime as dt

import pytest

from mastery.core.base import phrases
from mastery.core.base.phrases import count, listed, near_day, shortened, time_text

DAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("month_day", "24 Nov"),
        ("long_month_day", "24 November"),
        ("month_year", "Nov 2026"),
        ("long_month_year", "November 2026"),
        ("date_text", "24 Nov 2026"),
        ("long_date", "24 November 2026"),
        ("iso_day", "Tuesday 2026-11-24"),
        ("weekday_date", "Tue 24 Nov"),
        ("short_day", "Tue 24 Nov 2026"),
        ("long_day", "Tuesday 24 November 2026"),
    ],
)
def test_a_day_is_written(name: str, text: str) -> None:
    assert getattr(phrases, name)(DAY) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (DAY, "today"),
        (dt.date(2026, 11, 25), "tomorrow"),
        (dt.date(2026, 11, 23), "23 Nov"),
        (dt.date(2026, 1, 28), "28 Jan"),
        (dt.date(2026, 1, 27), "Jan 2026"),
        (dt.date(2027, 1, 1), "Jan 2027"),
    ],
)
def test_a_day_is_written_as_shortly_as_it_is_near(day: dt.date, text: str) -> None:
    assert near_day(day, DAY) == text


def test_counts_times_and_lists_are_written() -> None:
    assert [count(one, "entry", "entries") for one in (0, 1, 1083)] == ["0 entries", "1 entry", "1,083 entries"]
    assert count(2, "day") == "2 days"
    assert time_text(dt.datetime(2026, 11, 24, 9, 5)) == "09:05"
    assert [listed(one) for one in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [shortened("abcdef", most) for most in (6, 5)] == ["abcdef", "abcd…"]
