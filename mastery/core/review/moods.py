"""How a day felt, 1 to 5, and how that goes with the practices kept: beside each other, never as a cause."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mastery.core.base.counts import count
from mastery.core.base.errors import BadInput

if TYPE_CHECKING:
    from mastery.core.base.records import Entry
    from mastery.core.goals.goal import Session
    from mastery.core.practices.practice import Kept

MOODS = ("very low", "low", "middling", "good", "very good")
"""The moods from 1 to 5."""

FEW = 5
"""Days of a kind under which nothing is said of them."""


def read_mood(typed: str) -> int:
    """The mood of a number from 1 to 5, or of its name ("good"); 0 for none. Raises BadInput for anything else."""
    text = " ".join(typed.split()).casefold()
    if not text:
        return 0
    if text in MOODS:
        return MOODS.index(text) + 1
    if text not in ("1", "2", "3", "4", "5"):
        named = ", ".join(f"{number} {name}" for number, name in enumerate(MOODS, 1))
        raise BadInput(f"A mood is a number from 1 to 5, or its name: {named}; not {typed.strip()[:40]!r}.")
    return int(text)


def mood_name(mood: int) -> str:
    """The name of a mood; empty for none."""
    return MOODS[mood - 1] if mood else ""


def mood_by_day(entries: Iterable["Session | Entry"]) -> dict[dt.date, float]:
    """The mood of each journal day that has any, 1–5: the mean of its entries'."""
    found: dict[dt.date, list[int]] = {}
    for one in entries:
        if one.mood:
            found.setdefault(one.day, []).append(one.mood)
    return {day: sum(moods) / len(moods) for day, moods in found.items()}


class Beside(NamedTuple):
    """Moods beside a practice."""

    title: str
    done: int
    """Days with a mood on which it was done."""
    with_it: float
    """Their mean mood, 1–5."""
    other: int
    """Days with a mood on which it was not done, while it went on."""
    without: float


def beside_practices(moods: Mapping[dt.date, float], kept: Iterable["Kept"]) -> list[Beside]:
    """The moods of days on which a practice was done and of those on which it was not, the widest apart first.

    Only of practices with at least FEW days of either kind; of journaling nothing can be said, as a mood is an entry's.
    """
    found = []
    for one in kept:
        if one.is_journaling:
            continue
        last = one.practice.until or dt.date.max
        days = [day for day in moods if one.practice.since <= day <= last]
        done = [moods[day] for day in days if day in one.marks]
        other = [moods[day] for day in days if day not in one.marks]
        if min(len(done), len(other)) >= FEW:
            found.append(Beside(one.practice.title, len(done), mean(done), len(other), mean(other)))
    return sorted(found, key=lambda one: (-abs(one.with_it - one.without), one.title))


def mean(moods: Sequence[float]) -> float:
    """The mean of at least one mood."""
    return sum(moods) / len(moods)


def mood_said(moods: Sequence[float]) -> str:
    """The mean in words, with the days behind it: "3.6 of 5 on 12 days"; empty where there are none."""
    return f"{mean(moods):.1f} of 5 on {count(len(moods), 'day')}" if moods else ""


def beside_said(one: Beside) -> str:
    """Both means with the days behind them."""
    return f"{one.with_it:.1f} on {count(one.done, 'day')} with it, {one.without:.1f} on {one.other} without"
