"""`mastery demo`: a sample journal to look around in."""

from __future__ import annotations

import click

from mastery.cli.context import Context, output_is_terminal, pass_context
from mastery.cli.printing.output import say, show

SECTION, PLACE = "Set up", 6


@click.command("demo")
@click.option("--keep", "folder", metavar="FOLDER", help="Write it into this new folder, and do not open it.")
@pass_context
@click.pass_context
def command(ctx: click.Context, context: Context, folder: str | None) -> None:
    """Open a sample journal to look around in.

    Two years of somebody who learns Spanish, the guitar, and to lead meetings. It lies in a temporary folder and is
    thrown away at the end, whatever you do in it; your own journal is not touched. Where the output is no terminal, it
    prints `mastery today` of it.

    \b
    Examples:
      mastery demo
      mastery demo --keep sample
    """
    from mastery.verbs.sample import save_sample, temporary_sample

    if folder is not None:
        path, records = save_sample(folder, context.clock, context.settings)
        show(f"The sample journal is in {path}: {records:,} records. Open it: mastery --journal {path}")
        return
    with temporary_sample(context.clock, context.settings) as (journal, settings):
        sample = Context(clock=context.clock, settings=settings, interface=context.interface, journal=journal)
        if context.interface is not None and output_is_terminal():
            say(f"A sample journal, in {journal.path.parent} until you leave it.")
            context.interface(sample)
            say("The sample journal is gone. Your own: mastery")
        else:
            from mastery.cli.commands.today import command as today

            ctx.obj = sample
            ctx.invoke(today)
            say("That was a sample journal. To keep one to look around in: mastery demo --keep FOLDER")
