"""The characters that command a terminal or reorder what is read, and text without them."""

import re

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
"""C0 without tab, line feed and carriage return, then DEL, C1, and the two Unicode line ends; a regex class."""
BIDI = "\u202a-\u202e\u2066-\u2069"
"""Bidirectional embeddings, overrides and isolates (UAX #9), which can make text read as something else."""
SURROGATES = "\ud800-\udfff"
"""Halves of characters, which no encoding can write."""

REPLACEMENT = "\ufffd"

UNSEEN = (
    "\u061c\u180e\u200b\u200e\u200f\u2060-\u206f\ufeff\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
)
"""Format characters that take no column and that no script or emoji needs, unlike joiners and the tags of flags."""
PICTURES = "\u00a9\u00ae\u203c\u2049\u2122-\u3299\ufe0f\U0001f000-\U0001faff\U000e007f"
"""Characters that a joiner combines into one picture, and those that may end a part of it."""
JOINING = "\u0620-\u109f\u1780-\u180d\u180f-\u18af\u1a20-\u1cff\ua800-\uabff\U00010a00-\U00011fff"
"""Scripts in which a joiner changes a letter's form."""

_HARMFUL = re.compile(f"[{CONTROLS}{BIDI}{SURROGATES}]|\r(?!\n)")
_NOT_DRAWN = re.compile(f"[\t\n\r\u00ad{UNSEEN}{CONTROLS}{BIDI}{SURROGATES}]")
_JOINED = re.compile(f"[{PICTURES}]{{2}}|[{JOINING}]{{2}}")
_LONE_JOINER = re.compile(f"(?<![{PICTURES}{JOINING}])\u200d|\u200d(?![{PICTURES}{JOINING}])")
"""A joiner that joins nothing. Rich gives the character after it no column, so that would not be drawn."""


def visible(text: str) -> str:
    """The text as it may reach a terminal: � for a control or half a character, ‹U+202E› for a bidi control.

    A carriage return stays only as part of a line end, a joiner only where it joins. Call this before columns are laid
    out: stand-ins take room.
    """
    return _HARMFUL.sub(_stand_in, _LONE_JOINER.sub("", text) if "\u200d" in text else text)


def dropped(text: str) -> str:
    """The text without controls and bidi controls; half a character, which takes a column, becomes �."""
    return _HARMFUL.sub(_in_place, text)


def drawn(text: str) -> str:
    """The text of a line whose columns are already laid out, safe to draw and exactly as wide.

    Characters that take no column are left out, and so are tabs and line ends, which would move what follows. Half a
    character becomes �. A soft hyphen, which some terminals hide, becomes a hyphen. Joiners stay where they join.
    """
    return text if text.isprintable() else _NOT_DRAWN.sub(_in_place, _where_they_join(text))


def _stand_in(found: re.Match[str]) -> str:
    return f"‹U+{ord(found[0]):04X}›" if _is_bidi(found[0]) else REPLACEMENT


def _in_place(found: re.Match[str]) -> str:
    return "-" if found[0] == "\u00ad" else REPLACEMENT if _is_surrogate(found[0]) else ""


def _where_they_join(text: str) -> str:
    """The text without joiners that join nothing. The character after one goes too, since Rich gives it no column."""
    result: list[str] = []
    letters = iter(text)
    for letter in letters:
        if letter != "\u200d":
            result.append(letter)
        elif (joined := next(letters, "")) and result and _JOINED.fullmatch(result[-1] + joined):
            result += letter, joined
    return "".join(result)


def _is_bidi(letter: str) -> bool:
    return "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069"


def _is_surrogate(letter: str) -> bool:
    return "\ud800" <= letter <= "\udfff"
