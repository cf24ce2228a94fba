"""`mastery done`: a practice was done."""

from __future__ import annotations

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.finding import by_title, find_practice
from mastery.cli.printing.output import one_line, say, show
from mastery.cli.terminal import style
from mastery.cli.typed import day_of, minutes_of
from mastery.core.base.errors import BadInput

SECTION, PLACE = "Learn", 30


@click.command("done")
@click.argument("name", nargs=-1, required=True)
@click.option("--minutes", metavar="TIME", help="How long: 30, 1h 15m. The practice's usual length unless given.")
@click.option("--note", default="", metavar="TEXT", help="A line on how it went.")
@click.option("--on", "day", metavar="DATE", help="The day it was done; today unless given.")
@pass_context
def command(context: Context, name: tuple[str, ...], minutes: str | None, note: str, day: str | None) -> None:
    """Check in: a practice was done.

    NAME is the beginning of its title, or of a word in it. Twice on one day adds the minutes and counts once.

    \b
    Examples:
      mastery done guitar
      mastery done guitar --minutes 30 --note "The barre chord, finally" --on yesterday
    """
    from mastery.core.practices.practice import JOURNALING, late_text, length_text, standing
    from mastery.verbs.practices import check_in

    journal = context.journal()
    if " ".join(name).casefold() == JOURNALING:
        raise BadInput("Journaling is kept by writing: mastery log TEXT")
    practice = find_practice(context, " ".join(name))
    made = check_in(journal, practice, minutes_of(minutes), note, on=day_of(context, day))
    today = journal.today()
    one = by_title(journal.practices(), practice)
    when = "" if made.day == today else f" on {made.day}"
    spent = f", {made.minutes} min" if made.minutes else ""
    total = one.marks[made.day].minutes
    spent += f", {total} min that day" if total > made.minutes else ""
    facts = [length_text(one.streak) if one.streak.current else "", late_text(one.streak), standing(one, today)]
    show(f"Done{when}: {style(one_line(practice.title), bold=True)}{spent}  {'; '.join(filter(None, facts))}")
    if made.late:
        say("It is more than 48 hours past, so it counts as late.")
    if made.day < practice.since:
        say(f"That is before its first day, {practice.since}: it is kept, and adds to no streak.")
