"""Painting what a page says for the interface: roles become styles, texts are folded at the width of the page."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby, zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from mastery.core.base.controls import visible
from mastery.core.base.page import Face, Line, Mark, Piece, Role, Section, columns, plain, worded
from mastery.core.base.phrases import near_day, short_day
from mastery.core.goals.charts import EIGHTHS, GAP, NOTHING, SHARES
from mastery.tui.widgets.page import Line as Drawn
from mastery.tui.widgets.page import Piece as Styled
from mastery.tui.widgets.picklist import JOINER, LONGEST, clean, cut

SIDE_BY_SIDE = 56
"""The fewest cells at which sections stand next to each other."""

HEAD = 26
"""The most cells of a column of the heads."""

NARROWEST, LEAST = 12, 2 / 3
"""The cells, and the share of what is before it, that a text needs next to its head; with less, it goes below it."""

HINTS: dict[str, str] = {
    "unrated": "No reading yet: r says how good you want to be, and how good you are.",
    "rate": "No reading for four weeks: r takes one.",
    "milestones": "None yet: e adds the first steps.",
    "practices": "None yet: P begins one for this goal.",
    "revisit": "r looks at it again",
    "evidence": "None yet: v adds what speaks for it, or against it.",
    "predictions": "None yet: p puts it to the test.",
    "ladder": "Not climbed yet: l shows how you got here.",
    "predict": "None yet: p says what will happen, and how sure you are.",
    "recall": "enter begins",
    "unwritten": "Nothing was written in this time. n writes an entry, comma goes to the time before, r reviews it all "
    "the same.",
    "stake": "○ waits for you today",
    "strips": "streak · strength, 0–100 · the last weeks",
    "cards": "No cards yet: in Journal, c makes one of the chosen entry: a question, and its answer.",
}
"""The text of each hint: keys."""

MARKS: dict[Mark, Styled] = {
    "": ("", "text"),
    "done": ("● ", "done"),
    "open": ("○ ", "dim"),
    "due": ("○ ", "late"),
    "failed": ("✗ ", "dim"),
    "forgotten": ("✗ ", "late"),
    "void": ("– ", "dim"),
    "stake": ("○ ", "late"),
    "calm": ("  ", "text"),
    "here": ("▸ ", "strong"),
    "stem": ("│ ", "dim"),
    "rung": ("│ ", "dim"),
    "leap": ("▲ ", "late"),
    "quote": ("> ", "dim"),
}

BELOW: dict[Mark, Mark] = {"here": "stem", "stem": "stem", "rung": "rung", "leap": "rung", "quote": "quote"}
"""The marks before the continuation lines of a line, if any."""

QUOTED = 3
"""Lines of a quote that are shown."""

SHADES: dict[str, dict[str, str]] = {
    "bar": {GAP: "gap", NOTHING: "dim", " ": "dim", "": "full"},
    "strip": {NOTHING: "dim", EIGHTHS[1]: "late", "": "done"},
    "shares": {**dict(zip(SHARES, ("full", "gap", "late", "strong", "dim"), strict=True)), "": "dim"},
}
"""The style of each letter of a drawing; "" is any other letter."""

_CONSOLE = Console(width=200)
"""Only measures."""


def face_of(today: dt.date, width: int) -> Face:
    """How the interface writes days, and its room for drawings, on a page of `width` cells."""
    return Face(today=today, day=short_day, by=short_day, near=partial(near_day, today=today), room=max(1, width))


def painted(sections: Iterable[Section], width: int) -> list[Drawn]:
    """The sections as lines of `width` cells, a blank line between them."""
    lines: list[Drawn] = []
    for section in sections:
        found = _section(section, width)
        lines += [Drawn()] * bool(lines and found) + found
    return lines


def prose(text: str, width: int, role: Role = "dim") -> list[Drawn]:
    """A text of one or more paragraphs as lines of `width` cells."""
    return painted([Section("", [plain(text, role)])], width)


def _section(section: Section, width: int) -> list[Drawn]:
    beside = section.beside
    if beside is not None and width >= SIDE_BY_SIDE:
        half = (width - 3) // 2
        return [
            Drawn([*left.pieces, (" " * (half - _wide(left.pieces)) + " │ ", "dim"), *right.pieces])
            for left, right in zip_longest(_alone(section, half), _alone(beside, half), fillvalue=Drawn())
        ]
    return _alone(section, width) + (_alone(beside, width) if beside is not None else [])


def _alone(section: Section, width: int) -> list[Drawn]:
    """The heading and the lines; nothing if nothing is left of the lines."""
    lines = worded(section.lines, _words)
    wide = columns(lines, lambda text: min(HEAD, cell_len(_on_a_line(text))))
    heading = [Drawn([(section.heading, "heading")])] * bool(section.heading and lines)
    return heading + [drawn for line in lines for drawn in _line(line, wide, width)]


def _words(piece: Piece) -> str:
    """The text of a piece; ids, which nobody types here, are left out."""
    return HINTS.get(piece.text, "") if piece.kind == "hint" else piece.text if piece.kind == "text" else ""


def _line(line: Line, wide: Sequence[int], width: int) -> list[Drawn]:
    """A line as it is drawn, with its continuation lines below."""
    lead = [(" " * line.indent, "text"), MARKS[line.mark]]
    below = [lead[0], MARKS[BELOW[line.mark]] if line.mark in BELOW else (" " * len(lead[1][0]), "text")]
    for piece, room in zip(line.head, wide, strict=False):
        shown = cut(_on_a_line(piece.text), room)
        lead += [*_shaded(shown, piece.role), (" " * (room - cell_len(shown) + 2 * (room > 0)), "text")]
    if line.cut or not line.text:
        pieces = [one for said, role, _ in line.text for one in (*_shaded(_on_a_line(said), role), ("  ", "text"))]
        return [Drawn([*lead, *pieces], line.about)]
    above = _wide(lead)
    if line.head and width - above < max(NARROWEST, above * LEAST):
        folded = _folded(line.text, width - _wide(below) - 2)
        return [Drawn(lead, line.about), *(Drawn([*below, ("  ", "text"), *one]) for one in folded)]
    first, *rest = _folded(line.text, width - above)
    if line.mark == "quote" and len(rest) >= QUOTED:
        rest[QUOTED - 1 :] = [[("…", "dim")]]
    gap = (" " * (above - _wide(below)), "text")
    return [Drawn([*lead, *first], line.about), *(Drawn([*below, gap, *one]) for one in rest)]


def _on_a_line(text: str) -> str:
    """The text on one line; blanks stay where they are, which may align it."""
    return text[:LONGEST] if text.isprintable() else clean(text)


def _folded(text: Sequence[Piece], room: int) -> list[list[Styled]]:
    """The pieces as lines of at most `room` cells: two cells apart, or one below the other where the next does not fit;
    a single one by its paragraphs."""
    single = len(text) == 1
    pieces = [one._replace(text=said) for one in text for said in (one.text.split("\n") if single else [one.text])]
    lines: list[list[Styled]] = []
    for piece in pieces:
        first, *rest = _wrapped(piece.text, room)
        if not lines or single or _wide(lines[-1]) + 2 + cell_len(first) > room or rest:
            lines.append(_shaded(first, piece.role))
        else:
            lines[-1] += [("  ", "text"), *_shaded(first, piece.role)]
        lines += [_shaded(one, piece.role) for one in rest]
    return lines


def _wrapped(text: str, room: int) -> list[str]:
    """A paragraph as lines of at most `room` cells; whole where there is no room yet, as before a page is laid out."""
    indent = text[: len(text) - len(text.lstrip())].expandtabs(4)
    shown = visible(indent + " ".join(text.split())).strip(JOINER)
    if room < 1 or cell_len(shown) <= room:
        return [shown]
    return [one.plain.rstrip() for one in Text(shown).wrap(_CONSOLE, room)]


def _shaded(text: str, role: str) -> list[Styled]:
    """The text in pieces of one style each; the letters of a drawing have their own."""
    shades = SHADES.get(role)
    if shades is None:
        return [(text, role)]
    runs = groupby(text, lambda letter: shades.get(letter, shades[""]))
    return [("".join(letters), style) for style, letters in runs]


def _wide(pieces: Iterable[Styled]) -> int:
    return sum(cell_len(text) for text, _ in pieces)
