"""`mastery list`: entries as a table, JSON, Markdown or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.filters import CountingCommand, filters, query_of
from mastery.cli.printing.entries import FORMATS
from mastery.cli.printing.output import say, show

if TYPE_CHECKING:
    from mastery.store.journal import Journal

SECTION, PLACE = "Read", 20


@click.command("list", cls=CountingCommand)
@filters
@click.option("--trash", is_flag=True, help="Of the trash instead.")
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), default="table", help="How to print them.")
@pass_context
def command(context: Context, /, trash: bool, form: str, **options: Any) -> None:
    """List entries, the newest last.

    \b
    Examples:
      mastery list -3
      mastery list --from "last friday" --tag work
      mastery list --on 2026-11-20 --format json
    """
    from mastery.core.writing.query import select

    journal = context.journal()
    query = query_of(context, **options)
    found = select(journal.trash() if trash else journal.entries(), query)
    show(FORMATS[form](found, journal.short))
    if not found:
        say(_nothing(trash, journal))


def _nothing(trash: bool, journal: Journal) -> str:
    from mastery.core.upkeep.kinds import TABLES

    if trash:
        return "Nothing in the trash."
    if journal.backups() and not any(map(journal.documents, TABLES)):
        return "The journal has no records, but it has backups. To go back to the newest: mastery restore-backup"
    return "No entry fits." if journal.entries() else "The journal is empty. Write the first entry: mastery log TEXT"
