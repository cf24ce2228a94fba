"""Records as they are now: other processes may have changed one since a screen or an editor read it."""

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import R, title_of
from mastery.store.journal import Journal


def present(journal: Journal, record: R) -> R:
    """The record as it is now, with what other processes wrote. Raises MasteryError for one that was deleted since."""
    journal.refresh()
    found = journal.get(type(record), record.id) or record
    if found.deleted is not None and record.deleted is None:
        name = f"“{title_of(record)}”" if title_of(record) else "It"
        raise MasteryError(f"{name} was deleted in the meantime. Undo brings it back.")
    return found


def edit(journal: Journal, old: R, new: R) -> R:
    """Sets the fields that differ between two versions of a record; what else changed in the meantime stays.

    `old` is the version on which the edit started. Returns the record as it is now. Raises MasteryError for one that
    was deleted since, BadInput for a name that another record has.
    """
    present(journal, old)
    journal.change(old, new)
    return journal.get(type(old), old.id) or new
