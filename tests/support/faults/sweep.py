"""Runs many commands in one process with a pseudo-terminal as its input, output and errors.

`python -m tests.support.faults.sweep JOURNAL RUNS SEEN`: each run is on a fresh copy of the journal. RUNS is JSON, a
list of what `Run` holds; SEEN gets a list of what reached the terminal at each, as hexadecimal digits, and its exit
code.
"""

import datetime as dt
import json
import os
import pty
import shutil
import signal
import sys
import termios
import threading
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import NamedTuple

from mastery.cli import root
from mastery.cli.context import Context
from tests.support.cli import FRIDAY
from tests.support.journals import StillClock
from tests.support.patience import PATIENCE

END = b"\0--end of run--\0"


class Run(NamedTuple):
    """One command."""

    args: Sequence[str]
    typed: str = ""
    """What the person answers."""
    env: Mapping[str, str] = MappingProxyType({})


class Terminal:
    """The pseudo-terminal that this process gets as its own, and what arrives there."""

    def __init__(self) -> None:
        self.master, self.slave = pty.openpty()
        modes = termios.tcgetattr(self.slave)
        modes[1] &= ~termios.OPOST  # what the program writes is what arrives
        modes[3] &= ~(termios.ECHO | termios.ISIG)
        termios.tcsetattr(self.slave, termios.TCSANOW, modes)
        for number in (0, 1, 2):
            os.dup2(self.slave, number)
        self._seen = bytearray()
        self._more = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while data := os.read(self.master, 65536):
            with self._more:
                self._seen += data
                self._more.notify()

    def type(self, text: str) -> None:
        """Types for the command that comes."""
        termios.tcflush(0, termios.TCIFLUSH)
        os.write(self.master, text.encode())

    def taken(self) -> bytes:
        """The output since the last call."""
        os.write(self.slave, END)
        with self._more:
            assert self._more.wait_for(lambda: self._seen.endswith(END), 30)
            seen = bytes(self._seen.removesuffix(END))
            self._seen.clear()
        return seen


def _never_ends(number: int, frame: FrameType | None) -> None:
    raise TimeoutError("the command does not end")


def main(journal: Path, runs: list[Run]) -> list[tuple[str, object]]:
    """The output that reached the terminal in each run, and how the run ended."""
    terminal = Terminal()
    signal.signal(signal.SIGALRM, _never_ends)
    found = []
    before = dict(os.environ)
    work = journal.with_name("work")
    for run in runs:
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(journal, work)
        os.chdir(work)
        os.environ.clear()
        os.environ.update(before | dict(run.env))
        terminal.type(run.typed + "\n" * 20 + "\x04")
        code: object = None
        signal.alarm(int(PATIENCE))  # a command that never ends
        try:
            clock = StillClock(dt.datetime.fromisoformat(os.environ["MOMENT"]) if "MOMENT" in os.environ else FRIDAY)
            root.main(["--journal", str(work), *run.args], obj=Context(clock=clock))
        except SystemExit as end:
            code = end.code
        except BaseException:  # noqa: BLE001 (the sweep goes on, and the test says what it was)
            code = traceback.format_exc()
            traceback.print_exc()
        signal.alarm(0)
        sys.stdout.flush()
        sys.stderr.flush()
        found.append((terminal.taken().hex(), code))
    return found


if __name__ == "__main__":
    journal, runs, seen = map(Path, sys.argv[1:])
    answers = main(journal, [Run(*one) for one in json.loads(runs.read_text())])
    seen.write_text(json.dumps(answers))
