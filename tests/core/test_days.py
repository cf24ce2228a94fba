"""Days with entries."""

import datetime as dt

from mastery.core.days import days_in_a_row, week_of

FRIDAY = dt.date(2026, 11, 20)


def days_before(*counts: int) -> set[dt.date]:
    return {FRIDAY - dt.timedelta(days=count) for count in counts}


def test_week_begins_on_monday() -> None:
    week = week_of(FRIDAY)
    assert week[0] == dt.date(2026, 11, 16)
    assert week[-1] == dt.date(2026, 11, 22)
    assert week_of(week[0]) == week_of(week[-1]) == week


def test_days_in_a_row() -> None:
    assert days_in_a_row(set(), FRIDAY) == 0
    assert days_in_a_row(days_before(0), FRIDAY) == 1
    assert days_in_a_row(days_before(0, 1, 2, 4), FRIDAY) == 3


def test_today_breaks_nothing_while_it_lasts() -> None:
    assert days_in_a_row(days_before(1, 2), FRIDAY) == 2
    assert days_in_a_row(days_before(2, 3), FRIDAY) == 0
