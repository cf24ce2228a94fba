"""Recovering records from damaged files: which are sound, and which can be rebuilt from their changes."""

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from mastery.core.base.changes import STAMP, Change, Document, fold, have_stamps, stamps_of, without_stamps
from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import to_int, to_text
from mastery.core.base.records import Entry, from_fields
from mastery.core.upkeep.kinds import KIND_OF, TABLES

Tables = dict[str, dict[str, Document]]
"""Documents by table and document id."""


def takes(tables: Tables, change: Change) -> bool:
    """Whether the record that a change is about is one that it can be folded into."""
    key = str(to_int(change.record))
    known = tables.get(change.table, {}).get(key)
    return known is None or is_sound(change.table, key, known)


def merge(tables: Tables, others: Tables) -> None:
    """Takes each record whose latest field is later than the one already there."""
    for name, documents in others.items():
        mine = tables.setdefault(name, {})
        for key, document in documents.items():
            known = mine.get(key)
            if known is not None and is_sound(name, key, known):
                later = is_sound(name, key, document) and _latest(document) > _latest(known)
                mine[key] = document if later else known
            else:
                mine[key] = document


def _latest(document: Document) -> str:
    return max(stamps_of(document).values(), default="")


def told_by(history: list[Change]) -> Tables:
    """The records rebuilt from the history alone."""
    tables: Tables = {}
    fold_in(tables, history)
    return tables


def is_changed(table: str, key: str, document: Document, told: Tables) -> bool:
    """Whether a record's values differ from those the history, which is checksummed, gives for the same changes."""
    known = told.get(table, {}).get(key, document)
    return document != known and stamps_of(document) == stamps_of(known) and is_sound(table, key, known)


def folded(found: Tables, history: list[Change], log: list[Change]) -> Tables:
    """The records with all changes folded in; a damaged one is rebuilt if the changes tell all of it.

    Otherwise it stays, with its id corrected.
    """
    told = told_by(history)
    changes = sorted([*history, *log], key=lambda change: change.stamp)
    tables: Tables = {}
    damaged: list[tuple[str, str, Document]] = []
    for name, key, document in each(found):
        mine = tables.setdefault(name, {})
        if is_sound(name, key, document) and not is_changed(name, key, document, told):
            mine[key] = document
        else:
            damaged.append((name, key, document))
    fold_in(tables, changes)
    about: dict[tuple[str, str], list[Change]] = {}
    for change in changes if damaged else ():
        about.setdefault((change.table, str(to_int(change.record))), []).append(change)
    for name, key, document in damaged:
        right = _right_key(name, key, document, tables[name])
        if right is not None:
            one = {name: {right: {**without_stamps(document), "id": to_text(int(right))}}}
            fold_in(one, about.get((name, right), ()))
            tables[name].update(one[name])
    return tables


def each(tables: Tables) -> Iterator[tuple[str, str, Document]]:
    """Every record with its table and document id."""
    for name, documents in tables.items():
        for key, document in documents.items():
            yield name, key, document


def fold_in(tables: Tables, changes: Iterable[Change]) -> None:
    """Folds changes into the tables."""
    for change in changes:
        table = tables.setdefault(change.table, {})
        key = str(to_int(change.record))
        table[key] = fold(table.get(key), change)


def _right_key(table: str, key: str, document: Document, known: Mapping[str, Document]) -> str | None:
    """The number of a damaged record: that of its id, or the one it has; None if it is known whole."""
    try:
        own = str(to_int(str(document.get("id"))))
    except MasteryError:
        own = key
    keys = {one: one in known and is_sound(table, one, known[one]) for one in (own, key)}
    if any(whole and known[one].get(STAMP) == document.get(STAMP) for one, whole in keys.items()):
        return None
    return next((one for one, whole in keys.items() if _is_number(one) and not whole), None)


_TABLE_LINE = re.compile(rb'^"([a-z_]+)": \{\r?$')
_RECORD_LINE = re.compile(rb'^"(\d{1,39})": (\{.*\}),?\r?$')


def records_in(data: bytes) -> Tables:
    """The records of a damaged journal.json whose own line is whole."""
    tables: Tables = {}
    table = Entry.table  # its heading may be what was damaged
    for line in data.split(b"\n"):
        if found := _TABLE_LINE.match(line):
            name = found[1].decode()
            table = name if name in TABLES else ""
        elif table and (found := _RECORD_LINE.match(line)):
            try:
                # If a text has bytes that are not UTF-8, the rest is still worth saving.
                document = msgspec.json.decode(found[2].decode("utf-8", "replace"), type=dict[str, object])
            except (msgspec.MsgspecError, RecursionError):
                continue
            key = found[1].decode()
            if _is_number(key) and document.get("id") == to_text(int(key)):
                merge(tables, {table: {key: document}})
    return tables


def _is_number(key: str) -> bool:
    """Whether a document's number can come from an id."""
    return key.isascii() and key.isdecimal() and len(key) <= 39 and str(int(key)) == key and int(key) < 1 << 128


def is_sound(table: str, key: str, document: Document) -> bool:
    """Whether a record can be read: it has its own id, stamps that can be compared, and all that its kind needs."""
    if not have_stamps(document):
        return False
    if not _is_number(key) or document.get("id") != to_text(int(key)):
        return False
    try:
        if table in KIND_OF:
            from_fields(KIND_OF[table], document)
    except MasteryError:
        return False
    return True
