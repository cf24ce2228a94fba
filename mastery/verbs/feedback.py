"""What a person does with a mentor's reply: add it, and save a remark of it as an entry, evidence or a commitment."""

from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal
from mastery.core.sharing.feedback import (
    Became,
    Feedback,
    Remark,
    commitment_of,
    commitment_text,
    entry_of,
    evidence_of,
    new_feedback,
)
from mastery.core.sharing.mentors import Mentor
from mastery.core.sharing.sent import Summary
from mastery.core.thinking.model import Evidence, Model, Side
from mastery.store.journal import Journal
from mastery.verbs.present import present


def add_feedback(journal: Journal, text: str, of: Mentor) -> Feedback:
    """Saves a mentor's reply, its quotes matched with the entries, goals and models of the last summary to them.

    Raises BadInput if it is empty, MasteryError for a mentor who was removed in the meantime.
    """
    of = present(journal, of)
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


def save_as_entry(journal: Journal, reply: Feedback, number: int) -> Entry:
    """Makes an entry of the remark with this number, from 0. Raises BadInput if it is one already."""
    reply = present(journal, reply)
    about = quoted_record(journal, reply.remarks[number])
    new, made = entry_of(reply, number, about, journal.now())
    journal.act("keep", made=[made], edited=[(reply, new)])
    return made


def save_as_evidence(
    journal: Journal, reply: Feedback, number: int, model: Model, side: Side, weight: int, text: str = ""
) -> Evidence:
    """Makes evidence of the remark with this number, from 0; `weight` is 1–3, its own words are used without a `text`.

    Raises BadInput if it is evidence on that model already, MasteryError for a model that has ended.
    """
    reply, model = present(journal, reply), present(journal, model)
    about = quoted_record(journal, reply.remarks[number])
    new, made = evidence_of(reply, number, model, side, weight, about, journal.now(), text=text)
    journal.act("keep", made=[made], edited=[(reply, new)])
    return made


def save_as_commitment(journal: Journal, reply: Feedback, number: int) -> str:
    """Makes a commitment of the remark with this number, from 0, and returns it in words.

    Raises BadInput where it is one already.
    """
    reply = present(journal, reply)
    new = commitment_of(reply, number, journal.now())
    journal.act("keep", edited=[(reply, new)])
    return commitment_text(reply, reply.remarks[number])
