"""`mastery restore-backup`: the journal as it was in a backup."""

from __future__ import annotations

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.output import say, show
from mastery.core.base.phrases import count

SECTION, PLACE = "Look after", 20


@click.command("restore-backup")
@click.argument("name", required=False)
@pass_context
def command(context: Context, name: str | None) -> None:
    """Go back to a backup, the newest unless named.

    What was written since goes to the trash, and undo takes the whole step back. The beginning of the name that
    `mastery backup --list` prints is enough.

    \b
    Example:
      mastery restore-backup 2026-11-20
    """
    done = context.journal().restore_backup(name)
    if done.damaged:
        say(f"{count(done.damaged, 'record')} in the backup cannot be read, so nothing of that changed in the journal.")
    if not (done.restored or done.trashed):
        show("The journal is as it was in that backup; nothing changed.")
        return
    restored, trashed = count(done.restored, "record"), count(done.trashed, "record")
    show(f"{restored} brought back, {trashed} put in the trash. To take it back: mastery undo")
