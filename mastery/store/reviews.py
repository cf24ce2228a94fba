"""What is read of a journal to look back on a period."""

import datetime as dt

from mastery.core.feedback import Feedback, promised_to
from mastery.core.goals import Goal, Reading
from mastery.core.learning_time import LearningTime, learning_time
from mastery.core.measures import minutes_by_day
from mastery.core.models import Model
from mastery.core.moods import mood_by_day
from mastery.core.practices import practised
from mastery.core.predictions import Prediction
from mastery.core.records import Entry
from mastery.core.review import Period, Review, previous, review, within
from mastery.core.ritual import Step, last_review, last_written, promised, steps
from mastery.core.story import story
from mastery.store.journal import Journal


def look_back(journal: Journal, found: Period, week_starts: int) -> Review:
    """What there is to say of a period."""
    past, entries = previous(found, week_starts), journal.entries()
    return review(
        found,
        within(entries, found),
        within(entries, past),
        past=past,
        sessions=journal.sessions(past.since),
        kept=journal.kept(),
        goals=journal.records(Goal),
        readings=journal.records(Reading),
        predictions=journal.records(Prediction),
        models=journal.records(Model),
    )


def time_spent(journal: Journal, found: Period, weeks: int, week_starts: int, weekly_minutes: int) -> LearningTime:
    """The learning of the last weeks of a period, as far as it has come; `weekly_minutes` is the budget of all goals,
    without which those of the active ones count."""
    goals = journal.records(Goal)
    budget = weekly_minutes or sum(one.budget for one in goals if one.status == "active")
    last = min(found.until, journal.today())
    since = max(last, dt.date.min + dt.timedelta(weeks=weeks)) - dt.timedelta(weeks=weeks)
    return learning_time(
        journal.sessions(since), journal.kept(), goals, last, weeks, week_starts=week_starts, budget=budget
    )


def guided_steps(journal: Journal, found: Period, week_starts: int) -> list[Step]:
    """The steps of a period's review, each with what the journal knows."""
    active = [goal for goal in journal.records(Goal) if goal.status == "active"]
    said = look_back(journal, found, week_starts)
    asked = promised(_before(journal, found, week_starts))
    if found.span == "week":
        last = last_written(journal.entries(), previous(found, week_starts), week_starts)
        asked += promised_to(journal.records(Feedback), found.until, last)
    return steps(said, asked, active)


def _before(journal: Journal, found: Period, week_starts: int) -> Entry | None:
    """The review that promised something for the period: the latest of those before it, of the same span."""
    return last_review(journal.entries(), previous(found, week_starts))


def year_story(journal: Journal, found: Period, week_starts: int) -> str:
    """The story of a month or a year as Markdown."""
    sessions = journal.sessions()
    minutes = minutes_by_day(sessions, practised(journal.kept()))
    said = look_back(journal, found, week_starts)
    return story(said, within(journal.entries(), found), minutes, mood_by_day(sessions), journal.records(Goal))
