"""Counts by day: entries, words, minutes of learning, check-ins; and which tags became more or less frequent."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mastery.core.base.records import Entry, Place
from mastery.core.goals.goal import Session
from mastery.core.practices.streaks import Mark


def entries_by_day(places: Iterable[Place]) -> dict[dt.date, int]:
    """How many entries each journal day has."""
    return dict(Counter(one.day for one in places))


def words_by_day(entries: Iterable[Entry]) -> dict[dt.date, int]:
    """How many words were written for each journal day."""
    counts: Counter[dt.date] = Counter()
    for one in entries:
        counts[one.day] += len(one.title.split()) + len(one.body.split())
    return dict(counts)


def minutes_by_day(sessions: Iterable[Session | Entry], practised: Iterable[tuple[dt.date, int]]) -> dict[dt.date, int]:
    """How many minutes were spent learning on each journal day, in entries and in practices."""
    counts: Counter[dt.date] = Counter()
    for one in sessions:
        counts[one.day] += one.minutes
    for day, spent in practised:
        counts[day] += spent
    return {day: spent for day, spent in counts.items() if spent}


def checkins_by_day(marks: Mapping[dt.date, Mark]) -> dict[dt.date, int]:
    """The days on which a practice was done, with its minutes, or 1 if there are none."""
    return {day: mark.minutes or 1 for day, mark in marks.items()}


class Trend(NamedTuple):
    """A tag in a period, and in the period before it."""

    tag: str
    now: int
    """Entries with it."""
    before: int


def trends(now: Sequence[Entry], before: Sequence[Entry]) -> list[Trend]:
    """The tags of two periods, those with the greatest increase first, the greatest decrease last."""
    here, there = (Counter(tag for one in some for tag in set(one.tags)) for some in (now, before))
    found = [Trend(tag, here[tag], there[tag]) for tag in here.keys() | there.keys()]
    return sorted(found, key=lambda one: (one.before - one.now, -one.now, one.tag))
