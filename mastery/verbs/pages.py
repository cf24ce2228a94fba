"""What is read of a journal for the page of a record or a period."""

from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal, Reading, effort, readings_of
from mastery.core.pages.goal import ENTRIES, GoalFacts
from mastery.core.pages.model import ModelFacts
from mastery.core.practices.cadence import period_of
from mastery.core.practices.practice import practised
from mastery.core.sharing.feedback import Feedback, remarks_on
from mastery.core.thinking.calibration import calibration
from mastery.core.thinking.model import Climb, Evidence, Model, Standing, Visit, chain, entry_ids, of_model
from mastery.core.thinking.prediction import Prediction, judged
from mastery.store.journal import Journal


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
