"""What a person does with goals comes to the same in the shell and in the interface."""

import datetime as dt
from pathlib import Path

import pytest

from mastery.core.goals.goal import Goal, Obstacle
from mastery.core.goals.lines import read_milestones
from mastery.store import Journal
from mastery.verbs.goals import (
    achieve,
    drop,
    edit_goal,
    link,
    pause,
    rate,
    reach,
    reopen,
    resume,
    set_goal,
    unlink,
)
from mastery.verbs.models import write_model
from mastery.verbs.practices import begin_practice
from tests.support.diary import NOW, entry
from tests.support.faces import Case, Refusal, Typed, refused, same

TODAY = NOW.date()


def nothing(made: Journal) -> None:
    made.add(entry("An entry"))


def spanish(made: Journal) -> None:
    """One goal with a milestone that is open and one that was reached, and a practice that serves it."""
    milestones = read_milestones("A2 exam by 2026-12-01\n[x 2026-11-20] Alphabet", TODAY)
    goal = set_goal(
        made, "Speak Spanish", vision="An evening", milestones=milestones, obstacles=[Obstacle(text="No ear")]
    )
    begin_practice(made, "Vocabulary", "daily", goal=goal, first=TODAY - dt.timedelta(days=9))
    write_model(made, "I have no talent", 70)
    made.add(entry("An entry"))


def the_goal(made: Journal) -> Goal:
    return made.records(Goal)[0]


def paused(made: Journal) -> None:
    spanish(made)
    pause(made, the_goal(made))


def dropped(made: Journal) -> None:
    spanish(made)
    drop(made, the_goal(made))


def linked(made: Journal) -> None:
    spanish(made)
    link(made, the_goal(made), made.entries())


CASES = [
    Case(
        set_goal,
        nothing,
        [[
            "goal", "add", "Speak Spanish", "--vision", "An evening", "--reality", "A tourist", "--why", "Ana",
            "--target", "2027-06-01", "--budget", "3h", "--milestone", "A2 exam by 2026-12-01",
            "--resource", "book: Fluent Forever", "--obstacle", "No ear",
        ]],
        "goals",
        [
            "a", Typed("Speak Spanish"), "tab", Typed("An evening"), "tab", Typed("A tourist"), "tab", Typed("Ana"),
            "tab", Typed("2027-06-01"), "tab", Typed("3h"), "tab", Typed("A2 exam by 2026-12-01"),
            "tab", Typed("book: Fluent Forever"), "tab", Typed("No ear"), "ctrl+s",
        ],
    ),
    Case(set_goal, nothing, [["goal", "add", "Chess"]], "goals", ["a", Typed("Chess"), "ctrl+s"], "with a title alone"),
    Case(
        edit_goal,
        spanish,
        [["goal", "edit", "spanish", "--title", "Speak Spanish well", "--why", "Ana"]],
        "goals",
        ["e", "end", Typed(" well"), "tab", "tab", "tab", Typed("Ana"), "ctrl+s"],
    ),
    Case(
        edit_goal,
        spanish,
        [["goal", "milestone", "spanish", "One novel by 2027-01-31"]],
        "goals",
        ["e", *["tab"] * 6, "down", "end", "enter", Typed("One novel by 2027-01-31"), "ctrl+s"],
        "a milestone more",
    ),
    Case(
        edit_goal,
        spanish,
        [["goal", "obstacle", "spanish", "No ear", "--model", "talent"]],
        "goals",
        ["enter", "end", "enter", "tab", Typed("talent"), "ctrl+s"],
        "the model behind an obstacle",
    ),
    Case(
        rate,
        spanish,
        [["goal", "rate", "spanish", "--vision", "8", "--reality", "3", "--note", "Lost in fast talk"]],
        "goals",
        ["r", Typed("8"), "tab", Typed("3"), "tab", Typed("Lost in fast talk"), "ctrl+s"],
    ),
    Case(
        reach, spanish, [["goal", "milestone", "spanish", "A2 exam", "--done"]], "goals", ["enter", "space", "escape"]
    ),
    Case(
        reopen, spanish, [["goal", "milestone", "spanish", "2", "--undone"]], "goals", ["enter", "down", "space"]
    ),
    Case(achieve, spanish, [["goal", "achieve", "spanish"]], "goals", ["c", "escape"]),
    Case(achieve, paused, [["goal", "achieve", "spanish"]], "goals", ["c", "escape"], "a paused goal: its rest ends"),
    Case(pause, spanish, [["goal", "pause", "spanish"]], "goals", ["z"]),
    Case(resume, paused, [["goal", "resume", "spanish"]], "goals", ["z"]),
    Case(resume, dropped, [["goal", "resume", "spanish"]], "goals", ["z"], "a dropped goal"),
    Case(drop, spanish, [["goal", "drop", "spanish"]], "goals", ["x"]),
    Case(drop, paused, [["goal", "drop", "spanish"]], "goals", ["x"], "a paused goal: its rest ends"),
    Case(
        link,
        spanish,
        [["goal", "link", "spanish", "last", "--applied", "--minutes", "30"]],
        "journal",
        ["b", Typed("span"), "tab", "tab", Typed("30"), "tab", "tab", "tab", "ctrl+u", Typed("yes"), "ctrl+s"],
    ),
    Case(
        unlink, linked, [["goal", "link", "spanish", "last", "--remove"]], "journal", ["b", "ctrl+u", "ctrl+s"]
    ),
]  # fmt: skip

REFUSALS = [
    Refusal(
        set_goal, spanish, ["goal", "add", "speak SPANISH"], "goals", ["a", Typed("speak SPANISH"), "ctrl+s"],
        "There is already a goal “Speak Spanish”", code=2,
    ),
    Refusal(
        set_goal, nothing, ["goal", "add", " "], "goals", ["a", Typed(" "), "ctrl+s"], "A goal needs a title.", code=2
    ),
    Refusal(
        set_goal, nothing, ["goal", "add", "Chess", "--target", "some day"], "goals",
        ["a", Typed("Chess"), *["tab"] * 4, Typed("some day"), "ctrl+s"], "'some day' is no date", code=2,
    ),
    Refusal(
        rate, spanish, ["goal", "rate", "spanish", "--vision", "11", "--reality", "3"], "goals",
        ["r", Typed("11"), "tab", Typed("3"), "ctrl+s"], "11 is not in the range",
        seen="vision is a number from 0 to 10, not 11.", code=2,
    ),
    Refusal(
        achieve, dropped, ["goal", "achieve", "spanish"], "goals", ["c"],
        "“Speak Spanish” was dropped on 2026-11-23. Resume it first.", code=2,
    ),
    Refusal(
        drop, dropped, ["goal", "drop", "spanish"], "goals", ["x"], "“Speak Spanish” was dropped on 2026-11-23.",
        code=2,
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_both_faces_come_to_the_same(case: Case, tmp_path: Path) -> None:
    await same(case, tmp_path)


@pytest.mark.parametrize("case", REFUSALS, ids=str)
async def test_both_faces_refuse_the_same(case: Refusal, tmp_path: Path) -> None:
    await refused(case, tmp_path)
