"""Printing practices and their streaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mastery.cli.finding import short_ids
from mastery.cli.printing.output import DIM, PLAIN, Column, drawn, table
from mastery.core.base.phrases import weekday_date

if TYPE_CHECKING:
    import datetime as dt

    from mastery.core.practices.cadence import Cadence
    from mastery.core.practices.practice import TrackedPractice


def practices_table(found: Sequence[TrackedPractice], today: dt.date, width: int | None, ids: bool = False) -> str:
    """A line for each practice: its title, streak, what is at stake, and its last weeks."""
    from mastery.core.goals.charts import WEEKS, week_strip
    from mastery.core.practices.practice import late_text, length_text, standing
    from mastery.core.practices.streaks import weekly

    rows = []
    for one in found:
        strip = drawn(week_strip(weekly(one.plan, one.marks, today, WEEKS)))
        late = late_text(one.streak)
        rows.append((one.practice.title, length_text(one.streak), late, standing(one, today), strip))
    bold = Column({"bold": True}, cut=True)
    columns = (bold, Column(right=True), Column({"fg": "yellow"}), PLAIN, DIM)
    return table(rows, columns, width, short_ids([one.practice for one in found], ids))


def practices_json(found: Sequence[TrackedPractice]) -> str:
    """Practices and their streaks as JSON."""
    import json

    return json.dumps([practice_fields(one) for one in found], ensure_ascii=False, indent=2, default=str)


def practice_fields(one: TrackedPractice) -> dict[str, Any]:
    """A practice and its streak as plain values."""
    from mastery.core.practices.cadence import said, written

    practice, found = one.practice, one.streak
    return {
        "id": practice.id,
        "title": practice.title,
        "goal": practice.goal or None,
        "cadence": written(practice.cadence),
        "cadence_said": said(practice.cadence),
        "since": practice.since,
        "until": practice.until,
        "minutes": practice.minutes,
        "days_done": len(one.marks),
        "minutes_done": sum(mark.minutes for mark in one.marks.values()),
        "streak": found.length,
        "strength": round(found.strength, 1),
        "shares": {f"{weeks} weeks": share for weeks, share in found.shares.items()},
        "open": found.open._asdict() | {"kept": found.open.met} if found.open else None,
        "current": found.current._asdict() if found.current else None,
        "longest": found.longest._asdict() if found.longest else None,
        "runs": [run._asdict() for run in found.runs],
    }


def cadence_text(cadence: Cadence, first: dt.date, today: dt.date) -> str:
    """The cadence in words, and its next five due days: shown before a cadence is saved."""
    from mastery.core.practices.cadence import next_days, said

    days = next_days(cadence, first, today)
    text = said(cadence)
    return f"{text}; next: {', '.join(map(weekday_date, days))}" if days else text
