"""Days with entries."""

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from mastery.core.writing.days import counted, week_of
from tests.support.diary import entry

FRIDAY = dt.date(2026, 11, 20)


def test_week_begins_on_monday() -> None:
    week = week_of(FRIDAY)
    assert week[0] == dt.date(2026, 11, 16)
    assert week[-1] == dt.date(2026, 11, 22)
    assert week_of(week[0]) == week_of(week[-1]) == week


@given(st.lists(st.integers(0, 20), max_size=12), st.integers(0, 22))
def test_entries_are_counted_from_a_day_on(ages: list[int], since: int) -> None:
    entries = [entry(str(age), days_ago=age) for age in sorted(ages, reverse=True)]
    day = entry("", days_ago=since).day
    assert counted(entries, day) == Counter(one.day for one in entries if one.day >= day)
