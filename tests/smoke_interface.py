"""Starts the interface once in a pseudo-terminal of 80x24, waits for Today, leaves with ctrl+q, expects a clean end.

Run as: python tests/smoke_interface.py COMMAND [ARG …]. Only the standard library is used.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

PATIENCE = 30.0
"""Seconds for the whole run."""


def main(command: list[str]) -> int:
    """0 when the interface painted Today and ended with exit code 0."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24")
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    until, seen, left = time.monotonic() + PATIENCE, b"", False
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                data = os.read(terminal, 65536)
            except OSError:  # the other end is closed
                break
            if not data:
                break
            seen += data
        elif b"Today" in seen and not left:
            os.write(terminal, b"\x11")  # ctrl+q
            left = True
    if time.monotonic() >= until:
        os.kill(child, 9)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    print(f"interface: Today was {'painted' if b'Today' in seen else 'not painted'}, exit code {code}")
    return 0 if left and code == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
