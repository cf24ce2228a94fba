"""Completion: what can be typed next, from the program itself and as the real shells ask for it."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from click.shell_completion import CompletionItem
from click.testing import CliRunner

from mastery.cli import root
from mastery.cli.shells import SHELLS, is_word
from mastery.store import Journal
from tests.support.cli import Shell
from tests.support.shells import READY, Typed


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
        "_MASTERY_COMPLETE": "bash_complete", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1),
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


STARTED = {
    "bash": (["bash", "--norc", "-i"], ". <(mastery completion bash)"),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -u -D; . <(mastery completion zsh)"),
    "fish": (["fish", "--no-config", "-i"], "mastery completion fish | source"),
}


@pytest.fixture(params=STARTED)
def typed(request: pytest.FixtureRequest, known: Shell, tmp_path: Path) -> Iterator[Typed]:
    """Each of the shells that are on this machine, on the journal `known`."""
    command, begin = STARTED[request.param]
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


def tagged(shell: Shell, *tags: str) -> None:
    """Logs an entry with these tags, as an import may bring them."""
    with Journal(shell.folder, clock=shell.clock) as journal:
        old = journal.find(shell.log("Tagged."))
        journal.change(old, msgspec.structs.replace(old, tags=tags))


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


NAMES = [
    "recipes$(touch canary)", "x`touch canary`", "it's", 'say "hi"', "two words", "a;touch canary", "a&touch canary",
    "a|touch canary", "~root", "~", "!!", "a!b", "a*", "*", "[ab]", "a?b", "{a,b}", "a:b", "a,b", "a=b", "-dash", "-n",
    "--option", "a\\b", "a\\", "\\$(touch canary)", "q'\"$(touch canary)", "'", '"', "$HOME", "$'\\n'", "#x", "=ls",
    ">x", "<(x)", "(x)", "^x", "%F{red}", "%", " before", "after ", "@ben", "größe", "日本 語", "\u200cپ", "plain",
]  # fmt: skip
"""Names that a shell would misread."""


@pytest.mark.parametrize("says", ["", "its help: it's $(touch canary) %F{red}"])
@pytest.mark.parametrize("name", STARTED)
def test_every_name_is_one_word_in_a_real_shell(tmp_path: Path, name: str, says: str) -> None:
    """Each name is completed and entered; a program in place of mastery notes the arguments it gets."""
    command, begin = STARTED[name]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this machine")
    answer, arguments, program = tmp_path / "answer", tmp_path / "arguments", tmp_path / "mastery"
    program.write_text(
        f'#!/bin/sh\nif [ "$1" = completion ]; then cat {tmp_path}/script\n'
        f'elif [ -n "$_MASTERY_COMPLETE" ]; then cat {answer}\n'
        f'else printf "%s\\0" "$@" > {arguments}; echo ENTER""ED; fi\n'
    )
    program.chmod(0o700)
    shell = SHELLS[name](root, {}, "mastery", "_MASTERY_COMPLETE")
    (tmp_path / "script").write_text(shell.source_template % shell.source_vars())
    env = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path), "TERM": "xterm", "LANG": "C.UTF-8",
        "COLUMNS": "80", "LINES": "24",
    }  # fmt: skip
    typed = Typed(["sh", "-c", f"cd {tmp_path}; exec {' '.join(command)}"], env, begin)
    try:
        for one in NAMES:
            if name == "fish" and one.startswith("~"):  # fish would expand it: it is not offered
                continue
            answer.write_text(shell.format_completion(CompletionItem(one, help=says or None)) + "\n")
            typed.type("mastery list --tag \t\n", b"ENTERED")
            assert arguments.read_text() == f"list\0--tag\0{one}\0"
    finally:
        typed.close()
    assert not (tmp_path / "canary").exists()


def test_a_name_that_is_not_one_word_is_not_offered(known: Shell) -> None:
    tagged(known, "fine", "line\nend", "tab\tulator", "escape\x1b[31m", "turned\u202e", "half\r", "two words", "it's")
    assert completed(known, "mastery list --tag ") == [
        "@ben", "fine", "'it'\"'\"'s'", "'two words'", "weather",
    ]  # fmt: skip
    assert completed(known, "mastery list --tag 'x' --tag two") == ["'two words'"]
    assert completed(known, "mastery list --tag 'two") == completed(known, 'mastery list --tag "it') == []
    assert completed(known, 'mastery list --tag "fi') == ["fine"]
    assert is_word("größe") and not is_word("") and not is_word("a\nb")


def test_an_imported_tag_runs_nothing_in_a_real_shell(typed: Typed, known: Shell, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    tagged(known, f"recipes$(touch {canary})", f"sums`touch {canary}`")
    known.ok("list")
    for quote in ("", "'", '"'):
        for begun in ("recip", "sum"):
            end = quote if typed.name == "bash" else ""  # bash completes nothing there, the others close it
            assert b"No entry fits." in typed.type(f"mastery list --tag {quote}{begun}\t{end}\n", b"No entry fits.")
            typed.type('echo REA""DY\n', READY)
            assert not canary.exists(), (quote, begun)
