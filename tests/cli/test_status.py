"""`mastery status`: one line for a prompt."""

import json
from pathlib import Path

import pytest

from mastery.cli.commands.status import _shown
from tests.support.cli import Shell
from tests.support.imports import HEAVY, imported

PROMPTED = """
import contextlib, io
from mastery.__main__ import main
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
    main(["--journal", {journal!r}, "status"])
"""


def test_the_day_from_morning_to_evening(shell: Shell) -> None:
    assert shell.ok("status") == "○ 0 d · 0 due\n"
    shell.ok("practice", "add", "Guitar", "daily")
    shell.log("yesterday: Rain. #weather")
    assert shell.ok("status") == "○ 1 d · 2 due\n"
    shell.log("Sun.")
    assert shell.ok("status") == "● 2 d · 1 due\n"
    shell.ok("done", "guitar")
    assert shell.ok("status") == "● 2 d · 0 due\n"


def test_names_are_filled_in(shell: Shell) -> None:
    shell.log("Sun.")
    form = "{mark} {day} {entries}/{streak} {due} {done} {predictions} {cards} {journal}"
    assert shell.ok("status", "--format", form) == "● 2026-11-20 1/1 0 1 0 0 journal\n"
    said = shell.fails(2, "status", "--format", "{strek}")
    assert "{streak}" in said and "json" in said
    for broken in ("{", "{}", "{0}", "{day.x}"):
        shell.fails(2, "status", "--format", broken)


def test_json_says_null_for_what_is_not_known(shell: Shell) -> None:
    shell.log("Sun.")
    shell.ok("today")
    assert json.loads(shell.ok("status", "--format", "json")) == {
        "journal": "journal", "day": "2026-11-20", "entries": 1, "streak": 1, "due": 0, "done": 1, "predictions": 0,
        "cards": 0, "ask": [],
    }  # fmt: skip
    (shell.folder / "status.json").unlink()
    assert json.loads(shell.ok("status", "--format", "json"))["streak"] is None
    assert shell.ok("status") == "? ? d · ? due\n"
    shell.ok("today")
    assert shell.ok("status") == "● 1 d · 0 due\n"


def test_without_journaling_it_is_not_asked_for(shell: Shell) -> None:
    shell.log("yesterday: Rain.")
    shell.ok("config", "journaling", "no")
    assert shell.ok("status") == "○ 0 d · 0 due\n"


def test_a_damaged_journal_is_one_line(shell: Shell) -> None:
    shell.log("Sun.")
    (shell.folder / "journal.log").write_text("garbage\n")
    assert "mastery doctor" in shell.fails(1, "status")


def test_a_terminal_without_unicode_gets_plain_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ascii:
        encoding = "ascii"

    monkeypatch.setattr("sys.stdout", Ascii())
    assert _shown("● 3 d · 1 due") == "* 3 d | 1 due"


def test_it_imports_nothing_heavy_and_does_not_read_the_journal(shell: Shell, tmp_path: Path) -> None:
    shell.log("Sun.")
    shell.ok("practice", "add", "Guitar", "3/week")
    shell.ok("today")
    modules = imported(PROMPTED.format(journal=str(shell.folder)))
    assert "mastery.core.today.outline" in modules
    assert not modules & set(HEAVY)
    assert not modules & {"mastery.store.storage", "mastery.core.writing.query", "fsrs", "mastery.core.writing.capture"}
