"""`mastery feedback`: what mentors answer, kept beside what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, pass_context, standard_input
from mastery.cli.finding import find_mentor, ids_option, numbered, short_ids
from mastery.cli.groups import OrderedGroup
from mastery.cli.printing.output import DIM, PLAIN, Column, one_line, records_json, say, show, table
from mastery.core.base.errors import BadInput
from mastery.core.base.phrases import count

if TYPE_CHECKING:
    from mastery.core.sharing.feedback import Feedback, How
    from mastery.core.sharing.mentors import Mentor

SECTION, PLACE = "Share", 30


@click.group("feedback", cls=OrderedGroup, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """What mentors answered, beside what it is about.

    \b
    Examples:
      mastery feedback add --from reply.eml
      mastery feedback show
      mastery feedback keep 2 --as commitment
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@command.command("add")
@click.option("--from", "path", required=True, metavar="FILE | -", help="The reply: a mail (.eml), text or Markdown.")
@click.option(
    "--mentor", "name", metavar="NAME", help="Whose it is; the mail's sender, or the only mentor, unless given."
)
@pass_context
def add(context: Context, path: str, name: str | None) -> None:
    """Take a reply in.

    What it quotes is matched with the entries, goals and mental models of the last summary to that mentor; the rest
    belongs to the summary.

    \b
    Examples:
      mastery feedback add --from reply.eml
      mastery feedback add --from - --mentor ana
    """
    from mastery.core.sharing.feedback import MOST, read_reply, taken_in_text
    from mastery.host.files import named, read_bytes
    from mastery.verbs.feedback import add_feedback

    reply = read_reply(standard_input() if path == "-" else read_bytes(named(path), MOST))
    of = find_mentor(context, name) if name else _sender(context, reply.sender)
    made = add_feedback(context.journal(), reply.text, of)
    show(f"{one_line(taken_in_text(made.remarks, of.name))}.")
    say("To read it: mastery feedback show")


def _sender(context: Context, address: str) -> Mentor:
    """The mentor of an address; the only one there is where nothing speaks against it. Raises BadInput for none."""
    from mastery.core.base.addresses import same
    from mastery.core.sharing.mentors import Mentor

    mentors = context.journal().records(Mentor)
    of = [one for one in mentors if address and same(one.email, address)]
    if not of and not (address and any(one.email for one in mentors)):
        of = mentors
    if len(of) != 1:
        said = f"No mentor has the address {address}" if address else "The reply does not say whose it is"
        raise BadInput(f"{said}: name one with --mentor NAME.")
    return of[0]


@command.command("list")
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table")
@ids_option
@pass_context
def list_(context: Context, form: str, ids: bool) -> None:
    """List the feedback, the newest first.

    \b
    Example:
      mastery feedback list
    """
    found = _newest_first(context)
    if form == "json":
        show(records_json(found))
        return
    if not found:
        say("No feedback yet. To take a reply in: mastery feedback add --from FILE")
        return
    rows = [
        (str(number), str(one.day), one.name, count(len(one.remarks), "remark")) for number, one in enumerate(found, 1)
    ]
    show(table(rows, (DIM, PLAIN, Column({"bold": True}), PLAIN), ids=short_ids(found, ids)))


@command.command("show")
@click.argument("number", default="1")
@pass_context
def show_(context: Context, number: str) -> None:
    """Show feedback whole, with what it quotes: the newest, or the one with this number or short id from `list`.

    \b
    Examples:
      mastery feedback show
      mastery feedback show 2
    """
    from mastery.cli.printing.pages import face_of, page_text
    from mastery.core.pages.feedback import feedback_sections
    from mastery.verbs.pages.feedback import reply_facts

    one = _numbered(context, number)
    journal = context.journal()
    show(page_text(feedback_sections(one, reply_facts(journal, one), face_of(journal.today())), journal.short))


@command.command("keep")
@click.argument("remark", type=click.IntRange(min=1))
@click.option("--as", "how", required=True, type=click.Choice(("entry", "evidence", "commitment")), help="What of it.")
@click.option("--of", "number", metavar="NUMBER", default="1", help="Its number or short id; the newest unless given.")
@click.option("--model", "name", metavar="NAME", help="The mental model on which it is evidence.")
@click.option("--against", is_flag=True, help="It speaks against the model, not for it.")
@click.option("--weight", type=int, default=1, show_default=True, help="Of the evidence: 1, 2 or 3.")
@pass_context
def keep(
    context: Context, remark: int, how: How, number: str, name: str | None, against: bool, weight: int
) -> None:  # fmt: skip
    """Make something of a remark: an entry, evidence on a mental model, or a commitment.

    REMARK is the number that `show` puts before it. A commitment is asked about by the next review of a week.

    \b
    Examples:
      mastery feedback keep 1 --as entry
      mastery feedback keep 2 --as evidence --model meetings --against
      mastery feedback keep 3 --as commitment --of 2
    """
    from mastery.verbs.feedback import save_as_commitment, save_as_entry, save_as_evidence

    one, journal = _numbered(context, number), context.journal()
    if remark > len(one.remarks):
        raise BadInput(f"There is no remark {remark}: `mastery feedback show {number}` shows {len(one.remarks)}.")
    if (how == "evidence") != (name is not None):
        raise BadInput("Evidence is on a mental model, and nothing else is: --as evidence --model NAME.")
    if how == "entry":
        made = save_as_entry(journal, one, remark - 1)
        show(f"Kept as an entry ({journal.short(made.id)}): {one_line(made.title)}")
    elif name is not None:
        from mastery.cli.finding import find_model

        model = find_model(context, name)
        save_as_evidence(journal, one, remark - 1, model, "against" if against else "for", weight)
        show(f"Kept as evidence {'against' if against else 'for'}: {one_line(model.statement)}")
    else:
        said = save_as_commitment(journal, one, remark - 1)
        show(f"Promised: {one_line(said)}. The next review of a week asks about it.")
    say("To take it back: mastery undo")


def _numbered(context: Context, number: str) -> Feedback:
    """The feedback with a number or short id that `list` shows. Raises BadInput if there is none."""
    found = _newest_first(context)
    if not found:
        raise BadInput("No feedback yet. To take a reply in: mastery feedback add --from FILE")
    return numbered(number, found, "mastery feedback list")


def _newest_first(context: Context) -> list[Feedback]:
    from mastery.core.sharing.feedback import Feedback

    return context.journal().records(Feedback)[::-1]
