"""What Today shows of goals, practices and models. Today is on the screen before this is loaded."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from mastery.core.base.phrases import minutes_text
from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal, spent_since
from mastery.core.practices.cadence import period_of
from mastery.core.practices.practice import TrackedPractice, due_now, practised
from mastery.core.review.guided import due_reviews
from mastery.core.review.review import Period
from mastery.core.today.attention import Kind, Want
from mastery.core.writing.prompts import Pack, Skip, prompt_for
from mastery.tui.widgets.picklist import clean
from mastery.verbs.pages.today import wants

if TYPE_CHECKING:
    from mastery.host.config import Settings
    from mastery.store import Journal


KEYS: dict[Kind, str] = {"review": "5  ", "prediction": "4  ", "model": "4  ", "cards": "4  ", "summary": "6  "}
"""The key of the screen on which something is done; none for what is done to goals."""


class Learning(NamedTuple):
    """The facts that Today shows."""

    due: list[TrackedPractice]
    """The practices that are due."""
    wants: list[Content]
    """What needs attention, a line each."""
    budget: str
    """The week's learning time against its budget; empty without a budget."""
    question: str
    """The prompt of the day."""


def learning(journal: "Journal", settings: "Settings", today: dt.date, packs: Sequence[Pack]) -> Learning:
    """The facts that Today shows on a journal day; the prompt comes from the packs."""
    question = prompt_for(today, packs, [one.day for one in journal.records(Skip)])
    found = wants(journal, _reviews(journal, settings))
    return Learning(
        due=due_now(journal.practices(), today),
        wants=[_said(one) for one in found],
        budget=_budget(journal, settings, today),
        question=question,
    )


def _said(one: Want) -> Content:
    """What wants attention, after the key of the screen for it."""
    texts = [
        (text if text.isprintable() else clean(text), "bold" if role == "strong" else "")
        for text, role, _ in one.pieces
    ]
    return Content.assemble((KEYS.get(one.kind, ""), "bold"), *texts)


def _reviews(journal: "Journal", settings: "Settings") -> list[Period]:
    """The reviews that are due, but for those that were begun, which Today offers as it does drafts."""
    starts = settings.week_starts
    found = due_reviews(journal.now(), journal.entries(), settings.review_day, settings.review_at, starts)
    if found:
        from mastery.verbs.reviews import begun_reviews

        begun = {one.period for one in begun_reviews(journal, starts)}
        found = [one for one in found if one not in begun]
    return found


def _budget(journal: "Journal", settings: "Settings", today: dt.date) -> str:
    """The week against the budget of all learning; without one, against those of the goals that have one."""
    goals = {goal.id: goal.budget for goal in journal.records(Goal) if goal.status == "active" and goal.budget}
    budget = settings.weekly_minutes or sum(goals.values())
    if not budget:
        return ""
    week = period_of(today, month=False, week_starts=settings.week_starts)[0]
    entries = journal.entries()
    of_week: Iterable[Entry] = entries[bisect_left(entries.places, week, key=attrgetter("day")) :]
    practices = journal.practices()
    if not settings.weekly_minutes:
        of_week = [one for one in of_week if not goals.keys().isdisjoint(one.goals)]
        practices = [one for one in practices if one.practice.goal in goals]
    spent = spent_since(week, of_week, practised(practices, week))
    return f"{minutes_text(spent)} of {minutes_text(budget)} learning this week"
