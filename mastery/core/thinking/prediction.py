"""Predictions: claims with a probability and a due day, their outcomes, and which of them count for calibration."""

import datetime as dt
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec

from mastery.core.base.clock import Now
from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.numbers import number_of
from mastery.core.base.records import Line, Moment, Name, Prose, Record, Ref

if TYPE_CHECKING:
    from mastery.core.thinking.calibration import Judged

Outcome = Literal["", "yes", "no", "void"]

SURE = 80
"""Per cent from which a prediction that fails is a surprise; one that comes true is, from 100 - SURE down."""


class Prediction(Record, kw_only=True, frozen=True):
    """What I say will happen, and how sure I am. Once made it is not changed, only resolved."""

    table: ClassVar[str] = "predictions"
    noun: ClassVar[str] = "prediction"
    title_field: ClassVar[str] = "statement"

    statement: Name
    """One line."""
    probability: Annotated[int, msgspec.Meta(ge=1, le=99)]
    """Per cent."""
    by: dt.date
    """The day on which it will be known."""
    model: Ref = ""
    """Id of the mental model that it puts to the test."""
    about: Line = ""
    """The area, where it is not its model's."""
    entry: Ref = ""
    """Id of the entry it comes from."""
    made: Moment
    day: dt.date
    """The journal day on which it was made."""
    outcome: Outcome = ""
    resolved: Moment | None = None
    resolved_day: dt.date | None = None
    """The journal day on which it was resolved."""
    why: Prose = ""
    """What was learnt of it; for a void one the reason."""

    @property
    def title(self) -> str:
        """What it is found by."""
        return self.statement


def check_probability(value: int) -> int:
    """A probability in per cent, 1–99. Raises BadInput for another number."""
    if not 1 <= value <= 99:
        raise BadInput(f"A probability is a number from 1 to 99 per cent, not {value}: nothing to come is surer.")
    return value


def read_probability(typed: str) -> int:
    """The probability that was typed: "70", "70 %", "0.7". Raises BadInput."""
    text = typed.strip().removesuffix("%").strip()
    number = number_of(text)
    if number is not None:
        return check_probability(number)
    if text.startswith(("0.", ".")) and text.partition(".")[2].isdecimal():
        return check_probability(round(float(text) * 100))
    raise BadInput(f"{typed.strip()!r} is no probability: write a number from 1 to 99, per cent.")


def with_outcome(one: Prediction, outcome: Outcome, why: str, now: Now) -> Prediction:
    """The prediction, resolved now.

    Raises MasteryError for one that is resolved already, BadInput if it is voided without a reason.
    """
    if one.outcome:
        raise MasteryError(f"That was resolved on {one.resolved_day}: {one.outcome}. If by mistake: mastery undo")
    if outcome == "void" and not why.strip():
        raise BadInput("A prediction is voided for a reason: say why it cannot be told.")
    return msgspec.structs.replace(one, outcome=outcome, why=why.strip(), resolved=now.at, resolved_day=now.day)


def can_go(one: Prediction, today: dt.date) -> bool:
    """Whether it may be deleted: open, and made today. After that it can only be voided for a reason, and stays
    visible."""
    return not one.outcome and one.day == today


def check_can_go(one: Prediction, today: dt.date) -> None:
    """Raises BadInput if it may not be deleted."""
    if not can_go(one, today):
        raise BadInput("It stays: only one of today that is open is deleted.")


def outcome_text(one: Prediction) -> str:
    """The outcome of a prediction that was resolved with yes or no, in words."""
    return "came true" if one.outcome == "yes" else "did not come true"


def is_surprise(one: Prediction) -> bool:
    """Whether it failed though I was sure of it (80 % or more), or came true though I was sure it would not (20 %)."""
    return (one.outcome == "no" and one.probability >= SURE) or (one.outcome == "yes" and one.probability <= 100 - SURE)


def open_ones(predictions: Iterable[Prediction]) -> list[Prediction]:
    """Those that are not resolved, by due day."""
    return sorted((one for one in predictions if not one.outcome), key=attrgetter("by", "made", "id"))


def due(predictions: Iterable[Prediction], today: dt.date) -> list[Prediction]:
    """Those that can be resolved by now."""
    return [one for one in open_ones(predictions) if one.by <= today]


def resolved_ones(predictions: Iterable[Prediction]) -> list[Prediction]:
    """Those that are resolved, void ones too, the last first."""
    done = (one for one in predictions if one.outcome)
    return sorted(done, key=lambda one: (one.resolved or one.made, one.id), reverse=True)


def open_first(predictions: Sequence[Prediction]) -> list[Prediction]:
    """Open ones by due day, then resolved ones, the last first."""
    return [*open_ones(predictions), *resolved_ones(predictions)]


def judged(
    predictions: Iterable[Prediction],
    areas: dict[str, str],
    *,
    model: str | None = None,
    about: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> "list[Judged]":
    """What counts for calibration: resolved yes or no; of a model, an area, and a period of the days of resolving.

    `areas` has the area of each model by its id.
    """
    from mastery.core.thinking.calibration import Judged

    return [
        Judged(one.probability, one.outcome == "yes")
        for one in predictions
        if one.outcome in ("yes", "no")
        and one.resolved_day is not None
        and (model is None or one.model == model)
        and (about is None or area(one, areas).casefold() == about.casefold())
        and (since is None or one.resolved_day >= since)
        and (until is None or one.resolved_day <= until)
    ]


def area(one: Prediction, areas: dict[str, str]) -> str:
    """What it is about: its own area, else its model's."""
    return one.about or areas.get(one.model, "")
