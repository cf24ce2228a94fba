"""What a person does with the timer comes to the same in the shell and in the interface."""

from pathlib import Path

import pytest

from mastery.core.goals.goal import Goal
from mastery.core.practices.practice import Practice
from mastery.store import Journal
from mastery.verbs.goals import set_goal
from mastery.verbs.practices import begin_practice
from mastery.verbs.timing import pause, resume, start, stop
from tests.support.diary import entry
from tests.support.faces import Case, Refusal, Typed, refused, same


def nothing(made: Journal) -> None:
    """No timer, and nothing that one could be for."""
    made.add(entry("An entry"))


def guitar(made: Journal) -> None:
    begin_practice(made, "Guitar", "daily")


def spanish(made: Journal) -> None:
    set_goal(made, "Speak Spanish")


def at_large(made: Journal) -> None:
    start(made)


def paused(made: Journal) -> None:
    start(made)
    pause(made)


def for_guitar(made: Journal) -> None:
    guitar(made)
    start(made, made.records(Practice)[0])


def for_spanish(made: Journal) -> None:
    spanish(made)
    start(made, made.records(Goal)[0])


def for_minutes(made: Journal) -> None:
    start(made, begin_practice(made, "Vocabulary", "150min/week"))


CASES = [
    Case(start, nothing, [["timer", "start"]], "today", ["m"], "for learning at large"),
    Case(start, guitar, [["timer", "start", "guitar"]], "goals", ["m"], "for a practice"),
    Case(start, spanish, [["timer", "start", "spanish"]], "goals", ["m"], "for a goal"),
    Case(pause, for_guitar, [["timer", "pause"]], "today", ["m"]),
    Case(resume, paused, [["timer", "start"]], "today", ["m"]),
    Case(
        stop, for_guitar, [["timer", "stop", "--note", "The barre chord"]], "today",
        ["M", "tab", Typed("The barre chord"), "ctrl+s"], "for a practice: a check-in",
    ),
    Case(
        stop, for_spanish, [["timer", "stop", "--minutes", "45", "--note", "The subjunctive"]], "today",
        ["M", "ctrl+u", Typed("45"), "tab", Typed("The subjunctive"), "ctrl+s"], "for a goal: an entry about it",
    ),
    Case(stop, at_large, [["timer", "stop"]], "today", ["M", "ctrl+s"], "for learning at large: an entry"),
]  # fmt: skip

REFUSALS = [
    Refusal(stop, nothing, ["timer", "stop"], "today", ["M"], "No timer runs."),
    Refusal(
        stop, for_minutes, ["timer", "stop", "--minutes", "0"], "today", ["M", "ctrl+u", Typed("0"), "ctrl+s"],
        "“Vocabulary” is counted in minutes: say how many.", code=2,
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_both_faces_come_to_the_same(case: Case, tmp_path: Path) -> None:
    await same(case, tmp_path)


@pytest.mark.parametrize("case", REFUSALS, ids=str)
async def test_both_faces_refuse_the_same(case: Refusal, tmp_path: Path) -> None:
    await refused(case, tmp_path)
