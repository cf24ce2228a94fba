"""Widgets that show anybody's text as it is: brackets in it are brackets, and a line to type in holds one line."""

from rich.text import Text
from textual import events
from textual.visual import VisualType
from textual.widgets import Input as TextualInput
from textual.widgets import Static as TextualStatic

from mastery.core.controls import dropped, visible

UNSEEN = "\u200b"
LEFT_OUT = dict.fromkeys((*range(0x07, 0x09), *range(0x0B, 0x0E)), UNSEEN)
"""Controls that Rich leaves out of a text, so that what follows moves away from the cursor, and what is drawn instead:
a character that takes no room either, but has a place."""


def _seen(content: VisualType) -> VisualType:
    return visible(content) if isinstance(content, str) else content


class Static(TextualStatic):
    """A text to read. A string is shown letter by letter; what has styles is given as `Content`."""

    def __init__(self, content: VisualType = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(_seen(content), id=id, classes=classes, markup=False)

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Shows another text."""
        super().update(_seen(content), layout=layout)


class Line(TextualInput):
    """A line to type in. What is pasted is joined to one line, however many lines it had."""

    def on_paste(self, event: events.Paste) -> None:
        """Takes all of it; Textual would take the first line."""
        event.stop()
        event.prevent_default()
        self.replace(dropped(" ".join(event.text.split())), *sorted(self.selection))

    @property
    def _value(self) -> Text:
        """What is drawn: one line, in which every letter has its place."""
        return Text(self.value.translate(LEFT_OUT | {9: UNSEEN, 10: UNSEEN}), no_wrap=True, overflow="ignore", end="")
