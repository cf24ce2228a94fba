"""What a person does with mental models: write, climb, weigh, revisit, revise, retire."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal
from mastery.core.thinking.acts import check_open, ended, new_climb, new_evidence, new_model, new_visit, revised
from mastery.core.thinking.model import Climb, Evidence, Model, Side, Standing, Still, Visit, Way, check_statement
from mastery.store.journal import Journal
from mastery.verbs.present import edit, present


class Revised(NamedTuple):
    """A belief that changed."""

    old: Model
    new: Model
    """What is believed instead."""


def standing_of(journal: Journal, model: Model) -> Standing:
    """Where a model stands now. Raises MasteryError for one that was deleted in the meantime."""
    model = present(journal, model)
    return next(found for one, found in journal.models() if one.id == model.id)


def write_model(
    journal: Journal, statement: str, confidence: int, *, about: str = "", why: str = "", goals: Iterable[Goal] = (),
    entry: Entry | None = None,
) -> Model:  # fmt: skip
    """Adds a model; `confidence` is 0–100, `entry` the one it comes from.

    Raises BadInput for no statement, several lines, another confidence, or the statement of another model.
    """
    made = new_model(
        statement,
        confidence,
        journal.now(),
        about=about.strip(),
        why=why.strip(),
        goals=tuple(dict.fromkeys(goal.id for goal in goals)),
        origin=entry.id if entry else "",
    )
    journal.add(made)
    return made


def edit_model(journal: Journal, old: Model, new: Model) -> Model:
    """Changes the wording, the area or the goals of a model; `old` is the version on which the edit started.

    Raises BadInput for no statement, several lines, or the statement of another model.
    """
    return edit(journal, old, msgspec.structs.replace(new, statement=check_statement(new.statement)))


def delete_model(journal: Journal, model: Model) -> None:
    """Moves a model to the trash."""
    journal.delete(present(journal, model))


def climb(
    journal: Journal, model: Model, rungs: Mapping[str, str], *, leap: str = "", other: str = "", way: Way = "up"
) -> Climb:
    """Climbs the ladder of inference; `rungs` has the texts by the names in RUNGS.

    `leap` is the rung that the riskiest leap goes up to, `other` another reading of the same data. Raises MasteryError
    for a model that has ended, BadInput if all rungs are empty.
    """
    made = new_climb(check_open(present(journal, model)), rungs, leap, other, way, journal.now())
    journal.act("climb", made=[made])
    return made


def add_evidence(
    journal: Journal, model: Model, side: Side, weight: int, text: str, *, entry: Entry | None = None
) -> Evidence:
    """Adds evidence for or against a model; `weight` is 1–3, `entry` the one it comes from.

    Raises MasteryError for a model that has ended, BadInput for an empty text or another weight.
    """
    model = check_open(present(journal, model))
    made = new_evidence(model, side, weight, text, journal.now(), entry.id if entry else "")
    journal.act("evidence", made=[made])
    return made


def revisit(
    journal: Journal, model: Model, still: Still, confidence: int, *, why: str = "", change: str = "",
    differently: str = "",
) -> Visit:  # fmt: skip
    """Revisits a model: whether it is still so, and how sure now, 0–100.

    `change` is what would change my mind, `differently` what I will do differently under the same belief. Raises
    MasteryError for a model that has ended; BadInput for another confidence, and for a shaken model that is still
    believed without anything to be done differently.
    """
    model = present(journal, model)
    found = standing_of(journal, model)
    made = new_visit(
        model, found, still, confidence, journal.now(), why=why, change=change, differently=differently
    )  # fmt: skip
    journal.act("visit", made=[made])
    return made


def revise(journal: Journal, model: Model, statement: str, confidence: int | None = None, *, why: str = "") -> Revised:
    """Replaces a model with another belief (double-loop), with the old one's confidence unless given.

    Raises MasteryError for a model that has ended; BadInput if the statement is empty, has several lines, or is that of
    this model or another.
    """
    model = present(journal, model)
    if confidence is None:
        confidence = standing_of(journal, model).confidence
    old, new = revised(model, statement, confidence, why, journal.now())
    journal.act("revise", edited=[(model, old)], made=[new])
    return Revised(old, new)


def retire(journal: Journal, model: Model, why: str = "") -> Model:
    """Retires a model that no longer matters; it stays for reference. Raises MasteryError for one that has ended."""
    model = present(journal, model)
    retired = ended(model, "retired", journal.today(), why)
    journal.act("retire", edited=[(model, retired)])
    return retired
