"""A journal without entries: a greeting, and the next step."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from mastery.core.base.phrases import listed
from mastery.core.goals.goal import Goal, Rating
from mastery.core.practices.practice import Practice, has_ended


class Begun(NamedTuple):
    """What a journal has before its first entry."""

    goals: Sequence[Goal]
    practices: Sequence[Practice]
    ratings: Sequence[Rating]
    is_untouched: bool
    """Whether nothing was ever written in it; the trash is empty too."""


def greeting(begun: Begun) -> str:
    """What the journal holds, and that it is ready for a first entry."""
    held = [_some(len(begun.goals), "goal")] * bool(begun.goals)
    held += [_some(len(begun.practices), "practice")] * bool(begun.practices)
    if held:
        return f"Your journal has {listed(held)}, and waits for its first line."
    if begun.is_untouched:
        return "This is your journal. It is empty, and waits for its first line."
    return "This is your journal. It has no entry, and waits for a line."


def next_step(begun: Begun, today: dt.date) -> str:
    """The next step with goals and practices: setting, rating or beginning one; if all is done, looking at them."""
    active = [goal for goal in begun.goals if goal.status == "active"]
    rated = {one.goal for one in begun.ratings}
    steps = []
    if not active:
        steps.append("set a goal")
    elif any(goal.id not in rated for goal in active):
        steps.append(f"rate {'the' if len(active) == 1 else 'a'} goal")
    if all(has_ended(one, today) for one in begun.practices):
        steps.append("begin a practice")
    return ", ".join(steps) or "see your goals and practices"


def _some(number: int, noun: str) -> str:
    return f"a {noun}" if number == 1 else f"{number} {noun}s"
