"""Painting what a page says for the shell: roles become styles of the terminal, places in a record become numbers."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mastery.cli.context import in_words
from mastery.cli.printing.output import GAP, line_width, on_a_line, one_line, shorten, width_of
from mastery.cli.terminal import style
from mastery.core.base.phrases import iso_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mastery.core.base.page import Face, Line, Mark, Piece, Role, Section

STYLES: dict[Role, dict[str, Any]] = {
    "title": {"bold": True},
    "heading": {"fg": "cyan"},
    "strong": {"bold": True},
    "dim": {"dim": True},
    "done": {"fg": "green"},
    "late": {"fg": "yellow"},
    "strip": {"dim": True},
}
"""How the pieces of a role look; those of another one are plain."""

MARKS: dict[Mark, str] = {"stake": "* ", "calm": "  ", "here": "> ", "stem": "  ", "quote": "> "}
"""The signs before a line that add to its words."""

TICKS: dict[Mark, str] = {"done": "[x] ", "open": "[ ] ", "due": "[ ] "}
"""The sign after the number of a line that can be ticked."""

ROOM = 80
"""The most columns of a drawing."""

HEAD = 40
"""The most columns of a piece before the text, in a terminal."""


def face_of(today: dt.date) -> Face:
    """How the shell writes days, and its room for drawings."""
    from mastery.core.base.page import Face

    def near(day: dt.date) -> str:
        return {0: "today", 1: "tomorrow"}.get((day - today).days, f"{day}")

    room = 0 if in_words() else min(ROOM, line_width() or ROOM)
    return Face(today=today, day=str, by=iso_day, near=near, room=room)


def page_text(
    sections: Iterable[Section], short: Callable[[str], str], hints: Mapping[str, str] = MappingProxyType({})
) -> str:
    """The sections as lines, a blank one between them.

    `short` gives the short form of an id. `hints` are commands by the names of hints; one that has none is left out.
    """
    from mastery.core.base.page import DRAWINGS, columns, worded

    width = line_width()

    def words(piece: Piece) -> str:
        if piece.kind == "hint":
            return hints.get(piece.text, "")
        if piece.kind == "id":
            return short(piece.text)
        return "" if in_words() and piece.role in DRAWINGS else piece.text

    def painted(section: Section) -> str:
        lines = worded(section.lines, words)
        wide = columns(lines, lambda text: width_of(_cell(text, width)))
        heading = [style(section.heading, fg="cyan")] * bool(section.heading and lines)
        return "\n".join([*heading, *(_line(line, wide, width) for line in lines)])

    found = [one for section in sections for one in (section, section.beside) if one is not None]
    return "\n\n".join(filter(None, map(painted, found)))


def _line(line: Line, wide: Sequence[int], width: int | None) -> str:
    """A line, with further paragraphs of its text below; cut at the width of the terminal, if it is to be."""
    lead = " " * line.indent + MARKS.get(line.mark, "")
    lead += f"{line.number}. " * (line.number > 0) + TICKS.get(line.mark, "") * (line.number > 0)
    above = width_of(lead)
    for piece, room in zip(line.head, wide, strict=False):
        if room:
            text = _cell(piece.text, width)
            lead += _styled(text, piece.role) + " " * (room - width_of(text) + len(GAP))
            above += room + len(GAP)
    if line.cut and width is not None:
        return (lead + _cut(line.text, width - above)).rstrip()
    if len(line.text) == 1:
        only = line.text[0]
        first, *rest = only.text.split("\n")
        below = lead if line.mark == "quote" else " " * above
        return "\n".join([lead + _styled(first, only.role), *(below + _styled(one, only.role) for one in rest)])
    return (lead + GAP.join(_styled(one_line(one.text), one.role) for one in line.text)).rstrip()


def _cell(text: str, width: int | None) -> str:
    """A piece of a head: on one line, and not too long for a terminal."""
    return on_a_line(text) if width is None else shorten(on_a_line(text), HEAD)


def _cut(text: Sequence[Piece], room: int) -> str:
    """Pieces on one line of at most `room` columns."""
    shown = []
    for one in text:
        if room <= 0:
            break
        said = shorten(on_a_line(one.text), room)
        room -= width_of(said) + len(GAP)
        shown.append(_styled(said, one.role))
    return GAP.join(shown)


def _styled(text: str, role: Role) -> str:
    return style(text, **STYLES[role]) if role in STYLES and text else text
