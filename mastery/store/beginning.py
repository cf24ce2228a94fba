"""What is read of a journal that has no entry yet."""

from mastery.core.beginning import Begun
from mastery.core.goals import Goal, Reading
from mastery.core.practices import Practice
from mastery.core.tables import TABLES
from mastery.store.journal import Journal


def begun_in(journal: Journal) -> Begun:
    """What there is in the journal."""
    untouched = not any(journal.documents(table) for table in TABLES)
    return Begun(journal.records(Goal), journal.records(Practice), journal.records(Reading), untouched)
