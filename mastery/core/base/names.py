"""Short names: a unique beginning of a title, of one of its words, or its slug, finds a record."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.folded import fold
from mastery.core.base.ids import SHORT, short_forms
from mastery.core.base.phrases import shortened


class Titled(Protocol):
    """Anything with an id and a title."""

    @property
    def id(self) -> str:
        """The record's id."""
        ...

    @property
    def title(self) -> str:
        """One line."""
        ...


T = TypeVar("T", bound=Titled)

_SHOWN, _LONGEST = 4, 40
"""How many records a message names, and letters of a title in it."""

_BETWEEN = re.compile(r"[^\w]+|_+")


def slug(title: str) -> str:
    """The title as one word to type: "Speak Spanish!" gives "speak-spanish"."""
    return _BETWEEN.sub("-", fold(unicodedata.normalize("NFC", title))).strip("-")


def name_of(record: Titled) -> str:
    """What to type for a record: its slug, or the end of its id if its title has no letters."""
    return slug(record.title) or record.id[-SHORT:]


def check_free(title: str, taken: Iterable[str], noun: str) -> None:
    """Raises BadInput if another record has this title, in any letter case: no short name could tell them apart."""
    wanted = fold(unicodedata.normalize("NFC", title))
    for one in taken:
        if fold(unicodedata.normalize("NFC", one)) == wanted:
            raise BadInput(f"There is already a {noun} “{one}”. Give this one another name.")


def named(ref: str, among: Sequence[T], noun: str, *, command: str = "") -> T:
    """The one record that a short name means: by its title or slug, else by the end of its id (six characters or
    more), else by the beginning of its slug, else by the beginning of a word in it.

    `noun` is what to call it, and `command` the shell command that lists them, empty outside the shell. Raises
    MasteryError if none or several match, naming the candidates.
    """
    wanted = slug(ref)
    names = [(one, slug(one.title)) for one in among]
    tests = (
        [one for one, _ in names if _is_title(ref, one) or one.id == ref],
        [one for one, name in names if (wanted and name == wanted) or name_of(one) == ref],
        [one for one in among if len(ref) >= SHORT and one.id.endswith(ref.casefold())],
        [one for one, name in names if wanted and name.startswith(wanted)],
        [one for one, name in names if wanted and any(part.startswith(wanted) for part in name.split("-"))],
    )
    fits = next((found for found in tests if found), [])
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise MasteryError(f"{ref!r} fits {len(fits)} {noun}s: {_some(fits)}. Type more of it.")
    if not among:
        raise MasteryError(f"There is no {noun} yet." + f" To make one, see: {command} add --help" * bool(command))
    listed = f"; `{command} list` shows all" * bool(command and len(among) > _SHOWN)
    raise MasteryError(
        f"There is no {noun} {ref!r}. There {'is' if len(among) == 1 else 'are'} {_some(among)}{listed}."
    )


def named_first(ref: str, first: Sequence[T], every: Sequence[T], noun: str, *, command: str = "") -> T:
    """As `named`, among the `first` records; if none or several of them match, among all records.

    So an active record is found before one that has ended.
    """
    try:
        return named(ref, first, noun, command=command)
    except MasteryError:
        if len(first) == len(every):
            raise
        return named(ref, every, noun, command=command)


def each_named(refs: str, among: Sequence[T], noun: str) -> list[T]:
    """The records of short names with commas between them; a title may have commas too. Raises MasteryError."""
    parts, found = refs.split(","), []
    while parts:
        wholes = (
            (size, one) for size in range(len(parts), 1, -1) for one in among if _is_title(",".join(parts[:size]), one)
        )
        size, one = next(wholes, (1, None))
        if one is None and parts[0].strip():
            one = named(parts[0].strip(), among, noun)
        found += [one] if one is not None else []
        del parts[:size]
    return found


def _is_title(ref: str, one: Titled) -> bool:
    return one.title.casefold() == ref.strip().casefold()


def _some(among: Sequence[Titled]) -> str:
    """The first few by title, with short ids where titles are equal, and how many more there are."""
    titles = [shortened(one.title, _LONGEST) for one in among]
    shorts = short_forms([one.id for one in among])
    names = [
        f"“{title}”" + f" ({shorts[one.id]})" * (titles.count(title) > 1)
        for one, title in zip(among[:_SHOWN], titles, strict=False)
    ]
    return ", ".join(names) + f" and {len(among) - _SHOWN} more" * (len(among) > _SHOWN)
