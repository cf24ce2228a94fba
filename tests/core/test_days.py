"""Days with entries."""

import datetime as dt

from mastery.core.days import week_of

FRIDAY = dt.date(2026, 11, 20)


def test_week_begins_on_monday() -> None:
    week = week_of(FRIDAY)
    assert week[0] == dt.date(2026, 11, 16)
    assert week[-1] == dt.date(2026, 11, 22)
    assert week_of(week[0]) == week_of(week[-1]) == week
