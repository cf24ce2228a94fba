"""The learning timer on disk, so that it keeps running when the program ends or is killed: one file in drafts/."""

import contextlib
from pathlib import Path

import msgspec

from mastery.core.base.errors import MasteryError
from mastery.core.practices.timer import Timer
from mastery.host.files import file_errors, make_folder, read_bytes, sync_folder, write_atomic

_TIMER = msgspec.json.Decoder(Timer)
NAME = "timer.json"


def read_timer(folder: Path) -> Timer | None:
    """The timer that was started and not stopped; None if there is none, or its file is damaged."""
    with contextlib.suppress(MasteryError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _TIMER.decode(read_bytes(folder / NAME))
    return None


def write_timer(folder: Path, timer: Timer | None) -> None:
    """Writes the timer, or removes it. Raises MasteryError."""
    path = folder / NAME
    with file_errors("written", path):
        if timer is None:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
                sync_folder(folder)  # its time is saved, and must not be counted twice
        else:
            make_folder(folder)
            write_atomic(path, msgspec.json.encode(timer))
