"""Streaks and strength of every practice, what is at stake first, with the last weeks as a strip: data, text, SVG."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from mastery.core.base.phrases import count, shortened
from mastery.core.base.svg import box, label, picture
from mastery.core.goals.charts import WEEKS, week_strip
from mastery.core.practices.practice import TrackedPractice, due_now, has_ended, is_met, late_text, length_text
from mastery.core.practices.streaks import weekly


class Strip(NamedTuple):
    """How a practice stands."""

    title: str
    streak: str
    """How long its streak is, in words: "12 days"."""
    late: str
    """How much of it was recorded late, in words."""
    strength: float
    """0–100."""
    weeks: tuple[float | None, ...]
    """The share of each week that was done, 0–1, the oldest first; None if nothing was due."""
    stake: bool
    """Whether it is due and not done yet."""


def strips(tracked: Iterable[TrackedPractice], today: dt.date, weeks: int = WEEKS) -> list[Strip]:
    """The active practices: those that are due first, the longest streaks first among them."""
    going = [one for one in tracked if not has_ended(one.practice, today)]
    due = {one.practice.id for one in due_now(going, today) if not is_met(one)}

    def order(one: TrackedPractice) -> tuple[bool, int, str]:
        length = one.streak.current.length if one.streak.current else 0
        return one.practice.id not in due, -length, one.practice.title

    return [
        Strip(
            title=one.practice.title,
            streak=length_text(one.streak),
            late=late_text(one.streak),
            strength=one.streak.strength,
            weeks=tuple(weekly(one.plan, one.marks, today, weeks)),
            stake=one.practice.id in due,
        )
        for one in sorted(going, key=order)
    ]


def strip_text(one: Strip) -> str:
    """Its weeks, a cell each."""
    return week_strip(one.weeks)


ROW, CELL, NAME = 18, 10, 210


def strips_svg(found: list[Strip]) -> str:
    """The strips as SVG."""
    weeks = max((len(one.weeks) for one in found), default=0)
    width, height = NAME + weeks * CELL + 8, max(1, len(found)) * ROW + 8
    parts = []
    for row, one in enumerate(found):
        floor = (row + 1) * ROW
        title = shortened(one.title, 22)
        parts.append(label(0, floor - 4, title))
        parts.append(label(NAME - 8, floor - 4, f"{one.streak}, {one.strength:.0f}", anchor="end"))
        for at, share in enumerate(one.weeks):
            tall = 1 if share is None else 2 + share * (ROW - 6)
            opacity = 0.25 if not share else 0.85
            parts.append(box(NAME + at * CELL, f"{floor - tall:.1f}", CELL - 2, f"{tall:.1f}", opacity))
    about = f"{count(len(found), 'practice')}, the last {count(weeks, 'week')}."
    return picture(width, height, parts, font=10, title="Streaks and strength", about=about)
