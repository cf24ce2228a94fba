"""A review as a guided page: its steps, what is known of each, and the entry it becomes."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from mastery.core.capture import Draft, make_entry
from mastery.core.clock import Clock
from mastery.core.errors import BadInput
from mastery.core.goal_form import minutes_said
from mastery.core.goals import Goal, movement
from mastery.core.records import Entry
from mastery.core.review import Period, Review, period_said
from mastery.core.tags import tags_in

MOST = 3
"""Commitments of a review."""


class Step(NamedTuple):
    """One step of a review."""

    name: str
    heading: str
    """Its heading in the entry."""
    question: str
    known: str = ""
    """What the journal knows; the person goes on from there."""


def steps(said: Review, promised: Sequence[str], goals: Sequence[Goal]) -> list[Step]:
    """The steps of a review, each with what is known. `promised` are the commitments of the one before, `goals` the
    active ones."""
    span = said.period.span
    found = [
        Step("kept", f"Promised this {span}", "Which did you keep? Tick it: [x]", _ticks(promised)),
        Step("happened", "What happened", "What else was there?", _happened(said)),
        Step("wins", "Wins", "What did you do that made it so?", _bullets(one.title for one in said.wins)),
        Step("failed", "What failed", "What did it teach you?",
             _bullets(one.title for one in said.lessons)),
        Step("models", "What I believe", "What was confirmed, what contradicted?", _models(said)),
        Step("goals", "Goals", "What moved? What did not, and why?", _goals(said, goals)),
        Step("next", f"Next {span}", f"Up to {MOST} things, one a line"),
    ]  # fmt: skip
    return found if promised else found[1:]


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _ticks(promised: Sequence[str]) -> str:
    return "\n".join(f"- [ ] {one}" for one in promised)


def _happened(said: Review) -> str:
    noun, days = "entry" if said.entries == 1 else "entries", "day" if said.days == 1 else "days"
    lines = [f"{said.entries:,} {noun} on {said.days:,} {days}, {said.words:,} words"]
    lines += [f"{minutes_said(said.minutes)} of learning"] * bool(said.minutes)
    for one in said.practices:
        spent = f", {minutes_said(one.minutes)}" if one.minutes else ""
        lines.append(f"{one.title}: {one.days} {'day' if one.days == 1 else 'days'}{spent}")
    return _bullets(lines)


def _models(said: Review) -> str:
    lines = [
        f"{one.probability} %: {one.statement}, and it {'came true' if one.outcome == 'yes' else 'did not come true'}"
        for one in said.resolved
    ]
    why = [f": {one.ended_why}" if one.ended_why else "" for one in said.believed]
    lines += [f"{one.statement} ({one.ended}{more})" for one, more in zip(said.believed, why, strict=True)]
    return _bullets(lines)


def _goals(said: Review, goals: Sequence[Goal]) -> str:
    moved = {one.goal.id: one for one in said.moved}
    lines = []
    for goal in goals:
        one = moved.get(goal.id)
        if one is None:
            lines.append(f"{goal.title}: not rated")
            continue
        how = movement([one.first, one.last]) if one.first.id != one.last.id else "the first reading"
        lines.append(f"{goal.title}: {one.last.reality} of {one.last.vision}. {how}")
    return _bullets(lines)


def commitments(typed: str) -> list[str]:
    """The commitments that were typed, one a line. Raises BadInput for more than MOST."""
    found = [_plain(line) for line in typed.split("\n")]
    found = [one for one in found if one]
    if len(found) > MOST:
        raise BadInput(f"{len(found)} are too many to keep: choose {MOST}.")
    return found


_MARK = re.compile(r"^\s*(?:[-*+]|\d+[.)])?\s*(?:\[[ xX]\])?\s*")


def _plain(line: str) -> str:
    return _MARK.sub("", line).strip()


def promised(before: Entry | None) -> list[str]:
    """The commitments of an earlier review."""
    if before is None:
        return []
    found: list[str] = []
    inside = False
    for line in before.body.split("\n"):
        if line.startswith("## "):
            inside = line.startswith("## Next ")
        elif inside and _plain(line):
            found.append(_plain(line))
    return found[:MOST]


def last_review(entries: Sequence[Entry], found: Period) -> Entry | None:
    """The latest review before a period's end that promised something; the entries come in the order of their days."""
    reviews = [one for one in entries if one.kind == "review" and one.day <= found.until and promised(one)]
    return reviews[-1] if reviews else None


def review_title(found: Period) -> str:
    """The title of the entry that a review becomes."""
    said = period_said(found)
    return f"Review of {said}"


def review_entry(
    found: Period, asked: Sequence[Step], answers: Mapping[str, str], clock: Clock, day_starts_at: dt.time
) -> Entry:
    """The entry of a review: a heading for each step that has an answer; it stands on the period's last day so far.

    Raises BadInput where nothing was answered, or more was promised than can be kept.
    """
    parts = []
    for step in asked:
        text = answers.get(step.name, "").strip("\n ")
        if step.name == "next":
            text = _ticks(commitments(text))
        parts += [f"## {step.heading}\n\n{text}"] if text else []
    if not parts:
        raise BadInput("Every step is empty: write at least one.")
    body = "\n\n".join(parts)
    entry = make_entry(Draft(review_title(found), body, tags_in(body)), clock, day_starts_at, "review")
    return msgspec.structs.replace(entry, day=min(entry.day, found.until)) if entry.day > found.until else entry
