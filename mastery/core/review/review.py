"""Looking back on a week, a month or a year: what was done, learnt, believed and changed, against the one before."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Literal, NamedTuple, get_args

from mastery.core.base.errors import BadInput
from mastery.core.base.phrases import long_date, long_month_year
from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal, Rating, Session, ratings_of
from mastery.core.practices.cadence import period_of
from mastery.core.practices.practice import TrackedPractice, practised
from mastery.core.review.measures import Trend, minutes_by_day, trends, words_by_day
from mastery.core.review.moods import mood_by_day
from mastery.core.thinking.model import Model, chain
from mastery.core.thinking.prediction import Prediction, is_surprise
from mastery.core.writing.days import between
from mastery.core.writing.entries import places

Span = Literal["week", "month", "year"]
SPANS: tuple[Span, ...] = get_args(Span)

DAY = dt.timedelta(days=1)

_day = attrgetter("day")

TAGS = 5
"""The most tags shown that became more, and less, frequent."""


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
    """A goal's ratings at the beginning and at the end of the period."""

    goal: Goal
    first: Rating
    """The last one before the period, else the first in it."""
    last: Rating


class Review(NamedTuple):
    """The summary of a period."""

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
    chains: tuple[tuple[Model, ...], ...]
    """The models that were revised, each after all that it came from and before what took its place."""
    moods: tuple[float, ...]
    """The mood of each day that has one, 1–5, by day."""
    moods_before: tuple[float, ...]
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
    return between(entries, found.since, found.until)


def review(
    found: Period,
    now: Sequence[Entry],
    before: Sequence[Entry],
    *,
    past: Period,
    sessions: Sequence[Session],
    tracked: Sequence[TrackedPractice],
    goals: Iterable[Goal],
    ratings: Sequence[Rating],
    predictions: Iterable[Prediction],
    models: Sequence[Model],
) -> Review:
    """The summary of a period, from its entries (`now`), those of the `past` one (`before`), and records."""
    minutes = minutes_by_day(sessions, practised(tracked, past.since))
    rising = trends(now, before)
    moods = sorted(mood_by_day(sessions).items())
    resolved = [one for one in predictions if one.outcome in ("yes", "no") and _in(one.resolved_day, found)]
    return Review(
        period=found,
        entries=len(now),
        before=len(before),
        days=len({one.day for one in now}),
        words=sum(words_by_day(now).values()),
        minutes=_sum(minutes, found),
        minutes_before=_sum(minutes, past),
        wins=tuple(one for one in now if one.kind == "win"),
        lessons=tuple(one for one in now if one.kind == "lesson"),
        practices=tuple(_done(tracked, found)),
        moved=tuple(filter(None, (moved_in(goal, ratings, found) for goal in goals))),
        resolved=tuple(sorted(resolved, key=lambda one: (not is_surprise(one), one.resolved_day, one.id))),
        believed=tuple(one for one in models if one.ended and _in(one.ended_day, found)),
        chains=tuple(chains(models, found)),
        moods=tuple(mood for day, mood in moods if _in(day, found)),
        moods_before=tuple(mood for day, mood in moods if _in(day, past)),
        rose=tuple(one for one in rising if one.now > one.before)[:TAGS],
        fell=tuple(one for one in reversed(rising) if one.now < one.before)[:TAGS],
    )


def chains(models: Sequence[Model], found: Period) -> list[tuple[Model, ...]]:
    """Of each model that was revised in the period what it came from, itself, and what came after it, to the last one;
    a chain with several revisions in the period is there once."""
    some = [chain(one, models) for one in models if one.ended == "revised" and _in(one.ended_day, found)]
    return [tuple(one) for one in {one[0].id: one for one in some}.values()]


def _in(day: dt.date | None, found: Period) -> bool:
    return day is not None and found.since <= day <= found.until


def _sum(minutes: Mapping[dt.date, int], found: Period) -> int:
    return sum(spent for day, spent in minutes.items() if _in(day, found))


def _done(tracked: Iterable[TrackedPractice], found: Period) -> list[Done]:
    some = []
    for one in tracked:
        marks = [mark for day, mark in one.marks.items() if _in(day, found)]
        if marks and not one.is_journaling:
            some.append(Done(one.practice.title, len(marks), sum(mark.minutes for mark in marks)))
    return sorted(some, key=lambda one: (-one.days, one.title))


def moved_in(goal: Goal, ratings: Sequence[Rating], found: Period) -> Moved | None:
    """A goal's ratings at the beginning and at the end of a period; None if it was not rated in it."""
    mine = [one for one in ratings_of(goal, ratings) if one.day <= found.until]
    inside = [one for one in mine if one.day >= found.since]
    if not inside:
        return None
    earlier = [one for one in mine if one.day < found.since]
    return Moved(goal, earlier[-1] if earlier else inside[0], inside[-1])


class Month(NamedTuple):
    """The counts of a month."""

    first: dt.date
    entries: int
    minutes: int
    moods: tuple[float, ...]
    """The mood of each day that has one, 1–5."""


def months(
    found: Period,
    until: dt.date,
    entries: Sequence[Entry],
    minutes: Mapping[dt.date, int],
    moods: Mapping[dt.date, float],
) -> list[Month]:
    """The months of a year as far as `until`; of another period its month and the five before it."""
    month = period("month", min(found.until, until))
    standing, rows = places(entries), []
    for _ in range(month.since.month if found.span == "year" else 6):
        begin = bisect_left(standing, month.since, key=_day)
        rows.append(
            Month(
                first=month.since,
                entries=bisect_right(standing, month.until, lo=begin, key=_day) - begin,
                minutes=_sum(minutes, month),
                moods=tuple(mood for day, mood in sorted(moods.items()) if _in(day, month)),
            )
        )
        month = previous(month)
    return rows[::-1]


def period_text(found: Period) -> str:
    """The period in words: "the week of 23 November 2026", "November 2026", "2026"."""
    if found.span == "year":
        return f"{found.since.year}"
    if found.span == "month":
        return long_month_year(found.since)
    return f"the week of {long_date(found.since)}"
