"""What the tests of the command line share: a journal in a temporary folder, and a clock that stands still."""

import datetime as dt
from pathlib import Path

from click.testing import CliRunner, Result

from mastery.cli import root
from mastery.cli.context import Context
from tests.store.helpers import StillClock

FRIDAY = dt.datetime(2026, 11, 20, 21, 30, tzinfo=dt.UTC)


class Shell:
    """Runs commands on one journal, each in a process of its own as far as the program can tell."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = StillClock(FRIDAY)

    def __call__(self, *args: str, stdin: str | bytes | None = None, color: bool = False) -> Result:
        """The result of `mastery ARGS…`; what is no failure the program foresaw fails the test."""
        context = Context(clock=self.clock)
        command = ["--journal", str(self.folder), *args]
        result = CliRunner().invoke(root, command, input=stdin, obj=context, color=color)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert "Traceback" not in result.output
        return result

    def ok(self, *args: str, stdin: str | bytes | None = None) -> str:
        """What a command that must succeed printed to standard output."""
        result = self(*args, stdin=stdin)
        assert result.exit_code == 0, result.output
        return result.stdout

    def log(self, *args: str, stdin: str | bytes | None = None) -> str:
        """Logs an entry and gives its short id; the clock then moves a minute."""
        short = self.ok("log", *args, stdin=stdin).split()[1]
        self.clock.moment += dt.timedelta(minutes=1)
        return short

    def fails(self, code: int, *args: str, stdin: str | bytes | None = None) -> str:
        """The one line that a command that must fail with this exit code prints."""
        result = self(*args, stdin=stdin)
        assert result.exit_code == code, result.output
        assert result.stderr.startswith("Error: ")
        assert result.stderr.count("\n") == 1, result.stderr
        assert result.stdout == ""
        return result.stderr
