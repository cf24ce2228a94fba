"""A page of lines to read, some of which can be chosen: a goal with its milestones, practices and entries."""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message

from mastery.tui.widgets.picklist import PickList, cut

Piece = tuple[str, str]
"""Text, and the name of its style among page--*."""


class Line(NamedTuple):
    """One line of a page."""

    pieces: Sequence[Piece] = ()
    item: Any = None
    """What is chosen with it; None for a line that is only read."""


Item = TypeVar("Item")
"""What can be chosen on a page: a union of the kinds of items that its lines have."""


class Page(PickList, Generic[Item]):
    """Lines with a cursor on those that can be chosen. Its owner lays the lines out for a width."""

    ITEM_HEIGHT = 1
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "page--title", "page--heading", "page--text", "page--dim", "page--full", "page--gap", "page--late",
        "page--done", "page--mark", "page--cursor", "page--strong", "page--streak",
    }  # fmt: skip

    class Widened(Message):
        """The page has another width: its lines have to be laid out again."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self._items: list[Item] = []
        self._width = 0

    @property
    def room(self) -> int:
        """The cells of a line."""
        return max(0, self.scrollable_content_region.width - 2)

    @property
    def item(self) -> Item | None:
        """What is chosen."""
        return self._items[self.cursor] if self.cursor is not None else None

    def show(self, lines: Sequence[Line], *, anew: bool = False) -> None:
        """Shows lines; the cursor stays where it was, or goes to the first item if the page is `anew`.

        If the page has the focus, the chosen line stays in place on the screen; if it is only read from the list next
        to it, its beginning is shown.
        """
        place = 0 if anew else self.cursor or 0
        self._lines = lines
        starts = [at for at, line in enumerate(lines) if line.item is not None]
        self._items = [lines[at].item for at in starts]
        self.set_items(
            starts,
            min(place, len(starts) - 1) if starts else None,
            keep_place=self.has_focus and not anew,
            length=len(lines),
        )
        if anew:
            self.scroll_home(animate=False)

    def choose_item(self, item: Item) -> None:
        """Puts the cursor on an item, if it is on the page."""
        if item in self._items:
            self.choose(self._items.index(item))

    def on_resize(self) -> None:
        """Asks for the lines of another width."""
        super().on_resize()
        if self.room != self._width:
            self._width = self.room
            self.post_message(self.Widened())

    def _show_cursor(self) -> None:
        if self.has_focus:  # read from the list, it is shown from its beginning
            super()._show_cursor()

    def draw_between(self, line: int, index: int, width: int) -> list[Segment]:
        """A line that is only read."""
        return self._drawn(self._lines[line], width, chosen=False)

    def draw_item(self, index: int, row: int, width: int, *, chosen: bool) -> list[Segment]:
        """A line that can be chosen."""
        return self._drawn(self._lines[self._starts[index]], width, chosen=chosen and self.has_focus)

    def _drawn(self, line: Line, width: int, *, chosen: bool) -> list[Segment]:
        base = self.cursor_style("page--cursor") if chosen else self.rich_style
        segments = [Segment("▌ " if chosen else "  ", self.paint("page--mark", base))]
        room = width - 2
        for text, style in line.pieces:
            shown = cut(text, room)
            segments.append(Segment(shown, self.paint(f"page--{style}", base)))
            room -= cell_len(shown)
            if room <= 0:
                break
        return [*segments, Segment(" " * max(0, room), base)]

    # Keys

    def action_move(self, by: int) -> None:
        """Moves the cursor; if there is no item that way, or it is out of sight, scrolls."""
        cursor = self.cursor
        beyond = cursor is None or not 0 <= cursor + by < len(self._starts)
        target = None if beyond else self._starts[(cursor or 0) + by]
        top, height = self.scroll_offset.y, self.size.height
        if target is None or not top - 1 <= target <= top + height:
            self.scroll_relative(y=by, animate=False, force=True)
            if target is None or not self.scroll_offset.y <= target < self.scroll_offset.y + height:
                return
        super().action_move(by)

    def action_page(self, by: int) -> None:
        """Scrolls by a screenful."""
        self.scroll_relative(y=by * max(1, self.size.height - 2), animate=False, force=True)

    def on_focus(self) -> None:
        """The cursor shows where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """As above."""
        self.refresh()
