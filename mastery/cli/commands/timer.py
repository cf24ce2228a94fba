"""`mastery timer`: the time of learning, counted while one learns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.finding import find_goal, find_practice
from mastery.cli.groups import OrderedGroup
from mastery.cli.printing.output import one_line, show
from mastery.cli.typed import minutes_of
from mastery.core.base.errors import MasteryError

if TYPE_CHECKING:
    from mastery.core.goals.goal import Goal
    from mastery.core.practices.practice import Practice

SECTION, PLACE = "Learn", 35


@click.group("timer", cls=OrderedGroup, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Count the time while you learn.

    Without a command it says how long the timer runs. It goes on when the terminal is closed, and the interface shows
    the same one.

    \b
    Examples:
      mastery timer start guitar
      mastery timer stop --note "The barre chord, finally"
    """
    if ctx.invoked_subcommand is None:
        from mastery.verbs.timing import running, status_text

        journal = ctx.ensure_object(Context).journal()
        show(status_text(journal, running(journal)))


@command.command("start")
@click.argument("name", nargs=-1)
@pass_context
def start_(context: Context, name: tuple[str, ...]) -> None:
    """Start it, for a practice, a goal, or learning at large; one that is paused goes on.

    \b
    Examples:
      mastery timer start guitar
      mastery timer start
    """
    from mastery.verbs.timing import resume, start, status_text

    journal = context.journal()
    before = journal.timer()
    if before is not None and not before.is_running and not name:
        timer = resume(journal)
    else:
        timer = start(journal, _find(context, " ".join(name)) if name and before is None else None)
    show(f"{status_text(journal, timer)} To stop it: mastery timer stop")


@command.command("pause")
@pass_context
def pause_(context: Context) -> None:
    """Let it stand still; `mastery timer start` goes on.

    \b
    Example:
      mastery timer pause
    """
    from mastery.verbs.timing import pause, status_text

    journal = context.journal()
    show(f"{status_text(journal, pause(journal))} To go on: mastery timer start")


@command.command("stop")
@click.option("--minutes", metavar="TIME", help="How long it was, where that is not what it counted.")
@click.option("--note", default="", metavar="TEXT", help="What you did, learnt, noticed.")
@click.option("--drop", is_flag=True, help="Keep nothing of it.")
@pass_context
def stop_(context: Context, minutes: str | None, note: str, drop: bool) -> None:
    """Stop it, and keep the time: a check-in of the practice, or an entry about the goal.

    \b
    Examples:
      mastery timer stop
      mastery timer stop --minutes 45 --note "The subjunctive, again"
    """
    from mastery.core.base.phrases import minutes_text
    from mastery.verbs.timing import discard, running, stop, timer_title

    journal = context.journal()
    if drop:
        discard(journal)
        show("Stopped; nothing of it is kept.")
        return
    timer = running(journal)
    made = stop(journal, timer, minutes_of(minutes), note)
    title = one_line(timer_title(journal, timer))
    show(f"{minutes_text(made.minutes)} of {title}, kept. To take it back: mastery undo")


def _find(context: Context, name: str) -> Practice | Goal:
    """The practice of a short name, else the goal. Raises MasteryError where neither fits."""
    try:
        return find_practice(context, name)
    except MasteryError as no_practice:
        try:
            return find_goal(context, name)
        except MasteryError:
            raise no_practice from None
