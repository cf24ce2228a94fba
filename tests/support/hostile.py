"""The sample journal with harm in every text: sequences for the terminal, markup, and characters that reverse lines.

`tests.support.faults.poison` makes few records of every kind and state for the commands; this one has the sample's
lists, days and streaks, which the screens need.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from mastery.core.base.records import Entry, Record, from_fields, to_fields
from mastery.core.sample.journal import begun, sample
from mastery.store import Journal
from mastery.verbs.sample import sample_texts
from tests.support.clock import FixedClock

NOW = dt.datetime(2026, 11, 24, 21, 0)

SEQUENCES = (
    "\x1b]52;c;aGFybQ==\x07", "\x1b]0;harm\x1b\\", "\x1b[2J", "\x1b[4242m", "\x1bP1$r\x1b\\", "\x9b31m",
    "\x9d52;c;aGFybQ==\x9c", "\x90q\x9c", "\x07", "\x08", "\x0b", "\x0c", "\x0e", "\x1a", "\x7f", "\x85",
)  # fmt: skip
TURNING = "\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069"
UNSEEN = "\u200b\u200e\u200f\u2060\u2028\u2029\ufeff\u061c\u00ad"
MARKUP = ("[/etc/hosts]", "[/]", "[@click=app.quit()]x[/]", "[b", "[$nope]", "\\[", "[link=file:///etc/passwd]y[/link]")

HARM = "".join([*SEQUENCES, TURNING, UNSEEN, *MARKUP])
"""All of it on one line."""

IN_MARKDOWN = (
    "[x](app.quit()) <javascript:alert(1)> [\x1b]8;;file:///\x07](http://e.org/\x1b]0;harm\x07)\n\n"
    "| \x9b1m | b |\n|-|-|\n| \x1b[2J | [/] |\n\n"
    "```\x1b[2J[/]\n\x9b31m [/]\n```\n\n- [ ] \x07[/]\n> \u202e[/]\n\n<b>\x1b[2J</b>\n"
)
"""What is added to each body."""

OPEN = {"Entry": 12, "CheckIn": 20, "Rating": 8, "Card": 4, "Prediction": 8}
"""How many of the latest records of these kinds are taken; of other kinds, all are."""

WORDS = frozenset({"note", "why", "differently", "change", "link", "quote", "leap", "other", "action"})
"""Fields that hold words, though the sample may leave them empty."""

NO_WORDS = frozenset({"id", "zone", "cadence", "digest", "form", "deleted_by"})
"""Fields with a grammar of their own: with another text in them, a record could not be read."""


def hostile_records(harm: str = HARM) -> list[Record]:
    """The latest records of the sample journal, with harm before and after every text in them."""
    records = sorted(sample(sample_texts(), FixedClock(NOW), dt.time(4)), key=begun)
    by_kind: dict[str, list[Record]] = {}
    for one in records:
        by_kind.setdefault(type(one).__name__, []).append(one)
    chosen = [one for name, those in by_kind.items() for one in those[-OPEN.get(name, len(those)) :]]
    ids = {one.id for one in records}
    laced = [from_fields(type(one), _laced(type(one), to_fields(one), harm, ids)) for one in chosen]
    return [
        msgspec.structs.replace(one, body=f"{one.body}\n\n{IN_MARKDOWN}") if isinstance(one, Entry) else one
        for one in laced
    ]


def hostile_journal(folder: Path, harm: str = HARM) -> Journal:
    """A journal of these records, with an entry in the trash and a draft."""
    made = Journal(folder, clock=FixedClock(NOW))
    records = hostile_records(harm)
    made.add(*records)
    made.delete(next(one for one in records if isinstance(one, Entry)))
    made.save_draft(made.new_draft_key(None), harm)
    return made


def _laced(kind: Any, fields: dict[str, Any], harm: str, ids: set[str]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {
        name: value
        if name in NO_WORDS
        else _with_harm(hints[name], "…" if value == "" and name in WORDS else value, harm, ids)
        for name, value in fields.items()
    }


def _with_harm(hint: Any, value: Any, harm: str, ids: set[str]) -> Any:
    if isinstance(value, str):
        is_words = hint is str and value and value not in ids and not value.startswith("timer-")
        return f"{harm}{value}{harm}" if is_words else value
    if isinstance(value, list):
        inner = next(iter(_structs(hint)), None)
        if inner is not None:
            return [_laced(inner, one, harm, ids) for one in value]
        return [_with_harm(get_args(hint)[0], one, harm, ids) for one in value] if get_origin(hint) is tuple else value
    if isinstance(value, dict):
        inner = next(iter(_structs(hint)), None)
        return _laced(inner, value, harm, ids) if inner is not None else value
    return value


def _structs(hint: Any) -> Iterator[Any]:
    """The structs within a type."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for one in get_args(hint):
        yield from _structs(one)
