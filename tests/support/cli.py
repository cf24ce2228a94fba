"""What the tests of the command line share: a journal in a temporary folder, and a clock that stands still."""

import datetime as dt
import io
import stat
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result

from mastery.cli import root
from mastery.cli.context import Context
from mastery.cli.terminal import Guarded
from tests.support.journals import StillClock

FRIDAY = dt.datetime(2026, 11, 20, 21, 30, tzinfo=dt.UTC)


class Stream(io.StringIO):
    """A file, or a terminal, that remembers what was written to it."""

    def __init__(self, *, terminal: bool = True) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def printed(text: str, *, terminal: bool = True) -> str:
    """The part of a printed text that arrives."""
    stream = Stream(terminal=terminal)
    Guarded(stream).write(text)
    return stream.getvalue()


class Shell:
    """Runs commands on one journal, each in a process of its own as far as the program can tell."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = StillClock(FRIDAY)

    def __call__(self, *args: str, stdin: str | bytes | None = None, terminal: bool = False) -> Result:
        """The result of `mastery ARGS…`, perhaps as printed to a terminal; what is no failure the program foresaw fails
        the test."""
        context = Context(clock=self.clock)
        command = ["--journal", str(self.folder), *args]
        with patch("click.testing._NamedTextIOWrapper.isatty", lambda stream: True) if terminal else nullcontext():
            result = CliRunner().invoke(root, command, input=stdin, obj=context)
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


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Makes a shell script the editor; its $1 is the file."""
    path = tmp_path / "my editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(stat.S_IRWXU)
    monkeypatch.setenv("EDITOR", f"'{path}'")
    monkeypatch.setattr("mastery.cli.commands.log.input_is_terminal", lambda: True)
