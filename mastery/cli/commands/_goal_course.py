"""How a goal goes on or ends: `mastery goal achieve|pause|resume|drop`."""

from __future__ import annotations

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.finding import find_goal
from mastery.cli.printing.goals import goal_slug, named, say_serving
from mastery.cli.printing.output import show


@click.command("achieve")
@click.argument("name")
@click.option("--note", default="", metavar="TEXT", help="A line for the win that it becomes.")
@pass_context
def achieve_(context: Context, name: str, note: str) -> None:
    """A goal was achieved: a win, which becomes an entry.

    \b
    Example:
      mastery goal achieve spanish --note "A whole evening without a word of English"
    """
    from mastery.verbs.goals import achieve

    goal, journal = find_goal(context, name), context.journal()
    _, win = achieve(journal, goal, note)
    show(f"Achieved {named(goal)} — a win, kept as an entry ({journal.short(win.id)}).")
    say_serving(context, goal)


@click.command("pause")
@click.argument("name")
@click.option("--why", default="", metavar="TEXT")
@pass_context
def pause_(context: Context, name: str, why: str) -> None:
    """Pause a goal: its practices rest until it goes on, and keep their streaks.

    \b
    Example:
      mastery goal pause spanish --why "Exams until July"
    """
    from mastery.verbs.goals import pause

    goal = pause(context.journal(), find_goal(context, name), why)
    show(f"Paused {named(goal)}; its practices rest. To go on: mastery goal resume {goal_slug(goal)}")


@click.command("resume")
@click.argument("name")
@pass_context
def resume_(context: Context, name: str) -> None:
    """Go on with a goal that was paused, achieved or let go.

    \b
    Example:
      mastery goal resume spanish
    """
    from mastery.verbs.goals import resume

    goal = resume(context.journal(), find_goal(context, name))
    show(f"Going on with {named(goal)}.")


@click.command("drop")
@click.argument("name")
@click.option("--why", default="", metavar="TEXT")
@pass_context
def drop_(context: Context, name: str, why: str) -> None:
    """Let a goal go. It stays in the journal, with the day and the reason.

    \b
    Example:
      mastery goal drop spanish --why "Portuguese it is"
    """
    from mastery.verbs.goals import drop

    goal = drop(context.journal(), find_goal(context, name), why)
    show(f"Let go of {named(goal)}. To take it back: mastery undo")
    say_serving(context, goal)
