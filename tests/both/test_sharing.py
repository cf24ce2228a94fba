"""Mentors, the next summary to one, its leaving, and what comes back, in both faces."""

from pathlib import Path

import msgspec
import pytest

from mastery.core.goals.goal import Goal
from mastery.core.sharing.mentors import Mentor, Scope
from mastery.core.sharing.summary import Plan
from mastery.store import Journal
from mastery.verbs.feedback import add_feedback, save_as_commitment, save_as_entry, save_as_evidence
from mastery.verbs.goals import set_goal
from mastery.verbs.mentors import add_mentor, edit_mentor, remove_mentor
from mastery.verbs.models import retire, write_model
from mastery.verbs.sending import leaving, to_file
from mastery.verbs.summaries import choose_days, leave_out, take_in
from tests.support.desktop import program
from tests.support.diary import entry
from tests.support.faces import Case, Refusal, Typed, refused, same

REPLY = "Well done.\n\n> Along the river.\nWrite that down each time. It helps.\n"


def alone(made: Journal) -> None:
    """A goal, and nobody who sees it."""
    made.add(entry("A talk", "Not for others."))
    set_goal(made, "Speak Spanish", vision="A whole evening.")


def with_ana(made: Journal) -> None:
    """A mentor who sees the goal and an entry."""
    alone(made)
    made.add(msgspec.structs.replace(entry("A walk", "Along the river.", tags=("work",)), shareable=True))
    add_mentor(
        made, "Ana", email="ana@example.org", scope=Scope(goals=(made.records(Goal)[0].id,), tags=("work",)),
        rhythm="week",
    )  # fmt: skip


def the_mentor(made: Journal) -> Mentor:
    return made.records(Mentor)[0]


def with_two(made: Journal) -> None:
    with_ana(made)
    add_mentor(made, "Ben", scope=Scope())


def with_left_out(made: Journal) -> None:
    """A plan without an entry, and without a part."""
    with_ana(made)
    walk = next(one for one in made.entries() if one.title == "A walk")
    leave_out(made, the_mentor(made), Plan(), [walk.id, "questions"])


def with_reply(made: Journal) -> None:
    """A reply of two remarks, and a mental model."""
    with_ana(made)
    write_model(made, "I learn best alone", 70)
    add_feedback(made, REPLY, the_mentor(made))


def with_retired(made: Journal) -> None:
    with_reply(made)
    retire(made, made.models()[0][0])


ADDED = ("mentor", "add", "Ana", "--email", "ana@example.org", "--goal", "spanish", "--tag", "#work", "--kind", "win",
         "--see", "moods", "--see", "times", "--every", "two weeks")  # fmt: skip
FIELDS = ("Ana", "ana@example.org", "", "spanish", "#work", "win", "moods, times", "two weeks")

REMARK = ("f", "enter")
WALK = ("enter", "down", "down", "down")
FILE = ("s", "down", "down", "down", "enter", "ctrl+u")


def typed(*fields: str) -> list[str]:
    """The keys that fill the fields of a form, one after the other."""
    return [key for field in fields for key in (Typed(field), "tab")][:-1]


CASES = [
    Case(add_mentor, alone, [ADDED], "share", ("a", *typed(*FIELDS), "ctrl+s")),
    Case(edit_mentor, with_ana, [("mentor", "edit", "ana", "--name", "Anna", "--email", "a@example.org")],
         "share", ("e", Typed("Anna"), "tab", "ctrl+u", Typed("a@example.org"), "ctrl+s")),
    Case(edit_mentor, with_ana, [("mentor", "edit", "ana", "--goal", "*", "--tag", "@anna")],
         "share", ("e", *["tab"] * 3, "ctrl+u", Typed("*"), "tab", "ctrl+u", Typed("@anna"), "ctrl+s"), "their scope"),
    Case(remove_mentor, with_ana, [("mentor", "remove", "ana")], "share", ("x",)),
    Case(leave_out, with_ana, [("share", "ana", "--leave-out", "A walk")], "share", (*WALK, "space"), "an entry"),
    Case(leave_out, with_ana, [("share", "ana", "--leave-out", "goals")],
         "share", ("enter", "down", "space"), "a part"),
    Case(take_in, with_left_out, [("share", "ana", "--take-in", "walk")], "share", (*WALK, "space")),
    Case(to_file, with_ana, [("share", "ana", "-o", "~/shell.html")],
         "share", (*FILE, Typed("~/screen.html"), "ctrl+s")),
    Case(leaving, with_ana, [("share", "ana", "--copy")], "share", ("s", "enter"), "to the clipboard"),
    Case(add_feedback, with_ana, [("feedback", "add", "--from", "~/reply.txt")],
         "share", ("r", Typed("~/reply.txt"), "ctrl+s")),
    Case(save_as_entry, with_reply, [("feedback", "keep", "2", "--as", "entry")], "share", (*REMARK, "down", "E")),
    Case(save_as_evidence, with_reply,
         [("feedback", "keep", "1", "--as", "evidence", "--model", "alone", "--against", "--weight", "2")],
         "share", (*REMARK, "v", Typed("alone"), "tab", Typed("against"), "tab", "ctrl+u", Typed("2"), "ctrl+s")),
    Case(save_as_commitment, with_reply, [("feedback", "keep", "1", "--as", "commitment")], "share", (*REMARK, "c")),
]  # fmt: skip

REFUSALS = [
    Refusal(add_mentor, alone, ("mentor", "add", "Ana", "--email", "nobody"),
            "share", ("a", *typed("Ana", "nobody"), "ctrl+s"), "“nobody” is not an email address", code=2),
    Refusal(add_mentor, with_ana, ("mentor", "add", "ana"), "share", ("a", Typed("ana"), "ctrl+s"),
            "There is already a mentor “Ana”.", code=2),
    Refusal(add_mentor, alone, ("mentor", "add", "Ana", "--key", "AGE-SECRET-KEY-1"),
            "share", ("a", *typed("Ana", "", "AGE-SECRET-KEY-1"), "ctrl+s"), "That is a secret key", code=2),
    Refusal(add_mentor, alone, ("mentor", "add", " "), "share", ("a", "ctrl+s"), "A mentor needs a name.", code=2),
    Refusal(edit_mentor, with_two, ("mentor", "edit", "ana", "--name", "Ben"),
            "share", ("e", "ctrl+u", Typed("Ben"), "ctrl+s"), "There is already a mentor “Ben”.", code=2),
    Refusal(choose_days, with_ana, ("share", "ana", "--from", "tomorrow"), "share", ("d", Typed("tomorrow"), "ctrl+s"),
            "Tue 24 Nov 2026 comes after Mon 23 Nov 2026: swap them.", code=2),
    Refusal(choose_days, with_ana, ("share", "ana", "--to", "tomorrow"),
            "share", ("d", "tab", Typed("tomorrow"), "ctrl+s"), "is still to come", code=2),
    Refusal(to_file, with_ana, ("share", "ana", "-o", "~/reply.txt"), "share", (*FILE, Typed("~/reply.txt"), "ctrl+s"),
            "exists already", "there is one of this name already"),
    Refusal(leaving, with_ana, ("share", "ana", "--send"), "share", ("s", "down", "down", "enter"), "mail.host"),
    Refusal(add_feedback, with_ana, ("feedback", "add", "--from", "~/empty.txt"),
            "share", ("r", Typed("~/empty.txt"), "ctrl+s"), "The reply has no text.", code=2),
    Refusal(save_as_evidence, with_retired, ("feedback", "keep", "1", "--as", "evidence", "--model", "alone"),
            "share", (*REMARK, "v"), "was retired on 2026-11-23", "There is no model yet"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def home(own_home: Path, desktop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reply to take in, and a clipboard."""
    (own_home / "reply.txt").write_text(REPLY)
    (own_home / "empty.txt").write_text(" \n")
    monkeypatch.setenv("DISPLAY", ":0")
    program(desktop, "xclip", "cat > /dev/null")


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_both_faces_come_to_the_same(case: Case, tmp_path: Path) -> None:
    await same(case, tmp_path)


@pytest.mark.parametrize("case", REFUSALS, ids=str)
async def test_both_faces_refuse_the_same(case: Refusal, tmp_path: Path) -> None:
    await refused(case, tmp_path)
