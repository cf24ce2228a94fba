"""Printing: results and messages, and aligned columns that fit the terminal."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from mastery.cli.context import in_words, output_is_terminal
from mastery.cli.terminal import style, write
from mastery.core.base.controls import visible
from mastery.core.base.numbers import number_of

if TYPE_CHECKING:
    from mastery.core.base.records import Record

GAP = "  "
NARROWEST, LEAST = 12, 5
"""A column that would be narrower than the first number is left out; the first column is never narrower than the
second."""
JOINER, EMOJI, SKIN = "\u200d", "\ufe0f", ("\U0001f3fb", "\U0001f3ff")
"""What joins two signs to one, what makes a picture of a sign, and what gives it a colour."""

PLAIN_BLOCKS = str.maketrans(
    "█▓▒░▞·•●▁▂▃▄▅▆▇▀▌▐▖▗▘▝▙▚▛▜▟–—│┤├└┘┌┐┬┴─→−",
    "#%=:/..o__--==#-||..''#/###--|||++++++->-",
)


def drawn(text: str) -> str:
    """A drawing next to words that say the same; empty in plain mode."""
    return "" if in_words() else text


class Column(NamedTuple):
    """How a column of a table looks."""

    style: Mapping[str, Any] = MappingProxyType({})
    """Arguments of `style`."""
    right: bool = False
    """Aligned to the right."""
    cut: bool = False
    """Is cut if the terminal is narrow."""


PLAIN, DIM, CUT = Column(), Column({"dim": True}), Column(cut=True)
Spans = list[tuple[int, int]]


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def width_of(text: str) -> int:
    """How many terminal columns the text takes."""
    return len(text) if text.isascii() else sum(_widths(text))


def _widths(text: str) -> Iterator[int]:
    """The columns of each letter; none for what joins another to one sign, or is joined."""
    before, last = "", 0
    for letter in text:
        kind = unicodedata.category(letter)
        joined = (before == JOINER and kind == "So") or (before and SKIN[0] <= letter <= SKIN[1])
        if letter == EMOJI:  # what is before it becomes a picture, which is wide
            last = 1 if last == 1 else 0
        elif joined or kind in ("Mn", "Me", "Cf") or "\u1160" <= letter <= "\u11ff":  # (parts of a Hangul syllable)
            last = 0
        else:
            last = 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        yield last
        before = letter


def shorten(text: str, width: int) -> str:
    """The text in at most `width` columns, ending in … where something was cut."""
    if width_of(text) <= width:
        return text
    used, kept = 0, 0
    for at, columns in enumerate(_widths(text)):
        used += columns
        if used > width - 1:
            break
        kept = at + 1
    return text[:kept].rstrip().rstrip(JOINER) + "…"


def line_width() -> int | None:
    """Columns of the terminal; None if the output is a file or a pipe, or in plain mode, and needs no cutting."""
    if in_words():
        return None
    if output_is_terminal():
        from shutil import get_terminal_size

        return get_terminal_size().columns
    return number_of(os.environ.get("COLUMNS", "")) or None


def table(
    rows: Sequence[Sequence[str]], columns: Sequence[Column], width: int | None = None, ids: Sequence[str] = ()
) -> str:
    """The rows as lines of aligned columns, without the columns that are empty in every row.

    If the lines would be wider than `width`, the columns marked `cut` give way, the last first. `ids` are short ids to
    put before the rows.
    """
    if ids:
        rows, columns = [(one, *row) for one, row in zip(ids, rows, strict=True)], (DIM, *columns)
    rows = [[on_a_line(text) for text in row] for row in rows]
    widths = {
        index: max(width_of(row[index]) for row in rows)
        for index in range(len(columns))
        if any(row[index] for row in rows)
    }
    if width is not None:
        _narrow(widths, [index for index in widths if columns[index].cut], width)
    return "\n".join(_row(row, columns, widths) for row in rows)


def on_a_line(text: str) -> str:
    """The text on one line; for a terminal, with stand-ins for controls, since those take room."""
    if text.isprintable():
        return text
    line = " ".join(text.expandtabs(1).splitlines())
    return visible(line) if output_is_terminal() else line


def _narrow(widths: dict[int, int], cut: list[int], width: int) -> None:
    """Takes from the columns that may be cut, the last first; all but the first may go altogether."""
    for index in reversed(cut):
        over = sum(widths.values()) + len(GAP) * (len(widths) - 1) - width
        if over <= 0:
            return
        left = widths[index] - over
        if left < NARROWEST and index != cut[0]:
            del widths[index]
        else:
            widths[index] = min(widths[index], max(left, LEAST))


def _row(row: Sequence[str], columns: Sequence[Column], widths: dict[int, int]) -> str:
    cells = []
    for index, width in widths.items():
        text, column = shorten(row[index], width), columns[index]
        space = " " * (width - width_of(text))
        styled = style(text, **column.style) if column.style and text else text
        cells.append(space + styled if column.right else styled + space)
    return GAP.join(cells).rstrip()


def mark(text: str, spans: Spans) -> str:
    """The text with its spans bold and underlined."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], style(text[start:end], bold=True, underline=True)]
        last = end
    return "".join(parts) + text[last:]


def records_json(records: Iterable[Record]) -> str:
    """Records of any kind as a JSON list, with the fields they have in the export."""
    import json

    from mastery.core.base.records import to_fields

    return json.dumps([to_fields(one) for one in records], ensure_ascii=False, indent=2)


def show(text: str) -> None:
    """Prints a result; nothing at all if it is empty. Charts get plain letters if the output has no others."""
    if text:
        write((text if _has_blocks() else text.translate(PLAIN_BLOCKS)) + "\n")


def _has_blocks() -> bool:
    """Whether standard output can show the letters of charts."""
    import sys

    try:
        "█░·".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def say(message: str) -> None:
    """Prints a message to standard error."""
    write(f"{message}\n", err=True)
