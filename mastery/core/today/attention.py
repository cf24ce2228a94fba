"""What wants attention on a day, a line each: reviews, predictions, models, cards, goals and mentors."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from mastery.core.base.page import Piece
from mastery.core.base.phrases import count
from mastery.core.base.records import Record
from mastery.core.goals.goal import Goal, Rating, in_order, is_late, is_rating_due, late_milestones, ratings_of
from mastery.core.review.review import Period, period_text
from mastery.core.sharing.mentors import Mentor
from mastery.core.thinking.cards import Card
from mastery.core.thinking.model import Model, Standing, is_due
from mastery.core.thinking.prediction import Prediction, due

Kind = Literal["review", "prediction", "model", "cards", "late", "reading", "summary"]
"""What a person is to do about it; each face knows its key or command."""


class Want(NamedTuple):
    """Something that wants attention."""

    kind: Kind
    about: Record | Period
    pieces: Sequence[Piece]
    """What is said of it: pieces of one sentence, the names in it as strong ones."""


def attention(
    *,
    reviews: Iterable[Period],
    predictions: Iterable[Prediction],
    models: Iterable[tuple[Model, Standing]],
    cards: Sequence[Card],
    goals: Iterable[Goal],
    ratings: Sequence[Rating],
    mentors: Iterable[Mentor],
    today: dt.date,
) -> list[Want]:
    """What wants attention, the most pressing first; reviews, cards and mentors are those that are due."""
    wants = [Want("review", one, [Piece(f"Time to look back on {period_text(one)}")]) for one in reviews]
    wants += [
        Want("prediction", one, [Piece(f"What came of it? {one.probability} %: "), _name(one.statement)])
        for one in due(predictions, today)
    ]
    wants += [
        Want(
            "model", one, [Piece("Shaken, still so? " if found.status == "shaken" else "Still so? "), _name(one.title)]
        )
        for one, found in models
        if is_due(found, today)
    ]
    if cards:
        first = Piece(f"{count(len(cards), 'card')} to recall, the first: ")
        wants.append(Want("cards", cards[0], [first, _name(cards[0].title)]))
    for goal in in_order(goals):
        wants += _of_goal(goal, ratings_of(goal, ratings), today)
    return wants + [Want("summary", one, [_name(one.name), Piece(" waits for a summary")]) for one in mentors]


def _of_goal(goal: Goal, ratings: Sequence[Rating], today: dt.date) -> Iterator[Want]:
    late = [Piece(": late")] * is_late(goal, today)
    late += [Piece(f": “{one.title}” is late") for one in late_milestones(goal, today)]
    for what in late:
        yield Want("late", goal, [_name(goal.title), what])
    if is_rating_due(goal, ratings, today):
        yield Want("reading", goal, [_name(goal.title), Piece(": no reading for four weeks")])


def _name(title: str) -> Piece:
    return Piece(title, "strong")
