"""Short names: a unique beginning of a title, of one of its words, or its slug, finds a record."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Protocol, TypeVar

from mastery.core.errors import MasteryError
from mastery.core.query import fold


class Titled(Protocol):
    """What has an id and a title."""

    @property
    def id(self) -> str:
        """The record's id."""
        ...

    @property
    def title(self) -> str:
        """One line."""
        ...


T = TypeVar("T", bound=Titled)

_SHORT = 6
"""Letters of an id that name a record whose title has none to type."""

_BETWEEN = re.compile(r"[^\w]+|_+")


def slug(title: str) -> str:
    """The title as one word to type: "Speak Spanish!" gives "speak-spanish"."""
    return _BETWEEN.sub("-", fold(unicodedata.normalize("NFC", title))).strip("-")


def name_of(record: Titled) -> str:
    """What to type for a record: its slug, or the end of its id where its title has no letters."""
    return slug(record.title) or record.id[-_SHORT:]


def named(ref: str, among: Sequence[T], noun: str, *, command: str) -> T:
    """The one record that a short name means: its title or slug, else what begins so, else what has a word that does.

    `noun` says what it is and `command` lists them. Raises MasteryError where none or several fit, with the candidates.
    """
    wanted = slug(ref)
    names = [(one, slug(one.title)) for one in among]
    tests = (
        [one for one, _ in names if one.title.casefold() == ref.strip().casefold() or one.id == ref],
        [one for one, name in names if (wanted and name == wanted) or name_of(one) == ref],
        [one for one, name in names if wanted and name.startswith(wanted)],
        [one for one, name in names if wanted and any(part.startswith(wanted) for part in name.split("-"))],
    )
    fits = next((found for found in tests if found), [])
    if len(fits) == 1:
        return fits[0]
    if fits:
        some = ", ".join(f"“{one.title}”" for one in fits[:6])
        raise MasteryError(f"{ref!r} fits {len(fits)} {noun}s: {some}. Type more of it.")
    if not among:
        raise MasteryError(f"There is no {noun} yet. To make one, see: {command} add --help")
    raise MasteryError(f"There is no {noun} {ref!r}; `{command} list` shows what there is.")
