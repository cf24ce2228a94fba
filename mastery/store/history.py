"""The history: the folded lines of the log, a file per month."""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from mastery.core.base.changes import Change
from mastery.core.base.errors import MasteryError
from mastery.host.files import MOST_OF_OWN, read_bytes
from mastery.store.log import decode_changes, last_change_of

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}\.log")


def months(folder: Path) -> list[Path]:
    """The history's files, the newest month first."""
    return [folder / name for name in _names(folder)]


def _names(folder: Path) -> list[str]:
    try:
        names = os.listdir(folder)  # every capture asks, and Path.glob takes five times as long
    except OSError:
        return []  # none yet
    return sorted(filter(_MONTH.fullmatch, names), reverse=True)


def last_folded(folder: Path) -> str:
    """The stamp of the history's last change; empty if none can be read. Only the end of a file is read."""
    for name in _names(folder):
        with contextlib.suppress(OSError, MasteryError):
            if (change := last_change_of(folder / name)) is not None:
                return change.stamp
    return ""


def newest_first(folder: Path) -> Iterator[Change]:
    """Every change of the history once, the newest first; each month is read when it is reached."""
    for path in months(folder):
        changes, _ = decode_changes(read_bytes(path, MOST_OF_OWN))
        once = {change.stamp: change for change in changes}
        for stamp in sorted(once, reverse=True):
            yield once[stamp]
