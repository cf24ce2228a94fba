"""`mastery backup`: a dated copy of the journal."""

from __future__ import annotations

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.output import say, show

SECTION, PLACE = "Look after", 10


@click.command("backup")
@click.option("--list", "listing", is_flag=True, help="List the backups, the newest first.")
@pass_context
def command(context: Context, listing: bool) -> None:
    """Keep a dated copy of the journal.

    One is made every day the journal is used; the newest of 7 days, 5 weeks and 12 months are kept.

    \b
    Examples:
      mastery backup
      mastery backup --list
    """
    journal = context.journal()
    if not listing:
        show(f"Backed up to {journal.backup()}")
        return
    found = journal.backups()
    show("\n".join(path.stem for path in found))
    say("To go back to one: mastery restore-backup NAME" if found else "There is no backup yet.")
