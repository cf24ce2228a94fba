"""`mastery streak`: how practices were kept, and why a streak is what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.finding import by_title, find_practice
from mastery.cli.printing.output import line_width, say, show

if TYPE_CHECKING:
    from mastery.core.practices.practice import TrackedPractice
    from mastery.store.journal import Journal

SECTION, PLACE = "Learn", 40


@click.command("streak")
@click.argument("name", nargs=-1)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
@pass_context
def command(context: Context, name: tuple[str, ...], form: str) -> None:
    """Show streaks: of all practices, or of one with its reasons.

    A streak counts due days, weeks or months kept in a row. Strength, 0 to 100, is slower and more forgiving: a missed
    day dents it and does not erase it. Journaling is a practice that everyone has; `mastery config journaling no`
    switches it off.

    \b
    Examples:
      mastery streak
      mastery streak guitar
      mastery streak --format json
    """
    from mastery.cli.printing.practices import practices_json, practices_table
    from mastery.core.practices.practice import JOURNALING, has_ended

    journal = context.journal()
    found, today = journal.practices(), journal.today()
    if name:
        ref = " ".join(name).casefold()
        writing = [one for one in found if one.is_journaling and JOURNALING.startswith(ref)]
        one = writing[0] if writing else by_title(found, find_practice(context, ref))
        show(practices_json([one]) if form == "json" else _reasons(journal, one))
        return
    going = [one for one in found if not has_ended(one.practice, today)]
    show(practices_json(going) if form == "json" else practices_table(going, today, line_width()))
    if not going:
        say(
            "No streaks yet. Write an entry (mastery log TEXT) or begin a practice (mastery practice add Guitar daily)."
        )


def _reasons(journal: Journal, one: TrackedPractice) -> str:
    """Why the streak is what it is."""
    from mastery.cli.printing.pages import face_of, page_text
    from mastery.core.pages.practice import practice_sections

    return page_text(practice_sections(one, face_of(journal.today())), journal.short)
