"""What is read of a journal to make a summary for a mentor."""

import datetime as dt
from collections.abc import Sequence

from mastery.core.days import between
from mastery.core.goals import Goal, Reading
from mastery.core.mentors import DAYS, Mentor, due_day
from mastery.core.models import Model
from mastery.core.predictions import Prediction
from mastery.core.sharing import Shared, shared
from mastery.core.summaries import Summary
from mastery.store.journal import Journal


def seen_by(journal: Journal, mentor: Mentor, since: dt.date, until: dt.date) -> Shared:
    """What the mentor sees of the days from `since` to `until`."""
    return shared(
        mentor.scope,
        since,
        until,
        entries=between(journal.entries(), since, until),
        goals=journal.records(Goal),
        readings=journal.records(Reading),
        kept=journal.kept(),
        models=journal.records(Model),
        predictions=journal.records(Prediction),
    )


def usual_days(mentor: Mentor, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days a summary is about unless others are asked for: by the mentor's rhythm, or two weeks; up to today."""
    return today - dt.timedelta(days=DAYS.get(mentor.rhythm, 14) - 1), today


def mentors(journal: Journal) -> Sequence[Mentor]:
    """The mentors, by name."""
    return sorted(journal.records(Mentor), key=lambda one: one.name.casefold())


def due_summaries(journal: Journal, today: dt.date) -> list[Mentor]:
    """The mentors whose next summary is due: by their rhythm, from the last that left, or from their adding."""
    last: dict[str, dt.date] = {one.mentor: one.day for one in journal.records(Summary)}  # the newest comes last
    days = [(one, due_day(one, last.get(one.id))) for one in mentors(journal)]
    return [one for one, day in days if day is not None and day <= today]
