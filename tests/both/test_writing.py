"""Entries and drafts in both faces."""

from pathlib import Path

import pytest

from mastery.core.writing.editing import to_editing
from mastery.store import Journal
from mastery.verbs.goals import set_goal
from mastery.verbs.models import write_model
from mastery.verbs.writing import delete, discard_draft, edit_entry, restore, star, write
from tests.support.cli import editor
from tests.support.diary import entry
from tests.support.faces import Case, Refusal, Typed, refused, same


def written(made: Journal) -> None:
    """An entry, and an older one."""
    made.add(entry("A walk", "Along the river."), entry("Before", "Rain.", days_ago=1))


def thinking(made: Journal) -> None:
    """An entry, a goal and a mental model."""
    written(made)
    set_goal(made, "Speak Spanish")
    write_model(made, "I learn best alone", 70)


def deleted(made: Journal) -> None:
    """An entry in the trash, and another."""
    written(made)
    delete(made, [made.find("last")])


def drafted(made: Journal) -> None:
    """A text that was begun and left."""
    written(made)
    key = made.new_draft_key()
    made.save_draft(key, "Half a thought. And more")
    made.leave_draft(key)


def edit_drafted(made: Journal) -> None:
    """The edit of an entry that was left, and the entry in the trash."""
    written(made)
    one = made.find("last")
    key = made.new_draft_key(one.id)
    made.save_draft(key, to_editing(one).replace("Along", "Down along"))
    made.leave_draft(key)
    delete(made, [one])


DECISION = "The flat\n\nPrediction: We stay\nProbability: 70 %\nReview on: 2027-05-01"
UNSURE = DECISION.replace("70 %", "rather sure")


def lines(text: str) -> list[str]:
    """The keys that type a text of several lines."""
    return [part for line in text.split("\n") for part in (Typed(line), "enter")][:-1]


CASES = [
    Case(write, written, [("log", "Slept well. Ran 5 km #running")],
         "today", ("i", Typed("Slept well. Ran 5 km #running"), "enter"), "a line"),
    Case(write, written, [("log", "yesterday 21:30: Called @anna *")],
         "today", ("i", Typed("yesterday 21:30: Called @anna *"), "enter"), "of another day, with a star"),
    Case(write, written, [("log", "--kind", "lesson", "--mood", "good", "I said yes too fast. Sleep on it.")],
         "today", ("n", Typed("I said yes too fast. Sleep on it."), "ctrl+t", "ctrl+t", "ctrl+l", "ctrl+l", "ctrl+s"),
         "with a kind and a mood"),
    Case(write, thinking, [("log", "--goal", "spanish", "A first talk")],
         "goals", ("n", Typed("A first talk"), "ctrl+s"), "about a goal"),
    Case(write, thinking, [("log", "--model", "alone", "Two heads were better")],
         "models", ("n", Typed("Two heads were better"), "ctrl+s"), "about a mental model"),
    Case(write, written, [("log", DECISION)], "today", ("n", *lines(DECISION), "ctrl+s"), "with a prediction"),
    Case(write, drafted, [("edit", "--draft")], "today", ("r", Typed("x"), "ctrl+s"), "out of a draft"),
    Case(edit_entry, written, [("edit", "last")], "journal", ("e", Typed("x"), "ctrl+s")),
    Case(edit_entry, edit_drafted, [("edit", "--draft")],
         "today", ("r", Typed("x"), "ctrl+s"), "of one in the trash"),
    Case(star, written, [("edit", "last")], "journal", ("s",)),
    Case(delete, written, [("delete", "last")], "journal", ("d",)),
    Case(restore, deleted, [("restore", "last")], "journal", ("t", "r")),
    Case(discard_draft, drafted, [("delete", "--draft")], "today", ("x",)),
]  # fmt: skip

REFUSALS = [
    Refusal(write, written, ("log", "yesterday:"), "today", ("i", Typed("yesterday:"), "enter"),
            "There is no text after the date: write something there.", code=2),
    Refusal(write, written, ("log", " "), "today", ("n", "ctrl+s"),
            "There is no text: write something first.", code=2),
    Refusal(write, written, ("log", UNSURE), "today", ("n", *lines(UNSURE), "ctrl+s"), "'rather sure'", code=2),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_both_faces_come_to_the_same(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "s/^starred: no/starred: yes/" if case.verb is star else "s/^Along/xAlong/; s/^Down/xDown/; s/more$/morex/"
    editor(tmp_path, monkeypatch, f"""sed -i '{script}' "$1" """)
    await same(case, tmp_path)


@pytest.mark.parametrize("case", REFUSALS, ids=str)
async def test_both_faces_refuse_the_same(case: Refusal, tmp_path: Path) -> None:
    await refused(case, tmp_path)
