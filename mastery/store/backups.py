"""Backups: dated copies of journal.json, thinned to 7 daily, 5 weekly and 12 monthly ones."""

import contextlib
import datetime as dt
from pathlib import Path

from mastery.core.base.errors import MasteryError
from mastery.core.upkeep.thinning import to_keep
from mastery.host.files import file_errors, make_folder, sweep, write_atomic
from mastery.store.folder import Folder

_FORM = "%Y-%m-%dT%H%M%S"


def backup_moment(path: Path) -> dt.datetime | None:
    """The clock time in a backup's name; None for other files."""
    with contextlib.suppress(ValueError):
        return dt.datetime.strptime(path.stem, _FORM)
    return None


def list_backups(folder: Folder) -> list[Path]:
    """The dated backups, the newest first."""
    return sorted((path for path in folder.backups.glob("*.json") if backup_moment(path)), reverse=True)


def write_backup(folder: Folder, data: bytes) -> Path:
    """Copies the bytes of journal.json to a backup named after the current time, and thins the older ones. Needs the
    journal's lock.

    Raises MasteryError.
    """
    make_folder(folder.backups)
    sweep(folder.backups, "[0-9]*")
    path = folder.backups / f"{folder.clock.now().strftime(_FORM)}.json"
    with file_errors("written", path):
        write_atomic(path, data)
        _thin(folder, path)
    return path


def daily_backup(folder: Folder, data: bytes) -> None:
    """Makes a backup unless there is one of today already."""
    today = folder.clock.now().date()
    if not any(moment and moment.date() == today for moment in map(backup_moment, list_backups(folder))):
        write_backup(folder, data)


def find_backup(folder: Folder, name: str | None) -> Path:
    """The backup of that name (the beginning of its date is enough), or the newest.

    Raises MasteryError if there is none or several match.
    """
    found = [path for path in list_backups(folder) if path.name.startswith(name or "")]
    if not found:
        raise MasteryError(
            f"No backup begins with {name!r}; `mastery backup --list` shows them."
            if name
            else "There is no backup yet."
        )
    if name and len(found) > 1:
        raise MasteryError(f"{len(found)} backups begin with {name!r}: {', '.join(path.stem for path in found[:5])}.")
    return found[0]


def _thin(folder: Folder, newest: Path) -> None:
    by_moment = {moment: path for path in list_backups(folder) if (moment := backup_moment(path))}
    keep = to_keep(by_moment)
    for moment, path in by_moment.items():
        if moment not in keep and path != newest:
            path.unlink(missing_ok=True)
