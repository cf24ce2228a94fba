"""What people do with goals and practices, as the records that come of it: readings, check-ins, wins, rests."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import msgspec

from mastery.core.base.clock import Clock, in_zone, journal_day, milliseconds, moved
from mastery.core.base.errors import BadInput
from mastery.core.base.ids import new_id
from mastery.core.base.records import Entry
from mastery.core.base.when import When
from mastery.core.goals.goal import Goal, Milestone, Reading, check_rating, with_status
from mastery.core.goals.lines import check_title
from mastery.core.practices.cadence import Quota, parse_cadence, written
from mastery.core.practices.practice import LONGEST, CadenceFrom, CheckIn, Kept, Practice, Rest, cadence_on, check_rest
from mastery.core.practices.streaks import is_late
from mastery.core.practices.timer import Timer, minutes
from mastery.core.writing.capture import Draft, fixed, make_entry, parse_capture


def new_goal(title: str, clock: Clock, day_starts_at: dt.time, **fields: Any) -> Goal:
    """A goal that is set now; `fields` are others of its own. Raises BadInput for an empty title."""
    now = clock.now()
    day = journal_day(now, day_starts_at)
    return Goal(id=new_id(milliseconds(now)), title=check_title(title), made=fixed(now), day=day, **fields)


def new_reading(goal: Goal, vision: int, reality: int, note: str, day: dt.date, clock: Clock) -> Reading:
    """A reading of a goal on a journal day. Raises BadInput for ratings that are not 0–10."""
    now = clock.now()
    return Reading(
        id=new_id(milliseconds(now)),
        goal=goal.id,
        day=day,
        vision=check_rating(vision, "vision"),
        reality=check_rating(reality, "reality"),
        note=note.strip(),
        recorded=fixed(now),
    )


def new_practice(
    title: str, cadence: str, first: dt.date, clock: Clock, *, week_starts: int = 0, **fields: Any
) -> Practice:
    """A practice whose first day is `first`, with a cadence as it was typed; `fields` are others of its own.

    Raises BadInput for an empty title, what is no cadence, or a first day of long ago.
    """
    now = clock.now()
    if first < moved(now.date(), -LONGEST):
        raise BadInput(f"{first} is too long ago for a first day.")
    since = CadenceFrom(since=first, cadence=written(parse_cadence(cadence)), week_starts=week_starts)
    return Practice(
        id=new_id(milliseconds(now)),
        title=check_title(title, "practice"),
        cadences=(since,),
        made=fixed(now),
        **fields,
    )


def check_in(
    practice: Practice,
    clock: Clock,
    day_starts_at: dt.time,
    *,
    day: dt.date | None = None,
    minutes: int | None = None,
    note: str = "",
) -> CheckIn:
    """The practice done on a journal day, today unless said; without minutes, its usual ones.

    Raises BadInput for a day to come, and where minutes are asked for and none are known.
    """
    now = clock.now()
    today = journal_day(now, day_starts_at)
    day = day or today
    if day > today:
        raise BadInput(f"{day} is still to come; check in when it is done.")
    spent = practice.minutes if minutes is None else minutes
    cadence = cadence_on(practice, day)
    if not spent and isinstance(cadence, Quota) and cadence.minutes:
        raise BadInput(f"“{practice.title}” is counted in minutes: say how many.")
    return CheckIn(
        id=new_id(milliseconds(now)),
        practice=practice.id,
        day=day,
        minutes=spent,
        note=note.strip(),
        zone=clock.zone(),
        late=is_late(day, now, day_starts_at),
        recorded=fixed(now),
    )


def new_rest(since: dt.date, until: dt.date | None, why: str, clock: Clock, of: str = "") -> Rest:
    """Days of rest of a practice, a goal's practices, or of all. Raises BadInput where they end before they begin."""
    identity = new_id(milliseconds(clock.now()))
    return check_rest(Rest(id=identity, of=of, since=since, until=until, why=why.strip()))


def rest_days(
    of: str,
    concerned: Sequence[Kept],
    since: dt.date,
    until: dt.date | None,
    why: str,
    clock: Clock,
    today: dt.date,
) -> list[Rest]:
    """Rest from `since` to `until` (None: until further notice), except on days on which a practice was done.

    Rest days don't count for a streak, so rest on such a day would cost the streak that day. `of` says what rests, as
    in `Rest.of`; `concerned` are its practices. Raises BadInput if `until` comes before `since`, or no day is left to
    rest on.
    """
    whole = new_rest(since, until, why, clock, of)
    past = min(until or today, today)
    if not any(since <= day <= past for one in concerned for day in one.marks):
        return [whole]
    rests = [new_rest(moved(today, 1), until, why, clock, of)] if until is None or until > today else []
    for one in concerned:
        first, last = max(since, one.practice.since), min(past, one.practice.until or past)
        rests += [new_rest(begin, end, why, clock, one.practice.id) for begin, end in _undone(one, first, last)]
    if not rests:
        raise BadInput("It was done on every one of these days. Choose days on which it was not.")
    return rests


def _undone(one: Kept, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The first and last days of the runs, between `first` and `last`, of days on which a practice was not done."""
    done = [day.toordinal() for day in sorted(one.marks) if first <= day <= last]
    runs = [(a + 1, b - 1) for a, b in pairwise((first.toordinal() - 1, *done, last.toordinal() + 1)) if b - a > 1]
    return [(dt.date.fromordinal(begin), dt.date.fromordinal(end)) for begin, end in runs]


def reached(goal: Goal, index: int, clock: Clock, day_starts_at: dt.time, note: str = "") -> tuple[Goal, Entry]:
    """The goal with a milestone reached now, and the win for it. Raises BadInput if it was reached before."""
    today = journal_day(clock.now(), day_starts_at)
    before = goal.milestones[index]
    if before.done is not None:
        raise BadInput(f"“{before.title}” was already reached on {before.done}.")
    milestone = msgspec.structs.replace(before, done=today)
    win = _win(goal, f"Reached: {milestone.title}", note, clock, day_starts_at)
    return with_milestone(goal, index, milestone), win


def with_milestone(goal: Goal, index: int, milestone: Milestone) -> Goal:
    """The goal with another milestone in the place of one."""
    before, after = goal.milestones[:index], goal.milestones[index + 1 :]
    return msgspec.structs.replace(goal, milestones=(*before, milestone, *after))


def achieved(goal: Goal, clock: Clock, day_starts_at: dt.time, note: str = "") -> tuple[Goal, Entry]:
    """The goal, achieved now, and the win for it. Raises BadInput as `with_status` does."""
    today = journal_day(clock.now(), day_starts_at)
    win = _win(goal, f"Achieved: {goal.title}", note, clock, day_starts_at)
    return with_status(goal, "achieved", today, note), win


def _win(goal: Goal, title: str, note: str, clock: Clock, day_starts_at: dt.time) -> Entry:
    entry = make_entry(Draft(title, note.strip()), clock, day_starts_at, "win")
    return msgspec.structs.replace(entry, goals=(goal.id,))


def session(
    text: str, minutes: int, goal: Goal | None, began: dt.datetime, clock: Clock, day_starts_at: dt.time
) -> Entry:
    """Time spent learning, as an entry at the moment when it began; a text that is empty says what was learnt for."""
    named = f"{goal.title}" if goal is not None else "Learning"
    draft = parse_capture(text, clock.now()) if text.strip() else Draft(named, "")
    begun = in_zone(began, clock.now().tzinfo)
    when = When(begun.date(), begun.time().replace(second=0, microsecond=0)) if draft.when is None else draft.when
    entry = make_entry(draft._replace(when=when), clock, day_starts_at, "session")
    return msgspec.structs.replace(entry, minutes=minutes, goals=(goal.id,) if goal is not None else ())


def timed(
    timer: Timer,
    about: Practice | Goal | None,
    spent: int | None,
    note: str,
    clock: Clock,
    day_starts_at: dt.time,
) -> CheckIn | Entry:
    """What a stopped timer becomes: a check-in of its practice on the day it began, else an entry about its goal.

    Without `spent` minutes, those that it counted.
    """
    now = clock.now()
    spent = minutes(timer, now) if spent is None else spent
    if isinstance(about, Practice):
        begun = journal_day(in_zone(timer.began, now.tzinfo), day_starts_at)
        day = min(begun, journal_day(now, day_starts_at))
        return check_in(about, clock, day_starts_at, day=day, minutes=spent, note=note)
    return session(note, spent, about, timer.began, clock, day_starts_at)
