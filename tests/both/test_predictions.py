"""Predictions in both faces."""

import datetime as dt
from pathlib import Path

import pytest

from mastery.store import Journal
from mastery.verbs.models import retire, write_model
from mastery.verbs.predictions import delete_prediction, predict, resolve
from tests.support.clock import FixedClock
from tests.support.diary import DAY, NOW, entry
from tests.support.faces import Case, Refusal, Typed, refused, same

FRIDAY = dt.date(2026, 11, 27)
OPEN = ("down", "enter", "enter")
"""From the only model to the first prediction on the page of all of them."""


def held(made: Journal) -> None:
    """A model."""
    write_model(made, "Meetings decide nothing", 80)


def nothing(made: Journal) -> None:
    """An entry, and no model."""
    made.add(entry("One"))


def over(made: Journal) -> None:
    """A model that goes on, and one that was retired."""
    write_model(made, "Asking is weak", 60)
    held(made)
    retire(made, next(model for model, _ in made.models() if model.statement.startswith("Meetings")))


def open_one(made: Journal) -> None:
    """A model, and a prediction of today that puts it to the test."""
    held(made)
    predict(made, "The workshop decides", 85, NOW.date(), model=made.models()[0][0])


def open_since(made: Journal) -> None:
    """The same of yesterday."""
    clock = made.clock
    assert isinstance(clock, FixedClock)
    clock.advance(-DAY)
    held(made)
    predict(made, "The workshop decides", 85, FRIDAY)
    clock.advance(DAY)


def resolved(made: Journal) -> None:
    """A prediction that came true."""
    open_one(made)
    resolve(made, predict(made, "It rains", 60, NOW.date()), "yes")


CASES = [
    Case(
        predict, held,
        [("predict", "add", "The workshop decides", "--probability", "70", "--by", "friday", "--model", "meetings")],
        "models",
        ("p", Typed("The workshop decides"), "tab", Typed("70"), "tab", Typed("friday"), "ctrl+s"),
        "for the model that is chosen",
    ),
    Case(
        predict, nothing,
        [("predict", "add", "I finish the draft", "-p", "0.6", "--by", "2026-12-31", "--about", "writing")],
        "models",
        ("p", Typed("I finish the draft"), "tab", Typed("0.6"), "tab", Typed("2026-12-31"), "tab", "tab",
         Typed("writing"), "ctrl+s"),
        "about an area",
    ),
    Case(
        resolve, open_one, [("predict", "resolve", "workshop", "no", "--why", "All came")],
        "models", (*OPEN, Typed("no"), "tab", Typed("All came"), "ctrl+s"), "a surprise",
    ),
    Case(
        resolve, open_one, [("predict", "resolve", "workshop", "void", "--why", "It was cancelled")],
        "models", (*OPEN, Typed("void"), "tab", Typed("It was cancelled"), "ctrl+s"), "void",
    ),
    Case(delete_prediction, open_one, [("predict", "delete", "workshop")], "models", ("down", "enter", "d")),
]  # fmt: skip

ADD = ("predict", "add")
SURE, BY = ("--probability", "70"), ("--by", "friday")

REFUSALS = [
    Refusal(predict, nothing, (*ADD, " ", *SURE, *BY), "models",
            ("p", "tab", Typed("70"), "tab", Typed("friday"), "ctrl+s"),
            "The prediction has no words: write it as one sentence.", code=2),
    *(Refusal(predict, nothing, (*ADD, "So", "--probability", sure, *BY), "models",
              ("p", Typed("So"), "tab", Typed(sure), "tab", Typed("friday"), "ctrl+s"), says, code=2)
      for sure, says in (("100", "A probability is a number from 1 to 99 per cent, not 100"),
                         ("even", "'even' is no probability: write a number"))),
    *(Refusal(predict, nothing, (*ADD, "So", *SURE, "--by", by), "models",
              ("p", Typed("So"), "tab", Typed("70"), "tab", Typed(by), "ctrl+s"), says, seen, code=2)
      for by, says, seen in (("2026-11-22", "2026-11-22 is over", "that is over"),
                             ("next blue moon", "'next blue moon' is no date", ""),
                             ("", "Say by when it will be known: --by DATE.", "say when it will be known"))),
    *(Refusal(predict, over, (*ADD, "So", *SURE, *BY, "--model", name), "models",
              ("p", Typed("So"), "tab", Typed("70"), "tab", Typed("friday"), "tab", Typed(name), "ctrl+s"), says)
      for name, says in (("meetings", "“Meetings decide nothing” was retired on"),
                         ("chess", "There is no model 'chess'."))),
    Refusal(resolve, open_one, ("predict", "resolve", "workshop", "void"), "models",
            (*OPEN, Typed("void"), "ctrl+s"), "A prediction is voided for a reason: say why it cannot be told.",
            code=2),
    Refusal(resolve, open_one, ("predict", "resolve", "workshop", "perhaps"), "models",
            (*OPEN, Typed("perhaps"), "ctrl+s"), "'perhaps' is not one of", "yes, no or void", code=2),
    Refusal(resolve, resolved, ("predict", "resolve", "rains", "no"), "models",
            ("down", "enter", "end", "enter"), "That was resolved on 2026-11-23: yes.", "came true"),
    Refusal(delete_prediction, open_since, ("predict", "delete", "workshop"), "models", ("down", "enter", "d"),
            "It stays: only one of today that is open is deleted.", "The workshop decides", code=2),
    Refusal(delete_prediction, resolved, ("predict", "delete", "rains"), "models", ("down", "enter", "end", "d"),
            "It stays: only one of today that is open is deleted.", "came true", code=2),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_both_faces_come_to_the_same(case: Case, tmp_path: Path) -> None:
    await same(case, tmp_path)


@pytest.mark.parametrize("case", REFUSALS, ids=str)
async def test_both_faces_refuse_the_same(case: Refusal, tmp_path: Path) -> None:
    await refused(case, tmp_path)
