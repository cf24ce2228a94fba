"""What a person does with predictions: predict, resolve, delete."""

import datetime as dt
from typing import NamedTuple

from mastery.core.base.records import Entry
from mastery.core.thinking.acts import check_open, new_prediction
from mastery.core.thinking.model import Model, shaken_model
from mastery.core.thinking.prediction import Outcome, Prediction, check_can_go, with_outcome
from mastery.store.journal import Journal
from mastery.verbs.present import present


class Resolved(NamedTuple):
    """A prediction and what its outcome means."""

    prediction: Prediction
    shaken: Model | None
    """The model that it shakes, if any."""


def predict(
    journal: Journal, statement: str, probability: int, by: dt.date, *, model: Model | None = None, about: str = "",
    entry: Entry | None = None,
) -> Prediction:  # fmt: skip
    """Predicts something; `probability` is 1–99 per cent, `by` the day on which it will be known.

    `model` is the one it puts to the test, `about` the area if no model says it, `entry` the one it comes from. Raises
    BadInput for no statement, several lines, another probability or a day that is over; MasteryError for a model that
    has ended.
    """
    made = new_prediction(
        statement,
        probability,
        by,
        journal.now(),
        model=check_open(present(journal, model)).id if model else "",
        about=about.strip(),
        entry=entry.id if entry else "",
    )
    journal.add(made)
    return made


def resolve(journal: Journal, prediction: Prediction, outcome: Outcome, why: str = "") -> Resolved:
    """Resolves a prediction: yes, no, or void if it cannot be judged; `why` is what was learnt of it.

    Raises MasteryError for one that is resolved already, BadInput if it is voided without a reason.
    """
    prediction = present(journal, prediction)
    new = with_outcome(prediction, outcome, why, journal.now())
    journal.act("resolve", edited=[(prediction, new)])
    return Resolved(new, shaken_model(new, journal.records(Model)))


def delete_prediction(journal: Journal, prediction: Prediction) -> None:
    """Moves a prediction to the trash. Raises BadInput unless it is open and of today."""
    prediction = present(journal, prediction)
    check_can_go(prediction, journal.today())
    journal.delete(prediction)
