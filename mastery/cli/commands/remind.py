"""`mastery remind`: what the day still asks for; nothing when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.output import one_line, show
from mastery.core.base.phrases import count

if TYPE_CHECKING:
    import datetime as dt

    from mastery.core.practices.practice import TrackedPractice

SECTION, PLACE = "Read", 16


@click.command("remind")
@pass_context
def command(context: Context) -> None:
    """Say what the day still asks for, in a line or two.

    Nothing when the day is done, so that a timer may run it as often as you like: docs/reminders.md has one for systemd
    and one for cron. On days of rest it is silent. A practice of so many days or minutes a week is asked
    for when less was done than an even pace would have brought.

    \b
    Example:
      mastery remind
    """
    from mastery.core.practices.practice import Rest
    from mastery.core.today.outline import all_rests, still_asked

    today = context.journal().today()
    if all_rests(context.journal().records(Rest), today):
        return
    asked = [_practice(one, today) for one in still_asked(context.journal().practices(), today)]
    for words, found in (("Still to do today", asked), ("Waiting", _waiting(context, today))):
        if found:
            show(f"{words}: {'; '.join(found)}.")


def _practice(one: TrackedPractice, today: dt.date) -> str:
    """A practice, and what hangs on it."""
    from mastery.core.practices.practice import stake_text

    name = "write an entry" if one.is_journaling else one_line(one.practice.title)
    return f"{name} ({stake_text(one, today)})"


def _waiting(context: Context, today: dt.date) -> list[str]:
    """Reviews, predictions and summaries that are due."""
    from mastery.core.review.guided import due_reviews
    from mastery.core.review.review import period_text
    from mastery.core.thinking.prediction import Prediction, due
    from mastery.verbs.mentors import due_summaries

    journal, settings = context.journal(), context.settings
    reviews = due_reviews(
        context.now(), journal.entries(), settings.review_day, settings.review_at, settings.week_starts
    )
    found = [f"the review of {period_text(one)}" for one in reviews]
    resolvable = due(journal.records(Prediction), today)
    found += [f"{count(len(resolvable), 'prediction')} to resolve"] * bool(resolvable)
    return found + [f"a summary for {one_line(one.name)}" for one in due_summaries(journal, today)]
