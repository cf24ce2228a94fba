"""The doctor: reads whatever can be read of a journal's folder, and reports what is wrong with it."""

import os
import re
import shlex
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from mastery.core.base.changes import Change, is_lacking
from mastery.core.base.clock import Clock
from mastery.core.base.errors import MasteryError
from mastery.core.base.phrases import count
from mastery.core.upkeep.kinds import KIND_OF
from mastery.core.upkeep.salvage import (
    Tables,
    each,
    fold_in,
    is_changed,
    is_sound,
    takes,
    told_by,
)
from mastery.host.files import (
    FILE_MODE,
    FOLDER_MODE,
    MOST_OF_OWN,
    file_errors,
    is_temporary,
    read_bytes,
)
from mastery.store.backups import list_backups
from mastery.store.documents import Documents
from mastery.store.drafts import Drafts, Leftover
from mastery.store.folder import KNOWN, Folder, Meta, are_of_two, decode_tables, split_tables
from mastery.store.history import last_folded, months
from mastery.store.lock import held_path
from mastery.store.lockfile import holder_text
from mastery.store.log import (
    SCHEMA,
    Header,
    check_schema,
    decode_changes,
    decode_header,
)
from mastery.store.migrate import STEPS, migrate

Level = Literal["ok", "warn", "bad"]


class Finding(NamedTuple):
    """One finding about a journal."""

    level: Level
    text: str


class Files(NamedTuple):
    """What could be read of the journal's two files."""

    tables: Tables | None
    """None if journal.json is damaged."""
    meta: Meta | None
    header: Header | None
    doubled: int
    """Records with a field that occurs twice."""
    log: bytes
    """The log after its header."""
    changes: list[Change]
    """The changes not folded yet."""
    history: list[Change]
    """The folded changes."""
    is_lacking: bool
    """Whether the history has changes later than those in both files."""


def examine(path: Path, clock: Clock) -> list[Finding]:
    """The findings about a journal's folder; nothing is changed.

    Raises MasteryError if it is not a journal's folder, or of a newer schema.
    """
    folder = Folder(path, clock)
    if is_nothing(path):
        return [Finding("ok", f"There is no journal at {path} yet; the first entry makes it.")]
    with file_errors("read", path):
        if not any(os.path.lexists(path / name) for name in KNOWN):
            raise MasteryError(f"{path} holds no journal.")
        files = read(folder)
        return [
            *_on_places(folder),
            *_on_json(folder, files),
            *_on_log(folder, files),
            *_on_records(files),
            *_on_rest(folder),
        ]


def is_nothing(path: Path) -> bool:
    """Whether there is no folder, or an empty one: a program that was stopped may have come no further."""
    return not path.exists() or (path.is_dir() and not os.listdir(path))


def read(folder: Folder) -> Files:
    """Reads both files and the history as far as possible. Raises MasteryError if they are of a newer schema."""
    tables: Tables | None = {}
    meta = header = None
    doubled = 0
    if os.path.lexists(folder.json):
        data = bytes_of(folder.json) or b""
        try:
            tables, meta = decode_tables(data, folder.json)
            doubled = _doubled(tables, split_tables(data, folder.json)[0])
            tables = migrate(tables, meta.schema, SCHEMA, STEPS)
        except MasteryError:
            _refuse_newer(data, folder.json)
            tables = meta = None
    log = bytes_of(folder.log.path) or b""
    head, _, rest = log.partition(b"\n")
    header = decode_header(head)
    if header is not None:
        check_schema(header.schema, folder.path)
    elif log:
        rest = log  # the first line is not a header; it may be a change
    if meta is None and tables == {} and header is not None and header.generation > 1:
        tables = None
    history = [change for file in months(folder.history) for change in decode_changes(bytes_of(file) or b"")[0]]
    changes = decode_changes(rest)[0]
    lacking = is_lacking(last_folded(folder.history), meta.time if meta else 0, changes)
    if lacking and meta is None:
        tables = None
    return Files(
        tables=tables,
        meta=meta,
        header=header,
        doubled=doubled,
        log=rest,
        changes=changes,
        history=history,
        is_lacking=lacking,
    )


def _doubled(tables: Tables, written: Mapping[str, Documents]) -> int:
    """How many records are whole when the last of two fields counts, and are not read because of the first."""
    count = 0
    for name, key, document in each(tables):
        try:
            if name in KIND_OF and is_sound(name, key, document):
                msgspec.json.decode(written[name].raw[key], type=KIND_OF[name])
        except msgspec.ValidationError:
            count += 1
    return count


def bytes_of(path: Path) -> bytes | None:
    """The file's bytes; None if it is missing or not a file (a folder, a broken link)."""
    return read_bytes(path, MOST_OF_OWN) if path.is_file() else None


def _refuse_newer(data: bytes, path: Path) -> None:
    found = re.search(rb'"schema":\s*(\d{1,6})\b', data[:4096])
    if found:
        check_schema(int(found[1]), path)


def misplaced(folder: Folder) -> list[Path]:
    """Folders and the like where a file should be, and files where a folder should be."""
    files = [folder.json, folder.log.path, folder.lock, *months(folder.history), *list_backups(folder)]
    folders = [folder.history, folder.backups, folder.drafts]
    wrong = [file for file in files if not file.is_file()] + [one for one in folders if not one.is_dir()]
    return [one for one in wrong if os.path.lexists(one)]


def _on_places(folder: Folder) -> Iterator[Finding]:
    for one in misplaced(folder):
        wanted = "folder" if one in (folder.history, folder.backups, folder.drafts) else "file"
        yield Finding("bad", f"{one.relative_to(folder.path)} is no {wanted}. `mastery doctor --mend` puts it aside.")


def _on_json(folder: Folder, files: Files) -> Iterator[Finding]:
    if files.tables is None:
        state = "cannot be understood" if folder.json.exists() else "is missing"
        yield Finding("bad", f"journal.json {state}. `mastery doctor --mend` brings back the last good state.")
    elif files.meta is not None and files.header is not None and files.header.generation > files.meta.generation:
        yield Finding("bad", "journal.json is older than journal.log. `mastery doctor --mend` adds what it lacks.")
    elif files.meta is not None and files.header is not None and are_of_two(files.header, files.meta):
        yield Finding(
            "bad",
            "journal.json and journal.log belong to two different journals. Move the one that does not belong here out "
            "of the folder before you run `mastery doctor --mend`, which would merge both.",
        )
    elif files.is_lacking:
        yield Finding("bad", "journal.json is older than the history. `mastery doctor --mend` adds what is missing.")
    elif files.meta is None and files.header is None and list_backups(folder):
        yield Finding(
            "warn",
            "journal.json, journal.log and the history are missing, but there are backups. "
            "To go back to the newest: `mastery restore-backup`.",
        )
    elif files.meta is None:
        yield Finding("ok", "journal.json: not written yet, everything is in the log.")
    else:
        count = sum(map(len, files.tables.values()))
        yield Finding(
            "ok",
            f"journal.json: {count:,} records, schema {files.meta.schema}, folded {files.meta.generation - 1} times.",
        )


def _on_log(folder: Folder, files: Files) -> Iterator[Finding]:
    if not os.path.lexists(folder.log.path):
        yield Finding(
            "warn",
            "journal.log is missing. Only it had what was written since the last fold. The next entry makes a new one.",
        )
        return
    if files.header is None:
        yield Finding(
            "bad",
            "journal.log has lost its first line. `mastery doctor --mend` takes its changes in and starts a new log.",
        )
    whole, _, torn = files.log.rpartition(b"\n")
    changes, bad = decode_changes(whole)
    yield Finding("ok", f"journal.log: {count(len(changes), 'change')} since the last fold.")
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


def _on_records(files: Files) -> Iterator[Finding]:
    if files.tables is None:
        return
    if files.doubled:
        yield Finding("warn", f"{files.doubled} records have a field twice. `mastery doctor --mend` writes them anew.")
    told, present = told_by(files.history), {name: dict(documents) for name, documents in files.tables.items()}
    fold_in(present, (one for one in files.changes if takes(present, one)))
    for name in {**present, **told}:
        here, there = present.get(name, {}), told.get(name, {})
        sound = {key: one for key, one in files.tables.get(name, {}).items() if is_sound(name, key, one)}
        unread = sum(not is_sound(name, key, one) for key, one in here.items())
        changed = sum(is_changed(name, key, one, told) for key, one in sound.items())
        missing = len(there.keys() - here.keys())
        for number, what in (
            (unread, "are damaged or lack what they need, and are not shown whole; they stay in the file"),
            (changed, "are not what the history says of them"),
            (missing, "are in the history alone"),
        ):
            if number:
                yield Finding("warn", f"{name}: {number} records {what}. `mastery doctor --mend` asks the history.")


def _on_rest(folder: Folder) -> Iterator[Finding]:
    for file, _ in loose(folder):
        yield Finding(
            "warn", f"{file.relative_to(folder.path.parent)} can be read by others. `mastery doctor --mend` closes it."
        )
    if holder := holder_text(held_path(folder.lock)):
        yield Finding("warn", f"{holder} If mastery is no longer running there, delete that file.")
    if unfinished := unfinished_files(folder):
        yield Finding(
            "ok",
            f"unfinished files: {len(unfinished)}, left by writes that were cut off. The files they would have "
            "replaced are intact. `mastery doctor --mend` removes them.",
        )
    for file in second_versions(folder):
        yield Finding(
            "warn",
            f"{file.name}: a synchronising program left a second version. `mastery doctor --mend` takes it in.",
        )
    for file in sorted(folder.path.iterdir()):
        if ".damaged-" in file.name or file.suffix == ".taken-in":
            yield Finding("ok", f"{file.name}: kept from an earlier mending; delete it when you miss nothing.")
    backups, drafts = list_backups(folder), Drafts(folder.drafts).left()
    yield Finding(
        "ok",
        f"backups: {len(backups)}"
        + (f", the newest {backups[0].stem}." if backups else "; the first is made when a journal is folded."),
    )
    bad = sum(len(decode_changes(bytes_of(file) or b"")[1]) for file in months(folder.history))
    if bad:
        yield Finding("warn", f"history: {bad} lines cannot be read; they are passed over.")
    if drafts:
        yield Finding("ok", f"drafts: {len(drafts)} left; the interface offers them.")
    for leftover in Drafts(folder.drafts).leftovers():
        yield Finding("warn", f"drafts/{leftover.path.name}: {_leftover_text(leftover)}")


def _leftover_text(leftover: Leftover) -> str:
    """What a file that an editor left among the drafts is, and what to do with it."""
    path = shlex.quote(str(leftover.path))
    if leftover.kind == "text":
        return (
            f"an editor left this copy of a text ({count(leftover.words, 'word')}). To read it: less {path}. "
            "`mastery doctor --mend` makes it a draft, which the interface offers."
        )
    if leftover.kind == "empty":
        return "an editor left an empty file. `mastery doctor --mend` removes it."
    if leftover.kind == "vim":
        return f"Vim did not save this text. To get it back: vim -r {path}. Then delete the file."
    if leftover.kind == "mark":
        return "this file tells editors that a draft is open in one of them. If none is open, delete it."
    return "another program left this file, which is not a draft. Look at it, and delete it if you don't need it."


def unfinished_files(folder: Folder) -> list[Path]:
    """Files left by writes that were cut off, except among the drafts, whose own sweep knows which are in use."""
    left = [one for one in sorted(folder.path.rglob(".*.tmp")) if is_temporary(one) and one.parent != folder.drafts]
    return [one for one in left if one.is_file() and not one.is_symlink()]


def loose(folder: Folder) -> Iterator[tuple[Path, int]]:
    """Files and folders that others may read, and the mode they should have."""
    for file in [folder.path, *sorted(folder.path.rglob("*"))]:
        if file.is_symlink():
            continue
        mode = FOLDER_MODE if file.is_dir() else FILE_MODE
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield file, mode


def second_versions(folder: Folder) -> list[Path]:
    """Copies that a synchronizing program made of a file that two machines had written to."""
    files = [*folder.path.iterdir(), *(folder.history.iterdir() if folder.history.is_dir() else ())]
    return sorted(one for one in files if "conflict" in one.name.lower() and one.suffix in (".json", ".log"))
