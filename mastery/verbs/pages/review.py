"""What is read of a journal for the page of a period."""

import datetime as dt

from mastery.core.pages.review import PeriodFacts
from mastery.core.practices.practice import practised
from mastery.core.review.measures import minutes_by_day
from mastery.core.review.moods import beside_practices, mood_by_day
from mastery.core.review.review import DAY, Month, Period, months
from mastery.core.review.strips import strips
from mastery.core.thinking.calibration import calibration
from mastery.core.thinking.prediction import Prediction, judged
from mastery.store.journal import Journal
from mastery.verbs.reviews import look_back, time_spent

BARS = 8
"""Weeks of learning time."""

MOODS_OF = 365
"""Days of moods that are set beside the practices."""


def period_facts(journal: Journal, found: Period, week_starts: int, weekly_minutes: int) -> PeriodFacts:
    """What is known of a period; `weekly_minutes` is the budget of all learning, 0 for that of the active goals."""
    last = min(found.until, journal.today())
    since = max(last, dt.date.min + DAY * MOODS_OF) - DAY * (MOODS_OF - 1)
    moods = {day: mood for day, mood in mood_by_day(journal.sessions(since)).items() if day <= last}
    counted = judged(journal.records(Prediction), {}, since=found.since, until=found.until)
    return PeriodFacts(
        review=look_back(journal, found, week_starts),
        strips=strips(journal.practices(), journal.today()),
        time=time_spent(journal, found, BARS, week_starts, weekly_minutes),
        calibration=calibration(counted),
        beside=beside_practices(moods, journal.practices()),
        months=_months(journal, found) if found.span != "week" else [],
    )


def _months(journal: Journal, found: Period) -> list[Month]:
    sessions = journal.sessions()
    minutes = minutes_by_day(sessions, practised(journal.practices()))
    return months(found, journal.today(), journal.entries(), minutes, mood_by_day(sessions))
