"""What Today says of goals, practices and models. Today is on the screen before this is loaded."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from mastery.core.base.phrases import count, minutes_text
from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal, Reading, in_order, late_milestones, readings_of, spent_since, wants_reading
from mastery.core.practices.cadence import period_of
from mastery.core.practices.practice import Kept, due_now, practised
from mastery.core.review.guided import due_reviews
from mastery.core.review.review import period_said
from mastery.core.thinking.cards import Card, due_cards
from mastery.core.thinking.model import is_due
from mastery.core.thinking.prediction import Prediction, due
from mastery.core.writing.prompts import Pack, Skip, prompt_for
from mastery.tui.widgets.picklist import clean
from mastery.verbs.mentors import due_summaries

if TYPE_CHECKING:
    from mastery.host.config import Settings
    from mastery.store import Journal


class Learning(NamedTuple):
    """What there is to say on a day."""

    due: list[Kept]
    """The practices that ask for something."""
    wants: list[Content]
    """What wants attention, a line each."""
    budget: str
    """How the week stands against the time that is meant for learning; empty where none is."""
    question: str
    """The question of the day."""


def learning(journal: "Journal", settings: "Settings", today: dt.date, packs: Sequence[Pack]) -> Learning:
    """What there is to say on a journal day; the question is one of the packs."""
    question = prompt_for(today, packs, [one.day for one in journal.records(Skip)])
    shares = [
        Content.assemble(("6  ", "bold"), f"{clean(one.name)} waits for a summary")
        for one in due_summaries(journal, today)
    ]
    wants = _reviews(journal, settings, today) + _wants(journal, today) + shares
    return Learning(
        due=due_now(journal.kept(), today), wants=wants, budget=_budget(journal, settings, today), question=question
    )


def _reviews(journal: "Journal", settings: "Settings", today: dt.date) -> list[Content]:
    """The reviews that are due."""
    starts = settings.week_starts
    found = due_reviews(journal.now(), journal.entries(), settings.review_day, settings.review_at, starts)
    if found:
        from mastery.verbs.reviews import begun_reviews

        begun = {one.period for one in begun_reviews(journal, starts)}  # Today offers them as it does drafts
        found = [one for one in found if one not in begun]
    return [Content.assemble(("5  ", "bold"), f"Time to look back on {period_said(one)}") for one in found]


def _wants(journal: "Journal", today: dt.date) -> list[Content]:
    lines = _inquiry(journal, today)
    readings = journal.records(Reading)
    for goal in in_order(journal.records(Goal)):
        name = (clean(goal.title), "bold")
        for late in late_milestones(goal, today):
            lines.append(Content.assemble(name, f": “{clean(late.title)}” is late"))
        if wants_reading(goal, readings_of(goal, readings), today):
            lines.append(Content.assemble(name, ": no reading for four weeks"))
    return lines


def _inquiry(journal: "Journal", today: dt.date) -> list[Content]:
    """Predictions to resolve, models to look at again, cards to recall: what the Models screen is for."""
    lines = [
        Content.assemble(("4  ", "bold"), f"What came of it? {one.probability} %: {clean(one.statement)}")
        for one in due(journal.records(Prediction), today)
    ]
    for model, found in journal.models():
        if is_due(found, today):
            shaken = "Shaken: " if found.status == "shaken" else "Still so? "
            lines.append(Content.assemble(("4  ", "bold"), f"{shaken}{clean(model.statement)}"))
    cards = due_cards(journal.records(Card), journal.now())
    if cards:
        said = f"{count(len(cards), 'card')} to recall: {clean(cards[0].title)}"
        lines.append(Content.assemble(("4  ", "bold"), said))
    return lines


def _budget(journal: "Journal", settings: "Settings", today: dt.date) -> str:
    """The week against the budget of all learning; where there is none, against those of the goals that have one."""
    goals = {goal.id: goal.budget for goal in journal.records(Goal) if goal.status == "active" and goal.budget}
    budget = settings.weekly_minutes or sum(goals.values())
    if not budget:
        return ""
    week = period_of(today, month=False, week_starts=settings.week_starts)[0]
    entries = journal.entries()
    of_week: Iterable[Entry] = entries[bisect_left(entries.places, week, key=attrgetter("day")) :]
    practices = journal.kept()
    if not settings.weekly_minutes:
        of_week = [one for one in of_week if not goals.keys().isdisjoint(one.goals)]
        practices = [one for one in practices if one.practice.goal in goals]
    spent = spent_since(week, of_week, practised(practices, week))
    return f"{minutes_text(spent)} of {minutes_text(budget)} learning this week"
