"""Years of learning for a journal that has only entries: moods, goals, practices, models, predictions; from a seed.

Run as `python -m tests.support.years FOLDER` it adds them to the journal in that folder.
"""

import datetime as dt
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from mastery.core.base.records import Entry, Record
from mastery.core.goals.goal import Goal, Milestone, Rating
from mastery.core.thinking.model import Model, Visit
from mastery.core.thinking.prediction import Prediction
from mastery.host.clock import SystemClock
from mastery.store.journal import Journal
from tests.bench.journals import make_id, noon, paragraph, practised, sentence

AREAS = ("work", "people", "learning")


def add_years(journal: Journal, seed: int = 7) -> None:
    """Adds them to the journal, over the years of its entries."""
    entries = list(journal.entries())
    chance = random.Random(f"years {seed}")
    goals = list(_goals(chance, entries[0].day, entries[-1].day))
    models = list(_models(chance, entries[0].day, entries[-1].day))
    ids = [one.id for one in goals if isinstance(one, Goal)]
    predictions = _predictions(chance, [one.id for one in models if isinstance(one, Model)], entries)
    journal.add(*goals, *models, *predictions)
    edited = [(one, _felt(chance, one, ids)) for one in entries if chance.random() < 0.5]
    journal.act("edit", edited=[(old, new) for old, new in edited if old != new])


def _felt(chance: random.Random, entry: Entry, goals: Sequence[str]) -> Entry:
    """The entry with a mood, and now and then with time that was spent on a goal."""
    mood = chance.choice((1, 2, 3, 3, 4, 4, 4, 5))
    if chance.random() > 0.2:
        return msgspec.structs.replace(entry, mood=mood)
    about = tuple(chance.sample(list(goals), chance.choice((0, 1, 1, 2))))
    return msgspec.structs.replace(entry, mood=mood, minutes=chance.choice((15, 30, 45, 90)), goals=about)


def _goals(chance: random.Random, first: dt.date, last: dt.date) -> Iterator[Record]:
    """Six goals, each with readings and a practice; the last three go on."""
    days = (last - first).days + 1
    for number in range(6):
        begun = first + dt.timedelta(days * number // 7)
        going = number > 2
        lasts = (last - begun).days + 1 if going else days // 4
        goal = Goal(
            id=make_id(chance, begun),
            title=f"{number + 1}. {sentence(chance).rstrip('.?')[:40]}",
            vision=paragraph(chance),
            status="active" if going else "achieved",
            status_day=None if going else begun + dt.timedelta(lasts),
            budget=60 * number if going else 0,
            milestones=tuple(
                Milestone(title=sentence(chance), done=begun + dt.timedelta(40 * step) if step < 3 else None)
                for step in range(1, 5)
            ),
            made=noon(begun),
            day=begun,
        )
        yield goal
        vision, reality = 8, 2
        for later in range(0, lasts, 25):
            day = begun + dt.timedelta(later)
            yield Rating(
                id=make_id(chance, day), goal=goal.id, day=day, vision=vision, reality=reality, recorded=noon(day)
            )
            vision = max(5, min(10, vision + chance.choice((-1, 0, 0, 0, 1))))
            reality = max(0, min(10, reality + chance.choice((-1, 0, 0, 1, 1))))
        cadence = ("daily", "3/week", "mon,wed,fri", "150min/week", "2/month", "every 3 days")[number]
        yield from practised(chance, f"Practice {number + 1}", cadence, goal.id, begun, lasts, 0.6)


def _models(chance: random.Random, first: dt.date, last: dt.date) -> Iterator[Record]:
    """Five beliefs: three go on, one was revised twice, one put aside."""
    days = (last - first).days + 1

    def model(number: int, after: int, **fields: object) -> Model:
        day = first + dt.timedelta(days * after // 10)
        return Model(
            id=make_id(chance, day), statement=f"{number}. {sentence(chance)}", about=AREAS[number % 3],
            confidence=chance.randint(40, 90), made=noon(day), day=day, **fields,
        )  # fmt: skip

    for number in range(3):
        held = model(number, number + 1)
        yield held
        for later in (60, 160):
            day = min(last, held.day + dt.timedelta(later))
            yield Visit(
                id=make_id(chance, day), model=held.id, day=day, still=chance.choice(("yes", "partly", "no")),
                confidence=chance.randint(20, 95), recorded=noon(day),
            )  # fmt: skip
    before = ""
    for number, after in ((3, 1), (4, 5), (5, 9)):
        one = model(number, after, before=before)
        before = one.id
        ends = {3: 5, 4: 9}.get(number)
        day = first + dt.timedelta(days * ends // 10) if ends else None
        yield msgspec.structs.replace(one, ended="revised" if ends else "", ended_day=day, ended_why=sentence(chance))
    day = first + dt.timedelta(days * 8 // 10)
    yield model(6, 2, ended="retired", ended_day=day, ended_why=sentence(chance))


def _predictions(chance: random.Random, models: Sequence[str], entries: Sequence[Entry]) -> Iterator[Record]:
    """A hundred predictions, most of them resolved, a little too sure."""
    for _ in range(100):
        day = chance.choice(entries).day
        by = day + dt.timedelta(chance.randint(1, 40))
        probability = chance.randint(2, 98)
        over = by <= entries[-1].day
        came = chance.random() * 100 < (probability + 50) / 2
        yield Prediction(
            id=make_id(chance, day), statement=sentence(chance), probability=probability, by=by,
            model=chance.choice(models) if chance.random() < 0.5 else "", made=noon(day), day=day,
            outcome=("yes" if came else "no") if over else "", resolved=noon(by) if over else None,
            resolved_day=by if over else None,
        )  # fmt: skip


if __name__ == "__main__":
    with Journal(Path(sys.argv[1]), clock=SystemClock()) as opened:
        add_years(opened)
