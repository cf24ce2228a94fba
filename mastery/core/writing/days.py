"""Days with entries: the week around a day, and the same day in earlier years."""

import contextlib
import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from mastery.core.base.clock import moved
from mastery.core.base.records import Entry
from mastery.core.writing.entries import places

DAY = dt.timedelta(days=1)

_day = attrgetter("day")


def week_of(day: dt.date) -> list[dt.date]:
    """The seven days of the day's week, Monday first."""
    monday = moved(day, -day.weekday())
    return [moved(monday, count) for count in range(7)]


def of_day(entries: Sequence[Entry], day: dt.date) -> Sequence[Entry]:
    """The entries of a day; `entries` are in the order of their days."""
    standing = places(entries)
    start = bisect_left(standing, day, key=_day)
    return entries[start : bisect_right(standing, day, lo=start, key=_day)]


def counted(entries: Sequence[Entry], since: dt.date) -> Counter[dt.date]:
    """How many entries each day has, from `since` on; `entries` are in the order of their days."""
    standing = places(entries)
    return Counter(place.day for place in standing[bisect_left(standing, since, key=_day) :])


def between(entries: Sequence[Entry], since: dt.date, until: dt.date) -> list[Entry]:
    """The entries from `since` to `until`, both included; `entries` are in the order of their days."""
    standing = places(entries)
    start = bisect_left(standing, since, key=_day)
    return [entries[at] for at in range(start, bisect_right(standing, until, lo=start, key=_day))]


def on_this_day(entries: Sequence[Entry], today: dt.date, most: int = 3) -> list[Entry]:
    """Entries of the same calendar day in earlier years: the longest of each year, the latest years first.

    The same all day, and at most `most` of them. `entries` are in the order of their days.
    """
    found: list[Entry] = []
    first = places(entries)[0].day.year if entries else today.year
    for year in range(today.year - 1, first - 1, -1):
        with contextlib.suppress(ValueError):  # no 29 February in that year
            same = of_day(entries, today.replace(year=year))
            found += [max(same, key=lambda entry: len(entry.body))] if same else []
        if len(found) == most:
            break
    return found
