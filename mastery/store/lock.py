"""The journal's lock: one process writes at a time, for the moment of a write."""

import contextlib
import errno
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from mastery.core.base.errors import MasteryError
from mastery.host.files import FILE_MODE

PATIENCE = 10.0
"""Seconds to wait for another process before giving up."""


_NO_FLOCK = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
"""Errors of file systems without such locks; there a file is the lock (`store.lockfile`)."""


@contextlib.contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the lock file; the system releases it when the process ends, however it ends.

    Raises MasteryError if another process holds it for longer than `patience` seconds, OSError if the file cannot be
    made.
    """
    until = time.monotonic() + patience
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
    try:
        if _waited(descriptor, path, until):
            yield
        else:
            from mastery.store.lockfile import held

            with held(held_path(path), until):
                yield
    finally:
        os.close(descriptor)


def held_path(path: Path) -> Path:
    """The file that serves as the lock on a file system without locks."""
    return path.with_name(f"{path.name}.held")


def hold(path: Path) -> int:
    """Marks the file as in use by this process, until it ends or closes the descriptor that this returns.

    Other processes may mark it too. Raises OSError.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
    if _flocked(descriptor) is None:
        from mastery.store.lockfile import sign

        sign(path)
    return descriptor


def is_held(path: Path) -> bool:
    """Whether any process has the file in use."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        done = _flocked(descriptor)
    finally:
        os.close(descriptor)
    if done is None:
        from mastery.store.lockfile import is_signed

        return is_signed(path)
    return not done


def _waited(descriptor: int, path: Path, until: float) -> bool:
    """Waits for the lock; False if the file system has no locks."""
    while (done := _flocked(descriptor)) is False:
        if time.monotonic() > until:
            raise MasteryError(f"Another program has held {path} for {PATIENCE:.0f} s; try again when it has finished.")
        time.sleep(0.005)
    return done is not None


def _flocked(descriptor: int) -> bool | None:
    """Takes the lock; False if another process has it, None if the file system has no locks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno in _NO_FLOCK:
            return None
        raise
    return True
