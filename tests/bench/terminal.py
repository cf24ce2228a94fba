"""A program in a pseudo-terminal, and when what a person waits for was painted. Its output is read, not drawn."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

COLUMNS, LINES = 120, 40
QUIET = 0.02
"""Seconds of silence after which an answer counts as whole."""

_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-9;?<>=]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P_][^\x1b]*\x1b\\|[()][A-Z0-9]|.)"
)


class Silent(Exception):
    """The program did not paint what was waited for."""


class Terminal:
    """One run of a program in a terminal of 120x40."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self._start = time.perf_counter()
        self._new = b""
        """What was painted since the last key."""
        self._paintings: list[tuple[float, int]] = []
        """After each painting: the moment, and how long the answer was by then."""
        self._pressed = self._start
        self.child, self._terminal = pty.fork()
        if self.child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.execve(command[0], list(command), dict(env))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self._terminal)

    def ready(self, text: str) -> float:
        """Milliseconds from the start to the moment that the text was painted."""
        return 1000 * (self._until(text, 60) - self._start)

    def settle(self, quiet: float = 0.3, patience: float = 2) -> None:
        """Waits until nothing was painted for so many seconds; a cursor may blink on and on, so not for ever."""
        end = time.perf_counter() + patience
        while time.perf_counter() < end and self._read(quiet):
            pass
        self._new = b""

    def press(self, key: str, shows: str = "", quiet: float = QUIET) -> float:
        """Milliseconds from a key to the last byte of the answer; `shows` is a text that has to be in it."""
        while self._read(0):
            pass
        self._new, self._paintings = b"", []
        self._pressed = time.perf_counter()
        os.write(self._terminal, key.encode())
        last = self._until(shows, 20)
        while self._read(quiet):
            last = time.perf_counter()
        return 1000 * (last - self._pressed)

    def answered(self, text: str) -> float | None:
        """Milliseconds from the last key to the painting of a text; None where the answer had it not."""
        at = self._new.find(text.encode())
        painted = (moment for moment, length in self._paintings if 0 <= at < length)
        return next((1000 * (moment - self._pressed) for moment in painted), None)

    def memory(self) -> float:
        """Megabytes of memory that the program itself has resident now."""
        if sys.platform == "darwin":
            said = subprocess.check_output(["/bin/ps", "-o", "rss=", "-p", str(self.child)])
            return int(said) / 1024
        status = Path(f"/proc/{self.child}/status").read_text("ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def _until(self, text: str, patience: float) -> float:
        """The moment at which the text was painted (without one: anything)."""
        wanted, end = text.encode(), time.perf_counter() + patience
        while time.perf_counter() < end:
            if self._read(0.1):
                now = time.perf_counter()
                if wanted in self._new or wanted in self._painted():
                    return now
        raise Silent(f"{text!r} was not painted in {patience:g} s; the last was {self._painted()[-300:]!r}")

    def _painted(self) -> bytes:
        """What was painted since the last key, without colours and places."""
        return _ESCAPES.sub(b"", self._new)

    def _read(self, seconds: float) -> bool:
        """Takes in what is painted within so many seconds; whether anything was."""
        if not select.select([self._terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError:  # the program has ended
            data = b""
        if not data:
            raise Silent(f"the program has ended; its last words: {self._painted()[-300:]!r}")
        self._new += data
        self._paintings.append((time.perf_counter(), len(self._new)))
        return True
