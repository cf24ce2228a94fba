"""Printing goals: in lists, as pages, and one with its chart to be read in the shell."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from mastery.cli.context import Context, in_words
from mastery.cli.finding import remarks_of, short_ids
from mastery.cli.printing.output import DIM, PLAIN, Column, drawn, line_width, one_line, say, table
from mastery.cli.terminal import style
from mastery.core.base.parts import bullets
from mastery.core.base.phrases import count

if TYPE_CHECKING:
    from mastery.core.goals.goal import Effort, Goal, Reading
    from mastery.core.practices.practice import Kept

CHART = (44, 5)
"""Columns and rows of a goal's chart."""


def named(goal: Goal) -> str:
    """The goal's title, to be printed."""
    return style(one_line(goal.title), bold=True)


def goal_slug(goal: Goal) -> str:
    """What is typed for the goal."""
    from mastery.core.base.names import name_of

    return name_of(goal)


def by_day(day: dt.date | None) -> str:
    """ " by Monday 2027-06-01"; empty without a day."""
    return f" by {day:%A} {day}" if day else ""


def goal_readings(context: Context, goal: Goal) -> list[Reading]:
    """The goal's readings, the oldest first."""
    from mastery.core.goals.goal import Reading, readings_of

    return readings_of(goal, context.journal().records(Reading))


def last_reading(context: Context, goal: Goal) -> Reading | None:
    """The goal's latest reading."""
    return next(reversed(goal_readings(context, goal)), None)


def goal_practices(context: Context, goal: Goal) -> list[Kept]:
    """The practices that serve it, and how they were kept."""
    return [one for one in context.journal().kept() if one.practice.goal == goal.id]


def goal_effort(context: Context, goal: Goal) -> Effort:
    """What was put into it."""
    from mastery.core.goals.goal import effort
    from mastery.core.practices.practice import practised

    return effort(goal, context.journal().sessions(), practised(goal_practices(context, goal)), _week(context))


def week_minutes(context: Context) -> int:
    """Minutes of learning in the present week, for all goals and none."""
    from mastery.core.goals.goal import spent_since
    from mastery.core.practices.practice import practised

    journal = context.journal()
    return spent_since(_week(context), journal.sessions(), practised(journal.kept()))


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
    """Its status where it is not active, and what is late."""
    from mastery.core.goals.goal import is_late, late_milestones

    if goal.status != "active":
        return goal.status
    if is_late(goal, today):
        return "late"
    late = len(late_milestones(goal, today))
    return f"{count(late, 'milestone')} late" if late else ""


def goal_table(context: Context, goals: list[Goal], ids: bool = False) -> str:
    """A line for each goal."""
    from mastery.core.goals.charts import tension_bar, tension_said

    today = context.journal().today()
    rows = []
    for goal in goals:
        last = last_reading(context, goal)
        by = goal.target.isoformat() if goal.target else ""
        rows.append((drawn(tension_bar(last)), tension_said(last), goal.title, by, state(goal, today)))
    bold = Column({"bold": True}, cut=True)
    columns = (PLAIN, Column(right=True), bold, DIM, Column({"fg": "yellow"}))
    return table(rows, columns, line_width(), short_ids(goals, ids))


def goal_json(context: Context, goals: list[Goal]) -> str:
    """The goals with their readings, practices and effort."""
    import json

    from mastery.core.base.records import to_fields

    found = []
    for goal in goals:
        readings = [to_fields(one) for one in goal_readings(context, goal)]
        practices = [one.practice.title for one in goal_practices(context, goal)]
        effort = goal_effort(context, goal)._asdict()
        found.append({**to_fields(goal), "readings": readings, "practices": practices, "effort": effort})
    return json.dumps(found, ensure_ascii=False, indent=2)


def goal_csv(context: Context, goals: list[Goal]) -> str:
    """A line for each goal."""
    from mastery.exchange import csv_text

    rows: list[tuple[object, ...]] = [("id", "title", "status", "target", "vision", "reality", "minutes", "applied")]
    for goal in goals:
        last, effort = last_reading(context, goal), goal_effort(context, goal)
        rated = (last.vision, last.reality) if last else ("", "")
        rows.append((goal.id, goal.title, goal.status, goal.target or "", *rated, effort.minutes, effort.applied))
    return csv_text(rows).removesuffix("\n")


def goal_markdown(context: Context, goals: list[Goal]) -> str:
    """A page for each goal."""
    return "\n\n".join(goal_page(context, goal) for goal in goals)


def goal_page(context: Context, goal: Goal) -> str:
    """The goal as Markdown."""
    from mastery.core.goals.lines import milestone_line, resource_line

    readings = [
        f"- {one.day}: {one.reality} of {one.vision}{' — ' * bool(one.note)}{one.note}"
        for one in goal_readings(context, goal)
    ]
    texts = {
        "Vision": goal.vision,
        "Reality": goal.reality,
        "Why": goal.why,
        "Milestones": bullets(map(milestone_line, goal.milestones)),
        "Resources": bullets(map(resource_line, goal.resources)),
        "Obstacles": bullets(one.text for one in goal.obstacles),
        "Readings": "\n".join(readings),
    }
    parts = [f"## {name}\n\n{text}" for name, text in texts.items() if text]
    return "\n\n".join([f"# {goal.title}", f"*{goal.status}{by_day(goal.target)}*", *parts])


def goal_text(context: Context, goal: Goal) -> str:
    """The goal to be read in the shell."""
    today = context.journal().today()
    facts = [goal.status + (f" since {goal.status_day}" if goal.status_day else ""), by_day(goal.target).strip()]
    facts += [state(goal, today)] * (goal.status == "active") + [one_line(goal.status_why)]
    lines = [named(goal), style("  ".join(filter(None, facts)), dim=True)]
    for name, text in (("Vision", goal.vision), ("Reality", goal.reality), ("Why", goal.why)):
        lines += ["", _heading(name), text] if text else []
    lines += _chart(context, goal, today)
    lines += _listed(context, goal, today)
    serving = goal_practices(context, goal)
    if serving:
        from mastery.cli.printing.practices import kept_table

        lines += ["", _heading("Practices"), kept_table(serving, today, line_width())]
    lines += ["", _heading("Time"), _time_said(goal_effort(context, goal), goal)]
    linked = [entry for entry in context.journal().entries() if goal.id in entry.goals][-5:]
    if linked:
        from mastery.cli.printing.entries import entry_table

        lines += ["", _heading("Entries"), entry_table(linked, context.journal().short)]
    said = remarks_of(context, goal.id)
    lines += ["", _heading("Feedback"), *said] if said else []
    return "\n".join(lines)


def _heading(name: str) -> str:
    return style(name, fg="cyan")


def _chart(context: Context, goal: Goal, today: dt.date) -> list[str]:
    from mastery.core.goals.charts import tension_rows
    from mastery.core.goals.goal import movement, wants_reading

    readings = goal_readings(context, goal)
    lines = ["", _heading("Creative tension")]
    if not readings:
        return [*lines, f"No reading yet: mastery goal rate {goal_slug(goal)} --vision 8 --reality 3"]
    if in_words():
        lines += [f"{one.day}: {one.reality} of {one.vision}" for one in readings[:-1]]
    else:
        width, height = CHART
        labels = ["10", *[""] * (height - 2), " 0"]
        rows = zip(labels, tension_rows(readings, today, width, height), strict=True)
        lines += [f"{label:>3} {row}" for label, row in rows]
        first, last = f"{readings[0].day}", "today"
        lines.append(style(f"    {first}{last:>{width - len(first)}}", dim=True))
    last_one = readings[-1]
    said = [
        f"{last_one.reality} of {last_one.vision} on {last_one.day}.",
        f"{movement(readings)}." * (len(readings) > 1),
    ]
    lines.append(" ".join(filter(None, said)))
    lines += [last_one.note] * bool(last_one.note)
    if wants_reading(goal, readings, today):
        lines.append(style("No reading for four weeks: where are you now?", fg="yellow"))
    return lines


def _listed(context: Context, goal: Goal, today: dt.date) -> list[str]:
    from mastery.core.goals.lines import resource_line
    from mastery.core.thinking.model import Model

    lines: list[str] = []
    if goal.milestones:
        lines += ["", _heading("Milestones")]
        for number, one in enumerate(goal.milestones, 1):
            late = one.done is None and one.target is not None and one.target < today and goal.status == "active"
            when = f"reached {one.done}" if one.done else by_day(one.target).strip() + " — late" * late
            mark = "x" if one.done else " "
            styled = style(f"  {when}", fg="yellow") if late else style(f"  {when}", dim=True)
            lines.append(f"{number}. [{mark}] {one_line(one.title)}{styled if when else ''}")
    if goal.resources:
        lines += ["", _heading("Resources"), *(one_line(resource_line(one)) for one in goal.resources)]
    if goal.obstacles:
        names = {one.id: one_line(one.statement) for one in context.journal().records(Model)}
        behind = [f"  (I believe: {names[one.model]})" if one.model in names else "" for one in goal.obstacles]
        said = [one_line(one.text) + more for one, more in zip(goal.obstacles, behind, strict=True)]
        lines += ["", _heading("In the way"), *said]
    held = [(one, found) for one, found in context.journal().models() if goal.id in one.goals and not one.ended]
    if held:
        rows = [f"{found.confidence:>3} %  {found.status:<8} {one_line(one.statement)}" for one, found in held]
        lines += ["", _heading("Mental models"), *rows]
    return lines


def _time_said(effort: Effort, goal: Goal) -> str:
    from mastery.core.base.phrases import minutes_text

    week = minutes_text(effort.week) + (f" of {minutes_text(goal.budget)}" if goal.budget else "")
    times = {0: "never used for real yet", 1: "used for real once"}
    used = times.get(effort.applied, f"used for real {effort.applied:,} times")
    return f"{minutes_text(effort.minutes)} in all, {week} this week; {used}"
