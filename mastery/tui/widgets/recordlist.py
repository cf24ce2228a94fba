"""Records under headings, two lines each: a title with a note at its right, and a line that depends on the kind of
record."""

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from mastery.tui.widgets.picklist import PickList, clean, cut, marked


class RecordLine(Protocol):
    """What a list needs to know of an item."""

    @property
    def id(self) -> str:
        """Identifies it."""

    @property
    def heading(self) -> str:
        """What it stands under; empty for none."""

    @property
    def title(self) -> str:
        """Its first line."""


L = TypeVar("L", bound=RecordLine)


class RecordList(PickList, Generic[L]):
    """Records with a cursor on one of them. A subclass gives the text to the right of a title, and below it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "records--heading", "records--mark", "records--title", "records--words", "records--full", "records--gap",
        "records--none", "records--due", "records--cursor",
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Sequence[L] = ()
        self._today = dt.date.min

    def note(self, line: L) -> str:
        """What is said at the right of the title: what is due, or late."""
        raise NotImplementedError

    def below(self, line: L, base: Style, room: int) -> list[Segment]:
        """The line below the title, in `room` cells."""
        raise NotImplementedError

    @property
    def line(self) -> L | None:
        """The chosen item."""
        return self._lines[self.cursor] if self.cursor is not None else None

    def show(self, lines: Sequence[L], today: dt.date) -> None:
        """Shows items; the chosen one stays chosen."""
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
        """Puts the cursor on an item; False if it is not on show."""
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
        style = self.paint("records--heading", self.rich_style)
        return marked(cut(text, width), width, style, [], style)

    def draw_item(self, index: int, row: int, width: int, *, chosen: bool) -> list[Segment]:
        """The title and the note; or what stands below."""
        line = self._lines[index]
        base = self.cursor_style("records--cursor") if chosen else self.rich_style
        mark = Segment("▌" if chosen else " ", self.paint("records--mark", base))
        draw = self._title if row == 0 else self.below
        return [mark, Segment(" ", base), *draw(line, base, max(0, width - 3)), Segment(" ", base)]

    def _title(self, line: L, base: Style, room: int) -> list[Segment]:
        note = self.note(line)
        left = room - (cell_len(note) + 2 if note else 0)
        title = marked(clean(line.title), max(0, left), self.paint("records--title", base), [], base)
        return [*title, Segment("  ", base), Segment(note, self.paint("records--due", base))] if note else title
