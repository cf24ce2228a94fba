"""The keys of the interface as data, and what is wrong with those that a person chose."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

SCREENS = ("today", "journal", "goals", "models", "review", "share")
"""First words of ids that work on one of the main screens."""

WIDGETS = ("list", "practice", "reader", "plot", "heat", "map")
"""First words of ids of widgets that several screens have."""

EVERYWHERE = ("main", "screen")
"""Those that work on every main screen; "app" works in dialogs too."""

MODIFIERS = ("ctrl", "shift", "alt", "meta", "super", "hyper")

NAMED = (
    "enter", "escape", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown", "up",
    "down", "left", "right",
)  # fmt: skip
FUNCTION = re.compile(r"f(1?[1-9]|10|2[0-4])")

_SHORTER = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Characters that the interface names differently from Unicode."""

_LONGER = {short: name for name, short in _SHORTER.items()}


class Key(NamedTuple):
    """A binding of the interface."""

    id: str
    keys: tuple[str, ...]
    """Its usual keys, by their names."""
    says: str
    """What it does."""


class Problem(NamedTuple):
    """What is wrong with a key that was chosen."""

    id: str
    """The binding's id."""
    says: str


def read_keys(text: str) -> list[Key]:
    """The bindings of a table, a line each: id, keys separated by commas, what it does; with tabs between them."""
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [Key(identity, tuple(keys.split(",")), says) for identity, keys, says in rows]


def written_keys(keys: Sequence[Key]) -> str:
    """The table that `read_keys` reads."""
    return "".join(f"{one.id}\t{','.join(one.keys)}\t{one.says}\n" for one in keys)


def key_name(key: str) -> str:
    """A key as the interface names it: "question_mark" for "?"."""
    if len(key) != 1 or key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return _SHORTER.get(name, name)


def is_key(typed: str) -> bool:
    """Whether there is a key of this name: "a", "ctrl+a", "f2", "?", "question_mark"."""
    *modifiers, last = typed.split("+") if len(typed) > 1 else [typed]
    if not set(modifiers) <= set(MODIFIERS) or not last:
        return False
    if len(last) == 1:
        return last.isprintable()
    return last in NAMED or FUNCTION.fullmatch(last) is not None or _is_character(last)


def _is_character(name: str) -> bool:
    """Whether it is the name of a character."""
    words = _LONGER.get(name, name).replace("_", " ")
    for one in (words, words.replace("hyphen minus", "hyphen-minus")):
        try:
            return bool(unicodedata.lookup(one)) and name == name.lower()
        except KeyError:
            continue
    return False


def keys_of(typed: str) -> tuple[str, ...]:
    """The keys of a setting, as the interface names them: "a, ?" gives "a" and "question_mark"."""
    return tuple(key_name(one.strip()) for one in typed.split(","))


def problems(chosen: Mapping[str, str], known: Sequence[Key]) -> list[Problem]:
    """What is wrong with the keys that a person chose, by the binding's id: an unknown id, an unknown key, or a key
    that does something else in the same place."""
    ids = {one.id: one for one in known}
    found = [one for identity, typed in chosen.items() if (one := wrong(identity, typed, known)) is not None]
    bad = {one.id for one in found}
    good = {identity: keys_of(typed) for identity, typed in chosen.items() if identity not in bad}
    used = {one.id: good.get(one.id, one.keys) for one in known}
    for identity, keys in good.items():
        for other, taken in used.items():
            both = [key for key in keys if key in taken]
            # Of two that were chosen, the later one is reported.
            told_already = other in good and list(good).index(other) > list(good).index(identity)
            if both and other != identity and meet(identity, other) and not told_already:
                says = f"{plain_key(both[0])} is also the key of {other} ({ids[other].says})"
                found.append(Problem(identity, f"{says}; choose another one, or change that."))
    return found


def wrong(identity: str, typed: str, known: Sequence[Key]) -> Problem | None:
    """What is wrong with a chosen key on its own: its id, or the key as typed."""
    ids = [one.id for one in known]
    if identity not in ids:
        from difflib import get_close_matches

        near = get_close_matches(identity, ids, 1, 0.6)
        more = f"did you mean {near[0]}? " if near else ""
        return Problem(identity, f"there is no key of this name; {more}`mastery help keys` lists them.")
    for key in typed.split(","):
        if not is_key(key.strip()):
            return Problem(identity, f"{key.strip()!r} is no key: write a, A, ctrl+a, f2, space, ? and the like.")
    return None


def meet(first: str, second: str) -> bool:
    """Whether two bindings are active in the same place, by their ids."""
    one, other = first.partition(".")[0], second.partition(".")[0]
    if one == other or "app" in (one, other):
        return True
    both = {one, other}
    is_open = both <= {*SCREENS, *WIDGETS, *EVERYWHERE}  # no dialog, in which the others do not work
    return is_open and not both <= set(SCREENS)


def plain_key(key: str) -> str:
    """A key as a person types it: "?" for "question_mark"."""
    if len(key) == 1 or key in NAMED:  # Unicode has names for escape and the like too
        return key
    try:
        return unicodedata.lookup(_LONGER.get(key, key).replace("_", " "))
    except KeyError:
        return key
