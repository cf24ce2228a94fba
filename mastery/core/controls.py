"""The characters that command a terminal or reorder what is read, and text without them."""

import re

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
"""C0 without tab, line feed and carriage return, then DEL, C1, and the two Unicode line ends; a regex class."""
BIDI = "\u202a-\u202e\u2066-\u2069"
"""Bidirectional embeddings, overrides and isolates (UAX #9): they make text read as what it is not."""
SURROGATES = "\ud800-\udfff"
"""Halves of characters, which no encoding can write."""

REPLACEMENT = "\ufffd"

_HARMFUL = re.compile(f"[{CONTROLS}{BIDI}{SURROGATES}]|\r(?!\n)")


def visible(text: str) -> str:
    """The text as it may reach a terminal: � for a control or half a character, ‹U+202E› for a bidi control.

    A carriage return stays only as part of a line end. Call it before columns are laid out: stand-ins take room.
    """
    return _HARMFUL.sub(_stand_in, text)


def dropped(text: str) -> str:
    """The text without controls and bidi controls, for text that was laid out already: these take no room there.

    Half a character takes a column, so it becomes �.
    """
    return _HARMFUL.sub(lambda found: REPLACEMENT if _is_surrogate(found[0]) else "", text)


def _stand_in(found: re.Match[str]) -> str:
    return f"‹U+{ord(found[0]):04X}›" if _is_bidi(found[0]) else REPLACEMENT


def _is_bidi(letter: str) -> bool:
    return "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069"


def _is_surrogate(letter: str) -> bool:
    return "\ud800" <= letter <= "\udfff"
