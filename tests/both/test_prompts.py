"""The prompt of the day in both faces."""

from pathlib import Path

import pytest

from mastery.store import Journal
from mastery.verbs.prompts import skip_prompt
from mastery.verbs.writing import write
from tests.support.diary import entry
from tests.support.faces import Case, Refusal, Typed, refused, same


def begun(made: Journal) -> None:
    """An entry."""
    made.add(entry("One"))


CASES = [
    Case(skip_prompt, begun, [("prompt", "--skip")], "today", ("s",)),
    Case(write, begun, [("prompt", "I asked. #work")], "today", ("p", Typed("I asked. #work"), "ctrl+s"), "an answer"),
]

REFUSALS = [
    Refusal(write, begun, ("prompt", " "), "today", ("p", "ctrl+s"), "There is no text: write something first.", code=2)
]


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_both_faces_come_to_the_same(case: Case, tmp_path: Path) -> None:
    await same(case, tmp_path)


@pytest.mark.parametrize("case", REFUSALS, ids=str)
async def test_both_faces_refuse_the_same(case: Refusal, tmp_path: Path) -> None:
    await refused(case, tmp_path)
