"""Phrases: how counts, days, lengths of time, titles and lists are written, by both faces and in what is shared."""

import datetime as dt
from collections.abc import Sequence

from mastery.core.base.clock import WEEKDAYS as TYPED_WEEKDAYS
from mastery.core.base.records import Entry

WEEKDAYS = tuple(name.capitalize() for name in TYPED_WEEKDAYS)
SHORT_WEEKDAYS = tuple(name[:3] for name in WEEKDAYS)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)


# Counts and lengths of time


def count(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun: "1 entry", "1,083 entries". Give `plural` if it is not the noun with an "s"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def minutes_text(minutes: int) -> str:
    """Minutes as people say them: "45 min", "1 h 30", "12 h"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours:,} h {rest:02}" if rest else f"{hours:,} h"


# Days and times


def month_day(day: dt.date) -> str:
    """ "24 Nov"."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]}"


def long_month_day(day: dt.date) -> str:
    """ "24 November"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def month_year(day: dt.date) -> str:
    """ "Nov 2026"."""
    return f"{SHORT_MONTHS[day.month - 1]} {day.year}"


def long_month_year(day: dt.date) -> str:
    """ "November 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def date_text(day: dt.date) -> str:
    """ "24 Nov 2026"."""
    return f"{month_day(day)} {day.year}"


def long_date(day: dt.date) -> str:
    """ "24 November 2026"."""
    return f"{long_month_day(day)} {day.year}"


def short_day(day: dt.date) -> str:
    """ "Tue 24 Nov 2026"."""
    return f"{SHORT_WEEKDAYS[day.weekday()]} {date_text(day)}"


def long_day(day: dt.date) -> str:
    """ "Tuesday 24 November 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)}"


def weekday_date(day: dt.date) -> str:
    """ "Tue 24 Nov"."""
    return f"{SHORT_WEEKDAYS[day.weekday()]} {month_day(day)}"


def iso_day(day: dt.date) -> str:
    """ "Tuesday 2026-11-24"."""
    return f"{WEEKDAYS[day.weekday()]} {day.isoformat()}"


def near_day(day: dt.date, today: dt.date) -> str:
    """ "today", "tomorrow", "21 Nov", or "Jun 2027" if it is months away."""
    away = (day - today).days
    if away in (0, 1):
        return ("today", "tomorrow")[away]
    return month_year(day) if abs(away) > 300 or day.year != today.year else month_day(day)


def time_text(moment: dt.datetime) -> str:
    """ "21:30", the clock time that held there."""
    return f"{moment:%H:%M}"


# Titles and lists


def headline(entry: Entry) -> str:
    """The title of an entry, or the beginning of its text if it has none; not cleaned, at most 200 letters of text."""
    return entry.title or entry.body[:200]


def shortened(text: str, most: int) -> str:
    """The text in at most `most` letters, an ellipsis where it was cut."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def listed(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
