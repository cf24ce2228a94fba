"""Practices, a line each: whether the present period is kept, the title, the streak, and what is at stake."""

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType

from mastery.core.practices import Kept, is_kept, late_said, length_said, standing
from mastery.tui.widgets.picklist import PickList, clean, cut, marked

TITLE_MOST = 30
"""Cells of the longest title that pushes the other columns."""


class PracticeList(PickList):
    """Practices with a cursor on one of them."""

    ITEM_HEIGHT = 1
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "practice--mark", "practice--kept", "practice--open", "practice--title", "practice--streak", "practice--stake",
        "practice--late", "practice--cursor",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "check", "Done", id="practice.check", tooltip="Check in: the practice was done"),
        Binding("enter", "details", "How long…", id="practice.details", key_display="enter",
                tooltip="Check in with minutes, a note, or for another day"),
    ]  # fmt: skip

    class Done(PickList.Chosen):
        """The chosen practice was done."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._found: Sequence[Kept] = ()
        self._stakes: list[str] = []
        self._wide = 0
        self._streaks = 0

    @property
    def kept(self) -> Kept | None:
        """The chosen practice."""
        return self._found[self.cursor] if self.cursor is not None else None

    def show(self, found: Sequence[Kept], today: dt.date) -> None:
        """Shows practices as they stand today; the chosen one stays chosen."""
        chosen = self.kept
        same = [at for at, one in enumerate(found) if chosen is not None and one.practice.id == chosen.practice.id]
        self._found, self._stakes = found, [standing(one, today) for one in found]
        self._wide = min(TITLE_MOST, max((cell_len(clean(one.practice.title)) for one in found), default=0))
        self._streaks = max((cell_len(length_said(one.streak)) for one in found), default=0)
        self.set_items(list(range(len(found))), same[0] if same else 0)

    def draw_item(self, index: int, row: int, width: int, *, chosen: bool) -> list[Segment]:
        """A check mark, the title, the streak, what is at stake."""
        one = self._found[index]
        chosen = chosen and self.has_focus
        base = self.cursor_style("practice--cursor") if chosen else self.rich_style
        done = is_kept(one)
        mark = Segment("▌" if chosen else " ", self.paint("practice--mark", base))
        box = Segment("● " if done else "○ ", self.paint("practice--kept" if done else "practice--open", base))
        title = cut(clean(one.practice.title), self._wide)
        streak = f"{length_said(one.streak):>{self._streaks}}"
        late, stake = late_said(one.streak), self._stakes[index]
        parts = [
            mark, box, Segment(title + " " * (self._wide - cell_len(title) + 2), self.paint("practice--title", base)),
            Segment(f"{streak}  ", self.paint("practice--streak", base)),
        ]  # fmt: skip
        parts += [Segment(f"{late}  ", self.paint("practice--late", base))] * bool(late)
        room = width - sum(cell_len(part.text) for part in parts)
        if room < 0:
            return marked("".join(part.text for part in parts), width, self.paint("practice--title", base), [], base)
        return [*parts, *marked(stake, room, self.paint("practice--stake", base), [], base)]

    def action_move(self, by: int) -> None:
        """Moves the cursor, and from the ends on to the widget before or after."""
        if self.cursor is not None and not 0 <= self.cursor + by < len(self._found):
            if by > 0:
                self.screen.focus_next(PickList)
            return
        super().action_move(by)

    def on_focus(self) -> None:
        """The cursor shows where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """As above."""
        self.refresh()

    def action_check(self) -> None:
        """Checks the chosen practice in."""
        self.post_message(self.Done(self, self.cursor))

    def action_details(self) -> None:
        """Opens the chosen practice."""
        self.open_chosen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Journaling is kept by writing."""
        one = self.kept
        return action not in ("check", "details") or (one is not None and not one.is_journaling)
