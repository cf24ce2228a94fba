"""The guided review in both faces; in the shell it is written in an editor."""

from pathlib import Path

import pytest

from mastery.store import Journal
from mastery.verbs.reviews import write_review
from tests.support.cli import editor
from tests.support.diary import entry
from tests.support.faces import Case, Refusal, Typed, refused, same


def lived(made: Journal) -> None:
    """A win, so that some steps are known."""
    made.add(entry("Won the round", kind="win"))


TO_NEXT = ("r", *["enter"] * 5)
"""To the last step, from a week without promises before it."""

CASES = [
    Case(
        write_review, lived, [("review", "--write")], "review",
        (*TO_NEXT, Typed("Write daily"), "ctrl+j", Typed("Call Ana"), "ctrl+s"),
    ),
]  # fmt: skip

REFUSALS = [
    Refusal(
        write_review, lived, ("review", "--write"), "review",
        (*TO_NEXT, "a", "ctrl+j", "b", "ctrl+j", "c", "ctrl+j", "d", "ctrl+s"),
        "4 are too many to keep: choose 3.", code=2,
    ),
    Refusal(
        write_review, lived, ("review", "--write"), "review",
        ("r", *["f7", "backspace", "tab"] * 5, "f7", "backspace", "ctrl+s"),
        "Every step is empty: write at least one.", code=2,
    ),
]  # fmt: skip

EDITORS = dict(zip(map(str, [*CASES, *REFUSALS]), (
    'printf "Write daily\\nCall Ana\\n" >> "$1"',
    'printf "a\\nb\\nc\\nd\\n" >> "$1"',
    'printf "## Wins\\n" > "$1"',
), strict=True))  # fmt: skip
"""What an editor does with the review, whose file is $1, in the shell's half of a case."""


@pytest.fixture(autouse=True)
def edited(case: Case | Refusal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits at the terminal, with an editor that does what the case wants."""
    monkeypatch.setattr("mastery.cli.commands.review.input_is_terminal", lambda: True)
    editor(tmp_path, monkeypatch, EDITORS[str(case)])


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_both_faces_come_to_the_same(case: Case, tmp_path: Path) -> None:
    await same(case, tmp_path)


@pytest.mark.parametrize("case", REFUSALS, ids=str)
async def test_both_faces_refuse_the_same(case: Refusal, tmp_path: Path) -> None:
    await refused(case, tmp_path)
