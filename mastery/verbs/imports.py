"""What a person does with the records of another program or machine: check what they would share, and import them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mastery.core.base.records import Entry, Record
from mastery.core.goals.goal import Goal
from mastery.core.sharing.mentors import Mentor
from mastery.core.upkeep.importing import Imported, shown_text, untrusted, without_those_of_mentors
from mastery.store.journal import Journal


def bring_in(
    journal: Journal, records: Sequence[Record], extras: Mapping[str, Mapping[str, Any]], *, trust: bool,
    attachments: Mapping[str, bytes] | None = None, progress: Callable[[int], None] | None = None,
    dry_run: bool = False,
) -> Imported:  # fmt: skip
    """Adds the records that the journal does not have, as one act; `Journal.import_records` says which those are.

    Unless it is the person's own file (`trust`), it decides nothing about who sees what: entries come in as private,
    mentors with an empty scope and without fields that this version does not know. With `dry_run` nothing is added.
    """
    if not trust:
        extras = without_those_of_mentors(extras, records)
        records = untrusted(records)
    return journal.import_records(records, extras, attachments=attachments, progress=progress, dry_run=dry_run)


def sharing_text(journal: Journal, records: Sequence[Record], *, trust: bool) -> list[str]:
    """What the new records say about who sees what, a sentence each."""
    asked = [one for one in records if isinstance(one, Mentor) or (isinstance(one, Entry) and one.shareable)]
    new = [one for one in asked if (known := journal.get(type(one), one.id)) is None or known.deleted_by == "undo"]
    goals = [*journal.records(Goal), *(one for one in records if isinstance(one, Goal))]
    return shown_text(new, {one.id: one.title for one in goals}, trusted=trust)
