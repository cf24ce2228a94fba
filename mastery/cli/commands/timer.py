"""`mastery timer`: the time of learning, counted while one learns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.finding import OrderedGroup, find_goal, find_practice, minutes_of
from mastery.cli.printing.output import one_line, show
from mastery.core.base.errors import MasteryError

if TYPE_CHECKING:
    from mastery.core.goals.goal import Goal
    from mastery.core.practices.practice import Practice
    from mastery.core.practices.timer import Timer

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
        context = ctx.ensure_object(Context)
        show(_said(context, _timer(context)))


@command.command("start")
@click.argument("name", nargs=-1)
@pass_context
def start(context: Context, name: tuple[str, ...]) -> None:
    """Start it, for a practice, a goal, or learning at large; one that is paused goes on.

    \b
    Examples:
      mastery timer start guitar
      mastery timer start
    """
    from mastery.core.goals.goal import Goal
    from mastery.core.practices.timer import go_on, start

    journal, now = context.journal(), context.clock.now()
    timer = journal.timer()
    if timer is not None and (timer.is_running or name):
        raise MasteryError(f"{_said(context, timer)} To stop it: mastery timer stop")
    if timer is None:
        about = _find(context, " ".join(name)) if name else None
        what = {"goal": about.id} if isinstance(about, Goal) else {"practice": about.id} if about is not None else {}
        timer = start(now, **what)
    journal.set_timer(go_on(timer, now))
    show(f"{_said(context, go_on(timer, now))} To stop it: mastery timer stop")


@command.command("pause")
@pass_context
def pause(context: Context) -> None:
    """Let it stand still; `mastery timer start` goes on.

    \b
    Example:
      mastery timer pause
    """
    from mastery.core.practices.timer import pause

    timer = pause(_timer(context), context.clock.now())
    context.journal().set_timer(timer)
    show(f"{_said(context, timer)} To go on: mastery timer start")


@command.command("stop")
@click.option("--minutes", metavar="TIME", help="How long it was, where that is not what it counted.")
@click.option("--note", default="", metavar="TEXT", help="What you did, learnt, noticed.")
@click.option("--drop", is_flag=True, help="Keep nothing of it.")
@pass_context
def stop(context: Context, minutes: str | None, note: str, drop: bool) -> None:
    """Stop it, and keep the time: a check-in of the practice, or an entry about the goal.

    \b
    Examples:
      mastery timer stop
      mastery timer stop --minutes 45 --note "The subjunctive, again"
    """
    from mastery.core.base.phrases import minutes_text
    from mastery.store.timers import keep_timed

    journal, timer = context.journal(), _timer(context)
    if drop:
        journal.set_timer(None)
        show("Stopped; nothing of it is kept.")
        return
    made = keep_timed(journal, timer, minutes_of(minutes), note)
    show(f"{minutes_text(made.minutes)} of {_about(context, timer)}, kept. To take it back: mastery undo")


def _timer(context: Context) -> Timer:
    timer = context.journal().timer()
    if timer is None:
        raise MasteryError("No timer runs. To start one: mastery timer start NAME")
    return timer


def _find(context: Context, name: str) -> Practice | Goal:
    """The practice of a short name, else the goal. Raises MasteryError where neither fits."""
    try:
        return find_practice(context, name)
    except MasteryError as no_practice:
        try:
            return find_goal(context, name)
        except MasteryError:
            raise no_practice from None


def _about(context: Context, timer: Timer) -> str:
    """What it runs for."""
    from mastery.store.timers import timed_for

    about = timed_for(context.journal(), timer)
    return one_line(about.title) if about is not None else "learning"


def _said(context: Context, timer: Timer) -> str:
    """How it stands, in a sentence."""
    from mastery.core.practices.timer import elapsed

    runs = "runs" if timer.is_running else "is paused"
    return f"The timer {runs}: {elapsed(timer, context.clock.now())}, {_about(context, timer)}."
