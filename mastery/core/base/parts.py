"""The parts that a summary and a book are made of."""

from collections.abc import Iterable
from typing import NamedTuple


class Part(NamedTuple):
    """A heading, a text, and its pictures."""

    name: str
    """What the part is called where it can be left out or moved; not shown."""
    heading: str
    """Empty where the part has none."""
    text: str
    """Markdown."""
    pictures: tuple[str, ...] = ()
    """SVG, for the forms that have pictures."""


def bullets(lines: Iterable[str]) -> str:
    """The lines as a list in Markdown."""
    return "\n".join(f"- {line}" for line in lines)
