"""The journal's tables, and the type of record of each that this version knows."""

from mastery.core.goals import Goal, Reading
from mastery.core.practices import CheckIn, Practice, Rest
from mastery.core.records import Entry, Record

RECORDS: tuple[type[Record], ...] = (Entry, Goal, Reading, Practice, CheckIn, Rest)
"""Every type of record; a new one is added here."""

TABLES = (
    "entries",
    "goals",
    "readings",
    "practices",
    "checkins",
    "rests",
    "models",
    "predictions",
    "cards",
    "mentors",
    "summaries",
    "feedback",
)
