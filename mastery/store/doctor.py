"""The doctor: examines a journal's folder, and brings a damaged one back to its last good state."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from mastery.core.changes import INTERNAL, Document, fold, stamps_of
from mastery.core.clock import Clock
from mastery.core.errors import MasteryError
from mastery.core.ids import new_id, to_int, to_text
from mastery.core.records import RECORDS, TABLES, from_fields
from mastery.store.backups import list_backups
from mastery.store.drafts import Drafts
from mastery.store.files import FILE_MODE, FOLDER_MODE, reason, told, write_atomic
from mastery.store.folder import KNOWN, Folder, Meta, decode_tables
from mastery.store.history import months
from mastery.store.lock import locked
from mastery.store.log import SCHEMA, Header, check_schema, decode_changes, decode_header
from mastery.store.migrate import Tables
from mastery.store.tables import encode_tables

Level = Literal["ok", "warn", "bad"]


class Finding(NamedTuple):
    """One thing the doctor says of a journal."""

    level: Level
    text: str


class _Files(NamedTuple):
    """What could be read of the journal's two files."""

    tables: Tables | None
    """None where journal.json is damaged."""
    meta: Meta | None
    header: Header | None
    log: bytes
    """The log behind its header."""


def examine(path: Path, clock: Clock) -> list[Finding]:
    """What is found in a journal's folder; nothing is changed.

    Raises MasteryError where it is no journal's folder, or of a newer schema.
    """
    folder = Folder(path, clock)
    if not path.exists():
        return [Finding("ok", f"There is no journal at {path} yet; the first entry makes it.")]
    with told("read", path):
        if not any((path / name).exists() for name in KNOWN):
            raise MasteryError(f"{path} holds no journal.")
        files = _read(folder)
        return [*_on_json(folder, files), *_on_log(folder, files), *_on_records(files), *_on_rest(folder)]


def mend(path: Path, clock: Clock) -> list[Finding]:
    """Mends what `examine` calls bad or worth a warning, keeping every damaged file beside its mended one.

    Returns what was done. Raises MasteryError where it cannot be.
    """
    folder = Folder(path, clock)
    before = examine(path, clock)
    done: list[Finding] = []
    if not path.exists():
        return before
    with told("mended", path), locked(folder.lock):
        for file, mode in _loose(folder):
            file.chmod(mode)
            done.append(Finding("ok", f"{file.relative_to(path.parent)} is now readable by you alone."))
        if any(finding.level == "bad" for finding in before):
            done += _salvage(folder)
    return done or [Finding("ok", "There was nothing to mend.")]


def _read(folder: Folder) -> _Files:
    tables: Tables | None = {}
    meta = header = None
    if folder.json.exists():
        data = folder.json.read_bytes()
        try:
            tables, meta = decode_tables(data, folder.json)
        except MasteryError:
            _refuse_newer(data, folder.json)
            tables = None
    log = folder.log.path.read_bytes() if folder.log.path.exists() else b""
    head, _, rest = log.partition(b"\n")
    header = decode_header(head)
    if header is not None:
        check_schema(header.schema, folder.path)
    elif log:
        rest = log  # the first line is no header; it may be a change
    if meta is None and tables == {} and header is not None and header.generation > 1:
        tables = None
    return _Files(tables, meta, header, rest)


def _refuse_newer(data: bytes, path: Path) -> None:
    found = re.search(rb'"schema":\s*(\d{1,6})\b', data[:4096])
    if found:
        check_schema(int(found[1]), path)


def _on_json(folder: Folder, files: _Files) -> Iterator[Finding]:
    if files.tables is None:
        state = "cannot be understood" if folder.json.exists() else "is missing"
        yield Finding("bad", f"journal.json {state}. `mastery doctor --mend` brings back the last good state.")
    elif files.meta is None:
        yield Finding("ok", "journal.json: not written yet, everything is in the log.")
    else:
        count = sum(map(len, files.tables.values()))
        yield Finding(
            "ok",
            f"journal.json: {count:,} records, schema {files.meta.schema}, folded {files.meta.generation - 1} times.",
        )


def _on_log(folder: Folder, files: _Files) -> Iterator[Finding]:
    if not folder.log.path.exists():
        yield Finding("warn", "journal.log is missing; the next entry makes a new one.")
        return
    if files.header is None:
        yield Finding(
            "bad",
            "journal.log has lost its first line. `mastery doctor --mend` takes its changes in and starts a new log.",
        )
    whole, _, torn = files.log.rpartition(b"\n")
    changes, bad = decode_changes(whole)
    yield Finding(
        "ok", f"journal.log: {len(changes):,} {'change' if len(changes) == 1 else 'changes'} since the last fold."
    )
    if bad and files.header is not None:
        yield Finding(
            "warn",
            f"journal.log: {len(bad)} lines cannot be read; they are passed over, and kept when the log is folded.",
        )
    if torn:
        yield Finding(
            "warn",
            "journal.log: the last line was cut off in the writing; it was never acknowledged.",
        )


def _on_records(files: _Files) -> Iterator[Finding]:
    kinds = {kind.table: kind for kind in RECORDS}
    for table, documents in (files.tables or {}).items():
        unread = []
        for key, document in documents.items():
            try:
                if table in kinds:
                    from_fields(kinds[table], document)
            except MasteryError:
                unread.append(key)
        if unread:
            yield Finding(
                "warn", f"{table}: {len(unread)} records lack what they need and are not shown; they stay in the file."
            )


def _on_rest(folder: Folder) -> Iterator[Finding]:
    for file, _ in _loose(folder):
        yield Finding(
            "warn", f"{file.relative_to(folder.path.parent)} can be read by others. `mastery doctor --mend` closes it."
        )
    for file in sorted(folder.path.iterdir()):
        if "conflict" in file.name.lower():
            yield Finding(
                "warn",
                f"{file.name}: a synchronising program left a second version; see what it holds before you delete it.",
            )
        elif ".damaged-" in file.name:
            yield Finding("ok", f"{file.name}: kept from an earlier mending; delete it when you miss nothing.")
    backups, drafts = list_backups(folder), Drafts(folder.drafts).left()
    yield Finding(
        "ok",
        f"backups: {len(backups)}"
        + (f", the newest {backups[0].stem}." if backups else "; the first is made when a journal is folded."),
    )
    bad = sum(len(decode_changes(file.read_bytes())[1]) for file in months(folder.history))
    if bad:
        yield Finding("warn", f"history: {bad} lines cannot be read; they are passed over.")
    if drafts:
        yield Finding("ok", f"drafts: {len(drafts)} left; the interface offers them.")


def _loose(folder: Folder) -> Iterator[tuple[Path, int]]:
    """Files and folders that others than the owner may read, and the mode they should have."""
    for file in [folder.path, *sorted(folder.path.rglob("*"))]:
        if file.is_symlink():
            continue
        mode = FOLDER_MODE if file.is_dir() else FILE_MODE
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield file, mode


def _salvage(folder: Folder) -> list[Finding]:
    """The last good state from everything that can still be read: folding is the same in any order, and twice."""
    files = _read(folder)
    tables: Tables = {name: dict(documents) for name, documents in (files.tables or {}).items()}
    done = []
    journal, generation, time = "", 1, 0
    for one in (files.meta, files.header):
        if one is not None:
            journal, generation, time = one.journal, max(generation, one.generation), max(time, one.time)
    if files.tables is None:
        done += _from_backup(folder, tables)
        if folder.json.exists():
            _merge(tables, _records_in(folder.json.read_bytes()))
    changes = [change for file in months(folder.history) for change in decode_changes(file.read_bytes())[0]]
    changes += decode_changes(files.log[: files.log.rfind(b"\n") + 1])[0]
    for change in sorted(changes, key=lambda one: one.stamp):
        table = tables.setdefault(change.table, {})
        key = str(to_int(change.record))
        table[key] = fold(table.get(key), change)
        time = max(time, change.time)
    last = max((change.stamp for change in changes), default="")
    journal = journal or new_id(folder.milliseconds())
    meta = Meta(schema=SCHEMA, journal=journal, generation=generation + 1, time=time, last_change=last)
    for file in (folder.json, folder.log.path):
        if file.exists():
            kept = file.with_name(f"{file.name}.damaged-{folder.clock.now():%Y-%m-%dT%H%M%S}")
            write_atomic(kept, file.read_bytes())
            done.append(Finding("ok", f"{kept.name} keeps {file.name} as it was found."))
    write_atomic(folder.json, encode_tables(tables, meta))
    folder.log.start(Header(journal=journal, generation=meta.generation, time=time, after=last))
    count = sum(map(len, tables.values()))
    done.append(Finding("ok", f"journal.json is whole again: {count:,} records."))
    return done


def _from_backup(folder: Folder, tables: Tables) -> list[Finding]:
    for path in list_backups(folder):
        try:
            _merge(tables, decode_tables(path.read_bytes(), path)[0])
        except MasteryError:
            continue
        except OSError as error:
            return [Finding("warn", f"backup {path.stem} cannot be read: {reason(error)}.")]
        return [Finding("ok", f"The backup of {path.stem} was read.")]
    return []


def _merge(tables: Tables, others: Tables) -> None:
    """Takes each record whose latest field is later than what is known of it."""
    for name, documents in others.items():
        mine = tables.setdefault(name, {})
        for key, document in documents.items():
            if key not in mine or _latest(document) > _latest(mine[key]):
                mine[key] = document


def _latest(document: Document) -> str:
    return max(stamps_of(document).values(), default="")


_TABLE_LINE = re.compile(rb'^"([a-z]+)": \{$')
_RECORD_LINE = re.compile(rb'^"(\d{1,39})": (\{.*\}),?$')


def _records_in(data: bytes) -> Tables:
    """The records of a damaged journal.json whose own line is whole."""
    tables: Tables = {}
    table = ""
    for line in data.split(b"\n"):
        if found := _TABLE_LINE.match(line):
            name = found[1].decode()
            table = name if name in TABLES else ""
        elif table and (found := _RECORD_LINE.match(line)):
            try:
                document = msgspec.json.decode(found[2], type=dict[str, object])
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                continue
            if _is_whole(found[1].decode(), document):
                tables.setdefault(table, {})[found[1].decode()] = document
    return tables


def _is_whole(key: str, document: Document) -> bool:
    """Whether a salvaged record is one: it has its own id and stamps that can be compared."""
    stamps = document.get(INTERNAL[0]), *(document.get(INTERNAL[1]) or {"": ""}).values()
    return (
        int(key) < 1 << 128 and document.get("id") == to_text(int(key)) and all(isinstance(one, str) for one in stamps)
    )
