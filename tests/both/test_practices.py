"""What a person does with practices comes to the same in the shell and in the interface."""

import datetime as dt
from pathlib import Path

import pytest

from mastery.core.practices.practice import Practice
from mastery.store import Journal
from mastery.verbs.goals import set_goal
from mastery.verbs.practices import begin_practice, check_in, edit_practice, end_practice, rest
from tests.support.diary import NOW
from tests.support.faces import Case, Refusal, Typed, refused, same

TODAY = NOW.date()
DAY = dt.timedelta(days=1)


def a_goal(made: Journal) -> None:
    set_goal(made, "Speak Spanish")


def guitar(made: Journal) -> None:
    """A practice of ten days, done on two of them."""
    practice = begin_practice(made, "Guitar", "daily", first=TODAY - 9 * DAY, minutes=20)
    for days in (2, 4):
        check_in(made, practice, on=TODAY - days * DAY)


def two(made: Journal) -> None:
    guitar(made)
    begin_practice(made, "Vocabulary", "150min/week", first=TODAY - 9 * DAY)


def one_of_a_goal(made: Journal) -> None:
    """Guitar, and Vocabulary, which is on the page of its goal and not in the list."""
    guitar(made)
    begin_practice(made, "Vocabulary", "daily", goal=set_goal(made, "Speak Spanish"))


def vocabulary(made: Journal) -> None:
    begin_practice(made, "Vocabulary", "150min/week", first=TODAY - 9 * DAY)


def done_today(made: Journal) -> None:
    guitar(made)
    check_in(made, made.records(Practice)[0])


def of_tomorrow(made: Journal) -> None:
    begin_practice(made, "Guitar", "daily", first=TODAY + DAY)


CASES = [
    Case(
        begin_practice,
        a_goal,
        [["practice", "add", "Guitar", "every", "2", "weeks", "on", "tue", "--goal", "span", "--minutes", "20",
          "--from", "tomorrow", "--until", "2027-01-31"]],
        "goals",
        ["P", Typed("Guitar"), "tab", Typed("every 2 weeks on tue"), "tab", "tab", Typed("20"), "tab", "ctrl+u",
         Typed("tomorrow"), "tab", Typed("2027-01-31"), "ctrl+s"],
    ),
    Case(
        begin_practice, guitar, [["practice", "add", "Running", "3/week"]], "goals",
        ["P", Typed("Running"), "tab", Typed("3/week"), "ctrl+s"], "without a goal",
    ),
    Case(
        edit_practice,
        guitar,
        [["practice", "edit", "guitar", "--title", "Guitar at home", "--cadence", "4/week", "--minutes", "25"]],
        "goals",
        ["e", "end", Typed(" at home"), "tab", "ctrl+u", Typed("4/week"), "tab", "tab", "ctrl+u", Typed("25"),
         "ctrl+s"],
    ),
    Case(end_practice, guitar, [["practice", "end", "guitar"]], "goals", ["X"]),
    Case(check_in, guitar, [["done", "guitar"]], "goals", ["enter", "space"]),
    Case(check_in, guitar, [["done", "guitar"]], "today", ["space"], "on Today"),
    Case(
        check_in,
        guitar,
        [["done", "guitar", "--minutes", "1h 15m", "--note", "The barre chord", "--on", "2026-11-18"]],
        "today",
        ["enter", "ctrl+u", Typed("1h 15m"), "tab", Typed("The barre chord"), "tab", "ctrl+u", Typed("2026-11-18"),
         "ctrl+s"],
        "with minutes and a note, for another day: it is late",
    ),
    Case(
        check_in, vocabulary, [["done", "vocabulary", "--minutes", "45"]], "today",
        ["space", Typed("45"), "ctrl+s"], "a practice counted in minutes",
    ),
    Case(rest, guitar, [["practice", "rest", "guitar", "--why", "Ill"]], "goals",
         ["R", "tab", "tab", Typed("Ill"), "ctrl+s"]),
    Case(
        rest, guitar, [["practice", "rest", "guitar", "--from", "2026-11-18", "--to", "2026-11-25"]], "goals",
        ["R", "ctrl+u", Typed("2026-11-18"), "tab", Typed("2026-11-25"), "ctrl+s"], "around days on which it was done",
    ),
    Case(
        rest, two, [["practice", "rest", "--to", "2026-11-30"]], "goals",
        ["H", "tab", Typed("2026-11-30"), "ctrl+s"], "all practices",
    ),
]  # fmt: skip

REFUSALS = [
    Refusal(
        begin_practice, guitar, ["practice", "add", "GUITAR", "daily"], "goals",
        ["P", Typed("GUITAR"), "tab", Typed("daily"), "ctrl+s"], "There is already a practice “Guitar”", code=2,
    ),
    Refusal(
        begin_practice, a_goal, ["practice", "add", " ", "daily"], "goals",
        ["P", Typed(" "), "tab", Typed("daily"), "ctrl+s"], "A practice needs a title.", code=2,
    ),
    Refusal(
        begin_practice, a_goal, ["practice", "add", "Guitar", "sometimes"], "goals",
        ["P", Typed("Guitar"), "tab", Typed("sometimes"), "ctrl+s"], "'sometimes' is no cadence", code=2,
    ),
    Refusal(
        begin_practice, a_goal, ["practice", "add", "Guitar", "daily", "--from", "1950-01-01"], "goals",
        ["P", Typed("Guitar"), "tab", Typed("daily"), *["tab"] * 3, "ctrl+u", Typed("1950-01-01"), "ctrl+s"],
        "1950-01-01 is too long ago for a first day.", code=2,
    ),
    Refusal(
        begin_practice, a_goal, ["practice", "add", "Guitar", "daily", "--until", "2026-11-01"], "goals",
        ["P", Typed("Guitar"), "tab", Typed("daily"), *["tab"] * 4, Typed("2026-11-01"), "ctrl+s"],
        "“Guitar” begins on 2026-11-23; it cannot end before that.", code=2,
    ),
    Refusal(
        edit_practice, one_of_a_goal, ["practice", "edit", "guitar", "--title", "vocabulary"], "goals",
        ["down", "e", "ctrl+u", Typed("vocabulary"), "ctrl+s"], "There is already a practice “Vocabulary”", code=2,
    ),
    Refusal(
        end_practice, of_tomorrow, ["practice", "end", "guitar"], "goals", ["X"],
        "“Guitar” begins on 2026-11-24; it cannot end before that.", code=2,
    ),
    Refusal(
        check_in, guitar, ["done", "guitar", "--on", "2026-11-24"], "today",
        ["enter", "tab", "tab", "ctrl+u", Typed("2026-11-24"), "ctrl+s"], "is still to come", code=2,
    ),
    Refusal(
        check_in, vocabulary, ["done", "vocabulary"], "today", ["space", "ctrl+s"],
        "“Vocabulary” is counted in minutes: say how many.", code=2,
    ),
    Refusal(
        rest, guitar, ["practice", "rest", "guitar", "--from", "2026-11-23", "--to", "2026-11-20"], "goals",
        ["R", "tab", Typed("2026-11-20"), "ctrl+s"], "The last day of rest, 2026-11-20, comes before the first", code=2,
    ),
    Refusal(
        rest, done_today, ["practice", "rest", "guitar", "--to", "today"], "goals",
        ["R", "tab", Typed("today"), "ctrl+s"], "It was done on every one of these days.", code=2,
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_both_faces_come_to_the_same(case: Case, tmp_path: Path) -> None:
    await same(case, tmp_path)


@pytest.mark.parametrize("case", REFUSALS, ids=str)
async def test_both_faces_refuse_the_same(case: Refusal, tmp_path: Path) -> None:
    await refused(case, tmp_path)
