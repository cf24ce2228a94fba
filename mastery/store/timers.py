"""The timer of learning on disk, so that it goes on when the program ends or is killed: one file in drafts/."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mastery.core.base.errors import MasteryError
from mastery.core.practices.timer import Timer
from mastery.host.files import make_folder, read_bytes, sync_folder, told, write_atomic

if TYPE_CHECKING:
    from mastery.core.base.records import Entry
    from mastery.core.goals.goal import Goal
    from mastery.core.practices.practice import CheckIn, Practice
    from mastery.store.journal import Journal

_TIMER = msgspec.json.Decoder(Timer)
NAME = "timer.json"


def read_timer(folder: Path) -> Timer | None:
    """The timer that was started and not stopped; None where there is none, or its file is damaged."""
    with contextlib.suppress(MasteryError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _TIMER.decode(read_bytes(folder / NAME))
    return None


def write_timer(folder: Path, timer: Timer | None) -> None:
    """Writes the timer, or removes it. Raises MasteryError."""
    path = folder / NAME
    with told("written", path):
        if timer is None:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
                sync_folder(folder)  # its time is saved, and must not be counted twice
        else:
            make_folder(folder)
            write_atomic(path, msgspec.json.encode(timer))


def timed_for(journal: "Journal", timer: Timer) -> "Practice | Goal | None":
    """What a timer runs for; None for learning at large."""
    from mastery.core.goals.goal import Goal
    from mastery.core.practices.practice import Practice

    if timer.practice:
        return journal.get(Practice, timer.practice)
    return journal.get(Goal, timer.goal) if timer.goal else None


def keep_timed(journal: "Journal", timer: Timer, spent: int | None, note: str) -> "CheckIn | Entry":
    """Keeps what a timer counted, or the minutes `spent`, and ends it. Raises MasteryError, and it goes on."""
    from mastery.core.base.records import Entry
    from mastery.core.practices.acts import timed

    made = timed(timer, timed_for(journal, timer), spent, note, journal.now())
    if isinstance(made, Entry):
        journal.add(made)
    else:
        journal.act("done", made=[made])
    journal.set_timer(None)
    return made
