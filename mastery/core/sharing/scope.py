"""What a mentor may see of a journal for a period; decided here and nowhere else.

Private by default: an entry is seen if it is marked as shareable and lies in the scope; a goal if the scope names it;
practices, time, models and predictions only of the goals that are seen; feedback only of this mentor, and what it
became only if that is seen anyway. What is not in `Shared` is in no summary.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

import msgspec

from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal, Rating, ratings_of
from mastery.core.practices.practice import TrackedPractice, has_ended
from mastery.core.sharing.feedback import Feedback, How
from mastery.core.sharing.mentors import EVERY, Scope
from mastery.core.thinking.calibration import Calibration, Judged, calibration
from mastery.core.thinking.model import Model, chain
from mastery.core.thinking.prediction import Prediction


class SharedEntry(NamedTuple):
    """An entry as it is seen."""

    id: str
    day: dt.date
    kind: str
    title: str
    body: str
    mood: int
    """1–5; 0 if moods are not seen."""
    minutes: int
    """0 if times are not seen."""
    goals: tuple[str, ...]
    """Ids of the goals it is about."""

    @property
    def part(self) -> str:
        """The part of a summary that shows it."""
        return "lessons" if self.kind == "lesson" else "reflections"


class SharedGoal(NamedTuple):
    """A goal as it is seen."""

    id: str
    title: str
    vision: str
    reality: str
    status: str
    ratings: tuple[Rating, ...]
    """The last one before the period, then those in it, without their notes."""
    reached: tuple[str, ...]
    """Milestones that were reached in the period."""
    ahead: tuple[str, ...]
    """Those still to come."""
    minutes: int
    """Of the period; 0 if times are not seen."""


class SharedPractice(NamedTuple):
    """A practice of a goal that is seen."""

    title: str
    goal: str
    """The goal's title; empty where goals are left out."""
    length: int
    """Periods of its current streak."""
    unit: str
    strength: float
    """0–100."""
    days: int
    """Days of the period on which it was done."""


class SharedAnswer(NamedTuple):
    """What became of one of the mentor's own remarks."""

    text: str
    """The remark."""
    how: How
    of: str
    """The title of the entry, or the statement of the model, if those are seen."""
    entry: str
    """Id of the entry whose title that is; empty for others."""


class Shared(NamedTuple):
    """What a mentor sees of a period."""

    since: dt.date
    until: dt.date
    goals: tuple[SharedGoal, ...]
    practices: tuple[SharedPractice, ...]
    entries: tuple[SharedEntry, ...]
    chains: tuple[tuple[str, ...], ...]
    """Of each model revised in the period what was believed, the oldest first."""
    predictions: tuple[tuple[str, int, str], ...]
    """Statement, per cent, and what came of it ("" while it is open)."""
    calibration: Calibration | None
    """Of the resolved ones among all predictions that may be seen; None if they may not."""
    entries_in_all: int | None
    """None if counts are not seen."""
    answers: tuple[SharedAnswer, ...] = ()
    """What the mentor's last feedback became in the period."""


def leave_out(found: Shared, without: Collection[str]) -> Shared:
    """What the mentor may see, without the entries and parts that `without` holds by id and name.

    An entry left out counts as one that was never shareable: its minutes are not added to its goals', and its title is
    not mentioned elsewhere. Titles of entries and goals, and statements of models, whose part is left out are not
    mentioned either.
    """
    gone = [one for one in found.entries if one.id in without]
    goals = tuple(
        goal._replace(minutes=goal.minutes - sum(one.minutes for one in gone if goal.id in one.goals))
        for goal in found.goals
    )
    untold = {*without, *(one.id for one in found.entries if one.part in without)}
    answers = tuple(
        one._replace(of="", entry="")
        if one.entry in untold or (one.how == "evidence" and "beliefs" in without)
        else one
        for one in found.answers
    )
    practices = tuple(one._replace(goal="") for one in found.practices) if "goals" in without else found.practices
    entries = tuple(one for one in found.entries if one not in gone)
    return found._replace(entries=entries, goals=goals, practices=practices, answers=answers)


def sees_goal(scope: Scope, goal_id: str) -> bool:
    """Whether a goal lies in the scope."""
    return EVERY in scope.goals or goal_id in scope.goals


def sees_entry(scope: Scope, entry: Entry, goals: Collection[str]) -> bool:
    """Whether an entry is shared with a mentor of this scope; `goals` are the ids of the goals that are seen."""
    if not entry.shareable or entry.deleted is not None or (scope.kinds and entry.kind not in scope.kinds):
        return False
    by_goal = any(one in goals for one in entry.goals)
    return by_goal or EVERY in scope.tags or not set(scope.tags).isdisjoint(entry.tags)


def shared(
    scope: Scope,
    since: dt.date,
    until: dt.date,
    *,
    entries: Sequence[Entry],
    goals: Iterable[Goal],
    ratings: Sequence[Rating],
    tracked: Sequence[TrackedPractice],
    models: Sequence[Model],
    predictions: Iterable[Prediction],
    feedback: Iterable[Feedback] = (),
    mentor: str = "",
) -> Shared:
    """What a scope shows of these records for the days from `since` to `until`; `entries` are those of the period.

    `mentor` is the id of the scope's owner: of `feedback`, only theirs counts.
    """
    living = [one for one in goals if one.deleted is None and sees_goal(scope, one.id)]
    titles = {one.id: one.title for one in living}
    seen = [one for one in entries if since <= one.day <= until and sees_entry(scope, one, titles)]
    mine = [one for one in models if scope.models and one.deleted is None and titles.keys() & set(one.goals)]
    by_id = {one.id for one in models if one.deleted is None and titles.keys() & set(one.goals)}
    put = [one for one in predictions if scope.predictions and one.deleted is None and one.model in by_id]
    resolved = [Judged(one.probability, one.outcome == "yes") for one in put if one.outcome in ("yes", "no")]
    in_all = sum(one.deleted is None and since <= one.day <= until for one in entries)
    return Shared(
        since=since,
        until=until,
        goals=tuple(_goal(one, ratings, tracked, seen, scope, since, until) for one in living if _belongs(one, since)),
        practices=tuple(_practice(one, titles, since, until) for one in tracked if _is_seen(one, titles, until)),
        entries=tuple(_entry(one, scope) for one in seen),
        chains=tuple(_chains(mine, since, until)),
        predictions=tuple(
            (one.statement, one.probability, one.outcome)
            for one in put
            if one.outcome != "void" and since <= (one.resolved_day or one.day) <= until
        ),
        calibration=calibration(resolved) if scope.predictions else None,
        entries_in_all=in_all if scope.counts else None,
        answers=tuple(_answers([one for one in feedback if one.mentor == mentor], seen, mine, since, until)),
    )


def _belongs(goal: Goal, since: dt.date) -> bool:
    """Whether a goal belongs in a summary: not if it was achieved or dropped before the period."""
    return goal.status in ("active", "paused") or goal.status_day is None or goal.status_day >= since


def _goal(
    goal: Goal,
    ratings: Sequence[Rating],
    tracked: Iterable[TrackedPractice],
    seen: Iterable[Entry],
    scope: Scope,
    since: dt.date,
    until: dt.date,
) -> SharedGoal:
    own = ratings_of(goal, [one for one in ratings if one.deleted is None])
    rated = [msgspec.structs.replace(one, note="") for one in own if one.day <= until]
    before = [one for one in rated if one.day < since][-1:]
    shown = [*before, *(one for one in rated if one.day >= since)]
    minutes = 0
    if scope.times:
        minutes += sum(one.minutes for one in seen if goal.id in one.goals)
        minutes += sum(
            mark.minutes
            for practice in tracked
            if practice.practice.goal == goal.id
            for day, mark in practice.marks.items()
            if since <= day <= until
        )
    return SharedGoal(
        id=goal.id,
        title=goal.title,
        vision=goal.vision,
        reality=goal.reality,
        status=goal.status,
        ratings=tuple(shown),
        reached=tuple(one.title for one in goal.milestones if one.done and since <= one.done <= until),
        ahead=tuple(one.title for one in goal.milestones if one.done is None),
        minutes=minutes,
    )


def _is_seen(one: TrackedPractice, titles: dict[str, str], until: dt.date) -> bool:
    return not one.is_journaling and one.practice.goal in titles and not has_ended(one.practice, until)


def _practice(one: TrackedPractice, titles: dict[str, str], since: dt.date, until: dt.date) -> SharedPractice:
    current = one.streak.current
    return SharedPractice(
        title=one.practice.title,
        goal=titles[one.practice.goal],
        length=current.length if current else 0,
        unit=current.unit if current else "",
        strength=one.streak.strength,
        days=sum(since <= day <= until for day in one.marks),
    )


def _entry(entry: Entry, scope: Scope) -> SharedEntry:
    mood = entry.mood if scope.moods else 0
    minutes = entry.minutes if scope.times else 0
    return SharedEntry(
        id=entry.id,
        day=entry.day,
        kind=entry.kind,
        title=entry.title,
        body=entry.body,
        mood=mood,
        minutes=minutes,
        goals=entry.goals,
    )


def _chains(mine: Sequence[Model], since: dt.date, until: dt.date) -> list[tuple[str, ...]]:
    some = [
        chain(one, mine)  # through those that may be seen: an older one about something else stays unseen
        for one in mine
        if one.ended == "revised" and one.ended_day is not None and since <= one.ended_day <= until
    ]
    return [tuple(one.statement for one in found) for found in {found[0].id: found for found in some}.values()]


def _answers(
    own: Iterable[Feedback], seen: Iterable[Entry], mine: Iterable[Model], since: dt.date, until: dt.date
) -> Iterator[SharedAnswer]:
    """What the last of the mentor's own feedback became; evidence on a model that is not seen is skipped."""
    last = max((one for one in own if one.deleted is None and one.day <= until), key=_when, default=None)
    titles = {one.id: one.title for one in seen}
    statements = {one.id: one.statement for one in mine}
    for remark in last.remarks if last else ():
        for became in remark.became:
            if not since <= became.day <= until or (became.how == "evidence" and became.of not in statements):
                continue
            shown = statements if became.how == "evidence" else titles
            entry = became.of if became.how == "entry" and became.of in titles else ""
            yield SharedAnswer(text=remark.text, how=became.how, of=shown.get(became.of, ""), entry=entry)


_when = attrgetter("day", "id")
