"""The verbs of mental models hold their rules on the model as it is now, not as a screen took it up."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.thinking.model import Climb, Evidence, Model, Visit
from mastery.store import Journal
from mastery.verbs.models import add_evidence, climb, edit_model, retire, revise, revisit, standing_of, write_model
from mastery.verbs.predictions import predict
from tests.support.journals import journal

ON_A_MODEL_THAT_GOES_ON: dict[str, Callable[[Journal, Model], Any]] = {
    "climb": lambda made, model: climb(made, model, {"data": "Nobody wrote"}),
    "evidence": lambda made, model: add_evidence(made, model, "for", 1, "It was so"),
    "visit": lambda made, model: revisit(made, model, "yes", 80),
    "revise": lambda made, model: revise(made, model, "I learn best in the morning"),
    "retire": lambda made, model: retire(made, model, "Again"),
    "predict": lambda made, model: predict(made, "I learn it", 70, made.today(), model=model),
}


@pytest.fixture
def made(tmp_path: Path) -> Journal:
    return journal(tmp_path)


@pytest.fixture
def model(made: Journal) -> Model:
    return write_model(made, "I learn best alone", 70)


@pytest.mark.parametrize("verb", ON_A_MODEL_THAT_GOES_ON)
def test_a_model_that_ended_elsewhere_is_refused(made: Journal, model: Model, verb: str) -> None:
    with journal(made.path) as elsewhere:
        retire(elsewhere, model, "I left that team")
    with pytest.raises(MasteryError, match="“I learn best alone” was retired on 2026-11-23"):
        ON_A_MODEL_THAT_GOES_ON[verb](made, model)
    assert [one.ended_why for one in made.records(Model)] == ["I left that team"]
    assert not any(made.records(kind) for kind in (Climb, Evidence, Visit))


def test_a_model_shaken_elsewhere_wants_an_answer(made: Journal, model: Model) -> None:
    assert standing_of(made, model).status == "held"
    with journal(made.path) as elsewhere:
        add_evidence(elsewhere, model, "against", 3, "Three times with others")
    with pytest.raises(BadInput, match="It is shaken"):
        revisit(made, model, "yes", 60)
    assert revisit(made, model, "yes", 60, differently="I ask first").differently == "I ask first"


def test_a_belief_that_takes_the_place_of_another_is_held_as_surely_unless_said(made: Journal, model: Model) -> None:
    revisit(made, model, "yes", 55)
    old, new = revise(made, model, "I learn best with others", why="Twice")
    assert (old.ended, old.ended_why, new.before, new.confidence) == ("revised", "Twice", old.id, 55)
    assert revise(made, new, "I learn best in the morning", 0).new.confidence == 0


def test_the_words_of_a_model_are_set_with_single_blanks(made: Journal, model: Model) -> None:
    assert write_model(made, " Asking  is\tweak ", 60).statement == "Asking is weak"
    with pytest.raises(BadInput, match="in one line"):
        write_model(made, "Asking\nis weak", 60)
    with pytest.raises(BadInput, match="no words"):
        edit_model(made, model, msgspec.structs.replace(model, statement=" "))
    assert {one.statement for one in made.records(Model)} == {"I learn best alone", "Asking is weak"}
