"""The journal in memory as TinyDB tables: journal.json with the log folded into it, and folding back to disk."""

import datetime as dt
import gc
from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from itertools import chain
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from mastery.core.base import changes as rules
from mastery.core.base.changes import Change, Document
from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import new_id, to_int, to_text
from mastery.host.files import MOST_OF_OWN, exists, file_errors, make_folder, read_bytes, sweep, write_atomic
from mastery.store.documents import Documents
from mastery.store.folder import Folder, Meta, are_of_two
from mastery.store.history import last_folded, newest_first
from mastery.store.lines import EntryLines, read_tables
from mastery.store.lock import locked
from mastery.store.log import (
    SCHEMA,
    Header,
    OlderSchema,
    Part,
    append_lines,
    behind,
    damaged,
    decode_change,
    encode,
    lost,
    of_another,
)
from mastery.store.migrate import STEPS, migrate

Tables = dict[str, Documents]


class JournalStorage(Storage):
    """TinyDB's storage over a journal folder.

    `read` gives the tables as they are in memory, loaded once. Changes are appended to the log first, so memory never
    holds what the disk does not. TinyDB's own `write`, which would replace everything, is refused.
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.loaded = False
        self._tables: Tables = {}
        self._meta: Meta | None = None
        self._signature = (0, 0, 0)
        self._header: Header | None = None
        self._end = 0
        self._last = ""
        self._unfolded: list[Change] = []
        self._without_effect: set[str] = set()
        """Stamps of the changes since the last commit that set no field, because a later change had."""
        self._before: bytes | None = None
        """The journal as it was before it was migrated; saved as a backup when the migrated one is written."""

    def read(self) -> Tables:  # type: ignore[override]  # TinyDB asks of a table only what a Mapping can
        """The tables, by name and by document id; the caller must not change them."""
        if not self.loaded:
            self._load()
        return self._tables

    @property
    def header(self) -> Header | None:
        """The header of the log; None if there is none."""
        return self._header

    @property
    def last(self) -> str:
        """Stamp of the last change that memory holds."""
        return self._last

    def raw(self, table: str) -> Collection[msgspec.Raw]:
        """The JSON of a table's documents."""
        return self.read().get(table, Documents()).raw.values()

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Refused: the journal is written change by change."""
        raise MasteryError("The journal is written change by change; use a table's own insert, update and remove.")

    def unfolded(self) -> list[Change]:
        """The changes of the log that journal.json does not hold yet, in the order of the log."""
        self.read()
        return self._unfolded

    def newest_first(self) -> Iterator[Change]:
        """Every change, the newest first: of the log, then of the history, month by month."""
        seen = set()  # a fold that a crash cut off leaves lines in both places
        for change in chain(reversed(self.unfolded()), newest_first(self.folder.history)):
            if change.stamp not in seen:
                seen.add(change.stamp)
                yield change

    def commit(self, changes: list[Change], texts: Mapping[str, Collection[str]]) -> list[Change] | None:
        """Appends the changes durably, and reads the end of the log; returns what `refresh` does.

        `texts` are the text fields of the tables in which a change sets any.
        """
        self.read()
        if changes and self.is_gone:
            raise self._gone()  # appending would begin a new journal, without what is in this one
        after = self._latest_time(changes)
        changes = [standing for one in changes if (standing := self._on_present(one, texts)) is not None]
        if not changes:
            return []
        try:
            written = self.folder.append(changes, after)
        except OlderSchema:
            self.fold()
            written = self.folder.append(changes, after)
        self._without_effect.clear()
        taken = self.refresh()
        if not self._without_effect.isdisjoint(change.stamp for change in written):
            raise MasteryError(
                "Nothing was changed: another program has just saved a later change. Look at that, then try again."
            )
        return taken

    @property
    def is_gone(self) -> bool:
        """Whether the journal that was read is no longer there, as on a drive that was removed."""
        return self._header is not None and not self.folder.log.path.exists()

    def _latest_time(self, changes: list[Change]) -> int:
        """The latest logical time of the fields that the changes set: only a later change takes effect."""
        known = ((self._document(change), change) for change in changes)
        return max((rules.latest_time(document, one.set) for document, one in known if document), default=0)

    def _on_present(self, change: Change, texts: Mapping[str, Collection[str]]) -> Change | None:
        """The change as it is written: an edit is made on the document that memory holds. None if that has all of it
        already."""
        document = None if change.made else self._document(change)
        if document is None:
            return change
        return rules.on_present(change, document, texts.get(change.table, ()), self.newest_first)

    def _document(self, change: Change) -> Document | None:
        """What memory holds of the record that a change is about."""
        return self._tables.get(change.table, Documents()).get(str(to_int(change.record)))

    def refresh(self) -> list[Change] | None:
        """Takes in what this and other processes have written.

        Returns the changes taken in, or None if the whole journal was read again. Raises MasteryError if the journal
        that was read is no longer there.
        """
        self.read()
        log = self.folder.log
        try:
            signature = log.signature()
        except FileNotFoundError:
            if self._header is None:
                return []
            raise self._gone() from None
        if not self._is_as_read():
            self._load()
            return None
        if signature == self._signature:
            return []
        start = self._end if signature[0] == self._signature[0] and signature[1] >= self._end else 0
        part = log.read(start)
        known = self._header
        if known is None or (part.header.journal, part.header.generation) != (known.journal, known.generation):
            part = log.read() if start else part  # the system may give a new log the old one's number
            if part.header.after != self._last or (known is not None and part.header.journal != known.journal):
                self._load()
                return None
            self._unfolded = []
        self._signature = signature
        self._take(part)
        return part.changes

    def fold(self, backup: Callable[[bytes], None] | None = None) -> bool:
        """Writes the log into journal.json and starts a new one; False if there was nothing to fold.

        `backup` is called with the bytes written, still under the lock. Raises OSError or MasteryError, with
        nothing lost.
        """
        with locked(self.folder.lock):
            self.refresh()
            header = self._header
            if header is None:
                return False
            if self._before is not None:
                self._load()  # all that was written until now is of the older schema
                self._back_up_before_migration(self._before)
            elif not self._unfolded and self._meta is not None and header.schema == SCHEMA:
                return False
            time = max([header.time, *(change.time for change in self._unfolded)])
            fresh = Header(
                journal=header.journal, generation=header.generation + 1, time=time, after=self._last, schema=SCHEMA
            )
            encode(fresh)  # fails, before anything is written, if it could not be read back
            # 1. The lines go to the history: they are never thrown away.
            self._write_history()
            # 2. journal.json holds them. A crash before step 3 leaves lines that are in both, which folding
            #    again does not change.
            meta = Meta(
                schema=SCHEMA,
                journal=fresh.journal,
                generation=fresh.generation,
                time=time,
                last_change=self._last,
            )
            sweep(self.folder.path, "journal.*")
            data = encode_tables({name: documents.raw for name, documents in self._tables.items()}, meta)
            write_atomic(self.folder.json, data)
            # 3. A new log goes on from there.
            self.folder.log.start(fresh)
            self._meta, self._header, self._unfolded, self._before = meta, fresh, [], None
            self._signature = self.folder.log.signature()
            self._end = self._signature[1]
            if backup is not None:
                backup(data)
        return True

    def _is_as_read(self) -> bool:
        """Whether the open journal.json is unchanged: mastery replaces the file, other programs may write to it."""
        lying = [one.raw for one in self._tables.values() if isinstance(one.raw, EntryLines)]
        return all(one.is_unchanged() for one in lying)

    def _gone(self) -> MasteryError:
        return MasteryError(
            f"{self.folder.path} is gone: it was moved or deleted, or its drive is away. "
            "Nothing was written; bring it back and try again."
        )

    def _load(self) -> None:
        """Reads journal.json and the log. The log is opened first, and once more if it was folded meanwhile."""
        collecting = gc.isenabled()
        gc.disable()  # decoding makes many objects and no cycles: collecting takes a third of the time
        try:
            for _ in range(5):
                folded, signature, part, meta, tables = self._read_files()
                if part is None or meta is None or part.header.generation >= meta.generation - 1:
                    break
            if part is not None and meta is not None and part.header.generation > meta.generation:
                raise behind(self.folder.json)
            if part is not None and meta is not None and are_of_two(part.header, meta):
                raise of_another(self.folder.json)
            if rules.is_lacking(folded, meta.time if meta else 0, part.changes if part else ()):
                raise lost(self.folder.path)
            self._tables, self._meta, self._unfolded, self._before = tables, meta, [], None
            self._last = meta.last_change if meta else ""
            self._header, self._end, self._signature = None, 0, signature
            if part is not None:
                if meta is not None and part.header.generation < meta.generation:
                    part = part._replace(changes=_after(part.changes, meta.last_change))
                self._take(part)
                old = meta or Meta(schema=part.header.schema, journal=part.header.journal, generation=1)
                if old.schema < SCHEMA:
                    self._migrate(old)
            self.loaded = True
        finally:
            if collecting:
                gc.enable()

    def _read_files(self) -> tuple[str, tuple[int, int, int], Part | None, Meta | None, Tables]:
        folder = self.folder
        signature = (0, 0, 0)
        part: Part | None = None
        tables: Tables = {}
        meta: Meta | None = None
        with file_errors("read", folder.path):
            folded = last_folded(folder.history)  # read first: everything in it is by now in one of the two as well
            try:
                signature = folder.log.signature()
                part = folder.log.read()
            except FileNotFoundError:
                part = None
            if exists(folder.json):
                tables, meta = read_tables(folder.json)
            elif part is not None and part.header.generation > 1:
                raise damaged(folder.json)
        return folded, signature, part, meta, tables

    def _migrate(self, old: Meta) -> None:
        before = {name: dict(documents) for name, documents in self._tables.items()}
        self._before = encode_tables(before, old)
        self._tables = {}
        for name, documents in migrate(before, old.schema, SCHEMA, STEPS).items():
            self._tables[name] = Documents()
            self._tables[name].update(documents)

    def _back_up_before_migration(self, before: bytes) -> None:
        make_folder(self.folder.backups)
        write_atomic(self.folder.backups / f"before-schema-{SCHEMA}.json", before)

    def _take(self, part: Part) -> None:
        for change in part.changes:
            table = self._tables.setdefault(change.table, Documents())
            key = str(to_int(change.record))
            before = table.get(key)
            after = rules.fold(before, change)
            if after is before:
                self._without_effect.add(change.stamp)
            else:
                table[key] = after
        if part.changes:
            self._last = part.changes[-1].stamp
            self._unfolded = [*self._unfolded, *part.changes]
        self._header, self._end = part.header, part.end

    def _write_history(self) -> None:
        """Appends the log's lines to history/, by the month of their logical time (which a clock set back does not
        turn back)."""
        folder = self.folder
        months: dict[str, list[bytes]] = {}
        lines = [line for line in read_bytes(folder.log.path, MOST_OF_OWN).split(b"\n")[1:] if line.strip()]
        known = self._meta.last_change if self._meta else ""
        taken = {change.stamp for change in self._unfolded}
        changes = [decode_change(line) for line in lines]
        start = next((at + 1 for at, one in enumerate(changes) if one and one.stamp == known), 0)
        for line, change in zip(lines[start:], changes[start:], strict=True):
            name = f"{month_of(change)}.log" if change and change.stamp in taken else "unreadable.log"
            months.setdefault(name, []).append(line)
        make_folder(folder.history)
        for name, kept in months.items():
            append_lines(folder.history / name, b"\n".join(kept) + b"\n")


def _after(changes: list[Change], stamp: str) -> list[Change]:
    """The changes after the one with that stamp; all if it is not among them."""
    found = next((at + 1 for at, change in enumerate(changes) if change.stamp == stamp), 0)
    return changes[found:]


def month_of(change: Change) -> str:
    """The month of a change's logical time, "2026-11": which file of the history it goes to."""
    try:
        return f"{dt.datetime.fromtimestamp(change.time / 1000, dt.UTC):%Y-%m}"
    except (ValueError, OverflowError, OSError):
        return "9999-12"  # a time beyond the calendar comes after all others


def encode_tables(tables: Mapping[str, Mapping[str, object]], meta: Meta) -> bytes:
    """The bytes of journal.json: a standard TinyDB file, one record a line. A record is its fields, or its JSON."""
    encode = msgspec.json.Encoder().encode
    parts = [b'{"meta": {"1": ', encode(meta), b"}"]
    for name, documents in tables.items():
        parts += [b',\n"', name.encode(), b'": {\n']
        parts.append(b",\n".join(b'"%s": %s' % (key.encode(), encode(one)) for key, one in documents.items()))
        parts.append(b"\n}")
    parts.append(b"}\n")
    return b"".join(parts)


class RecordTable(Table):
    """TinyDB's table over the journal: it reads memory, and turns TinyDB's own updates into changes.

    An update costs what it changes, not what the table holds; removing moves a record to the trash.
    """

    def _get_next_id(self) -> int:
        return to_int(new_id(self._journal.folder.milliseconds()))

    @property
    def _journal(self) -> JournalStorage:
        storage = self._storage
        assert isinstance(storage, JournalStorage)
        return storage

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        from mastery.core.upkeep.kinds import TEXTS

        documents = self._journal.read().get(self._name, Documents())
        touched = _Touched(documents)
        updater(touched)  # type: ignore[arg-type]  # it does with a table only what a MutableMapping can
        now = self._journal.folder.clock.now()
        act = new_id(self._journal.folder.milliseconds())
        made = []
        for number, after in touched.after.items():
            identity = to_text(number)
            before = rules.without_stamps(documents.get(str(number), {}))
            if after is None:
                after = {**before, "deleted": now.isoformat(), "deleted_by": ""}
            change = rules.edited_fields(
                self._name,
                before,
                {**rules.without_stamps(after), "id": identity},
                at=now,
                act=act,
                verb="edit" if before else "add",
            )
            if change is not None:
                made.append(msgspec.structs.replace(change, made=not before))
        self._journal.commit(made, TEXTS)
        self.clear_cache()


class _Touched(MutableMapping[int, Any]):
    """A table as TinyDB's updaters see it; what they set or remove is noted in `after` (None: removed)."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.documents = documents
        self.after: dict[int, Document | None] = {}

    def __getitem__(self, number: int) -> Document:
        if number not in self.after:
            self.after[number] = self.documents[str(number)]
        found = self.after[number]
        if found is None:
            raise KeyError(number)
        return found

    def __setitem__(self, number: int, document: Mapping[str, Any]) -> None:
        self.after[number] = dict(document)

    def __delitem__(self, number: int) -> None:
        self.after[number] = None

    def __iter__(self) -> Iterator[int]:
        known = [int(key) for key in self.documents]
        fresh = [number for number in self.after if str(number) not in self.documents]
        return (number for number in known + fresh if self.after.get(number, ...) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class JournalDB(TinyDB):
    """TinyDB over a journal folder."""

    table_class = RecordTable
