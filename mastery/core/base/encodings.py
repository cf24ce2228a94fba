"""Text from bytes whose encoding is unknown or stated wrongly: Unicode, with or without a mark, else Western."""

import codecs
import unicodedata

from mastery.core.base.errors import BadInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; UTF-32 is tried before UTF-16 because its mark begins with the same bytes."""

_UNITS = {"utf-16": 2, "utf-32": 4}
"""The number of bytes of which the length of a text in an encoding is a multiple."""

_WESTERN = "cp1252"
"""It has all of Latin-1, and the quotation marks that programs use even when they claim Latin-1."""

_NO_TEXT = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})
"""Python's encodings that are never used for text; decoding some of them takes hours."""

_LOOKED_AT = 20_000
"""Letters that are examined at each end to tell text from noise."""

_FEW = 8
"""Texts of up to this many letters may not have a single odd one."""

_LONGEST_NAME = 40
"""Letters of an encoding's name."""


def text_of(data: bytes, said: str = "") -> str:
    """The text that bytes hold; `said` is the encoding they claim, which is tried first.

    Raises BadInput if they cannot be decoded as text: a picture, an archive, an unknown encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark) and (text := _read(data[len(mark) :], encoding, damaged=True)) is not None:
            return text
    for encoding in filter(None, (_known(said, data), "utf-8")):
        if (text := _read(data, encoding)) is not None:
            return text
    text = _read(data, "utf-8", damaged=True)
    if text is not None and _is_mostly_whole(text[:_LOOKED_AT]):
        return text
    if _is_western(data) and (text := _read(data, _WESTERN)) is not None:
        return text
    if b"\0" in data:
        encoding = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"  # where the zeros are
        if (text := _read(data, encoding, damaged=True)) is not None:
            return text
    raise BadInput("This is not text, or its encoding is unknown. Save it as text in UTF-8.")


def _known(said: str, data: bytes) -> str:
    """The encoding of that name; empty if there is none for text, or these bytes cannot be in it."""
    if not said.isascii() or not said.isprintable() or len(said) > _LONGEST_NAME:
        return ""
    try:
        name = codecs.lookup(said).name
    except (LookupError, ValueError):
        return ""
    if name in _NO_TEXT or (name.startswith(("utf-16", "utf-32")) and data.isascii() and b"\0" not in data):
        return ""
    return _WESTERN if name in ("iso8859-1", "ascii") else name


def _read(data: bytes, encoding: str, *, damaged: bool = False) -> str | None:
    """The text in an encoding; None if it cannot be decoded or is not text. With `damaged`, � stands for bad bytes."""
    whole = len(data) - len(data) % _UNITS.get(encoding[:6], 1)  # some programs end UTF-16 with a line end of one byte
    try:
        text = data[:whole].decode(encoding, "replace" if damaged else "strict")
    except (LookupError, ValueError):  # LookupError: an encoding of bytes to bytes, such as "zlib"
        return None
    text = text.removeprefix("\ufeff")
    looked_at = text if len(text) <= 2 * _LOOKED_AT else text[:_LOOKED_AT] + text[-_LOOKED_AT:]
    odd = sum(map(_is_odd, looked_at))
    return text if odd <= (len(text) > _FEW) + len(looked_at) // 50 else None


def _is_odd(letter: str) -> bool:
    """Whether it is a character that text does not contain: a control, a private or an unassigned one."""
    return letter == "\ufffd" or (unicodedata.category(letter) in ("Cc", "Cn", "Co", "Cs") and letter not in "\t\n\r\f")


def _is_mostly_whole(text: str) -> bool:
    """Whether it was UTF-8 with a few broken letters: other encodings turn into � nearly everywhere."""
    return sum(letter > "\x7f" for letter in text) > 2 * text.count("\ufffd")


def _is_western(data: bytes) -> bool:
    """Whether most letters are ASCII, as in all languages that cp1252 serves; in Cyrillic, say, few are."""
    high = sum(byte > 127 for byte in data[:_LOOKED_AT])
    return high <= 8 or 2 * high <= len(data[:_LOOKED_AT])
