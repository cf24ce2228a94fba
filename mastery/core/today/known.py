"""What else is known about an entry: what it is about, whether it is remembered, who has seen it."""

from collections.abc import Iterable

from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal
from mastery.core.sharing.feedback import Feedback, remarks_on
from mastery.core.sharing.sent import Summary, shared_with
from mastery.core.thinking.cards import Card, lesson_text
from mastery.core.thinking.model import Model


def known(
    entry: Entry,
    goals: Iterable[Goal],
    models: Iterable[Model],
    cards: Iterable[Card],
    summaries: Iterable[Summary],
    feedback: Iterable[Feedback],
) -> list[str]:
    """What the living records of a journal say about an entry, a line each: 'about Speak Spanish, Listening is
    learning', where it was written, whether its lesson is recalled, with whom it was shared, what they said."""
    titles: dict[str, str] = {}
    if entry.goals or entry.models:
        titles = {one.id: one.title for one in goals} | {one.id: one.statement for one in models}
    about = ", ".join(titles[one] for one in (*entry.goals, *entry.models) if one in titles)
    where = f"at {entry.location.said}" if entry.location is not None and entry.location.said else ""
    said = [f"about {about}" if about else "", where, lesson_text(cards, entry.id), *shared_with(entry.id, summaries)]
    remarks = [f"{one.name}: {remark.text}" for one, remark in remarks_on(entry.id, feedback)]
    return [line for line in (*said, *remarks) if line]
