"""The sample journal: its texts, and writing it into a folder of its own, which is saved or deleted afterwards."""

import contextlib
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from mastery.core.base.clock import Clock
from mastery.core.base.errors import MasteryError
from mastery.core.sample.days import Texts
from mastery.core.sample.journal import sample
from mastery.host.config import Settings
from mastery.host.files import file_errors, make_folder, named
from mastery.host.paths import config_folder
from mastery.store.journal import Journal

_TEXTS = Path(__file__).resolve().parent.parent / "sample"

NAME = "demo"
"""The sample journal's name, and this machine's in its changes: nothing is made in the person's own data folder."""


def sample_texts() -> Texts:
    """The texts that ship with the program."""
    import tomllib

    diary, days, learning = ((_TEXTS / name).read_text("utf-8") for name in ("diary.md", "days.md", "learning.toml"))
    return Texts(diary, days, tomllib.loads(learning))


def write_sample(folder: Path, clock: Clock, settings: Settings) -> int:
    """Writes the sample journal into a new or empty folder and says how many records it has. Raises MasteryError."""
    with file_errors("read", folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise MasteryError(f"{folder} is not empty; name a new folder for the sample journal.")
    make_folder(folder)
    records = sample(sample_texts(), clock, settings.day_starts_at)
    with Journal(folder, clock=clock, day_starts_at=settings.day_starts_at, name=NAME, device=NAME) as journal:
        journal.add(*records, verb="import")
        journal.entries()
    return len(records)


def save_sample(folder: str, clock: Clock, settings: Settings) -> tuple[Path, int]:
    """Writes the sample journal into a folder as typed; returns its path and the number of records."""
    path = named(folder)
    return path, write_sample(path, clock, settings)


@contextlib.contextmanager
def temporary_sample(clock: Clock, settings: Settings) -> Iterator[tuple[Journal, Settings]]:
    """The sample journal in a temporary folder, and settings under which nothing of the person's own is changed: other
    journals and the mail server are not known, and a theme that is chosen is written down in that folder.

    The folder is removed at the end, even if the system ends the program or the window is closed. Raises MasteryError.
    """
    with _ended_in_order(), _temporary_sample(clock, settings) as made:
        yield made


@contextlib.contextmanager
def _ended_in_order() -> Iterator[None]:
    """Lets SIGTERM and SIGHUP end the program as an error would, so that `finally` blocks run."""

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    is_ended = False

    def answer(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
        for number in before:
            signal.signal(number, handler)

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal is_ended
        is_ended = True
        answer(signal.SIG_IGN)  # closing a window sends both; the second must not interrupt the cleanup
        raise SystemExit(128 + number)

    answer(end)
    try:
        yield
    finally:
        if not is_ended:
            for number, handler in before.items():
                signal.signal(number, handler)


@contextlib.contextmanager
def _temporary_sample(clock: Clock, settings: Settings) -> Iterator[tuple[Journal, Settings]]:
    with file_errors("made", Path(tempfile.gettempdir())):
        folder = Path(tempfile.mkdtemp(prefix="mastery-demo-"))
    before = os.environ.get("MASTERY_CONFIG")
    try:
        with file_errors("written", folder):
            own = config_folder() / "themes"
            if own.is_dir():
                shutil.copytree(own, folder / "themes")
        write_sample(folder / NAME, clock, settings)
        os.environ["MASTERY_CONFIG"] = str(folder / "config.toml")
        calm = settings._replace(journals={}, mail={}, default_journal=NAME, journaling=True)
        start = settings.day_starts_at
        with Journal(folder / NAME, clock=clock, day_starts_at=start, name=NAME, device=NAME) as journal:
            yield journal, calm
    finally:
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # it is ending anyway; removing the folder must not be interrupted
        if before is None:
            os.environ.pop("MASTERY_CONFIG", None)
        else:
            os.environ["MASTERY_CONFIG"] = before
        shutil.rmtree(folder, ignore_errors=True)
