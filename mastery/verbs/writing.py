"""What a person does with entries: write, edit, star, delete, restore; and with drafts: resume, discard.

`mastery log` loads it, so what is heavy is imported where it is needed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from mastery.core.base.errors import BadInput
from mastery.core.base.records import Entry

if TYPE_CHECKING:
    from mastery.core.base.clock import Now
    from mastery.core.thinking.prediction import Prediction
    from mastery.core.writing.editing import Meanwhile
    from mastery.store.drafts import SavedDraft
    from mastery.store.journal import Journal


class Written(NamedTuple):
    """An entry that was written."""

    entry: Entry
    prediction: Prediction | None = None
    """The prediction that its text makes, as one from the template of a decision does."""


class Edited(NamedTuple):
    """An entry that was edited."""

    entry: Entry
    """As it is now."""
    meanwhile: Meanwhile = ""
    """What had happened to it elsewhere since the edit began. If it was deleted, it is back now; if its text was
    changed, undo brings that text back."""


def write(journal: Journal, entry: Entry) -> Written:
    """Saves a new entry, and the prediction that its text makes. The journal is not read for it.

    Raises BadInput if the prediction's probability or day cannot be understood; nothing is saved then.
    """
    prediction = _prediction_in(journal, entry)
    journal.add(entry, *([prediction] if prediction else []))
    return Written(entry, prediction)


def _prediction_in(journal: Journal, entry: Entry) -> Prediction | None:
    if "\n" not in entry.body:  # a decision has several lines; others need not load what reads them
        return None
    from mastery.core.thinking.acts import prediction_in

    return prediction_in(entry, journal.now())


def edit_entry(journal: Journal, old: Entry, new: Entry) -> Edited:
    """Sets the fields that differ between two versions of an entry; what else changed in the meantime stays.

    `old` is the version on which the edit started. An entry that was deleted in the meantime comes back, so that what
    was written is not lost. If nothing differs, nothing is done.
    """
    if new == old:
        return Edited(old)
    journal.refresh()
    now = journal.get(Entry, old.id) or old
    began = msgspec.structs.replace(old, deleted=now.deleted, deleted_by=now.deleted_by)
    journal.change(began, msgspec.structs.replace(new, deleted=None, deleted_by=""))
    edited = journal.get(Entry, old.id) or new
    if now.deleted is not None:
        return Edited(edited, "deleted")
    return Edited(edited, "changed" if now.text not in (old.text, new.text) else "")


def star(journal: Journal, entry: Entry, *, on: bool) -> Entry:
    """Stars an entry, or takes its star away. Raises MasteryError for one that was deleted in the meantime."""
    from mastery.verbs.present import present

    now = present(journal, entry)
    starred = msgspec.structs.replace(now, starred=on)
    journal.change(now, starred)
    return starred


def delete(journal: Journal, entries: Iterable[Entry]) -> list[Entry]:
    """Moves entries to the trash and returns them, each once.

    Raises MasteryError for one that was deleted in the meantime; the others stay then.
    """
    from mastery.verbs.present import present

    found = [present(journal, one) for one in _each_once(entries)]
    journal.delete(*found)
    return found


def restore(journal: Journal, entries: Iterable[Entry]) -> list[Entry]:
    """Brings entries back from the trash and returns them, each once."""
    found = _each_once(entries)
    journal.restore(*found)
    return found


def _each_once(entries: Iterable[Entry]) -> list[Entry]:
    return list({one.id: one for one in entries}.values())


def drafted_entry(journal: Journal, key: str) -> Entry | None:
    """The entry that a draft edits, in the trash or not; None for the draft of a new one."""
    entry_id = journal.draft_entry_id(key)
    return journal.get(Entry, entry_id) if entry_id else None


def discard_draft(journal: Journal, draft: SavedDraft) -> Entry:
    """Moves a draft to the trash, as an entry that can be brought back. Raises MasteryError; it stays a draft then."""
    entry = _entry_of(draft.text, journal.now())
    journal.add(entry)
    journal.delete(entry)
    journal.drop_draft(draft.key)
    return entry


def _entry_of(text: str, now: Now) -> Entry:
    """An entry of a draft's text: by its first lines where they can be read, else with all of it as text."""
    from mastery.core.base.frontmatter import FENCE
    from mastery.core.writing.capture import Draft, make_entry, split_title
    from mastery.core.writing.editing import new_from_editing

    if text.lstrip().startswith(FENCE):
        with contextlib.suppress(BadInput):
            return new_from_editing(text, now).entry
    title, body = split_title(text)
    return make_entry(Draft(title, body), now)
