"""The journal: its records, read and changed, and what else is in its folder.

It is longer than other modules because all reading and changing goes through this one object; each part is implemented
elsewhere, and what a person does is in `mastery.verbs`.
"""

import contextlib
import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from itertools import dropwhile, takewhile
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

import msgspec

from mastery.core.base import changes as rules
from mastery.core.base.changes import Change, Document, Verb
from mastery.core.base.clock import Clock, Now
from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import SHORT, all_ids, matching, new_id, to_int
from mastery.core.base.records import Entry, R, Record, from_fields, text_fields, title_of
from mastery.host.files import MOST_OF_OWN, file_errors, read_bytes
from mastery.store.documents import Documents
from mastery.store.drafts import Drafts, SavedDraft, draft_entry_id, draft_key, page_key
from mastery.store.folder import Folder
from mastery.store.lock import locked
from mastery.store.log import OlderSchema
from mastery.store.typed import Forms, SavedForm, Unsaved

if TYPE_CHECKING:
    from mastery.core.goals.goal import Session
    from mastery.core.practices.practice import TrackedPractice
    from mastery.core.practices.timer import Timer
    from mastery.core.thinking.model import Model, Standing
    from mastery.core.today.outline import Outline
    from mastery.core.upkeep.importing import Imported
    from mastery.core.writing.entries import Entries
    from mastery.store.index import EntryIndex
    from mastery.store.storage import JournalDB, JournalStorage

T = TypeVar("T")

DAY_STARTS_AT = dt.time(4)

_TITLE = 60
"""Letters of a title in a message."""


class Restored(NamedTuple):
    """What restoring a backup did: records set to what they were then, and later ones moved to the trash."""

    restored: int
    trashed: int
    damaged: int = 0
    """Records that cannot be read in the backup; they stay as they are now."""


class Journal:
    """One journal. Adding never reads it; everything else reads it once, and `close` then folds it.

    Every change is durable when its method returns. What a person can cause raises MasteryError.
    """

    def __init__(
        self,
        path: Path,
        *,
        clock: Clock,
        day_starts_at: dt.time = DAY_STARTS_AT,
        name: str = "default",
        journaling: bool = True,
        device: str = "",
    ) -> None:
        """`journaling` says whether writing every day is a practice; `device` is what changes call this machine, its
        own name unless given."""
        self.path = path
        self.clock = clock
        self.day_starts_at = day_starts_at
        self.name = name
        self.journaling = journaling
        self.revision = 0
        """Rises whenever a record in memory changed."""
        self.listeners: list[Callable[[], None]] = []
        """Called whenever records in memory changed, here or elsewhere, before the method that noticed returns."""
        self._folder = Folder(path, clock, device)
        self._drafts = Drafts(self._folder.drafts)
        self._forms = Forms(self._folder.drafts)
        self._db: JournalDB | None = None
        self._others: dict[str, list[Any]] = {}
        """Living records by table, for the tables read so far; for entries their sessions."""
        self._practices: tuple[dt.date, int, list[TrackedPractice]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Folds what was read. If that fails (read-only, disk full), the log simply stays as it is."""
        if self._db is None:
            return
        from mastery.store.backups import daily_backup
        from mastery.store.outline import save_outline

        try:
            self._drafts.sweep()
            self.refresh()
            last = self._storage.last
            self._storage.fold(lambda data: daily_backup(self._folder, data))
            if self._storage.last == last:  # otherwise another process has just written: the next reader does it
                save_outline(self, self._folder, self._storage)
        except (OSError, MasteryError):
            return  # nothing is lost: the log holds it, and the next reader folds

    def now(self) -> Now:
        """The moment and the journal day it counts for."""
        return Now(self.clock, self.day_starts_at)

    def today(self) -> dt.date:
        """The journal day now."""
        return self.now().day

    def outline(self) -> "Outline | None":
        """What a shell prompt needs to know, without reading the journal; None if that is not known."""
        from mastery.store.outline import read_outline

        return read_outline(self._folder)

    def loss(self) -> str | None:
        """What to tell a person who saves without reading the journal: that part of it is missing; else None."""
        try:
            found = self._folder.loss()
        except (OSError, MasteryError):
            return None  # whoever reads the journal is told
        return str(found) if found else None

    # Reading

    def entries(self) -> "Entries":
        """The living entries by journal day and moment, the oldest first."""
        self._open()
        return self._entries.entries()

    def trash(self) -> list[Entry]:
        """The entries in the trash, the last deleted first."""
        self._open()
        return self._entries.trash()

    def get(self, kind: type[R], record_id: str) -> R | None:
        """The record with an id, in the trash or not; None if there is none, or the text is not an id.

        Raises MasteryError for a record that cannot be read.
        """
        document = self._document(kind.table, record_id)
        return from_fields(kind, document) if document else None

    def records(self, kind: type[R]) -> list[R]:
        """The living records of a kind other than entries, by id; one that cannot be read is skipped."""
        if kind.table not in self._others:
            self._open()
            living = [one for one in self._decoded(kind.table, kind) if one.deleted is None]
            self._others[kind.table] = sorted(living, key=attrgetter("id"))
        return self._others[kind.table]

    def sessions(self, since: dt.date | None = None) -> "list[Session]":
        """The fields that statistics need, of the living entries that have any.

        With a day, no entries from before it are read.
        """
        from mastery.core.goals.goal import Session

        if Entry.table not in self._others:
            self._open()
            try:
                if since is not None:
                    return _counting(self._structs(self._entries.raw_since(since), Session))
                self._others[Entry.table] = _counting(self._decoded(Entry.table, Session))
            except MasteryError:
                return []  # another program is writing into the file: `refresh` reports it, or reads it again
        return self._others[Entry.table]

    def models(self) -> "list[tuple[Model, Standing]]":
        """The mental models and where they stand, as they are listed."""
        from mastery.core.thinking.model import Evidence, Model, Visit, standings
        from mastery.core.thinking.prediction import Prediction

        parts = self.records(Visit), self.records(Evidence), self.records(Prediction)
        return standings(self.records(Model), *parts)

    def practices(self) -> "list[TrackedPractice]":
        """The living practices with their streaks: journaling first, the others in the order they were made."""
        self._open()
        now = self.now()
        if self._practices is None or self._practices[:2] != (now.day, self.revision):
            self._practices = (now.day, self.revision, self._all_practices(now))
        return self._practices[2]

    def _all_practices(self, now: Now) -> "list[TrackedPractice]":
        from mastery.core.practices.practice import (
            CheckIn,
            Done,
            Journaling,
            Practice,
            Rest,
            TrackedPractice,
            is_readable,
        )

        rests = self.records(Rest)
        done: dict[str, list[Done]] = {}
        for one in self._decoded(CheckIn.table, Done):
            if one.deleted is None:
                done.setdefault(one.practice, []).append(one)
        found = [
            TrackedPractice(one, done.get(one.id, []), rests, now.day)
            for one in self.records(Practice)
            if is_readable(one)
        ]
        if self.journaling and self._entries.living:
            found.insert(0, Journaling(self._entries.living.copy(), rests, now))
        return found

    def _decoded(self, table: str, kind: type[T]) -> list[T]:
        """Every document of a table as a kind of struct."""
        return self._structs(self._storage.raw(table), kind)

    def _structs(self, raws: Collection[msgspec.Raw], kind: type[T]) -> list[T]:
        """Documents as a kind of struct; those that cannot be read are skipped, as `mastery doctor` names them."""
        decode = msgspec.json.Decoder(kind).decode
        try:
            return list(map(decode, raws))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            found = []
            for raw in raws:
                with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                    found.append(decode(raw))
            return found

    def find(self, ref: str, *, trash: bool = False) -> Entry:
        """The entry of a short form, a whole id, or "last"; with `trash`, among those in the trash.

        Raises MasteryError if none or several match.
        """
        from mastery.core.writing.entries import places

        among = self.trash() if trash else self.entries()
        place = "trash" if trash else "journal"
        if ref == "last" and among:
            return among[0] if trash else among[-1]
        standing = places(among)
        found = set(matching(ref, [place.id for place in standing]))
        fits = [among[index] for index, place in enumerate(standing) if place.id in found]
        if len(fits) == 1:
            return fits[0]
        if not fits:
            hint = "`mastery list --trash`" if trash else "`mastery list`"
            raise MasteryError(f"No entry {ref!r} in the {place}; {hint} shows what there is.")
        some = ", ".join(f"{self.short(entry.id)} ({entry.day})" for entry in fits[:5])
        raise MasteryError(f"{ref!r} fits {len(fits)} entries: {some}. Type more of it.")

    def short(self, record_id: str) -> str:
        """The form of an id that people see; unique in the journal once it was read."""
        if self._db is None:
            return record_id[-SHORT:]
        return self._entries.short(record_id)

    def documents(self, table: str) -> list[Document]:
        """Every record of a table as plain fields, including unknown ones and the trash; by id."""
        found = self._open().table(table).all()
        return sorted((rules.without_stamps(one) for one in found), key=lambda one: str(one.get("id")))

    def history(self, record_id: str) -> list[Change]:
        """The changes of a record, the oldest first."""
        self._open()
        mine = {change.stamp: change for change in self._storage.newest_first() if change.record == record_id}
        return [mine[stamp] for stamp in sorted(mine)]

    # Changing

    def add(self, *records: Record, verb: Verb = "add") -> None:
        """Adds records. The journal is not read for it."""
        self.act(verb, made=records)

    def change(self, old: R, new: R) -> None:
        """Sets the fields in which the record differs from before. Raises MasteryError for one that cannot be read."""
        self.act("edit", edited=[(old, new)])

    def act(
        self,
        verb: Verb,
        *,
        made: Sequence[Record] = (),
        edited: Sequence[tuple[Record, Record]] = (),
        continues: str = "",
    ) -> str:
        """Sets the fields in which records differ from before, and adds others, as one act that is undone as one.

        An edit may have begun on an earlier version: only what differs between its two records is set, and what others
        set meanwhile stays. `continues` is the act that it continues, if any. Only edited records are read for it.
        Returns the act. Raises MasteryError for a record that cannot be read.
        """
        if edited:
            self.refresh()  # the edit applies to what others have saved by now
        for old, _ in edited:
            self.get(type(old), old.id)
        for record in [*made, *(new for old, new in edited if new.has_own_name and self._takes_a_name(old, new))]:
            if record.has_own_name:
                self.check_name(type(record), title_of(record), but=record.id)
        now, act = self._act()
        act = continues or act
        changes = [rules.edited(old, new, at=now, act=act, verb=verb) for old, new in edited]
        fresh = [rules.made(record, at=now, act=act, verb=verb) for record in made]
        texts = {old.table: text_fields(type(old)) for old, _ in edited}
        self._commit([*(change for change in changes if change), *fresh], texts)
        return act

    def check_name(self, kind: type[Record], title: str, *, but: str = "") -> None:
        """Raises BadInput if another record of the kind, not ended and not `but`, has this title."""
        from mastery.core.base.names import check_free

        today = self.today()
        others = [title_of(one) for one in self.records(kind) if one.id != but and not one.is_over(today)]
        check_free(title, others, kind.noun)

    def _takes_a_name(self, old: Record, new: Record) -> bool:
        """Whether an edit renames a record, or reopens one that had ended."""
        today = self.today()
        return title_of(old) != title_of(new) or (old.is_over(today) and not new.is_over(today))

    def delete(self, *records: Record) -> None:
        """Moves records to the trash."""
        self._change_all(records, "delete", deleted=self.clock.now(), deleted_by="")

    def restore(self, *records: Record) -> None:
        """Brings records back from the trash."""
        self._change_all(records, "restore", deleted=None, deleted_by="")

    def undo(self) -> str:
        """Undoes the last act that is not undone yet; returns a message about it.

        Raises MasteryError if there is none.
        """
        from mastery.core.upkeep.kinds import TEXTS
        from mastery.core.upkeep.undoing import nothing_left, undone_text

        self._open()
        last = rules.last_act(self._storage.newest_first())
        if not last:
            raise MasteryError("There is nothing to undo.")
        documents = {change.record: self._document(change.table, change.record) for change in last}
        now, act = self._act()
        self._commit(rules.undone(last, documents, at=now, act=act) or [nothing_left(last[0], at=now, act=act)], TEXTS)
        return undone_text(last, self._name(last[-1].table, documents[last[-1].record]))

    def take_back(self, act: str) -> None:
        """Reverts an act that was begun and failed; undo then skips it."""
        from mastery.core.upkeep.kinds import TEXTS

        self._open()
        later = dropwhile(lambda change: change.act != act, self._storage.newest_first())
        steps = list(takewhile(lambda change: change.act == act, later))
        documents = {change.record: self._document(change.table, change.record) for change in steps}
        now, name = self._act()
        self._commit(rules.undone(steps, documents, at=now, act=name), TEXTS)

    def import_records(
        self,
        records: Sequence[Record],
        extras: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        attachments: Mapping[str, bytes] | None = None,
        progress: Callable[[int], None] | None = None,
        dry_run: bool = False,
    ) -> "Imported":
        """Adds the records that the journal does not have, as one act.

        A record is known by its id, an entry also by its minute and text, a check-in by its practice, day, minutes and
        note. What is in the trash stays there, unless undoing an import put it there. `extras` has, by id, fields of a
        newer version, which are stored as they are; `attachments` are files for the folder of that name, which stay
        when the import is undone. `progress` is called with the number of records looked at, before anything is
        written: if it raises, nothing is added. Nor is anything with `dry_run`.
        """
        from mastery.core.practices.practice import CheckIn
        from mastery.core.upkeep.importing import import_changes

        self._open()
        now, act = self._act()
        alike = [*self.entries(), *self.records(CheckIn)]
        changes, done = import_changes(records, self.get, alike, extras or {}, at=now, act=act, progress=progress)
        if not dry_run:
            self._folder.attach(attachments or {})
            self._commit(changes)
        return done

    def attachment(self, name: str) -> bytes | None:
        """A file that an import attached, by its name; None if there is none."""
        return self._folder.attachment(name)

    def refresh(self) -> bool:
        """Takes in what other processes wrote; returns whether anything changed."""
        self._open()
        return self._absorb(self._storage.refresh())

    # Drafts

    def new_draft_key(self, entry_id: str | None = None) -> str:
        """A name for a new draft, of a new entry or of the edit of one."""
        return draft_key(entry_id, new_id(self._folder.milliseconds()))

    def page_draft(self, record_id: str) -> tuple[str, bool]:
        """The name of the draft in which a record other than an entry is edited as a page, and whether one was left."""
        key = page_key(record_id)
        return key, self._drafts.path(key).exists()

    def draft_entry_id(self, key: str) -> str | None:
        """The id of the entry that a draft edits, None for a new entry's."""
        return draft_entry_id(key)

    def draft_path(self, key: str) -> Path:
        """The path of a draft."""
        return self._drafts.path(key)

    def save_draft(self, key: str, text: str) -> Path:
        """Writes what is being typed; it is not offered to others while this process lives."""
        self._prepare()
        return self._drafts.save(key, text)

    def read_draft(self, key: str) -> str:
        """The text of a draft, as an editor left it."""
        return self._drafts.read(key)

    def leave_draft(self, key: str) -> None:
        """Stops typing in a draft without dropping it: it is offered again."""
        self._drafts.leave(key)

    def drop_draft(self, key: str) -> None:
        """Removes a draft that was saved as an entry, or discarded."""
        self._drafts.drop(key)

    def drafts(self) -> list[SavedDraft]:
        """The drafts that nobody is typing in, the newest first."""
        return self._drafts.left()

    # Forms and the timer

    def save_form(self, name: str, typed: dict[str, str], before: dict[str, str] | None = None) -> None:
        """Writes what is being typed into a form: the touched fields, and their text before."""
        self._prepare()
        self._forms.save(name, Unsaved(typed, before or {}))

    def read_form(self, name: str) -> dict[str, str]:
        """What was typed into a form and not yet saved, by field; empty if nothing was."""
        return self._forms.read(name).typed

    def unsaved_form(self, name: str) -> Unsaved:
        """What was typed into a form and not yet saved, with the text of those fields before."""
        return self._forms.read(name)

    def left_forms(self, prefix: str) -> list[SavedForm]:
        """The unsaved forms whose names begin with `prefix`, the newest first."""
        return self._forms.left(prefix)

    def drop_form(self, name: str) -> None:
        """Removes what was typed into a form."""
        self._forms.drop(name)

    def timer(self) -> "Timer | None":
        """The timer that was started and not stopped, here or in another process."""
        from mastery.store.timers import read_timer

        return read_timer(self._folder.drafts)

    def set_timer(self, timer: "Timer | None") -> None:
        """Writes the timer down, or removes it."""
        from mastery.store.timers import write_timer

        self._prepare()
        write_timer(self._folder.drafts, timer)

    # Backups

    def backup(self) -> Path:
        """Makes a backup now and returns its path. Raises MasteryError if it cannot be written."""
        from mastery.store.backups import write_backup

        self._open()
        self._folder.prepare()
        with file_errors("folded", self.path):
            self._storage.fold()
            with locked(self._folder.lock):
                return write_backup(self._folder, read_bytes(self._folder.json, MOST_OF_OWN))

    def backups(self) -> list[Path]:
        """The backups, the newest first."""
        from mastery.store.backups import list_backups

        return list_backups(self._folder)

    def restore_backup(self, name: str | None = None) -> Restored:
        """Brings every record back to what it was in a backup, the newest unless named; later records go to the trash.

        It is one act, which undo takes back. A record that is damaged in the backup stays as it is now.
        """
        from mastery.core.upkeep.kinds import TEXTS
        from mastery.core.upkeep.salvage import is_sound
        from mastery.store.backups import find_backup
        from mastery.store.folder import decode_tables

        with file_errors("read", self._folder.backups):
            path = find_backup(self._folder, name)
            tables, _ = decode_tables(read_bytes(path, MOST_OF_OWN), path)
        db = self._open()
        now, act = self._act()
        changes: list[Change] = []
        damaged = 0
        for table in sorted({*tables, *db.tables()}):
            found = tables.get(table, {})
            then = {key: rules.without_stamps(one) for key, one in found.items() if is_sound(table, key, one)}
            spoiled = found.keys() - then.keys()
            damaged += len(spoiled)
            known = {str(one.doc_id): rules.without_stamps(one) for one in db.table(table).all()}
            present = {key: one for key, one in known.items() if key not in spoiled}
            changes += rules.going_back(table, present, then, at=now, act=act)
        self._commit(changes, TEXTS)
        trashed = sum(change.verb == "delete" for change in changes)
        return Restored(len(changes) - trashed, trashed, damaged)

    # Within

    @cached_property
    def _entries(self) -> "EntryIndex":
        """The entries; made at the first look, so that who only adds need not load it."""
        from mastery.store.index import EntryIndex

        return EntryIndex(lambda: self._storage.read().get(Entry.table, Documents()), self._folder.json)

    @property
    def _storage(self) -> "JournalStorage":
        from mastery.store.storage import JournalStorage

        storage = self._open().storage
        assert isinstance(storage, JournalStorage)
        return storage

    def _open(self) -> "JournalDB":
        if self._db is None:
            from mastery.store.storage import JournalDB, JournalStorage

            db = JournalDB(self._folder, storage=JournalStorage)
            db.storage.read()
            self._db = db
            try:
                self._read_entries()
            except MasteryError:
                self._db = None  # what cannot be read is not folded either
                raise
        return self._db

    def _prepare(self) -> None:
        """Makes the journal's folder for drafts; never makes a new journal in place of one that disappeared."""
        if self._db is None or not self._storage.is_gone:
            self._folder.prepare()

    def _act(self) -> tuple[dt.datetime, str]:
        """The moment, and the name of an act that begins now."""
        return self.clock.now(), new_id(self._folder.milliseconds())

    def _commit(self, changes: list[Change], texts: Mapping[str, Collection[str]] = {}) -> None:
        """Writes the changes. `texts` are the text fields, by table, of what they set in records that are there."""
        if not changes:
            return
        if self._db is None and all(change.made for change in changes):
            try:
                self._folder.append(changes)
                return
            except OlderSchema:
                self._open()
        self._open()
        self._absorb(self._storage.commit(changes, texts))

    def _change_all(self, records: Sequence[Record], verb: Verb, **fields: object) -> None:
        now, act = self._act()
        made = [
            rules.edited(record, msgspec.structs.replace(record, **fields), at=now, act=act, verb=verb)
            for record in records
        ]
        self._commit([change for change in made if change])

    def _document(self, table: str, record_id: str) -> Document:
        """The fields of a record; empty if there is none, as for a bad reference that another program wrote."""
        known = self._open().table(table)
        document = known.get(doc_id=to_int(record_id)) if all_ids([record_id]) else None
        return dict(document) if isinstance(document, dict) else {}

    def _name(self, table: str, document: Document) -> str:
        """What a message calls a record; one without a title goes by what it belongs to."""
        from mastery.core.upkeep.kinds import KIND_OF

        kind = KIND_OF.get(table, Record)
        if kind.owner:
            field, *tables = kind.owner
            for of in tables if document.get(field) else ():
                if owner := self._document(of, str(document[field])):
                    return self._name(of, owner)
            return "all practices"
        title = str(document.get(kind.title_field) or "untitled")
        title = title if len(title) <= _TITLE else f"{title[:_TITLE]}…"
        return f"“{title}” ({self.short(str(document.get('id')))})" if table == Entry.table else f"“{title}”"

    # What is in memory

    def _read_entries(self) -> None:
        self._others = {}
        self._entries.read_all()
        self.revision += 1

    def _absorb(self, changes: list[Change] | None) -> bool:
        """Brings what is in memory up to the changes just taken in (None: reads it all again) and tells the listeners.

        Returns whether anything changed.
        """
        if changes is not None and not changes:
            return False
        self._take_in(changes)
        for listener in self.listeners:
            listener()
        return True

    def _take_in(self, changes: list[Change] | None) -> None:
        touched = {change.record for change in changes or () if change.table == Entry.table}
        if changes is None or len(touched) > max(100, self._entries.count // 10):
            self._read_entries()
            return
        for change in changes:
            self._others.pop(change.table, None)
        for record_id in touched:
            self._entries.read_again(record_id)
        self.revision += 1


def _counting(found: "list[Session]") -> "list[Session]":
    return [one for one in found if one.deleted is None and (one.goals or one.minutes or one.models or one.mood)]
