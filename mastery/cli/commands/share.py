"""`mastery share`: the summary for a mentor, exactly what was chosen and nothing more."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from mastery.cli.commands.mentor import find_mentor
from mastery.cli.context import Context, pass_context
from mastery.cli.learning import day_of
from mastery.cli.output import say
from mastery.core.errors import BadInput, MasteryError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from mastery.core.mentors import Mentor
    from mastery.core.summary import Part

SECTION, PLACE = "Share", 20

FORMATS = ("md", "html", "text", "eml")


@click.command("share")
@click.argument("mentor", metavar="MENTOR")
@click.option("--from", "since", metavar="DATE", help="The first day; by the mentor's rhythm unless given.")
@click.option("--to", "until", metavar="DATE", help="The last day; today unless given.")
@click.option("--note", metavar="TEXT", help="A note of yours, at the beginning.")
@click.option(
    "--ask", "questions", multiple=True, metavar="QUESTION", help="A question to them; may be given several times."
)
@click.option("--without", multiple=True, metavar="PART", help="Leave a part out.")
@click.option("--first", multiple=True, metavar="PART", help="Put this part first; given again, the next.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="md",
    show_default=True,
    help="html is one file to read and print; eml a mail that your mail program opens as a draft.",
)
@click.option("-o", "--output", metavar="FILE", help="Write it to this file, instead of standard output.")
@click.option("--force", is_flag=True, help="Replace the file.")
@pass_context
def command(
    context: Context, /, mentor: str, since: str | None, until: str | None, note: str | None,
    questions: tuple[str, ...], without: tuple[str, ...], first: tuple[str, ...], form: str, output: str | None,
    force: bool,
) -> None:  # fmt: skip
    """Make a summary for a mentor, of what they may see.

    It holds goals and their tension, practices, and those entries that are marked as shareable and lie in the mentor's
    scope; nothing else. Parts: note, goals, practices, reflections, lessons, beliefs, predictions, questions. Nothing
    leaves this machine.

    \b
    Examples:
      mastery share ana
      mastery share ana --from 2026-11-01 --ask "What would you do in my place?" --format html -o ana.html
      mastery share ana --without predictions --first questions --format eml -o ana.eml
    """
    from mastery.core.summary import PARTS, arranged, parts, summary_title
    from mastery.store.summaries import seen_by, usual_days

    for one in (*without, *first):
        if one not in PARTS:
            raise BadInput(f"There is no part {one!r}. There are: {', '.join(PARTS)}.")
    to = find_mentor(context, mentor)
    begin, end = usual_days(to, context.journal().today())
    end = day_of(context, until) or end
    begin = day_of(context, since) or min(begin, end)
    if begin > end:
        raise BadInput(f"--from {begin} comes after --to {end}: swap them.")
    found = seen_by(context.journal(), to, begin, end)
    asked = "\n".join(f"- {one}" for one in questions)
    kept = arranged(parts(found, note=note or "", questions=asked), first, without)
    if not kept:
        raise MasteryError(
            f"There is nothing that {to.name} may see of {begin} to {end}: name goals or tags (mastery mentor edit), "
            "and mark entries as shareable (mastery log --shareable, mastery edit)."
        )
    _write(context, _made(form, summary_title("", found), kept, to, context.clock.now()), output, force)


def _made(form: str, title: str, found: Sequence[Part], to: Mentor, now: dt.datetime) -> bytes:
    """The summary in a format."""
    if form == "md":
        from mastery.core.summary import markdown

        return markdown(title, found).encode()
    if form == "html":
        from mastery.core.summary_html import summary_html

        return summary_html(title, found).encode()
    from mastery.core.summary_mail import mail, plain_text

    return plain_text(title, found).encode() if form == "text" else mail(title, found, to.email, now)


def _write(context: Context, data: bytes, output: str | None, force: bool) -> None:
    if output is None or output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from pathlib import Path

    from mastery.store.files import write_private

    path = Path(output).expanduser()
    write_private(path, data, replace=force)
    say(f"Wrote the summary to {path}. Nothing was sent.")
