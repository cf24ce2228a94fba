"""The journal's tables, and the type of record of each that this version knows."""

from mastery.core.cards import Card
from mastery.core.feedback import Feedback
from mastery.core.goals import Goal, Reading
from mastery.core.mentors import Mentor
from mastery.core.models import Climb, Evidence, Model, Visit
from mastery.core.practices import CheckIn, Practice, Rest
from mastery.core.predictions import Prediction
from mastery.core.prompts import Skip
from mastery.core.records import Entry, Record
from mastery.core.summaries import Summary

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
