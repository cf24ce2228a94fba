"""Importing: which records a journal has already, and the changes that add the others."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import msgspec

from mastery.core.base import changes as rules
from mastery.core.base.changes import Change
from mastery.core.base.records import Entry, R, Record
from mastery.core.practices.practice import CheckIn
from mastery.core.sharing.mentors import Mentor, Scope, scope_text
from mastery.core.writing.attachments import without_links


class Imported(NamedTuple):
    """What an import did: records that are new, were there already, came back from an undone import."""

    new: int
    known: int
    back: int


class Get(Protocol):
    """Gives the record of an id, in the trash or not."""

    def __call__(self, kind: type[R], record_id: str, /) -> R | None: ...


def import_changes(
    records: Sequence[Record],
    get: Get,
    there: Iterable[Record],
    extras: Mapping[str, Mapping[str, Any]],
    *,
    at: dt.datetime,
    act: str,
    progress: Callable[[int], None] | None = None,
) -> tuple[list[Change], Imported]:
    """The changes that add the missing records as one act, and how many of each sort there were.

    A record is known by its id; an entry also by its minute and text, a check-in by its practice, day, minutes and
    note, among the living ones `there`. What is in the trash stays there, unless undoing an import put it there; then
    it comes back, and `records` decide who sees it.
    `extras` has, by id, fields that this version does not know. `progress` is called with the number of records seen.
    """
    alike = {same for one in there if (same := _same(one))}
    taken: set[str] = set()
    changes: list[Change] = []
    new = back = 0
    for number, record in enumerate(records, 1):
        known = get(type(record), record.id)
        change: Change | None = None
        if known is not None and known.deleted is not None and known.deleted_by == "undo":
            living = msgspec.structs.replace(known, deleted=None, deleted_by="", **_shown(record))
            change = rules.edited(known, living, at=at, act=act, verb="import")
            back += 1
        elif known is None and record.id not in taken and _same(record) not in alike:
            change = rules.made(record, extras.get(record.id, {}), at=at, act=act, verb="import")
            new += 1
        taken.add(record.id)
        changes += [change] if change else []
        if progress is not None:
            progress(number)
    return changes, Imported(new, len(records) - new - back, back)


def untrusted(records: Iterable[Record]) -> list[Record]:
    """The records of a file that may be somebody else's, without its decisions about who sees what.

    Mentors come in without a scope, and entries as private. A mentor's rhythm and key stay: the rhythm only reminds,
    and nothing leaves for a mentor who sees nothing.
    """
    return [_hidden(one) for one in records]


def without_those_of_mentors(
    extras: Mapping[str, Mapping[str, Any]], records: Iterable[Record]
) -> dict[str, Mapping[str, Any]]:
    """The fields that this version does not know, by id, except those of mentors: a newer version may share by them."""
    mentors = {one.id for one in records if isinstance(one, Mentor)}
    return {name: fields for name, fields in extras.items() if name not in mentors}


def _hidden(record: Record) -> Record:
    if isinstance(record, Mentor):
        return msgspec.structs.replace(record, scope=Scope())
    if isinstance(record, Entry):
        return msgspec.structs.replace(record, shareable=False)
    return record


def _shown(record: Record) -> dict[str, Any]:
    """The fields of a record that decide who sees what."""
    if isinstance(record, Mentor):
        return {"scope": record.scope}
    return {"shareable": record.shareable} if isinstance(record, Entry) else {}


def shown_text(records: Iterable[Record], goals: Mapping[str, str], *, trusted: bool) -> list[str]:
    """What imported records say about who sees what, a sentence each; `goals` are titles by id."""
    records = [one for one in records if one.deleted is None]
    said = []
    for one in records:
        if isinstance(one, Mentor) and one.scope == Scope():
            continue
        if isinstance(one, Mentor):
            who = f"“{one.name}”" + f" ({one.email})" * bool(one.email)
            scope = scope_text(one.scope, dict(goals))
            without = f"Mentor {who} comes in with an empty scope. In the file they may see: {scope}."
            said.append(f"Mentor {who} may see: {scope}." if trusted else without)
    marked = sum(isinstance(one, Entry) and one.shareable for one in records)
    if marked:
        entries = f"{marked:,} {'entry is' if marked == 1 else 'entries are'} marked as shareable"
        said.append(f"{entries}." if trusted else f"{entries} in the file, and private here.")
    if said and not trusted:
        said.insert(
            0,
            "If the file is your own, --trust also brings in who sees what (after an import, run mastery undo first).",
        )
    return said


def _same(record: Record) -> tuple[str, ...] | None:
    """What identifies a record if ids cannot, whatever its spacing and the files an export left out.

    None for kinds that are known by id alone.
    """
    if isinstance(record, Entry):
        return record.at.strftime("%Y-%m-%d %H:%M"), " ".join(without_links(record.text).split())
    if isinstance(record, CheckIn):
        return record.practice, str(record.day), str(record.minutes), " ".join(record.note.split())
    return None
