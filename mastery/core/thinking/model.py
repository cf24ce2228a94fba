"""Mental models: the records, where a model stands, when it is due to be revisited, and what it replaced.

The ladder of inference is Chris Argyris' (Senge and others, The Fifth Discipline Fieldbook, 1994); single-loop and
double-loop are Argyris' and Schön's (Organizational Learning, 1978).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Annotated, ClassVar, Literal, NamedTuple, TypeVar, get_args

import msgspec

from mastery.core.base.checks import rule, some_text
from mastery.core.base.clock import moved
from mastery.core.base.errors import BadInput
from mastery.core.base.names import named_first
from mastery.core.base.numbers import number_of
from mastery.core.base.records import Line, Moment, Name, Owner, Prose, Record, Ref
from mastery.core.goals.goal import Session
from mastery.core.thinking.prediction import Prediction, is_surprise, outcome_text

Side = Literal["for", "against"]
Still = Literal["yes", "partly", "no"]
Way = Literal["up", "down"]
Ended = Literal["", "revised", "retired"]
Status = Literal["shaken", "testing", "held", "revised", "retired"]
STATUSES: tuple[Status, ...] = get_args(Status)

Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]

HEAVIEST = 3
"""The weight of evidence that shakes a model when it speaks against it."""

INTERVALS = (7, 14, 30, 60, 120, 240)
"""Days until a model is revisited, longer the more often in a row it was found to hold."""

RUNGS = ("data", "selected", "meaning", "assumptions", "conclusion", "belief", "action")
"""The ladder of inference, from the ground up: the fields of a climb."""

RUNG_NAMES = {
    "data": "Observable data",
    "selected": "Selected data",
    "meaning": "Meaning added",
    "assumptions": "Assumptions",
    "conclusion": "Conclusion",
    "belief": "Belief",
    "action": "Action",
}

RUNG_QUESTIONS = {
    "data": "What would a camera have recorded?",
    "selected": "Which of it did I notice, and pick out?",
    "meaning": "What did I take it to mean?",
    "assumptions": "What did I take for granted, to read it that way?",
    "conclusion": "What did I conclude?",
    "belief": "What do I believe, because of that?",
    "action": "What do I do, because I believe it?",
}


class Model(Record, kw_only=True, frozen=True):
    """An assumption about how the world works, in one sentence."""

    table: ClassVar[str] = "models"
    noun: ClassVar[str] = "model"
    title_field: ClassVar[str] = "statement"
    has_own_name: ClassVar[bool] = True

    statement: Name
    """One line."""
    about: Line = ""
    """The area it is about, in a word or two."""
    confidence: Percent
    """How sure I was when it was written down; later ones stand in the visits."""
    why: Prose = ""
    """What made me that sure."""
    origin: Ref = ""
    """Id of the entry it comes from."""
    goals: tuple[Ref, ...] = ()
    """Ids of the goals it has to do with."""
    before: Ref = ""
    """Id of the model that this one replaced (double-loop)."""
    ended: Ended = ""
    ended_day: dt.date | None = None
    ended_why: Prose = ""
    made: Moment
    day: dt.date
    """The journal day on which it was written down."""

    @property
    def title(self) -> str:
        """What it is found by."""
        return self.statement

    def is_over(self, today: dt.date) -> bool:
        """Whether it was revised or retired."""
        return bool(self.ended)


def _check_leap(rung: str) -> str:
    if rung and rung not in RUNGS:
        raise BadInput(f"This is not a rung of the ladder. The rungs are: {', '.join(RUNGS)}.")
    return rung


class Climb(Record, kw_only=True, frozen=True):
    """One climb of the ladder of inference, with its day; any rung may be empty."""

    table: ClassVar[str] = "climbs"
    noun: ClassVar[str] = "climb"
    owner: ClassVar[tuple[str, ...]] = ("model", "models")

    model: Owner
    day: dt.date
    way: Way = "up"
    """Up from what was seen, or down from the belief."""
    data: Prose = ""
    selected: Prose = ""
    meaning: Prose = ""
    assumptions: Prose = ""
    conclusion: Prose = ""
    belief: Prose = ""
    action: Prose = ""
    leap: Annotated[str, rule(_check_leap)] = ""
    """The rung that the riskiest leap goes up to, one of RUNGS; empty where none was named."""
    other: Prose = ""
    """Another reading of the same data."""
    recorded: Moment


class Evidence(Record, kw_only=True, frozen=True):
    """Something that speaks for a model, or against it."""

    table: ClassVar[str] = "evidence"
    noun: ClassVar[str] = "piece of evidence"
    plural: ClassVar[str] = "pieces of evidence"
    owner: ClassVar[tuple[str, ...]] = ("model", "models")

    model: Owner
    side: Side
    weight: Annotated[int, msgspec.Meta(ge=1, le=HEAVIEST)] = 1
    text: Annotated[Prose, rule(some_text)]
    entry: Ref = ""
    """Id of the entry it comes from."""
    day: dt.date
    recorded: Moment


class Visit(Record, kw_only=True, frozen=True):
    """A model looked at again: whether it is still so, and how sure now."""

    table: ClassVar[str] = "visits"
    noun: ClassVar[str] = "visit"
    owner: ClassVar[tuple[str, ...]] = ("model", "models")

    model: Owner
    day: dt.date
    still: Still
    confidence: Percent
    why: Prose = ""
    """What makes me that sure."""
    change: Prose = ""
    """What would change my mind."""
    differently: Prose = ""
    """What I will do differently under the same belief (single-loop)."""
    recorded: Moment


Part = TypeVar("Part", Climb, Evidence, Visit)


class Standing(NamedTuple):
    """Where a model stands."""

    status: Status
    confidence: int
    """0–100, the latest."""
    due: dt.date | None
    """The journal day on which to look at it again; None for one that was revised or retired."""
    shaken_by: tuple[str, ...] = ()
    """What shook it since it was last revisited, in words."""
    held: int = 0
    """How often in a row it was found to hold."""


def check_percent(value: int, what: str = "The confidence") -> int:
    """A number from 0 to 100. Raises BadInput for another one."""
    if not 0 <= value <= 100:
        raise BadInput(f"{what} is a number from 0 to 100, not {value}.")
    return value


def read_percent(typed: str) -> int:
    """The confidence that was typed: "65", "65 %". Raises BadInput."""
    text = typed.strip().removesuffix("%").strip()
    number = number_of(text)
    if number is None:
        raise BadInput("How sure you are is a number from 0 to 100.")
    return check_percent(number)


def read_still(typed: str) -> Still:
    """Whether it is still so, as it was typed: yes, partly, no, or a beginning of these. Raises BadInput."""
    text = typed.strip().casefold()
    fits = [one for one in get_args(Still) if text and one.startswith(text)]
    if not fits:
        raise BadInput("Answer yes, partly or no.")
    still: Still = fits[0]
    return still


def read_leap(typed: str) -> str:
    """The rung that the riskiest leap goes up to, by a beginning of its name; empty for none. Raises BadInput."""
    text = typed.strip().casefold()
    if not text:
        return ""
    fits = [one for one in RUNGS[1:] if one.startswith(text) or RUNG_NAMES[one].casefold().startswith(text)]
    if len(fits) != 1:
        raise BadInput(f"A leap goes up to one of {', '.join(RUNGS[1:])}.")
    return fits[0]


def check_statement(typed: str, noun: str = "model") -> str:
    """A sentence in one line, with single blanks. Raises BadInput if it is empty or has several lines."""
    text = typed.strip()
    if not text:
        raise BadInput(f"The {noun} has no words: write it as one sentence.")
    if "\n" in text:
        raise BadInput(f"The {noun} is one sentence, in one line.")
    return " ".join(text.split())


def find_model(ref: str, models: Sequence[Model], *, command: str = "") -> Model:
    """The model that a short name means; one that has ended only if no other matches.

    `command` is the shell command for models, empty outside the shell. Raises MasteryError if none or several match.
    """
    return named_first(ref, [one for one in models if not one.ended], models, "model", command=command)


def of_model(model: Model, records: Iterable[Part]) -> list[Part]:
    """The climbs, evidence or visits of a model, the oldest first."""
    return sorted((one for one in records if one.model == model.id), key=attrgetter("day", "recorded", "id"))


def standing(
    model: Model, visits: Iterable[Visit], evidence: Iterable[Evidence], predictions: Iterable[Prediction]
) -> Standing:
    """Where a model stands; visits, evidence and predictions may be those of all models.

    Evidence against of the heaviest weight, a surprise among its predictions, or a visit that found it no longer so,
    shakes it until it is revisited, which is due the day after. Otherwise it is due after INTERVALS, one step further
    for each visit in a row that found it to hold; a visit after it was shaken starts over.
    """
    looked = of_model(model, visits)
    mine = [one for one in predictions if one.model == model.id]
    shocks = _shocks(of_model(model, evidence), mine)
    confidence = looked[-1].confidence if looked else model.confidence
    if model.ended:
        return Standing(model.ended, confidence, None)
    held, last, fresh = 0, model.day, shocks
    for visit in looked:
        shaken = any(moment <= visit.recorded for moment, _, _ in fresh)
        held = held + 1 if visit.still == "yes" and not shaken else 0
        last, fresh = visit.day, [one for one in fresh if one[0] > visit.recorded]
    shaken_by = [said for _, _, said in fresh]
    days = [day for _, day, _ in fresh]
    if looked and looked[-1].still == "no":
        days.append(last)
        shaken_by.insert(0, "looked at again, and no longer so")
    if days:
        return Standing(status="shaken", confidence=confidence, due=moved(min(days), 1), shaken_by=tuple(shaken_by))
    due = moved(last, INTERVALS[min(held, len(INTERVALS) - 1)])
    is_open = any(not one.outcome for one in mine)
    return Standing(status="testing" if is_open else "held", confidence=confidence, due=due, shaken_by=(), held=held)


def standings(
    models: Sequence[Model], visits: Iterable[Visit], evidence: Iterable[Evidence], predictions: Iterable[Prediction]
) -> list[tuple[Model, Standing]]:
    """Models and where they stand, as they are listed."""
    parts: dict[str, tuple[list[Visit], list[Evidence], list[Prediction]]] = {one.id: ([], [], []) for one in models}
    nowhere: tuple[list[Visit], list[Evidence], list[Prediction]] = ([], [], [])
    for visit in visits:
        parts.get(visit.model, nowhere)[0].append(visit)
    for piece in evidence:
        parts.get(piece.model, nowhere)[1].append(piece)
    for prediction in predictions:
        parts.get(prediction.model, nowhere)[2].append(prediction)
    return in_order([(one, standing(one, *parts[one.id])) for one in models])


def _shocks(evidence: Iterable[Evidence], predictions: Iterable[Prediction]) -> list[tuple[dt.datetime, dt.date, str]]:
    """What shook a model, in the order in which it became known: the moment, the journal day, and what it was."""
    found = [
        (one.recorded, one.day, f"against: {one.text}")
        for one in evidence
        if one.side == "against" and one.weight == HEAVIEST
    ]
    for one in predictions:
        if is_surprise(one) and one.resolved is not None and one.resolved_day is not None:
            found.append(
                (one.resolved, one.resolved_day, f"{one.probability} %: {one.statement}, and it {outcome_text(one)}")
            )
    return sorted(found)


def shaken_model(one: Prediction, models: Iterable[Model]) -> Model | None:
    """The model that a resolved prediction shakes; None if it was not a surprise, or its model has ended."""
    mine = (model for model in models if model.id == one.model and not model.ended)
    return next(mine, None) if is_surprise(one) else None


class Sure(NamedTuple):
    """How sure I was on a day, and why."""

    day: dt.date
    confidence: int
    why: str


def history(model: Model, visits: Iterable[Visit]) -> list[Sure]:
    """The model's confidence over time, from when it was written down."""
    first = Sure(model.day, model.confidence, model.why)
    return [first, *(Sure(one.day, one.confidence, one.why) for one in of_model(model, visits))]


def chain(model: Model, models: Iterable[Model]) -> list[Model]:
    """The chain of beliefs, the oldest first: the models that this one came from, itself, and what it became."""
    known = {one.id: one for one in models}
    found = [model]
    while (before := known.get(found[0].before)) is not None and before not in found:
        found.insert(0, before)
    while (after := _successor(found[-1], known.values())) is not None and after not in found:
        found.append(after)
    return found


def _successor(model: Model, models: Iterable[Model]) -> Model | None:
    """The model that replaced it; the latest if two machines wrote one each."""
    return max((one for one in models if one.before == model.id), key=attrgetter("made", "id"), default=None)


def is_due(found: Standing, today: dt.date) -> bool:
    """Whether a model is due to be revisited."""
    return found.due is not None and found.due <= today


def in_order(models: Sequence[tuple[Model, Standing]]) -> list[tuple[Model, Standing]]:
    """Models as they are listed: by status, shaken ones first; then by when they are due; then the surest first."""
    return sorted(
        models,
        key=lambda one: (
            STATUSES.index(one[1].status),
            one[1].due or dt.date.max,
            -one[1].confidence,
            one[0].statement.casefold(),
            one[0].id,
        ),
    )


def entry_ids(model: Model, evidence: Iterable[Evidence], sessions: Iterable[Session]) -> list[str]:
    """Ids of the entries that a model comes from, that are about it, or that hold evidence, the oldest first."""
    ids = {model.origin, *(one.entry for one in evidence if one.model == model.id)} - {""}
    return sorted(ids | {one.id for one in sessions if model.id in one.models})


def leap_text(climb: Climb) -> str:
    """The riskiest leap in words: "from meaning added to assumptions"; empty where none was named."""
    if climb.leap not in RUNGS:
        return ""
    at = RUNGS.index(climb.leap)
    below = f"from {RUNG_NAMES[RUNGS[at - 1]].casefold()} " if at else ""
    return f"{below}to {RUNG_NAMES[climb.leap].casefold()}"
