"""A short list to choose one from."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from mastery.tui.widgets.bars import KeyBar

ROOM = 64
"""Cells in which names and descriptions stand next to each other, if all of them fit."""


class _Options(OptionList):
    """A list with the keys of the other lists, shown in the bar."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Choose", id="choice.choose", key_display="enter", tooltip="Take it"),
        Binding("j", "cursor_down", "Down", show=False, id="choice.down"),
        Binding("k", "cursor_up", "Up", show=False, id="choice.up"),
    ]


class ChoiceScreen(ModalScreen[int | None]):
    """Returns the index of the choice, or None."""

    CSS_PATH = "choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="choice.leave", key_display="esc", tooltip="Choose none"),
        Binding("question_mark,f1", "app.help", "Help", id="choice.help", key_display="?", tooltip="Keys of this list"),
    ]

    def __init__(self, title: str, options: Sequence[tuple[str, str]]) -> None:
        """`options` are names with their descriptions."""
        super().__init__()
        self._title = title
        self._options = options

    def compose(self) -> ComposeResult:
        """The names with their descriptions."""
        with Vertical(id="choice") as box:
            box.border_title = Content(f" {self._title} ")
            yield _Options(*map(Option, _said(self._options)), id="choice-list", compact=True, markup=False)
        yield KeyBar()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Returns the choice."""
        self.dismiss(event.option_index)

    def action_leave(self) -> None:
        """Chooses none."""
        self.dismiss(None)


def _said(options: Sequence[tuple[str, str]]) -> Iterator[Content]:
    """The name, and next to it or below it the description."""
    names = max((cell_len(name) for name, _ in options), default=0)
    beside = names + 2 + max((cell_len(about) for _, about in options), default=0) <= ROOM
    for name, about in options:
        gap = " " * (names + 2 - cell_len(name)) if beside else "\n"
        yield Content.assemble((name, "bold"), f"{gap}{about}" if about else "")
