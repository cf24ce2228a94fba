"""Self-contained SVG pictures in the color of the text around them."""

from collections.abc import Iterable
from html import escape  # xml.sax would bring a whole HTTP client along

Number = int | str
"""A coordinate or a length: whole, or formatted with as many places as it needs."""

DASHED = ' stroke-dasharray="3 4"'


def picture(width: int, height: int, parts: Iterable[str], *, font: int, title: str, about: str) -> str:
    """The SVG around `parts`. Title and description, plain text, are for screen-reader users.

    `width` and `height` are the units the parts are drawn in, and `font` the size of their texts.
    """
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" fill="currentColor" '
        f'font-family="sans-serif" font-size="{font}">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(about)}</desc>",
    )
    return "\n".join([*head, *parts, "</svg>"])


def label(x: Number, y: Number, text: str, *, anchor: str = "", style: str = "") -> str:
    """A plain text at a place: the left end of its baseline, unless `anchor` is "middle" or "end"."""
    anchor = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x}" y="{y}"{anchor}{style}>{escape(text)}</text>'


def box(
    x: Number, y: Number, width: Number, height: Number, opacity: float, *, style: str = "", about: str = ""
) -> str:
    """A filled rectangle, `opacity` from 0 to 1; `about` is plain text shown under the mouse."""
    shape = f'<rect x="{x}" y="{y}" width="{width}" height="{height}"{style} fill-opacity="{opacity}"'
    return f"{shape}><title>{escape(about)}</title></rect>" if about else f"{shape}/>"


def path(way: str, *, style: str = "") -> str:
    """A line without filling along an SVG path."""
    return f'<path d="{way}" fill="none" stroke="currentColor"{style}/>'
