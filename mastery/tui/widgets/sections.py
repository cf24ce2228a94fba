"""Entries under headings: those of today, those of the same day in earlier years."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType

from mastery.core.base.phrases import time_text
from mastery.core.base.records import Entry
from mastery.tui.widgets.picklist import PickList, clean, cut, marked
from mastery.tui.widgets.timeline import first_words


class Sections(PickList):
    """Entries under headings, with a cursor on one of them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sections--heading", "sections--mark", "sections--when", "sections--title", "sections--words",
        "sections--star", "sections--kind", "sections--cursor",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Read", id="today.open", key_display="enter", tooltip="Read the entry in Journal"),
    ]
    WHEN = 7
    """Cells for the time or the year."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.entries: list[Entry] = []
        self._headings: list[str] = []
        self._years: list[bool] = []

    @property
    def entry(self) -> Entry | None:
        """The chosen entry."""
        return self.entries[self.cursor] if self.cursor is not None else None

    def show(self, sections: Sequence[tuple[str, Sequence[Entry], bool]]) -> None:
        """Shows sections: heading, entries, and whether their year stands before them instead of the time."""
        chosen = self.entry
        self.entries, self._headings, self._years = [], [], []
        starts: list[int] = []
        line = 0
        for heading, entries, years in sections:
            for number, entry in enumerate(entries):
                line += (2 if starts else 1) if number == 0 else 0
                starts.append(line)
                line += self.ITEM_HEIGHT
                self.entries.append(entry)
                self._headings.append(heading)
                self._years.append(years)
        same = (at for at, entry in enumerate(self.entries) if chosen is not None and entry.id == chosen.id)
        self.set_items(starts, next(same, 0) if starts else None)

    def draw_between(self, line: int, index: int, width: int) -> list[Segment]:
        """The heading above a section's first entry, an empty line above that."""
        text = self._headings[index] if line == self._starts[index] - 1 else ""
        style = self.paint("sections--heading", self.rich_style)
        return marked(cut(f" {text}", width), width, style, [], style)

    def draw_item(self, index: int, row: int, width: int, *, chosen: bool) -> list[Segment]:
        """Time or year and title; below, the first words."""
        entry = self.entries[index]
        chosen = chosen and self.has_focus  # Today has other lists, and one cursor
        base = self.cursor_style("sections--cursor") if chosen else self.rich_style
        mark = Segment("▌" if chosen else " ", self.paint("sections--mark", base))
        room = max(0, width - self.WHEN - 1)
        if row:
            kind = f"{entry.kind}  " if entry.kind != "note" and room > 2 * len(entry.kind) else ""
            room -= len(kind)
            words = marked(first_words(entry, room), room, self.paint("sections--words", base), [], base)
            return [mark, Segment(" " * self.WHEN, base), Segment(kind, self.paint("sections--kind", base)), *words]
        when = f"{entry.day.year}" if self._years[index] else time_text(entry.at)
        star = [Segment("★ ", self.paint("sections--star", base))] if entry.starred and room > 2 else []
        room -= 2 * len(star)
        title = marked(clean(entry.title) or "(no title)", room, self.paint("sections--title", base), [], base)
        return [mark, Segment(f" {when:<{self.WHEN - 1}}", self.paint("sections--when", base)), *star, *title]

    def on_focus(self) -> None:
        """The cursor shows where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """As above."""
        self.refresh()

    def action_move(self, by: int) -> None:
        """Moves the cursor, and from the first entry on to the widget before."""
        if by < 0 and not self.cursor:
            self.screen.focus_previous(PickList)
            return
        super().action_move(by)

    def action_open(self) -> None:
        """Opens the chosen entry."""
        self.open_chosen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to open in an empty list."""
        return action != "open" or bool(self.entries)
