"""Finding and printing mental models and predictions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from mastery.cli.context import Context
from mastery.cli.finding import remarks_of, short_ids
from mastery.cli.printing.entries import title_text
from mastery.cli.printing.output import DIM, PLAIN, Column, line_width, one_line, table
from mastery.cli.terminal import style

if TYPE_CHECKING:
    from mastery.core.base.records import Entry
    from mastery.core.thinking.model import Climb, Evidence, Model, Standing, Visit
    from mastery.core.thinking.prediction import Prediction

Found = tuple["Model", "Standing"]

CONFIDENCE = click.IntRange(0, 100)

RIGHT, BOLD, WARN = Column(right=True), Column({"bold": True}, cut=True), Column({"fg": "yellow"})


def model_slug(model: Model) -> str:
    """What is typed for the model: as much of its slug as tells it in a line."""
    from mastery.core.base.names import name_of

    return "-".join(name_of(model).split("-")[:4])


def quoted(statement: str) -> str:
    """A sentence, to be printed."""
    return style(one_line(statement), bold=True)


def due_said(due: dt.date | None, today: dt.date) -> str:
    """When to look at it again, in words; empty for what has ended."""
    if due is None:
        return ""
    away = (due - today).days
    if away < 0:
        return f"due since {due}"
    return "due today" if away == 0 else "due tomorrow" if away == 1 else f"again {due}"


def model_table(context: Context, models: Sequence[Found], ids: bool = False) -> str:
    """A line for each model: how sure, where it stands, the sentence, when to look at it again."""
    today = context.journal().today()
    rows = [
        (
            f"{found.confidence} %",
            found.status,
            one_line(model.statement),
            model.about,
            due_said(found.due, today),
        )
        for model, found in models
    ]
    shorts = short_ids([model for model, _ in models], ids)
    return table(rows, (RIGHT, WARN, BOLD, DIM, PLAIN), line_width(), shorts)


def model_json(context: Context, models: Sequence[Found]) -> str:
    """Models with all that belongs to them."""
    import json

    from mastery.core.base.records import to_fields

    found = []
    for model, standing in models:
        parts = _parts(context, model)
        fields: dict[str, Any] = {**to_fields(model), "standing": standing._asdict()}
        fields |= {name: [to_fields(one) for one in records] for name, records in parts.items()}
        found.append(fields)
    return json.dumps(found, ensure_ascii=False, indent=2, default=str)


def _parts(context: Context, model: Model) -> dict[str, Sequence[Any]]:
    from mastery.core.thinking.model import Climb, Evidence, Visit, of_model

    journal = context.journal()
    return {
        "visits": of_model(model, journal.records(Visit)),
        "evidence": of_model(model, journal.records(Evidence)),
        "climbs": of_model(model, journal.records(Climb)),
        "predictions": predictions_of(context, model),
    }


def predictions_of(context: Context, model: Model) -> list[Prediction]:
    """The model's predictions: open ones by their days, then resolved ones, the last first."""
    from mastery.core.thinking.prediction import Prediction, open_ones, resolved_ones

    mine = [one for one in context.journal().records(Prediction) if one.model == model.id]
    return [*open_ones(mine), *resolved_ones(mine)]


def model_csv(context: Context, models: Sequence[Found]) -> str:
    """A line for each model."""
    from mastery.exchange import csv_text

    rows: list[tuple[object, ...]] = [("id", "statement", "about", "status", "confidence", "due", "day")]
    for model, found in models:
        rows.append(
            (model.id, model.statement, model.about, found.status, found.confidence, found.due or "", model.day)
        )
    return csv_text(rows).removesuffix("\n")


def model_markdown(context: Context, models: Sequence[Found]) -> str:
    """A page for each model."""
    return "\n\n".join(model_page(context, one) for one in models)


def model_page(context: Context, found: Found) -> str:
    """The model as Markdown."""
    model, standing = found
    facts = [standing.status, f"{standing.confidence} %", model.about, f"since {model.day}"]
    parts = [f"# {model.statement}", f"*{' · '.join(filter(None, facts))}*"]
    return "\n\n".join(parts + [f"## {name}\n\n" + "\n".join(lines) for name, lines in _sections(context, found, "- ")])


def model_text(context: Context, found: Found) -> str:
    """The model to be read in the shell."""
    model, standing = found
    today = context.journal().today()
    facts = [standing.status, f"{standing.confidence} % sure", one_line(model.about), due_said(standing.due, today)]
    lines = [quoted(model.statement), style("  ".join(filter(None, facts)), dim=True)]
    for name, said in _sections(context, found, ""):
        lines += ["", style(name, fg="cyan"), *said]
    return "\n".join(lines)


def _sections(context: Context, found: Found, bullet: str) -> list[tuple[str, list[str]]]:
    """What there is to read of a model: headings, and the lines under them."""
    from mastery.core.thinking.model import Climb, Evidence, Visit, chain, history, of_model

    model, standing = found
    journal = context.journal()
    visits = of_model(model, journal.records(Visit))
    sections: list[tuple[str, list[str]]] = []
    if standing.shaken_by:
        sections.append(("Shaken", [bullet + one_line(one) for one in standing.shaken_by]))
    sure = [
        f"{one.day}  {one.confidence:>3} %  {one_line(one.why)}".rstrip() if not bullet else _sure_line(one)
        for one in history(model, visits)
    ]
    sections.append(("Confidence", [bullet + one for one in sure]))
    evidence = of_model(model, journal.records(Evidence))
    for side, name in (("for", "For"), ("against", "Against")):
        lines = [evidence_line(one, context) for one in evidence if one.side == side]
        sections += [(name, [bullet + one for one in lines])] * bool(lines)
    predictions = [prediction_line(one) for one in predictions_of(context, model)]
    sections += [("Predictions", [bullet + one for one in predictions])] * bool(predictions)
    for climb in of_model(model, journal.records(Climb)):
        sections.append((f"Ladder of inference, {climb.day}", _climb_lines(climb, bullet)))
    minds = [f"{one.day}  {said}" for one in visits for said in _visit_lines(one)]
    sections += [("Looked at again", [bullet + one for one in minds])] * bool(minds)
    line = chain(model, journal.records(type(model)))
    if len(line) > 1 or model.ended:
        sections.append(("What was believed", [bullet + one for one in _chain_lines(line, model)]))
    remarks = remarks_of(context, model.id)
    sections += [("Feedback", [bullet + one_line(one) for one in remarks])] * bool(remarks)
    linked = linked_entries(context, model, evidence)
    if linked:
        sections.append(("Entries", [f"{bullet}{journal.short(one.id)}  {one.day}  {_title(one)}" for one in linked]))
    return sections


def _sure_line(one: Any) -> str:
    return f"{one.day}: {one.confidence} %" + (f" — {one_line(one.why)}" if one.why else "")


def evidence_line(one: Evidence, context: Context) -> str:
    """One piece of evidence: its weight as signs, its text, the entry it comes from."""
    sign = ("+" if one.side == "for" else "-") * one.weight
    source = f"  ({context.journal().short(one.entry)})" if one.entry else ""
    return f"{sign:<3} {one_line(one.text)}{source}  {one.day}"


def prediction_line(one: Prediction) -> str:
    """One prediction: how sure, what came of it or by when it is known, and what was said."""
    state = one.outcome or f"by {one.by}"
    why = f" — {one_line(one.why)}" if one.why else ""
    return f"{one.probability:>2} %  {state:<13}  {one_line(one.statement)}{why}"


def _climb_lines(climb: Climb, bullet: str) -> list[str]:
    from mastery.core.thinking.model import RUNG_NAMES, RUNGS, leap_said

    lines = [
        f"{bullet}{RUNG_NAMES[name]}: {one_line(getattr(climb, name))}"
        for name in reversed(RUNGS)
        if getattr(climb, name)
    ]
    lines += [f"{bullet}Riskiest leap: {leap_said(climb)}"] * bool(climb.leap)
    return lines + [f"{bullet}Another reading: {one_line(climb.other)}"] * bool(climb.other)


def _visit_lines(one: Visit) -> list[str]:
    still = {"yes": "still so", "partly": "partly so", "no": "no longer so"}[one.still]
    change = [f"would change my mind: {one_line(one.change)}"] * bool(one.change)
    return [still, *change, *[f"differently: {one_line(one.differently)}"] * bool(one.differently)]


def _chain_lines(line: Sequence[Model], here: Model) -> list[str]:
    lines = []
    for one in line:
        until = f"{one.ended} {one.ended_day}" if one.ended else "now"
        why = f": {one_line(one.ended_why)}" if one.ended_why else ""
        mark = "> " if one.id == here.id else "  "
        lines.append(f"{mark}{one.day}  {one_line(one.statement)}  ({until}{why})")
    return lines


def linked_entries(context: Context, model: Model, evidence: Sequence[Evidence]) -> list[Entry]:
    """The living entries a model comes from, that are about it, or that hold evidence; the oldest first."""
    from mastery.core.base.records import Entry
    from mastery.core.thinking.model import entry_ids

    journal = context.journal()
    found = [journal.get(Entry, one) for one in entry_ids(model, evidence, journal.sessions())]
    return [one for one in found if one is not None and one.deleted is None]


def _title(entry: Entry) -> str:
    return title_text(entry) or "untitled"
