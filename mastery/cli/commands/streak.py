"""`mastery streak`: how practices were kept, and why a streak is what it is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, in_words, pass_context
from mastery.cli.finding import by_title, find_practice
from mastery.cli.printing.output import DIM, PLAIN, Column, line_width, one_line, say, show, table
from mastery.cli.terminal import style
from mastery.core.base.phrases import count

if TYPE_CHECKING:
    from mastery.core.practices.practice import Kept
    from mastery.core.practices.streaks import Run

SECTION, PLACE = "Learn", 40

RUNS = 5
"""Runs that are listed, the longest ones."""


@click.command("streak")
@click.argument("name", nargs=-1)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
@pass_context
def command(context: Context, name: tuple[str, ...], form: str) -> None:
    """Show streaks: of all practices, or of one with its reasons.

    A streak counts due days, weeks or months kept in a row. Strength, 0 to 100, is slower and more forgiving: a missed
    day dents it and does not erase it. Journaling is a practice that everyone has; `mastery config journaling no`
    switches it off.

    \b
    Examples:
      mastery streak
      mastery streak guitar
      mastery streak --format json
    """
    from mastery.cli.printing.practices import kept_json, kept_table
    from mastery.core.practices.practice import JOURNALING, has_ended

    journal = context.journal()
    found, today = journal.kept(), journal.today()
    if name:
        ref = " ".join(name).casefold()
        writing = [one for one in found if one.is_journaling and JOURNALING.startswith(ref)]
        one = writing[0] if writing else by_title(found, find_practice(context, ref))
        show(kept_json([one]) if form == "json" else _reasons(one, today))
        return
    going = [one for one in found if not has_ended(one.practice, today)]
    show(kept_json(going) if form == "json" else kept_table(going, today, line_width()))
    if not going:
        say(
            "No streaks yet. Write an entry (mastery log TEXT) or begin a practice (mastery practice add Guitar daily)."
        )


def _reasons(one: Kept, today: dt.date) -> str:
    """Why the streak is what it is."""
    from mastery.cli.printing.practices import WEEKS
    from mastery.core.goals.charts import week_strip
    from mastery.core.practices.cadence import said
    from mastery.core.practices.practice import run_said, standing
    from mastery.core.practices.streaks import weekly

    practice, found = one.practice, one.streak
    bold = style(one_line(practice.title), bold=True)
    lines = [f"{bold}  {said(practice.cadence)}", ""]
    facts = [("Streak", _streak_said(one, today))]
    if found.open is not None or found.current is not None:
        facts.append(("Now", standing(one, today)))
    if found.broken is not None:
        facts.append(("Broken", _broken_said(one)))
    if found.longest is not None:
        run = found.longest
        facts.append(("Longest", f"{run_said(run.length, run.unit)}, {run.since} to {run.until}{_late(run)}"))
    age = (today - practice.since).days // 7
    shares = [
        f"{share:.0%} of {weeks} weeks"
        for weeks, share in found.shares.items()
        if share is not None and (weeks == min(found.shares) or weeks <= age)
    ]
    facts += [("Kept", ", ".join(shares))] * bool(shares)
    facts.append(("Strength", f"{found.strength:.0f} of 100"))
    if not in_words():
        facts.append((f"{WEEKS} weeks", week_strip(weekly(one.plan, one.marks, today, WEEKS))))
    lines.append(table(facts, (DIM, PLAIN)))
    best = sorted(found.runs, key=lambda run: (-run.length, run.since))[:RUNS]
    if len(best) > 1:
        rows = [
            (run_said(run.length, run.unit), f"{run.since} to {run.until}", _late(run).removeprefix(", "))
            for run in best
        ]
        lines += ["", style("Longest runs", fg="cyan"), table(rows, (Column(right=True), DIM, PLAIN))]
    return "\n".join(lines)


def _streak_said(one: Kept, today: dt.date) -> str:
    from mastery.core.practices.practice import late_said, length_said

    found = one.streak
    if found.current is None:
        return "none now"
    parts = [f"{length_said(found)}, since {found.current.since}", late_said(found)]
    rests = sum(
        (min(until or today, today) - max(since, found.current.since)).days + 1
        for since, until in one.plan.rests
        if since <= today and (until is None or until >= found.current.since)
    )
    parts += [f"{count(rests, 'day')} of rest passed over"] * bool(rests)
    return "; ".join(filter(None, parts))


def _broken_said(one: Kept) -> str:
    from mastery.core.practices.cadence import Quota
    from mastery.core.practices.practice import cadence_on

    period = one.streak.broken
    assert period is not None
    if period.since == period.until:
        return f"{period.since:%A} {period.since} was due and not done"
    cadence = cadence_on(one.practice, period.since)
    unit = " min" if isinstance(cadence, Quota) and cadence.minutes else ""
    return f"{period.since} to {period.until}: {period.done:,} of {period.needed:,}{unit}"


def _late(run: Run) -> str:
    return f", {run.late} late" if run.late else ""
