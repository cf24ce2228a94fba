"""`mastery share`: the summary for a mentor, exactly what was chosen and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from mastery.cli.context import Context, output_is_terminal, pass_context
from mastery.cli.finding import find_mentor, ids_option, numbered, short_ids
from mastery.cli.printing.output import DIM, PLAIN, Column, records_json, say, show, table
from mastery.cli.terminal import hand_to_clipboard, write_bytes
from mastery.cli.typed import day_of
from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.phrases import count

if TYPE_CHECKING:
    from mastery.core.base.names import Titled
    from mastery.core.sharing.mentors import Mentor
    from mastery.core.sharing.scope import Shared
    from mastery.core.sharing.summary import Plan
    from mastery.verbs.sending import Ready

SECTION, PLACE = "Share", 20

FORMATS = ("md", "html", "text", "eml", "json")


@click.command("share")
@click.argument("mentor", metavar="[MENTOR]", required=False)
@click.option("--sent", is_flag=True, help="List what was sent, to this mentor or to all.")
@click.option("--show", "shown", metavar="NUMBER", help="Show one of those again, by its number or short id.")
@ids_option
@click.option("--send", "sending", is_flag=True, help="Mail it to them, through your own server.")
@click.option("--copy", "copying", is_flag=True, help="Put it on the clipboard.")
@click.option("--open", "opening", is_flag=True, help="Open it in your mail program, as a draft to them.")
@click.option("--encrypt", is_flag=True, help="Encrypt it to the mentor's key, as age does.")
@click.option("--from", "since", metavar="DATE", help="The first day; by the mentor's rhythm unless given.")
@click.option("--to", "until", metavar="DATE", help="The last day; today unless given.")
@click.option("--note", metavar="TEXT", help="A note of yours, at the beginning.")
@click.option(
    "--ask", "questions", multiple=True, metavar="QUESTION", help="A question to them; may be given several times."
)
@click.option("--without", multiple=True, metavar="PART", help="Leave a part out, this once.")
@click.option("--first", multiple=True, metavar="PART", help="Put this part first, this once; given again, the next.")
@click.option(
    "--leave-out",
    multiple=True,
    metavar="REF",
    help="Leave out an entry or a part until you take it in again; may be given several times.",
)
@click.option("--take-in", multiple=True, metavar="REF", help="Take it back in; may be given several times.")
@click.option("--fresh", is_flag=True, help="Start over: discard what you wrote, left out and moved for this summary.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="As FILE ends unless given, else md; html is one file to read and print, eml a draft for your mail program; "
    "json is for --sent.",
)
@click.option("-o", "--output", metavar="FILE", help="Write it to this file, instead of standard output.")
@click.option("--force", is_flag=True, help="Replace the file.")
@pass_context
def command(
    context: Context, /, mentor: str | None, sent: bool, shown: str | None, ids: bool, sending: bool, copying: bool,
    opening: bool, encrypt: bool, form: str | None, output: str | None, force: bool, **options: Any,
) -> None:  # fmt: skip
    """Make a summary for a mentor, of what they may see.

    It holds goals and their tension, practices, and those entries that are marked as shareable and lie in the mentor's
    scope; nothing else. Parts: note, goals, practices, reflections, lessons, beliefs, predictions, feedback, questions.
    Nothing leaves this machine without --send; what is written to a file, copied, opened or mailed is kept as sent, and
    `mastery show` says so of each entry.

    There is one plan of the next summary, shared with the Share screen: the note, the questions, the days, the order of
    the parts, and what is left out. --leave-out and --take-in change it, by an entry's short id or title, or the name
    of a part; --fresh discards it. All other options are for this one command.

    \b
    Examples:
      mastery share ana
      mastery share ana --from 2026-11-01 --ask "What would you do in my place?" --format html -o ana.html
      mastery share ana --without predictions --first questions --format eml -o ana.eml
      mastery share ana --leave-out k7w2mq
      mastery share ana --take-in k7w2mq
      mastery share ana --format html --encrypt -o ana.html.age
      mastery share ana --copy
      mastery share ana --open
      mastery share ana --send
      mastery share --sent
    """
    if sent or shown:
        _sent(context, mentor, shown, form, ids)
        return
    if mentor is None:
        raise BadInput("Say for whom: mastery share MENTOR. `mastery mentor list` shows who there is.")
    ways = {"--send": sending, "--copy": copying, "--open": opening, "--output": output}
    way = _way([name for name, chosen in ways.items() if chosen], form)
    one = _ready(context, find_mentor(context, mentor), **options)
    if way == "--send":
        _send(context, one, encrypt=encrypt)
    elif way == "--copy":
        _copy(context, one, form or "md", encrypt=encrypt)
    elif way == "--open":
        _open(context, one, encrypt=encrypt)
    else:
        _write(context, one, form, output, force, encrypt=encrypt)
    if not context.settings.name:
        say("It does not say whose summary it is. To put your name in its title: mastery config name NAME")


def _way(chosen: Sequence[str], form: str | None) -> str:
    """The one way out; "" for standard output. Raises BadInput for several, or one that does not take the format."""
    way = chosen[0] if chosen else ""
    if form == "json":
        raise BadInput("json lists what was sent: it goes with --sent.")
    if len(chosen) > 1:
        raise BadInput(f"{' and '.join(chosen)} are different ways out: choose one.")
    if way in ("--send", "--open") and form not in (None, "eml"):
        raise BadInput(f"{way} makes a mail of it: leave --format out.")
    if way == "--copy" and form == "eml":
        raise BadInput("A mail is not pasted: leave --format out, or open it with --open.")
    return way


def _ready(
    context: Context, to: Mentor, *, leave_out: Sequence[str], take_in: Sequence[str], fresh: bool,
    since: str | None, until: str | None, note: str | None, questions: Sequence[str], without: Sequence[str],
    first: Sequence[str],
) -> Ready:  # fmt: skip
    """The summary by the plan and the options; prints what the plan leaves out.

    Raises MasteryError if there is nothing that the mentor may see.
    """
    from mastery.core.base.checks import plain_text
    from mastery.core.sharing.summary import PARTS, Plan, check_days, left_out_text, with_own
    from mastery.verbs.mentors import seen_by
    from mastery.verbs.sending import next_summary
    from mastery.verbs.summaries import planned_days, read_plan

    for name in (*without, *first):
        if name not in PARTS:
            raise BadInput(f"There is no part {name!r}. There are: {', '.join(PARTS)}.")
    for text in (note or "", *questions):
        plain_text(text)
    journal = context.journal()
    asked = partial(
        with_own, since=day_of(context, since), until=day_of(context, until), note=note, questions=questions,
        without=without, first=first,
    )  # fmt: skip
    plan = Plan() if fresh else read_plan(journal, to)
    begin, end = planned_days(to, asked(plan), journal.today())
    check_days(begin, end, journal.today())
    found = seen_by(journal, to, begin, end)
    if fresh or leave_out or take_in:
        plan = _changed(context, to, plan, found, leave_out=leave_out, take_in=take_in, fresh=fresh)
    ready = next_summary(journal, to, asked(plan), context.settings.name, found)
    left_out = left_out_text(found, plan)
    if not ready.parts and left_out:
        raise MasteryError(
            f"Everything that {to.name} may see is left out. To put one back: --take-in REF. To start over: --fresh."
        )
    if not ready.parts:
        raise MasteryError(
            f"There is nothing that {to.name} may see of {begin} to {end}: name goals or tags (mastery mentor edit), "
            "and mark entries as shareable (mastery log --shareable, mastery edit)."
        )
    if left_out:
        say(f"Left out: {left_out}. To put one back: --take-in REF")
    return ready


def _changed(
    context: Context, to: Mentor, plan: Plan, found: Shared, *, leave_out: Sequence[str], take_in: Sequence[str],
    fresh: bool,
) -> Plan:  # fmt: skip
    """The plan with parts and entries left out, or taken in again. Raises MasteryError for one that does not exist."""
    from mastery.core.base.ids import all_ids
    from mastery.core.base.records import Entry
    from mastery.verbs import summaries

    journal = context.journal()
    others = [journal.get(Entry, one) for one in plan.without if all_ids((one,))]
    among: list[Titled] = [*found.entries, *filter(None, others)]  # an entry left out may lie outside of these days
    out, back = ({_named(context, to, ref, among) for ref in refs} for refs in (leave_out, take_in))
    if out & back:
        raise BadInput("--leave-out and --take-in name the same thing: choose one.")
    if fresh:
        plan = summaries.start_over(journal, to)
    if out:
        plan = summaries.leave_out(journal, to, plan, sorted(out))
    return summaries.take_in(journal, to, plan, back) if back else plan


def _named(context: Context, to: Mentor, ref: str, among: Sequence[Titled]) -> str:
    """The name of a part, or the id of an entry, that `ref` means. Raises MasteryError if it is neither."""
    from mastery.core.base.ids import SHORT, matching
    from mastery.core.base.names import named
    from mastery.core.sharing.summary import PARTS

    if ref in PARTS:
        return ref
    entries = context.journal().entries()
    titled = {one.id: one for one in among}
    ids = matching(entries[-1].id if ref == "last" and entries else ref, list(titled))
    if len(ids) == 1 and (ref == "last" or len(ref) >= SHORT):
        return ids[0]
    names = f"The summary for {to.name} has the parts {', '.join(PARTS)}"
    if not titled:
        raise MasteryError(f"{names}, and no entries.")
    try:
        return named(ref, list(titled.values()), "entry").id
    except MasteryError as error:
        raise MasteryError(f"{error} {names}.") from None


def _send(context: Context, one: Ready, *, encrypt: bool) -> None:
    """Mails it."""
    from mastery.verbs.sending import leaving, mailing

    data, send = mailing(one, context.settings.mail, context.clock.now(), encrypt=encrypt)
    with leaving(context.journal(), one, data, "eml", is_sealed=encrypt):
        send()
    show(f"Sent to {one.to.email}.")


def _copy(context: Context, one: Ready, form: str, *, encrypt: bool) -> None:
    """Puts it on the desktop's clipboard; over ssh, the terminal is asked to put it on its own (OSC 52)."""
    from mastery.host.opening import to_clipboard
    from mastery.verbs.sending import leaving, made

    data = made(one, form, context.clock.now(), encrypt=encrypt)
    with leaving(context.journal(), one, data, form, is_sealed=encrypt):
        if to_clipboard(data):
            told = "Copied to the clipboard."
        elif output_is_terminal():
            hand_to_clipboard(data)
            told = "Handed to the terminal for its clipboard; if nothing can be pasted, it takes none: use --output."
        else:
            raise MasteryError("There is no clipboard here: no terminal, and no wl-copy, xclip, xsel or pbcopy.")
    say(f"{told} It is kept as sent.")


def _open(context: Context, one: Ready, *, encrypt: bool) -> None:
    """Opens it as a draft in the mail program."""
    from mastery.host.opening import open_mail
    from mastery.verbs.sending import leaving, letter

    data = letter(one, context.clock.now(), encrypt=encrypt)
    with leaving(context.journal(), one, data, "eml", is_sealed=encrypt):
        path = open_mail(data)
    say(f"Opened in your mail program; it is kept as sent, and sending it is yours. The draft lies in {path}")


def _write(context: Context, one: Ready, form: str | None, output: str | None, force: bool, *, encrypt: bool) -> None:
    """Writes it to a file, which is kept as sent, or to standard output."""
    from mastery.host.files import named
    from mastery.verbs.sending import form_of, made, to_file

    if output is None or output == "-":
        write_bytes(made(one, form or "md", context.clock.now(), encrypt=encrypt))
        return

    path = named(output)
    if form is None:
        try:
            form = form_of(path)
        except BadInput as error:
            raise BadInput(f"{error} Or say it with --format.") from None
    to_file(context.journal(), one, path, form, encrypt=encrypt, replace=force)
    say(f"Wrote the summary to {path}. It is kept as sent; sending it is yours.")


def _sent(context: Context, mentor: str | None, shown: str | None, form: str | None, ids: bool) -> None:
    """Lists what was sent, the newest first; or shows one of those again."""
    from mastery.core.sharing.sent import Summary, arrival_text

    of = find_mentor(context, mentor).id if mentor else None
    sent = [one for one in reversed(context.journal().records(Summary)) if of in (None, one.mentor)]
    if shown is not None:
        show(numbered(shown, sent, "mastery share --sent").text.rstrip("\n"))
        return
    if form not in (None, "json"):
        raise BadInput("--sent lists what was sent: as a table, or with --format json.")
    if form == "json":
        show(records_json(sent))
        return
    if not sent:
        say("Nothing was sent yet. To make a summary: mastery share MENTOR")
        return
    rows = [
        (
            str(number),
            f"{one.sent:%Y-%m-%d %H:%M}",
            one.name,
            f"{one.since} to {one.until}",
            one.form + ", encrypted" * one.sealed,
            count(len(one.entries), "entry", "entries"),
            one.digest[:12],
            arrival_text(one),
        )
        for number, one in enumerate(sent, 1)
    ]
    columns = (DIM, PLAIN, Column({"bold": True}), PLAIN, PLAIN, PLAIN, DIM, PLAIN)
    show(table(rows, columns, ids=short_ids(sent, ids)))
