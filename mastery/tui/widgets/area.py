"""A text field of several lines that returns every character it was given."""

import re
from typing import Literal

from rich.text import Text
from textual.content import Content
from textual.document._document import Document, EditResult, Location
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.widgets import TextArea

from mastery.tui.widgets.plain import LEFT_OUT

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


class Area(TextArea):
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

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        self.document = _WholeDocument(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def get_line(self, line_index: int) -> Text:
        """A line to draw, in which every character has its place."""
        return Text(self.document.get_line(line_index).translate(LEFT_OUT), end="", no_wrap=True)
