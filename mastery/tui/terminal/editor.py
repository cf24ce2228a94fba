"""Editing an entry in the person's own editor while the interface waits; the text is a draft on disk all the while."""

import contextlib
import subprocess
from typing import TYPE_CHECKING

from textual.app import App, SuspendNotSupported

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Entry
from mastery.core.writing.editing import from_editing, meanwhile_text, to_editing
from mastery.host.opening import editor_command
from mastery.verbs.writing import edit_entry

if TYPE_CHECKING:
    from mastery.store import Journal


def edit_outside(app: App[None], journal: "Journal", entry: Entry, setting: str | None) -> str:
    """Opens the editor on an entry, saves the result, and returns what was done.

    Raises MasteryError, naming the file with the text, if it cannot be saved as it stands.
    """
    command = editor_command(setting)
    key = journal.new_draft_key(entry.id)
    text = to_editing(entry)
    path = journal.save_draft(key, text)
    try:
        with app.suspend():
            failed = _ran(command, str(path))
    except SuspendNotSupported:
        journal.drop_draft(key)
        raise MasteryError("An editor cannot be opened in this terminal; e edits here.") from None
    written = journal.read_draft(key)
    if written == text:
        journal.drop_draft(key)
        if failed:
            raise MasteryError(f"{failed} The entry is as it was.")
        return "Nothing was changed."
    if failed:
        journal.leave_draft(key)
        raise MasteryError(f"{failed} What was written is kept in {path}.")
    try:
        saved = edit_entry(journal, entry, from_editing(written, entry, journal.now()))
    except MasteryError as error:
        journal.leave_draft(key)
        raise MasteryError(f"{error} The entry is as it was; what was written is kept in {path}.") from None
    journal.drop_draft(key)
    return "\n".join(filter(None, ["Saved. u takes it back.", meanwhile_text(saved.meanwhile, "u")]))


def _ran(command: list[str], path: str) -> str:
    """Runs the editor; returns what went wrong, or an empty text."""
    with contextlib.suppress(KeyboardInterrupt):
        try:
            code = subprocess.run([*command, path], check=False).returncode
        except OSError as error:
            return f"The editor {command[0]!r} cannot be started: {error.strerror or error}."
        return f"The editor {command[0]!r} ended with {code}." if code else ""
    return f"The editor {command[0]!r} was stopped."
