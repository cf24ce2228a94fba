"""A list of any length that draws only the lines on show: cursor, mouse and scrolling; subclasses draw the items."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mastery.core.base.controls import visible

JOINER = "\u200d"
"""Joins two signs to one; at an end it would join the next column."""

LONGEST = 2000
"""Letters of a text that are considered for one line."""


def clean(text: str) -> str:
    """The text on one line, with stand-ins for controls; cut at what the longest line can show."""
    return visible(" ".join(text[:LONGEST].split())).strip(JOINER)


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells, an ellipsis where it was cut."""
    if cell_len(text) <= width:
        return text
    return (
        set_cell_size(text, width - 1).rstrip().rstrip(JOINER) + "…"
        if width > 1
        else set_cell_size(text, max(0, width))
    )


def whole(text: str, at: int, by: int) -> int:
    """The place, or the next one that way, that cuts through nothing drawn as one: a family is seven letters."""
    if not text.isascii():
        while 0 < at < len(text) and cell_len(text[:at]) + cell_len(text[at:]) != cell_len(text):
            at += by
    return at


def marked(text: str, width: int, style: Style, spans: Sequence[tuple[int, int]], mark: Style) -> list[Segment]:
    """The text in exactly `width` cells, with the spans (of letters) marked."""
    shown = cut(text, width)
    kept = len(shown) if shown == text else len(shown) - 1
    segments: list[Segment] = []
    at = 0
    for start, end in spans:
        start, end = max(at, whole(shown, min(start, kept), -1)), whole(shown, min(end, kept), 1)
        if at < start:
            segments.append(Segment(shown[at:start], style))
        if start < end:
            segments.append(Segment(shown[start:end], mark))
        at = max(at, end)
    segments.append(Segment(shown[at:] + " " * (width - cell_len(shown)), style))
    return segments


class PickList(ScrollView, can_focus=True):
    """Items of ITEM_HEIGHT lines, with lines between them that cannot be chosen (headings).

    A subclass calls `set_items`, and overrides `draw_item` and `draw_between`.
    """

    ITEM_HEIGHT: ClassVar[int] = 2
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"pick--mark"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="list.down"),
        Binding("up,k", "move(-1)", "Up", show=False, id="list.up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="list.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="list.page_up"),
        Binding("home,g", "end(-1)", "First", show=False, id="list.first"),
        Binding("end,G", "end(1)", "Last", show=False, id="list.last"),
    ]

    class Chosen(Message):
        """The cursor came to an item; None when there is none."""

        def __init__(self, sender: "PickList", index: int | None) -> None:
            super().__init__()
            self.sender = sender
            self.index = index

        @property
        def control(self) -> "PickList":
            """The list."""
            return self.sender

    class Opened(Chosen):
        """An item was opened with enter or a second click."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        self._paints: dict[tuple[str, Style], Style] = {}
        super().__init__(id=id)
        self._starts: list[int] = []
        self._length = 0
        self._cursor: int | None = None

    @property
    def cursor(self) -> int | None:
        """The index of the chosen item."""
        return self._cursor

    def set_items(
        self, starts: list[int], cursor: int | None, *, keep_place: bool = False, length: int | None = None
    ) -> None:
        """Takes the first line of every item, and the item to choose.

        With `keep_place` the chosen item stays on the line of the screen it was on. `length` counts all lines, where
        there are some after the last item.
        """
        before = self._line(self._cursor) - self.scroll_offset.y
        self._starts = starts
        self._cursor = cursor if starts else None
        self._length = length if length is not None else starts[-1] + self.ITEM_HEIGHT if starts else 0
        self.virtual_size = Size(1, self._length)
        if keep_place and self._cursor is not None:
            self.scroll_to(y=self._line(self._cursor) - before, animate=False, force=True)
        self._show_cursor()
        self.refresh()
        self.post_message(self.Chosen(self, self._cursor))

    def choose(self, index: int) -> None:
        """Puts the cursor on an item and shows it."""
        if not self._starts:
            return
        index = max(0, min(index, len(self._starts) - 1))
        if index == self._cursor:
            self._show_cursor()
            return
        before, self._cursor = self._cursor, index
        for one in (before, index):
            if one is not None:
                self.refresh_lines(self._starts[one], self.ITEM_HEIGHT)
        self._show_cursor()
        self.post_message(self.Chosen(self, index))

    def item_at(self, line: int) -> int | None:
        """The item that a line belongs to; None for a line between items."""
        index = bisect_right(self._starts, line) - 1
        return index if index >= 0 and line < self._starts[index] + self.ITEM_HEIGHT else None

    def _line(self, index: int | None) -> int:
        return self._starts[index] if index is not None and index < len(self._starts) else 0

    def _show_cursor(self) -> None:
        """Scrolls until the chosen item and the heading above it are on show."""
        if self._cursor is None or not self.size.height:
            return
        first = self._starts[self._cursor]
        last = first + self.ITEM_HEIGHT
        above = self._starts[self._cursor - 1] + self.ITEM_HEIGHT if self._cursor else 0
        top, height = self.scroll_target_y, self.size.height
        if above < top:
            top = above
        if last > top + height:
            top = last - height
        if top != self.scroll_target_y:
            self.scroll_to(y=top, animate=False, force=True)

    def on_resize(self) -> None:
        """Keeps the chosen item on show."""
        self._show_cursor()

    # Drawing

    def draw_item(self, index: int, row: int, width: int, *, chosen: bool) -> list[Segment]:
        """One line of an item, `width` cells."""
        raise NotImplementedError

    def cursor_style(self, name: str) -> Style:
        """The style of the chosen item: a component class, or reversed where the terminal's own colours are used."""
        if self.app.current_theme.ansi:
            return self.rich_style + Style(reverse=True)
        return self.get_component_rich_style(name)

    def paint(self, name: str, base: Style) -> Style:
        """The style of a component class, on the background of `base`."""
        found = self._paints.get((name, base))
        if found is None:
            found = self.get_component_rich_style(name)
            if base.reverse:
                found = base + Style(bold=found.bold)
            elif base.bgcolor is not None:
                found = found + Style(bgcolor=base.bgcolor)
            self._paints[name, base] = found
        return found

    def notify_style_update(self) -> None:
        """Forgets the styles of the theme before."""
        super().notify_style_update()
        self._paints.clear()

    def draw_between(self, line: int, index: int, width: int) -> list[Segment]:
        """A line before the item of this index, `width` cells."""
        return [Segment(" " * width, self.rich_style)]

    def render_line(self, y: int) -> Strip:
        """One line on show, counted from the top of the widget."""
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        index = bisect_right(self._starts, line) - 1
        if line >= self._length:
            return Strip.blank(width, self.rich_style)
        if index >= 0 and line < self._starts[index] + self.ITEM_HEIGHT:
            row = line - self._starts[index]
            return Strip(self.draw_item(index, row, width, chosen=index == self._cursor), width)
        return Strip(self.draw_between(line, index + 1, width), width)

    # Keys and mouse

    def action_move(self, by: int) -> None:
        """Moves the cursor by items."""
        self.choose((self._cursor or 0) + by)

    def action_page(self, by: int) -> None:
        """Moves the cursor by a screenful."""
        self.choose((self._cursor or 0) + by * max(1, self.size.height // self.ITEM_HEIGHT - 1))

    def action_end(self, to: int) -> None:
        """Moves the cursor to the first (-1) or last (1) item."""
        self.choose(0 if to < 0 else len(self._starts) - 1)

    def open_chosen(self) -> None:
        """Asks to open the chosen item."""
        if self._cursor is not None:
            self.post_message(self.Opened(self, self._cursor))

    def on_click(self, event: events.Click) -> None:
        """Chooses the item under the mouse; a second click opens it."""
        index = self.item_at(event.y + self.scroll_offset.y)
        if index is None:
            return
        self.choose(index)
        if event.chain == 2:
            self.open_chosen()
