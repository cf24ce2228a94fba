"""Editing a draft in the person's own editor: whatever it does, the text stays on disk until it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from mastery.cli.context import Context, input_is_terminal
from mastery.core.base.errors import BadInput, MasteryError

if TYPE_CHECKING:
    from pathlib import Path

    from mastery.store.journal import Journal

T = TypeVar("T")


class EditorFailed(MasteryError):
    """The editor could not be run, or said that it failed."""


def edit_text(
    context: Context,
    key: str,
    text: str | None,
    save: Callable[[str], T],
    *,
    blank: bool = False,
    again: str = "mastery edit --draft",
) -> T:
    """Opens the editor on the draft `key`, passes the edited text to `save`, and returns its result.

    `text` is what the draft begins with; None opens the draft as it is. With `blank`, an unchanged text counts as
    nothing to save. `again` is the command that resumes the draft. The draft is removed only once `save` has succeeded.
    Raises MasteryError when the editor fails or leaves nothing, or `save` fails; it names the draft's file if that
    holds anything the person wrote.
    """
    from mastery.host.opening import editor_command

    arguments = editor_command(context.settings.editor, has_terminal=input_is_terminal())
    journal = context.journal()
    taken_up = journal.read_draft(key) if text is None else ""
    path = journal.draft_path(key) if text is None else journal.save_draft(key, text)
    try:
        _run(arguments, path)
        result = _saved(journal.read_draft(key), save, text if blank else None)
    except MasteryError as error:
        if taken_up and isinstance(error, EditorFailed) and not _holds_something(journal, key, None):
            journal.save_draft(key, taken_up)
        if not _holds_something(journal, key, text):
            journal.drop_draft(key)
            raise
        journal.leave_draft(key)
        where = f"Your text is in {path}; take it up again with: {again}"
        raise type(error)(f"{error} {where}") from None
    except BaseException:
        journal.leave_draft(key)
        raise
    journal.drop_draft(key)
    return result


def _holds_something(journal: Journal, key: str, before: str | None) -> bool:
    try:
        after = journal.read_draft(key)
    except MasteryError:
        return False  # the editor removed the file
    return bool(after.strip()) and (before is None or after.strip() != before.strip())


def _saved(text: str, save: Callable[[str], T], blank: str | None) -> T:
    if blank is not None and text.strip() in ("", blank.strip()):
        raise MasteryError("Nothing was written, so nothing was kept.")
    if not text.strip():
        raise BadInput("The editor left an empty file, so nothing was changed. To remove an entry: mastery delete")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput("The editor left bytes that are no UTF-8 text.") from None
    try:
        return save(text)
    except OSError as error:
        raise MasteryError(f"It could not be kept: {error.strerror or error}.") from error


def _run(arguments: list[str], path: Path) -> None:
    import subprocess

    name = arguments[0]
    try:
        code = subprocess.run([*arguments, str(path)], check=False).returncode
    except FileNotFoundError:
        raise EditorFailed(f"The editor {name!r} was not found. Set $EDITOR to one that is there.") from None
    except OSError as error:
        raise EditorFailed(f"The editor {name!r} could not be started: {error.strerror}.") from None
    if code:
        raise EditorFailed(f"The editor {name!r} ended with exit code {code}, so nothing was changed.")
