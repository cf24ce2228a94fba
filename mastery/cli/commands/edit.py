"""`mastery edit`: an entry in the person's editor."""

from __future__ import annotations

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.output import naming, show
from mastery.core.base.errors import BadInput, MasteryError
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
    from mastery.core.writing.editing import from_editing

    journal = context.journal()

    def keep(after: str) -> Entry:
        new = from_editing(after, entry, context.now())
        journal.change(entry, new)
        return new

    new = edit_text(context, key, text, keep)
    name = naming(new, journal.short(new.id))
    show(f"{name} is as it was." if new == entry else f"Changed {name}. To take it back: mastery undo")


def _take_up(context: Context) -> None:
    from mastery.cli.editor import edit_text
    from mastery.core.base.frontmatter import FENCE
    from mastery.core.writing.capture import make_entry, parse_capture
    from mastery.core.writing.editing import new_from_editing

    journal = context.journal()
    left = journal.drafts()
    if not left:
        raise MasteryError("There is no draft.")
    key = left[0].key
    entry_id = journal.draft_entry_id(key)
    if entry_id is not None:
        entry = journal.get(Entry, entry_id)
        if entry is not None and entry.deleted is None:
            return _edit(context, entry, key, None)

    def keep(after: str) -> Entry:
        now = context.now()
        if after.lstrip().startswith(FENCE):
            new = new_from_editing(after, now)
        else:
            new = make_entry(parse_capture(after, now.at), now)
        journal.add(new)
        return new

    new = edit_text(context, key, None, keep)
    show(f"Kept {naming(new, journal.short(new.id))}.")
    return None
