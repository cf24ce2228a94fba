"""The last thing every drawn line goes through: nothing that a terminal would obey is left in it."""

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from mastery.core.controls import drawn


class HarmlessFilter(LineFilter):
    """Leaves controls, bidi controls and addresses of links out of every line, and the line as wide as it was."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without what is not drawn."""
        if all(text.isprintable() and not (style and style.link) for text, style, _ in segments):
            return segments
        return [Segment(drawn(text), _unlinked(style)) for text, style, _ in segments]


def _unlinked(style: Style | None) -> Style | None:
    """The style without the address that the terminal would be sent with the text (OSC 8)."""
    return style.update_link(None) if style and style.link else style
