"""A small journal on an evening in November, and entries of the days before it."""

import datetime as dt
from pathlib import Path

import msgspec

from mastery.core.base.ids import derived_id
from mastery.core.base.records import Entry, Kind
from mastery.core.goals.acts import new_goal, new_rating
from mastery.core.goals.goal import Goal
from mastery.core.goals.lines import read_milestones
from mastery.core.practices.acts import check_in, new_practice
from mastery.core.sharing.mentors import Scope, new_mentor
from mastery.store import Journal
from tests.support.clock import FixedClock, now_of

DAY = dt.timedelta(days=1)

NOW = dt.datetime(2026, 11, 23, 21, 30)


def entry(
    title: str,
    body: str = "",
    *,
    days_ago: int = 0,
    hour: int = 12,
    starred: bool = False,
    kind: Kind = "note",
    tags: tuple[str, ...] = (),
) -> Entry:
    """An entry of so many days before NOW."""
    clock = FixedClock(NOW)
    at = clock.local((NOW - dt.timedelta(days=days_ago)).replace(hour=hour, minute=0))
    return Entry(
        id=derived_id(int(at.timestamp() * 1000), title, body),
        day=at.date(),
        at=at,
        zone=clock.zone(),
        kind=kind,
        title=title,
        body=body,
        tags=tags,
        starred=starred,
        recorded=at,
    )


def journal(path: Path, *entries: Entry, name: str = "default") -> Journal:
    """A journal with these entries, at a clock that stands at NOW."""
    made = Journal(path, clock=FixedClock(NOW), name=name)
    if entries:
        made.add(*entries)
    return made


def filled(path: Path) -> Journal:
    """A journal with a goal, its practice, and a practice without a goal."""
    made, today = journal(path, entry("An entry", hour=9)), NOW.date()
    clock = made.clock
    milestones = read_milestones(f"A2 exam by {today + 9 * DAY}\nOne novel by {today - DAY}", today)
    goal = new_goal("Speak Spanish", now_of(clock), vision="A whole evening.", milestones=milestones)
    made.add(goal, new_goal("Chess", now_of(clock)))
    made.act("rate", made=[new_rating(goal, 8, 3, "Lost in fast talk", today, now_of(clock))])
    guitar = new_practice("Guitar", "daily", today - 9 * DAY, now_of(clock), minutes=20)
    made.add(guitar, new_practice("Vocabulary", "150min/week", today - 40 * DAY, now_of(clock), goal=goal.id))
    made.act("done", made=[check_in(guitar, now_of(clock), day=today - n * DAY) for n in (1, 2)])
    return made


def sharing(path: Path, *, key: str = "", email: str = "ana@example.org") -> Journal:
    """A journal with a mentor, two entries that she may see, and others that she may not."""
    made = filled(path)
    goal = next(one for one in made.records(Goal) if one.title == "Speak Spanish")
    scope = Scope(goals=(goal.id,), tags=("work",))
    made.add(new_mentor("Ana", made.now(), email=email, key=key, scope=scope, rhythm="week"))
    for title, body, days_ago, tags in (
        ("The subjunctive", "At last I hear where it is needed.", 1, ()),
        ("A talk at work", "I said no, and slept on it.", 2, ("work",)),
    ):
        one = entry(title, body, days_ago=days_ago, tags=tags)
        goals = () if tags else (goal.id,)
        made.add(msgspec.structs.replace(one, goals=goals, shareable=True))
    made.add(entry("For nobody", "Hidden.", tags=("work",)))
    return made
