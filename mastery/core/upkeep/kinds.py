"""The journal's tables, and the type of record of each that this version knows."""

from mastery.core.base.records import Entry, Record
from mastery.core.goals.goal import Goal, Reading
from mastery.core.practices.practice import CheckIn, Practice, Rest
from mastery.core.sharing.feedback import Feedback
from mastery.core.sharing.mentors import Mentor
from mastery.core.sharing.sent import Summary
from mastery.core.thinking.cards import Card
from mastery.core.thinking.model import Climb, Evidence, Model, Visit
from mastery.core.thinking.prediction import Prediction
from mastery.core.writing.prompts import Skip

RECORDS: tuple[type[Record], ...] = (
    Entry, Goal, Reading, Practice, CheckIn, Rest, Model, Climb, Evidence, Visit, Prediction, Card, Skip,
    Mentor, Summary, Feedback,
)  # fmt: skip
"""Every type of record; a new one is added here."""

TABLES = (
    "entries",
    "goals",
    "readings",
    "practices",
    "checkins",
    "rests",
    "models",
    "climbs",
    "evidence",
    "visits",
    "predictions",
    "cards",
    "skips",
    "mentors",
    "summaries",
    "feedback",
)
