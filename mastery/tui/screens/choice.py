"""A short list to choose one from."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from mastery.tui.widgets.bars import KeyBar


class ChoiceScreen(ModalScreen[int | None]):
    """Gives back the number of what was chosen, from 0, or None."""

    CSS_PATH = "choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Choose", id="choice.choose", key_display="enter", tooltip="Take it"),
        Binding("escape", "leave", "Leave", id="choice.leave", key_display="esc", tooltip="Choose none"),
        Binding("j", "down", "Down", show=False, id="choice.down"),
        Binding("k", "up", "Up", show=False, id="choice.up"),
    ]

    def __init__(self, title: str, options: Sequence[tuple[str, str]]) -> None:
        """`options` are names, each with what is said about it."""
        super().__init__()
        self._title = title
        self._options = options

    def compose(self) -> ComposeResult:
        """The names, each with what is said about it below."""
        with Vertical(id="choice") as box:
            box.border_title = f" {self._title} "
            yield OptionList(
                *(Option(_said(name, about)) for name, about in self._options), id="choice-list", compact=True
            )
        yield KeyBar()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Takes what was chosen."""
        self.dismiss(event.option_index)

    def action_choose(self) -> None:
        """Takes what the cursor is on."""
        self.query_one(OptionList).action_select()

    def action_leave(self) -> None:
        """Chooses none."""
        self.dismiss(None)

    def action_down(self) -> None:
        """Moves down."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Moves up."""
        self.query_one(OptionList).action_cursor_up()


def _said(name: str, about: str) -> Content:
    return Content.assemble((name, "bold"), *([f"\n{about}"] if about else []))
