"""Goals and the practices that serve none, under headings: title, tension bar, target day and what is late."""

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from mastery.core.charts import FULL, GAP, tension_bar, tension_said
from mastery.core.goals import Goal, Reading, is_late, late_milestones
from mastery.core.practices import Kept, late_said, length_said, standing
from mastery.tui.widgets.picklist import PickList, clean, cut, marked
from mastery.tui.words import near_day


class GoalLine(NamedTuple):
    """A goal or a practice of the list."""

    heading: str
    goal: Goal | None
    reading: Reading | None
    """The goal's latest."""
    practice: Kept | None

    @property
    def id(self) -> str:
        """The record's id."""
        return self.goal.id if self.goal else self.practice.practice.id if self.practice else ""

    @property
    def title(self) -> str:
        """The record's title."""
        return self.goal.title if self.goal else self.practice.practice.title if self.practice else ""


class GoalList(PickList):
    """Goals and practices, with a cursor on one of them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "goals--heading", "goals--mark", "goals--title", "goals--words", "goals--full", "goals--gap", "goals--none",
        "goals--late", "goals--cursor",
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Sequence[GoalLine] = ()
        self._today = dt.date.min

    @property
    def line(self) -> GoalLine | None:
        """The chosen goal or practice."""
        return self._lines[self.cursor] if self.cursor is not None else None

    def show(self, lines: Sequence[GoalLine], today: dt.date) -> None:
        """Shows goals and practices; the chosen one stays chosen."""
        chosen, place = self.line, self.cursor or 0
        self._lines, self._today = lines, today
        starts: list[int] = []
        at = 0
        for index, line in enumerate(lines):
            if index == 0 or line.heading != lines[index - 1].heading:
                at += 2 if index else 1
            starts.append(at)
            at += self.ITEM_HEIGHT + 1
        same = [index for index, line in enumerate(lines) if chosen is not None and line.id == chosen.id]
        self.set_items(starts, same[0] if same else min(place, max(0, len(lines) - 1)))

    def choose_id(self, identity: str) -> bool:
        """Puts the cursor on a record; False where it is not on show."""
        for index, line in enumerate(self._lines):
            if line.id == identity:
                self.choose(index)
                return True
        return False

    def draw_between(self, line: int, index: int, width: int) -> list[Segment]:
        """The heading above the first of its kind, an empty line between others."""
        here = self._lines[index].heading if index < len(self._lines) else ""
        first = index == 0 or (index < len(self._lines) and here != self._lines[index - 1].heading)
        text = f" {here}" if first and line == self._starts[index] - 1 else ""
        style = self.paint("goals--heading", self.rich_style)
        return marked(cut(text, width), width, style, [], style)

    def draw_item(self, index: int, row: int, width: int, *, chosen: bool) -> list[Segment]:
        """The title, and what is late; below the tension, or the streak."""
        line = self._lines[index]
        base = self.cursor_style("goals--cursor") if chosen else self.rich_style
        mark = Segment("▌" if chosen else " ", self.paint("goals--mark", base))
        room = max(0, width - 3)
        draw = self._title if row == 0 else self._goal_below if line.goal else self._practice_below
        return [mark, Segment(" ", base), *draw(line, base, room), Segment(" ", base)]

    def _title(self, line: GoalLine, base: Style, room: int) -> list[Segment]:
        late = self._late(line)
        left = room - (cell_len(late) + 2 if late else 0)
        style = self.paint("goals--title", base)
        title = marked(clean(line.title), max(0, left), style, [], base)
        return [*title, Segment("  ", base), Segment(late, self.paint("goals--late", base))] if late else title

    def _late(self, line: GoalLine) -> str:
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
        bar = tension_bar(line.reading)
        full, gap = bar.count(FULL), bar.count(GAP)
        said = tension_said(line.reading) or "no reading yet"
        day = line.goal.target
        by = f"by {near_day(day, self._today)}" if day else ""
        by = by if room > len(bar) + len(said) + len(by) + 3 else by.removeprefix("by ")
        words = f"  {said}" + " " * max(2, room - len(bar) - len(said) - 2 - len(by)) + by
        return [
            Segment(bar[:full], self.paint("goals--full", base)),
            Segment(bar[full : full + gap], self.paint("goals--gap", base)),
            Segment(bar[full + gap :], self.paint("goals--none", base)),
            *marked(words, max(0, room - len(bar)), self.paint("goals--words", base), [], base),
        ]

    def _practice_below(self, line: GoalLine, base: Style, room: int) -> list[Segment]:
        assert line.practice is not None
        one = line.practice
        late = f"  {late_said(one.streak)}" if late_said(one.streak) else ""
        run = length_said(one.streak)
        words = f"  {standing(one, self._today)}"
        return [
            Segment(run, self.paint("goals--words", base)),
            Segment(late, self.paint("goals--late", base)),
            *marked(words, max(0, room - len(run) - len(late)), self.paint("goals--words", base), [], base),
        ]
