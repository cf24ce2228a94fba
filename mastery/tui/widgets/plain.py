"""Widgets that show anybody's text literally: brackets are brackets, and an input of one line holds one line."""

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.visual import VisualType
from textual.widgets import Input as TextualInput
from textual.widgets import Static as TextualStatic

from mastery.core.base.controls import dropped, visible

UNSEEN = "\u200b"
LEFT_OUT = dict.fromkeys((*range(0x07, 0x09), *range(0x0B, 0x0E)), UNSEEN)
"""Controls that Rich drops from a text, which would shift what follows away from the cursor. Each is drawn as a
character that takes no room but has a place."""


def _seen(content: VisualType) -> VisualType:
    return visible(content) if isinstance(content, str) else content


class Static(TextualStatic):
    """A text to read. A string is shown literally; styled text is given as `Content`."""

    def __init__(self, content: VisualType = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(_seen(content), id=id, classes=classes, markup=False)

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Shows another text."""
        super().update(_seen(content), layout=layout)


class _InPlace(Highlighter):
    """Draws a line so that every character has its place."""

    def __init__(self, line: "Line") -> None:
        self._line = line

    def highlight(self, text: Text) -> None:
        text.plain = self._line.value.translate(LEFT_OUT | {9: UNSEEN, 10: UNSEEN})


class Typing:
    """What marks a field that is typed into, of one line or several: a key that acts on its text waits for letters."""


class Line(Typing, TextualInput):
    """An input of one line. Pasted text is joined into one line, however many it had."""

    def on_mount(self) -> None:
        """From now on the line is drawn in place."""
        self.highlighter = _InPlace(self)

    def on_paste(self, event: events.Paste) -> None:
        """Takes all pasted lines; Textual would take the first."""
        event.stop()
        event.prevent_default()
        self.replace(dropped(" ".join(event.text.split())), *sorted(self.selection))
