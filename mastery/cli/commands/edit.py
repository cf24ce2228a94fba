"""`mastery edit`: an entry in the person's editor."""

from __future__ import annotations

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.entries import naming
from mastery.cli.printing.output import say, show
from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.phrases import iso_day
from mastery.core.base.records import Entry

SECTION, PLACE = "Change", 10


@click.command("edit")
@click.option("--draft", is_flag=True, help="Take up the newest text that was not kept.")
@click.argument("ref", required=False)
@pass_context
def command(context: Context, ref: str | None, draft: bool) -> None:
    """Edit an entry in your editor ($VISUAL or $EDITOR).

    The lines between --- at the top hold date, kind, star, tags, mood, and whether mentors may see it; below is the
    text. REF is the short id that `mastery list` prints; the last entry unless given. When the editor fails, nothing is
    lost: the message says where your text is, and --draft takes it up again.

    \b
    Examples:
      mastery edit
      mastery edit k7w2mq
    """
    if draft and ref:
        raise BadInput("--draft takes the newest draft: leave out the entry's id.")
    if draft:
        _take_up(context)
    else:
        from mastery.core.writing.editing import to_editing

        entry = context.journal().find(ref or "last")
        _edit(context, entry, context.journal().new_draft_key(entry.id), to_editing(entry))


def _edit(context: Context, entry: Entry, key: str, text: str | None) -> None:
    from mastery.cli.editor import edit_text
    from mastery.core.writing.editing import from_editing, meanwhile_text
    from mastery.verbs.writing import Edited, edit_entry

    journal = context.journal()

    def save(after: str) -> Edited:
        return edit_entry(journal, entry, from_editing(after, entry, context.now()))

    new, meanwhile = edit_text(context, key, text, save)
    name = naming(new, journal.short(new.id))
    show(f"{name} is as it was." if new == entry else f"Changed {name}. To take it back: mastery undo")
    if meanwhile:
        say(meanwhile_text(meanwhile, "mastery undo"))


def _take_up(context: Context) -> None:
    from mastery.cli.editor import edit_text
    from mastery.core.writing.editing import new_from_editing
    from mastery.verbs.writing import Written, drafted_entry, write

    journal = context.journal()
    left = journal.drafts()
    if not left:
        raise MasteryError("There is no draft.")
    key = left[0].key
    entry = drafted_entry(journal, key)
    if entry is not None:
        _edit(context, entry, key, None)
        return

    def save(after: str) -> tuple[Written, str]:
        new = new_from_editing(after, context.now())
        return write(journal, new.entry), new.unclear

    (new, predicted), unclear = edit_text(context, key, None, save)
    short = journal.short(new.id)
    show(f"Kept {naming(new, short)}.")
    if predicted is not None:
        show(f"Its prediction is due {iso_day(predicted.by)}.")
    if unclear:
        say(f"{unclear} To change that: mastery edit {short}")
