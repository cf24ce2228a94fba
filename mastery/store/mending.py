"""Mending: brings a damaged journal back to its last good state; what was damaged is copied before it is replaced."""

import os
from collections.abc import Sequence
from pathlib import Path

from mastery.core.base.changes import LATEST_FOREIGN, Document, have_stamps
from mastery.core.base.clock import Clock
from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import new_id
from mastery.core.base.phrases import count
from mastery.core.upkeep.salvage import (
    Tables,
    each,
    folded,
    merge,
    records_in,
)
from mastery.host.files import (
    MOST_OF_OWN,
    file_errors,
    make_folder,
    read_bytes,
    sync_folder,
    write_atomic,
)
from mastery.store.backups import list_backups
from mastery.store.doctor import (
    Files,
    Finding,
    bytes_of,
    examine,
    is_nothing,
    loose,
    misplaced,
    read,
    second_versions,
    unfinished_files,
)
from mastery.store.drafts import Drafts
from mastery.store.folder import Folder, Meta, decode_tables
from mastery.store.history import months
from mastery.store.lock import locked
from mastery.store.log import (
    SCHEMA,
    Header,
    append_lines,
    decode_change,
    decode_changes,
)
from mastery.store.storage import encode_tables, month_of


def mend(path: Path, clock: Clock) -> list[Finding]:
    """Mends what `examine` calls bad or worth a warning, copying every damaged file next to its mended one.

    Returns what was done. Raises MasteryError if it cannot be mended.
    """
    folder = Folder(path, clock)
    before = examine(path, clock)
    done: list[Finding] = []
    if is_nothing(path):
        return before
    with file_errors("mended", path):
        if folder.lock in misplaced(folder):
            done.append(_put_aside(folder.lock, folder))
        with locked(folder.lock):
            done += [_put_aside(file, folder) for file in misplaced(folder)]
            for file in unfinished_files(folder):
                file.unlink(missing_ok=True)
                done.append(Finding("ok", f"{file.relative_to(path.parent)} was unfinished and has been removed."))
            for file, mode in loose(folder):
                file.chmod(mode)
                done.append(Finding("ok", f"{file.relative_to(path.parent)} is now readable by you alone."))
            done += _take_in_leftovers(folder)
            others = second_versions(folder)
            needed = bool(others) or any(finding.level == "bad" for finding in before)
            refused = {file: _copy_changes_to_history(file, folder) for file in others}
            done += _salvage(folder, others, needed=needed)
            done += [_taken_in(file, refused[file]) for file in others]
    return done or [Finding("ok", "There was nothing to mend.")]


def _aside(file: Path, folder: Folder) -> Path:
    """A free name next to the file, for a copy of it as it was found."""
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


def _copy_changes_to_history(file: Path, folder: Folder) -> int:
    """Adds to the history the changes it lacks from a second version of the log, or of a month.

    Returns how many lines or records of the file were refused because their times are impossible.
    """
    data = bytes_of(file) or b""
    if file.suffix != ".log":
        return sum(not _is_of_a_clock(one) for _, _, one in each(records_in(data)))
    known = {change.stamp for month in months(folder.history) for change in decode_changes(bytes_of(month) or b"")[0]}
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
    """Whether all times in another machine's record are possible."""
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

    `others` are second versions, whose records are taken in. Unless it is `needed`, files that need no mending stay as
    they are.
    """
    files = read(folder)
    done: list[Finding] = []
    journal, generation, time = "", 1, 0
    for one in (files.meta, files.header):
        if one is not None:
            journal, generation, time = one.journal, max(generation, one.generation), max(time, one.time)
    found: Tables = files.tables or {}
    if files.tables is None:
        found, done = _from_backup(folder)
        merge(found, records_in(bytes_of(folder.json) or b""))
    for other in others:
        if other.suffix == ".json":
            theirs = records_in(bytes_of(other) or b"")
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
    _copy_log_to_history(files, folder)
    write_atomic(folder.json, encode_tables(tables, meta))
    folder.log.start(Header(journal=journal, generation=meta.generation, time=time, after=last))
    count = sum(map(len, tables.values()))
    done.append(Finding("ok", f"journal.json is whole again: {count:,} records."))
    return done


def _copy_log_to_history(files: Files, folder: Folder) -> None:
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
            tables = decode_tables(bytes_of(path) or b"", path)[0]
        except MasteryError:
            continue
        return tables, [Finding("ok", f"The backup of {path.stem} was read.")]
    return {}, []
