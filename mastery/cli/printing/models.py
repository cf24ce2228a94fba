"""Printing mental models: in lists, as pages, and one to be read in the shell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from mastery.cli.context import Context
from mastery.cli.finding import remarks_of, short_ids
from mastery.cli.printing.entries import title_text
from mastery.cli.printing.output import DIM, PLAIN, Column, line_width, one_line, table
from mastery.cli.terminal import style

if TYPE_CHECKING:
    from mastery.core.base.records import Record
    from mastery.core.thinking.model import Climb, Evidence, Model, Standing
    from mastery.core.thinking.prediction import Prediction

Found = tuple["Model", "Standing"]

CONFIDENCE = click.IntRange(0, 100)

RIGHT, BOLD, WARN = Column(right=True), Column({"bold": True}, cut=True), Column({"fg": "yellow"})


def model_slug(model: Model) -> str:
    """What to type for the model: the first words of its slug."""
    from mastery.core.base.names import name_of

    return "-".join(name_of(model).split("-")[:4])


def quoted(statement: str) -> str:
    """A sentence, to be printed."""
    return style(one_line(statement), bold=True)


def due_text(due: dt.date | None, today: dt.date) -> str:
    """When to revisit it, in words; empty for one that has ended."""
    if due is None:
        return ""
    away = (due - today).days
    if away < 0:
        return f"due since {due}"
    return "due today" if away == 0 else "due tomorrow" if away == 1 else f"again {due}"


def model_table(context: Context, models: Sequence[Found], ids: bool = False) -> str:
    """A line for each model: how sure, where it stands, the sentence, when to revisit it."""
    today = context.journal().today()
    rows = [
        (
            f"{found.confidence} %",
            found.status,
            one_line(model.statement),
            model.about,
            due_text(found.due, today),
        )
        for model, found in models
    ]
    shorts = short_ids([model for model, _ in models], ids)
    return table(rows, (RIGHT, WARN, BOLD, DIM, PLAIN), line_width(), shorts)


def model_json(context: Context, models: Sequence[Found]) -> str:
    """Models with all their records."""
    import json

    from mastery.core.base.records import to_fields
    from mastery.core.thinking.prediction import open_first
    from mastery.verbs.pages.model import model_facts

    found = []
    for model, standing in models:
        facts = model_facts(context.journal(), model, standing)
        fields: dict[str, Any] = {**to_fields(model), "standing": standing._asdict()}
        parts: dict[str, Sequence[Record]] = {
            "visits": facts.visits,
            "evidence": facts.evidence,
            "climbs": facts.climbs,
            "predictions": open_first(facts.predictions),
        }
        fields |= {name: [to_fields(one) for one in records] for name, records in parts.items()}
        found.append(fields)
    return json.dumps(found, ensure_ascii=False, indent=2, default=str)


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


def model_text(context: Context, found: Found) -> str:
    """The model to be read in the shell."""
    from mastery.cli.printing.pages import face_of, page_text
    from mastery.core.pages.model import model_sections
    from mastery.verbs.pages.model import model_facts

    journal = context.journal()
    return page_text(model_sections(model_facts(journal, *found), face_of(journal.today())), journal.short)


def model_page(context: Context, found: Found) -> str:
    """The model as Markdown."""
    from mastery.core.base.parts import bullets

    model, standing = found
    facts = [standing.status, f"{standing.confidence} %", model.about, f"since {model.day}"]
    parts = [f"# {model.statement}", f"*{' · '.join(filter(None, facts))}*"]
    sections = _markdown(context, found)
    return "\n\n".join(parts + [f"## {name}\n\n{bullets(lines)}" for name, lines in sections if lines])


def _markdown(context: Context, found: Found) -> list[tuple[str, list[str]]]:
    """The page of a model in Markdown: headings, and the items of the lists under them."""
    from mastery.core.pages.model import visit_text
    from mastery.core.thinking.model import history
    from mastery.core.thinking.prediction import open_first
    from mastery.verbs.pages.model import model_facts

    facts, short = model_facts(context.journal(), *found), context.journal().short
    model, chain = facts.model, facts.chain if len(facts.chain) > 1 or facts.model.ended else []
    return [
        ("Shaken", list(map(one_line, facts.standing.shaken_by))),
        ("Confidence", [f"{one.day}: {one.confidence} %{_why(one.why)}" for one in history(model, facts.visits)]),
        ("For", [_evidence(one, short) for one in facts.evidence if one.side == "for"]),
        ("Against", [_evidence(one, short) for one in facts.evidence if one.side == "against"]),
        ("Predictions", [_prediction(one) for one in open_first(facts.predictions)]),
        *((f"Ladder of inference, {climb.day}", _climb(climb)) for climb in facts.climbs),
        ("Looked at again", [f"{one.day}  {one_line(text)}" for one in facts.visits for text in visit_text(one)]),
        ("What was believed", [_believed(one, model) for one in chain]),
        ("Feedback", remarks_of(context, model.id)),
        ("Entries", [f"{short(one.id)}  {one.day}  {title_text(one) or 'untitled'}" for one in reversed(facts.linked)]),
    ]


def _why(why: str) -> str:
    return f" — {one_line(why)}" if why else ""


def _evidence(one: Evidence, short: Callable[[str], str]) -> str:
    """One piece of evidence: its weight as signs, its text, the entry it comes from."""
    sign = ("+" if one.side == "for" else "-") * one.weight
    source = f"  ({short(one.entry)})" if one.entry else ""
    return f"{sign:<3} {one_line(one.text)}{source}  {one.day}"


def _prediction(one: Prediction) -> str:
    state = one.outcome or f"by {one.by}"
    return f"{one.probability:>2} %  {state:<13}  {one_line(one.statement)}{_why(one.why)}"


def _climb(climb: Climb) -> list[str]:
    from mastery.core.thinking.model import RUNG_NAMES, RUNGS, leap_text

    rungs = [(RUNG_NAMES[name], one_line(getattr(climb, name))) for name in reversed(RUNGS)]
    lines = [f"{name}: {text}" for name, text in rungs if text]
    lines += [f"Riskiest leap: {leap_text(climb)}"] * bool(climb.leap)
    return lines + [f"Another reading: {one_line(climb.other)}"] * bool(climb.other)


def _believed(one: Model, here: Model) -> str:
    until = f"{one.ended} {one.ended_day}" if one.ended else "now"
    why = f": {one_line(one.ended_why)}" if one.ended_why else ""
    return f"{'> ' if one.id == here.id else '  '}{one.day}  {one_line(one.statement)}  ({until}{why})"
