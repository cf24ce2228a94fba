"""`mastery review`: a week, a month or a year to look back on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.learning import day_of
from mastery.cli.output import DIM, PLAIN, Column, clean, count, one_line, show, table, tag_text, title_text

if TYPE_CHECKING:
    from mastery.core.review import Period, Review

SECTION, PLACE = "Read", 60

MOST = 8
"""Predictions that are listed, those that surprised first."""


@click.command("review")
@click.argument("span", type=click.Choice(("week", "month", "year")), default="week")
@click.option("--on", "day", metavar="DATE", help="The one that has this day; the present one unless given.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "svg")),
    default="text",
    help="svg is the year's map of entries.",
)
@pass_context
def command(context: Context, span: str, day: str | None, form: str) -> None:
    """Look back on a week, a month or a year.

    What was done and learnt, how goals and beliefs moved, which tags rose and which fell. A year begins with its map: a
    cell for each day, the fuller the more entries.

    \b
    Examples:
      mastery review
      mastery review month --on 2026-10-01
      mastery review year
    """
    from mastery.core.heatmap import map_rows, map_svg, year_map
    from mastery.core.measures import entries_by_day
    from mastery.core.review import period

    journal = context.journal()
    today = journal.today()
    found = period(span, day_of(context, day) or today, context.settings.week_starts)
    if form != "json" and (span == "year" or form == "svg"):
        counts = entries_by_day(journal.entries().places)
        heat = year_map(counts, found.since.year, context.settings.week_starts)
        if form == "svg":
            click.echo(map_svg(heat, "entries"))
            return
        show("\n".join([*map_rows(heat, today), ""]))
    said = _reviewed(context, found)
    show(_json(said) if form == "json" else _text(context, said, today))


def _reviewed(context: Context, found: Period) -> Review:
    from mastery.core.goals import Goal, Reading
    from mastery.core.models import Model
    from mastery.core.predictions import Prediction
    from mastery.core.review import previous, review, within

    journal = context.journal()
    past = previous(found, context.settings.week_starts)
    entries = journal.entries()
    return review(
        found,
        within(entries, found),
        within(entries, past),
        past=past,
        sessions=journal.sessions(),
        kept=journal.kept(),
        goals=journal.records(Goal),
        readings=journal.records(Reading),
        predictions=journal.records(Prediction),
        models=journal.records(Model),
    )


def _json(said: Review) -> str:
    import json

    from mastery.core.records import to_fields

    fields = said._asdict() | {"period": said.period._asdict()}
    for name in ("wins", "lessons", "resolved", "believed"):
        fields[name] = [to_fields(one) for one in fields[name]]
    for name in ("practices", "rose", "fell"):
        fields[name] = [one._asdict() for one in fields[name]]
    fields["moved"] = [
        {"goal": one.goal.title, "first": to_fields(one.first), "last": to_fields(one.last)} for one in said.moved
    ]
    return json.dumps(fields, ensure_ascii=False, indent=2, default=str)


def _text(context: Context, said: Review, today: dt.date) -> str:
    from mastery.core.goal_form import minutes_said
    from mastery.core.goals import movement
    from mastery.core.review import period_said

    name = period_said(said.period)
    facts = [
        f"{count(said.entries, 'entry', 'entries')} on {count(said.days, 'day')}{_against(said.entries, said.before)}",
        count(said.words, "word"),
    ]
    if said.minutes or said.minutes_before:
        than = minutes_said(said.minutes_before) if said.minutes_before else "none"
        facts.append(f"{minutes_said(said.minutes)} of learning (before: {than})")
    lines = [click.style(name[:1].upper() + name[1:], bold=True), "  ·  ".join(facts)]
    journal = context.journal()
    for heading, entries in (("Wins", said.wins), ("Lessons", said.lessons)):
        rows = [(journal.short(one.id), str(one.day), title_text(one)) for one in entries]
        lines += _section(heading, [table(rows, (DIM, DIM, PLAIN))] if rows else [])
    rows = [
        (clean(one.title), count(one.days, "day"), minutes_said(one.minutes) if one.minutes else "")
        for one in said.practices
    ]
    lines += _section("Practices", [table(rows, (PLAIN, Column(right=True), Column(right=True)))] if rows else [])
    moved = [
        f"{clean(one.goal.title)}: {one.last.reality} of {one.last.vision}. "
        + (movement([one.first, one.last]) + "." if one.first.id != one.last.id else "The first reading.")
        for one in said.moved
    ]
    lines += _section("Goals", moved)
    resolved = [
        f"{one.probability:>2} %  {'came true' if one.outcome == 'yes' else 'did not  '}  {one_line(one.statement)}"
        for one in said.resolved[:MOST]
    ]
    left = len(said.resolved) - MOST
    resolved += [f"and {left} more: mastery predict list --all"] * (left > 0)
    lines += _section("Predictions", resolved)
    lines += _section(
        "What I believe no more",
        [
            f"{one_line(one.statement)} ({one.ended}{': ' * bool(one.ended_why)}{one_line(one.ended_why)})"
            for one in said.believed
        ],
    )
    tags = [
        f"{word}: " + ", ".join(f"{tag_text([one.tag])} {one.before} to {one.now}" for one in some)
        for word, some in (("Rose", said.rose), ("Fell", said.fell))
        if some
    ]
    lines += _section("Tags", tags)
    if not said.entries and said.period.since <= today <= said.period.until:
        lines += ["", "Nothing written yet. mastery log TEXT"]
    return "\n".join(lines)


def _against(now: int, before: int) -> str:
    return f" (before: {before:,})" if now != before else ""


def _section(heading: str, lines: list[str]) -> list[str]:
    return ["", click.style(heading, fg="cyan"), *lines] if lines else []
