"""Mental models in both faces."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mastery.core.goals.acts import new_goal
from mastery.store import Journal
from mastery.verbs.models import (
    add_evidence,
    climb,
    delete_model,
    edit_model,
    retire,
    revise,
    revisit,
    write_model,
)
from tests.support.diary import entry
from tests.support.faces import Case, Refusal, Typed, Verb, refused, same

SENTENCE = "Meetings without an agenda decide nothing"
ENDED = "was retired on 2026-11-23"


def nothing(made: Journal) -> None:
    """A journal with a goal."""
    made.add(new_goal("Speak Spanish", made.now()))


def read(made: Journal) -> None:
    """An entry, and a model."""
    made.add(entry("The round decided at once", "No agenda."))
    write_model(made, SENTENCE, 80)


def held(made: Journal) -> None:
    """A goal, and a model."""
    nothing(made)
    write_model(made, SENTENCE, 80, about="meetings")


def two(made: Journal) -> None:
    """A model, which comes first, and another."""
    write_model(made, SENTENCE, 90)
    write_model(made, "Asking is weak", 60)


def shaken(made: Journal) -> None:
    """A model with heavy evidence against it."""
    add_evidence(made, write_model(made, SENTENCE, 80), "against", 3, "Decided twice")


def retired(made: Journal) -> None:
    """A model that matters no longer."""
    retire(made, write_model(made, SENTENCE, 80))


def over(made: Journal) -> None:
    """An entry, a model that goes on and one that was retired."""
    retired(made)
    made.add(entry("The round decided at once"))
    write_model(made, "Asking is weak", 60)


CASES = [
    Case(
        write_model, nothing,
        [("model", "add", SENTENCE, "--confidence", "80", "--why", "Seen", "--about", "work", "--goal", "spanish")],
        "models",
        ("a", Typed(SENTENCE), "tab", Typed("80"), "tab", Typed("Seen"), "tab", Typed("work"), "tab", Typed("spanish"),
         "ctrl+s"),
    ),
    Case(
        write_model, read, [("model", "add", "The round decided at once", "--entry", "last")],
        "journal", ("l", "ctrl+s"), "lifted out of an entry",
    ),
    Case(
        edit_model, held,
        [("model", "edit", "meetings", "--statement", f"All {SENTENCE}", "--about", "", "--goal", "spanish")],
        "models", ("e", Typed("All "), "tab", "backspace", "tab", Typed("spanish"), "ctrl+s"),
    ),
    Case(delete_model, held, [("model", "delete", "meetings")], "models", ("d",)),
    Case(
        climb, held,
        [("model", "climb", "meetings", "--data", "Nobody wrote", "--meaning", "No care", "--leap", "mean",
          "--other", "They were tired")],
        "models",
        ("l", Typed("Nobody wrote"), "enter", "enter", Typed("No care"), *["enter"] * 5, Typed("mean"), "enter",
         Typed("They were tired"), "ctrl+s"),
    ),
    Case(
        climb, held, [("model", "climb", "meetings", "--down", "--action", "I stay away")],
        "models", ("L", Typed("I stay away"), "ctrl+s"), "down",
    ),
    Case(
        add_evidence, held, [("model", "evidence", "meetings", "Took", "20 minutes", "--for", "--weight", "2")],
        "models", ("v", Typed("for"), "tab", Typed("2"), "tab", Typed("Took 20 minutes"), "ctrl+s"),
    ),
    Case(
        add_evidence, read,
        [("model", "evidence", "meetings", "The round decided at once", "--against", "--weight", "3",
          "--entry", "last")],
        "journal", ("v", Typed("meetings"), "tab", Typed("against"), "tab", Typed("3"), "ctrl+s"), "of an entry",
    ),
    Case(
        revisit, held,
        [("model", "revisit", "meetings", "--still", "partly", "--confidence", "55", "--why", "Some",
          "--change", "Two")],
        "models",
        ("r", Typed("partly"), "tab", Typed("55"), "tab", Typed("Some"), "tab", Typed("Two"), "ctrl+s"),
    ),
    Case(
        revisit, shaken,
        [("model", "revisit", "meetings", "--still", "yes", "--confidence", "70", "--differently", "I ask first")],
        "models",
        ("r", Typed("yes"), "tab", Typed("70"), "tab", "tab", "tab", Typed("I ask first"), "ctrl+s"),
        "of a shaken model",
    ),
    Case(
        revise, held,
        [("model", "revise", "meetings", "Nobody prepares", "--confidence", "60", "--why", "Two did")],
        "models", ("R", Typed("Nobody prepares"), "tab", Typed("60"), "tab", Typed("Two did"), "ctrl+s"),
    ),
    Case(
        revise, held, [("model", "revise", "meetings", "Nobody prepares")],
        "models", ("R", Typed("Nobody prepares"), "ctrl+s"), "as sure as before",
    ),
    Case(
        revise, shaken,
        [("model", "revisit", "meetings", "--still", "no", "--confidence", "40", "--instead", "Nobody prepares",
          "--why", "Two did")],
        "models",
        ("r", Typed("no"), "tab", Typed("40"), "tab", Typed("Two did"), "tab", "tab", "tab", Typed("Nobody prepares"),
         "ctrl+s"),
        "in a visit",
    ),
    Case(
        retire, held, [("model", "retire", "meetings", "--why", "I left that team")],
        "models", ("x", Typed("I left that team"), "ctrl+s"),
    ),
]  # fmt: skip


def typed(
    verb: Verb, given: Callable[[Journal], None], shell: Sequence[str], screen: str, keys: Sequence[str],
    says: str, seen: str = "",
) -> Refusal:  # fmt: skip
    """What both refuse of what is typed."""
    return Refusal(verb, given, ("model", *shell), screen, (*keys, "ctrl+s"), says, seen, code=2)


REFUSALS = [
    typed(write_model, held, ("add", " "), "models", ("a",), "The model has no words: write it as one sentence."),
    typed(write_model, held, ("add", SENTENCE.upper()), "models", ("a", Typed(SENTENCE.upper())),
          "There is already a model"),
    typed(write_model, held, ("add", "So", "--confidence", "101"), "models", ("a", Typed("So"), "tab", Typed("101")),
          "101 is not in the range", "a number from 0 to 100, not 101"),
    Refusal(write_model, held, ("model", "add", "So", "--goal", "chess"), "models",
            ("a", Typed("So"), *["tab"] * 4, Typed("chess"), "ctrl+s"), "There is no goal 'chess'"),
    typed(edit_model, two, ("edit", "meetings", "--statement", " "), "models", ("e", "f7", "backspace"),
          "The model has no words: write it as one sentence."),
    typed(edit_model, two, ("edit", "meetings", "--statement", "Asking is weak"), "models",
          ("e", "f7", "backspace", Typed("Asking is weak")), "There is already a model"),
    typed(climb, held, ("climb", "meetings", "--data", " "), "models", ("l",),
          "Every rung is empty: write at least one."),
    typed(climb, held, ("climb", "meetings", "--data", "So", "--leap", "data"), "models",
          ("l", *["enter"] * 7, Typed("data")), "A leap goes up to one of selected"),
    typed(add_evidence, held, ("evidence", "meetings", " ", "--for"), "models", ("v", Typed("for")),
          "Say what speaks for it, or against it.", "say it in a few words"),
    typed(add_evidence, held, ("evidence", "meetings", "So"), "models", ("v", "tab", "tab", Typed("So")),
          "--for or --against the model", "for or against"),
    typed(add_evidence, held, ("evidence", "meetings", "So", "--for", "--weight", "4"), "models",
          ("v", Typed("for"), "tab", Typed("4"), "tab", Typed("So")), "4 is not in the range", "1, 2 or 3"),
    Refusal(add_evidence, over, ("model", "evidence", "meetings", "So", "--for", "--entry", "last"), "journal",
            ("v", Typed("meetings"), "tab", Typed("for"), "ctrl+s"), ENDED),
    typed(revisit, held, ("revisit", "meetings", "--still", "maybe", "--confidence", "60"), "models",
          ("r", Typed("maybe"), "tab", Typed("60")), "'maybe' is not one of", "Answer yes, partly or no."),
    typed(revisit, held, ("revisit", "meetings", "--still", "yes", "--confidence", "-1"), "models",
          ("r", Typed("yes"), "tab", Typed("-1")), "-1 is not in the range", "a number from 0 to 100"),
    typed(revisit, held, ("revisit", "meetings", "--still", "yes"), "models", ("r", Typed("yes"), "tab"),
          "and your --confidence now", "a number from 0 to 100"),
    typed(revisit, shaken, ("revisit", "meetings", "--still", "yes", "--confidence", "70"), "models",
          ("r", Typed("yes"), "tab", Typed("70")),
          "It is shaken: say what you will do differently, or what you believe instead."),
    typed(revise, held, ("revise", "meetings", SENTENCE), "models", ("R", Typed(SENTENCE)),
          "That is what the model says already: write what you believe instead."),
    typed(revise, held, ("revise", "meetings", " "), "models", ("R",), "The model has no words"),
    typed(revise, two, ("revise", "meetings", "Asking is weak"), "models", ("R", Typed("Asking is weak")),
          "There is already a model “Asking is weak”. Give this one another name."),
    *(Refusal(verb, retired, ("model", *shell), "models", keys, ENDED, "Retired") for verb, shell, keys in (
        (climb, ("climb", "meetings", "--data", "So"), ("l",)),
        (add_evidence, ("evidence", "meetings", "So", "--for"), ("v",)),
        (revisit, ("revisit", "meetings", "--still", "yes", "--confidence", "60"), ("r",)),
        (revise, ("revise", "meetings", "Nobody prepares"), ("R",)),
        (retire, ("retire", "meetings"), ("x",)),
    )),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_both_faces_come_to_the_same(case: Case, tmp_path: Path) -> None:
    await same(case, tmp_path)


@pytest.mark.parametrize("case", REFUSALS, ids=str)
async def test_both_faces_refuse_the_same(case: Refusal, tmp_path: Path) -> None:
    await refused(case, tmp_path)
