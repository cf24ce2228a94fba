"""Runs the program, counts the steps by which it changes the disk, and stops it or fails it at one of them.

    python -m tests.support.faults.stopping HOW STEP REPORT ARGS…

runs `mastery ARGS…`. REPORT is a file that gets a line for every step: what it is, and of which file. HOW says what
happens at step STEP (the first is 1): see `HOW`.
"""

import builtins
import contextlib
import errno
import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

Buffer = bytes | bytearray | memoryview

HOW = {
    "count": "nothing: the steps are only counted",
    "before": "the process is killed before it",
    "after": "the process is killed after it",
    "half": "half of what it writes is written, then the process is killed",
    "fail": "the disk fails it: input/output error",
    "short": "half of what it writes is written, then the disk fails",
}

T = TypeVar("T")


class Disk:
    """Stands between the program and the functions that change the disk, and stops or fails one of them."""

    def __init__(self, how: str, step: int, report: Path) -> None:
        self.how, self.at = how, step
        self.count = 0
        self.paths: dict[int, str] = {}
        """Which file a descriptor is of; only files opened for writing."""
        self._report = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._write = os.write

    def step(self, what: str, path: object, do: Callable[[], T], half: Callable[[], object] | None = None) -> T:
        """One step: done, unless this is the one to stop at."""
        self.count += 1
        self._write(self._report, f"{what} {os.path.basename(os.fspath(path))}\n".encode())  # type: ignore[call-overload]
        if self.count != self.at or self.how == "count":
            return do()
        if self.how == "after":
            with contextlib.suppress(OSError):
                do()
        elif self.how in ("half", "short") and half is not None:
            half()
        if self.how in ("fail", "short"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return _die()

    def watch(self) -> None:
        """Takes the place of the functions, in this process."""
        self._watch_names()
        self._watch_descriptors()
        self._watch_files()

    def _watch_names(self) -> None:
        for name in ("replace", "rename", "unlink", "remove", "mkdir", "rmdir"):
            setattr(os, name, self._named(name, getattr(os, name)))

    def _named(self, name: str, real: Callable[..., T]) -> Callable[..., T]:
        def call(path: Any, *args: Any, **extra: Any) -> T:
            return self.step(name, args[0] if name == "replace" else path, lambda: real(path, *args, **extra))

        return call

    def _watch_descriptors(self) -> None:
        real_open, real_write, real_fsync, real_cut = os.open, os.write, os.fsync, os.ftruncate

        def open_(path: Any, flags: int, *args: Any, **extra: Any) -> int:
            if not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                descriptor = real_open(path, flags, *args, **extra)
            else:
                descriptor = self.step("open", path, lambda: real_open(path, flags, *args, **extra))
            self.paths[descriptor] = os.fspath(path)
            return descriptor

        def write(descriptor: int, data: Buffer) -> int:
            if descriptor not in self.paths:  # standard output, a pipe
                return real_write(descriptor, data)
            part = memoryview(data)[: len(memoryview(data)) // 2]
            return self.step(
                "write",
                self.paths[descriptor],
                lambda: real_write(descriptor, data),
                lambda: real_write(descriptor, part),
            )

        def fsync(descriptor: int) -> None:
            self.step("fsync", self.paths.get(descriptor, "?"), lambda: real_fsync(descriptor))

        def ftruncate(descriptor: int, length: int) -> None:
            self.step("ftruncate", self.paths.get(descriptor, "?"), lambda: real_cut(descriptor, length))

        os.open, os.write, os.fsync, os.ftruncate = open_, write, fsync, ftruncate  # type: ignore[assignment]

    def _watch_files(self) -> None:
        """A file object writes by itself, not by os.write: those on a descriptor get one that does."""
        real, disk = builtins.open, self

        class Raw(io.FileIO):
            def write(self, data: Buffer, /) -> int:  # type: ignore[override]  # narrower, for Python 3.11
                part, write = memoryview(data)[: len(memoryview(data)) // 2], super().write
                path = disk.paths.get(self.fileno(), "?")
                return disk.step("write", path, lambda: write(data), lambda: write(part)) or 0

        def open_(file: Any, mode: str = "r", *args: Any, **extra: Any) -> Any:
            if isinstance(file, int) and mode == "wb" and not args and not extra:
                return io.BufferedWriter(Raw(file, "wb"))
            return real(file, mode, *args, **extra)

        builtins.open = open_


def _die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("killed")


def main() -> None:
    """Runs the program's own command line."""
    how, step, report, *args = sys.argv[1:]
    assert how in HOW, how
    from mastery.__main__ import main as program

    Disk(how, int(step), Path(report)).watch()
    program(args)


if __name__ == "__main__":
    main()
