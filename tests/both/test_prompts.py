"""The prompt of the day in both faces."""

from pathlib import Path

import pytest

from mastery.store import Journal
from mastery.verbs.prompts import skip_prompt
from tests.support.diary import entry
from tests.support.faces import Case, same


def begun(made: Journal) -> None:
    """An entry."""
    made.add(entry("One"))


CASES = [Case(skip_prompt, begun, [("prompt", "--skip")], "today", ("s",))]


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_both_faces_come_to_the_same(case: Case, tmp_path: Path) -> None:
    await same(case, tmp_path)
