"""The page of a mental model: how sure, what speaks for and against it, how it was reached, what it was before."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mastery.core.base.page import Face, Line, Mark, Piece, Role, Section, hint, plain
from mastery.core.base.records import Entry
from mastery.core.goals.charts import sure_bar
from mastery.core.pages.parts import due_text, entries_section, feedback_section
from mastery.core.pages.predictions import prediction_line
from mastery.core.sharing.feedback import Feedback, Remark
from mastery.core.thinking.calibration import Calibration
from mastery.core.thinking.calibration import said as calibration_text
from mastery.core.thinking.model import (
    RUNG_NAMES,
    RUNGS,
    Climb,
    Evidence,
    Model,
    Side,
    Standing,
    Sure,
    Visit,
    history,
    is_due,
    leap_text,
)
from mastery.core.thinking.prediction import Prediction, open_first

STILL = {"yes": "still so", "partly": "partly so", "no": "no longer so"}


class ModelFacts(NamedTuple):
    """What the page of a model needs to know."""

    model: Model
    standing: Standing
    visits: Sequence[Visit]
    """The oldest first, as evidence and climbs are."""
    evidence: Sequence[Evidence]
    climbs: Sequence[Climb]
    predictions: Sequence[Prediction]
    chain: Sequence[Model]
    """What was once believed, itself, and what it became."""
    linked: Sequence[Entry]
    """The newest first."""
    calibration: Calibration
    """Of its own predictions."""
    goals: Sequence[str]
    """The titles of the goals it has to do with."""
    remarks: Sequence[tuple[Feedback, Remark]]
    """What mentors said of it, the oldest first."""


def model_sections(facts: ModelFacts, face: Face) -> list[Section]:
    """The page of a model."""
    model = facts.model
    sure = [_sure(one, face) for one in reversed(history(model, facts.visits))]
    ladders = [Section(f"Ladder of inference, {face.day(one.day)}", _ladder(one)) for one in reversed(facts.climbs)]
    has_past = len(facts.chain) > 1 or bool(model.ended)
    return [
        Section("", [plain(model.statement, "title"), *_standing(facts, face)]),
        Section("Shaken", [plain(one, "late") for one in facts.standing.shaken_by]),
        Section("Confidence", sure),
        _evidence(facts.evidence, face),
        Section("Predictions", _predictions(facts, face)),
        *(ladders or [Section("Ladder of inference", [Line([hint("ladder")])])]),
        Section("Looked at again", [line for one in reversed(facts.visits) for line in _visit(one, face)]),
        Section("What was believed", [line for one in facts.chain for line in _believed(one, model, face)] * has_past),
        feedback_section(facts.remarks, face),
        entries_section(facts.linked, face),
    ]


def _standing(facts: ModelFacts, face: Face) -> list[Line]:
    standing, about = facts.standing, facts.model.about
    is_late = is_due(standing, face.today)
    pieces = [
        Piece(standing.status, "late" if standing.status == "shaken" else "strong"),
        Piece(f"{standing.confidence} % sure", "dim"),
        Piece(about, "dim"),
    ]
    if standing.due is not None:
        again = due_text(standing.due, face) if is_late else f"look at it again {face.near(standing.due)}"
        pieces += [Piece(again, "late" if is_late else "dim"), *[hint("revisit", "late")] * is_late]
    return [Line(pieces), *[plain(f"for {', '.join(facts.goals)}", "dim")] * bool(facts.goals)]


def _sure(one: Sure, face: Face) -> Line:
    bar, percent = Piece(sure_bar(one.confidence), "bar"), Piece(f"{one.confidence:>3} %")
    return Line([Piece(one.why, "dim")], [Piece(face.day(one.day), "dim"), bar, percent])


def _evidence(evidence: Sequence[Evidence], face: Face) -> Section:
    """What speaks for it; beside it, what speaks against it."""
    if not evidence:
        return Section("Evidence", [Line([hint("evidence")])])
    return _side("for", evidence, face)._replace(beside=_side("against", evidence, face))


def _side(side: Side, evidence: Iterable[Evidence], face: Face) -> Section:
    mine = [one for one in evidence if one.side == side]
    heading = f"{side.capitalize()}, weight {sum(one.weight for one in mine)}"
    return Section(heading, [_piece(one, face) for one in mine] or [plain("nothing yet", "dim")])


def _piece(one: Evidence, face: Face) -> Line:
    """One piece of evidence, its weight as signs, and the entry it comes from."""
    role: Role = "done" if one.side == "for" else "late"
    source = [Piece(one.entry, "dim", "id")] * bool(one.entry)
    signs = Piece(("+" if one.side == "for" else "−") * one.weight, role)
    return Line([Piece(one.text), Piece(face.day(one.day), "dim"), *source], [signs])


def _predictions(facts: ModelFacts, face: Face) -> list[Line]:
    lines = [prediction_line(one, face) for one in open_first(facts.predictions)] or [Line([hint("predictions")])]
    sentences = calibration_text(facts.calibration)[:2] if facts.calibration.is_enough else []
    return lines + [plain(one, "dim") for one in sentences]


def _ladder(climb: Climb) -> list[Line]:
    """The rungs, the highest above; the riskiest leap is marked."""
    lines = []
    for name in reversed(RUNGS):
        text, is_leap = getattr(climb, name), climb.leap == name
        if text or is_leap:
            head = Piece(RUNG_NAMES[name], "late" if is_leap else "dim")
            lines.append(Line([Piece(text or "…")], [head], mark="leap" if is_leap else "rung"))
    lines += [plain(f"The riskiest leap: {leap_text(climb)}", "late")] * bool(climb.leap)
    return lines + [plain(f"Another reading: {climb.other}", "strong")] * bool(climb.other)


def _visit(one: Visit, face: Face) -> list[Line]:
    first, *rest = visit_text(one)
    days = [(face.day(one.day), first), *(("", text) for text in rest)]
    return [Line([Piece(text)], [Piece(day, "dim")]) for day, text in days]


def visit_text(one: Visit) -> list[str]:
    """What a visit found, a line each."""
    said = [STILL[one.still]]
    said += [f"would change my mind: {one.change}"] * bool(one.change)
    return said + [f"differently: {one.differently}"] * bool(one.differently)


def _believed(one: Model, here: Model, face: Face) -> list[Line]:
    """A belief of the chain; below it what became of it."""
    is_here = one.id == here.id
    mark: Mark = "here" if is_here else "stem"
    day, statement = Piece(face.day(one.day), "dim"), Piece(one.statement, "strong" if is_here else "text")
    until = f"{one.ended} {face.day(one.ended_day)}" if one.ended and one.ended_day else "now"
    why = f": {one.ended_why}" if one.ended_why else ""
    return [
        Line([statement], [day], about=None if is_here else one, mark=mark),
        Line([Piece(f"{until}{why}", "dim")], [Piece("")], mark="stem"),
    ]
