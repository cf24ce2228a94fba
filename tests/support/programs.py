"""The program as real processes, at a shell's prompt and in a pseudo-terminal."""

import contextlib
import fcntl
import json
import os
import pty
import resource
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

import pyte

from tests.support.patience import PATIENCE

PROGRAM = (sys.executable, "-m", "mastery")

UNPRIVILEGED = (
    sys.executable,
    "-c",
    "import ctypes, os, sys; libc = ctypes.CDLL(None);"
    "[libc.prctl(24, capability, 0, 0, 0) for capability in (1, 2)] if os.geteuid() == 0 else 0;"
    "os.execv(sys.argv[1], sys.argv[1:])",
)
"""Before a command: modes of files then bind root too, which gives up CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""


def run(
    folder: Path,
    *args: str,
    stdin: bytes | None = None,
    timeout: float = PATIENCE,
    env: dict[str, str] | None = None,
    memory: int = resource.RLIM_INFINITY,
) -> "subprocess.CompletedProcess[bytes]":
    """`mastery --journal FOLDER ARGS…` in a process of its own, waited for, with at most so many bytes of memory."""
    return subprocess.run(
        [*PROGRAM, "--journal", str(folder), *args],
        input=stdin or b"",
        capture_output=True,
        timeout=timeout,
        env={**os.environ, **(env or {})},
        check=False,
        preexec_fn=None
        if memory == resource.RLIM_INFINITY
        else lambda: resource.setrlimit(resource.RLIMIT_DATA, (memory, memory)),
    )


def ok(folder: Path, *args: str, stdin: bytes | None = None) -> str:
    """What a command that must succeed printed."""
    done = run(folder, *args, stdin=stdin)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def listed(folder: Path, *args: str) -> list[dict[str, Any]]:
    """The entries as a fresh process reads them."""
    found: list[dict[str, Any]] = json.loads(ok(folder, "list", "--format", "json", *args))
    return found


def clear(done: "subprocess.CompletedProcess[bytes]") -> None:
    """A command either answered, or said in one line what is wrong; it never ends in a traceback or by a signal."""
    error = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in error, error
    assert done.returncode in (0, 1, 2), (done.returncode, error)
    if done.returncode:
        assert "Error: " in error, error


class Terminal:
    """The interface (or any program) in a pseudo-terminal, with what its screen shows."""

    def __init__(self, command: Sequence[str], *, columns: int = 80, lines: int = 24) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.drawn = b""
        """Everything the program wrote."""
        self.code: int | None = None
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.environ.update(TERM="xterm-256color", COLUMNS=str(columns), LINES=str(lines))
            os.execvp(command[0], list(command))
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.child, signal.SIGKILL)
            self.ended()
        self.hang_up()

    def read(self, seconds: float = 0.05) -> bool:
        """Takes in what the program draws within so many seconds; whether it drew anything."""
        if self.terminal < 0 or not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.terminal, 65536)
        except OSError:  # the other end is closed
            return False
        self.drawn += data
        self._stream.feed(data)
        return bool(data)

    def text(self) -> str:
        """The screen's lines."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, for_: str | Callable[[str], bool]) -> str:
        """The screen once it shows a text (or the question about it is true); fails where it never does."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            shown = self.text()
            if (for_ in shown) if isinstance(for_, str) else for_(shown):
                return shown
            self.read()
        raise AssertionError(f"never shown: {for_}\n{self.text()}")

    def type(self, text: str) -> None:
        """Presses keys, a letter at a time as a person would (but faster)."""
        for letter in text:
            os.write(self.terminal, letter.encode())
            self.read(0.005)

    def send(self, number: int) -> None:
        """Sends the program a signal."""
        os.kill(self.child, number)

    def hang_up(self) -> None:
        """Closes the terminal, as a lost connection does."""
        if self.terminal >= 0:
            os.close(self.terminal)
            self.terminal = -1

    def ended(self) -> int:
        """The exit code (negative: the signal) once the program has ended; fails where it never does."""
        until = time.monotonic() + PATIENCE
        while self.code is None:
            done, status = os.waitpid(self.child, os.WNOHANG)
            if done:
                self.code = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > until:
                raise AssertionError("the program did not end")
            else:
                self.read(0.02)
        return self.code


def interface(folder: Path, **size: int) -> Terminal:
    """The interface on a journal, in a pseudo-terminal."""
    return Terminal([*PROGRAM, "--journal", str(folder)], **size)


def all_of(folder: Path) -> list[str]:
    """The titles as a fresh process reads them, sorted."""
    return sorted(str(entry["title"]) for entry in listed(folder))
