"""A status line that can change at every key without a new layout of the screen."""

from rich.cells import cell_len

from mastery.tui.widgets.plain import Static


class Note(Static):
    """Plain text, on one line if it fits."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._said = ""

    def say(self, text: str) -> None:
        """Shows a text."""
        if text == self._said:
            return
        longest = max(cell_len(text), cell_len(self._said))
        self._said = text
        self.update(text, layout=not 0 < longest <= self.content_size.width)
