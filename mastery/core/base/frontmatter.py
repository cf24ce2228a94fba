"""Front matter: the lines "key: value" between two fences before a text."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from mastery.core.base.errors import BadInput
from mastery.core.base.tags import normalise_tag

FENCE = "---"

_BETWEEN_TAGS = re.compile(r"[,\s]+")

Fields = dict[str, tuple[int, str]]
"""The line number (from 1) and value of each key, casefolded."""


class Split(NamedTuple):
    """A text split at the end of its front matter."""

    head: Sequence[str]
    """The lines up to the closing fence and with it; empty without front matter."""
    text: Sequence[str]
    """The lines after it."""
    is_closed: bool = True
    """False if front matter begins and does not end; `head` then holds all lines."""


def lines_of(text: str) -> list[str]:
    """The lines of a text as an editor saved it, without byte order mark and carriage returns."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


def split(lines: Sequence[str], ends: Collection[str] = (FENCE,)) -> Split:
    """The front matter and the text after it; empty lines may stand before it. `ends` are the lines that close it."""
    start = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or lines[start].rstrip() != FENCE:
        return Split((), lines)
    for at in range(start + 1, len(lines)):
        if lines[at].rstrip() in ends:
            return Split(lines[: at + 1], lines[at + 1 :])
    return Split(lines, (), is_closed=False)


def read_fields(head: Sequence[str], keys: Sequence[str]) -> Fields:
    """The fields of front matter. Raises BadInput naming a line that is not one of `keys`, or repeats one."""
    found: Fields = {}
    for number, line in enumerate(head, 1):
        if not line.strip() or line.rstrip() == FENCE:
            continue
        key, colon, value = line.partition(":")
        key = key.strip().casefold()
        if not colon or key not in keys:
            raise BadInput(f"Line {number}: {line.strip()[:40]!r} is not known here: the lines are {', '.join(keys)}.")
        if key in found:
            raise BadInput(f"Line {number}: {key} is there twice: keep one of them.")
        found[key] = number, value.strip()
    return found


def tags_of(fields: Fields) -> tuple[str, ...] | None:
    """The tags of the line for them, as they are stored; None without such a line. Raises BadInput naming the line."""
    if "tags" not in fields:
        return None
    number, value = fields["tags"]
    try:
        return tuple(normalise_tag(tag) for tag in _BETWEEN_TAGS.split(value) if tag)
    except BadInput as error:
        raise BadInput(f"Line {number}: {error}") from None
