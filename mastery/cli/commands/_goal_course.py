"""How a goal goes on or ends: `mastery goal achieve|pause|resume|drop`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.finding import find_goal
from mastery.cli.printing.goals import goal_practices, goal_slug, named, say_serving
from mastery.cli.printing.output import show

if TYPE_CHECKING:
    from mastery.core.goals.goal import Goal
    from mastery.core.practices.practice import Rest


@click.command("achieve")
@click.argument("name")
@click.option("--note", default="", metavar="TEXT", help="A line for the win that it becomes.")
@pass_context
def achieve(context: Context, name: str, note: str) -> None:
    """A goal was achieved: a win, which becomes an entry.

    \b
    Example:
      mastery goal achieve spanish --note "A whole evening without a word of English"
    """
    from mastery.core.goals.acts import achieved

    goal, journal = find_goal(context, name), context.journal()
    new, win = achieved(goal, context.now(), note)
    journal.act("achieve", edited=[(goal, new), *_no_rest(context, goal)], made=[win])
    show(f"Achieved {named(goal)} — a win, kept as an entry ({journal.short(win.id)}).")
    say_serving(context, goal)


@click.command("pause")
@click.argument("name")
@click.option("--why", default="", metavar="TEXT")
@pass_context
def pause(context: Context, name: str, why: str) -> None:
    """Pause a goal: its practices rest until it goes on, and keep their streaks.

    \b
    Example:
      mastery goal pause spanish --why "Exams until July"
    """
    from mastery.core.goals.goal import with_status
    from mastery.core.practices.acts import rest_days

    goal, journal = find_goal(context, name), context.journal()
    today = journal.today()
    rests = rest_days(goal.id, goal_practices(context, goal), today, None, why, journal.now())
    journal.act("pause", edited=[(goal, with_status(goal, "paused", today, why))], made=rests)
    show(f"Paused {named(goal)}; its practices rest. To go on: mastery goal resume {goal_slug(goal)}")


@click.command("resume")
@click.argument("name")
@pass_context
def resume(context: Context, name: str) -> None:
    """Go on with a goal that was paused, achieved or let go.

    \b
    Example:
      mastery goal resume spanish
    """
    from mastery.core.goals.goal import with_status

    goal, journal = find_goal(context, name), context.journal()
    active = with_status(goal, "active", journal.today())
    journal.act("resume", edited=[(goal, active), *_no_rest(context, goal)])
    show(f"Going on with {named(goal)}.")


def _no_rest(context: Context, goal: Goal) -> list[tuple[Rest, Rest]]:
    """Ends the rest of the goal's practices that its pause began."""
    from mastery.core.practices.practice import Rest, resumed

    return resumed(context.journal().records(Rest), goal.id, context.journal().today())


@click.command("drop")
@click.argument("name")
@click.option("--why", default="", metavar="TEXT")
@pass_context
def drop(context: Context, name: str, why: str) -> None:
    """Let a goal go. It stays in the journal, with the day and the reason.

    \b
    Example:
      mastery goal drop spanish --why "Portuguese it is"
    """
    from mastery.core.goals.goal import with_status

    goal, journal = find_goal(context, name), context.journal()
    dropped = with_status(goal, "let go", journal.today(), why)
    journal.act("drop", edited=[(goal, dropped), *_no_rest(context, goal)])
    show(f"Let go of {named(goal)}. To take it back: mastery undo")
    say_serving(context, goal)
