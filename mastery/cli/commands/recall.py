"""`mastery recall`: questions drawn from lessons, asked again before they are forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, input_is_terminal, pass_context
from mastery.cli.finding import ids_option, short_ids
from mastery.cli.groups import OrderedGroup
from mastery.cli.printing.entries import naming
from mastery.cli.printing.output import DIM, Column, line_width, one_line, records_json, say, show, table
from mastery.cli.terminal import style
from mastery.core.base.clock import in_zone
from mastery.core.base.phrases import count, iso_day

if TYPE_CHECKING:
    from mastery.core.thinking.cards import Card

SECTION, PLACE = "Think", 30

GRADES = ("again", "hard", "good", "easy")


@click.group("recall", cls=OrderedGroup, invoke_without_command=True)
@click.option("-n", "--limit", "limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@click.pass_context
def command(ctx: click.Context, limit: int | None) -> None:
    """Recall what you learnt: the questions that are due, one by one.

    Shows a question; think, press enter, see the answer, and say how it went: again (not known), hard, good or easy.
    When it comes back is worked out by FSRS. Without a terminal it lists what is due.

    \b
    Examples:
      mastery recall add "Why did the launch slip?" "Nobody owned the date" --entry last
      mastery recall
    """
    if ctx.invoked_subcommand is None:
        _recall(ctx.ensure_object(Context), limit)


def _recall(context: Context, limit: int | None) -> None:
    from mastery.core.thinking.cards import due_cards

    journal = context.journal()
    cards = due_cards(_every(context), journal.now())[:limit]
    if not cards:
        later = min((one.memory.due for one in _every(context)), default=None)
        none = 'No cards yet: mastery recall add "Question?" "Answer" --entry last'
        say("Nothing to recall today." + (f" The next is due on {iso_day(later.date())}." if later else f" {none}"))
        return
    if not input_is_terminal():
        show(_table(context, cards, ids=False))
        return
    for number, card in enumerate(cards, 1):
        say("")
        say(style(f"{number} of {len(cards)}", dim=True))
        show(style(one_line(card.question), bold=True))
        click.prompt("", default="", show_default=False, prompt_suffix="Think, then press enter. ", err=True)
        show(card.answer)
        _say_entry(context, card)
        typed = click.prompt("How was it?", type=click.Choice(GRADES), default="good", err=True)
        _grade(context, card, typed)


def _say_entry(context: Context, card: Card) -> None:
    from mastery.core.base.records import Entry

    journal = context.journal()
    entry = journal.get(Entry, card.entry) if card.entry else None
    if entry is not None and entry.deleted is None:
        show(style(f"From {naming(entry, journal.short(entry.id))}, {entry.day}", dim=True))


def _grade(context: Context, card: Card, how: str) -> None:
    from mastery.core.thinking.cards import days_until
    from mastery.verbs.cards import grade

    new = grade(context.journal(), card, how)  # type: ignore[arg-type]
    say(f"Again in {count(days_until(new, context.now()), 'day')}.")


@command.command("add")
@click.argument("question")
@click.argument("answer")
@click.option("--entry", metavar="REF", help='The entry it is drawn from: its short id, or "last".')
@pass_context
def add(context: Context, question: str, answer: str, entry: str | None) -> None:
    """Make a card: a question, and its answer. It is asked for the first time tomorrow.

    \b
    Example:
      mastery recall add "Why did the launch slip?" "Nobody owned the date" --entry last
    """
    from mastery.verbs.cards import add_card

    journal = context.journal()
    card = add_card(journal, question, answer, entry=journal.find(entry) if entry else None)
    show(f"Kept: {style(one_line(card.title), bold=True)} It is asked tomorrow.")


@command.command("list")
@click.option("--format", "form", type=click.Choice(("table", "json", "csv")), default="table")
@ids_option
@pass_context
def list_(context: Context, form: str, ids: bool) -> None:
    """List the cards, the next due first, and when each was last remembered.

    \b
    Example:
      mastery recall list
    """
    cards = sorted(_every(context), key=lambda one: (one.memory.due, one.id))
    if form == "table":
        show(_table(context, cards, ids))
    else:
        show({"json": lambda _, some: records_json(some), "csv": _csv}[form](context, cards))
    if not cards:
        say('No cards yet: mastery recall add "Question?" "Answer" --entry last')


def _every(context: Context) -> list[Card]:
    from mastery.core.thinking.cards import Card

    return context.journal().records(Card)


def _find(context: Context, ref: str) -> Card:
    """The recall card of a short name. Raises MasteryError if none or several match."""
    from mastery.core.base.names import named

    return named(ref, _every(context), "card", command="mastery recall")


def _table(context: Context, cards: list[Card], ids: bool) -> str:
    from mastery.core.thinking.cards import recall_text

    zone = context.clock.now().tzinfo
    rows = [
        (str(in_zone(one.memory.due, zone).date()), one_line(one.question), recall_text(one), one_line(one.answer))
        for one in cards
    ]
    bold = Column({"bold": True}, cut=True)
    columns = (DIM, bold, Column({"fg": "cyan"}), Column({"dim": True}, cut=True))
    return table(rows, columns, line_width(), short_ids(cards, ids))


def _csv(context: Context, cards: list[Card]) -> str:
    from mastery.exchange import csv_text

    rows: list[tuple[object, ...]] = [("id", "question", "answer", "entry", "due", "asked", "remembered", "times")]
    for one in cards:
        days = (one.memory.due.isoformat(), one.asked or "", one.remembered or "")
        rows.append((one.id, one.question, one.answer, one.entry, *days, one.times))
    return csv_text(rows).removesuffix("\n")


@command.command("grade")
@click.argument("name")
@click.argument("grade", type=click.Choice(GRADES))
@pass_context
def grade_(context: Context, name: str, grade: str) -> None:
    """Say how a question went without being asked it: for scripts.

    \b
    Example:
      mastery recall grade launch good
    """
    card = _find(context, name)
    _grade(context, card, grade)
    show(f"{grade}: {one_line(card.title)}")


@command.command("delete")
@click.argument("name")
@pass_context
def delete(context: Context, name: str) -> None:
    """Delete a card.

    \b
    Example:
      mastery recall delete launch
    """
    from mastery.verbs.cards import delete_card

    card = _find(context, name)
    delete_card(context.journal(), card)
    show(f"Deleted: {one_line(card.title)} To take it back: mastery undo")
