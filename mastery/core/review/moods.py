"""Moods by day, and next to the practices of those days: never as a cause."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mastery.core.base.phrases import count

if TYPE_CHECKING:
    from mastery.core.base.records import Entry
    from mastery.core.goals.goal import Session
    from mastery.core.practices.practice import TrackedPractice

FEW = 5
"""The fewest days of a kind from which anything is concluded."""


def mood_by_day(entries: Iterable["Session | Entry"]) -> dict[dt.date, float]:
    """The mood of each journal day that has any, 1–5: the mean of its entries'."""
    found: dict[dt.date, list[int]] = {}
    for one in entries:
        if one.mood:
            found.setdefault(one.day, []).append(one.mood)
    return {day: sum(moods) / len(moods) for day, moods in found.items()}


class Beside(NamedTuple):
    """Moods next to a practice."""

    title: str
    done: int
    """Days with a mood on which it was done."""
    with_it: float
    """Their mean mood, 1–5."""
    other: int
    """Days with a mood on which it was not done, while it was active."""
    without: float


def beside_practices(moods: Mapping[dt.date, float], tracked: Iterable["TrackedPractice"]) -> list[Beside]:
    """The moods of days on which a practice was done and of those on which it was not, the widest apart first.

    Only of practices with at least FEW days of either kind; journaling is excluded, as moods come from entries.
    """
    found = []
    for one in tracked:
        if one.is_journaling:
            continue
        last = one.practice.until or dt.date.max
        days = [day for day in moods if one.practice.since <= day <= last]
        done = [moods[day] for day in days if day in one.marks]
        other = [moods[day] for day in days if day not in one.marks]
        if min(len(done), len(other)) >= FEW:
            found.append(
                Beside(
                    title=one.practice.title, done=len(done), with_it=mean(done), other=len(other), without=mean(other)
                )
            )
    return sorted(found, key=lambda one: (-abs(one.with_it - one.without), one.title))


def mean(moods: Sequence[float]) -> float:
    """The mean of at least one mood."""
    return sum(moods) / len(moods)


def mood_text(moods: Sequence[float]) -> str:
    """The mean in words, with the days behind it: "3.6 of 5 on 12 days"; empty if there are none."""
    return f"{mean(moods):.1f} of 5 on {count(len(moods), 'day')}" if moods else ""


def beside_text(one: Beside) -> str:
    """Both means with the days behind them."""
    return f"{one.with_it:.1f} on {count(one.done, 'day')} with it, {one.without:.1f} on {one.other} without"
