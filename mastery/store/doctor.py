"""The doctor: examines a journal's folder, and brings a damaged one back to its last good state."""

import os
import re
import shlex
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from mastery.core.base.changes import LATEST_FOREIGN, Change, Document, have_stamps, is_lacking
from mastery.core.base.clock import Clock
from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import new_id
from mastery.core.base.phrases import count
from mastery.core.upkeep.kinds import KIND_OF
from mastery.core.upkeep.salvage import (
    Tables,
    each,
    fold_in,
    folded,
    is_changed,
    is_sound,
    merge,
    records_in,
    takes,
    told_by,
)
from mastery.host.files import (
    FILE_MODE,
    FOLDER_MODE,
    MOST_OF_OWN,
    is_temporary,
    make_folder,
    read_bytes,
    sync_folder,
    told,
    write_atomic,
)
from mastery.store.backups import list_backups
from mastery.store.documents import Documents
from mastery.store.drafts import Drafts, Leftover
from mastery.store.folder import KNOWN, Folder, Meta, are_of_two, decode_tables, split_tables
from mastery.store.history import last_folded, months
from mastery.store.lock import held_path, locked
from mastery.store.lockfile import holder_said
from mastery.store.log import (
    SCHEMA,
    Header,
    append_lines,
    check_schema,
    decode_change,
    decode_changes,
    decode_header,
)
from mastery.store.migrate import STEPS, migrate
from mastery.store.storage import encode_tables, month_of

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
    doubled: int
    """Records in which a field stands twice."""
    log: bytes
    """The log behind its header."""
    changes: list[Change]
    """What is to be folded."""
    history: list[Change]
    """What was folded."""
    is_lacking: bool
    """Whether the history has changes later than those in both files."""


def examine(path: Path, clock: Clock) -> list[Finding]:
    """What is found in a journal's folder; nothing is changed.

    Raises MasteryError where it is no journal's folder, or of a newer schema.
    """
    folder = Folder(path, clock)
    if _is_nothing(path):
        return [Finding("ok", f"There is no journal at {path} yet; the first entry makes it.")]
    with told("read", path):
        if not any(os.path.lexists(path / name) for name in KNOWN):
            raise MasteryError(f"{path} holds no journal.")
        files = _read(folder)
        return [
            *_on_places(folder),
            *_on_json(folder, files),
            *_on_log(folder, files),
            *_on_records(files),
            *_on_rest(folder),
        ]


def _is_nothing(path: Path) -> bool:
    """Whether there is no folder, or an empty one: a program that was stopped may have come no further."""
    return not path.exists() or (path.is_dir() and not os.listdir(path))


def mend(path: Path, clock: Clock) -> list[Finding]:
    """Mends what `examine` calls bad or worth a warning, keeping every damaged file beside its mended one.

    Returns what was done. Raises MasteryError where it cannot be.
    """
    folder = Folder(path, clock)
    before = examine(path, clock)
    done: list[Finding] = []
    if _is_nothing(path):
        return before
    with told("mended", path):
        if folder.lock in _misplaced(folder):
            done.append(_put_aside(folder.lock, folder))
        with locked(folder.lock):
            done += [_put_aside(file, folder) for file in _misplaced(folder)]
            for file in _unfinished(folder):
                file.unlink(missing_ok=True)
                done.append(Finding("ok", f"{file.relative_to(path.parent)} was unfinished and has been removed."))
            for file, mode in _loose(folder):
                file.chmod(mode)
                done.append(Finding("ok", f"{file.relative_to(path.parent)} is now readable by you alone."))
            done += _take_in_leftovers(folder)
            others = _second_versions(folder)
            needed = bool(others) or any(finding.level == "bad" for finding in before)
            refused = {file: _keep_changes(file, folder) for file in others}
            done += _salvage(folder, others, needed=needed)
            done += [_taken_in(file, refused[file]) for file in others]
    return done or [Finding("ok", "There was nothing to mend.")]


def _read(folder: Folder) -> _Files:
    tables: Tables | None = {}
    meta = header = None
    doubled = 0
    if os.path.lexists(folder.json):
        data = _bytes_of(folder.json) or b""
        try:
            tables, meta = decode_tables(data, folder.json)
            doubled = _doubled(tables, split_tables(data, folder.json)[0])
            tables = migrate(tables, meta.schema, SCHEMA, STEPS)
        except MasteryError:
            _refuse_newer(data, folder.json)
            tables = meta = None
    log = _bytes_of(folder.log.path) or b""
    head, _, rest = log.partition(b"\n")
    header = decode_header(head)
    if header is not None:
        check_schema(header.schema, folder.path)
    elif log:
        rest = log  # the first line is no header; it may be a change
    if meta is None and tables == {} and header is not None and header.generation > 1:
        tables = None
    history = [change for file in months(folder.history) for change in decode_changes(_bytes_of(file) or b"")[0]]
    changes = decode_changes(rest)[0]
    lacking = is_lacking(last_folded(folder.history), meta.time if meta else 0, changes)
    if lacking and meta is None:
        tables = None
    return _Files(
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


def _bytes_of(path: Path) -> bytes | None:
    """The file's bytes; None for what is no file (a folder, a link to nowhere) or is not there."""
    return read_bytes(path, MOST_OF_OWN) if path.is_file() else None


def _refuse_newer(data: bytes, path: Path) -> None:
    found = re.search(rb'"schema":\s*(\d{1,6})\b', data[:4096])
    if found:
        check_schema(int(found[1]), path)


def _misplaced(folder: Folder) -> list[Path]:
    """What lies where a file should be and is none, or where a folder should be."""
    files = [folder.json, folder.log.path, folder.lock, *months(folder.history), *list_backups(folder)]
    folders = [folder.history, folder.backups, folder.drafts]
    wrong = [file for file in files if not file.is_file()] + [one for one in folders if not one.is_dir()]
    return [one for one in wrong if os.path.lexists(one)]


def _on_places(folder: Folder) -> Iterator[Finding]:
    for one in _misplaced(folder):
        wanted = "folder" if one in (folder.history, folder.backups, folder.drafts) else "file"
        yield Finding("bad", f"{one.relative_to(folder.path)} is no {wanted}. `mastery doctor --mend` puts it aside.")


def _on_json(folder: Folder, files: _Files) -> Iterator[Finding]:
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


def _on_log(folder: Folder, files: _Files) -> Iterator[Finding]:
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


def _on_records(files: _Files) -> Iterator[Finding]:
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
    for file, _ in _loose(folder):
        yield Finding(
            "warn", f"{file.relative_to(folder.path.parent)} can be read by others. `mastery doctor --mend` closes it."
        )
    if holder := holder_said(held_path(folder.lock)):
        yield Finding("warn", f"{holder} If mastery is no longer running there, delete that file.")
    if unfinished := _unfinished(folder):
        yield Finding(
            "ok",
            f"unfinished files: {len(unfinished)}, left by writes that were cut off. The files they would have "
            "replaced are intact. `mastery doctor --mend` removes them.",
        )
    for file in _second_versions(folder):
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
    bad = sum(len(decode_changes(_bytes_of(file) or b"")[1]) for file in months(folder.history))
    if bad:
        yield Finding("warn", f"history: {bad} lines cannot be read; they are passed over.")
    if drafts:
        yield Finding("ok", f"drafts: {len(drafts)} left; the interface offers them.")
    for leftover in Drafts(folder.drafts).leftovers():
        yield Finding("warn", f"drafts/{leftover.path.name}: {_leftover_said(leftover)}")


def _leftover_said(leftover: Leftover) -> str:
    """What a file of an editor's among the drafts is, and what to do with it."""
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


def _unfinished(folder: Folder) -> list[Path]:
    """Files left by writes that were cut off, except among the drafts, whose own sweep knows which are in use."""
    left = [one for one in sorted(folder.path.rglob(".*.tmp")) if is_temporary(one) and one.parent != folder.drafts]
    return [one for one in left if one.is_file() and not one.is_symlink()]


def _loose(folder: Folder) -> Iterator[tuple[Path, int]]:
    """Files and folders that others than the owner may read, and the mode they should have."""
    for file in [folder.path, *sorted(folder.path.rglob("*"))]:
        if file.is_symlink():
            continue
        mode = FOLDER_MODE if file.is_dir() else FILE_MODE
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield file, mode


def _aside(file: Path, folder: Folder) -> Path:
    """A free name beside the file for it as it was found."""
    first = kept = file.with_name(f"{file.name}.damaged-{folder.clock.now():%Y-%m-%dT%H%M%S}")
    number = 1
    while os.path.lexists(kept):
        number += 1
        kept = first.with_name(f"{first.name}-{number}")
    return kept


def _put_aside(file: Path, folder: Folder) -> Finding:
    kept = _aside(file, folder)
    file.rename(kept)
    sync_folder(file.parent)
    return Finding("ok", f"{kept.name} keeps what was in the place of {file.name}.")


def _take_in_leftovers(folder: Folder) -> list[Finding]:
    """Makes drafts of the copies that editors left; all their other files stay."""
    done = []
    drafts = Drafts(folder.drafts)
    for leftover in drafts.leftovers():
        if leftover.kind in ("text", "empty"):
            path = drafts.take_in(leftover, new_id(folder.milliseconds()))
            what = "was removed: a draft has its text" if leftover.kind == "text" else "was empty and has been removed"
            what = f"is now the draft {path.name}, which the interface offers" if path else what
            done.append(Finding("ok", f"drafts/{leftover.path.name} {what}."))
    return done


def _second_versions(folder: Folder) -> list[Path]:
    """What a synchronising program put beside a file that two machines had written to."""
    files = [*folder.path.iterdir(), *(folder.history.iterdir() if folder.history.is_dir() else ())]
    return sorted(one for one in files if "conflict" in one.name.lower() and one.suffix in (".json", ".log"))


def _keep_changes(file: Path, folder: Folder) -> int:
    """Adds to the history the changes it lacks from a second version of the log, or of a month.

    Returns how many lines or records of the file were refused because their times are impossible.
    """
    data = _bytes_of(file) or b""
    if file.suffix != ".log":
        return sum(not _is_of_a_clock(one) for _, _, one in each(records_in(data)))
    known = {change.stamp for month in months(folder.history) for change in decode_changes(_bytes_of(month) or b"")[0]}
    refused = 0
    for line in data.split(b"\n"):
        change = decode_change(line)
        if change is None or change.stamp in known:
            continue
        if change.time > LATEST_FOREIGN:
            refused += 1
            continue
        make_folder(folder.history)
        append_lines(folder.history / f"{month_of(change)}.log", line + b"\n")
    return refused


def _is_of_a_clock(document: Document) -> bool:
    """Whether all times of another machine's record are possible ones."""
    return have_stamps(document, LATEST_FOREIGN + 1)


def _taken_in(file: Path, refused: int) -> Finding:
    kept = file.with_name(f"{file.name}.taken-in")
    file.rename(kept)
    sync_folder(file.parent)
    if refused:
        text = f"{count(refused, 'change')} with an impossible time left out; the rest is in the journal."
        return Finding("warn", f"{kept.name}: {text}")
    return Finding("ok", f"{kept.name}: what it held is in the journal; delete it when you miss nothing.")


def _salvage(folder: Folder, others: Sequence[Path] = (), *, needed: bool) -> list[Finding]:
    """The last good state from everything that can still be read: folding is the same in any order, and twice.

    `others` are second versions, whose records are taken in. Unless it is `needed`, files of which
    nothing would be mended stay as they are.
    """
    files = _read(folder)
    done: list[Finding] = []
    journal, generation, time = "", 1, 0
    for one in (files.meta, files.header):
        if one is not None:
            journal, generation, time = one.journal, max(generation, one.generation), max(time, one.time)
    found: Tables = files.tables or {}
    if files.tables is None:
        found, done = _from_backup(folder)
        merge(found, records_in(_bytes_of(folder.json) or b""))
    for other in others:
        if other.suffix == ".json":
            theirs = records_in(_bytes_of(other) or b"")
            merge(
                found,
                {
                    name: {key: one for key, one in table.items() if _is_of_a_clock(one)}
                    for name, table in theirs.items()
                },
            )
    if not (needed or files.doubled) and folded(found, files.history, []) == found:
        return []
    tables = folded(found, files.history, files.changes)
    changes = [*files.history, *files.changes]
    last = max((change.stamp for change in changes), default="")
    time = max([time, *(change.time for change in changes)])
    journal = journal or new_id(folder.milliseconds())
    meta = Meta(schema=SCHEMA, journal=journal, generation=generation + 1, time=time, last_change=last)
    for file in (folder.json, folder.log.path):
        if file.exists():
            kept = _aside(file, folder)
            write_atomic(kept, read_bytes(file, MOST_OF_OWN))
            done.append(Finding("ok", f"{kept.name} keeps {file.name} as it was found."))
    _keep_log(files, folder)
    write_atomic(folder.json, encode_tables(tables, meta))
    folder.log.start(Header(journal=journal, generation=meta.generation, time=time, after=last))
    count = sum(map(len, tables.values()))
    done.append(Finding("ok", f"journal.json is whole again: {count:,} records."))
    return done


def _keep_log(files: _Files, folder: Folder) -> None:
    """Adds the log's lines to the history, as folding does: a new log takes its place."""
    missing = {change.stamp for change in files.changes} - {change.stamp for change in files.history}
    for line in files.log.split(b"\n"):
        change = decode_change(line)
        if change is not None and change.stamp in missing:
            make_folder(folder.history)
            append_lines(folder.history / f"{month_of(change)}.log", line + b"\n")
            missing.remove(change.stamp)


def _from_backup(folder: Folder) -> tuple[Tables, list[Finding]]:
    """The records of the newest backup that can be read."""
    for path in list_backups(folder):
        try:
            tables = decode_tables(_bytes_of(path) or b"", path)[0]
        except MasteryError:
            continue
        return tables, [Finding("ok", f"The backup of {path.stem} was read.")]
    return {}, []
