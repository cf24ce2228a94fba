"""Records of every type, with anything that their types allow: a new type or field is tested without being named."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from hypothesis import strategies as st
from msgspec import inspect

from mastery.core.base.checks import EARLIEST, LATEST, WEEK, as_it_is
from mastery.core.base.errors import BadInput
from mastery.core.base.ids import to_text
from mastery.core.base.records import Record
from mastery.core.sharing.mentors import EVERY
from mastery.core.thinking.cards import Memory
from mastery.core.thinking.model import RUNGS
from mastery.core.upkeep.kinds import RECORDS

IDS = st.integers(1, (1 << 128) - 1).map(to_text)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))


SPECIAL: dict[str, st.SearchStrategy[object]] = {
    "check_ref": st.one_of(st.just(""), IDS),
    "check_owner": IDS,
    "check_minutes": st.integers(0, WEEK),
    "check_count": st.integers(0, 1000),
    "check_act_day": st.dates(EARLIEST, LATEST),
    "_check_cadence": st.sampled_from(["daily", "3/week", "mon,thu", "90min/month", "every 3 days"]),
    "_check_leap": st.sampled_from(["", *RUNGS]),
    "_check_seen_goals": st.lists(st.one_of(st.just(EVERY), IDS), max_size=3).map(tuple),
    "check_email": st.sampled_from(["", "ana@example.org", "o'neil+x@sub.example.org"]),
    "check_key": st.sampled_from(["", "age1xyz", "ssh-ed25519 AAAA ana"]),
    "check_memory": st.sampled_from([
        Memory(due=NOON),
        Memory(due=NOON, state=2, step=None, stability=3.25, difficulty=5.0, last_review=NOON),
    ]),
}  # fmt: skip
"""What fields hold that few texts and numbers fit, by the names of their checks."""


def _as_stored(check: Callable[[object], object], value: object) -> object:
    try:
        return check(value)
    except BadInput:
        return None


def _is_any(value: object) -> bool:
    return value is not None


def _values(kind: inspect.Type) -> st.SearchStrategy[object]:
    """What a field of this type may hold."""
    match kind:
        case inspect.Metadata():
            check = (kind.extra or {}).get("check", as_it_is)
            if check is as_it_is:
                return _values(kind.type)
            values = SPECIAL.get(check.__name__)
            return values if values is not None else _values(kind.type).map(partial(_as_stored, check)).filter(_is_any)
        case inspect.StrType():
            letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")
            return st.text(letters, min_size=kind.min_length or 0, max_size=20)
        case inspect.BoolType():
            return st.booleans()
        case inspect.IntType():
            return st.integers(-(1 << 53) if kind.ge is None else kind.ge, 1 << 53 if kind.le is None else kind.le)
        case inspect.FloatType():
            return st.floats(kind.ge, kind.le, allow_nan=False, allow_infinity=False)
        case inspect.DateTimeType():
            return st.datetimes(dt.datetime(2, 1, 1), dt.datetime(9990, 12, 31), timezones=OFFSETS)
        case inspect.DateType():
            return st.dates(max_value=LATEST)
        case inspect.NoneType():
            return st.none()
        case inspect.LiteralType():
            return st.sampled_from(kind.values)
        case inspect.UnionType():
            return st.one_of(*map(_values, kind.types))
        case inspect.VarTupleType():
            return st.lists(_values(kind.item_type), min_size=kind.min_length or 0, max_size=3).map(tuple)
        case inspect.StructType():
            ids = {"id": IDS} if issubclass(kind.cls, Record) else {}
            return st.builds(kind.cls, **({field.name: _values(field.type) for field in kind.fields} | ids))
    raise AssertionError(f"no strategy for {kind}")


def records() -> st.SearchStrategy[Sequence[Record]]:
    """Up to two records of each type, of different ids."""
    each = [st.lists(_values(inspect.type_info(kind)), max_size=2) for kind in RECORDS]
    return st.tuples(*each).map(_once)


def _once(groups: Sequence[Sequence[Record]]) -> list[Record]:
    return list({one.id: one for group in groups for one in group}.values())
