"""Real shells in a pseudo-terminal, with completion loaded."""

import os
import pty
import select
import time

from tests.support.patience import PATIENCE

READY = b"READY\r"


class Typed:
    """A real shell in a pseudo-terminal, with completion loaded."""

    def __init__(self, command: list[str], env: dict[str, str], begin: str) -> None:
        self.name = command[0]
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.execvpe(command[0], command, env)
        self.type(f'{begin}\necho REA""DY\n', READY)

    def type(self, text: str, wanted: bytes) -> bytes:
        """What comes after a text was typed, up to what is wanted or the end of patience."""
        os.write(self.terminal, text.encode())
        seen, until = b"", time.monotonic() + PATIENCE
        while wanted not in seen and time.monotonic() < until:
            if select.select([self.terminal], [], [], 0.2)[0]:
                seen += os.read(self.terminal, 65536)
        return seen

    def close(self) -> None:
        os.kill(self.child, 9)
        os.waitpid(self.child, 0)
        os.close(self.terminal)
