"""The journal's lock: one process writes at a time, for the moment of a write."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from mastery.core.errors import MasteryError
from mastery.store.files import FILE_MODE

PATIENCE = 10.0
"""Seconds to wait for another process before giving up."""


@contextlib.contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the lock file; the system releases it when the process ends, however it ends.

    Raises MasteryError when another process keeps it for longer than `patience` seconds, OSError
    when the file cannot be made.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
    try:
        _wait(descriptor, path, time.monotonic() + patience)
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int, path: Path, until: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                raise MasteryError(
                    f"Another program has held {path} for {PATIENCE:.0f} s; try again when it has finished."
                ) from None
            time.sleep(0.005)
