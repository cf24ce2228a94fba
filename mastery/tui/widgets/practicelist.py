"""Practices, a line each: whether the current period is met, the title, the streak, and what is at stake."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType

from mastery.tui.widgets.picklist import PickList, clean, cut, marked

if TYPE_CHECKING:
    from mastery.core.practices.practice import TrackedPractice

TITLE_MOST = 30
"""Cells of the longest title that pushes the other columns."""


class PracticeLine(NamedTuple):
    """The contents of a practice's line."""

    tracked: "TrackedPractice"
    is_met: bool
    title: str
    streak: str
    late: str
    stake: str


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
        self._lines: Sequence[PracticeLine] = ()
        self._wide = 0
        self._streaks = 0

    @property
    def chosen_practice(self) -> "TrackedPractice | None":
        """The chosen practice."""
        return self._lines[self.cursor].tracked if self.cursor is not None else None

    def show(self, found: "Sequence[TrackedPractice]", today: dt.date) -> None:
        """Shows practices as they stand today; the chosen one stays chosen."""
        from mastery.core.practices.practice import is_met, late_text, length_text, standing

        chosen = self.chosen_practice
        same = [at for at, one in enumerate(found) if chosen is not None and one.practice.id == chosen.practice.id]
        self._lines = [
            PracticeLine(
                tracked=one,
                is_met=is_met(one),
                title=cut(clean(one.practice.title), TITLE_MOST),
                streak=length_text(one.streak),
                late=late_text(one.streak),
                stake=standing(one, today),
            )
            for one in found
        ]
        self._wide = max((cell_len(line.title) for line in self._lines), default=0)
        self._streaks = max((cell_len(line.streak) for line in self._lines), default=0)
        self.set_items(list(range(len(found))), same[0] if same else 0)

    def draw_item(self, index: int, row: int, width: int, *, chosen: bool) -> list[Segment]:
        """A check mark, the title, the streak, what is at stake."""
        line = self._lines[index]
        chosen = chosen and self.has_focus
        base = self.cursor_style("practice--cursor") if chosen else self.rich_style
        component = "practice--kept" if line.is_met else "practice--open"
        title = line.title + " " * (self._wide - cell_len(line.title) + 2)
        parts = [
            Segment("▌" if chosen else " ", self.paint("practice--mark", base)),
            Segment("● " if line.is_met else "○ ", self.paint(component, base)),
            Segment(title, self.paint("practice--title", base)),
            Segment(f"{line.streak:>{self._streaks}}  ", self.paint("practice--streak", base)),
        ]
        parts += [Segment(f"{line.late}  ", self.paint("practice--late", base))] * bool(line.late)
        room = width - sum(cell_len(part.text) for part in parts)
        if room < 0:
            return marked("".join(part.text for part in parts), width, self.paint("practice--title", base), [], base)
        return [*parts, *marked(line.stake, room, self.paint("practice--stake", base), [], base)]

    def action_move(self, by: int) -> None:
        """Moves the cursor, and from the ends on to the widget before or after."""
        if self.cursor is not None and not 0 <= self.cursor + by < len(self._lines):
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
        """Journaling has no check-ins: it is done by writing."""
        one = self.chosen_practice
        return action not in ("check", "details") or (one is not None and not one.is_journaling)
