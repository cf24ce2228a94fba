"""Record ids: time-sortable 128-bit numbers (the layout of UUIDv7), written as 26 letters and digits.

The text form is Crockford's base 32 in lower case, so that ids sort as text in the order of
their time. Own code because the libraries that do this cost 65 ms to import, which every
`mastery log` would pay.
"""

import hashlib
import os
from collections.abc import Iterable

from mastery.core.base.errors import BadInput

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
_ZERO, _BEYOND = "0" * LENGTH, "8"
"""No id: TinyDB counts documents from 1, and 26 letters and digits can hold two bits more than an id has."""
SHORT = 6
"""Characters of the short form that people see; longer where two records would share it."""

_TO_PYTHON = str.maketrans(ALPHABET, "0123456789abcdefghijklmnopqrstuv")
"""To the digits that `int` reads in base 32."""

_TO_NOTHING = str.maketrans("", "", ALPHABET)

_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


def new_id(milliseconds: int) -> str:
    """A new id for a moment in milliseconds since 1970; moments before that count as 1970."""
    return _build(milliseconds, os.urandom(10))


def derived_id(milliseconds: int, *parts: str) -> str:
    """The same id every time for the same moment and texts: what is imported twice stays one record."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()
    return _build(milliseconds, digest[:10])


def _build(milliseconds: int, tail: bytes) -> str:
    moment = min(max(milliseconds, 0), (1 << 48) - 1)
    number = (moment << 80) | int.from_bytes(tail, "big")
    number = number & ~(0xF << 76) | (7 << 76)  # UUID version 7
    number = number & ~(0x3 << 62) | (2 << 62)  # RFC 9562 variant
    return to_text(number)


def to_text(number: int) -> str:
    """The 26-character form of a 128-bit number."""
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))


def to_int(text: str) -> int:
    """The 128-bit number of a 26-character id, which is its TinyDB document id.

    Raises BadInput when the text is no id.
    """
    if len(text) != LENGTH or text.translate(_TO_NOTHING) or not _ZERO < text < _BEYOND:
        raise BadInput(f"{text!r} is no record id: it needs {LENGTH} letters and digits.")
    return int(text.translate(_TO_PYTHON), 32)


def milliseconds_of(identity: str) -> int:
    """The moment of an id that `new_id` or `derived_id` made, in milliseconds since 1970."""
    return int(identity[:10].translate(_TO_PYTHON), 32)


def all_ids(texts: Iterable[str]) -> bool:
    """Whether every text is an id; checked all at once, as there may be a hundred thousand of them."""
    texts = list(texts)
    if not texts:
        return True
    letters = set(map(len, texts)) <= {LENGTH} and not "".join(texts).translate(_TO_NOTHING)
    return letters and min(texts) > _ZERO and max(texts) < _BEYOND


def short_forms(ids: list[str]) -> dict[str, str]:
    """For every id its shortest ending (six characters or more) that no other id in the list shares."""
    shorts: dict[str, str] = {}
    waiting, length = list(dict.fromkeys(ids)), SHORT
    while waiting:
        groups: dict[str, list[str]] = {}
        for one in waiting:
            groups.setdefault(one[-length:], []).append(one)
        waiting = []
        for ending, sharing in groups.items():
            if len(sharing) == 1 or length >= LENGTH:
                shorts[sharing[0]] = ending
            else:
                waiting += sharing
        length += 1
    return shorts


def matching(typed: str, ids: list[str]) -> list[str]:
    """The ids that a typed form may mean: those that end with it or, if it is shorter than a short form, whose short
    form begins with it."""
    wanted = typed.strip().lower()
    if len(wanted) >= SHORT:
        return [one for one in ids if one.endswith(wanted)]
    return [one for one in ids if wanted and one[-SHORT:].startswith(wanted)]
