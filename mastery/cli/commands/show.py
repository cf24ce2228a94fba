"""`mastery show`: entries to be read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.entries import entry_json, entry_markdown, entry_text
from mastery.cli.printing.output import show

if TYPE_CHECKING:
    from mastery.core.base.records import Entry
    from mastery.store.journal import Journal

SECTION, PLACE = "Read", 30

FORMATS = {"text": entry_text, "md": entry_markdown, "json": entry_json}


@click.command("show")
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), default="text", help="How to print them.")
@click.option("--trash", is_flag=True, help="Look in the trash.")
@click.argument("refs", nargs=-1, metavar="[REF]…")
@pass_context
def command(context: Context, refs: tuple[str, ...], form: str, trash: bool) -> None:
    """Show entries whole.

    REF is the short id that `mastery list` prints, or "last", which is meant when none is given.

    \b
    Examples:
      mastery show
      mastery show k7w2mq
    """
    journal = context.journal()
    found = [journal.find(ref, trash=trash) for ref in refs or ("last",)]
    if form == "text":
        show(entry_text(found, journal.short, lambda entry: _more(journal, entry)))
        return
    show(FORMATS[form](found, journal.short))


def _more(journal: Journal, entry: Entry) -> list[str]:
    """What else is known of it, a line each."""
    from mastery.core.goals.goal import Goal
    from mastery.core.sharing.feedback import Feedback
    from mastery.core.sharing.sent import Summary
    from mastery.core.thinking.cards import Card
    from mastery.core.thinking.model import Model
    from mastery.core.today.known import known

    records = journal.records
    return known(entry, records(Goal), records(Model), records(Card), records(Summary), records(Feedback))
