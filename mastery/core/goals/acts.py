"""The records that people's acts on goals make: goals, ratings, milestones, wins, time spent learning."""

import datetime as dt
from typing import Any

import msgspec

from mastery.core.base.clock import Now, in_zone, milliseconds
from mastery.core.base.errors import BadInput
from mastery.core.base.ids import new_id
from mastery.core.base.records import Entry
from mastery.core.base.when import When
from mastery.core.goals.goal import Goal, Milestone, Rating, check_rating, with_status
from mastery.core.goals.lines import check_title
from mastery.core.writing.capture import Draft, fixed, make_entry, parse_capture


def new_goal(title: str, now: Now, **fields: Any) -> Goal:
    """A goal that is set now; `fields` are others of its own. Raises BadInput for an empty title."""
    day = now.day
    return Goal(id=new_id(milliseconds(now.at)), title=check_title(title), made=fixed(now.at), day=day, **fields)


def new_rating(goal: Goal, vision: int, reality: int, note: str, day: dt.date, now: Now) -> Rating:
    """A rating of a goal on a journal day. Raises BadInput for numbers that are not 0–10."""
    return Rating(
        id=new_id(milliseconds(now.at)),
        goal=goal.id,
        day=day,
        vision=check_rating(vision, "vision"),
        reality=check_rating(reality, "reality"),
        note=note.strip(),
        recorded=fixed(now.at),
    )


def reached(goal: Goal, index: int, now: Now, note: str = "") -> tuple[Goal, Entry]:
    """The goal with a milestone reached now, and the win for it. Raises BadInput if it was reached before."""
    today = now.day
    before = goal.milestones[index]
    if before.done is not None:
        raise BadInput(f"“{before.title}” was already reached on {before.done}.")
    milestone = msgspec.structs.replace(before, done=today)
    win = _win(goal, f"Reached: {milestone.title}", note, now)
    return with_milestone(goal, index, milestone), win


def with_milestone(goal: Goal, index: int, milestone: Milestone) -> Goal:
    """The goal with one milestone replaced."""
    before, after = goal.milestones[:index], goal.milestones[index + 1 :]
    return msgspec.structs.replace(goal, milestones=(*before, milestone, *after))


def achieved(goal: Goal, now: Now, note: str = "") -> tuple[Goal, Entry]:
    """The goal, achieved now, and the win for it. Raises BadInput as `with_status` does."""
    today = now.day
    win = _win(goal, f"Achieved: {goal.title}", note, now)
    return with_status(goal, "achieved", today, note), win


def _win(goal: Goal, title: str, note: str, now: Now) -> Entry:
    entry = make_entry(Draft(title, note.strip()), now, "win")
    return msgspec.structs.replace(entry, goals=(goal.id,))


def session(text: str, minutes: int, goal: Goal | None, began: dt.datetime, now: Now) -> Entry:
    """Time spent learning, as an entry at the moment when it began; without a text, the title is the goal's."""
    named = f"{goal.title}" if goal is not None else "Learning"
    draft = parse_capture(text, now.at) if text.strip() else Draft(named, "")
    begun = in_zone(began, now.at.tzinfo)
    when = When(begun.date(), begun.time().replace(second=0, microsecond=0)) if draft.when is None else draft.when
    entry = make_entry(draft._replace(when=when), now, "session")
    return msgspec.structs.replace(entry, minutes=minutes, goals=(goal.id,) if goal is not None else ())
