"""The guided review as forms: its steps, and what can be made on the way: a card of a lesson, evidence, ratings."""

from collections.abc import Callable

from mastery.core.base.errors import BadInput
from mastery.core.base.numbers import number_of
from mastery.core.base.phrases import count, short_day
from mastery.core.goals.goal import Goal, Rating, check_rating, ratings_of
from mastery.core.review.guided import Step, commitments, goal_line, last_written, review_title
from mastery.core.review.review import Period, moved_in
from mastery.core.thinking.cards import check_side
from mastery.store import Journal
from mastery.tui.forms.models import evidence_form
from mastery.tui.screens.form import Extra, Field, Form
from mastery.verbs.goals import rate_all
from mastery.verbs.reviews import add_lesson, form_name, guided_steps, write_review


def review_form(journal: Journal, found: Period, week_starts: int) -> Form:
    """Goes through a review, a step at a time; it becomes an entry."""
    asked = guided_steps(journal, found, week_starts)
    last = last_written(journal.entries(), found, week_starts)
    about = (
        [f"You wrote it already, on {short_day(last.day)}; this becomes another entry."]
        if last is not None and last.title == review_title(found)
        else []
    )

    fields = [_field(step) for step in asked]
    extras = (
        Extra("failed", lambda line: lesson_form(journal, found, line), _with_line("lesson")),
        Extra("models", lambda line: evidence_form(journal, None, said=line), _with_line("text")),
        Extra("goals", lambda line: ratings_form(journal), lambda text, typed: _goals_now(journal, found, text)),
    )

    def save(typed: dict[str, str]) -> str:
        return f"Kept: {write_review(journal, found, asked, typed).title}"

    return Form(review_title(found), form_name(found), fields, save, about, guided=True, extras=extras)


def _field(step: Step) -> Field:
    """The field of a step; its question is next to it, as the field is filled with what is known."""

    def check(typed: str) -> str:
        if step.name == "next":
            commitments(typed)
        return step.question

    known = f"{step.known}\n" if step.known else ""  # the cursor begins on a line of its own
    return Field(step.name, step.heading, known, "", min(9, max(4, known.count("\n") + 2)), check)


def _with_line(name: str) -> Callable[[str, dict[str, str]], str]:
    """Puts what was typed into a field of the form at the end of the step, unless it is there."""

    def after(text: str, typed: dict[str, str]) -> str:
        line = " ".join(typed[name].split())
        return text if line in text else "\n".join(filter(None, [text.rstrip("\n"), f"- {line}"]))

    return after


def _goals_now(journal: Journal, found: Period, text: str) -> str:
    """The step with the goals as they stand now."""
    ratings = journal.records(Rating)
    lines = text.split("\n")
    for goal in _active(journal):
        moved = moved_in(goal, ratings, found)
        at = next((at for at, line in enumerate(lines) if line.startswith(f"- {goal.title}: ")), None)
        if moved is not None and at is not None:
            lines[at] = f"- {goal_line(goal, moved.first, moved.last)}"
    return "\n".join(lines)


def _active(journal: Journal) -> list[Goal]:
    return [goal for goal in journal.records(Goal) if goal.status == "active"]


def lesson_form(journal: Journal, found: Period, line: str) -> Form:
    """Adds a recall card of a lesson; the lesson too, if it is a new one."""
    fields = (
        Field("lesson", "What did it teach you?", line, "Say no first, and sleep on it", 2, _something),
        Field("question", "Question", "", "What would you want to be asked in a year?", 2,
              lambda typed: "" * bool(check_side(typed, "question"))),
        Field("answer", "Answer", line, "", 2, lambda typed: "" * bool(check_side(typed, "answer"))),
    )  # fmt: skip

    def save(typed: dict[str, str]) -> str:
        made = add_lesson(journal, found, " ".join(typed["lesson"].split()), typed["question"], typed["answer"])
        return "A lesson, and its card: it is asked tomorrow." if made.is_new else "A card: it is asked tomorrow."

    return Form("A lesson to recall", f"lesson-{found.since}", fields, save)


def _something(typed: str) -> str:
    if not typed.strip():
        raise BadInput("say it in a few words")
    return ""


def ratings_form(journal: Journal) -> Form:
    """A new rating of each active goal; one left empty is not rated."""
    goals, ratings = _active(journal), journal.records(Rating)
    fields = []
    for goal in goals:
        mine = ratings_of(goal, ratings)
        now = f"{mine[-1].vision} {mine[-1].reality}" if mine else "8 3"
        fields.append(
            Field(goal.id, goal.title, "", f"{now}: how good you want to be, how good you are", 1, _rating_text)
        )

    def save(typed: dict[str, str]) -> str:
        ratings = [(goal, *_rating(typed[goal.id])) for goal in goals if typed[goal.id].strip()]
        if not ratings:
            raise BadInput("Rate at least one, or leave with esc.")
        return f"{count(len(rate_all(journal, ratings)), 'reading')} taken."

    about = ("Vision and reality, 0–10 each; empty where nothing is to be said.",)
    return Form("Where are they now?", "readings", fields, save, about)


def _rating(typed: str) -> tuple[int, int]:
    match [number_of(one) for one in typed.replace(",", " ").split()]:
        case [int(vision), int(reality)]:
            return check_rating(vision, "The vision"), check_rating(reality, "The reality")
    raise BadInput("two numbers from 0 to 10, vision and reality: 8 4")


def _rating_text(typed: str) -> str:
    if not typed.strip():
        return ""
    vision, reality = _rating(typed)
    return f"{reality} of {vision}"
