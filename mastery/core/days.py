"""Days with entries: the week around a day, and how many days in a row were journaled."""

import datetime as dt
from collections.abc import Collection

DAY = dt.timedelta(days=1)


def week_of(day: dt.date) -> list[dt.date]:
    """The seven days of the day's week, Monday first."""
    monday = day - day.weekday() * DAY
    return [monday + count * DAY for count in range(7)]


def days_in_a_row(days: Collection[dt.date], today: dt.date) -> int:
    """How many days up to today have entries without a gap.

    Today breaks nothing while it lasts: without an entry yet, the row up to yesterday counts.
    """
    have = days if isinstance(days, (set, frozenset)) else set(days)
    day = today if today in have else today - DAY
    count = 0
    while day in have:
        count += 1
        day -= DAY
    return count
