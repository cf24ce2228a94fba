"""The verbs of predictions hold their rules on the prediction as it is now."""

import datetime as dt
from pathlib import Path

import pytest

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.thinking.prediction import Prediction
from mastery.verbs.models import retire, write_model
from mastery.verbs.predictions import delete_prediction, predict, resolve
from tests.support.journals import StillClock, journal


def test_a_prediction_that_was_resolved_elsewhere_stays_so(tmp_path: Path) -> None:
    made = journal(tmp_path)
    one = predict(made, "It rains", 70, made.today())
    with journal(tmp_path) as elsewhere:
        resolve(elsewhere, one, "yes", "It poured")
    with pytest.raises(MasteryError, match="That was resolved on 2026-11-23: yes"):
        resolve(made, one, "no")
    with pytest.raises(BadInput, match="It stays"):
        delete_prediction(made, one)
    assert [(it.outcome, it.why) for it in made.records(Prediction)] == [("yes", "It poured")]


def test_only_a_prediction_of_today_that_is_open_is_deleted(tmp_path: Path) -> None:
    clock = StillClock()
    made = journal(tmp_path, clock)
    old = predict(made, "It rains", 70, made.today() + dt.timedelta(days=9))
    clock.moment += dt.timedelta(days=1)
    new = predict(made, "It snows", 10, made.today())
    with pytest.raises(BadInput, match="It stays"):
        delete_prediction(made, old)
    delete_prediction(made, new)
    assert made.records(Prediction) == [old]


def test_only_a_surprise_shakes_a_model_and_only_one_that_goes_on(tmp_path: Path) -> None:
    made = journal(tmp_path)
    model = write_model(made, "I learn best alone", 70)
    sure, unsure, late = (
        predict(made, f"{percent} per cent", percent, made.today(), model=model) for percent in (80, 79, 90)
    )
    assert resolve(made, sure, "no").shaken == model
    assert resolve(made, unsure, "no").shaken is None
    retire(made, model)
    assert resolve(made, late, "no").shaken is None
