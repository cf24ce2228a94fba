"""Goals, and practices without a goal, under headings: title, tension bar, target day and what is late."""

from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from mastery.core.base.phrases import near_day
from mastery.core.goals.charts import FULL, GAP, tension_bar, tension_text
from mastery.core.goals.goal import Goal, Rating, is_late, late_milestones
from mastery.core.practices.practice import TrackedPractice, late_text, length_text, standing
from mastery.tui.widgets.picklist import marked
from mastery.tui.widgets.recordlist import RecordList


class GoalLine(NamedTuple):
    """A goal or a practice of the list."""

    heading: str
    goal: Goal | None
    rating: Rating | None
    """The goal's latest rating."""
    practice: TrackedPractice | None

    @property
    def id(self) -> str:
        """The record's id."""
        return self.goal.id if self.goal else self.practice.practice.id if self.practice else ""

    @property
    def title(self) -> str:
        """The record's title."""
        return self.goal.title if self.goal else self.practice.practice.title if self.practice else ""


class GoalList(RecordList[GoalLine]):
    """Goals and practices, with a cursor on one of them."""

    def below(self, line: GoalLine, base: Style, room: int) -> list[Segment]:
        """The tension, or the streak."""
        return (self._goal_below if line.goal else self._practice_below)(line, base, room)

    def note(self, line: GoalLine) -> str:
        """What is late."""
        if line.goal is None:
            return ""
        if line.goal.status == "paused":
            return "paused"
        if is_late(line.goal, self._today):
            return "late"
        late = len(late_milestones(line.goal, self._today))
        return f"{late} late" if late else ""

    def _goal_below(self, line: GoalLine, base: Style, room: int) -> list[Segment]:
        assert line.goal is not None
        bar = tension_bar(line.rating)
        full, gap = bar.count(FULL), bar.count(GAP)
        said = tension_text(line.rating) or "no reading yet"
        day = line.goal.target
        by = f"by {near_day(day, self._today)}" if day else ""
        by = by if room > len(bar) + len(said) + len(by) + 3 else by.removeprefix("by ")
        words = f"  {said}" + " " * max(2, room - len(bar) - len(said) - 2 - len(by)) + by
        return [
            Segment(bar[:full], self.paint("records--full", base)),
            Segment(bar[full : full + gap], self.paint("records--gap", base)),
            Segment(bar[full + gap :], self.paint("records--none", base)),
            *marked(words, max(0, room - len(bar)), self.paint("records--words", base), [], base),
        ]

    def _practice_below(self, line: GoalLine, base: Style, room: int) -> list[Segment]:
        assert line.practice is not None
        one = line.practice
        late = f"  {late_text(one.streak)}" if late_text(one.streak) else ""
        run = length_text(one.streak)
        words = f"  {standing(one, self._today)}"
        return [
            Segment(run, self.paint("records--words", base)),
            Segment(late, self.paint("records--due", base)),
            *marked(words, max(0, room - len(run) - len(late)), self.paint("records--words", base), [], base),
        ]
