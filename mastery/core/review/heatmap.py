"""A year of days as a grid: a column for each week, a row for each weekday; the more on a day, the fuller its cell."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping
from typing import NamedTuple

from mastery.core.base.clock import moved
from mastery.core.base.phrases import SHORT_MONTHS, SHORT_WEEKDAYS, count
from mastery.core.base.svg import box, label, picture

DAY = dt.timedelta(days=1)
LETTERS = "·░▒▓█"
"""A cell of each level, from nothing to the most; they differ without colour."""


class YearMap(NamedTuple):
    """An amount for each day of a year."""

    year: int
    week_starts: int
    """The weekday of the first row; Monday is 0."""
    values: Mapping[dt.date, int]
    """The days of the year that have any."""
    steps: tuple[int, ...]
    """The least values of the levels 2, 3 and 4; none where all values are the same, which is the most there is."""


def year_map(values: Mapping[dt.date, int], year: int, week_starts: int = 0) -> YearMap:
    """The map of a year; the levels are the quarters of the values that occur, so that each is seen; where fewer than
    four occur, the fuller levels."""
    mine = {day: value for day, value in values.items() if day.year == year and value > 0}
    ranked = sorted(set(mine.values()))
    steps = tuple(ranked[len(ranked) * part // 4] for part in (1, 2, 3)) if len(ranked) > 1 else ()
    return YearMap(year=year, week_starts=week_starts, values=mine, steps=steps)


def level(found: YearMap, day: dt.date) -> int:
    """How full the cell of a day is, 0 (nothing) to 4."""
    value = found.values.get(day, 0)
    if not value:
        return 0
    return 1 + bisect_left(found.steps, value + 1) if found.steps else 4


def column(found: YearMap, day: dt.date) -> int:
    """The column of a day, from 0."""
    first = dt.date(found.year, 1, 1)
    return ((day - first).days + (first.weekday() - found.week_starts) % 7) // 7


def columns(found: YearMap) -> int:
    """How many columns the year has, 53 or 54."""
    return column(found, dt.date(found.year, 12, 31)) + 1


def day_at(found: YearMap, at: int, row: int) -> dt.date | None:
    """The day of a cell; None for one outside of the year."""
    first = dt.date(found.year, 1, 1)
    day = moved(first, at * 7 + row - (first.weekday() - found.week_starts) % 7)
    return day if day.year == found.year else None


def month_line(found: YearMap, wide: int = 1) -> str:
    """The names of the months above the columns in which they begin; a column has `wide` cells."""
    line = ""
    for number, name in enumerate(SHORT_MONTHS, 1):
        place = column(found, dt.date(found.year, number, 1)) * wide
        line = f"{line:<{place}}" + name if place >= len(line) else line
    return line


def map_rows(found: YearMap, until: dt.date | None = None) -> list[str]:
    """The map as text: the months, then a row for each weekday. Days after `until` are left blank."""
    rows = [f"    {month_line(found)}"]
    for row in range(7):
        cells = ""
        for at in range(columns(found)):
            day = day_at(found, at, row)
            cells += " " if day is None or (until is not None and day > until) else LETTERS[level(found, day)]
        name = SHORT_WEEKDAYS[(row + found.week_starts) % 7] if row % 2 == 0 else ""
        rows.append(f"{name:<3} {cells}".rstrip())
    return rows


CELL = 12
"""Units of a cell in the picture."""


def map_words(found: YearMap, noun: str) -> list[str]:
    """The months that have any, in words, for screen-reader users."""
    lines = []
    for number, name in enumerate(SHORT_MONTHS, 1):
        mine = [value for day, value in found.values.items() if day.month == number]
        lines += [f"{name} {found.year}: {noun} {sum(mine):,} on {count(len(mine), 'day')}"] * bool(mine)
    return lines or [f"{found.year}: no {noun}"]


def map_svg(found: YearMap, noun: str) -> str:
    """The map as SVG."""
    width, height = columns(found) * CELL + 32, 7 * CELL + 20
    days, total = len(found.values), sum(found.values.values())
    parts = []
    for number, name in enumerate(SHORT_MONTHS, 1):
        parts.append(label(32 + column(found, dt.date(found.year, number, 1)) * CELL, 10, name))
    for row in range(0, 7, 2):
        parts.append(label(0, row * CELL + 24, SHORT_WEEKDAYS[(row + found.week_starts) % 7]))
    day = dt.date(found.year, 1, 1)
    while day.year == found.year:
        at, row = column(found, day), (day.weekday() - found.week_starts) % 7
        opacity = (0.08, 0.3, 0.5, 0.75, 1)[level(found, day)]
        about = f"{day}: {found.values.get(day, 0):,}"
        x, y = 32 + at * CELL, row * CELL + 15
        parts.append(box(x, y, CELL - 2, CELL - 2, opacity, style=' rx="2"', about=about))
        if day == dt.date.max:
            break
        day += DAY
    about = f"{total:,} {noun} on {count(days, 'day')} of {found.year}."
    return picture(width, height, parts, font=9, title=f"{noun} in {found.year}", about=about)
