"""Looking back on a period: what the journal knows of it, and what a person does in its review."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mastery.core.base.errors import BadInput
from mastery.core.base.records import Entry, Record
from mastery.core.base.tags import tags_in
from mastery.core.goals.goal import Goal, Rating
from mastery.core.practices.practice import practised
from mastery.core.review.guided import Step, last_review, last_written, promised, review_entry, review_title, steps
from mastery.core.review.learning_time import LearningTime, learning_time
from mastery.core.review.measures import minutes_by_day
from mastery.core.review.moods import mood_by_day
from mastery.core.review.review import Period, Review, period, previous, review, within
from mastery.core.review.story import story
from mastery.core.sharing.feedback import Feedback, promised_to
from mastery.core.thinking.acts import new_card
from mastery.core.thinking.cards import Card
from mastery.core.thinking.model import Model
from mastery.core.thinking.prediction import Prediction
from mastery.core.writing.capture import Draft, check_text, make_entry
from mastery.store.journal import Journal
from mastery.store.typed import REVIEW


class Lesson(NamedTuple):
    """A lesson with the card that was drawn from it."""

    entry: Entry
    card: Card
    is_new: bool
    """Whether the lesson was added with its card."""


class BegunReview(NamedTuple):
    """A review that was begun and not saved."""

    period: Period
    saved: dt.datetime
    """When it was written last, in the local zone."""


def look_back(journal: Journal, found: Period, week_starts: int) -> Review:
    """The summary of a period."""
    past, entries = previous(found, week_starts), journal.entries()
    return review(
        found,
        within(entries, found),
        within(entries, past),
        past=past,
        sessions=journal.sessions(past.since),
        tracked=journal.practices(),
        goals=journal.records(Goal),
        ratings=journal.records(Rating),
        predictions=journal.records(Prediction),
        models=journal.records(Model),
    )


def time_spent(journal: Journal, found: Period, weeks: int, week_starts: int, weekly_minutes: int) -> LearningTime:
    """The learning time of the last weeks of a period, up to today; `weekly_minutes` is the budget of all goals,
    without which those of the active ones count."""
    goals = journal.records(Goal)
    budget = weekly_minutes or sum(one.budget for one in goals if one.status == "active")
    last = min(found.until, journal.today())
    since = max(last, dt.date.min + dt.timedelta(weeks=weeks)) - dt.timedelta(weeks=weeks)
    return learning_time(
        journal.sessions(since), journal.practices(), goals, last, weeks, week_starts=week_starts, budget=budget
    )


def guided_steps(journal: Journal, found: Period, week_starts: int) -> list[Step]:
    """The steps of a period's review, each with what the journal knows."""
    active = [goal for goal in journal.records(Goal) if goal.status == "active"]
    said = look_back(journal, found, week_starts)
    asked = promised(_before(journal, found, week_starts))
    if found.span == "week":
        last = last_written(journal.entries(), previous(found, week_starts), week_starts)
        asked += promised_to(journal.records(Feedback), found.until, last)
    return steps(said, asked, active)


def form_name(found: Period) -> str:
    """The name under which the unfinished review of a period is saved."""
    return f"{REVIEW}{found.span}-{found.since}"


def begun_reviews(journal: Journal, week_starts: int) -> list[BegunReview]:
    """The reviews that were begun and not saved, the newest first."""
    found = []
    for form in journal.left_forms(REVIEW):
        span, _, since = form.name.removeprefix(REVIEW).partition("-")
        try:
            one = period(span, dt.date.fromisoformat(since), week_starts)
        except (BadInput, ValueError):
            continue  # another form of it, such as the one for the cursor's place
        if form_name(one) == form.name and journal.read_form(form.name):
            found.append(BegunReview(one, form.saved))
    return found


def discard_review(journal: Journal, found: Period, week_starts: int) -> Entry:
    """Moves an unfinished review to the trash, as an entry that can be brought back. Raises MasteryError."""
    typed = journal.read_form(form_name(found))
    parts = [
        f"## {step.heading}\n\n{text}"
        for step in guided_steps(journal, found, week_starts)
        if (text := typed.get(step.name, step.known).strip())
    ]
    body = "\n\n".join(parts)
    entry = make_entry(Draft(review_title(found), body, tags_in(body)), journal.now(), "review")
    journal.add(entry)
    journal.delete(entry)
    for form in journal.left_forms(form_name(found)):
        journal.drop_form(form.name)
    return entry


def write_review(journal: Journal, found: Period, asked: Sequence[Step], answers: Mapping[str, str]) -> Entry:
    """Saves the review of a period as an entry; `answers` are by the names of the steps that were asked.

    Raises BadInput if every step is empty, or for more commitments than a review may have.
    """
    entry = review_entry(found, asked, answers, journal.now())
    journal.add(entry)
    return entry


def add_lesson(journal: Journal, found: Period, lesson: str, question: str, answer: str) -> Lesson:
    """Adds a recall card of a lesson of a period, and the lesson too if none of the period has that title.

    Raises BadInput if the lesson or a side of the card is empty.
    """
    title, now = check_text(lesson), journal.now()
    newest_first = reversed(within(journal.entries(), found))
    entry = next((one for one in newest_first if (one.kind, one.title) == ("lesson", title)), None)
    made: list[Record] = []
    if entry is None:
        entry = make_entry(Draft(title, "", tags_in(title)), now, "lesson")
        made.append(entry)
    card = new_card(question, answer, now, entry.id)
    journal.add(*made, card)
    return Lesson(entry=entry, card=card, is_new=bool(made))


def _before(journal: Journal, found: Period, week_starts: int) -> Entry | None:
    """The review that promised something for the period: the latest of those before it, of the same span."""
    return last_review(journal.entries(), previous(found, week_starts))


def year_story(journal: Journal, found: Period, week_starts: int) -> str:
    """The story of a month or a year as Markdown."""
    sessions = journal.sessions()
    minutes = minutes_by_day(sessions, practised(journal.practices()))
    said = look_back(journal, found, week_starts)
    return story(said, within(journal.entries(), found), minutes, mood_by_day(sessions), journal.records(Goal))
