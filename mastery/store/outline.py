"""The outline of a journal on disk: what a shell prompt and the completion of names know without reading the journal.

`status.json` is written when the journal is folded, and names the log that continues it: with the changes of that log
it is complete. It can be deleted at any time; the next reader writes it again.
"""

import contextlib
import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec

from mastery.core.base.clock import moved
from mastery.core.base.errors import MasteryError
from mastery.core.today.outline import KNOWN, WINDOW, Outline
from mastery.host.files import read_bytes, sweep, write_atomic
from mastery.store.lock import locked

if TYPE_CHECKING:
    from mastery.store.folder import Folder
    from mastery.store.journal import Journal
    from mastery.store.storage import JournalStorage

NAME = "status.json"

LARGEST_LOG = 1 << 20
"""Bytes of a log beyond which it is not read for a prompt: about a thousand entries since the last fold."""


class Beginning(msgspec.Struct, frozen=True):
    """Which log an outline belongs to."""

    journal: str = ""
    generation: int = 1
    after: str = ""
    """Stamp of the last change before the log."""


class Stored(msgspec.Struct, frozen=True):
    """The contents of `status.json`."""

    beginning: Beginning
    outline: Outline
    form: int = 1
    """The version of its fields; a file of another version is replaced."""


class _Head(msgspec.Struct, frozen=True):
    """The fields that tell whether it is current."""

    beginning: Beginning
    form: int = 1


def read_outline(folder: "Folder") -> Outline | None:
    """The outline of a journal as it is now, without reading the journal; None if it is not known.

    Raises MasteryError for a log that is damaged or of a newer schema, and for a journal that lacks folded changes.
    """
    with contextlib.suppress(OSError):
        if (loss := folder.loss()) is not None:
            raise loss
    for _ in range(3):  # the log may be folded between the two reads
        stored: Stored | None = _read(folder, Stored)
        try:
            if folder.log.path.stat().st_size > LARGEST_LOG:
                return None
            part = folder.log.read()
        except FileNotFoundError:
            return None if folder.json.exists() else Outline(day=dt.date.min)
        except OSError:
            return None
        head = part.header
        outline: Outline | None = None
        if stored is not None and stored.beginning == Beginning(head.journal, head.generation, head.after):
            outline = stored.outline
        elif head.generation == 1 and not head.after and not folder.json.exists():
            outline = Outline(day=dt.date.min)
        if outline is not None:
            outline.take(part.changes)
            return outline
    return None


def _read(folder: "Folder", kind: type[Any]) -> Any:
    """The contents of `status.json`; None if it is missing, or cannot be read."""
    with contextlib.suppress(MasteryError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        found = msgspec.json.decode(read_bytes(folder.path / NAME), type=kind)
        return found if found.form == 1 else None
    return None


def save_outline(journal: "Journal", folder: "Folder", storage: "JournalStorage") -> None:
    """Saves the outline of a journal that was just folded, unless the one on disk belongs to this log already.

    If it cannot be written, a prompt shows that the status is unknown.
    """
    head = storage.header
    if head is None or head.after != storage.last:
        return
    beginning = Beginning(head.journal, head.generation, head.after)
    known = _read(folder, _Head)
    if known is not None and known.beginning == beginning:
        return
    with contextlib.suppress(OSError, MasteryError):
        data = msgspec.json.encode(Stored(beginning, outline_of(journal, storage)))
        with locked(folder.lock):
            sweep(folder.path, NAME)
            write_atomic(folder.path / NAME, data, durable=False)


class _CheckIn(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """The fields of a check-in that an outline has; there are too many check-ins to decode every field."""

    id: str
    practice: str
    day: dt.date
    minutes: int = 0
    late: bool = False
    deleted: str | None = None


class _Tagged(msgspec.Struct, frozen=True, gc=False):
    """The fields of an entry that are needed for its tags."""

    tags: tuple[str, ...] = ()
    deleted: str | None = None


def outline_of(journal: "Journal", storage: "JournalStorage") -> Outline:
    """The outline of a journal as it is in memory."""
    from mastery.core.sharing.sent import Summary, to_ask_about

    day, places = journal.today(), journal.entries().places
    since = moved(day, -WINDOW)
    recent = places[bisect_left(places, since, key=attrgetter("day")) :]
    tables: dict[str, dict[str, dict[str, Any]]] = {
        "entries": {one.id: {"day": str(one.day)} for one in recent},
        "checkins": {
            one.id: msgspec.to_builtins(one)
            for one in _decoded(storage, "checkins", _CheckIn)
            if one.day >= since and one.deleted is None
        },
        "summaries": {
            one.id: {"mentor": one.mentor, "name": one.name, "day": str(one.day), "state": one.state}
            for one in to_ask_about(journal.records(Summary), day)
        },
    }
    for table in KNOWN.keys() - tables.keys():
        tables[table] = {
            str(one["id"]): {name: one[name] for name in KNOWN[table] if name in one}
            for one in _decoded(storage, table, dict)
            if isinstance(one.get("id"), str) and not one.get("deleted") and not one.get("outcome")
        }
    tags = {tag for one in _decoded(storage, "entries", _Tagged) if one.deleted is None for tag in one.tags}
    run, gap = _streak(journal)
    has_older = len(recent) < len(places)
    return Outline(day=day, since=since, has_older=has_older, run=run, gap=gap, tables=tables, tags=sorted(tags))


def _streak(journal: "Journal") -> tuple[dt.date | None, dt.date | None]:
    """The first day of the current journaling streak, and the last day that was missed.

    Computed even if journaling is switched off: the setting may change while the file stays.
    """
    from mastery.core.practices.practice import Journaling, Rest

    places = journal.entries().places
    if not places:
        return None, None
    found = Journaling(places, journal.records(Rest), journal.now()).streak
    return (found.current.since if found.current else None), (found.broken.until if found.broken else None)


def _decoded(storage: "JournalStorage", table: str, kind: type[Any]) -> Iterator[Any]:
    """The documents of a table as a kind of struct; those that cannot be read are skipped, as everywhere."""
    decode = msgspec.json.Decoder(kind).decode
    for raw in storage.raw(table):
        with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            yield decode(raw)
