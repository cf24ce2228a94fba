"""Records of every type, with anything that their types allow: a new type or field is tested without being named."""

import datetime as dt
from collections.abc import Sequence

from hypothesis import strategies as st
from msgspec import inspect

from mastery.core.ids import to_text
from mastery.core.records import Record
from mastery.core.tables import RECORDS

IDS = st.integers(1, (1 << 128) - 1).map(to_text)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))


def _values(kind: inspect.Type) -> st.SearchStrategy[object]:
    """What a field of this type may hold."""
    match kind:
        case inspect.StrType():
            return st.text(st.characters(exclude_categories=["Cs"]), min_size=kind.min_length or 0, max_size=20)
        case inspect.BoolType():
            return st.booleans()
        case inspect.IntType():
            return st.integers(-(1 << 53) if kind.ge is None else kind.ge, 1 << 53 if kind.le is None else kind.le)
        case inspect.FloatType():
            return st.floats(kind.ge, kind.le, allow_nan=False, allow_infinity=False)
        case inspect.DateTimeType():
            return st.datetimes(dt.datetime(2, 1, 1), dt.datetime(9998, 12, 31), timezones=OFFSETS)
        case inspect.DateType():
            return st.dates()
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
