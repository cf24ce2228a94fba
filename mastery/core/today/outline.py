"""The status of the day for a shell prompt, from an outline: the small part of a journal that it depends on.

An outline is what was known when the log began, brought up to date with the changes of the log. What cannot be told
from those changes is not guessed: it is None in the status.
"""

import contextlib
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

import msgspec

from mastery.core.base.changes import Change
from mastery.core.base.clock import Now, moved
from mastery.core.practices.cadence import Quota, period_of, weekdays_of
from mastery.core.practices.practice import (
    JOURNALING,
    LONGEST,
    CadenceFrom,
    Done,
    Practice,
    Rest,
    TrackedPractice,
    due_now,
    is_met,
    is_readable,
    plan_of,
)
from mastery.core.practices.streaks import DAY, Phase, Plan

WINDOW = 40
"""Days before its making from which an outline knows entries and check-ins: more than a month, the longest period."""

KNOWN: Mapping[str, tuple[str, ...]] = {
    "entries": ("day", "deleted"),
    "goals": ("title", "status", "deleted"),
    "practices": ("title", "goal", "cadences", "until", "minutes", "made", "deleted"),
    "checkins": ("practice", "day", "minutes", "late", "deleted"),
    "rests": ("of", "since", "until", "deleted"),
    "models": ("statement", "ended", "deleted"),
    "predictions": ("by", "outcome", "deleted"),
    "cards": ("memory", "deleted"),
    "mentors": ("name", "deleted"),
    "summaries": ("mentor", "name", "day", "state", "deleted"),
}
"""The tables of an outline, and the fields of their records that it knows."""

Fields = dict[str, Any]
T = TypeVar("T")


class Outline(msgspec.Struct, kw_only=True):
    """The small part of a journal that the status of the day depends on."""

    day: dt.date
    """The journal day on which it was made."""
    since: dt.date = dt.date.min
    """The first day of which it knows entries and check-ins."""
    has_older: bool = False
    """Whether there are older entries."""
    run: dt.date | None = None
    """The first day of the journaling streak that was current then."""
    gap: dt.date | None = None
    """The last day that was missed; what the run before ended with."""
    tables: dict[str, dict[str, Fields]] = {}
    """For each table its records by id: those that live, of entries and check-ins those since `since`, of predictions
    those that are open."""
    tags: list[str] = []
    """Every tag, sorted."""
    doubtful: list[str] = []
    """Tables with a change to a record that is not known; "days" if one moved to another day."""

    def take(self, changes: Iterable[Change]) -> None:
        """Applies changes of the log, in order."""
        tags = set(self.tags)
        for change in changes:
            known = KNOWN.get(change.table)
            if known is None:
                continue
            records = self.tables.setdefault(change.table, {})
            before = records.get(change.record)
            seen = {name: value for name, value in change.set.items() if name in known}
            if change.table == "entries":
                tags.update(one for one in change.set.get("tags", ()) if isinstance(one, str))
            if before is None and not change.made:
                self.doubtful += [change.table] * bool(seen) + ["days"] * ("day" in seen)
                continue
            records[change.record] = after = {**(before or {}), **seen}
            if self._reaches_back(change.table, before, after):
                self.doubtful.append("entries")
        self.tags = sorted(tags)

    def _reaches_back(self, table: str, before: Fields | None, after: Fields) -> bool:
        """Whether a change may alter the journaling streak on days that are not known."""
        if table == "rests":
            return any(str(one.get("since", "")) < str(self.since) for one in (before, after) if one)
        gap = self.gap is not None and self.gap < self.since and str(self.gap) == after.get("day")
        return table == "entries" and gap

    def living(self, table: str) -> dict[str, Fields]:
        """The living records of a table, by id."""
        return {key: one for key, one in self.tables.get(table, {}).items() if not one.get("deleted")}


class Status(NamedTuple):
    """The status of the day. A number is None if it cannot be told without reading the journal."""

    day: dt.date
    entries: int | None
    """Entries of the day."""
    streak: int | None
    """Days of the streak of journaling."""
    due: int | None
    """Practices still due today."""
    done: int | None
    """Practices that are done for now: today, or this week or month."""
    predictions: int | None
    """Predictions that can be resolved."""
    cards: int | None
    """Recall cards to be asked."""
    ask: tuple[str, ...] | None = ()
    """Names of the mentors to ask whether a summary arrived."""


class Lately(TrackedPractice):
    """A practice known only from what was done lately: its current period is right, its streak is not."""

    def __init__(
        self, practice: Practice, done: Iterable[Done], rests: Iterable[Rest], today: dt.date, since: dt.date
    ) -> None:
        super().__init__(practice, done, rests, today)
        self._since = since

    @cached_property
    def plan(self) -> Plan:
        """The recent plan. Raises BadInput for a cadence that this version cannot read."""
        whole = plan_of(self.practice, self._rests)
        return whole._replace(phases=[_shortened(one, self._since) for one in whole.phases])


def _shortened(phase: Phase, since: dt.date) -> Phase:
    """The phase from about a day on, if its first day does not affect which days are due."""
    cadence = phase.cadence
    if phase.since >= since:
        return phase
    if isinstance(cadence, Quota):
        start, _ = period_of(since, month=cadence.month, week_starts=phase.week_starts)
        return phase._replace(since=max(phase.since, start))
    return phase if weekdays_of(cadence) is None else phase._replace(since=since)


def asks_today(found: TrackedPractice, today: dt.date) -> bool:
    """Whether a practice that is due still has to be done today.

    A due day has to be, until it is done. A week or month of a quota, if nothing was done today and less was done so
    far than at an even pace.
    """
    period = found.streak.open
    if period is None or period.met:
        return False
    days, gone = (period.until - period.since).days + 1, (today - period.since).days + 1
    return days == 1 or (today not in found.marks and period.done < period.needed * gone // days)


def still_asked(found: Iterable[TrackedPractice], today: dt.date) -> list[TrackedPractice]:
    """The practices still due today, journaling last."""
    return [one for one in due_now(found, today) if asks_today(one, today)]


def all_rests(rests: Iterable[Rest], today: dt.date) -> bool:
    """Whether all practices rest today, so that nothing is due."""
    return any(not one.of and one.since <= today and (one.until is None or today <= one.until) for one in rests)


def status(found: Outline | None, now: Now, *, journaling: bool) -> Status:
    """The status of the day at a moment; without an outline, nothing is known but the day.

    `journaling` says whether writing every day is a practice.
    """
    today = now.day
    if found is None or (found.day - today).days > WINDOW - 31:  # the clock was set back beyond what is known
        return Status(day=today, entries=None, streak=None, due=None, done=None, predictions=None, cards=None, ask=None)
    sure = {*KNOWN, "days"}.difference(found.doubtful)
    days = [one.day for one in _read(Done, found.living("entries"), practice=JOURNALING)]
    rests = _read(Rest, found.living("rests"))
    asked = _practices(found, rests, today)
    written = _journaling(found, days, rests, today) if journaling else None
    asked += [written] if written is not None else []
    due = due_now(asked, today)
    is_told = {"practices", "checkins", "rests", "days"} <= sure and (bool(days) or "entries" in sure)
    streak = written.streak.length if written is not None else 0
    return Status(
        day=today,
        entries=days.count(today) if "days" in sure else None,
        streak=streak if {"entries", "rests", "days"} <= sure else None,
        due=len(still_asked(due, today)) if is_told else None,
        done=sum(map(is_met, due)) if is_told else None,
        predictions=_predictions(found, now) if "predictions" in sure else None,
        cards=_cards(found, now) if "cards" in sure else None,
        ask=_ask(found, now) if "summaries" in sure else None,
    )


def _read(kind: type[T], records: Mapping[str, Fields], **others: object) -> list[T]:
    """The records as structs, with `others` for fields that an outline does not know; one that cannot be read is
    skipped, as everywhere."""
    found = []
    for key, fields in records.items():
        with contextlib.suppress(msgspec.ValidationError):
            found.append(msgspec.convert({**others, **fields, "id": key}, kind))
    return found


def _practices(found: Outline, rests: Sequence[Rest], today: dt.date) -> list[TrackedPractice]:
    """The practices, with what was done lately."""
    done: dict[str, list[Done]] = {}
    for one in _read(Done, found.living("checkins")):
        done.setdefault(one.practice, []).append(one)
    since = max(found.since, moved(today, -WINDOW))
    practices = filter(is_readable, _read(Practice, found.living("practices")))
    return [Lately(one, done.get(one.id, ()), rests, today, since) for one in practices]


def _journaling(
    found: Outline, days: Sequence[dt.date], rests: Sequence[Rest], today: dt.date
) -> TrackedPractice | None:
    """The practice of writing every day, with all days of a streak that began before what is known; None where there
    never was an entry."""
    if not days and not found.has_older:
        return None
    starts = [one for one in (*days, found.run, found.gap) if one is not None] or [found.since]
    before = [found.run + at * DAY for at in range((found.since - found.run).days)] if found.run is not None else []
    first = CadenceFrom(since=max(min(starts), moved(today, -LONGEST)), cadence="daily")
    made = dt.datetime.combine(today, dt.time(), dt.UTC)
    practice = Practice(id=JOURNALING, title="Journaling", cadences=(first,), made=made)
    return TrackedPractice(practice, [Done(practice=JOURNALING, day=one) for one in (*before, *days)], rests, today)


def _predictions(found: Outline, now: Now) -> int:
    """How many can be resolved. What they need is only loaded if there are any: a prompt should not wait."""
    records = found.living("predictions")
    if not records:
        return 0
    from mastery.core.thinking.prediction import Prediction, due

    return len(due(_read(Prediction, records, statement="", probability=50, made=now.at, day=now.day), now.day))


def _ask(found: Outline, now: Now) -> tuple[str, ...]:
    """The mentors to ask whether a summary arrived, as above."""
    records = found.living("summaries")
    if not records:
        return ()
    from mastery.core.sharing.sent import Summary, to_ask_about

    others = {"since": now.day, "until": now.day, "form": "", "digest": "", "text": "", "sent": now.at}
    read = sorted(_read(Summary, records, **others), key=attrgetter("id"))
    return tuple(one.name for one in to_ask_about(read, now.day))


def _cards(found: Outline, now: Now) -> int:
    """How many are to be asked, as above."""
    records = found.living("cards")
    if not records:
        return 0
    from mastery.core.thinking.cards import Card, due_cards

    return len(due_cards(_read(Card, records, question="", answer="", made=now.at, day=now.at.date()), now))
