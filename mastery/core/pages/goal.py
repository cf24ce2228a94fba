"""The page of a goal: its vision and reality, how they moved, and what serves it or is in its way."""

from collections.abc import Sequence
from typing import NamedTuple

from mastery.core.base.page import Face, Line, Mark, Piece, Role, Section, hint, plain
from mastery.core.base.phrases import count, minutes_text
from mastery.core.base.records import Entry
from mastery.core.base.tags import signed
from mastery.core.goals.charts import tension_rows, tension_text
from mastery.core.goals.goal import (
    Effort,
    Goal,
    Milestone,
    Rating,
    is_late,
    is_rating_due,
    late_milestones,
    lateness,
    movement,
)
from mastery.core.goals.lines import resource_line
from mastery.core.pages.parts import entry_line, feedback_section
from mastery.core.pages.practice import practice_line, strip
from mastery.core.practices.cadence import said
from mastery.core.practices.practice import TrackedPractice
from mastery.core.sharing.feedback import Feedback, Remark
from mastery.core.thinking.model import Model, Standing

ENTRIES = 8
"""Linked entries on the page, the newest."""

CHART = 60, 5
"""The most columns, and the rows, of the chart of tension."""

USED = {0: "not used for real yet", 1: "used for real once"}


class MilestoneItem(NamedTuple):
    """A milestone that can be chosen: its index in the goal."""

    number: int


class ObstacleItem(NamedTuple):
    """An obstacle that can be chosen: its index in the goal."""

    number: int


class GoalFacts(NamedTuple):
    """What the page of a goal needs to know."""

    goal: Goal
    ratings: Sequence[Rating]
    """The oldest first."""
    practices: Sequence[TrackedPractice]
    effort: Effort
    linked: Sequence[Entry]
    """The newest first."""
    models: Sequence[tuple[Model, Standing]]
    """All mental models, and where they stand."""
    remarks: Sequence[tuple[Feedback, Remark]]
    """What mentors said of it, the oldest first."""


def goal_sections(facts: GoalFacts, face: Face) -> list[Section]:
    """The page of a goal."""
    goal = facts.goal
    texts = (("Vision", goal.vision), ("Reality", goal.reality), ("Why", goal.why))
    practices = [line for one in facts.practices for line in _practice(one, face)]
    models = [_believed(*one) for one in facts.models if goal.id in one[0].goals and not one[0].ended]
    milestones = [_milestone(goal, at, face) for at in range(len(goal.milestones))]
    return [
        Section("", [plain(goal.title, "title"), _status(goal, face)]),
        *(Section(heading, [plain(text)]) for heading, text in texts if text),
        Section("Creative tension", _tension(facts, face)),
        Section("Milestones", milestones or [Line([hint("milestones")])]),
        Section("Practices", practices or [Line([hint("practices")])]),
        Section("Time", [plain(_time(facts.effort, goal))]),
        Section("Resources", [plain(resource_line(one)) for one in goal.resources]),
        Section("In the way", [line for at in range(len(goal.obstacles)) for line in _obstacle(facts, at)]),
        Section("Mental models", models),
        feedback_section(facts.remarks, face),
        Section("Entries", [entry_line(one, face, *_entry_facts(one)) for one in facts.linked]),
    ]


def _status(goal: Goal, face: Face) -> Line:
    pieces = [Piece(goal.status + (f" since {face.day(goal.status_day)}" if goal.status_day else ""), "dim")]
    if goal.target is not None:
        away = (goal.target - face.today).days
        left = f"in {count(away, 'day')}" if away >= 0 else f"{count(-away, 'day')} ago"
        role: Role = "late" if is_late(goal, face.today) else "dim"
        pieces.append(Piece(f"by {face.by(goal.target)}, {left}", role))
    return Line((*pieces, Piece(lateness(goal, face.today), "late"), Piece(goal.status_why, "dim")))


def _tension(facts: GoalFacts, face: Face) -> list[Line]:
    ratings = facts.ratings
    if not ratings:
        return [Line([hint("unrated")])]
    last = ratings[-1]
    if face.room:
        lines = _chart(ratings, face)
    else:
        lines = [plain(f"{face.day(one.day)}: {tension_text(one)}") for one in ratings[:-1]]
    moved = movement(ratings)
    now = f"{tension_text(last)} on {face.day(last.day)}." + (f" {moved}." if moved else "")
    lines.append(plain(now, "strong"))
    lines += [plain(last.note)] * bool(last.note)
    return lines + [Line([hint("rate", "late")])] * is_rating_due(facts.goal, ratings, face.today)


def _chart(ratings: Sequence[Rating], face: Face) -> list[Line]:
    """The chart, its highest rating, its lowest, and its first and last day."""
    most, height = CHART
    width = max(8, min(most, face.room - 4))
    labels = ["10", *["  "] * (height - 2), " 0"]
    rows = zip(labels, tension_rows(ratings, face.today, width, height), strict=True)
    first = face.day(ratings[0].day)
    days = f"{first}{'today':>{max(6, width - len(first))}}"
    lines = [Line([Piece(row, "bar")], [Piece(label, "dim")], cut=True) for label, row in rows]
    return [*lines, Line([Piece(days, "dim")], indent=4, cut=True)]


def _milestone(goal: Goal, at: int, face: Face) -> Line:
    one = goal.milestones[at]
    late = one in late_milestones(goal, face.today)
    mark: Mark = "done" if one.done else "due" if late else "open"
    when = Piece(_when(one, face), "late" if late else "dim")
    title = Piece(one.title, "dim" if one.done else "strong")
    return Line((title, when, Piece("late" * late, "late")), about=MilestoneItem(at), mark=mark, number=at + 1)


def _when(one: Milestone, face: Face) -> str:
    if one.done is not None:
        return f"reached {face.day(one.done)}"
    return f"by {face.by(one.target)}" if one.target is not None else ""


def _practice(one: TrackedPractice, face: Face) -> list[Line]:
    """The practice and where it stands; below, its weeks."""
    weeks = Piece(strip(one, face, face.room - 4), "strip")
    return [practice_line(one, face), Line((weeks, Piece(said(one.practice.cadence), "dim")), indent=2, cut=True)]


def _time(effort: Effort, goal: Goal) -> str:
    week = minutes_text(effort.week) + (f" of {minutes_text(goal.budget)}" if goal.budget else "")
    used = USED.get(effort.applied, f"used for real {effort.applied:,} times")
    return f"{minutes_text(effort.minutes)} in all, {week} this week  ·  {used}"


def _obstacle(facts: GoalFacts, at: int) -> list[Line]:
    """The obstacle, and the mental model behind it."""
    one = facts.goal.obstacles[at]
    behind = next((model.statement for model, _ in facts.models if model.id == one.model), "")
    line = Line([Piece(one.text)], about=ObstacleItem(at))
    return [line, *[plain(f"I believe: {behind}", "dim", indent=2)] * bool(behind)]


def _believed(model: Model, standing: Standing) -> Line:
    head = (
        Piece(f"{standing.confidence:>3} %", "strong"),
        Piece(standing.status, "late" if standing.status == "shaken" else "dim"),
    )
    return Line([Piece(model.statement)], head, about=model)


def _entry_facts(one: Entry) -> list[Piece]:
    facts = ["starred"] * one.starred + [one.kind] * (one.kind != "note") + [f"mood {one.mood}"] * bool(one.mood)
    facts += [minutes_text(one.minutes)] * bool(one.minutes) + ["used for real"] * one.applied
    facts += ["shareable"] * one.shareable
    return [Piece(", ".join(facts), "done"), Piece(" ".join(map(signed, one.tags)), "dim")]
