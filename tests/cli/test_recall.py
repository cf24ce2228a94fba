"""`mastery recall`: cards are asked when they are due, and come back."""

import datetime as dt
import re

import pytest

from mastery.cli.commands import recall as recall_command
from tests.support.cli import Shell

DAY = dt.timedelta(days=1)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits at the terminal."""
    monkeypatch.setattr(recall_command, "input_is_terminal", lambda: True)


@pytest.mark.usefixtures("asked")
def test_cards_are_asked_when_they_are_due_and_come_back(shell: Shell) -> None:
    shell.log("The launch slipped. Nobody owned the date.")
    shell.ok("recall", "add", "Why did the launch slip?", "Nobody owned the date", "--entry", "last")
    assert "Nothing to recall today. The next is due on Saturday" in shell("recall").stderr
    shell.clock.moment += DAY
    assert "1 card to recall" in shell.ok("today")
    result = shell("recall", stdin="\nhard\n")
    assert result.exit_code == 0, result.output
    assert result.stdout.index("Why did") < result.stdout.index("Nobody owned the date") < result.stdout.index("From")
    assert re.search(r"Again in \d+ days?\.", result.stderr)
    assert "recalled 2026-11-21" in shell.ok("recall", "list")
    assert "recalled 2026-11-21" in shell.ok("show", "last")
    assert "Taken back: the grade of “Why did" in shell.ok("undo")
    assert "not asked yet" in shell.ok("recall", "list")


def test_without_a_terminal_recall_lists_what_is_due_and_grades_by_name(shell: Shell) -> None:
    shell.ok("recall", "add", "Why did the launch slip?", "Nobody owned the date")
    shell.clock.moment += DAY
    assert "Why did the launch slip?" in shell.ok("recall")
    shell.ok("recall", "grade", "launch", "again")
    assert "not recalled 2026-11-21" in shell.ok("recall", "list")
