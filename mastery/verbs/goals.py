"""What a person does with goals: set, edit and rate them, reach their milestones, pause, achieve or drop them."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import msgspec

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.records import Entry
from mastery.core.goals.acts import achieved, new_goal, new_rating, reached, with_milestone
from mastery.core.goals.goal import Goal, Milestone, Obstacle, Rating, Resource, with_status
from mastery.core.practices.acts import rest_days
from mastery.core.practices.practice import Rest, resumed
from mastery.store.journal import Journal
from mastery.verbs.present import edit, present


class Won(NamedTuple):
    """A goal with its win."""

    goal: Goal
    win: Entry


def set_goal(
    journal: Journal,
    title: str,
    *,
    vision: str = "",
    reality: str = "",
    why: str = "",
    target: dt.date | None = None,
    budget: int = 0,
    milestones: Sequence[Milestone] = (),
    resources: Sequence[Resource] = (),
    obstacles: Sequence[Obstacle] = (),
) -> Goal:
    """Sets a goal; `budget` is minutes a week. Raises BadInput for an empty title, or that of another goal."""
    goal = new_goal(
        title,
        journal.now(),
        vision=vision.strip(),
        reality=reality.strip(),
        why=why.strip(),
        target=target,
        budget=budget,
        milestones=tuple(milestones),
        resources=tuple(resources),
        obstacles=tuple(obstacles),
    )
    journal.add(goal)
    return goal


def edit_goal(journal: Journal, old: Goal, new: Goal) -> Goal:
    """Sets what was edited from `old` to `new`, and returns the goal as it is now. Raises as `edit` does."""
    return edit(journal, old, new)


def delete_goal(journal: Journal, goal: Goal) -> None:
    """Moves a goal that was set by mistake to the trash. Raises MasteryError."""
    journal.delete(present(journal, goal))


def rate(
    journal: Journal, goal: Goal, vision: int, reality: int, note: str = "", *, on: dt.date | None = None
) -> Rating:
    """Rates a goal, from 0 to 10, as it was on a day: today unless given.

    Raises BadInput for other ratings, and for a day that is still to come.
    """
    now = journal.now()
    day = on or now.day
    if day > now.day:
        raise BadInput(f"{day} is still to come; a reading says how things are.")
    rating = new_rating(present(journal, goal), vision, reality, note, day, now)
    journal.act("rate", made=[rating])
    return rating


def rate_all(journal: Journal, ratings: Iterable[tuple[Goal, int, int]]) -> list[Rating]:
    """Rates several goals as they are today, as one act; of each its vision and reality, 0–10.

    Raises BadInput for other ratings.
    """
    now = journal.now()
    made = [new_rating(present(journal, goal), vision, reality, "", now.day, now) for goal, vision, reality in ratings]
    journal.act("rate", made=made)
    return made


def reach(journal: Journal, goal: Goal, milestone: Milestone, note: str = "") -> Won:
    """Reaches a milestone: a win, which becomes an entry with `note` as its text. Raises BadInput if it was reached
    before."""
    goal = present(journal, goal)
    new, win = reached(goal, _place(goal, milestone), journal.now(), note)
    journal.act("reach", edited=[(goal, new)], made=[win])
    return Won(goal=new, win=win)


def reopen(journal: Journal, goal: Goal, milestone: Milestone) -> Goal:
    """Reopens a milestone that was reached; its win stays. Raises BadInput if it is open."""
    goal = present(journal, goal)
    if milestone.done is None:
        raise BadInput(f"“{milestone.title}” is open already.")
    new = with_milestone(goal, _place(goal, milestone), msgspec.structs.replace(milestone, done=None))
    journal.change(goal, new)
    return new


def _place(goal: Goal, milestone: Milestone) -> int:
    """The index of a milestone in the goal as it is now."""
    if milestone not in goal.milestones:
        raise MasteryError(f"“{milestone.title}” was changed in the meantime. Look at the goal again.")
    return goal.milestones.index(milestone)


def achieve(journal: Journal, goal: Goal, note: str = "") -> Won:
    """Achieves a goal: a win, which becomes an entry, with `note` as its text. Raises BadInput if it has ended."""
    goal = present(journal, goal)
    new, win = achieved(goal, journal.now(), note)
    journal.act("achieve", edited=[(goal, new), *_ended_rests(journal, goal)], made=[win])
    return Won(goal=new, win=win)


def pause(journal: Journal, goal: Goal, why: str = "") -> Goal:
    """Pauses a goal: its practices rest until it is resumed. Raises BadInput if it is not active."""
    goal, now = present(journal, goal), journal.now()
    new = with_status(goal, "paused", now.day, why)
    serving = [one for one in journal.practices() if one.practice.goal == goal.id]
    journal.act("pause", edited=[(goal, new)], made=rest_days(goal.id, serving, now.day, None, why, now))
    return new


def resume(journal: Journal, goal: Goal) -> Goal:
    """Resumes a goal that was paused, achieved or dropped. Raises BadInput if it is active."""
    goal = present(journal, goal)
    new = with_status(goal, "active", journal.today())
    journal.act("resume", edited=[(goal, new), *_ended_rests(journal, goal)])
    return new


def drop(journal: Journal, goal: Goal, why: str = "") -> Goal:
    """Drops a goal: it stays in the journal, with the day and the reason. Raises BadInput if it has ended."""
    goal = present(journal, goal)
    new = with_status(goal, "let go", journal.today(), why)
    journal.act("drop", edited=[(goal, new), *_ended_rests(journal, goal)])
    return new


def _ended_rests(journal: Journal, goal: Goal) -> list[tuple[Rest, Rest]]:
    """The rest that a goal's pause gave its practices, before and after it ends."""
    return resumed(journal.records(Rest), goal.id, journal.today())


def link(
    journal: Journal, goal: Goal, entries: Iterable[Entry], *, applied: bool = False, minutes: int = 0
) -> list[Entry]:
    """Links entries to a goal, as one act, and returns them as they are now.

    `applied` records that the skill was used in real life in them; `minutes` is the learning time of each.
    """
    return _edit_all(
        journal,
        entries,
        lambda one: msgspec.structs.replace(
            one,
            goals=(*_others(one, goal), goal.id),
            applied=applied or one.applied,
            minutes=minutes or one.minutes,
        ),
    )


def unlink(journal: Journal, goal: Goal, entries: Iterable[Entry]) -> list[Entry]:
    """Unlinks entries from a goal, as one act, and returns them as they are now."""
    return _edit_all(journal, entries, lambda one: msgspec.structs.replace(one, goals=_others(one, goal)))


def _others(entry: Entry, goal: Goal) -> tuple[str, ...]:
    return tuple(one for one in entry.goals if one != goal.id)


def _edit_all(journal: Journal, entries: Iterable[Entry], edited: Callable[[Entry], Entry]) -> list[Entry]:
    """Edits each of the entries, once even if it is given twice."""
    before = {one.id: present(journal, one) for one in entries}
    edits = [(one, edited(one)) for one in before.values()]
    journal.act("edit", edited=edits)
    return [new for _, new in edits]
