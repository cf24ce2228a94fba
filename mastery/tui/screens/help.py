"""Help: the keys that work on the screen below, taken from its bindings, and how a text is written."""

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen

from mastery.tui.widgets.bars import KeyBar
from mastery.tui.widgets.plain import Static

HABITS = (
    ("Title. Body", "the first sentence or line is the title"),
    ("yesterday 21:30: …", "a date before a colon says when it was"),
    ("#word  @name", "tags, anywhere in the text"),
    ("A good day *", "a star before or after the title"),
    ("# Title", "a whole line as title"),
)

PARTS = (
    ("screen", "Screens"),
    ("main", "Everywhere"),
    ("app", "Everywhere"),
    ("list", "Moving about"),
)
"""Headings of bindings by the first word of their id; all others belong to the screen."""


def keys_of(screen: Screen[object]) -> dict[str, list[tuple[str, str]]]:
    """Under each heading the keys of a screen that can be pressed now, and what they do; Textual's own have no id."""
    parts: dict[str, list[tuple[str, str]]] = {"This screen": []}
    places: dict[str, tuple[str, int]] = {}
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        says = tooltip or binding.tooltip or binding.description
        name = binding.id or (binding.action if isinstance(node, CommandPalette) and "." not in binding.action else "")
        if not enabled or not says or not name:
            continue
        heading = dict(PARTS).get(name.partition(".")[0], "This screen")
        key = screen.app.get_key_display(binding)
        rows = parts.setdefault(heading, [])
        if name in places:  # another key for the same
            heading, at = places[name]
            keys, what = parts[heading][at]
            if key not in keys.split("  "):
                parts[heading][at] = (f"{keys}  {key}", what)
            continue
        places[name] = heading, len(rows)
        rows.append((key, says))
    parts["Everywhere"] = [*parts.pop("Everywhere", []), ("ctrl+p", "All actions, journals and themes")]
    return {heading: rows for heading, rows in parts.items() if rows}


class HelpScreen(ModalScreen[None]):
    """Shows the keys of the screen below."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,f1", "leave", "Back", id="help.back", key_display="esc"),
        Binding("down,j", "scroll(1)", "Down", id="help.down"),
        Binding("up,k", "scroll(-1)", "Up", id="help.up"),
    ]

    def compose(self) -> ComposeResult:
        """The keys under their headings, and the habits of writing."""
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else self.app.screen_stack[-1]
        with VerticalScroll(id="help") as box:
            box.border_title = Content(" Keys ")
            for heading, rows in {**keys_of(below), "Writing": list(HABITS)}.items():
                yield Static(Content(heading), classes="help-heading")
                yield Static(_table(rows), classes="help-rows")
        yield KeyBar()

    def on_mount(self) -> None:
        """Lets the arrows scroll."""
        self.query_one("#help").focus()

    def action_scroll(self, by: int) -> None:
        """Scrolls by lines."""
        self.query_one("#help").scroll_relative(y=by, animate=False)

    def action_leave(self) -> None:
        """Back to the screen below."""
        self.dismiss()


def _table(rows: list[tuple[str, str]]) -> Content:
    width = max(cell_len(keys) for keys, _ in rows) + 3
    lines = [Content.assemble((keys + " " * (width - cell_len(keys)), "bold"), says) for keys, says in rows]
    return Content("\n").join(lines)
