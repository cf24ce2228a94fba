"""`mastery tags`: the tags and how many entries have each."""

from __future__ import annotations

from typing import Any

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.filters import CountingCommand, filters, query_of
from mastery.cli.printing.entries import tag_text
from mastery.cli.printing.output import PLAIN, Column, say, show, table

SECTION, PLACE = "Read", 50

FORMATS = ("table", "json", "csv")


@click.command("tags", cls=CountingCommand)
@filters
@click.option("--by-name", is_flag=True, help="Sorted by name, instead of the most used first.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="How to print them.")
@pass_context
def command(context: Context, /, by_name: bool, form: str, **options: Any) -> None:
    """List the tags, the most used first.

    \b
    Examples:
      mastery tags
      mastery tags --from 2026-01-01
    """
    from collections import Counter

    from mastery.core.writing.query import select

    journal = context.journal()
    entries = select(journal.entries(), query_of(context, **options))
    counts = Counter(tag for entry in entries for tag in entry.tags)
    rows = sorted(counts.items(), key=lambda one: (one[0].lstrip("@") if by_name else -one[1], one[0]))
    show(_printed(rows, form))
    if not rows:
        say("No tags. A #word or @name in an entry is one.")


def _printed(rows: list[tuple[str, int]], form: str) -> str:
    if form == "json":
        import json

        return json.dumps([{"tag": tag, "entries": number} for tag, number in rows], ensure_ascii=False, indent=2)
    if form == "csv":
        from mastery.exchange import csv_text

        return csv_text([("tag", "entries"), *((tag_text([tag]), number) for tag, number in rows)]).removesuffix("\n")
    return table([(f"{number:,}", tag_text([tag])) for tag, number in rows], (Column(right=True), PLAIN))
