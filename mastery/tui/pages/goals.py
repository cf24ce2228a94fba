"""The page of a goal, and that of a practice, as lines: what the Goals screen shows at the right."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from mastery.core.base.phrases import count, minutes_text, short_day
from mastery.core.base.records import Entry
from mastery.core.goals.charts import EIGHTHS, FULL, GAP, NOTHING, tension_rows, week_strip
from mastery.core.goals.goal import Effort, Goal, Reading, is_late, movement, wants_reading
from mastery.core.goals.lines import resource_line
from mastery.core.practices.cadence import said
from mastery.core.practices.practice import Kept, is_kept, late_said, length_said, run_said, standing
from mastery.core.practices.streaks import weekly
from mastery.core.sharing.feedback import Feedback, Remark
from mastery.core.thinking.model import Model, Standing
from mastery.tui.pages.remarks import remark_lines
from mastery.tui.widgets.page import Line, Piece, wrapped
from mastery.tui.widgets.picklist import clean

WEEKS = 26
"""Weeks of a practice's strip."""

CHART_HEIGHT = 5
ENTRIES = 8
"""Linked entries that are shown, the newest."""


class MilestoneItem(NamedTuple):
    """A milestone that can be chosen: its number in the goal."""

    number: int


class ObstacleItem(NamedTuple):
    """An obstacle that can be chosen: its number in the goal."""

    number: int


class Shown(NamedTuple):
    """What is known of a goal for its page."""

    goal: Goal
    readings: Sequence[Reading]
    practices: Sequence[Kept]
    effort: Effort
    linked: Sequence[Entry]
    """The newest first."""
    models: Sequence[tuple[Model, Standing]]
    """All mental models, and where they stand."""
    remarks: Sequence[tuple[Feedback, Remark]]
    """What mentors said of it."""


def goal_lines(shown: Shown, today: dt.date, width: int) -> list[Line]:
    """The page of a goal, in lines of `width` cells."""
    goal = shown.goal
    lines = [Line(), *wrapped(goal.title, width, "title"), Line(_facts(goal, today)), Line()]
    for name, text in (("Vision", goal.vision), ("Reality", goal.reality), ("Why", goal.why)):
        lines += [_heading(name), *wrapped(text, width, "text"), Line()] if text else []
    lines += [*_tension(shown, today, width), Line()]
    if goal.milestones:
        lines += [_heading("Milestones"), *_milestones(goal, today), Line()]
    else:
        lines += [_heading("Milestones"), Line([("None yet: e adds the first steps.", "dim")]), Line()]
    lines.append(_heading("Practices"))
    for one in shown.practices:
        lines += _practice(one, today, width)
    lines += [Line([("None yet: P begins one for this goal.", "dim")])] * (not shown.practices) + [Line()]
    lines += [_heading("Time"), *wrapped(_time(shown.effort, goal), width, "text"), Line()]
    if goal.resources:
        lines.append(_heading("Resources"))
        lines += [line for one in goal.resources for line in wrapped(resource_line(one), width, "text")] + [Line()]
    if goal.obstacles:
        lines.append(_heading("In the way"))
        lines += [line for at in range(len(goal.obstacles)) for line in _obstacle(shown, at, width)] + [Line()]
    held = [(one, found) for one, found in shown.models if goal.id in one.goals and not one.ended]
    if held:
        lines.append(_heading("Mental models"))
        lines += [Line(_held(one, found), one) for one, found in held] + [Line()]
    lines += remark_lines(shown.remarks, width)
    if shown.linked:
        lines.append(_heading("Entries"))
        lines += [Line(_entry(one), one) for one in shown.linked]
    return lines


def _heading(text: str) -> Line:
    return Line([(text, "heading")])


def _facts(goal: Goal, today: dt.date) -> list[Piece]:
    status = goal.status + (f" since {short_day(goal.status_day)}" if goal.status_day else "")
    pieces: list[Piece] = [(status, "dim")]
    if goal.target is not None:
        away = (goal.target - today).days
        left = f"in {count(away, 'day')}" if away >= 0 else f"{count(-away, 'day')} ago"
        pieces.append((f"  by {short_day(goal.target)}, {left}", "late" if is_late(goal, today) else "dim"))
    return [*pieces, (f"  {clean(goal.status_why)}", "dim")] if goal.status_why else pieces


def _tension(shown: Shown, today: dt.date, width: int) -> list[Line]:
    readings = shown.readings
    lines = [_heading("Creative tension")]
    if not readings:
        return [*lines, *wrapped("No reading yet: r says how good you want to be, and how good you are.", width, "dim")]
    last = readings[-1]
    room = max(8, min(60, width - 4))
    labels = ["10", *[""] * (CHART_HEIGHT - 2), " 0"]
    for label, row in zip(labels, tension_rows(readings, today, room, CHART_HEIGHT), strict=True):
        lines.append(Line([(f"{label:>2}  ", "dim"), *_coloured(row)]))
    first = short_day(readings[0].day)
    lines.append(Line([("    " + first + f"{'today':>{max(6, room - len(first))}}", "dim")]))
    said_of = f"{last.reality} of {last.vision} on {short_day(last.day)}"
    moved = movement(readings)
    lines += wrapped(said_of + (f". {moved}." if moved else ""), width, "strong")
    lines += wrapped(last.note, width, "text") if last.note else []
    if wants_reading(shown.goal, readings, today):
        lines.append(Line([("No reading for four weeks: r takes one.", "late")]))
    return lines


def _coloured(row: str) -> list[Piece]:
    """The row of a chart in pieces of one style."""
    pieces: list[Piece] = []
    for letter in row:
        style = "gap" if letter == GAP else "dim" if letter in (NOTHING, " ") else "full"
        if pieces and pieces[-1][1] == style:
            pieces[-1] = (pieces[-1][0] + letter, style)
        else:
            pieces.append((letter, style))
    return pieces


def _milestones(goal: Goal, today: dt.date) -> list[Line]:
    lines = []
    for index, one in enumerate(goal.milestones):
        late = one.done is None and one.target is not None and one.target < today and goal.status == "active"
        when = f"reached {short_day(one.done)}" if one.done else f"by {short_day(one.target)}" if one.target else ""
        mark: Piece = ("● ", "done") if one.done else ("○ ", "late" if late else "dim")
        end: list[Piece] = [(f"  {when}", "late" if late else "dim"), ("  late", "late")][: 2 if late else 1]
        lines.append(Line([mark, (clean(one.title), "dim" if one.done else "strong"), *end], MilestoneItem(index)))
    return lines


def _practice(one: Kept, today: dt.date, width: int) -> list[Line]:
    """The practice and where it stands; below, its weeks."""
    mark: Piece = ("● ", "done") if is_kept(one) else ("○ ", "dim")
    late = late_said(one.streak)
    pieces: list[Piece] = [mark, (clean(one.practice.title), "strong"), (f"  {length_said(one.streak)}", "streak")]
    pieces += [(f"  {late}", "late")] * bool(late)
    pieces.append((f"  {standing(one, today)}", "dim"))
    below = [("  ", "dim"), *strip(one, today, min(WEEKS, width - 4)), (f"  {said(one.practice.cadence)}", "dim")]
    return [Line(pieces, one), Line(below)]


def strip(one: Kept, today: dt.date, weeks: int) -> list[Piece]:
    """The last weeks of a practice, a cell each."""
    strip = week_strip(weekly(one.plan, one.marks, today, max(1, weeks)))
    return [(letter, "dim" if letter == NOTHING else "late" if letter == EIGHTHS[1] else "done") for letter in strip]


def _time(effort: Effort, goal: Goal) -> str:
    week = minutes_text(effort.week) + (f" of {minutes_text(goal.budget)}" if goal.budget else "")
    times = {0: "not used for real yet", 1: "used for real once"}
    return f"{minutes_text(effort.minutes)} in all, {week} this week  ·  " + times.get(
        effort.applied, f"used for real {effort.applied:,} times"
    )


def _obstacle(shown: Shown, at: int, width: int) -> list[Line]:
    """The obstacle, which can be chosen; below the mental model behind it."""
    one = shown.goal.obstacles[at]
    first, *rest = wrapped(one.text, width, "text")
    behind = next((model.statement for model, _ in shown.models if model.id == one.model), "")
    said_of = wrapped(f"I believe: {behind}", width, "dim", indent=2) if behind else []
    return [Line(first.pieces, ObstacleItem(at)), *rest, *said_of]


def _held(model: Model, found: Standing) -> list[Piece]:
    style = "late" if found.status == "shaken" else "dim"
    return [(f"{found.confidence:>3} %  ", "strong"), (f"{found.status:<8} ", style), (clean(model.statement), "text")]


def _entry(entry: Entry) -> list[Piece]:
    facts = ([entry.kind] * (entry.kind != "note")) + [minutes_text(entry.minutes)] * bool(entry.minutes)
    facts += ["used for real"] * entry.applied
    title = clean(entry.title) or clean(entry.body) or "(no title)"
    return [(f"{short_day(entry.day)}  ", "dim"), (title, "text"), *([(f"  {', '.join(facts)}", "done")] * bool(facts))]


def practice_lines(one: Kept, today: dt.date, width: int) -> list[Line]:
    """The page of a practice that serves no goal: why its streak is what it is."""
    practice, found = one.practice, one.streak
    about = said(practice.cadence) + f", since {short_day(practice.since)}"
    about += f", about {minutes_text(practice.minutes)}" if practice.minutes else ""
    late = late_said(found)
    now: list[Piece] = [(length_said(found), "streak"), *[(f"  {late}", "late")] * bool(late)]
    now.append((f"  {standing(one, today)}", "text"))
    lines = [Line(), *wrapped(practice.title, width, "title"), *wrapped(about, width, "dim"), Line()]
    lines += [_heading("Streak"), Line(now, one)]
    if found.current is not None:
        lines.append(Line([(f"since {short_day(found.current.since)}", "dim")]))
    if found.broken is not None:
        lines.append(Line([(f"before it: {short_day(found.broken.since)} was not kept", "dim")]))
    lines += [Line(), _heading(f"{WEEKS} weeks"), Line(strip(one, today, min(WEEKS, width))), Line()]
    if found.longest is not None:
        run = found.longest
        lines += [_heading("Longest"), Line([(run_said(run.length, run.unit), "text")])]
        lines += [*wrapped(f"{short_day(run.since)} to {short_day(run.until)}", width, "dim"), Line()]
    shares = [f"{share:.0%} of {weeks} weeks" for weeks, share in found.shares.items() if share is not None]
    lines += [_heading("Kept"), *wrapped(", ".join(shares), width, "text"), Line()] if shares else []
    full = round(found.strength / 5)
    bar: list[Piece] = [(FULL * full, "full"), (NOTHING * (20 - full), "dim")]
    lines += [_heading("Strength"), Line([*bar, (f"  {found.strength:.0f} of 100", "text")]), Line()]
    spent = sum(mark.minutes for mark in one.marks.values())
    in_all = count(len(one.marks), "day") + (f", {minutes_text(spent)}" if spent else "")
    return [*lines, _heading("In all"), Line([(in_all, "text")])]
