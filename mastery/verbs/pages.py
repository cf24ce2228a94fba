"""What is read of a journal for the page of a record or a period."""

import datetime as dt

from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal, Reading, effort, readings_of
from mastery.core.pages.feedback import RemarkFacts
from mastery.core.pages.goal import ENTRIES, GoalFacts
from mastery.core.pages.model import ModelFacts
from mastery.core.pages.review import PeriodFacts
from mastery.core.practices.cadence import period_of
from mastery.core.practices.practice import practised
from mastery.core.review.measures import minutes_by_day
from mastery.core.review.moods import beside_practices, mood_by_day
from mastery.core.review.review import DAY, Month, Period, months
from mastery.core.review.strips import strips
from mastery.core.sharing.feedback import Feedback, remarks_on
from mastery.core.thinking.calibration import calibration
from mastery.core.thinking.model import Climb, Evidence, Model, Standing, Visit, chain, entry_ids, of_model
from mastery.core.thinking.prediction import Prediction, judged
from mastery.store.journal import Journal
from mastery.verbs.feedback import became_of, quoted_record
from mastery.verbs.reviews import look_back, time_spent

BARS = 8
"""Weeks of learning time."""

MOODS_OF = 365
"""Days of moods that are set beside the practices."""


def goal_facts(journal: Journal, goal: Goal, week_starts: int) -> GoalFacts:
    """What is known of a goal. `week_starts` is the weekday, Monday is 0, on which weeks begin."""
    practices = [one for one in journal.kept() if one.practice.goal == goal.id]
    week = period_of(journal.today(), month=False, week_starts=week_starts)[0]
    sessions = journal.sessions()
    ids = [one.id for one in sorted(sessions, key=lambda one: (one.day, one.id)) if goal.id in one.goals]
    linked = [journal.get(Entry, one) for one in ids[: -ENTRIES - 1 : -1]]
    return GoalFacts(
        goal=goal,
        readings=readings_of(goal, journal.records(Reading)),
        practices=practices,
        effort=effort(goal, sessions, practised(practices), week),
        linked=[one for one in linked if one is not None],
        models=journal.models(),
        remarks=remarks_on(goal.id, journal.records(Feedback)),
    )


def model_facts(journal: Journal, model: Model, standing: Standing) -> ModelFacts:
    """What is known of a model."""
    evidence = of_model(model, journal.records(Evidence))
    predictions = [one for one in journal.records(Prediction) if one.model == model.id]
    linked = [journal.get(Entry, one) for one in reversed(entry_ids(model, evidence, journal.sessions()))]
    return ModelFacts(
        model=model,
        standing=standing,
        visits=of_model(model, journal.records(Visit)),
        evidence=evidence,
        climbs=of_model(model, journal.records(Climb)),
        predictions=predictions,
        chain=chain(model, journal.records(Model)),
        linked=[one for one in linked if one is not None and one.deleted is None],
        calibration=calibration(judged(predictions, {})),
        goals=[goal.title for goal in journal.records(Goal) if goal.id in model.goals],
        remarks=remarks_on(model.id, journal.records(Feedback)),
    )


def period_facts(journal: Journal, found: Period, week_starts: int, weekly_minutes: int) -> PeriodFacts:
    """What is known of a period; `weekly_minutes` is the budget of all learning, 0 for that of the active goals."""
    last = min(found.until, journal.today())
    since = max(last, dt.date.min + DAY * MOODS_OF) - DAY * (MOODS_OF - 1)
    moods = {day: mood for day, mood in mood_by_day(journal.sessions(since)).items() if day <= last}
    counted = judged(journal.records(Prediction), {}, since=found.since, until=found.until)
    return PeriodFacts(
        review=look_back(journal, found, week_starts),
        strips=strips(journal.kept(), journal.today()),
        time=time_spent(journal, found, BARS, week_starts, weekly_minutes),
        calibration=calibration(counted),
        beside=beside_practices(moods, journal.kept()),
        months=_months(journal, found) if found.span != "week" else [],
    )


def _months(journal: Journal, found: Period) -> list[Month]:
    sessions = journal.sessions()
    minutes = minutes_by_day(sessions, practised(journal.kept()))
    return months(found, journal.today(), journal.entries(), minutes, mood_by_day(sessions))


def reply_facts(journal: Journal, reply: Feedback) -> list[RemarkFacts]:
    """What is known of each remark of a reply."""
    return [RemarkFacts(about=quoted_record(journal, one), became=became_of(journal, one)) for one in reply.remarks]
