"""Recall cards in both faces."""

from pathlib import Path

import pytest

from mastery.store import Journal
from mastery.verbs.cards import add_card, delete_card, grade
from tests.support.clock import FixedClock
from tests.support.diary import DAY, entry
from tests.support.faces import Case, Refusal, Typed, refused, same


def read(made: Journal) -> None:
    """An entry."""
    made.add(entry("The launch", "Nobody owned the date."))


def due(made: Journal) -> None:
    """A card of two days ago, which is due."""
    clock = made.clock
    assert isinstance(clock, FixedClock)
    clock.advance(-2 * DAY)
    add_card(made, "Why did the launch slip?", "Nobody owned the date")
    clock.advance(2 * DAY)


ASKED = ("c", Typed("Why did it slip?"), "tab", Typed("Nobody owned the date"), "ctrl+s")

CASES = [
    Case(
        add_card, read, [("recall", "add", "Why did it slip?", "Nobody owned the date", "--entry", "last")],
        "journal", ASKED,
    ),
    *(Case(grade, due, [("recall", "grade", "launch", how)], "models", ("c", "space", key), how)
      for how, key in (("again", "1"), ("hard", "2"), ("good", "3"), ("easy", "4"))),
    Case(delete_card, due, [("recall", "delete", "launch")], "models", ("end", "enter", "d")),
]  # fmt: skip

REFUSALS = [
    Refusal(add_card, read, ("recall", "add", " ", "So", "--entry", "last"), "journal",
            ("c", "tab", Typed("So"), "ctrl+s"), "The card has no question: write one.", code=2),
    Refusal(add_card, read, ("recall", "add", "Why?", " ", "--entry", "last"), "journal",
            ("c", Typed("Why?"), "ctrl+s"), "The card has no answer: write one.", code=2),
    Refusal(grade, due, ("recall", "grade", "launch", "well"), "models", ("c", "space", "5"), "'well' is not one of",
            "How was it?", code=2),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_both_faces_come_to_the_same(case: Case, tmp_path: Path) -> None:
    await same(case, tmp_path)


@pytest.mark.parametrize("case", REFUSALS, ids=str)
async def test_both_faces_refuse_the_same(case: Refusal, tmp_path: Path) -> None:
    await refused(case, tmp_path)
