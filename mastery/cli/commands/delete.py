"""`mastery delete`: entries into the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.entries import naming
from mastery.cli.printing.output import show
from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.phrases import count

if TYPE_CHECKING:
    from mastery.store.journal import Journal

SECTION, PLACE = "Change", 20


@click.command("delete")
@click.option("--draft", is_flag=True, help="The newest text that was not kept, instead of an entry.")
@click.argument("refs", nargs=-1, metavar="REF…")
@pass_context
def command(context: Context, refs: tuple[str, ...], draft: bool) -> None:
    """Put entries in the trash; nothing is gone for good.

    REF is the short id that `mastery list` prints, or "last".

    \b
    Examples:
      mastery delete k7w2mq
      mastery delete k7w2mq p2x9fa
    """
    if bool(refs) == draft:
        raise BadInput("Say which: `mastery delete last`, or the short id that `mastery list` prints, or --draft.")
    journal = context.journal()
    if draft:
        _discard_draft(journal)
        return
    from mastery.verbs.writing import delete

    found = delete(journal, map(journal.find, refs))
    what = naming(found[0], journal.short(found[0].id)) if len(found) == 1 else count(len(found), "entry", "entries")
    show(f"Put {what} in the trash. To take it back: mastery undo")


def _discard_draft(journal: Journal) -> None:
    from mastery.verbs.writing import discard_draft

    left = journal.drafts()
    if not left:
        raise MasteryError("There is no draft.")
    entry = discard_draft(journal, left[0])
    show(f"Put the draft in the trash. To bring it back: mastery restore {journal.short(entry.id)}")
