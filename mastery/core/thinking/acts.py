"""The records that people's acts on models, predictions and cards make."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec

from mastery.core.base.clock import Now, milliseconds, moved
from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.ids import new_id
from mastery.core.base.records import Entry
from mastery.core.base.when import parse_day
from mastery.core.thinking.cards import Card, Memory, check_side
from mastery.core.thinking.model import (
    HEAVIEST,
    RUNGS,
    Climb,
    Evidence,
    Model,
    Side,
    Standing,
    Still,
    Visit,
    Way,
    check_percent,
    check_statement,
)
from mastery.core.thinking.prediction import Prediction, check_probability, read_probability
from mastery.core.writing.capture import fixed
from mastery.core.writing.templates import decided


def new_model(statement: str, confidence: int, now: Now, **fields: Any) -> Model:
    """A new model; `confidence` is 0–100, `fields` are its other fields.

    Raises BadInput for an empty statement or another confidence.
    """
    return Model(
        id=new_id(milliseconds(now.at)),
        statement=check_statement(statement),
        confidence=check_percent(confidence),
        made=fixed(now.at),
        day=now.day,
        **fields,
    )


def new_climb(model: Model, rungs: Mapping[str, str], leap: str, other: str, way: Way, now: Now) -> Climb:
    """A climb of the ladder; `rungs` has the texts by their names. Raises BadInput if all are empty."""
    texts: dict[str, Any] = {name: rungs.get(name, "").strip() for name in RUNGS}
    if not any(texts.values()):
        raise BadInput("Every rung is empty: write at least one.")
    return Climb(
        id=new_id(milliseconds(now.at)),
        model=model.id,
        day=now.day,
        way=way,
        leap=leap,
        other=other.strip(),
        recorded=fixed(now.at),
        **texts,
    )


def new_evidence(model: Model, side: Side, weight: int, text: str, now: Now, entry: str = "") -> Evidence:
    """Evidence for or against a model; `entry` is the id of the one it comes from.

    Raises BadInput for an empty text, or a weight that is not 1–3.
    """
    if not 1 <= weight <= HEAVIEST:
        raise BadInput(f"The weight is 1, 2 or {HEAVIEST}, not {weight}.")
    if not text.strip():
        raise BadInput("Say what speaks for it, or against it.")
    return Evidence(
        id=new_id(milliseconds(now.at)),
        model=model.id,
        side=side,
        weight=weight,
        text=text.strip(),
        entry=entry,
        day=now.day,
        recorded=fixed(now.at),
    )


def new_visit(
    model: Model,
    found: Standing,
    still: Still,
    confidence: int,
    now: Now,
    *,
    why: str = "",
    change: str = "",
    differently: str = "",
) -> Visit:
    """A model revisited now; `found` is its standing before.

    Raises MasteryError for a model that has ended; BadInput for a confidence that is not 0–100, and for a shaken model
    that is still believed without anything to be done differently.
    """
    check_open(model)
    if found.status == "shaken" and still != "no" and not differently.strip():
        raise BadInput("It is shaken: say what you will do differently, or what you believe instead.")
    return Visit(
        id=new_id(milliseconds(now.at)),
        model=model.id,
        day=now.day,
        still=still,
        confidence=check_percent(confidence),
        why=why.strip(),
        change=change.strip(),
        differently=differently.strip(),
        recorded=fixed(now.at),
    )


def check_open(model: Model) -> Model:
    """The model, if it is still held. Raises MasteryError for one that was revised or retired."""
    if model.ended:
        raise MasteryError(f"“{model.statement}” was {model.ended} on {model.ended_day}.")
    return model


def ended(model: Model, how: str, day: dt.date, why: str) -> Model:
    """The model, revised or retired on a journal day, for a reason. Raises MasteryError for one that has ended."""
    return msgspec.structs.replace(check_open(model), ended=how, ended_day=day, ended_why=why.strip())


def revised(model: Model, statement: str, confidence: int, why: str, now: Now) -> tuple[Model, Model]:
    """The model as it was, revised, and its successor, which says what I believe instead (double-loop).

    Raises BadInput if that is the same sentence.
    """
    new = new_model(
        statement,
        confidence,
        now,
        about=model.about,
        goals=model.goals,
        before=model.id,
        why=why.strip(),
    )
    if new.statement.casefold() == model.statement.casefold():
        raise BadInput("That is what the model says already: write what you believe instead.")
    return ended(model, "revised", new.day, why), new


def new_prediction(statement: str, probability: int, by: dt.date, now: Now, **fields: Any) -> Prediction:
    """A new prediction; `probability` is 1–99 per cent, `by` the day on which it will be known.

    Raises BadInput for an empty statement, another probability, or a day that is over.
    """
    today = now.day
    if by < today:
        raise BadInput(f"{by} is over: a prediction says what is still to come.")
    return Prediction(
        id=new_id(milliseconds(now.at)),
        statement=check_statement(statement, "prediction"),
        probability=check_probability(probability),
        by=by,
        made=fixed(now.at),
        day=today,
        **fields,
    )


def new_card(question: str, answer: str, now: Now, entry: str = "") -> Card:
    """A recall card, asked for the first time tomorrow; `entry` is the id of the one it is drawn from.

    Raises BadInput if a side is empty.
    """
    return Card(
        id=new_id(milliseconds(now.at)),
        question=check_side(question, "question"),
        answer=check_side(answer, "answer"),
        entry=entry,
        made=fixed(now.at),
        day=now.day,
        memory=Memory(due=fixed(moved(now.at, 1))),
    )


def prediction_in(entry: Entry, now: Now) -> Prediction | None:
    """The prediction that a decision makes in its lines (`core.writing.templates`), None for other entries.

    Raises BadInput if its probability or its day cannot be understood.
    """
    found = decided(entry.body)
    if found is None:
        return None
    today = now.day
    by = parse_day(found.by, today, prefer="future")
    probability = read_probability(found.probability)
    return new_prediction(found.statement, probability, by, now, entry=entry.id)
