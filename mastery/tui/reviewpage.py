"""What the Review screen says below the map: the period, streaks and strength, learning time, tension, tags."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from mastery.core.calibration import Calibration
from mastery.core.calibration import said as calibration_said
from mastery.core.charts import FULL, GAP, NOTHING, tension_bar
from mastery.core.goal_form import minutes_said
from mastery.core.goals import movement
from mastery.core.practices import Kept, has_ended, late_said, length_said
from mastery.core.review import Review, period_said
from mastery.tui.goalpage import strip
from mastery.tui.widgets.page import Line, Piece, wrapped
from mastery.tui.widgets.picklist import clean, cut
from mastery.tui.words import count, short_day

WEEKS = 26
"""Weeks of a practice's strip."""

BARS = 8
"""Weeks of learning time."""

RESOLVED = 5
"""Predictions that are listed, those that surprised first."""


class Shown(NamedTuple):
    """What is known of a period, and of how things stand."""

    said: Review
    kept: Sequence[Kept]
    weeks: Sequence[tuple[dt.date, int]]
    """The last weeks' minutes of learning, the oldest first."""
    budget: int
    """Minutes a week that are meant for learning; 0 for none."""
    calibration: Calibration
    """Of the predictions resolved in the period."""


def review_lines(shown: Shown, today: dt.date, width: int) -> list[Line]:
    """The page, in lines of `width` cells."""
    said = shown.said
    name = period_said(said.period)
    than = f", {said.before:,} before" if said.before or said.entries else ""
    facts = f"{count(said.entries, 'entry', 'entries')} on {count(said.days, 'day')}{than}  ·  {said.words:,} words"
    lines = [Line([(name[:1].upper() + name[1:], "title")]), *wrapped(facts, width, "dim"), Line()]
    for heading, entries in (("Wins", said.wins), ("Lessons", said.lessons)):
        if entries:
            lines.append(_heading(heading))
            lines += [Line([(f"{short_day(one.day)}  ", "dim"), (clean(one.title), "text")], one) for one in entries]
            lines.append(Line())
    lines += _streaks(shown.kept, today, width)
    lines += _time(shown, width)
    lines += _goals(said)
    lines += _predictions(shown, width)
    if said.believed:
        lines.append(_heading("What I believe no more"))
        for one in said.believed:
            lines.append(Line([(clean(one.statement), "text")], one))
            why = f"{one.ended}{': ' * bool(one.ended_why)}{clean(one.ended_why)}"
            lines += wrapped(why, width, "dim", indent=2)
        lines.append(Line())
    lines += _tags(said, width)
    return lines


def _heading(text: str) -> Line:
    return Line([(text, "heading")])


def _streaks(kept: Sequence[Kept], today: dt.date, width: int) -> list[Line]:
    """Each practice's streak and strength, and its last weeks, what is at stake first."""
    going = [one for one in kept if not has_ended(one.practice, today)]
    if not going:
        return []
    going.sort(key=lambda one: (-(one.streak.current.length if one.streak.current else 0), one.practice.title))
    wide = min(26, max(cell_len(one.practice.title) for one in going))
    lines = [_heading("Streaks and strength")]
    for one in going:
        title = cut(clean(one.practice.title), wide)
        title += " " * (wide - cell_len(title))
        pieces: list[Piece] = [(title, "strong"), (f"  {length_said(one.streak):>9}", "streak")]
        pieces += [(f"  {one.streak.strength:>3.0f}", "text"), ("  ", "dim")]
        room = width - wide - 18
        pieces += strip(one, today, min(WEEKS, room))
        late = late_said(one.streak)
        pieces += [(f"  {late}", "late")] * bool(late)
        lines.append(Line(pieces))
    return [*lines, Line()]


def _time(shown: Shown, width: int) -> list[Line]:
    """The last weeks' learning, a bar each; a mark stands at the budget."""
    most = max([shown.budget, *(spent for _, spent in shown.weeks)])
    if not most:
        return []
    room = max(8, min(40, width - 24))
    lines = [_heading("Learning time")]
    for first, spent in shown.weeks:
        full = round(spent / most * room)
        bar = FULL * full + NOTHING * (room - full)
        mark = min(room - 1, round(shown.budget / most * room)) if shown.budget else None
        pieces: list[Piece] = [(f"{first.day:>2} {first:%b}  ", "dim"), (bar[:full], "full"), (bar[full:], "dim")]
        if mark is not None and mark >= full:
            pieces = [pieces[0], (bar[:full], "full"), (bar[full:mark], "dim"), ("│", "late"), (bar[mark + 1 :], "dim")]
        lines.append(Line([*pieces, (f"  {minutes_said(spent) if spent else '–'}", "text")]))
    budget = f"│ is the budget, {minutes_said(shown.budget)} a week" if shown.budget else ""
    return [*lines, *([Line([(budget, "dim")])] if budget else []), Line()]


def _goals(said: Review) -> list[Line]:
    if not said.moved:
        return []
    lines = [_heading("Creative tension")]
    for one in said.moved:
        bar = tension_bar(one.last)
        full, gap = bar.count(FULL), bar.count(GAP)
        moved = movement([one.first, one.last]) if one.first.id != one.last.id else "The first reading"
        bars: list[Piece] = [(bar[:full], "full"), (bar[full : full + gap], "gap"), (bar[full + gap :], "dim")]
        lines.append(Line([*bars, (f"  {clean(one.goal.title)}", "strong"), (f"  {moved}", "dim")], one.goal))
    return [*lines, Line()]


def _predictions(shown: Shown, width: int) -> list[Line]:
    said = shown.said
    if not said.resolved:
        return []
    lines = [_heading("Predictions, those that surprised first")]
    for one in said.resolved[:RESOLVED]:
        mark: Piece = ("● ", "done") if one.outcome == "yes" else ("✗ ", "dim")
        state = "came true" if one.outcome == "yes" else "did not"
        lines.append(Line([mark, (f"{one.probability:>2} %  {state:<9}  ", "dim"), (clean(one.statement), "text")]))
    left = len(said.resolved) - RESOLVED
    lines += [Line([(f"and {left} more", "dim")])] * (left > 0)
    for text in calibration_said(shown.calibration)[:2]:
        lines += wrapped(text, width, "dim")
    return [*lines, Line()]


def _tag(name: str) -> str:
    return name if name.startswith("@") else f"#{name}"


def _tags(said: Review, width: int) -> list[Line]:
    lines = []
    for word, some in (("Rose", said.rose), ("Fell", said.fell)):
        names = ",  ".join(f"{_tag(one.tag)} {one.before} to {one.now}" for one in some)
        lines += wrapped(f"{word}: {names}", width, "text") if some else []
    return [_heading("Tags"), *lines] if lines else []
