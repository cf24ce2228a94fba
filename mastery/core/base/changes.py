"""Changes and how they fold: everything that happens to a record is a change, and the records are the changes folded.

A change sets fields of one record. Each field remembers the stamp (logical time and device) of
the change that set it last, and a change only takes where its stamp is later. So changes may be
folded in any order, and twice, and give the same records: the "last writer wins" register of
Shapiro et al., "A comprehensive study of Convergent and Commutative Replicated Data Types" (2011).
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Literal

import msgspec

from mastery.core.base.records import Record, from_fields, to_fields

STAMP = "_stamp"
"""Field of a document: the stamp of most of its fields."""
STAMPS = "_stamps"
"""Field of a document: the stamps of the fields that were set at another time."""
INTERNAL = (STAMP, STAMPS)

LARGEST = 1 << 53
"""Every logical time is below it."""
LATEST_FOREIGN = 1 << 48
"""Milliseconds; the latest logical time that is accepted from another machine's files. It is past the year 9999, and
leaves this journal more later times than it can ever use."""
_PLAIN_TIMES = 10**13
"""Times below it (until the year 2286) have 13 digits; later ones begin with a mark that sorts after every digit."""
_TIMES = re.compile(r"([0-9]{13})-|~([0-9]{16})-")

Document = dict[str, Any]

Verb = Literal[
    "add", "edit", "delete", "restore", "import", "restore-backup", "undo",
    "rate", "reach", "achieve", "pause", "resume", "drop",
    "done", "rest", "end",
    "climb", "evidence", "visit", "revise", "retire", "resolve", "recall", "skip",
    "share", "feedback", "keep",
]  # fmt: skip
"""The words of the change log for what a person did; they are stored, so a word stays as it is.

A log of a newer version may have others, which is why a `Change` that is read may have any.
"""


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change of one record; a line of the change log."""

    time: int = 0
    """Logical time in milliseconds: later than every change this journal held when it was made."""
    device: str = ""
    at: dt.datetime
    """The moment it was made."""
    act: str
    """Changes of the same act are undone together."""
    verb: str
    """What the person did: a `Verb`, or a word of a newer version."""
    table: str
    record: str
    made: bool = False
    """Whether it made the record."""
    set: dict[str, Any]
    was: dict[str, Any] = {}
    """What the set fields held before."""
    over: dict[str, list[str]] = {}
    """For each text field that an edit sets, the stamps of the versions it replaces: one, that of the version that was
    edited, or none if that is not known."""
    undoes: str = ""
    """The act it takes back."""
    more: int = 0
    """How many changes follow that were written with it: either all of them count, or none."""

    @property
    def stamp(self) -> str:
        """Logical time and device as text that sorts."""
        time = f"{self.time:013d}" if self.time < _PLAIN_TIMES else f"~{self.time:016d}"
        return f"{time}-{self.device}"


def is_lacking(last_folded: str, known: int, changes: Iterable[Change]) -> bool:
    """Whether a journal lacks the last change of its history, whose stamp is `last_folded` (empty without a history).

    `known` is the latest logical time that its file holds, in whatever order its changes came; `changes` are its log.
    """
    return time_of(last_folded) > known and all(change.stamp != last_folded for change in changes)


def fold(document: Document | None, change: Change) -> Document:
    """The document after the change; the given one is left as it is."""
    stamp = change.stamp
    if document is None:
        return {**without_stamps(change.set), STAMP: stamp}
    stamps = stamps_of(document)
    taken = {name: value for name, value in without_stamps(change.set).items() if stamp > stamps.get(name, "")}
    if not taken:
        return document
    stamps.update(dict.fromkeys(taken, stamp))
    # The earliest stamp stands for most fields: one form, whatever the order of the changes.
    base = min(stamps.values())
    rest = {name: one for name, one in stamps.items() if one != base}
    result = {**without_stamps(document), **taken, STAMP: base}
    if rest:
        result[STAMPS] = rest
    return result


def stamps_of(document: Mapping[str, Any]) -> dict[str, str]:
    """The stamp of the change that set each field; "" if the stamps are damaged, so that any change is later."""
    base, rest = document.get(STAMP, ""), document.get(STAMPS, {})
    if not have_stamps(document):
        base, rest = "", {}
    return {name: rest.get(name, base) for name in document if name not in INTERNAL}


def have_stamps(document: Mapping[str, Any], before: int = LARGEST) -> bool:
    """Whether the stamps of a document are intact, and all their times earlier than `before`."""
    base, rest = document.get(STAMP, ""), document.get(STAMPS, {})
    return isinstance(rest, dict) and all(
        one == "" or (isinstance(one, str) and 0 <= time_of(one) < before) for one in (base, *rest.values())
    )


def time_of(stamp: str) -> int:
    """The logical time of a stamp: 0 for an empty one, -1 for text that is not a stamp."""
    found = _TIMES.match(stamp)
    return int(found[1] or found[2]) if found else -1 if stamp else 0


def latest_time(document: Mapping[str, Any], names: Iterable[str]) -> int:
    """The latest logical time at which one of these fields of a document was set; 0 if none was."""
    stamps = stamps_of(document)
    return max((time_of(stamps.get(name, "")) for name in names), default=0)


def without_stamps(document: Mapping[str, Any]) -> Document:
    """The document's own fields."""
    return {name: value for name, value in document.items() if name not in INTERNAL}


def made(record: Record, extras: Mapping[str, Any] = {}, *, at: dt.datetime, act: str, verb: Verb) -> Change:
    """The change that makes a record; `extras` are fields that this version does not know.

    Raises MasteryError for a record that could not be read back.
    """
    fields = {**extras, **_readable_fields(record)}
    return Change(at=at, act=act, verb=verb, table=record.table, record=record.id, made=True, set=fields)


def edited(old: Record, new: Record, *, at: dt.datetime, act: str, verb: Verb) -> Change | None:
    """The change from one state of a record to another; None when nothing differs.

    Raises MasteryError for a record that could not be read back.
    """
    return edited_fields(old.table, to_fields(old), _readable_fields(new), at=at, act=act, verb=verb)


def _readable_fields(record: Record) -> dict[str, Any]:
    """The record as plain JSON values from which it can be read."""
    fields = to_fields(record)
    from_fields(type(record), fields)
    return fields


def edited_fields(
    table: str, before: Document, after: Document, *, at: dt.datetime, act: str, verb: Verb
) -> Change | None:
    """The change from one set of plain fields to another; None when nothing differs."""
    names = [name for name in after if name not in before or before[name] != after[name]]
    if not names:
        return None
    return Change(
        at=at,
        act=act,
        verb=verb,
        table=table,
        record=after["id"],
        set={name: after[name] for name in names},
        was={name: before[name] for name in names if name in before},
    )


def on_present(
    edit: Change, document: Document, texts: Collection[str], newest_first: Callable[[], Iterable[Change]]
) -> Change | None:
    """An edit as a change of the present document, which may be later than the version that was edited.

    `was` becomes what the document holds, so undo goes back to that. `over` gets, for each set field of `texts`, the
    stamp of the version that was edited; if the document no longer holds it, it is looked for in `newest_first`, all
    changes. None if another edit has already set all fields to the same values.
    """
    was = {name: document.get(name, value) for name, value in edit.was.items()}
    done = {name for name, value in was.items() if value == edit.set[name] != edit.was[name]}
    left = {name: value for name, value in edit.set.items() if name not in done}
    if not left:
        return None
    stamps = stamps_of(document)
    over: dict[str, list[str]] = {}
    for name in filter(texts.__contains__, left):
        stamp = ""
        if name in document:
            is_edited = document[name] == edit.was.get(name)
            stamp = stamps[name] if is_edited else _stamp_of_version(edit, name, newest_first())
        over[name] = [stamp] if stamp else []
    was = {name: value for name, value in was.items() if name in left}
    return msgspec.structs.replace(edit, set=left, was=was, over=over)


def _stamp_of_version(edit: Change, name: str, newest_first: Iterable[Change]) -> str:
    """The stamp of the last change that set a field to the value that was edited; empty if there is none."""
    mine = (one for one in newest_first if (one.table, one.record) == (edit.table, edit.record))
    return next((one.stamp for one in mine if name in one.set and one.set[name] == edit.was.get(name)), "")


def going_back(
    table: str, present: Mapping[str, Document], then: Mapping[str, Document], *, at: dt.datetime, act: str
) -> list[Change]:
    """The changes that bring a table back to what it was `then`; what was made since goes to the trash.

    Both are documents without stamps, by document id. Those that only trash have the verb "delete".
    """
    result: list[Change | None] = []
    for key, fields in then.items():
        before = present.get(key, {})
        change = edited_fields(table, before, fields, at=at, act=act, verb="restore-backup")
        if change is not None and not before:
            change = msgspec.structs.replace(change, made=True)
        result.append(change)
    for key in present.keys() - then.keys():
        if present[key].get("deleted") is None:
            gone = {**present[key], "deleted": at.isoformat(), "deleted_by": ""}
            result.append(edited_fields(table, present[key], gone, at=at, act=act, verb="delete"))
    return [change for change in result if change is not None]


def undone(changes: Iterable[Change], documents: Mapping[str, Document], *, at: dt.datetime, act: str) -> list[Change]:
    """The changes that take an act back.

    What the act made goes to the trash; a field that still holds what the act set gets its earlier
    value. `documents` gives the present document of each record id.
    """
    result = []
    for change in changes:
        document = documents[change.record]
        if change.made:
            back: Document = {"deleted": at.isoformat(), "deleted_by": "undo"}
        else:
            back = {name: value for name, value in change.was.items() if document.get(name) == change.set.get(name)}
        before = {name: document.get(name) for name in back}
        if back and before != back:
            result.append(
                Change(
                    at=at,
                    act=act,
                    verb="undo",
                    table=change.table,
                    record=change.record,
                    set=back,
                    was=before,
                    undoes=change.act,
                )
            )
    return result


def last_act(newest_first: Iterable[Change]) -> list[Change]:
    """The changes of the last act that was neither taken back nor is itself a taking back; empty when there is none."""
    taken_back: set[str] = set()
    found: list[Change] = []
    for change in newest_first:
        if found and change.act != found[0].act:
            break
        if change.undoes:
            taken_back.add(change.undoes)
        elif change.act not in taken_back:
            found.append(change)
    return found
