"""Every kind of record is described once, beside its struct, and all that is said of records goes by that."""

from collections.abc import Iterator

from mastery.core.base.records import Record
from mastery.core.upkeep.kinds import KIND_OF, RECORDS, TABLES
from tests.support.violations import none_of


def known(kind: type[Record]) -> Iterator[type[Record]]:
    """The kinds below a type that have a table."""
    for one in kind.__subclasses__():
        if one.__module__.startswith("mastery."):
            if one.table:
                yield one
            yield from known(one)


def test_every_kind_is_listed_and_none_shares_its_table() -> None:
    assert set(known(Record)) == set(RECORDS)
    assert len(TABLES) == len(RECORDS)


def wrong(kind: type[Record]) -> Iterator[str]:
    """What is not told of a kind, or is told wrongly."""
    fields = set(kind.__struct_fields__)
    if kind.noun == Record.noun:
        yield "has no noun"
    if kind.owner:
        if kind.owner[0] not in fields:
            yield f"belongs to {kind.owner[0]}, which is no field"
        yield from (f"belongs to {table}, which is no table" for table in kind.owner[1:] if table not in KIND_OF)
    elif kind.title_field not in fields:
        yield f"goes by {kind.title_field}, which is no field"


def test_every_kind_says_what_it_is_called_and_what_it_belongs_to() -> None:
    none_of(f"{kind.__name__} {said}" for kind in RECORDS for said in wrong(kind))
