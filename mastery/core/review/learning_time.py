"""Learning time by week and goal, against the budget: as data, as rows of text, and as SVG."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mastery.core.base.clock import moved
from mastery.core.base.phrases import count, minutes_text, month_day
from mastery.core.base.records import Entry
from mastery.core.base.svg import DASHED, box, label, path, picture
from mastery.core.goals.charts import SHARES
from mastery.core.goals.goal import Goal, Session
from mastery.core.practices.practice import TrackedPractice, practised

PARTS = 4
"""Goals that are told apart; the others are taken together."""

OTHER, NO_GOAL = "other goals", "no goal"


class LearningTime(NamedTuple):
    """Minutes of learning by week."""

    names: tuple[str, ...]
    """The goals, the one with the most first; at the end the others, and time without a goal."""
    weeks: tuple[tuple[dt.date, tuple[int, ...]], ...]
    """Each week's first day, the oldest first, and its minutes, one number for each name."""
    budget: int
    """Minutes a week that are meant for learning; 0 for none."""


def learning_time(
    sessions: Iterable[Session | Entry],
    tracked: Iterable[TrackedPractice],
    goals: Iterable[Goal],
    last: dt.date,
    weeks: int,
    *,
    week_starts: int = 0,
    budget: int = 0,
) -> LearningTime:
    """The last weeks, that of `last` too. Time of an entry about several goals counts for the first of them."""
    end = moved(last, -((last.weekday() - week_starts) % 7))
    firsts = [moved(end, -7 * back) for back in range(weeks - 1, -1, -1)]
    spent: dict[dt.date, Counter[str]] = {first: Counter() for first in firsts}

    def add(day: dt.date, goal: str, minutes: int) -> None:
        first = moved(day, -((day.weekday() - week_starts) % 7))
        if minutes > 0 and first in spent:
            spent[first][goal] += minutes

    for one in sessions:
        add(one.day, one.goals[0] if one.goals else "", one.minutes)
    for practice in tracked:
        for day, minutes in practised([practice], firsts[0]):
            add(day, practice.practice.goal, minutes)
    return _named(spent, {goal.id: goal.title for goal in goals}, budget)


def _named(spent: Mapping[dt.date, Counter[str]], titles: Mapping[str, str], budget: int) -> LearningTime:
    totals: Counter[str] = Counter()
    for one in spent.values():
        totals.update({goal: minutes for goal, minutes in one.items() if goal in titles})
    ranked = [goal for goal, _ in sorted(totals.items(), key=lambda pair: (-pair[1], titles[pair[0]]))]
    shown = ranked[: PARTS - 1 if len(ranked) >= PARTS else len(ranked)]
    rows = []
    for first, one in spent.items():
        others = sum(minutes for goal, minutes in one.items() if goal in titles and goal not in shown)
        none = sum(minutes for goal, minutes in one.items() if goal not in titles)
        rows.append((first, (*(one[goal] for goal in shown), others, none)))
    names = [*(titles[goal] for goal in shown), OTHER, NO_GOAL]
    used = [at for at in range(len(names)) if any(row[at] for _, row in rows)]
    return LearningTime(
        tuple(names[at] for at in used),
        tuple((first, tuple(row[at] for at in used)) for first, row in rows),
        budget,
    )


def week_total(row: Sequence[int]) -> int:
    """The minutes of a week."""
    return sum(row)


class Bar(NamedTuple):
    """A week as it is drawn."""

    name: str
    """Its first day."""
    parts: tuple[str, ...]
    """The cells of each goal."""
    rest: str
    """The cells up to the end, with a mark where the budget is."""
    said: str
    """Its minutes in words."""


MARK = "│"


def bars(found: LearningTime, room: int) -> list[Bar]:
    """The weeks as bars of `room` cells; none if no time was spent and there is no budget."""
    most = max([found.budget, *(week_total(row) for _, row in found.weeks)], default=0)
    if not most or room < 1:
        return []
    drawn = []
    for first, row in found.weeks:
        ends = [round(sum(row[: at + 1]) / most * room) for at in range(len(row))]
        parts = [
            SHARES[at % len(SHARES)] * (end - begin)
            for at, (begin, end) in enumerate(zip([0, *ends], ends, strict=False))
        ]
        full = ends[-1] if ends else 0
        rest = "·" * (room - full)
        mark = min(room - 1, round(found.budget / most * room)) if found.budget else -1
        if mark >= full:
            rest = rest[: mark - full] + MARK + rest[mark - full + 1 :]
        total = week_total(row)
        said = minutes_text(total) if total else "–"
        drawn.append(Bar(name=f"{month_day(first):>6}", parts=tuple(parts), rest=rest, said=said))
    return drawn


def time_legend(found: LearningTime) -> list[tuple[str, str]]:
    """The letter and the name of each goal."""
    return [(SHARES[at % len(SHARES)], name) for at, name in enumerate(found.names)]


def budget_text(found: LearningTime) -> str:
    """What the mark means; empty without a budget."""
    return f"{MARK} {minutes_text(found.budget)} a week is the budget" if found.budget else ""


WIDTH, HEIGHT, EDGE = 480, 240, 48
SHADES = (1, 0.7, 0.45, 0.25, 0.12)


def time_words(found: LearningTime) -> list[str]:
    """The weeks that have any, in words, for screen-reader users."""
    lines = []
    for first, minutes in found.weeks:
        said = [f"{name} {minutes_text(spent)}" for name, spent in zip(found.names, minutes, strict=True) if spent]
        lines += [f"Week of {first}: {', '.join(said)}"] * bool(said)
    return lines


def time_svg(found: LearningTime) -> str:
    """The weeks as upright bars in SVG."""
    most = max([found.budget, 1, *(week_total(row) for _, row in found.weeks)])
    high, step = HEIGHT - 2 * EDGE, (WIDTH - 2 * EDGE) / max(1, len(found.weeks))
    total = sum(week_total(row) for _, row in found.weeks)
    parts = [label(EDGE - 6, EDGE + 4, minutes_text(most), anchor="end")]
    for at, (first, row) in enumerate(found.weeks):
        x, floor = EDGE + at * step, float(HEIGHT - EDGE)
        for part, spent in enumerate(row):
            tall = spent / most * high
            if not spent:
                continue
            floor -= tall
            about = f"{first}: {found.names[part]}, {minutes_text(spent)}"
            wide, shade = f"{max(1, step - 2):.1f}", SHADES[part % len(SHADES)]
            parts.append(box(f"{x + 1:.1f}", f"{floor:.1f}", wide, f"{tall:.1f}", shade, about=about))
        if at % max(1, len(found.weeks) // 5) == 0:
            parts.append(label(f"{x:.1f}", HEIGHT - EDGE + 16, month_day(first)))
    if found.budget:
        level = HEIGHT - EDGE - found.budget / most * high
        parts.append(path(f"M{EDGE} {level:.1f}H{WIDTH - EDGE}", style=DASHED))
    across = EDGE
    for part, name in enumerate(found.names):
        parts.append(box(across, 12, 10, 10, SHADES[part % len(SHADES)]) + label(across + 14, 21, name[:24]))
        across += 30 + 6 * len(name[:24])
    about = f"{minutes_text(total) if total else 'Nothing'} in {count(len(found.weeks), 'week')}. {budget_text(found)}"
    return picture(WIDTH, HEIGHT, parts, font=11, title="Learning time", about=about)
