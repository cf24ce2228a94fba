"""`mastery undo`: takes the last change back."""

from __future__ import annotations

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.output import show

SECTION, PLACE = "Change", 40


@click.command("undo")
@pass_context
def command(context: Context) -> None:
    """Take the last change back; again for the one before it.

    A new entry, an edit, a delete or a restore, a whole import: each is one change.

    \b
    Example:
      mastery undo
    """
    show(context.journal().undo())
