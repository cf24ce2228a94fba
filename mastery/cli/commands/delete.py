"""`mastery delete`: entries into the trash."""

from __future__ import annotations

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.output import count, naming

SECTION, PLACE = "Change", 20


@click.command("delete")
@click.argument("refs", nargs=-1, required=True, metavar="REF…")
@pass_context
def command(context: Context, refs: tuple[str, ...]) -> None:
    """Put entries in the trash; nothing is gone for good.

    REF is the short id that `mastery list` prints, or "last".

    \b
    Examples:
      mastery delete k7w2mq
      mastery delete k7w2mq p2x9fa
    """
    journal = context.journal()
    found = list({entry.id: entry for entry in map(journal.find, refs)}.values())
    journal.delete(*found)
    what = naming(found[0], journal.short(found[0].id)) if len(found) == 1 else count(len(found), "entry", "entries")
    click.echo(f"Put {what} in the trash. To take it back: mastery undo")
