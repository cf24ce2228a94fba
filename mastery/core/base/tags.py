"""Tags: #words and @people in a text, and matching them."""

import re
import unicodedata
from collections.abc import Iterable

from mastery.core.base.controls import BIDI
from mastery.core.base.errors import BadInput

_START = re.compile(r"""(?<![^\s(\[{"'])[#@](?=[^\W\d_])""")
_JOINERS = "_-/\u200c\u200d"
"""What a tag may hold besides letters and digits, including the joiners of Persian and Indic scripts."""
_SEPARATORS = re.compile(r"[\s,\x00-\x1f\x7f-\x9f]+")
"""What cannot be in a tag; also the letters that a terminal would obey."""
_BIDI = re.compile(f"[{BIDI}]")
"""Characters that make a tag read as another one; they are removed."""
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a character, which comes from bytes that are not UTF-8; it cannot be written to a file."""


def tags_in(text: str) -> tuple[str, ...]:
    """The tags of a text in order of appearance, each once: "work" for #Work, "@anna" for @anna."""
    found: dict[str, None] = {}
    for match in _START.finditer(text):
        name = text[match.end() : _end(text, match.end())].rstrip("-/")
        found[_folded(name if match[0] == "#" else "@" + name)] = None
    return tuple(found)


def normalise_tag(typed: str) -> str:
    """A typed tag as it is stored: "#Work" and "work" give "work", "@Anna" gives "@anna"; blanks become "-".

    Raises BadInput if no name is left, or it holds half of a character.
    """
    tag = _SEPARATORS.sub("-", _BIDI.sub("", typed).strip().strip(",").strip().lstrip("#"))
    if not has_name(tag) or _SURROGATE.search(tag):
        raise BadInput(f"{typed.strip()!r} is no tag: write a name such as work or @anna.")
    return _folded(tag)


def normalise_tags(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Tags as they are stored, each once, without those that have no name. Raises BadInput as `normalise_tag`."""
    return tuple(dict.fromkeys(normalise_tag(tag) for tag in typed if has_name(tag)))


def unsigned_tags(typed: Iterable[str], text: str) -> tuple[str, ...]:
    """The tags that the text has not, where they were written without their sign and with blanks for underscores."""

    def bare(tag: str) -> str:
        return normalise_tag(tag).lstrip("@").replace("_", "-")

    there = set(map(bare, tags_in(text)))
    return tuple(tag for tag in typed if has_name(tag) and bare(tag) not in there)


def signed(tag: str) -> str:
    """A stored tag with the sign it is typed with: "#work", "@anna"."""
    return tag if tag.startswith("@") else f"#{tag}"


def has_name(typed: str) -> bool:
    """Whether anything is left of a typed tag besides its signs."""
    return bool(_SEPARATORS.sub("", _BIDI.sub("", typed)).strip("#@-"))


def wanted_forms(wanted: str) -> frozenset[str]:
    """The stored tags a wanted one may mean: "#work" and "@work" mean just that, "work" either.

    Raises BadInput when it has no name.
    """
    tag = normalise_tag(wanted)
    return frozenset((tag,) if wanted.strip()[:1] in ("#", "@") else (tag, "@" + tag))


def _end(text: str, start: int) -> int:
    """Where the tag ends whose name begins at `start`."""
    for position in range(start, len(text)):
        letter = text[position]
        # Vowel signs of many scripts are marks, which Python does not count as letters.
        if not (letter.isalnum() or letter in _JOINERS or unicodedata.category(letter)[0] == "M"):
            return position
    return len(text)


def _folded(tag: str) -> str:
    return tag.lower() if tag.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFC", tag).casefold())
