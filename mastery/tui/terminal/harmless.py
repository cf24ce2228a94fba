"""The last filter for every drawn line: it removes everything that a terminal would obey."""

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from mastery.core.base.controls import drawn


class HarmlessFilter(LineFilter):
    """Removes controls, bidi controls and addresses of links from every line, without changing its width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, without what must not be drawn."""
        if all(text.isprintable() and not (style and style.link) for text, style, _ in segments):
            return segments
        return [Segment(drawn(text), _unlinked(style)) for text, style, _ in segments]


def _unlinked(style: Style | None) -> Style | None:
    """The style without the address that would be sent to the terminal with the text (OSC 8)."""
    return style.update_link(None) if style and style.link else style
