"""The kinds of record that this version knows, each described beside its struct, and the tables they lie in."""

from collections.abc import Mapping

from mastery.core.base.records import Entry, Record, text_fields
from mastery.core.goals.goal import Goal, Rating
from mastery.core.practices.practice import CheckIn, Practice, Rest
from mastery.core.sharing.feedback import Feedback
from mastery.core.sharing.mentors import Mentor
from mastery.core.sharing.sent import Summary
from mastery.core.thinking.cards import Card
from mastery.core.thinking.model import Climb, Evidence, Model, Visit
from mastery.core.thinking.prediction import Prediction
from mastery.core.writing.prompts import Skip

RECORDS: tuple[type[Record], ...] = (
    Entry, Goal, Rating, Practice, CheckIn, Rest, Model, Climb, Evidence, Visit, Prediction, Card, Skip,
    Mentor, Summary, Feedback,
)  # fmt: skip
"""Every type of record; a new one is added here."""

KIND_OF: Mapping[str, type[Record]] = {one.table: one for one in RECORDS}
"""The type of the records of each table."""

TABLES = tuple(KIND_OF)

TEXTS = {table: text_fields(kind) for table, kind in KIND_OF.items()}
"""The text fields of each table: those of which a change names the versions it replaces."""
