"""What is read of a journal to make a summary for a mentor, and what comes back of it."""

import datetime as dt
from collections.abc import Sequence

from mastery.core.base.clock import moved
from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal, Reading
from mastery.core.sharing.feedback import (
    Became,
    Feedback,
    Remark,
    commitment_of,
    commitment_said,
    entry_of,
    evidence_of,
    new_feedback,
)
from mastery.core.sharing.mentors import DAYS, Mentor, due_day
from mastery.core.sharing.scope import Shared, shared
from mastery.core.sharing.sent import Summary
from mastery.core.thinking.model import Evidence, Model, Side
from mastery.core.thinking.prediction import Prediction
from mastery.core.writing.days import between
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
        feedback=journal.records(Feedback),
        mentor=mentor.id,
    )


def usual_days(mentor: Mentor, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days a summary is about unless others are asked for: by the mentor's rhythm, or two weeks; up to today."""
    return moved(today, 1 - DAYS.get(mentor.rhythm, 14)), today


def mentors(journal: Journal) -> Sequence[Mentor]:
    """The mentors, by name."""
    return sorted(journal.records(Mentor), key=lambda one: one.name.casefold())


def due_summaries(journal: Journal, today: dt.date) -> list[Mentor]:
    """The mentors whose next summary is due: by their rhythm, from the last that left, or from their adding."""
    last = last_sent(journal)
    days = [(one, due_day(one, last.get(one.id))) for one in mentors(journal)]
    return [one for one, day in days if day is not None and day <= today]


def last_sent(journal: Journal) -> dict[str, dt.date]:
    """The day on which the last summary left, by the mentor's id."""
    return {one.mentor: one.day for one in journal.records(Summary)}  # the newest comes last


# What comes back


def take_in(journal: Journal, text: str, of: Mentor) -> Feedback:
    """Keeps a mentor's reply, its quotes matched with the entries, goals and models of the last summary to them.

    Raises BadInput where it says nothing.
    """
    summary = next((one for one in reversed(journal.records(Summary)) if one.mentor == of.id), None)
    found = [journal.get(Entry, one) for one in summary.entries] if summary else []
    entries = [one for one in found if one is not None]
    goals = [one for one in journal.records(Goal) if summary and one.id in summary.goals]
    models = [one for one in journal.records(Model) if summary and one.statement in summary.text]
    made = new_feedback(text, of, summary, entries, goals, models, journal.now())
    journal.act("feedback", made=[made])
    return made


def quoted_record(journal: Journal, remark: Remark) -> Entry | Goal | Model | None:
    """The living record that a remark quotes."""
    kinds: tuple[type[Entry | Goal | Model], ...] = (Entry, Goal, Model)
    for kind in kinds if remark.about else ():
        found = journal.get(kind, remark.about)
        if found is not None:
            return found if found.deleted is None else None
    return None


def became_of(journal: Journal, remark: Remark) -> list[tuple[Became, Entry | Model | None]]:
    """What a remark became, with the entry or the model; what is in the trash is left out."""
    found: list[tuple[Became, Entry | Model | None]] = []
    for one in remark.became:
        kind: type[Entry | Model] = Entry if one.how == "entry" else Model
        of = journal.get(kind, one.of) if one.of else None
        if not one.of or (of is not None and of.deleted is None):
            found.append((one, of))
    return found


def keep_entry(journal: Journal, found: Feedback, number: int) -> Entry:
    """Makes an entry of a remark. Raises BadInput where it is one already."""
    found = _present(journal, found)
    about = quoted_record(journal, found.remarks[number])
    new, made = entry_of(found, number, about, journal.now())
    journal.act("keep", made=[made], edited=[(found, new)])
    return made


def keep_evidence(
    journal: Journal, found: Feedback, number: int, model: Model, side: Side, weight: int, text: str = ""
) -> Evidence:
    """Makes evidence of a remark, as `evidence_of` does."""
    found = _present(journal, found)
    about = quoted_record(journal, found.remarks[number])
    new, made = evidence_of(found, number, model, side, weight, about, journal.now(), text=text)
    journal.act("keep", made=[made], edited=[(found, new)])
    return made


def keep_commitment(journal: Journal, found: Feedback, number: int) -> str:
    """Makes a commitment of a remark, and gives it in words. Raises BadInput where it is one already."""
    found = _present(journal, found)
    new = commitment_of(found, number, journal.now())
    journal.act("keep", edited=[(found, new)])
    return commitment_said(found, found.remarks[number])


def _present(journal: Journal, found: Feedback) -> Feedback:
    """The feedback as it is now."""
    return journal.get(Feedback, found.id) or found
