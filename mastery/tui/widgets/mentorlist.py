"""Mentors: each with when the last summary went, how often one goes, and whether the next is due."""

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from mastery.core.mentors import Mentor
from mastery.tui.widgets.picklist import PickList, clean, marked
from mastery.tui.words import near_day


class MentorLine(NamedTuple):
    """One item of the list."""

    mentor: Mentor
    last: dt.date | None
    """When the last summary went."""
    due: dt.date | None
    """When the next is due."""


class MentorList(PickList):
    """Mentors, with a cursor on one of them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "share--mark", "share--title", "share--words", "share--due", "share--cursor",
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Sequence[MentorLine] = ()
        self._today = dt.date.min

    @property
    def mentor(self) -> Mentor | None:
        """The chosen one."""
        return self._lines[self.cursor].mentor if self.cursor is not None else None

    def show(self, lines: Sequence[MentorLine], today: dt.date) -> None:
        """Shows mentors; the chosen one stays chosen."""
        chosen, place = self.mentor, self.cursor or 0
        self._lines, self._today = lines, today
        starts = [at * (self.ITEM_HEIGHT + 1) + 1 for at in range(len(lines))]
        same = [at for at, line in enumerate(lines) if chosen is not None and line.mentor.id == chosen.id]
        self.set_items(starts, same[0] if same else min(place, max(0, len(lines) - 1)))

    def choose_id(self, identity: str) -> bool:
        """Puts the cursor on a mentor; False where it is not on show."""
        for index, line in enumerate(self._lines):
            if line.mentor.id == identity:
                self.choose(index)
                return True
        return False

    def draw_item(self, index: int, row: int, width: int, *, chosen: bool) -> list[Segment]:
        """The name, and whether a summary is due; below when the last went, and when the next is to go."""
        line = self._lines[index]
        base = self.cursor_style("share--cursor") if chosen else self.rich_style
        mark = Segment("▌" if chosen else " ", self.paint("share--mark", base))
        draw = self._title if row == 0 else self._when
        return [mark, Segment(" ", base), *draw(line, base, max(0, width - 3)), Segment(" ", base)]

    def _title(self, line: MentorLine, base: Style, room: int) -> list[Segment]:
        due = "due" if line.due is not None and line.due <= self._today else ""
        left = room - (cell_len(due) + 2 if due else 0)
        style = self.paint("share--title", base)
        title = marked(clean(line.mentor.name), max(0, left), style, [], base)
        return [*title, Segment("  ", base), Segment(due, self.paint("share--due", base))] if due else title

    def _when(self, line: MentorLine, base: Style, room: int) -> list[Segment]:
        last = f"last {near_day(line.last, self._today)}" if line.last else "none sent yet"
        when = f"next {near_day(line.due, self._today)}" if line.due and line.due > self._today else ""
        when = when or f"every {line.mentor.rhythm}" * bool(line.mentor.rhythm)
        gap = " " * max(2, room - cell_len(last) - cell_len(when))
        return marked(f"{last}{gap}{when}", room, self.paint("share--words", base), [], base)
