"""The real program at a moment that stands still: `python -m tests.support.frozen 2026-11-20T21:30 [ARG …]`.

For pages and pictures of the docs, which are to say the same tomorrow.
"""

import datetime as dt
import sys

from mastery.__main__ import open_interface
from mastery.cli import root
from mastery.cli.context import Context
from tests.support.clock import FixedClock


def main(moment: str, *argv: str) -> None:
    """Runs the program; ends by SystemExit with the exit code."""
    clock = FixedClock(dt.datetime.fromisoformat(moment))
    root.main(argv, prog_name="mastery", obj=Context(clock=clock, interface=open_interface))


if __name__ == "__main__":
    main(*sys.argv[1:])
