"""Journals of records that fit the schema but that nobody would write, made with TinyDB as another program would."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect
from tinydb import TinyDB
from tinydb.table import Document

from mastery.core.base.ids import to_int
from mastery.core.base.records import from_fields
from mastery.core.upkeep.kinds import RECORDS
from tests.support.faults.poison import LINKS, bare, identity

Fields = dict[str, Any]

NOON = "2026-11-20T12:00:00+01:00"
USUAL: Fields = {
    "deleted": None, "deleted_by": "", "until": None, "ended": "", "ended_day": None, "status": "active", "before": "",
    "outcome": "", "resolved": None, "resolved_day": None, "done": None, "cadence": "daily", "key": "", "zone": "",
    "email": "ana@example.org", "state": 1, "step": 0, "became": [], "kind": "lesson", "origin": "", "tags": ["x", "*"],
    "shareable": True, "form": "md", "rhythm": "week", "location": None, "since": "2026-11-10", "asked": None,
    "remembered": None, "stability": None, "difficulty": None, "last_review": None, "about": "work",
}  # fmt: skip
"""Values that make a record one in use."""

LEAST = {"day": "0001-01-01", "moment": "0001-01-01T00:00:00+14:00", "text": "", "sign": -1}
GREATEST = {"day": "9999-12-31", "moment": "9999-12-31T23:59:59.999999-14:00", "text": "\u00a0", "sign": 1}
BIG = 2**63 - 1
LONG = "word " * 200_000
MANY = 10_000


def usual(table: str) -> Fields:
    """A record of a table that is in use, as plain values."""
    kind = next(one for one in RECORDS if one.table == table)
    return _struct(kind) | {"id": identity(table)}


def _types(kind: type[Any]) -> dict[str, inspect.Type]:
    """The type of each field of a record, or of what it holds."""
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    return {one.name: bare(one.type) for one in info.fields}


def _struct(kind: type[msgspec.Struct]) -> Fields:
    found: Fields = {}
    for name, info in _types(kind).items():
        link = isinstance(info, inspect.StrType | inspect.VarTupleType) and LINKS.get(name)
        if link:
            found[name] = identity(link) if isinstance(info, inspect.StrType) else [identity(link)]
        elif name in USUAL and _fits(USUAL[name], info):
            found[name] = USUAL[name]
        else:
            found[name] = _usual(info, name)
    return found


def _fits(value: Any, info: inspect.Type) -> bool:
    match info := bare(info):
        case inspect.UnionType():
            return any(_fits(value, one) for one in info.types)
        case inspect.LiteralType():
            return value in info.values
        case inspect.NoneType():
            return value is None
        case inspect.DateType():
            return isinstance(value, str)
        case inspect.StructType():
            return isinstance(value, dict)
    return isinstance(value, {"Str": str, "Int": int, "Bool": bool, "VarTuple": list}.get(_name(info), dict))


def _name(info: inspect.Type) -> str:
    return type(info).__name__.removesuffix("Type")


def _usual(info: inspect.Type, says: str) -> Any:
    match info := bare(info):
        case inspect.StrType():
            return f"{says} of it"
        case inspect.IntType():
            return info.ge or 2
        case inspect.FloatType():
            return 2.0
        case inspect.BoolType():
            return True
        case inspect.DateType():
            return NOON[:10]
        case inspect.DateTimeType():
            return NOON
        case inspect.LiteralType():
            return next(one for one in info.values if one)
        case inspect.VarTupleType():
            return [_usual(info.item_type, says)]
        case inspect.UnionType():
            return _usual(next(one for one in info.types if not isinstance(one, inspect.NoneType)), says)
        case inspect.StructType():
            return _struct(info.cls)
    raise AssertionError(f"no value for {info}")


def _extreme(info: inspect.Type, end: Mapping[str, Any], name: str) -> Any:
    """The value at one end of what the type allows; links stay, so that commands can follow them."""
    sign = end["sign"]
    match info := bare(info):
        case inspect.StrType():
            return end["text"] or "-" * (info.min_length or 0)
        case inspect.IntType():
            bound = info.ge if sign < 0 else info.le
            return sign * BIG if bound is None else bound
        case inspect.FloatType():
            bound = info.ge if sign < 0 else info.le
            return (-0.0 if sign < 0 else 1e308) if bound is None else float(bound)
        case inspect.BoolType():
            return sign > 0
        case inspect.DateType():
            return end["day"]
        case inspect.DateTimeType():
            return end["moment"]
        case inspect.LiteralType():
            return info.values[0 if sign < 0 else -1]
        case inspect.VarTupleType():
            number = info.min_length or 0 if sign < 0 else 40
            return [_extreme(info.item_type, end, name)] * number
        case inspect.UnionType():
            return _extreme(next(one for one in info.types if not isinstance(one, inspect.NoneType)), end, name)
        case inspect.StructType():
            return {inner: _extreme(one, end, inner) for inner, one in _types(info.cls).items()}
    raise AssertionError(f"no extreme of {info}")


def variants(table: str) -> dict[str, Fields]:
    """Records of a table by what is extreme about them: every field, each field alone, and extremes beyond types."""
    types = _types(next(one for one in RECORDS if one.table == table))
    own = {name: info for name, info in types.items() if name not in ("id", "deleted", "deleted_by", *LINKS)}
    base = usual(table)
    found: dict[str, Fields] = {}
    for says, end in (("least", LEAST), ("greatest", GREATEST)):
        found[says] = base | {name: _extreme(info, end, name) for name, info in own.items()}
    texts = {name: LONG for name, info in own.items() if isinstance(info, inspect.StrType)}
    found["long"] = base | dict(itertools.islice(texts.items(), 2))
    if linked := types.keys() & LINKS.keys():
        gone = {name: identity("gone") if isinstance(base[name], str) else [identity("gone")] for name in linked}
        found["gone"] = base | gone
        found["foreign"] = base | {name: "Ünd" if isinstance(base[name], str) else ["", "Ünd"] for name in linked}
    found |= {says: base | more for says, more in SPECIAL.get(table, {}).items()}
    for says, end in (("least", LEAST), ("greatest", GREATEST)):
        found |= {f"{says} {name}": base | {name: _extreme(info, end, name)} for name, info in own.items()}
    return found


def _memory(**more: Any) -> Fields:
    return {"memory": _struct_of("cards", "memory") | more}


def _struct_of(table: str, field: str) -> Fields:
    found: Fields = usual(table)[field]
    return found


def cadences(*of: tuple[str, str]) -> Fields:
    """The cadences of a practice, each with its first day."""
    return {"cadences": [{"since": since, "cadence": cadence, "week_starts": 0} for since, cadence in of]}


ODD_TEXTS = (
    "\u2028",
    "\ufeff",
    "a\u0300" * 400,
    "\U0001f468\u200d\U0001f469" * 99,
    "[/]",
    "{}",
    "%s",
    "-x",
    "--",
    "#",
    "@",
    "\t",
)

SPECIAL: dict[str, dict[str, Fields]] = {
    "entries": {
        "in the hour that the clocks skip": {"at": "2026-03-29T02:30:00+01:00", "zone": "Europe/Berlin"},
        "of a zone that is gone": {"zone": "US/Pacific-New"}, "of no zone": {"zone": "../../etc/passwd\0"},
        "many tags": {"tags": [f"tag{number}" for number in range(MANY)]}, "odd tags": {"tags": list(ODD_TEXTS)},
        "lines in the title": {"title": "One\n\nTwo\r\nThree"}, "odd title": {"title": "".join(ODD_TEXTS)},
        "deep": {"body": ">" * 3000 + " - " * 3000 + "[" * 3000}, "on the leap day": {"day": "2024-02-29"},
        "in the trash since ever": {"deleted": LEAST["moment"]}, "nowhere": {"location": {}},
        "at a pole": {"location": {"latitude": -90.0, "longitude": -0.0, "name": "\n"}},
    },
    "goals": {
        "reached on no day": {"status": "achieved", "status_day": None}, "on the leap day": {"target": "2024-02-29"},
        "dropped ahead": {"status": "let go", "status_day": "9999-12-31"},
        "milestones alike": {"milestones": [{"title": "", "done": "9999-12-31"}, {"title": ""}, {"title": "\n"}]},
        "many milestones": {"milestones": [{"title": f"step {number}"} for number in range(2000)]},
    },
    "practices": {
        "odd cadence": cadences(("2026-11-01", "whenever")),
        "empty cadence": cadences(("2026-11-01", "")), "every second of ever": cadences(("0001-01-01", "daily")),
        "from the last day on": cadences(("9999-12-31", "every 2 weeks on tue")),
        "all at once": cadences(*[("2026-11-01", one) for one in ("daily", "3/week", "99999min/month", "yearly")]),
        "backwards": cadences(("2026-11-01", "daily"), ("2020-01-01", "3/week"), ("0001-01-01", "monthly")),
        "rule without days": cadences(("2026-11-01", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")),
        "rule of the leap day": cadences(("0004-02-29", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")),
        "rule of long steps": cadences(("0001-01-01", "RRULE:FREQ=YEARLY;INTERVAL=366")),
        "huge quota": cadences(("2026-11-01", "99999/week")), "none at all": cadences(("2026-11-01", "0/week")),
        "over before it began": {"until": "0001-01-01"},
    },
    "checkins": {
        "long ago": {"day": "0001-01-01"}, "to come": {"day": "9999-12-31"}, "in no zone": {"zone": "Nonsense"},
    },
    "rests": {
        "backwards": {"since": "9999-12-31", "until": "0001-01-01"},
        "always": {"since": "0001-01-01", "until": "9999-12-31"},
        "of all, without end": {"of": "", "since": "0001-01-01", "until": None},
    },
    "models": {
        "replaces itself": {"before": identity("models")},
        "revised into nothing": {"ended": "revised", "ended_day": None, "before": identity("gone")},
        "retired ahead": {"ended": "retired", "ended_day": "9999-12-31"}, "from nowhere": {"origin": identity("gone")},
    },
    "predictions": {
        "true on no day": {"outcome": "yes", "resolved": None, "resolved_day": None}, "void": {"outcome": "void"},
        "resolved while open": {"outcome": "", "resolved": NOON, "resolved_day": "9999-12-31"},
        "due before it was made": {"by": "0001-01-01", "day": "9999-12-31"},
    },
    "cards": {
        "no such state": _memory(state=99), "below every state": _memory(state=-1, step=-5),
        "no step": _memory(step=None),
        "never forgotten": _memory(state=2, stability=1e308, difficulty=10.0, last_review=NOON),
        "never learnt": _memory(state=2, stability=0.0, difficulty=-0.0, last_review=NOON),
        "below zero": _memory(state=3, stability=-1.0, difficulty=-1e308, last_review=NOON),
        "hardly at all": _memory(state=2, stability=5e-324, difficulty=1e308, last_review=LEAST["moment"]),
        "reviewed in times to come": _memory(state=2, stability=2.0, difficulty=5.0, last_review=GREATEST["moment"]),
        "reviewed, state unsaid": _memory(state=2, last_review=NOON), "due at the end": _memory(due=GREATEST["moment"]),
        "known before it was asked": {"asked": None, "remembered": "9999-12-31", "times": -1},
    },
    "mentors": {
        "sees what is gone": {"scope": {"goals": [identity("gone"), "", "*"], "tags": ["", "\n"], "kinds": []}},
        "of an odd address": {"email": "Änne@bücher.example"}, "of no address": {"email": "nobody"},
        "of an odd key": {"key": "age1nonsense"}, "of an odd name": {"name": "[/]\n"},
    },
    "summaries": {
        "backwards": {"since": "9999-12-31", "until": "0001-01-01"},
        "of all time": {"since": "0001-01-01", "until": "9999-12-31"},
        "of no form": {"form": "\n"}, "said nothing": {"text": "", "digest": "", "entries": [], "goals": []},
    },
    "feedback": {
        "no remark": {"remarks": []}, "empty remarks": {"remarks": [{"text": "", "quote": "", "about": "Ünd"}] * 3},
        "became what is gone": {"remarks": [{"text": "x", "became": [
            {"how": how, "of": identity("gone"), "day": "9999-12-31", "at": NOON}
            for how in ("entry", "evidence", "commitment")
        ]}]},
    },
}  # fmt: skip
"""Extremes that follow from no bound of a type, by table."""

COMPANIONS: dict[str, Fields] = {
    "a ring": {"before": identity("models")},
    "a ring's other half": {"before": identity("models", "a ring")},
}


def layers() -> Iterator[tuple[str, dict[str, Fields]]]:
    """Journals of one record of each table: the first variant of each, then the second, and so on."""
    of = {kind.table: list(variants(kind.table).items()) for kind in RECORDS}
    for number in range(max(map(len, of.values()))):
        chosen = {table: found[number % len(found)] for table, found in of.items()}
        yield (
            ", ".join(f"{table} {says}" for table, (says, _) in chosen.items()),
            {table: fields for table, (_, fields) in chosen.items()},
        )


def write(folder: Path, records: Mapping[str, Fields]) -> None:
    """Makes a journal of these records, as TinyDB writes a file; each is one that the schema allows."""
    folder.mkdir(parents=True)
    found: dict[str, Sequence[Fields]] = {table: [fields] for table, fields in records.items()}
    ring = [usual("models") | {"id": identity("models", name)} | more for name, more in COMPANIONS.items()]
    found["models"] = [*found["models"], *ring]
    trash = usual("entries") | {"id": identity("entries", "deleted"), "deleted": NOON}
    found["entries"] = [*found["entries"], trash]
    with TinyDB(folder / "journal.json") as db:
        meta = {"schema": 1, "journal": identity("journal"), "generation": 1, "time": 0, "last_change": ""}
        db.table("meta").insert(Document(meta, doc_id=1))
        for kind in RECORDS:
            for fields in found[kind.table]:
                from_fields(kind, fields)
                db.table(kind.table).insert(Document(fields, doc_id=to_int(fields["id"])))
