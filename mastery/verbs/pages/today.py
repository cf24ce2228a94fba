"""What is read of a journal to say what wants attention."""

from collections.abc import Iterable

from mastery.core.goals.goal import Goal, Rating
from mastery.core.review.review import Period
from mastery.core.thinking.cards import Card, due_cards
from mastery.core.thinking.prediction import Prediction
from mastery.core.today.attention import Want, attention
from mastery.store.journal import Journal
from mastery.verbs.mentors import due_summaries


def wants(journal: Journal, reviews: Iterable[Period]) -> list[Want]:
    """What wants attention today; `reviews` are those to be asked for."""
    return attention(
        reviews=reviews,
        predictions=journal.records(Prediction),
        models=journal.models(),
        cards=due_cards(journal.records(Card), journal.now()),
        goals=journal.records(Goal),
        ratings=journal.records(Rating),
        mentors=due_summaries(journal, journal.today()),
        today=journal.today(),
    )
