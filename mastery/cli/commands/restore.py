"""`mastery restore`: entries back from the trash."""

from __future__ import annotations

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.entries import naming
from mastery.cli.printing.output import show
from mastery.core.base.phrases import count

SECTION, PLACE = "Change", 30


@click.command("restore")
@click.argument("refs", nargs=-1, required=True, metavar="REF…")
@pass_context
def command(context: Context, refs: tuple[str, ...]) -> None:
    """Bring entries back from the trash.

    `mastery list --trash` shows what is there; "last" is what was deleted last.

    \b
    Example:
      mastery restore k7w2mq
    """
    from mastery.verbs import writing

    journal = context.journal()
    found = writing.restore(journal, [journal.find(ref, trash=True) for ref in refs])
    what = naming(found[0], journal.short(found[0].id)) if len(found) == 1 else count(len(found), "entry", "entries")
    show(f"Brought {what} back. To put it in the trash again: mastery undo")
