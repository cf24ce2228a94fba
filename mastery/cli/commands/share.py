"""`mastery share`: the summary for a mentor, exactly what was chosen and nothing more."""

from __future__ import annotations

import sys

import click

from mastery.cli.commands.mentor import find_mentor
from mastery.cli.context import Context, pass_context
from mastery.cli.learning import day_of
from mastery.cli.output import DIM, PLAIN, Column, clean, count, say, show, table
from mastery.core.errors import BadInput, MasteryError

SECTION, PLACE = "Share", 20

FORMATS = ("md", "html", "text", "eml")


@click.command("share")
@click.argument("mentor", metavar="[MENTOR]", required=False)
@click.option("--sent", is_flag=True, help="List what was sent, to this mentor or to all.")
@click.option("--show", "shown", metavar="NUMBER", type=click.IntRange(min=1), help="Show one of those again.")
@click.option("--send", "sending", is_flag=True, help="Mail it to them, through your own server.")
@click.option("--encrypt", is_flag=True, help="Encrypt it to the mentor's key, as age does.")
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
    context: Context, /, mentor: str | None, sent: bool, shown: int | None, encrypt: bool, since: str | None,
    until: str | None, note: str | None, questions: tuple[str, ...], without: tuple[str, ...], first: tuple[str, ...],
    form: str, output: str | None, force: bool, sending: bool,
) -> None:  # fmt: skip
    """Make a summary for a mentor, of what they may see.

    It holds goals and their tension, practices, and those entries that are marked as shareable and lie in the mentor's
    scope; nothing else. Parts: note, goals, practices, reflections, lessons, beliefs, predictions, questions. Nothing
    leaves this machine without --send; what is written to a file or mailed is kept as sent, and `mastery show` says so
    of each entry.

    \b
    Examples:
      mastery share ana
      mastery share ana --from 2026-11-01 --ask "What would you do in my place?" --format html -o ana.html
      mastery share ana --without predictions --first questions --format eml -o ana.eml
      mastery share ana --format html --encrypt -o ana.html.age
      mastery share ana --send
      mastery share --sent
    """
    if sent or shown:
        _sent(context, mentor, shown)
        return
    if mentor is None:
        raise BadInput("Say for whom: mastery share MENTOR. `mastery mentor list` shows who there is.")
    from mastery.core.summary import PARTS, arranged, parts, summary_title
    from mastery.store.sending import Ready, keep_sent, made, mailed, sealed_for
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
    ready = Ready(to, found, summary_title("", found), kept)
    journal, now = context.journal(), context.clock.now()
    if sending:
        if output:
            raise BadInput("--send mails it: leave --output out.")
        data = mailed(ready, context.settings.mail, now, encrypt=encrypt)
        keep_sent(journal, ready, data, "eml", is_sealed=encrypt)
        click.echo(f"Sent to {to.email}.")
        return
    data = made(ready, form, now)
    data = sealed_for(data, to) if encrypt else data
    if output is None or output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    _to_file(data, output, force)
    keep_sent(journal, ready, data, form, is_sealed=encrypt)


def _sent(context: Context, mentor: str | None, shown: int | None) -> None:
    """Lists what was sent, the newest first; or shows one of those again."""
    from mastery.core.summaries import Summary

    of = find_mentor(context, mentor).id if mentor else None
    sent = [one for one in reversed(context.journal().records(Summary)) if of in (None, one.mentor)]
    if shown is not None:
        if shown > len(sent):
            raise BadInput(
                f"There is no number {shown}: `mastery share --sent` shows {count(len(sent), 'summary', 'summaries')}."
            )
        show(sent[shown - 1].text.rstrip("\n"))
        return
    if not sent:
        say("Nothing was sent yet. To make a summary: mastery share MENTOR")
        return
    rows = [
        (
            str(number),
            f"{one.sent:%Y-%m-%d %H:%M}",
            clean(one.name),
            f"{one.since} to {one.until}",
            one.form + ", encrypted" * one.sealed,
            count(len(one.entries), "entry", "entries"),
            one.digest[:12],
        )
        for number, one in enumerate(sent, 1)
    ]
    show(table(rows, (DIM, PLAIN, Column({"bold": True}), PLAIN, PLAIN, PLAIN, DIM)))


def _to_file(data: bytes, output: str, force: bool) -> None:
    from pathlib import Path

    from mastery.store.files import write_private

    path = Path(output).expanduser()
    write_private(path, data, replace=force)
    say(f"Wrote the summary to {path}. It is kept as sent; sending it is yours.")
