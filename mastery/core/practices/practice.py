"""Practices, check-ins and rests: the records, practices with their streaks, and what is due today."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Annotated, ClassVar

import msgspec

from mastery.core.base.checks import JOURNALING as JOURNALING
from mastery.core.base.checks import check_act_day, rule
from mastery.core.base.clock import Now, moved
from mastery.core.base.errors import BadInput
from mastery.core.base.ids import milliseconds_of
from mastery.core.base.phrases import count
from mastery.core.base.records import Line, Minutes, Moment, Name, Owner, Place, Prose, Record, Ref
from mastery.core.goals.goal import Goal
from mastery.core.practices.cadence import Cadence, Quota, parse_cadence
from mastery.core.practices.streaks import Mark, Phase, Plan, Streak, is_late, streak


def _check_cadence(text: str) -> str:
    parse_cadence(text)
    return text


class CadenceFrom(msgspec.Struct, kw_only=True, frozen=True):
    """From a day on, how often a practice is due."""

    since: Annotated[dt.date, rule(check_act_day)]
    cadence: Annotated[str, rule(_check_cadence)]
    """As `core.practices.cadence.written` gives it."""
    week_starts: Annotated[int, msgspec.Meta(ge=0, le=6)] = 0
    """The weekday, Monday is 0, on which its weeks begin; fixed when it was set."""


class Practice(Record, kw_only=True, frozen=True):
    """A recurring act."""

    table: ClassVar[str] = "practices"
    noun: ClassVar[str] = "practice"
    has_own_name: ClassVar[bool] = True

    title: Name
    """One line."""
    goal: Ref = ""
    """Id of the goal it serves."""
    cadences: Annotated[tuple[CadenceFrom, ...], msgspec.Meta(min_length=1)]
    """By their first days, at least one; the past keeps the one it had."""
    until: dt.date | None = None
    """The last day; None while it goes on."""
    minutes: Minutes = 0
    """Minutes of a check-in that says none."""
    made: Moment

    def is_over(self, today: dt.date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and self.until < today

    @property
    def since(self) -> dt.date:
        """The first day."""
        return self.cadences[0].since

    @property
    def cadence(self) -> Cadence:
        """The latest cadence."""
        return parse_cadence(self.cadences[-1].cadence)


class CheckIn(Record, kw_only=True, frozen=True):
    """A practice done on one journal day."""

    table: ClassVar[str] = "checkins"
    noun: ClassVar[str] = "check-in"
    owner: ClassVar[tuple[str, ...]] = ("practice", "practices")

    practice: Owner
    day: Annotated[dt.date, rule(check_act_day)]
    """The journal day, fixed at capture."""
    minutes: Minutes = 0
    note: Prose = ""
    zone: Line = ""
    late: bool = False
    """Whether it was recorded more than 48 hours after its day; fixed at capture."""
    recorded: Moment


class Rest(Record, kw_only=True, frozen=True):
    """Days set apart, on which nothing is due."""

    table: ClassVar[str] = "rests"
    noun: ClassVar[str] = "rest"
    owner: ClassVar[tuple[str, ...]] = ("of", "practices", "goals")

    of: Ref = ""
    """Id of the practice, or of the goal whose practices rest; none for all practices."""
    since: dt.date
    until: dt.date | None = None
    """The last day; None until further notice."""
    why: Prose = ""


class Done(msgspec.Struct, frozen=True, gc=False):
    """The check-in fields that streaks need; cheap enough to decode for every check-in."""

    practice: str
    day: dt.date
    minutes: int = 0
    late: bool = False
    deleted: Moment | None = None


class TrackedPractice:
    """A practice with its plan, its marks and its streak; each is computed on first access."""

    def __init__(
        self, practice: Practice, done: Iterable[Done | CheckIn], rests: Iterable[Rest], today: dt.date
    ) -> None:
        self.practice = practice
        self.today = today
        """The journal day that counts as today."""
        self._done = done
        self._rests = rests

    @cached_property
    def plan(self) -> Plan:
        """What was due, and when. Raises BadInput for a cadence that this version cannot read."""
        return plan_of(self.practice, self._rests)

    @cached_property
    def marks(self) -> Mapping[dt.date, Mark]:
        """What was done on each day."""
        return marks_of(self._done)

    @cached_property
    def streak(self) -> Streak:
        """The streak up to today."""
        return streak(self.plan, self.marks, self.today)

    @property
    def is_journaling(self) -> bool:
        """Whether it is journaling, the built-in practice that is done by writing entries."""
        return self.practice.id == JOURNALING


class Journaling(TrackedPractice):
    """The built-in practice of writing every day, from the first day with an entry."""

    def __init__(self, places: Sequence[Place], rests: Iterable[Rest], now: Now) -> None:
        """`places` are those of the living entries, by their days; there is at least one."""
        today = now.day
        recent = bisect_left(places, moved(today, -LONGEST), key=attrgetter("day"))
        first = CadenceFrom(since=places[min(recent, len(places) - 1)].day, cadence="daily")
        super().__init__(Practice(id=JOURNALING, title="Journaling", cadences=(first,), made=now.at), (), rests, today)
        self._places = places
        self._day_starts_at = now.day_starts_at

    @cached_property
    def marks(self) -> Mapping[dt.date, Mark]:
        """The days with entries."""
        return journaling_marks(self._places, self._day_starts_at)


_A_DAY = 24 * 60 * 60
"""Seconds."""

_LATEST = dt.datetime(9999, 12, 30, tzinfo=dt.UTC).timestamp()

LONGEST = 50 * 365
"""How far back a practice goes, in days: an imported diary of 1660 is not a practice of today's."""


def journaling_marks(places: Iterable[Place], day_starts_at: dt.time) -> dict[dt.date, Mark]:
    """The days with entries; a day is late if all of its entries were written down late.

    An entry's id holds the time at which it was written; an imported entry's, the time it is about.
    """
    marks: dict[dt.date, Mark] = {}
    in_time, late = Mark(), Mark(in_time=None)
    for place in places:
        if marks.get(place.day) is not in_time:
            written = min(milliseconds_of(place.id) / 1000, _LATEST)  # an imported id may lie beyond every calendar
            # Most are written on the day they are about, which is seen without looking at zones.
            near = abs(written - place.at.timestamp()) < _A_DAY
            if near or not is_late(place.day, dt.datetime.fromtimestamp(written, place.at.tzinfo), day_starts_at):
                marks[place.day] = in_time
            else:
                marks[place.day] = late
    return marks


def marks_of(checkins: Iterable[Done | CheckIn]) -> dict[dt.date, Mark]:
    """What was done on each day: several check-ins of a day add up their minutes and count once."""
    marks: dict[dt.date, Mark] = {}
    for one in checkins:
        known = marks.get(one.day)
        in_time = None if one.late else one.minutes
        if known is not None:
            both = [minutes for minutes in (known.in_time, in_time) if minutes is not None]
            in_time = sum(both) if both else None
        marks[one.day] = Mark(one.minutes + (known.minutes if known else 0), in_time)
    return marks


def plan_of(practice: Practice, rests: Iterable[Rest]) -> Plan:
    """The plan of a practice. Raises BadInput for a cadence that this version cannot read."""
    phases = [Phase(one.since, parse_cadence(one.cadence), one.week_starts) for one in practice.cadences]
    mine = [(one.since, one.until) for one in rests if one.of in ("", practice.id, practice.goal)]
    return Plan(sorted(phases, key=lambda phase: phase.since), practice.until, mine)


def is_readable(practice: Practice) -> bool:
    """Whether this version understands its cadences."""
    try:
        return all(parse_cadence(one.cadence) for one in practice.cadences)
    except BadInput:
        return False


def is_resting(plan: Plan, day: dt.date) -> bool:
    """Whether it is a rest day."""
    return any(since <= day and (until is None or day <= until) for since, until in plan.rests)


def has_ended(practice: Practice, today: dt.date) -> bool:
    """Whether its last day is over."""
    return practice.is_over(today)


def due_now(found: Iterable[TrackedPractice], today: dt.date) -> list[TrackedPractice]:
    """The practices due in the current period; in the same order all day, journaling last."""
    going = [one for one in found if not has_ended(one.practice, today)]
    due = [one for one in going if one.streak.open is not None and not is_resting(one.plan, today)]
    return sorted(due, key=lambda one: (one.is_journaling, one.practice.made, one.practice.title, one.practice.id))


def is_met(found: TrackedPractice) -> bool:
    """Whether the current period is met."""
    return found.streak.open is not None and found.streak.open.met


def length_text(found: Streak) -> str:
    """The current streak in words: "12 days", "4 weeks", "5 in a row"; "–" without one."""
    if found.current is None:
        return "–"
    return run_text(found.current.length, found.current.unit)


def run_text(length: int, unit: str) -> str:
    """A number of periods in words: "12 days", "1 week", "5 in a row"."""
    return f"{length:,} in a row" if unit == "time" else count(length, unit)


def stake_text(found: TrackedPractice, today: dt.date) -> str:
    """What is due in the current period, and the streak that depends on it; empty if nothing is due."""
    period = found.streak.open
    if period is None:
        return ""
    run = found.streak.current
    if period.since == period.until:
        if period.met:
            return "done today"
        return f"today keeps {length_text(found.streak)}" if run else "today begins a streak"
    cadence = cadence_on(found.practice, today)
    timed = isinstance(cadence, Quota) and cadence.minutes
    word = "month" if isinstance(cadence, Quota) and cadence.month else "week"
    done = f"{period.done:,} of {period.needed:,}{' min' if timed else ''} this {word}"
    if period.met:
        return f"{done}, kept"
    left = (period.until - today).days + 1
    end = "last day" if left == 1 else f"{count(left, 'day')} left"
    return f"{done}, {end}"


def cadence_on(practice: Practice, day: dt.date) -> Cadence:
    """The cadence that a practice had on a day."""
    past = [one for one in practice.cadences if one.since <= day]
    return parse_cadence((past or practice.cadences[:1])[-1].cadence)


def with_cadence(practice: Practice, cadence: str, since: dt.date, week_starts: int) -> Practice:
    """The practice with another cadence from a day on; the days before are unchanged. The same practice, if it has that
    cadence already.

    Raises BadInput for a day before its first.
    """
    if since < practice.since:
        raise BadInput(f"“{practice.title}” begins on {practice.since}; a new cadence cannot begin before that.")
    last = practice.cadences[-1]
    if last.cadence == cadence and last.since <= since:
        return practice
    before = tuple(one for one in practice.cadences if one.since < since)
    after = CadenceFrom(since=since, cadence=cadence, week_starts=week_starts)
    return msgspec.structs.replace(practice, cadences=(*before, after))


def ended(practice: Practice, last: dt.date) -> Practice:
    """The practice with a last day. Raises BadInput for one before its first."""
    if last < moved(practice.since, -1):
        raise BadInput(f"“{practice.title}” begins on {practice.since}; it cannot end before that.")
    return msgspec.structs.replace(practice, until=last)


def serving(goal: Goal, practices: Iterable[Practice]) -> list[Practice]:
    """The practices that serve a goal."""
    return [one for one in practices if one.goal == goal.id]


def check_rest(rest: Rest) -> Rest:
    """The rest. Raises BadInput if its last day comes before its first."""
    if rest.until is not None and rest.until < rest.since:
        raise BadInput(f"The last day of rest, {rest.until}, comes before the first, {rest.since}: swap them.")
    return rest


def resumed(rests: Sequence[Rest], of: str, today: dt.date) -> list[tuple[Rest, Rest]]:
    """The open-ended rests of a practice or goal on a day, each as it was and as it is when ended the day before."""
    return [
        (one, msgspec.structs.replace(one, until=moved(today, -1)))
        for one in rests
        if one.of == of and one.until is None
    ]


def practised(found: Iterable[TrackedPractice], since: dt.date = dt.date.min) -> list[tuple[dt.date, int]]:
    """The days and minutes of practices from a day on."""
    going = [one for one in found if not has_ended(one.practice, since)]
    return [(day, mark.minutes) for one in going for day, mark in one.marks.items() if day >= since]


def late_text(found: Streak) -> str:
    """How much of the current streak was recorded late: "2 late"; empty if nothing was."""
    return f"{found.current.late} late" if found.current is not None and found.current.late else ""


def standing(found: TrackedPractice, today: dt.date) -> str:
    """Where a practice stands on a day: what is at stake, or why nothing is due."""
    practice = found.practice
    if has_ended(practice, today):
        return f"ended {practice.until}"
    if practice.since > today:
        return f"begins {practice.since}"
    if is_resting(found.plan, today):
        return "resting"
    stake = stake_text(found, today) or "not due today"
    if found.is_journaling and found.streak.open is not None:  # nobody began it, so say what counts for it
        return "done by an entry today" if is_met(found) else f"an entry {stake.removeprefix('today ')}"
    return stake
