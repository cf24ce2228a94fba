"""Days with entries: the week around a day, days in a row, and the same day in earlier years."""

import datetime as dt
from collections.abc import Collection, Sequence

from mastery.core.entries import places
from mastery.core.records import Entry

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


def on_this_day(entries: Sequence[Entry], today: dt.date, most: int = 3) -> list[Entry]:
    """Entries of the same day of the calendar in earlier years: one of each year, the longest, the newest years first.

    The same all day, and at most `most` of them.
    """
    by_year: dict[int, Entry] = {}
    for index, place in enumerate(places(entries)):
        day = place.day
        if (day.month, day.day) == (today.month, today.day) and day.year < today.year:
            entry = entries[index]
            known = by_year.get(day.year)
            if known is None or len(entry.body) > len(known.body):
                by_year[day.year] = entry
    return [by_year[year] for year in sorted(by_year, reverse=True)[:most]]
