"""Drawing on a terminal with 256 colors: every color becomes the nearest of them. Sixteen have a theme of their own."""

from functools import lru_cache

from rich.color import Color, ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Background
from textual.filter import LineFilter

LEVELS = (0, 95, 135, 175, 215, 255)
"""What red, green and blue are in the cube of 216 colours, which begins at 16."""

GREYS = range(8, 248, 10)
"""The greys after the cube, from 232."""

SIXTEEN = "standard"
"""Rich's name for a terminal of sixteen colours."""

EIGHT_BIT = "256"
"""And for one of 256."""


@lru_cache(1024)
def nearest(red: int, green: int, blue: int) -> int:
    """The number of the nearest of the 256 colours. Rich takes none of the greys for a dark blue, but a green one."""
    spots = [min(range(6), key=lambda spot, part=part: abs(LEVELS[spot] - part)) for part in (red, green, blue)]  # type: ignore[misc]
    mean = (red + green + blue) // 3
    grey = min(range(len(GREYS)), key=lambda spot: abs(GREYS[spot] - mean))

    def away(parts: tuple[int, ...]) -> int:
        return sum((one - other) ** 2 for one, other in zip(parts, (red, green, blue), strict=True))

    cube = (LEVELS[spots[0]], LEVELS[spots[1]], LEVELS[spots[2]])
    if away((GREYS[grey],) * 3) < away(cube):
        return 232 + grey
    return 16 + 36 * spots[0] + 6 * spots[1] + spots[2]


def _fitting(color: Color | None) -> Color | None:
    if color is None or color.type is not ColorType.TRUECOLOR or color.triplet is None:
        return color
    return Color.from_ansi(nearest(*color.triplet))


@lru_cache(4096)
def fitting(style: Style) -> Style:
    """The style in colors that such a terminal has."""
    return style + Style.from_color(_fitting(style.color), _fitting(style.bgcolor))


class NearestColours(LineFilter):
    """Writes every line in the nearest of 256 colours."""

    def apply(self, segments: list[Segment], background: Background) -> list[Segment]:
        """The same segments, in other colours."""
        return [Segment(text, fitting(style) if style else style, control) for text, style, control in segments]
