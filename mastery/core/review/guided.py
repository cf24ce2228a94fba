"""The guided review: its steps, what is known for each, and the entry it becomes."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

import msgspec

from mastery.core.base.clock import Now, moved
from mastery.core.base.errors import BadInput
from mastery.core.base.parts import bullets
from mastery.core.base.phrases import count, minutes_text
from mastery.core.base.records import Entry
from mastery.core.base.tags import tags_in
from mastery.core.goals.goal import Goal, Rating, movement
from mastery.core.review.moods import mood_text
from mastery.core.review.review import Period, Review, Span, period, period_text, previous
from mastery.core.thinking.prediction import outcome_text
from mastery.core.writing.capture import Draft, make_entry
from mastery.core.writing.entries import places

LOOK_BACK: dict[Span, int] = {"week": 35, "month": 100, "year": 800}
"""Days after which a promise is no longer asked about."""

LEFT_OPEN: dict[Span, int] = {"week": 3, "month": 5, "year": 14}
"""Days after its time for which a review is said to be due."""

MOST = 3
"""Commitments of a review."""


_day = attrgetter("day")


class Step(NamedTuple):
    """One step of a review."""

    name: str
    heading: str
    """Its heading in the entry."""
    question: str
    known: str = ""
    """What the journal knows; the person continues from there."""


def steps(said: Review, promised: Sequence[str], goals: Sequence[Goal]) -> list[Step]:
    """The steps of a review, each with what is known. `promised` are the commitments of the one before, `goals` the
    active ones."""
    span = said.period.span
    found = [
        Step("kept", f"Promised this {span}", "Which did you keep? Tick it: [x]", _ticks(promised)),
        Step("happened", "What happened", "What else was there?", _happened(said)),
        Step("wins", "Wins", "What did you do that made it so?", bullets(one.title for one in said.wins)),
        Step("failed", "What failed", "What did it teach you?",
             bullets(one.title for one in said.lessons)),
        Step("models", "What I believe", "What was confirmed, what contradicted?", _models(said)),
        Step("goals", "Goals", "What moved? What did not, and why?", _goals(said, goals)),
        Step("next", f"Next {span}", f"Up to {MOST} things, one a line"),
    ]  # fmt: skip
    return found if promised else found[1:]


def _ticks(promised: Sequence[str]) -> str:
    return "\n".join(f"- [ ] {one}" for one in promised)


def _happened(said: Review) -> str:
    entries, days = count(said.entries, "entry", "entries"), count(said.days, "day")
    lines = [f"{entries} on {days}, {said.words:,} words"]
    lines += [f"{minutes_text(said.minutes)} of learning"] * bool(said.minutes)
    lines += [f"Mood: {mood_text(said.moods)}"] * bool(said.moods)
    for one in said.practices:
        spent = f", {minutes_text(one.minutes)}" if one.minutes else ""
        lines.append(f"{one.title}: {count(one.days, 'day')}{spent}")
    if said.period.span != "week":
        lines += _trends(said)
    return bullets(lines)


def _trends(said: Review) -> list[str]:
    """What changed since the period before."""
    before = [count(said.before, "entry", "entries")]
    before += [f"{minutes_text(said.minutes_before)} of learning"] * bool(said.minutes_before)
    before += [f"mood {mood_text(said.moods_before)}"] * bool(said.moods_before)
    lines = [f"The {said.period.span} before: {', '.join(before)}"]
    for word, some in (("More", said.rose), ("Less", said.fell)):
        lines += [f"{word} about {', '.join(one.tag for one in some)}"] * bool(some)
    return lines


def _models(said: Review) -> str:
    lines = [f"{one.probability} %, {outcome_text(one)}: {one.statement}" for one in said.resolved]
    why = [f": {one.ended_why}" if one.ended_why else "" for one in said.believed]
    lines += [f"{one.statement} ({one.ended}{more})" for one, more in zip(said.believed, why, strict=True)]
    if said.period.span != "week":
        lines += [" → ".join(one.statement for one in chain) for chain in said.chains]
    return bullets(lines)


def _goals(said: Review, goals: Sequence[Goal]) -> str:
    moved = {one.goal.id: one for one in said.moved}
    lines = []
    for goal in goals:
        one = moved.get(goal.id)
        if one is None:
            lines.append(f"{goal.title}: not rated")
        else:
            lines.append(goal_line(goal, one.first, one.last))
    return bullets(lines)


def goal_line(goal: Goal, first: Rating, last: Rating) -> str:
    """A goal's ratings at the beginning and at the end of a period, in a line."""
    how = movement([first, last]) if first.id != last.id else "The first reading"
    return f"{goal.title}: {last.reality} of {last.vision}. {how}"


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
    """The latest review before a period's end that promised something for such a span.

    The entries come in the order of their days; no more of them are read than those of the last LOOK_BACK days.
    """
    standing = places(entries)
    for at in range(bisect_right(standing, found.until, key=_day) - 1, -1, -1):
        if (found.until - standing[at].day).days > LOOK_BACK[found.span]:
            return None
        one = entries[at]
        if one.kind == "review" and f"## Next {found.span}" in one.body and promised(one):
            return one
    return None


def last_written(entries: Sequence[Entry], found: Period, week_starts: int) -> Entry | None:
    """The latest review of such a span before a period's end, whether it promised something or not; it looks as far
    back as `last_review`."""
    standing = places(entries)
    for at in range(bisect_right(standing, found.until, key=_day) - 1, -1, -1):
        if (found.until - standing[at].day).days > LOOK_BACK[found.span]:
            return None
        one = entries[at]
        if one.kind == "review" and one.title == review_title(period(found.span, one.day, week_starts)):
            return one
    return None


def due_reviews(now: Now, entries: Sequence[Entry], day: int | None, at: dt.time, week_starts: int) -> list[Period]:
    """The reviews that are due now and not written: of the year, the month, the week.

    The week's falls on weekday `day` (Monday is 0; None for no reviews) at clock time `at` and is about the week that
    is nearly over then, or just was; the month's and the year's fall on their last days. Each is due for a few days
    (LEFT_OPEN), and none of a time before the first entry. A review is one that bears its title, and for the week any
    entry of that kind from that time on. The entries come in the order of their days; only those of the last days are
    read.
    """
    if day is None:
        return []
    today = now.day
    due: list[Period] = []
    for span in ("year", "month"):
        this = period(span, today, week_starts)
        due += [one for one in (previous(this, week_starts), this) if _is_open(one.span, one.until, now, at)]
    on = moved(today, -((today.weekday() - day) % 7))
    if on == today and now.at.date() == today and now.at.time() < at:
        on = moved(on, -7)
    week = period("week", on, week_starts)
    if (on - week.since).days < 3:
        week = previous(week, week_starts)
    due += [week] * _is_open("week", on, now, at)
    standing = places(entries)
    due = [one for one in due if standing and standing[0].day <= one.until]
    if not due:
        return []
    recent = [
        entries[spot]
        for spot in range(bisect_right(standing, moved(today, -max(LEFT_OPEN.values())), key=_day), len(standing))
    ]
    reviews = [one for one in recent if one.kind == "review"]
    titles = {one.title for one in reviews}
    freely = any(one.day >= on and not one.title.startswith(TITLE) for one in reviews)
    return [one for one in due if review_title(one) not in titles and not (one.span == "week" and freely)]


def _is_open(span: Span, on: dt.date, now: Now, at: dt.time) -> bool:
    """Whether a review that falls on a day, at a time, is said to be due."""
    today = now.day
    begun = on < today or (on == today and (now.at.date() > today or now.at.time() >= at))
    return begun and (today - on).days <= LEFT_OPEN[span]


_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


def _apart(text: str) -> str:
    """The text with a blank line after each list, where what follows would be read as a part of its last item."""
    lines: list[str] = []
    for line in text.split("\n"):
        after_item = bool(lines) and _ITEM.match(lines[-1]) is not None
        if after_item and line.strip() and not _ITEM.match(line) and not line[0].isspace():
            lines.append("")
        lines.append(line.rstrip())
    return "\n".join(lines)


TITLE = "Review of "


def review_title(found: Period) -> str:
    """The title of the entry that a review becomes."""
    said = period_text(found)
    return f"{TITLE}{said}"


def review_text(found: Period, asked: Sequence[Step]) -> str:
    """The review as it goes into an editor: a heading for each step, its question, what is known."""
    parts = [f"# {review_title(found)}"]
    for step in asked:
        parts += [f"## {step.heading}", f"> {step.question}"] + [step.known] * bool(step.known)
    return "\n\n".join(parts) + "\n"


def read_answers(found: Period, asked: Sequence[Step], text: str) -> dict[str, str]:
    """The answers by the names of their steps, from what `review_text` became in an editor."""
    names = {f"## {step.heading}": step.name for step in asked}
    own = {f"# {review_title(found)}", *(f"> {step.question}" for step in asked)}
    answers: dict[str, list[str]] = {step.name: [] for step in asked}
    at = asked[0].name
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.strip() in names:
            at = names[line.strip()]
        elif line.strip() not in own:
            answers[at].append(line)
    return {name: "\n".join(lines).strip("\n") for name, lines in answers.items()}


def review_entry(found: Period, asked: Sequence[Step], answers: Mapping[str, str], now: Now) -> Entry:
    """The entry of a review: a heading for each step that has an answer; it stands on the period's last day so far.

    Raises BadInput if nothing was answered, or there are more than MOST commitments.
    """
    parts = []
    for step in asked:
        text = _apart(answers.get(step.name, "").strip("\n "))
        if step.name == "next":
            text = _ticks(commitments(text))
        parts += [f"## {step.heading}\n\n{text}"] if text else []
    if not parts:
        raise BadInput("Every step is empty: write at least one.")
    body = "\n\n".join(parts)
    entry = make_entry(Draft(review_title(found), body, tags_in(body)), now, "review")
    return msgspec.structs.replace(entry, day=min(entry.day, found.until)) if entry.day > found.until else entry
