"""mastery's own JSON: every record with every field, so that reading it back gives the same journal."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from mastery.core.base.changes import without_stamps
from mastery.core.base.checking import checked
from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import to_int
from mastery.core.base.names import check_free
from mastery.core.base.records import Record, from_fields, to_fields
from mastery.core.sharing.mentors import Mentor
from mastery.core.upkeep.kinds import KIND_OF
from mastery.exchange import Export, Format, Read, ReadContext, decoded

VERSION = 1

MOST_DEEP = 20
"""The most levels of lists and objects in a field that this version does not know."""

_ENCODER = msgspec.json.Encoder(order="sorted")


class _File(msgspec.Struct):
    format: str
    version: int
    tables: dict[str, list[dict[str, Any]]]


def read(data: bytes, context: ReadContext) -> Read:
    """The records of an export. Raises MasteryError where it is none, or of a newer version."""
    try:
        file = msgspec.json.decode(decoded(data), type=_File)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise MasteryError(f"This is no JSON export of mastery: {error}.") from None
    if file.format != "mastery":
        raise MasteryError(f"This is no JSON export of mastery: its format is {file.format!r}.")
    if file.version > VERSION:
        raise MasteryError(f"This export is of version {file.version}, this mastery reads {VERSION}. Update mastery.")
    records: list[Record] = []
    problems: list[str] = []
    extras: dict[str, Mapping[str, Any]] = {}
    for table, documents in file.tables.items():
        if table not in KIND_OF and documents:
            problems.append(f"{len(documents):,} {table} are of a newer mastery and were left out.")
            continue
        for number, fields in enumerate(documents, 1):
            try:
                record = checked(from_fields(KIND_OF[table], fields))
                to_int(record.id)
                _check_new(record, [*context.mentors, *(one for one in records if isinstance(one, Mentor))])
            except MasteryError as error:
                problems.append(f"{table}, number {number}: {error}")
                continue
            records.append(record)
            unknown = {name: value for name, value in fields.items() if name not in record.__struct_fields__}
            deep = [name for name, value in unknown.items() if is_deep(value)]
            problems += [
                f"{table}, number {number}: the field {name[:40]!r} is nested too deeply: left out." for name in deep
            ]
            unknown = {name: value for name, value in without_stamps(unknown).items() if name not in deep}
            if unknown:
                extras[record.id] = unknown
    return Read(records, problems, extras)


def _check_new(record: Record, mentors: Sequence[Mentor]) -> None:
    """Raises BadInput for a mentor with the name of another one."""
    if isinstance(record, Mentor) and record.deleted is None:
        others = [one.name for one in mentors if one.id != record.id and one.deleted is None]
        check_free(record.name, others, record.noun)


def is_deep(value: object, most: int = MOST_DEEP) -> bool:
    """Whether lists and objects are nested deeper than in any field of a record."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return most < 0 or any(is_deep(one, most - 1) for one in inside)


def write(export: Export) -> bytes:
    """The whole journal with its trash, or the entries that filters chose; a record a line, by id."""
    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    if export.documents is None:
        tables = {"entries": sorted(map(to_fields, export.entries), key=lambda fields: str(fields["id"]))}
    else:
        tables = {name: documents for name, documents in export.documents.items() if documents}
    parts = [
        f'"{name}": [\n'.encode() + b",\n".join(map(_ENCODER.encode, documents)) + b"\n]"
        for name, documents in sorted(tables.items())
    ]
    return b'{"format": "mastery", "version": %d, "tables": {\n' % VERSION + b",\n".join(parts) + b"\n}}\n"


FORMAT = Format(
    "json", "mastery's own JSON, lossless: all records and fields, the trash too", read, write, is_backup=True
)
