"""Printing goals: in lists, as pages, and one with its chart to be read in the shell."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from mastery.cli.context import Context
from mastery.cli.finding import short_ids
from mastery.cli.printing.output import DIM, PLAIN, Column, drawn, line_width, one_line, say, table
from mastery.cli.terminal import style
from mastery.core.base.parts import bullets
from mastery.core.base.phrases import iso_day

if TYPE_CHECKING:
    from mastery.core.goals.goal import Effort, Goal, Rating
    from mastery.core.practices.practice import TrackedPractice


def named(goal: Goal) -> str:
    """The goal's title, to be printed."""
    return style(one_line(goal.title), bold=True)


def goal_slug(goal: Goal) -> str:
    """What to type for the goal."""
    from mastery.core.base.names import name_of

    return name_of(goal)


def by_day(day: dt.date | None) -> str:
    """ " by Monday 2027-06-01"; empty without a day."""
    return f" by {iso_day(day)}" if day else ""


def goal_ratings(context: Context, goal: Goal) -> list[Rating]:
    """The goal's ratings, the oldest first."""
    from mastery.core.goals.goal import Rating, ratings_of

    return ratings_of(goal, context.journal().records(Rating))


def last_rating(context: Context, goal: Goal) -> Rating | None:
    """The goal's latest rating."""
    return next(reversed(goal_ratings(context, goal)), None)


def goal_practices(context: Context, goal: Goal) -> list[TrackedPractice]:
    """The practices that serve it, with their streaks."""
    return [one for one in context.journal().practices() if one.practice.goal == goal.id]


def goal_effort(context: Context, goal: Goal) -> Effort:
    """The effort put into it."""
    from mastery.core.goals.goal import effort
    from mastery.core.practices.practice import practised

    return effort(goal, context.journal().sessions(), practised(goal_practices(context, goal)), _week(context))


def week_minutes(context: Context) -> int:
    """Minutes of learning in the current week, with and without a goal."""
    from mastery.core.goals.goal import spent_since
    from mastery.core.practices.practice import practised

    journal = context.journal()
    return spent_since(_week(context), journal.sessions(), practised(journal.practices()))


def _week(context: Context) -> dt.date:
    from mastery.core.practices.cadence import period_of

    return period_of(context.journal().today(), month=False, week_starts=context.settings.week_starts)[0]


def say_serving(context: Context, goal: Goal) -> None:
    """Says which practices still serve it."""
    from mastery.core.practices.practice import has_ended

    going = [
        one.practice for one in goal_practices(context, goal) if not has_ended(one.practice, context.journal().today())
    ]
    if going:
        names = ", ".join(f"“{one_line(one.title)}”" for one in going)
        say(f"Still going on for it: {names}. To end one: mastery practice end NAME")


def state(goal: Goal, today: dt.date) -> str:
    """Its status unless it is active, and what is late."""
    from mastery.core.goals.goal import lateness

    return lateness(goal, today) if goal.status == "active" else goal.status


def goal_table(context: Context, goals: list[Goal], ids: bool = False) -> str:
    """A line for each goal."""
    from mastery.core.goals.charts import tension_bar, tension_text

    today = context.journal().today()
    rows = []
    for goal in goals:
        last = last_rating(context, goal)
        by = goal.target.isoformat() if goal.target else ""
        rows.append((drawn(tension_bar(last)), tension_text(last), goal.title, by, state(goal, today)))
    bold = Column({"bold": True}, cut=True)
    columns = (PLAIN, Column(right=True), bold, DIM, Column({"fg": "yellow"}))
    return table(rows, columns, line_width(), short_ids(goals, ids))


def goal_json(context: Context, goals: list[Goal]) -> str:
    """The goals with their ratings, practices and effort."""
    import json

    from mastery.core.base.records import to_fields

    found = []
    for goal in goals:
        ratings = [to_fields(one) for one in goal_ratings(context, goal)]
        practices = [one.practice.title for one in goal_practices(context, goal)]
        effort = goal_effort(context, goal)._asdict()
        found.append({**to_fields(goal), "readings": ratings, "practices": practices, "effort": effort})
    return json.dumps(found, ensure_ascii=False, indent=2)


def goal_csv(context: Context, goals: list[Goal]) -> str:
    """A line for each goal."""
    from mastery.exchange import csv_text

    rows: list[tuple[object, ...]] = [("id", "title", "status", "target", "vision", "reality", "minutes", "applied")]
    for goal in goals:
        last, effort = last_rating(context, goal), goal_effort(context, goal)
        rated = (last.vision, last.reality) if last else ("", "")
        rows.append((goal.id, goal.title, goal.status, goal.target or "", *rated, effort.minutes, effort.applied))
    return csv_text(rows).removesuffix("\n")


def goal_markdown(context: Context, goals: list[Goal]) -> str:
    """A page for each goal."""
    return "\n\n".join(goal_page(context, goal) for goal in goals)


def goal_page(context: Context, goal: Goal) -> str:
    """The goal as Markdown."""
    from mastery.core.goals.lines import milestone_line, resource_line

    ratings = [
        f"- {one.day}: {one.reality} of {one.vision}{' — ' * bool(one.note)}{one.note}"
        for one in goal_ratings(context, goal)
    ]
    texts = {
        "Vision": goal.vision,
        "Reality": goal.reality,
        "Why": goal.why,
        "Milestones": bullets(map(milestone_line, goal.milestones)),
        "Resources": bullets(map(resource_line, goal.resources)),
        "Obstacles": bullets(one.text for one in goal.obstacles),
        "Readings": "\n".join(ratings),
    }
    parts = [f"## {name}\n\n{text}" for name, text in texts.items() if text]
    return "\n\n".join([f"# {goal.title}", f"*{goal.status}{by_day(goal.target)}*", *parts])


def goal_text(context: Context, goal: Goal) -> str:
    """The goal to be read in the shell."""
    from mastery.cli.printing.pages import face_of, page_text
    from mastery.core.pages.goal import goal_sections
    from mastery.verbs.pages.goal import goal_facts

    journal = context.journal()
    facts = goal_facts(journal, goal, context.settings.week_starts)
    hints = {
        "unrated": f"No reading yet: mastery goal rate {goal_slug(goal)} --vision 8 --reality 3",
        "rate": "No reading for four weeks: where are you now?",
    }
    return page_text(goal_sections(facts, face_of(journal.today())), journal.short, hints)
