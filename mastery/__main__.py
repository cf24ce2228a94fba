"""The program `mastery`: the command line, and the interface when no command is named."""

import sys
from collections.abc import Sequence

from mastery.cli import root
from mastery.cli.context import Context


def open_interface(context: Context) -> None:
    """Opens the interface on the chosen journal; returns when the person leaves it."""
    from mastery.tui import run

    run(context.journal(), context.settings, open_named=context.open_named)


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the program on `argv` (default: the process's own); ends by SystemExit with the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets "?" for it, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")
    root.main(argv, prog_name="mastery", obj=Context(interface=open_interface))


if __name__ == "__main__":
    main()
