"""Looking back on a week, a month or a year: what was done, learnt, believed and changed, against the one before."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, get_args

from mastery.core.cadence import period_of
from mastery.core.entries import places
from mastery.core.errors import BadInput
from mastery.core.goals import Goal, Reading, Session, readings_of
from mastery.core.measures import Trend, minutes_by_day, trends, words_by_day
from mastery.core.models import Model
from mastery.core.practices import Kept, practised
from mastery.core.predictions import Prediction, is_surprise
from mastery.core.records import Entry

Span = Literal["week", "month", "year"]
SPANS: tuple[Span, ...] = get_args(Span)

DAY = dt.timedelta(days=1)

TAGS = 5
"""Tags that rose, and tags that fell, which are shown."""


class Period(NamedTuple):
    """The days that are looked back on."""

    span: Span
    since: dt.date
    until: dt.date


class Done(NamedTuple):
    """A practice in the period."""

    title: str
    days: int
    minutes: int


class Moved(NamedTuple):
    """A goal's readings at the beginning and at the end of the period."""

    goal: Goal
    first: Reading
    """The last one before the period, else the first in it."""
    last: Reading


class Review(NamedTuple):
    """What there is to say of a period."""

    period: Period
    entries: int
    before: int
    """Entries of the period before."""
    days: int
    """Journal days with entries."""
    words: int
    minutes: int
    minutes_before: int
    wins: tuple[Entry, ...]
    lessons: tuple[Entry, ...]
    practices: tuple[Done, ...]
    moved: tuple[Moved, ...]
    resolved: tuple[Prediction, ...]
    """Resolved yes or no, surprises first."""
    believed: tuple[Model, ...]
    """Models that were revised or retired."""
    rose: tuple[Trend, ...]
    fell: tuple[Trend, ...]


def period(span: str, day: dt.date, week_starts: int = 0) -> Period:
    """The week, month or year of a day. Raises BadInput for another word."""
    if span not in SPANS:
        raise BadInput(f"{span!r} is no period: say {', '.join(SPANS)}.")
    if span == "year":
        return Period("year", day.replace(month=1, day=1), day.replace(month=12, day=31))
    first, last = period_of(day, month=span == "month", week_starts=week_starts)
    return Period("month" if span == "month" else "week", first, last)


def previous(found: Period, week_starts: int = 0) -> Period:
    """The period before; that of the first days of the calendar is itself."""
    return period(found.span, max(found.since - DAY, dt.date.min), week_starts) if found.since > dt.date.min else found


def following(found: Period, week_starts: int = 0) -> Period:
    """The period after; that of the last days of the calendar is itself."""
    return period(found.span, found.until + DAY, week_starts) if found.until < dt.date.max else found


def within(entries: Sequence[Entry], found: Period) -> list[Entry]:
    """The entries of the period; they come in the order of their days."""
    standing = places(entries)
    return [entries[at] for at, one in enumerate(standing) if found.since <= one.day <= found.until]


def review(
    found: Period,
    now: Sequence[Entry],
    before: Sequence[Entry],
    *,
    past: Period,
    sessions: Iterable[Session],
    kept: Sequence[Kept],
    goals: Iterable[Goal],
    readings: Sequence[Reading],
    predictions: Iterable[Prediction],
    models: Iterable[Model],
) -> Review:
    """What there is to say of a period, out of its entries (`now`), those of the `past` one (`before`), and records."""
    minutes = minutes_by_day(sessions, practised(kept))
    rising = trends(now, before)
    resolved = [one for one in predictions if one.outcome in ("yes", "no") and _in(one.resolved_day, found)]
    return Review(
        found,
        len(now),
        len(before),
        len({one.day for one in now}),
        sum(words_by_day(now).values()),
        _sum(minutes, found),
        _sum(minutes, past),
        tuple(one for one in now if one.kind == "win"),
        tuple(one for one in now if one.kind == "lesson"),
        tuple(_done(kept, found)),
        tuple(filter(None, (_moved(goal, readings, found) for goal in goals))),
        tuple(sorted(resolved, key=lambda one: (not is_surprise(one), one.resolved_day, one.id))),
        tuple(one for one in models if one.ended and _in(one.ended_day, found)),
        tuple(one for one in rising if one.now > one.before)[:TAGS],
        tuple(one for one in reversed(rising) if one.now < one.before)[:TAGS],
    )


def _in(day: dt.date | None, found: Period) -> bool:
    return day is not None and found.since <= day <= found.until


def _sum(minutes: dict[dt.date, int], found: Period) -> int:
    return sum(spent for day, spent in minutes.items() if _in(day, found))


def _done(kept: Iterable[Kept], found: Period) -> list[Done]:
    some = []
    for one in kept:
        marks = [mark for day, mark in one.marks.items() if _in(day, found)]
        if marks and not one.is_journaling:
            some.append(Done(one.practice.title, len(marks), sum(mark.minutes for mark in marks)))
    return sorted(some, key=lambda one: (-one.days, one.title))


def _moved(goal: Goal, readings: Sequence[Reading], found: Period) -> Moved | None:
    mine = [one for one in readings_of(goal, readings) if one.day <= found.until]
    inside = [one for one in mine if one.day >= found.since]
    if not inside:
        return None
    earlier = [one for one in mine if one.day < found.since]
    return Moved(goal, earlier[-1] if earlier else inside[0], inside[-1])


def period_said(found: Period) -> str:
    """The period in words: "the week of 23 November 2026", "November 2026", "2026"."""
    if found.span == "year":
        return f"{found.since.year}"
    if found.span == "month":
        return f"{found.since:%B} {found.since.year}"
    return f"the week of {found.since.day} {found.since:%B} {found.since.year}"
