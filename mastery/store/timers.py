"""The timer of learning on disk, so that it goes on when the program ends or is killed: one file in drafts/."""

import contextlib
from pathlib import Path

import msgspec

from mastery.core.timer import Timer
from mastery.store.files import told, write_atomic
from mastery.store.folder import make_subfolder

_TIMER = msgspec.json.Decoder(Timer)
NAME = "timer.json"


def read_timer(folder: Path) -> Timer | None:
    """The timer that was started and not stopped; None where there is none, or its file is damaged."""
    with contextlib.suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _TIMER.decode((folder / NAME).read_bytes())
    return None


def write_timer(folder: Path, timer: Timer | None) -> None:
    """Writes the timer, or removes it. Raises MasteryError."""
    path = folder / NAME
    with told("written", path):
        if timer is None:
            path.unlink(missing_ok=True)
        else:
            make_subfolder(folder)
            write_atomic(path, msgspec.json.encode(timer))
