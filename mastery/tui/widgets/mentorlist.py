"""Mentors: when each got the last summary, how often they get one, and whether the next is due."""

import datetime as dt
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from mastery.core.base.phrases import near_day
from mastery.core.sharing.mentors import Mentor
from mastery.tui.widgets.picklist import marked
from mastery.tui.widgets.recordlist import RecordList


class MentorLine(NamedTuple):
    """One item of the list."""

    mentor: Mentor
    last: dt.date | None
    """When the last summary was sent."""
    due: dt.date | None
    """When the next is due."""
    heading: str = ""

    @property
    def id(self) -> str:
        """The mentor's id."""
        return self.mentor.id

    @property
    def title(self) -> str:
        """The name."""
        return self.mentor.name


class MentorList(RecordList[MentorLine]):
    """Mentors, with a cursor on one of them."""

    @property
    def mentor(self) -> Mentor | None:
        """The chosen one."""
        return self.line.mentor if self.line is not None else None

    def note(self, line: MentorLine) -> str:
        """Whether a summary is due."""
        return "due" if line.due is not None and line.due <= self._today else ""

    def below(self, line: MentorLine, base: Style, room: int) -> list[Segment]:
        """When the last was sent, and when the next is due."""
        last = f"last {near_day(line.last, self._today)}" if line.last else "none sent yet"
        when = f"next {near_day(line.due, self._today)}" if line.due and line.due > self._today else ""
        when = when or f"every {line.mentor.rhythm}" * bool(line.mentor.rhythm)
        gap = " " * max(2, room - cell_len(last) - cell_len(when))
        return marked(f"{last}{gap}{when}", room, self.paint("records--words", base), [], base)
