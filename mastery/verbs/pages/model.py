"""What is read of a journal for the page of a mental model."""

from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal
from mastery.core.pages.model import ModelFacts
from mastery.core.sharing.feedback import Feedback, remarks_on
from mastery.core.thinking.calibration import calibration
from mastery.core.thinking.model import Climb, Evidence, Model, Standing, Visit, chain, entry_ids, of_model
from mastery.core.thinking.prediction import Prediction, judged
from mastery.store.journal import Journal


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
