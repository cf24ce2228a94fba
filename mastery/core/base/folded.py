"""Folded text: what two spellings of a word share, so that one finds the other."""

import re
import unicodedata

ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
"""Accents as characters of their own, after the letter they belong to."""

_STROKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe"})
"""Accented letters that Unicode does not decompose."""

_TYPED = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"))
"""Typographic marks, and the plain ones that people type when searching."""


def fold(text: str) -> str:
    """The text without case and accents: what two spellings of a word share."""
    if text.isascii():
        return text.lower()
    for written, plain in _TYPED:
        text = text.replace(written, plain)
    if text.isascii():  # so most English texts are, and folding costs a tenth
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold()
    plain = ACCENTS.sub("", apart)
    if plain.isascii():
        return plain
    # Decomposing can yield capitals, and casefolding can yield accents, hence twice.
    if not unicodedata.is_normalized("NFKD", plain):
        plain = ACCENTS.sub("", unicodedata.normalize("NFKD", plain).casefold())
    return plain.translate(_STROKED)


def folded_with_origin(text: str) -> tuple[str, list[int] | range]:
    """The folded text, and for each of its characters its index in the original."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    origin: list[int] = []
    for position, letter in enumerate(text):
        folded = letter.lower() if letter < "\x80" else fold(letter)
        letters.append(folded)
        origin += [position] * len(folded)
    return "".join(letters), origin
