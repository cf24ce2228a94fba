"""`mastery feedback`: what mentors answer, kept beside what it is about."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from mastery.cli.commands.mentor import find_mentor
from mastery.cli.context import Context, pass_context
from mastery.cli.learning import OrderedGroup
from mastery.cli.output import DIM, PLAIN, Column, clean, count, say, show, table
from mastery.core.errors import BadInput

if TYPE_CHECKING:
    from mastery.core.feedback import Feedback
    from mastery.core.mentors import Mentor

SECTION, PLACE = "Share", 30


@click.group("feedback", cls=OrderedGroup, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """What mentors answered, beside what it is about.

    \b
    Examples:
      mastery feedback add --from reply.eml
      mastery feedback show
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@command.command("add")
@click.option("--from", "path", required=True, metavar="FILE | -", help="The reply: a mail (.eml), text or Markdown.")
@click.option("--mentor", "name", metavar="NAME", help="Whose it is; by the mail's sender unless given.")
@pass_context
def add(context: Context, path: str, name: str | None) -> None:
    """Take a reply in.

    What it quotes is matched with the entries and goals of the last summary to that mentor; the rest belongs to the
    summary.

    \b
    Examples:
      mastery feedback add --from reply.eml
      mastery feedback add --from - --mentor ana
    """
    from pathlib import Path

    from mastery.core.feedback import new_feedback, read_reply
    from mastery.core.goals import Goal
    from mastery.core.records import Entry
    from mastery.core.summaries import Summary
    from mastery.store.files import read_bytes

    reply = read_reply(sys.stdin.buffer.read() if path == "-" else read_bytes(Path(path).expanduser()))
    journal = context.journal()
    of = find_mentor(context, name) if name else _sender(context, reply.sender)
    summary = next((one for one in reversed(journal.records(Summary)) if one.mentor == of.id), None)
    found = [journal.get(Entry, one) for one in summary.entries] if summary else []
    entries = [one for one in found if one is not None]
    goals = [one for one in journal.records(Goal) if summary and one.id in summary.goals]
    made = new_feedback(reply.text, of, summary, entries, goals, context.clock, journal.today())
    journal.act("feedback", made=[made])
    about = sum(bool(one.about) for one in made.remarks)
    click.echo(f"Kept {count(len(made.remarks), 'remark')} of {clean(of.name)}, {about} beside what they quote.")
    say("To read it: mastery feedback show")


def _sender(context: Context, address: str) -> Mentor:
    """The mentor of an address. Raises BadInput where none has it."""
    from mastery.core.mentors import Mentor

    of = [one for one in context.journal().records(Mentor) if address and one.email.casefold() == address]
    if len(of) != 1:
        said = f"No mentor has the address {address}" if address else "The reply does not say whose it is"
        raise BadInput(f"{said}: name one with --mentor NAME.")
    return of[0]


@command.command("list")
@pass_context
def list_(context: Context) -> None:
    """List the feedback, the newest first.

    \b
    Example:
      mastery feedback list
    """
    found = _newest_first(context)
    if not found:
        say("No feedback yet. To take a reply in: mastery feedback add --from FILE")
        return
    rows = [
        (str(number), str(one.day), clean(one.name), count(len(one.remarks), "remark"))
        for number, one in enumerate(found, 1)
    ]
    show(table(rows, (DIM, PLAIN, Column({"bold": True}), PLAIN)))


@command.command("show")
@click.argument("number", type=click.IntRange(min=1), default=1)
@pass_context
def show_(context: Context, number: int) -> None:
    """Show feedback whole, with what it quotes: the newest, or the one of a number that `list` shows.

    \b
    Examples:
      mastery feedback show
      mastery feedback show 2
    """
    from mastery.core.goals import Goal
    from mastery.core.records import Entry

    found = _newest_first(context)
    if number > len(found):
        raise BadInput(f"There is no number {number}: `mastery feedback list` shows {len(found)}.")
    one, journal = found[number - 1], context.journal()
    goals = {goal.id: goal.title for goal in journal.records(Goal)}
    lines = [click.style(f"{clean(one.name)}, {one.day}", bold=True)]
    for remark in one.remarks:
        entry = journal.get(Entry, remark.about) if remark.about and remark.about not in goals else None
        about = goals.get(remark.about) or (f"{entry.title or 'untitled'} ({journal.short(entry.id)})" if entry else "")
        lines += ["", click.style(f"On {clean(about)}" if about else "On the summary", fg="cyan")]
        lines += [click.style(f"> {clean(line)}", dim=True) for line in remark.quote.split("\n") if line]
        lines.append(clean(remark.text))
    show("\n".join(lines))


def _newest_first(context: Context) -> list[Feedback]:
    from mastery.core.feedback import Feedback

    return context.journal().records(Feedback)[::-1]
