"""What a page says, described once for both faces: sections of lines, whose pieces have roles. Each face paints it."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

Role = Literal["title", "heading", "text", "strong", "dim", "done", "late", "streak", "bar", "strip", "shares"]
"""What a piece is to look like. "bar", "strip" and "shares" are drawings: of ratings, of weeks, of several goals."""

DRAWINGS: frozenset[Role] = frozenset({"bar", "strip", "shares"})
"""They say nothing that is not said in words as well."""

Mark = Literal[
    "", "done", "open", "due", "failed", "forgotten", "void", "stake", "calm", "here", "stem", "rung", "leap", "quote",
]  # fmt: skip
"""What the sign before a line says of it; "stake" and "calm" are whether something hangs on today, "here" and "stem"
places in a chain, "rung" and "leap" on a ladder."""

HintName = Literal[
    "unrated", "rate", "milestones", "practices", "revisit", "evidence", "predictions", "ladder", "predict", "recall",
    "cards", "unwritten", "stake", "strips", "resolved",
]  # fmt: skip
"""What a person could do next; each face words it in its own way, or leaves it out."""


class Piece(NamedTuple):
    """A piece of a line."""

    text: str
    """An empty piece is left out of a line's text, but leaves an empty column in its head."""
    role: Role = "text"
    kind: Literal["text", "id", "hint"] = "text"
    """Whether the text is the id of a record, which a face shows in its short form if its commands take it, or a
    HintName."""


class Line(NamedTuple):
    """A line of a section; its pieces stand two cells apart."""

    text: Sequence[Piece] = ()
    """A single piece may have several paragraphs."""
    head: Sequence[Piece] = ()
    """Short pieces before the text, in columns below those of the section's other lines."""
    about: object = None
    """What the line is about, if it can be opened or changed from the page: a record, or a place in one."""
    mark: Mark = ""
    number: int = 0
    """What commands call it by; 0 for nothing."""
    indent: int = 0
    """Cells before it."""
    cut: bool = False
    """Whether it stays one line where it is too long, instead of going on below."""


class Section(NamedTuple):
    """Lines under a heading; without lines, it is left out."""

    heading: str
    """Empty for the lines at the top of a page."""
    lines: Sequence[Line]
    beside: "Section | None" = None
    """What stands next to it where there is room, and below it elsewhere."""


class Face(NamedTuple):
    """How a face writes what differs from face to face without being painted."""

    today: dt.date
    day: Callable[[dt.date], str]
    """A day."""
    by: Callable[[dt.date], str]
    """A day by which something is to be, with its weekday."""
    near: Callable[[dt.date], str]
    """A day that is as a rule not far from today."""
    room: int
    """Cells for a drawing; 0 if what would be drawn is to be said in words."""


def plain(text: str, role: Role = "text", *, indent: int = 0) -> Line:
    """A line of one piece, which may have several paragraphs."""
    return Line((Piece(text, role),), indent=indent)


def hint(name: HintName, role: Role = "dim") -> Piece:
    """The place of a face's own words about what to do next."""
    return Piece(name, role, "hint")


def worded(lines: Iterable[Line], words: Callable[[Piece], str]) -> list[Line]:
    """The lines in a face's `words` for each piece, without pieces of text that are empty then, and empty lines."""
    found = []
    for line in lines:
        head, text = ([one._replace(text=words(one)) for one in some] for some in (line.head, line.text))
        text = [one for one in text if one.text]
        if text or any(one.text for one in head):
            found.append(line._replace(head=head, text=text))
    return found


def columns(lines: Sequence[Line], width: Callable[[str], int]) -> list[int]:
    """The width of each column of the heads; 0 for one that is empty in every line."""
    most = max((len(line.head) for line in lines), default=0)
    return [max(width(line.head[at].text) for line in lines if at < len(line.head)) for at in range(most)]


def to_the_right(texts: Sequence[str]) -> list[str]:
    """The texts of a column, with blanks before those that are shorter."""
    longest = max(map(len, texts), default=0)
    return [f"{text:>{longest}}" for text in texts]
