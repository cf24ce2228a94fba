"""A journal in which every text of every record tries to command the terminal it is shown on."""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from mastery.core.base.ids import derived_id
from mastery.core.base.records import Record, from_fields
from mastery.core.practices.timer import start
from mastery.core.upkeep.kinds import RECORDS
from mastery.host.clock import SystemClock
from mastery.store import Journal

POISON = (
    "\x1b]52;c;ZXZpbA==\x07\x1b]0;title\x1b\\\x1b[31m\x1b[38;5;196m\x1b[2J\x1bc\x00\x07\x08\r\x7f"
    "\x9b31m\x90q\x9c\x9d52;c;ZXZpbA==\x9c\x85\u202eEUR\u202c\u2066x\u2069\u2028"
)
"""Clipboard, window title, colors, clearing, reset, and a letter of every class that must not arrive."""

MOMENT = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)

LINKS = {
    "goal": "goals", "practice": "practices", "model": "models", "mentor": "mentors", "entry": "entries",
    "summary": "summaries", "of": "practices", "goals": "goals", "models": "models", "entries": "entries",
}  # fmt: skip
"""Fields that hold ids, and the tables of the records they name."""

OPEN: dict[str, Any] = {
    "deleted": None, "until": None, "ended": "", "ended_day": None, "status": "active", "outcome": "", "resolved": None,
    "resolved_day": None, "before": "", "done": None, "finished": None, "asked": None, "remembered": None,
    "cadence": "daily", "deleted_by": "", "key": "", "email": "ana@example.org", "became": [],
    "Memory.state": 1, "Memory.step": 0, "Summary.state": "unknown",
}  # fmt: skip
"""Values that make a record one in use, so that commands accept it."""

OVER: dict[str, Any] = {
    name: OPEN[name] for name in ("cadence", "before", "deleted", "deleted_by", "key", "email", "became")
}
"""Values with which a record that has ended can still be read."""


def identity(table: str, which: str = "open") -> str:
    """The id of the record of a table that is "open", "over" or "deleted"."""
    return derived_id(int(MOMENT.timestamp() * 1000), table, which)


def records(text: str = "") -> list[Record]:
    """Records of every kind: in use, ended, and in the trash. Every text in them is `text`, or hostile."""
    made = []
    for kind in RECORDS:
        for which, fixed in (("open", OPEN), ("over", OVER), ("deleted", OPEN | {"deleted": MOMENT.isoformat()})):
            fields = _struct(kind, fixed | {"id": identity(kind.table, which)}, text)
            made.append(from_fields(kind, fields))
    return made


def hostile_journal(folder: Path) -> None:
    """Makes the journal, with a draft, answers to questions, and a timer."""
    with Journal(folder, clock=SystemClock()) as journal:
        journal.add(*records())
        journal.set_timer(start(MOMENT, goal=identity("goals", "open")))
        for form in ("climb", "visit"):
            answers = dict.fromkeys(("data", "meaning", "belief", "why", "still", "confidence"), f"Answer {POISON}")
            journal.save_form(f"{form}-{identity('models', 'open')}", answers)
        key = journal.new_draft_key()
        journal.save_draft(key, f"Draft {POISON}")
        journal.leave_draft(key)


def _struct(kind: type[msgspec.Struct], fixed: dict[str, Any], text: str) -> dict[str, Any]:
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    fields = {}
    for one in info.fields:
        kind_of = bare(one.type)
        known = fixed.get(f"{kind.__name__}.{one.name}", fixed.get(one.name, ...))
        if known is not ... and (known is not None or _may_be_none(kind_of)):
            fields[one.name] = known
        elif one.name in LINKS and isinstance(kind_of, inspect.StrType):
            fields[one.name] = identity(LINKS[one.name], "open")
        elif one.name in LINKS and isinstance(kind_of, inspect.VarTupleType):
            fields[one.name] = [identity(LINKS[one.name], "open")]
        else:
            fields[one.name] = _value(kind_of, text or f"{kind.__name__} {one.name} {POISON} end", fixed)
    return fields


def bare(info: inspect.Type) -> inspect.Type:
    """The type without its annotations."""
    return bare(info.type) if isinstance(info, inspect.Metadata) else info


def _may_be_none(info: inspect.Type) -> bool:
    return isinstance(info, inspect.UnionType) and any(isinstance(one, inspect.NoneType) for one in info.types)


def _value(info: inspect.Type, text: str, fixed: dict[str, Any]) -> Any:
    """A value of the type: `text` for texts, the first choice that is not empty for choices."""
    info = bare(info)
    if isinstance(info, inspect.StrType):
        return text
    if isinstance(info, inspect.StructType):
        inner = {name: value for name, value in fixed.items() if name != "id"}
        return _struct(info.cls, inner, text)
    if isinstance(info, inspect.VarTupleType):
        return [_value(info.item_type, text, fixed)]
    if isinstance(info, inspect.UnionType):
        return _value(next(one for one in info.types if not isinstance(one, inspect.NoneType)), text, fixed)
    if isinstance(info, inspect.LiteralType):
        return next(one for one in info.values if one)
    if isinstance(info, inspect.IntType):
        return info.ge or 2
    if isinstance(info, inspect.FloatType):
        return 2.0
    if isinstance(info, inspect.BoolType):
        return True
    if isinstance(info, inspect.DateType):
        return "2026-11-20"
    if isinstance(info, inspect.DateTimeType):
        return MOMENT.isoformat()
    raise AssertionError(f"a value of {info} for {text!r}")
