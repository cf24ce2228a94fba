"""A text field of several lines that returns every character it was given."""

import re
from typing import Literal

from rich.text import Text
from textual.content import Content
from textual.widgets import TextArea
from textual.widgets.text_area import Document, DocumentNavigator, EditResult, Location, WrappedDocument

from mastery.tui.widgets.plain import LEFT_OUT, Typing

_LINE_END = re.compile("\r\n|\r|\n")


class _Lines(str):
    """A text whose lines end only at line ends; `str` also splits at eight other characters, such as U+2028."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        """The lines without their ends."""
        lines = _LINE_END.split(self)
        return lines if lines[-1] else lines[:-1]


class _WholeDocument(Document):
    """Textual's document, but with every other character left as it is."""

    def __init__(self, text: str) -> None:
        super().__init__(_Lines(text))

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        return super().replace_range(start, end, _Lines(text))


class Area(Typing, TextArea):
    """Textual's editor on such a document; its placeholder is not read as markup."""

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
        compact: bool = False,
        tab_behavior: Literal["focus", "indent"] = "focus",
    ) -> None:
        super().__init__(text, placeholder=Content(placeholder), id=id, compact=compact, tab_behavior=tab_behavior)

        self._take(text)

    def load_text(self, text: str) -> None:
        """Shows another text, and forgets what could be undone."""
        super().load_text(text)
        self._take(text)

    def _take(self, text: str) -> None:
        """Puts such a document in the place of the one that Textual has just made."""
        self.document = _WholeDocument(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.mutate_reactive(TextArea.indent_width)  # wraps it

    def get_line(self, line_index: int) -> Text:
        """A line to draw, in which every character has its place."""
        return Text(self.document.get_line(line_index).translate(LEFT_OUT), end="", no_wrap=True)
