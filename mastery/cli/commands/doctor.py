"""`mastery doctor`: checks the journal's folder, and mends it when asked."""

from __future__ import annotations

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.output import PLAIN, Column, say, show, table

SECTION, PLACE = "Look after", 30

WORDS = {"ok": "ok", "warn": "look", "bad": "BAD"}


@click.command("doctor")
@click.option("--mend", is_flag=True, help="Mend what is damaged; the damaged file is kept beside it.")
@pass_context
def command(context: Context, mend: bool) -> None:
    """Check the journal's folder and files. Exit code 1 where something is damaged.

    \b
    Examples:
      mastery doctor
      mastery doctor --mend
    """
    from mastery.store.doctor import examine
    from mastery.store.mending import mend as mended

    _, path = context.where()
    findings = mended(path, context.clock) if mend else examine(path, context.clock)
    rows = [(WORDS.get(one.level, one.level), one.text) for one in findings]
    show(table(rows, (Column({"bold": True}), PLAIN)))
    if any(one.level == "bad" for one in findings):
        if not mend:
            say("To mend it: mastery doctor --mend")
        raise click.exceptions.Exit(1)
