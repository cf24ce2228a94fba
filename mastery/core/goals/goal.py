"""Learning goals: the records, the ratings and the creative tension they show, and what needs attention.

Creative tension is the gap between vision and reality (Peter Senge, The Fifth Discipline, 1990, chapter 9).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Annotated, ClassVar, Literal, NamedTuple, get_args

import msgspec

from mastery.core.base.errors import BadInput
from mastery.core.base.numbers import number_of
from mastery.core.base.phrases import count
from mastery.core.base.records import Entry, Line, Minutes, Moment, Name, Owner, Prose, Record, Ref

GoalStatus = Literal["active", "paused", "achieved", "let go"]
ResourceKind = Literal["book", "article", "course", "talk", "person", "study group", "project"]
RESOURCE_KINDS: tuple[str, ...] = get_args(ResourceKind)

MAY_BECOME: dict[GoalStatus, tuple[GoalStatus, ...]] = {
    "active": ("paused", "achieved", "let go"),
    "paused": ("active", "achieved", "let go"),
    "achieved": ("active",),
    "let go": ("active",),
}
"""The statuses that each status may change to."""

READ_AGAIN = 28
"""Days after which a goal is due to be rated again."""

MOST = 10
"""The highest rating."""


class Milestone(msgspec.Struct, kw_only=True, frozen=True):
    """A step on the way to a goal."""

    title: Name
    target: dt.date | None = None
    done: dt.date | None = None
    """The journal day on which it was reached."""


class Resource(msgspec.Struct, kw_only=True, frozen=True):
    """What a goal is learnt from, or with."""

    title: Name
    kind: ResourceKind = "book"
    link: Line = ""
    started: dt.date | None = None
    finished: dt.date | None = None


class Obstacle(msgspec.Struct, kw_only=True, frozen=True):
    """A habit or a belief in the way of a goal."""

    text: Name
    model: Ref = ""
    """Id of the mental model it is an instance of."""


class Goal(Record, kw_only=True, frozen=True):
    """A learning goal."""

    table: ClassVar[str] = "goals"
    noun: ClassVar[str] = "goal"
    has_own_name: ClassVar[bool] = True

    title: Name
    """One line."""
    vision: Prose = ""
    """What I want to be able to do."""
    reality: Prose = ""
    """Where I honestly am."""
    why: Prose = ""
    target: dt.date | None = None
    status: GoalStatus = "active"
    status_day: dt.date | None = None
    """The journal day on which it came to its status."""
    status_why: Prose = ""
    budget: Minutes = 0
    """Minutes a week that are meant for it; 0 for no budget."""
    milestones: tuple[Milestone, ...] = ()
    resources: tuple[Resource, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    made: Moment
    day: dt.date
    """The journal day on which it was set."""


class Rating(Record, kw_only=True, frozen=True):
    """One rating of a goal on one day."""

    table: ClassVar[str] = "readings"
    noun: ClassVar[str] = "reading"
    owner: ClassVar[tuple[str, ...]] = ("goal", "goals")

    goal: Owner
    day: dt.date
    vision: Annotated[int, msgspec.Meta(ge=0, le=MOST)]
    """How good I want to be, 0–10."""
    reality: Annotated[int, msgspec.Meta(ge=0, le=MOST)]
    """How good I am, 0–10."""
    note: Prose = ""
    recorded: Moment


def check_rating(value: int, name: str) -> int:
    """A rating from 0 to 10. Raises BadInput for another number; `name` says which one it is."""
    if not 0 <= value <= MOST:
        raise BadInput(f"{name} is a number from 0 to {MOST}, not {value}.")
    return value


def ratings_of(goal: Goal, ratings: Iterable[Rating]) -> list[Rating]:
    """The goal's ratings by day, the oldest first; of several on a day, the last."""
    mine = sorted((one for one in ratings if one.goal == goal.id), key=lambda one: (one.day, one.recorded, one.id))
    return list({one.day: one for one in mine}.values())


def movement(ratings: Sequence[Rating]) -> str:
    """What happened to the tension from the first rating to the last, in words: whether reality rose, or the vision was
    lowered; empty for fewer than two ratings."""
    if len(ratings) < 2:
        return ""
    first, last = ratings[0], ratings[-1]
    parts = [
        _moved("reality", last.reality - first.reality, "rose", "fell"),
        _moved("the vision", last.vision - first.vision, "was raised", "was lowered"),
    ]
    said = ", ".join(filter(None, parts)) or "nothing moved"
    return said[:1].upper() + said[1:]


def _moved(what: str, by: int, up: str, down: str) -> str:
    return f"{what} {up if by > 0 else down} by {abs(by)}" if by else ""


def is_rating_due(goal: Goal, ratings: Sequence[Rating], today: dt.date) -> bool:
    """Whether an active goal was not rated for four weeks; `ratings` are its own."""
    last = ratings[-1].day if ratings else goal.day
    return goal.status == "active" and (today - last).days >= READ_AGAIN


def late_milestones(goal: Goal, today: dt.date) -> list[Milestone]:
    """The milestones of an active goal whose target day is over."""
    late = [one for one in goal.milestones if one.done is None and one.target is not None and one.target < today]
    return late if goal.status == "active" else []


def is_late(goal: Goal, today: dt.date) -> bool:
    """Whether an active goal's target day is over."""
    return goal.status == "active" and goal.target is not None and goal.target < today


def lateness(goal: Goal, today: dt.date) -> str:
    """What of an active goal is late: "late", "2 milestones late"; empty if nothing is."""
    late = len(late_milestones(goal, today))
    return "late" if is_late(goal, today) else f"{count(late, 'milestone')} late" if late else ""


def in_order(goals: Iterable[Goal]) -> list[Goal]:
    """Goals as they are listed: active ones first, by target day; then paused, achieved, dropped."""
    ranks = {status: rank for rank, status in enumerate(get_args(GoalStatus))}
    return sorted(goals, key=lambda one: (ranks[one.status], one.target or dt.date.max, one.title.casefold(), one.id))


def with_status(goal: Goal, status: GoalStatus, day: dt.date, why: str = "") -> Goal:
    """The goal with another status from a journal day on. Raises BadInput if its status may not change to that one."""
    if status not in MAY_BECOME[goal.status]:
        was = "dropped" if goal.status == "let go" else goal.status
        stands = "is already active" if was == "active" else f"was {was} on {goal.status_day}"
        raise BadInput(f"“{goal.title}” {stands}." + " Resume it first." * (goal.status not in ("active", status)))
    return msgspec.structs.replace(goal, status=status, status_day=day, status_why=why.strip())


def find_milestone(goal: Goal, ref: str) -> int:
    """Which of the goal's milestones a number (from 1), or a beginning of a title means.

    Raises BadInput if none or several match.
    """
    return _find_part(goal, [one.title for one in goal.milestones], ref, "milestone")


def find_obstacle(goal: Goal, ref: str) -> int:
    """Which of the goal's obstacles a number (from 1), or a beginning of its text means. Raises BadInput as above."""
    return _find_part(goal, [one.text for one in goal.obstacles], ref, "obstacle")


def with_obstacle(goal: Goal, index: int, obstacle: Obstacle) -> Goal:
    """The goal with one obstacle replaced."""
    before, after = goal.obstacles[:index], goal.obstacles[index + 1 :]
    return msgspec.structs.replace(goal, obstacles=(*before, obstacle, *after))


def _find_part(goal: Goal, names: Sequence[str], ref: str, noun: str) -> int:
    titles = [one.casefold() for one in names]
    wanted = ref.strip().casefold()
    number = number_of(wanted) or 0
    if 1 <= number <= len(titles):
        return number - 1
    fits = [at for at, title in enumerate(titles) if title == wanted] or [
        at for at, title in enumerate(titles) if wanted and title.startswith(wanted)
    ]
    if len(fits) == 1:
        return fits[0]
    known = "; ".join(f"{number}. {one}" for number, one in enumerate(names, 1))
    said = f"fits several {noun}s" if fits else f"is no {noun}"
    raise BadInput(f"{ref!r} {said} of “{goal.title}”. There are: {known or 'none yet'}.")


class Effort(NamedTuple):
    """The effort put into a goal."""

    minutes: int
    """Minutes of entries and check-ins."""
    week: int
    """Minutes of the current week."""
    applied: int
    """How often the skill was used in real life."""
    linked: int
    """Entries about it."""


class Session(msgspec.Struct, frozen=True, gc=False):
    """The entry fields that statistics need; cheap enough to decode for every entry."""

    id: str
    day: dt.date
    goals: tuple[str, ...] = ()
    minutes: int = 0
    applied: bool = False
    models: tuple[str, ...] = ()
    mood: int = 0
    deleted: Moment | None = None


def effort(
    goal: Goal, sessions: Iterable[Session | Entry], practised: Sequence[tuple[dt.date, int]], week: dt.date
) -> Effort:
    """The effort put into a goal, in living entries and in the days and minutes of its practices.

    `week` is the first day of the present week.
    """
    mine = [one for one in sessions if goal.id in one.goals]
    return Effort(
        minutes=spent_since(dt.date.min, mine, practised),
        week=spent_since(week, mine, practised),
        applied=sum(one.applied for one in mine),
        linked=len(mine),
    )


def spent_since(day: dt.date, sessions: Iterable[Session | Entry], practised: Iterable[tuple[dt.date, int]]) -> int:
    """The minutes of entries and of practices from a day on."""
    return sum(one.minutes for one in sessions if one.day >= day) + sum(spent for on, spent in practised if on >= day)
