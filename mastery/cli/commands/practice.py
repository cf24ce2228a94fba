"""`mastery practice`: recurring acts, how often they are due, and days of rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.finding import find_goal, find_practice, ids_option
from mastery.cli.groups import OrderedGroup
from mastery.cli.printing.output import line_width, one_line, say, show
from mastery.cli.printing.practices import cadence_text
from mastery.cli.terminal import style
from mastery.cli.typed import day_of, minutes_of
from mastery.core.base.errors import BadInput
from mastery.core.base.phrases import iso_day

if TYPE_CHECKING:
    from mastery.core.practices.practice import Practice

SECTION, PLACE = "Learn", 20


@click.group("practice", cls=OrderedGroup, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Keep practices: what you do again and again, and how often.

    How often is days of their own (daily, weekdays, mon,wed,fri, every 2 days, every 2 weeks on tue, or a rule of
    RFC 5545 as RRULE:FREQ=…), or so much in a week or month (3/week, 10/month, 150min/week, weekly, monthly).

    \b
    Examples:
      mastery practice add Guitar daily
      mastery done guitar --minutes 30
      mastery streak guitar
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@command.command("add")
@click.argument("title")
@click.argument("cadence", nargs=-1, required=True)
@click.option("--goal", metavar="NAME", help="The goal it serves.")
@click.option("--minutes", metavar="TIME", help="Its usual length: what `mastery done` counts unless told.")
@click.option("--from", "since", metavar="DATE", help="Its first day; today unless given.")
@click.option("--until", metavar="DATE", help="Its last day.")
@click.option("--dry-run", is_flag=True, help="Only say how the cadence is understood.")
@pass_context
def add(
    context: Context,
    title: str,
    cadence: tuple[str, ...],
    goal: str | None,
    minutes: str | None,
    since: str | None,
    until: str | None,
    dry_run: bool,
) -> None:
    """Begin a practice: its name, and how often.

    \b
    Examples:
      mastery practice add Guitar daily --minutes 20
      mastery practice add "Spanish conversation" every 2 weeks on tue --goal spanish
      mastery practice add Running 3/week
    """
    from mastery.verbs.practices import begin_practice

    journal = context.journal()
    made = begin_practice(
        journal,
        title,
        " ".join(cadence),
        first=day_of(context, since, future=True),
        last=day_of(context, until, future=True),
        goal=find_goal(context, goal) if goal else None,
        minutes=minutes_of(minutes) or 0,
        week_starts=context.settings.week_starts,
        dry_run=dry_run,
    )
    show(f"{_named(made)}: {cadence_text(made.cadence, made.since, journal.today())}")
    if dry_run:
        say("Nothing was kept: leave out --dry-run to keep it.")


@command.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that have ended.")
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table")
@ids_option
@pass_context
def list_(context: Context, everything: bool, form: str, ids: bool) -> None:
    """List the practices with their streaks, and how their last 26 weeks were kept.

    \b
    Example:
      mastery practice list
    """
    from mastery.cli.printing.practices import practices_json, practices_table
    from mastery.core.practices.practice import has_ended

    journal = context.journal()
    today = journal.today()
    found = [one for one in journal.practices() if everything or not has_ended(one.practice, today)]
    show(practices_json(found) if form == "json" else practices_table(found, today, line_width(), ids))
    if not any(not one.is_journaling for one in found):
        say("No practices yet. Begin one: mastery practice add Guitar daily")


@command.command("edit")
@click.argument("name")
@click.option("--title", metavar="TEXT")
@click.option("--cadence", metavar="CADENCE", help="How often, from now on; the past keeps what it had.")
@click.option("--from", "since", metavar="DATE", help="The day from which the new cadence holds; today unless given.")
@click.option("--goal", metavar="NAME", help='The goal it serves; "none" for no goal.')
@click.option("--minutes", metavar="TIME", help="Its usual length.")
@pass_context
def edit(
    context: Context,
    name: str,
    title: str | None,
    cadence: str | None,
    since: str | None,
    goal: str | None,
    minutes: str | None,
) -> None:
    """Change a practice. The days before a new cadence are judged by the old one.

    \b
    Examples:
      mastery practice edit guitar --cadence 4/week
      mastery practice edit guitar --goal none --minutes 25
    """
    import msgspec

    from mastery.core.goals.lines import check_title
    from mastery.core.practices.cadence import parse_cadence, written
    from mastery.core.practices.practice import with_cadence
    from mastery.verbs.practices import edit_practice

    practice, journal = find_practice(context, name), context.journal()
    new = practice
    if cadence:
        first = day_of(context, since, future=True) or journal.today()
        new = with_cadence(
            new, written(parse_cadence(cadence)), max(first, practice.since), context.settings.week_starts
        )
    elif since:
        raise BadInput("--from says from when a new --cadence holds: give both.")
    changed: dict[str, Any] = {"title": check_title(title, "practice")} if title is not None else {}
    if goal is not None:
        changed["goal"] = "" if goal == "none" else find_goal(context, goal).id
    if minutes is not None:
        changed["minutes"] = minutes_of(minutes)
    new = msgspec.structs.replace(new, **changed)
    if new == practice and not cadence:
        raise BadInput("Say what to change: --title, --cadence, --goal or --minutes.")
    new = edit_practice(journal, practice, new)
    show(f"{_named(new)}: {cadence_text(new.cadence, new.cadences[-1].since, journal.today())}")


@command.command("rest")
@click.argument("name", required=False)
@click.option("--from", "since", metavar="DATE", help="The first day of rest; today unless given.")
@click.option("--to", "until", metavar="DATE", help="The last day of rest; without it, until `--end`.")
@click.option("--why", default="", metavar="TEXT", help="Holiday, illness.")
@click.option("--end", is_flag=True, help="A rest without a last day ends: today is due again.")
@pass_context
def rest_(context: Context, name: str | None, since: str | None, until: str | None, why: str, end: bool) -> None:
    """Set days apart on which nothing is due: of one practice, or of all.

    They neither add to a streak nor break it.

    \b
    Examples:
      mastery practice rest --from 2026-12-24 --to 2027-01-02 --why Holiday
      mastery practice rest guitar --from yesterday --to today --why "Cut my finger"
    """
    from mastery.core.base.when import parse_day
    from mastery.verbs.practices import end_rest, rest

    journal = context.journal()
    practice = find_practice(context, name) if name else None
    what = _named(practice) if practice else "All practices"
    if end:
        if since or until:
            raise BadInput("--end ends the rest that goes on: leave out --from and --to.")
        end_rest(journal, practice)
        show(f"{what}: the rest is over.")
        return
    today = journal.today()
    first = day_of(context, since, future=True) or today
    last = parse_day(until, first, prefer="future") if until else None
    rests = rest(journal, practice, first, last, why)
    first = min(one.since for one in rests)
    to = f"to {iso_day(last)}" if last else "until further notice"
    show(f"{what}: rest from {iso_day(first)} {to}. To take it back: mastery undo")


@command.command("end")
@click.argument("name")
@click.option("--on", "day", metavar="DATE", help="Its last day; yesterday unless given.")
@pass_context
def end(context: Context, name: str, day: str | None) -> None:
    """End a practice. What was done stays, and so does its streak.

    \b
    Example:
      mastery practice end guitar
    """
    from mastery.verbs.practices import end_practice

    practice = end_practice(context.journal(), find_practice(context, name), day_of(context, day, future=True))
    show(f"{_named(practice)} ended on {practice.until}. To take it back: mastery undo")


@command.command("delete")
@click.argument("name")
@pass_context
def delete(context: Context, name: str) -> None:
    """Delete a practice that was made by mistake. One that is over is ended: `mastery practice end`.

    \b
    Example:
      mastery practice delete guitar
    """
    from mastery.verbs.practices import delete_practice

    practice = find_practice(context, name)
    delete_practice(context.journal(), practice)
    show(f"Deleted {_named(practice)}. To take it back: mastery undo")


def _named(practice: Practice) -> str:
    return style(one_line(practice.title), bold=True)
