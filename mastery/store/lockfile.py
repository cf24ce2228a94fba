"""The lock for file systems without locks, such as some network and FUSE drives: a file that names its holder.

The process that succeeds in making the file holds the lock. If its holder is a process of this machine that has ended,
another takes it over. The right to do so is a lock file too, one for each time the lock was held; renaming it to the
lock's name takes the lock. So there is one winner, and a winner that is stopped halfway is taken over the same way.
A lock of another machine stays: no process here can know whether its holder is still at work.
"""

import contextlib
import datetime as dt
import os
import platform
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from mastery.core.base.errors import MasteryError
from mastery.host.clock import local_time
from mastery.host.files import FILE_MODE, open_file

_PROCESSES = Path("/proc")

_UNNAMED = 5.0
"""Seconds after which the process that made a lock without naming itself must have been stopped."""

_LONG = 60.0
"""Seconds after which waiting for another machine's lock is in vain: locks are held for a moment only."""

_LONGEST = 4096
"""Bytes of a lock file that are read."""

_held: set[str] = set()
"""The locks that this process holds, by their tokens."""


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds a lock."""

    host: str
    space: str
    """The namespace of the process number: a container has its own."""
    process: int
    started: str
    """When the system started that process, since its number may be reused."""
    since: dt.datetime
    token: str
    """Identifies this one time that the lock is held."""


_HOLDERS = msgspec.json.Decoder(Holder)


@contextlib.contextmanager
def held(path: Path, until: float) -> Iterator[None]:
    """Holds the lock.

    Raises MasteryError if another still holds it at `until` on the monotonic clock, or another machine has held it for
    long; OSError if the file cannot be made.
    """
    mine = _this_process()
    data = msgspec.json.encode(mine)
    _held.add(mine.token)
    try:
        while not _is_claimed(path, data):
            _check_patience(path, until)
            time.sleep(0.005)
        yield
    finally:
        with contextlib.suppress(OSError):  # if it stays, it is taken over
            if _bytes_of(path) == data:
                path.unlink()
        _held.discard(mine.token)


def sign(path: Path) -> None:
    """Writes into the file that it belongs to this process, unless a running process here has signed it."""
    if not is_signed(path):
        path.write_bytes(msgspec.json.encode(_this_process()))


def is_signed(path: Path) -> bool:
    """Whether a process of this machine that still runs has signed the file."""
    holder = _holder(_bytes_of(path))
    return holder is not None and _is_here(holder) and not _is_gone(holder)


def holder_text(path: Path) -> str | None:
    """Who holds the lock, as a sentence; None if nobody does."""
    holder = _holder(_bytes_of(path))
    if holder is None:
        return None
    return f"{path} is held by the machine {holder.host} since {holder.since:%Y-%m-%d %H:%M}."


def _is_claimed(path: Path, mine: bytes) -> bool:
    """Makes the file with these bytes, or takes over that of a process that has ended. Returns whether it did."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE_MODE)
    except FileExistsError:
        return _is_taken_over(path, mine)
    try:
        with open(descriptor, "wb") as file:
            file.write(mine)
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    return _bytes_of(path) == mine  # unless this process was paused so long that it was taken over


def _is_taken_over(path: Path, mine: bytes) -> bool:
    there = _bytes_of(path)
    if there is None or not _is_abandoned(path, there):
        return False
    right = path.with_name(f".{path.name.lstrip('.')}.{_token(path, there)}.tmp")
    if not _is_claimed(right, mine):
        return False
    if _bytes_of(path) == there:  # nobody else may change that now
        os.replace(right, path)
        return True
    right.unlink(missing_ok=True)
    return False


def _is_abandoned(path: Path, there: bytes) -> bool:
    """Whether the lock's holder is known to have ended."""
    holder = _holder(there)
    if holder is None:
        with contextlib.suppress(FileNotFoundError):
            return time.time() - path.stat().st_mtime > _UNNAMED
        return False
    if _is_here(holder) and holder.process == os.getpid():
        return holder.token not in _held  # it could not be removed, or an earlier process had this number
    return _is_here(holder) and _is_gone(holder)


def _is_here(holder: Holder) -> bool:
    return (holder.host, holder.space) == (platform.node(), _space())


def _is_gone(holder: Holder) -> bool:
    """Whether the process of this machine has ended."""
    try:
        os.kill(holder.process, 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:  # it is another user's
        pass
    return _started(holder.process) not in (holder.started, "")


def _started(process: int) -> str:
    """When a process was started, with the boot that this counts from; empty if that is unknown."""
    with contextlib.suppress(OSError, IndexError):
        if _PROCESSES.is_dir():
            boot = (_PROCESSES / "sys/kernel/random/boot_id").read_text("ascii").strip()
            # After the name, which may hold anything: the state is field 3, the start time field 22; see proc(5).
            fields = (_PROCESSES / str(process) / "stat").read_bytes().rpartition(b")")[2].split()
            return "ended" if fields[0] in (b"Z", b"X") else f"{boot} {fields[19].decode('ascii')}"
        done = subprocess.run(
            ["/bin/ps", "-o", "lstart=", "-p", str(process)], capture_output=True, check=False, timeout=5
        )
        return done.stdout.decode("utf-8", "replace").strip()
    return ""


def _space() -> str:
    with contextlib.suppress(OSError):
        return os.readlink(_PROCESSES / "self/ns/pid")
    return ""


def _this_process() -> Holder:
    process = os.getpid()
    return Holder(
        host=platform.node(),
        space=_space(),
        process=process,
        started=_started(process),
        since=local_time(time.time()),
        token=os.urandom(8).hex(),
    )


def _check_patience(path: Path, until: float) -> None:
    """Raises MasteryError if waiting for the lock is in vain, or has taken too long."""
    holder, over = _holder(_bytes_of(path)), time.monotonic() > until
    if holder is not None and not _is_here(holder) and (over or time.time() - holder.since.timestamp() > _LONG):
        raise MasteryError(
            f"{holder_text(path)} Nothing was written. If mastery is no longer running there, delete that file and "
            "try again."
        )
    if over:
        raise MasteryError(f"Another program has held {path} for too long; try again when it has finished.")


def _holder(data: bytes | None) -> Holder | None:
    """The holder that a lock file names; None if it names none."""
    with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        holder = _HOLDERS.decode(data or b"")
        return holder if holder.since.tzinfo is not None and holder.token.isalnum() else None
    return None


def _token(path: Path, there: bytes) -> str:
    """The token in a lock file; for one that names nobody, a token made from the file itself."""
    holder = _holder(there)
    if holder is not None:
        return holder.token
    status = path.stat()
    return f"{(status.st_ino ^ status.st_mtime_ns) % (1 << 64):016x}"


def _bytes_of(path: Path) -> bytes | None:
    try:
        with open(open_file(path), "rb") as file:
            return file.read(_LONGEST)
    except FileNotFoundError:
        return None
