"""Practices, check-ins and rests from another program, with ids that are the same at every import.

What another program or a table calls a habit is a practice of the journal's where one has its title; else it is made.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import msgspec

from mastery.core.base.clock import Now, moved
from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import derived_id
from mastery.core.base.names import slug
from mastery.core.practices.acts import new_practice
from mastery.core.practices.practice import LONGEST, CheckIn, Practice, Rest, has_ended
from mastery.core.writing.capture import fixed

MINUTES_A_DAY = 24 * 60


def practice_called(name: str, among: Sequence[Practice], today: dt.date) -> Practice | None:
    """The practice of that id or title, an active one before one that has ended; None if there is none.

    Raises MasteryError if several match.
    """
    wanted, plain = slug(name), " ".join(name.split()).casefold()
    tests = (
        [one for one in among if one.id == name],
        [one for one in among if one.title.casefold() == plain],
        [one for one in among if wanted and slug(one.title) == wanted],
    )
    fits = next((found for found in tests if found), [])
    going = [one for one in fits if not has_ended(one, today)]
    fits = going or fits
    if len(fits) > 1:
        raise MasteryError(f"{name!r} fits {len(fits)} practices; give each of them a title of its own.")
    return fits[0] if fits else None


def foreign_practice(
    title: str,
    cadence: str,
    first: dt.date,
    now: Now,
    *,
    origin: str,
    repeat: int = 0,
    week_starts: int = 0,
    until: dt.date | None = None,
    minutes: int = 0,
) -> Practice:
    """A practice from another program; `repeat` counts those of the same title.

    Raises BadInput for an empty title, a cadence that cannot be read, or a first day more than LONGEST days ago.
    """
    made = new_practice(title, cadence, first, now, week_starts=week_starts, until=until, minutes=minutes)
    # Its title alone tells it apart: its first day, its cadence and its place among others may change over there.
    identity = derived_id(0, origin, Practice.table, made.title, str(repeat))
    return msgspec.structs.replace(made, id=identity)


class Done(NamedTuple):
    """A day on which a practice was done, according to another program."""

    day: dt.date
    minutes: int
    note: str
    key: Sequence[str]
    """What distinguishes it from others of its day."""


def foreign_checkins(practice: Practice, found: Iterable[Done], now: Now, *, origin: str) -> list[CheckIn]:
    """Check-ins from another program; they count as recorded in time."""
    recorded, zone = fixed(now.at), now.zone
    return [
        CheckIn(
            id=derived_id(_noon(one.day), origin, CheckIn.table, str(one.day), *one.key),
            practice=practice.id,
            day=one.day,
            minutes=one.minutes,
            note=one.note.strip(),
            zone=zone,
            recorded=recorded,
        )
        for one in found
    ]


def already_text(practice: Practice, checkins: Iterable[CheckIn]) -> str:
    """The message about check-ins of a practice that exists already."""
    early = sum(one.day < practice.since for one in checkins)
    told = f"; those of before its first day, {practice.since}, add to no streak ({early:,})" if early else ""
    return f"“{practice.title}” is a practice already: the check-ins are taken as its own{told}."


def foreign_rests(practice: Practice, days: Sequence[tuple[dt.date, str]], *, origin: str, key: str) -> list[Rest]:
    """Rests of a practice for days, in their order, with their reasons: a rest for days in a row with one reason."""
    spans: list[tuple[dt.date, dt.date, str]] = []
    for day, why in days:
        if spans and spans[-1][1] + dt.timedelta(days=1) == day and spans[-1][2] == why:
            spans[-1] = spans[-1][0], day, why
        else:
            spans.append((day, day, why))
    return [
        Rest(
            id=derived_id(_noon(since), origin, Rest.table, key, str(since), str(until)),
            of=practice.id,
            since=since,
            until=until,
            why=why.strip(),
        )
        for since, until, why in spans
    ]


def usual_cadence(days: Collection[dt.date]) -> str:
    """The cadence closest to how often something was done: N days a week, daily if it was all seven."""
    weeks = max(1.0, ((max(days) - min(days)).days + 1) / 7)
    often = max(1, min(7, round(len(set(days)) / weeks)))
    return "daily" if often == 7 else f"{often}/week"


def is_likely(day: dt.date, today: dt.date) -> bool:
    """Whether something can have been done on that day: not in the future, and not more than LONGEST days ago."""
    return moved(today, -LONGEST) <= day <= today


def _noon(day: dt.date) -> int:
    """Milliseconds since 1970 of the day's noon in UTC, so that an import in another zone gives the same."""
    return int(dt.datetime.combine(day, dt.time(12), dt.UTC).timestamp() * 1000)
