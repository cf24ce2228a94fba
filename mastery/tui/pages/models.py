"""The pages of the Models screen, as lines: a model, the predictions and how well they were calibrated, the cards."""

import datetime as dt
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len

from mastery.core.base.phrases import count, near_day, short_day
from mastery.core.base.records import Entry
from mastery.core.goals.charts import FULL, sure_bar
from mastery.core.sharing.feedback import Feedback, Remark
from mastery.core.thinking.calibration import Calibration, said
from mastery.core.thinking.cards import Card, recall_said
from mastery.core.thinking.model import (
    RUNG_NAMES,
    RUNGS,
    Climb,
    Evidence,
    Model,
    Standing,
    Visit,
    history,
    is_due,
    leap_said,
)
from mastery.core.thinking.prediction import Prediction, is_surprise, open_ones, resolved_ones
from mastery.tui.pages.remarks import remark_lines
from mastery.tui.widgets.page import Line, Piece, wrapped
from mastery.tui.widgets.picklist import clean, cut

SIDE_BY_SIDE = 56
"""Cells from which evidence for and against stands side by side."""

PLOT = (64, 18)
"""Cells of the calibration plot, where there is room."""


RESOLVED = 6
"""Resolved predictions on the page of a model, the last."""


class Shown(NamedTuple):
    """What is known of a model for its page."""

    model: Model
    found: Standing
    visits: Sequence[Visit]
    evidence: Sequence[Evidence]
    climbs: Sequence[Climb]
    predictions: Sequence[Prediction]
    chain: Sequence[Model]
    linked: Sequence[Entry]
    """The newest first."""
    calibration: Calibration
    """Of its own predictions."""
    goals: Sequence[str]
    """The titles of the goals it has to do with."""
    remarks: Sequence[tuple[Feedback, Remark]]
    """What mentors said of it."""


def model_lines(shown: Shown, today: dt.date, width: int) -> list[Line]:
    """The page of a model, in lines of `width` cells."""
    model = shown.model
    lines = [Line(), *wrapped(model.statement, width, "title"), *_facts(shown, today, width), Line()]
    for one in shown.found.shaken_by:
        lines += wrapped(f"Shaken — {one}", width, "late")
    lines += [Line()] * bool(shown.found.shaken_by)
    lines += [_heading("Confidence"), *_confidence(shown, width), Line()]
    lines += [*_evidence(shown.evidence, width), Line()]
    lines.append(_heading("Predictions"))
    done = resolved_ones(shown.predictions)
    predictions = [*open_ones(shown.predictions), *done[:RESOLVED]]
    lines += [_prediction(one, today) for one in predictions]
    lines += [Line([(f"and {count(len(done) - RESOLVED, 'earlier one')}", "dim")])] * (len(done) > RESOLVED)
    lines += [Line([("None yet: p puts it to the test.", "dim")])] * (not predictions)
    if shown.calibration.is_enough:
        lines += [line for text in said(shown.calibration)[:2] for line in wrapped(text, width, "dim")]
    lines.append(Line())
    if not shown.climbs:
        lines += [
            _heading("Ladder of inference"),
            *wrapped("Not climbed yet: l shows how you got here.", width, "dim"),
            Line(),
        ]
    for climb in reversed(shown.climbs):
        lines += [_heading(f"Ladder of inference, {short_day(climb.day)}"), *_ladder(climb, width), Line()]
    minds = [one for one in shown.visits if one.change or one.differently]
    if minds:
        lines += [_heading("Looked at again"), *(line for one in reversed(minds) for line in _mind(one, width)), Line()]
    if len(shown.chain) > 1 or model.ended:
        lines += [_heading("What was believed"), *_chain(shown.chain, model, width), Line()]
    lines += remark_lines(shown.remarks, width)
    if shown.linked:
        lines.append(_heading("Entries"))
        lines += [Line([(f"{short_day(one.day)}  ", "dim"), (_title(one), "text")], one) for one in shown.linked]
    return lines


def _heading(text: str) -> Line:
    return Line([(text, "heading")])


def _title(entry: Entry) -> str:
    return clean(entry.title) or clean(entry.body) or "(no title)"


def _facts(shown: Shown, today: dt.date, width: int) -> list[Line]:
    found = shown.found
    status: Piece = (found.status, "late" if found.status == "shaken" else "strong")
    pieces = [status, *[(f"  {clean(shown.model.about)}", "dim")] * bool(shown.model.about)]
    lines = [Line(pieces)]
    if found.due is not None:
        due = is_due(found, today)
        when = "due: r looks at it again" if due else f"look at it again {near_day(found.due, today)}"
        taken = sum(cell_len(text) for text, _ in pieces)
        style = "late" if due else "dim"
        fits = taken + 2 + cell_len(when) <= width
        lines = [Line([*pieces, (f"  {when}", style)])] if fits else [*lines, Line([(when, style)])]
    about = f"for {', '.join(map(clean, shown.goals))}"
    return lines + (wrapped(about, width, "dim") if shown.goals else [])


def _confidence(shown: Shown, width: int) -> list[Line]:
    lines = []
    for one in reversed(history(shown.model, shown.visits)):
        bar = sure_bar(one.confidence)
        full = bar.count(FULL)
        room = width - 35
        why = f"  {cut(clean(one.why), room)}" if one.why and room > 8 else ""
        head: list[Piece] = [(f"{short_day(one.day):<16}", "dim"), (bar[:full], "full"), (bar[full:], "dim")]
        lines.append(Line([*head, (f" {one.confidence:>3} %", "text"), (why, "dim")]))
    return lines


def _evidence(evidence: Sequence[Evidence], width: int) -> list[Line]:
    """For at the left, against at the right; under each other where there is no room."""
    if not evidence:
        return [_heading("Evidence"), *wrapped("None yet: v adds what speaks for it, or against it.", width, "dim")]
    sides = {side: [one for one in evidence if one.side == side] for side in ("for", "against")}
    weights = {side: sum(one.weight for one in found) for side, found in sides.items()}
    if width < SIDE_BY_SIDE:
        lines = []
        for side, found in sides.items():
            lines.append(_heading(f"{side.capitalize()}, weight {weights[side]}"))
            lines += [line for one in found for line in _piece(one, width)] or [Line([("nothing yet", "dim")])]
        return lines
    half = (width - 3) // 2
    heads = [f"{side.capitalize()}, weight {weights[side]}" for side in sides]
    lines = [Line([(f"{heads[0]:<{half}}   ", "heading"), (heads[1], "heading")])]
    columns = [
        [line for one in found for line in _piece(one, half)] or [Line([("nothing yet", "dim")])]
        for found in sides.values()
    ]
    for left, right in zip_longest(*columns, fillvalue=Line()):
        text = sum(cell_len(said) for said, _ in left.pieces)
        lines.append(Line([*left.pieces, (" " * (half - text) + " │ ", "dim"), *right.pieces]))
    return lines


def _piece(one: Evidence, width: int) -> list[Line]:
    """One piece of evidence: its weight as signs, then its text."""
    sign = ("+" if one.side == "for" else "−") * one.weight
    text = wrapped(one.text, width, "text", indent=4)
    first = text[0].pieces[0][0].removeprefix("    ")
    return [Line([(f"{sign:<4}", "done" if one.side == "for" else "late"), (first, "text")]), *text[1:]]


def _prediction(one: Prediction, today: dt.date) -> Line:
    if one.outcome:
        mark: Piece = {"yes": ("● ", "done"), "no": ("✗ ", "dim"), "void": ("– ", "dim")}[one.outcome]
        state = {"yes": "came true", "no": "did not", "void": "void"}[one.outcome]
    else:
        mark = ("○ ", "late" if one.by <= today else "dim")
        state = "due" if one.by <= today else near_day(one.by, today)
    style = "late" if is_surprise(one) or (not one.outcome and one.by <= today) else "dim"
    why = [(f"  {clean(one.why)}", "dim")] if one.why else []
    return Line(
        [mark, (f"{one.probability:>2} %  ", "strong"), (f"{state:<10} ", style), (clean(one.statement), "text"), *why],
        one,
    )


def _ladder(climb: Climb, width: int) -> list[Line]:
    """The rungs, the highest above; the riskiest leap is marked."""
    lines: list[Line] = []
    wide = max(len(name) for name in RUNG_NAMES.values())
    for name in reversed(RUNGS):
        text = getattr(climb, name)
        risky = climb.leap == name
        if not text and not risky:
            continue
        rest = wrapped(text or "…", width, "text", indent=wide + 4)
        first = rest[0].pieces[0][0].strip()
        mark: Piece = ("▲ ", "late") if risky else ("│ ", "dim")
        lines += [
            Line([mark, (f"{RUNG_NAMES[name]:<{wide}}  ", "late" if risky else "dim"), (first, "text")]),
            *rest[1:],
        ]
    if climb.leap:
        lines += wrapped(f"The riskiest leap: {leap_said(climb)}", width, "late")
    return lines + (wrapped(f"Another reading: {climb.other}", width, "strong") if climb.other else [])


def _mind(one: Visit, width: int) -> list[Line]:
    said_of = [f"would change my mind: {one.change}"] * bool(one.change)
    said_of += [f"differently: {one.differently}"] * bool(one.differently)
    return [line for text in said_of for line in wrapped(f"{short_day(one.day)}  {text}", width, "text")]


def _chain(chain: Sequence[Model], here: Model, width: int) -> list[Line]:
    lines = []
    for one in chain:
        until = f"{one.ended} {short_day(one.ended_day)}" if one.ended and one.ended_day else "now"
        mark: Piece = ("▸ ", "strong") if one.id == here.id else ("│ ", "dim")
        style = "strong" if one.id == here.id else "text"
        item = None if one.id == here.id else one
        lines.append(Line([mark, (f"{short_day(one.day)}  ", "dim"), (clean(one.statement), style)], item))
        why = f": {clean(one.ended_why)}" if one.ended_why else ""
        lines += [Line([("│ ", "dim"), *rest.pieces]) for rest in wrapped(f"{until}{why}", width - 2, "dim", indent=2)]
    return lines


def prediction_lines(predictions: Sequence[Prediction], found: Calibration, today: dt.date, width: int) -> list[Line]:
    """The page of all predictions: those that are due, those to come, how well calibrated, those that are resolved."""
    lines = [Line(), Line([("Predictions", "title")]), Line()]
    still = open_ones(predictions)
    for name, some in (
        ("Due: what came of it?", [one for one in still if one.by <= today]),
        ("Open", [one for one in still if one.by > today]),
    ):
        lines += [_heading(name), *(_prediction(one, today) for one in some), Line()] if some else []
    if not predictions:
        return [*lines, *wrapped("None yet: p says what will happen, and how sure you are.", width, "dim")]
    lines.append(_heading("Calibration"))
    plot: list[str] = []
    if found.is_enough:
        from mastery.core.review.plots import calibration_plot, plot_rows

        plot = plot_rows(calibration_plot(found), min(PLOT[0], width), PLOT[1])
    lines += [Line([(row, "text")]) for row in plot] + [Line()] * bool(plot)
    lines += [line for text in said(found) for line in wrapped(text, width, "text")] + [Line()]
    done = resolved_ones(predictions)
    return lines + ([_heading("Resolved"), *(_prediction(one, today) for one in done)] if done else [])


def card_lines(cards: Sequence[Card], due: Sequence[Card], width: int) -> list[Line]:
    """The page of the recall cards: those to be asked today, then the others."""
    lines = [Line(), Line([("Recall", "title")])]
    if not cards:
        none = "No cards yet: in Journal, c makes one of the chosen entry: a question, and its answer."
        return [*lines, Line(), *wrapped(none, width, "dim")]
    asked = f"{count(len(due), 'card')} to recall: enter begins" if due else "Nothing to recall today"
    lines += [Line([(asked, "late" if due else "dim")]), Line()]
    ids = {one.id for one in due}
    for name, some in (("Today", due), ("Later", [one for one in cards if one.id not in ids])):
        lines += [_heading(name), *(_card(one) for one in some), Line()] if some else []
    return lines


def _card(one: Card) -> Line:
    mark: Piece = (
        ("○ ", "dim") if one.asked is None else ("● ", "done") if one.asked == one.remembered else ("✗ ", "late")
    )
    return Line([mark, (one.title, "text"), (f"  {recall_said(one)}", "dim")], one)
