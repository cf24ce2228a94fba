"""Completion: what can be typed next, from the program itself and as the real shells ask for it."""

import os
import pty
import select
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from mastery.cli import root
from tests.cli.helpers import Shell

PATIENCE = 30.0
"""Seconds that a shell has to answer."""

READY = b"READY\r"


@pytest.fixture
def known(shell: Shell) -> Shell:
    """A journal with a name of each kind."""
    shell.ok("goal", "add", "Speak Spanish")
    shell.ok("goal", "add", "Sing")
    shell.ok("practice", "add", "Guitar", "daily")
    shell.ok("practice", "add", "Gone", "daily", "--from", "2026-11-01", "--until", "2026-11-02")
    shell.ok("model", "add", "Meetings need an agenda, always", "--confidence", "60")
    shell.ok("mentor", "add", "Ana Ruiz")
    shell.ok("today")
    shell.log("Rain. #weather with @ben")
    return shell


def completed(shell: Shell, line: str) -> list[str]:
    """What bash is told for a line whose last word is to be completed."""
    words = line.split(" ")
    env = {
        "_MASTERY_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1),
        "MASTERY_JOURNAL": str(shell.folder),
    }  # fmt: skip
    result = CliRunner(env=env).invoke(root, [], prog_name="mastery")
    assert result.stderr == ""
    return [one.partition(",")[2] for one in result.stdout.split("\n") if one]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("mastery comp", ["completion"]),
        ("mastery goal mil", ["milestone"]),
        ("mastery list --st", ["--starred"]),
        ("mastery goal show s", ["sing", "speak-spanish"]),
        ("mastery goal add s", []),
        ("mastery list --goal sp", ["speak-spanish"]),
        ("mastery done g", ["guitar"]),
        ("mastery practice end ", ["guitar"]),
        ("mastery model show ", ["meetings-need-an-agenda"]),
        ("mastery log --model me", ["meetings-need-an-agenda"]),
        ("mastery share ", ["ana-ruiz"]),
        ("mastery mentor edit A", ["ana-ruiz"]),
        ("mastery list --tag ", ["@ben", "weather"]),
        ("mastery export --to ic", ["ical"]),
        ("mastery import --from lo", ["loop"]),
        ("mastery log --template les", ["lesson"]),
        ("mastery config them", ["theme"]),
        ("mastery config keys.main.n", ["keys.main.new"]),
        ("mastery config theme pa", ["paper"]),
        ("mastery config journaling ", ["yes", "no"]),
        ("mastery help cad", ["cadences"]),
        ("mastery help goal ra", ["rate"]),
        ("mastery -j ", ["default"]),
        ("mastery predict resolve x y", ["yes"]),
    ],
)
def test_what_can_come_next(known: Shell, line: str, found: list[str]) -> None:
    assert completed(known, line) == found


def test_names_are_those_of_the_journal_that_is_named(known: Shell, tmp_path: Path) -> None:
    other = Shell(tmp_path / "other")
    other.ok("goal", "add", "Sail")
    assert completed(known, f"mastery --journal {other.folder} goal show ") == ["sail"]
    assert completed(known, f"mastery --journal {tmp_path / 'none'} goal show ") == []


def test_where_anything_is_wrong_nothing_is_said(known: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (known.folder / "journal.log").write_text("garbage")
    assert completed(known, "mastery goal show ") == []
    (tmp_path / "config.toml").write_text("theme = \n")
    monkeypatch.setenv("MASTERY_CONFIG", str(tmp_path / "config.toml"))
    assert completed(known, "mastery goal show ") == []
    assert completed(known, "mastery goal sh") == ["show"]


class Typed:
    """A real shell in a pseudo-terminal, with completion loaded."""

    def __init__(self, command: list[str], env: dict[str, str], begin: str) -> None:
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


SHELLS = {
    "bash": (["bash", "--norc", "-i"], ". <(mastery completion bash)"),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -u -D; . <(mastery completion zsh)"),
    "fish": (["fish", "--no-config", "-i"], "mastery completion fish | source"),
}


@pytest.fixture(params=SHELLS)
def typed(request: pytest.FixtureRequest, known: Shell, tmp_path: Path) -> Iterator[Typed]:
    """Each of the shells that are on this machine, on the journal `known`."""
    command, begin = SHELLS[request.param]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this machine")
    program = tmp_path / "bin" / "mastery"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m mastery "$@"\n')
    program.chmod(0o700)
    env = dict(os.environ) | {
        "PATH": f"{program.parent}:{os.environ['PATH']}", "MASTERY_JOURNAL": str(known.folder), "TERM": "xterm",
        "COLUMNS": "80", "LINES": "24", "PS1": "> ", "PYTHONPATH": str(Path(__file__).parents[2]),
    }  # fmt: skip
    shell = Typed(command, env, begin)
    yield shell
    shell.close()


def test_a_real_shell_completes_what_is_typed(typed: Typed) -> None:
    for line, whole in (
        ("mastery comple", "completion"),
        ("mastery goal mil", "milestone"),
        ("mastery list --starr", "--starred"),
        ("mastery goal show sp", "speak-spanish"),
        ("mastery done gui", "guitar"),
        ("mastery list --tag wea", "weather"),
        ("mastery config theme pap", "paper"),
        ("mastery export --to ica", "ical"),
    ):
        assert whole.encode() in typed.type(f"{line}\t", whole.encode()), line
        typed.type('\x15echo REA""DY\n', READY)  # ctrl+u: away with the line
