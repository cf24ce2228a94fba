"""The records that people's acts on practices make: practices, check-ins, rests, a stopped timer."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from mastery.core.base.clock import Now, in_zone, milliseconds, moved
from mastery.core.base.errors import BadInput
from mastery.core.base.ids import new_id
from mastery.core.base.records import Entry
from mastery.core.goals.acts import session
from mastery.core.goals.goal import Goal
from mastery.core.goals.lines import check_title
from mastery.core.practices.cadence import Quota, parse_cadence, written
from mastery.core.practices.practice import (
    LONGEST,
    CadenceFrom,
    CheckIn,
    Practice,
    Rest,
    TrackedPractice,
    cadence_on,
    check_rest,
)
from mastery.core.practices.streaks import is_late
from mastery.core.practices.timer import Timer, minutes
from mastery.core.writing.capture import fixed


def new_practice(
    title: str, cadence: str, first: dt.date, now: Now, *, week_starts: int = 0, **fields: Any
) -> Practice:
    """A practice whose first day is `first`, with a cadence as it was typed; `fields` are others of its own.

    Raises BadInput for an empty title, a cadence that cannot be read, or a first day more than LONGEST days ago.
    """
    if first < moved(now.at.date(), -LONGEST):
        raise BadInput(f"{first} is too long ago for a first day.")
    since = CadenceFrom(since=first, cadence=written(parse_cadence(cadence)), week_starts=week_starts)
    return Practice(
        id=new_id(milliseconds(now.at)),
        title=check_title(title, "practice"),
        cadences=(since,),
        made=fixed(now.at),
        **fields,
    )


def check_in(
    practice: Practice,
    now: Now,
    *,
    day: dt.date | None = None,
    minutes: int | None = None,
    note: str = "",
) -> CheckIn:
    """The practice done on a journal day, today unless said; without minutes, its usual ones.

    Raises BadInput for a day still to come, and if minutes are required and none are known.
    """
    today = now.day
    day = day or today
    if day > today:
        raise BadInput(f"{day} is still to come; check in when it is done.")
    spent = practice.minutes if minutes is None else minutes
    cadence = cadence_on(practice, day)
    if not spent and isinstance(cadence, Quota) and cadence.minutes:
        raise BadInput(f"“{practice.title}” is counted in minutes: say how many.")
    return CheckIn(
        id=new_id(milliseconds(now.at)),
        practice=practice.id,
        day=day,
        minutes=spent,
        note=note.strip(),
        zone=now.zone,
        late=is_late(day, now.at, now.day_starts_at),
        recorded=fixed(now.at),
    )


def new_rest(since: dt.date, until: dt.date | None, why: str, now: Now, of: str = "") -> Rest:
    """Days of rest of a practice, a goal's practices, or of all. Raises BadInput if they end before they begin."""
    identity = new_id(milliseconds(now.at))
    return check_rest(Rest(id=identity, of=of, since=since, until=until, why=why.strip()))


def rest_days(
    of: str,
    concerned: Sequence[TrackedPractice],
    since: dt.date,
    until: dt.date | None,
    why: str,
    now: Now,
) -> list[Rest]:
    """Rest from `since` to `until` (None: until further notice), except on days on which a practice was done.

    Rest days don't count for a streak, so rest on such a day would cost the streak that day. `of` says what rests, as
    in `Rest.of`; `concerned` are its practices. Raises BadInput if `until` comes before `since`, or no day is left to
    rest on.
    """
    whole = new_rest(since, until, why, now, of)
    today = now.day
    past = min(until or today, today)
    if not any(since <= day <= past for one in concerned for day in one.marks):
        return [whole]
    rests = [new_rest(moved(today, 1), until, why, now, of)] if until is None or until > today else []
    for one in concerned:
        first, last = max(since, one.practice.since), min(past, one.practice.until or past)
        rests += [new_rest(begin, end, why, now, one.practice.id) for begin, end in _undone(one, first, last)]
    if not rests:
        raise BadInput("It was done on every one of these days. Choose days on which it was not.")
    return rests


def _undone(one: TrackedPractice, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The first and last days of the runs, between `first` and `last`, of days on which a practice was not done."""
    done = [day.toordinal() for day in sorted(one.marks) if first <= day <= last]
    runs = [(a + 1, b - 1) for a, b in pairwise((first.toordinal() - 1, *done, last.toordinal() + 1)) if b - a > 1]
    return [(dt.date.fromordinal(begin), dt.date.fromordinal(end)) for begin, end in runs]


def timed(
    timer: Timer,
    about: Practice | Goal | None,
    spent: int | None,
    note: str,
    now: Now,
) -> CheckIn | Entry:
    """What a stopped timer becomes: a check-in of its practice on the day it began, else an entry about its goal.

    Without `spent` minutes, those that it counted.
    """
    spent = minutes(timer, now.at) if spent is None else spent
    if isinstance(about, Practice):
        begun = now.day_of(in_zone(timer.began, now.at.tzinfo))
        day = min(begun, now.day)
        return check_in(about, now, day=day, minutes=spent, note=note)
    return session(note, spent, about, timer.began, now)
