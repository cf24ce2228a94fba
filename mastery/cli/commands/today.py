"""`mastery today`: the day at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, in_words, pass_context
from mastery.cli.printing.entries import entry_table
from mastery.cli.printing.output import DIM, PLAIN, Column, line_width, on_a_line, one_line, show, table
from mastery.cli.terminal import style
from mastery.core.base.phrases import SHORT_WEEKDAYS, WEEKDAYS, count, long_day

if TYPE_CHECKING:
    from mastery.core.review.review import Period
    from mastery.core.today.attention import Want
    from mastery.store.journal import Journal

SECTION, PLACE = "Read", 10

BOLD, WARN = Column({"bold": True}, cut=True), Column({"fg": "yellow"})


@click.command("today")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
@pass_context
def command(context: Context, form: str) -> None:
    """Show today: the week, practices and streaks, today's entries.

    \b
    Examples:
      mastery today
      mastery today --format json
    """
    show(_json(context) if form == "json" else _text(context))


def _json(context: Context) -> str:
    """The day as JSON, for scripts: what was written, what is due."""
    import json

    from mastery.cli.printing.practices import practice_fields
    from mastery.core.base.records import to_fields
    from mastery.core.practices.practice import due_now, is_met
    from mastery.core.thinking.cards import Card, due_cards
    from mastery.core.thinking.model import is_due
    from mastery.core.thinking.prediction import Prediction, due
    from mastery.core.writing.days import of_day, on_this_day
    from mastery.verbs.mentors import due_summaries

    journal = context.journal()
    today, entries = journal.today(), journal.entries()
    cards = due_cards(journal.records(Card), journal.now())
    found = {
        "day": today,
        "entries": [to_fields(one) for one in of_day(entries, today)],
        "on_this_day": [to_fields(one) for one in on_this_day(entries, today)],
        "practices": [{**practice_fields(one), "done": is_met(one)} for one in due_now(journal.practices(), today)],
        "reviews": [one._asdict() for one in _due_reviews(context, today)],
        "summaries": [to_fields(one) for one in due_summaries(journal, today)],
        "predictions": [to_fields(one) for one in due(journal.records(Prediction), today)],
        "models": [to_fields(model) for model, standing in journal.models() if is_due(standing, today)],
        "cards": [to_fields(one) for one in cards],
        "drafts": len(journal.drafts()),
    }
    return json.dumps(found, ensure_ascii=False, indent=2, default=str)


def _text(context: Context) -> str:
    from mastery.core.writing.days import of_day, on_this_day, week_of

    journal = context.journal()
    today = journal.today()
    entries = journal.entries()
    days = {place.day for place in entries.places}
    week = week_of(today)
    strip = week_text(week, days) if in_words() else week_strip(week, days, today)
    lines = [style(long_day(today), bold=True), "", strip]
    lines += _practices(journal, today) + _wants(context, today) + _budgets(context)
    todays = of_day(entries, today)
    lines += ["", entry_table(todays, journal.short) if todays else "No entry today. Write one: mastery log TEXT"]
    earlier = on_this_day(entries, today)
    if earlier:
        lines += ["", style("On this day", fg="cyan"), entry_table(earlier, journal.short)]
    drafts = len(journal.drafts())
    if drafts:
        lines += ["", f"{count(drafts, 'draft')} not kept yet. Take up the newest: mastery edit --draft"]
    return "\n".join(lines)


def _wants(context: Context, today: dt.date) -> list[str]:
    """What wants attention, each with the command for it."""
    from mastery.verbs.pages.today import wants

    lines = []
    for one in wants(context.journal(), _due_reviews(context, today)):
        said = [
            style(on_a_line(text), bold=True) if role == "strong" else on_a_line(text) for text, role, _ in one.pieces
        ]
        lines.append("".join(said) + _command(one, today))
    return ["", *lines] if lines else []


def _command(one: Want, today: dt.date) -> str:
    """What can be typed for it, as the end of its line; empty where there is no one command."""
    from mastery.cli.printing.models import model_slug
    from mastery.core.base.names import name_of
    from mastery.core.goals.goal import Goal
    from mastery.core.review.review import Period
    from mastery.core.sharing.mentors import Mentor
    from mastery.core.thinking.model import Model

    about = one.about
    if isinstance(about, Period):
        on = "" if about.since <= today <= about.until else f" --on {about.since}"
        return f": mastery review {about.span}{on} --write"
    if isinstance(about, Model):
        return f"  (mastery model revisit {model_slug(about)})"
    if isinstance(about, Mentor):
        return f": mastery share {name_of(about)}"
    if isinstance(about, Goal):
        rate = f". Where are you now? mastery goal rate {name_of(about)} --vision 8 --reality 3"
        return rate if one.kind == "reading" else ""
    return {"prediction": "  (mastery predict list --due)", "cards": "  (mastery recall)"}[one.kind]


def _due_reviews(context: Context, today: dt.date) -> list[Period]:
    from mastery.core.review.guided import due_reviews

    settings, entries = context.settings, context.journal().entries()
    return due_reviews(context.now(), entries, settings.review_day, settings.review_at, settings.week_starts)


def _practices(journal: Journal, today: dt.date) -> list[str]:
    """What is due, and the streaks."""
    from mastery.core.practices.practice import due_now, is_met, late_text, length_text, standing

    rows = []
    for one in due_now(journal.practices(), today):
        mark, title = "x" if is_met(one) else " ", one_line(one.practice.title)
        rows.append((f"[{mark}]", title, length_text(one.streak), late_text(one.streak), standing(one, today)))
    return ["", table(rows, (PLAIN, BOLD, Column(right=True), WARN, DIM), line_width())] if rows else []


def _budgets(context: Context) -> list[str]:
    """The week's time against what is meant for it."""
    from mastery.cli.printing.goals import goal_effort, named, week_minutes
    from mastery.core.base.phrases import minutes_text
    from mastery.core.goals.goal import Goal, in_order

    lines = []
    for goal in in_order(context.journal().records(Goal)):
        if goal.status == "active" and goal.budget:
            spent = goal_effort(context, goal).week
            lines.append(f"{named(goal)}: {minutes_text(spent)} of {minutes_text(goal.budget)} this week")
    if context.settings.weekly_minutes:
        budget = minutes_text(context.settings.weekly_minutes)
        lines.append(f"Learning in all: {minutes_text(week_minutes(context))} of {budget} this week")
    return ["", *lines] if lines else []


def week_strip(week: list[dt.date], days: Collection[dt.date], today: dt.date) -> str:
    """Two lines: the days of the week, below * for a day with entries, - for one without; [today]."""
    short = [SHORT_WEEKDAYS[day.weekday()] for day in week]
    names = [f"[{name}]" if day == today else f" {name} " for day, name in zip(week, short, strict=True)]
    marks = ["*" if day in days else " " if day > today else "-" for day in week]
    return "\n".join(("".join(names).rstrip(), "".join(f"  {one}  " for one in marks).rstrip()))


def week_text(week: list[dt.date], days: Collection[dt.date]) -> str:
    """The days of the week with entries, in words."""
    written = [WEEKDAYS[day.weekday()] for day in week if day in days]
    return f"Written this week: {', '.join(written)}" if written else "Nothing written this week."
