"""`mastery today`: the day at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.output import count, entry_table, long_day

SECTION, PLACE = "Read", 10


@click.command("today")
@pass_context
def command(context: Context) -> None:
    """Show today: the week, the days in a row, today's entries.

    \b
    Example:
      mastery today
    """
    from mastery.core.days import days_in_a_row, of_day, week_of

    journal = context.journal()
    today = journal.today()
    entries = journal.entries()
    days = {place.day for place in entries.places}
    row = days_in_a_row(days, today)
    lines = [click.style(long_day(today), bold=True), "", week_strip(week_of(today), days, today)]
    lines += ["", f"{count(row, 'day')} in a row." if row else "No days in a row yet: an entry today begins them."]
    todays = of_day(entries, today)
    lines += ["", entry_table(todays, journal.short) if todays else "No entry today. Write one: mastery log TEXT"]
    drafts = len(journal.drafts())
    if drafts:
        lines += ["", f"{count(drafts, 'draft')} not kept yet. Take up the newest: mastery edit --draft"]
    click.echo("\n".join(lines))


def week_strip(week: list[dt.date], days: Collection[dt.date], today: dt.date) -> str:
    """Two lines: the days of the week, below * for a day with entries, - for one without; [today]."""
    names = [f"[{day:%a}]" if day == today else f" {day:%a} " for day in week]
    marks = ["*" if day in days else " " if day > today else "-" for day in week]
    return "\n".join(("".join(names).rstrip(), "".join(f"  {one}  " for one in marks).rstrip()))
