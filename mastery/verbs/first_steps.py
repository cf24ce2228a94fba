"""Gathers what the first screen of a journal without entries shows."""

from mastery.core.goals.goal import Goal, Rating
from mastery.core.practices.practice import Practice
from mastery.core.today.first_steps import Begun
from mastery.core.upkeep.kinds import TABLES
from mastery.store.journal import Journal


def begun_in(journal: Journal) -> Begun:
    """What the journal has before its first entry."""
    untouched = not any(journal.documents(table) for table in TABLES)
    return Begun(
        goals=journal.records(Goal),
        practices=journal.records(Practice),
        ratings=journal.records(Rating),
        is_untouched=untouched,
    )
