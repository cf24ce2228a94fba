"""What a person does with mentors: add, edit, remove; and what a journal has for them."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from mastery.core.base.addresses import check_email
from mastery.core.base.clock import moved
from mastery.core.goals.goal import Goal, Rating
from mastery.core.sharing.feedback import Feedback
from mastery.core.sharing.mentors import DAYS, Mentor, Rhythm, Scope, check_name, due_day, new_mentor
from mastery.core.sharing.scope import Shared, shared
from mastery.core.sharing.sealing import read_key
from mastery.core.sharing.sent import Summary
from mastery.core.thinking.model import Model
from mastery.core.thinking.prediction import Prediction
from mastery.core.writing.days import between
from mastery.store.journal import Journal
from mastery.verbs.present import edit, present


def add_mentor(
    journal: Journal, name: str, *, email: str = "", key: str = "", scope: Scope, rhythm: Rhythm = ""
) -> Mentor:
    """Adds a person who gets summaries; `key` is an age or SSH public key.

    Raises BadInput for an invalid name, address or key, and for the name of another mentor.
    """
    made = new_mentor(name, journal.now(), email=email, key=read_key(key), scope=scope, rhythm=rhythm)
    journal.add(made)
    return made


def edit_mentor(journal: Journal, old: Mentor, new: Mentor) -> Mentor:
    """Changes a mentor, or what they see; `old` is the version on which the edit started. Returns the mentor as now.

    Raises BadInput as `add_mentor` does, MasteryError for one who was removed in the meantime.
    """
    key = read_key(new.key) if new.key != old.key else new.key
    email = check_email(new.email)
    return edit(journal, old, msgspec.structs.replace(new, name=check_name(new.name), email=email, key=key))


def remove_mentor(journal: Journal, mentor: Mentor) -> None:
    """Moves a mentor to the trash; sent summaries stay. Raises MasteryError for one who was removed already."""
    journal.delete(present(journal, mentor))


def seen_by(journal: Journal, mentor: Mentor, since: dt.date, until: dt.date) -> Shared:
    """What the mentor sees of the days from `since` to `until`."""
    return shared(
        mentor.scope,
        since,
        until,
        entries=between(journal.entries(), since, until),
        goals=journal.records(Goal),
        ratings=journal.records(Rating),
        tracked=journal.practices(),
        models=journal.records(Model),
        predictions=journal.records(Prediction),
        feedback=journal.records(Feedback),
        mentor=mentor.id,
    )


def usual_days(mentor: Mentor, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days a summary is about by default: by the mentor's rhythm, or two weeks; up to today."""
    return moved(today, 1 - DAYS.get(mentor.rhythm, 14)), today


def mentors(journal: Journal) -> Sequence[Mentor]:
    """The mentors, by name."""
    return sorted(journal.records(Mentor), key=lambda one: one.name.casefold())


def due_summaries(journal: Journal, today: dt.date) -> list[Mentor]:
    """The mentors whose next summary is due: by their rhythm, counted from the last one sent, or from the day the
    mentor was added."""
    last = last_sent(journal)
    days = [(one, due_day(one, last.get(one.id))) for one in mentors(journal)]
    return [one for one, day in days if day is not None and day <= today]


def last_sent(journal: Journal) -> dict[str, dt.date]:
    """The day on which the last summary left, by the mentor's id."""
    return {one.mentor: one.day for one in journal.records(Summary)}  # the newest comes last
