"""The views of a pane, in a line above it, with the keys that show them; a click shows one too."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.content import Content
from textual.widget import Widget

from mastery.tui.widgets.bars import press, pressing


class View(NamedTuple):
    """One view: its name, the key that shows it, and how many there are in it."""

    name: str
    key: str
    number: int = 0


class ViewBar(Widget):
    """The views, the one on show marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"views--here", "views--there", "views--key"}
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._views: Sequence[View] = ()
        self._here = ""

    def show(self, views: Sequence[View], here: str) -> None:
        """Shows views; `here` is the name of the one on show."""
        self._views, self._here = views, here
        self.refresh()

    def render(self) -> Content:
        """The names, each with its key before it, and its number where there are some."""
        here, there, key = (self.get_visual_style(f"views--{one}") for one in ("here", "there", "key"))
        parts = []
        for view in self._views:
            number = f" {view.number:,}" if view.number else ""
            pressed = pressing(view.key)
            name = f" {view.name}{number} "
            if view.name == self._here:
                parts.append((f" {view.key}{name}", here + pressed))
            else:
                parts += [(f" {view.key}", key + pressed), (name, there + pressed)]
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Shows the view under the mouse."""
        press(event, self)
