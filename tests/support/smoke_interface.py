"""Uses the real program once in a pseudo-terminal of 80x24: writes, searches, visits the six screens, leaves.

Run as: python tests/support/smoke_interface.py COMMAND [ARG …], with an empty journal. Only the standard library is
used, so that any Python can drive a program that is installed elsewhere.
"""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

PATIENCE = 60.0
"""Seconds for the whole run."""

SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[ -/]*[0-~])")
"""Sequences that a terminal obeys rather than shows: CSI, OSC, DCS and short escapes."""

LINE = "Written by hand, on every Python."
STEPS = (
    ("the welcome page", "", "mastery import --help"),
    ("Today", "\x1b", "mastery log"),
    ("the line for a thought", "i", "esc"),
    ("what is typed there", LINE, LINE),
    ("the entry it becomes", "\r", "1 entry today"),
    ("the keys outside the line", "\x1b", "Search"),
    ("Search", "/", "kind:lesson"),
    ("what it finds", "hand", LINE),
    ("the entry in Journal", "\r", "Edit"),
    ("Goals", "3", "mastery goal add"),
    ("Models", "4", "mastery model add"),
    ("Review", "5", "Streaks"),
    ("Share", "6", "mastery mentor add"),
    ("Journal", "2", "Edit"),
    ("Today again", "1", "1 entry today"),
)
"""What should be on show, the keys that lead there, and a text that is painted then and was not just before."""


class Terminal:
    """A program in a pseudo-terminal, and what it painted since the last keys."""

    def __init__(self, command: list[str]) -> None:
        self._until = time.monotonic() + PATIENCE
        self._painted = b""
        self.child, self._end = pty.fork()
        if self.child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24")
            os.execvp(command[0], command)

    def type(self, keys: str) -> None:
        """Types keys; what was painted before no longer counts."""
        self._painted = b""
        os.write(self._end, keys.encode())

    def paints(self, text: str) -> bool:
        """Waits for a text to be painted; False if the program ends first, or time runs out."""
        while text not in self.text():
            if not self._read():
                return False
        return True

    def text(self) -> str:
        """What was painted since the last keys, without the sequences that place and color it."""
        return SEQUENCE.sub(b"", self._painted).decode("utf-8", "replace")

    def exit_code(self) -> int:
        """The program's exit code; if it does not end in time, it is killed (-9)."""
        while self._read():
            pass
        if time.monotonic() >= self._until:
            os.kill(self.child, 9)
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])

    def _read(self) -> bool:
        """Takes in what the program writes; False if it has ended, or time runs out."""
        left = self._until - time.monotonic()
        if left <= 0 or not select.select([self._end], [], [], left)[0]:
            return False
        try:
            data = os.read(self._end, 65536)
        except OSError:  # the other end is closed
            return False
        self._painted += data
        return bool(data)


def main(command: list[str]) -> int:
    """0 if every step painted what it should, and the program ended with exit code 0."""
    terminal = Terminal(command)
    for name, keys, text in STEPS:
        if keys:
            terminal.type(keys)
        if not terminal.paints(text):
            shown = terminal.text()
            code = terminal.exit_code()
            print(f"interface: {name} was not painted, exit code {code}. The end of what was:\n{shown[-2000:]}")
            return 1
    terminal.type("q")
    code = terminal.exit_code()
    print(f"interface: {len(STEPS)} steps painted, exit code {code}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
