"""The page of a week, a month or a year to look back on: what was done and learnt, and how things moved."""

from collections.abc import Sequence
from typing import NamedTuple

from mastery.core.base.page import Face, HintName, Line, Piece, Section, hint, plain, to_the_right
from mastery.core.base.phrases import SHORT_MONTHS, count, minutes_text
from mastery.core.base.tags import signed
from mastery.core.goals.charts import WEEKS, tension_bar, tension_text
from mastery.core.goals.goal import movement
from mastery.core.pages.parts import entry_line
from mastery.core.pages.predictions import prediction_line
from mastery.core.review.learning_time import MARK, LearningTime, bars, budget_text, time_legend, time_words
from mastery.core.review.measures import Trend
from mastery.core.review.moods import Beside, beside_text, mood_text
from mastery.core.review.review import Done, Month, Moved, Review, period_text
from mastery.core.review.strips import Strip, strip_text
from mastery.core.thinking.calibration import Calibration
from mastery.core.thinking.calibration import said as calibration_text
from mastery.core.thinking.model import Model

RESOLVED = 8
"""Predictions that are listed, those that surprised first."""

BESIDE = 5
"""Practices that moods are set beside, the widest apart."""

BAR = 40
"""The most cells of a bar of learning time."""

TITLE = 26
"""Letters of a practice's name next to its strip."""


class PeriodFacts(NamedTuple):
    """What the page of a period needs to know."""

    review: Review
    strips: Sequence[Strip]
    time: LearningTime
    calibration: Calibration
    """Of the predictions resolved in the period."""
    beside: Sequence[Beside]
    """Moods beside the practices, of the year up to the period's end."""
    months: Sequence[Month]
    """None of a week."""


def review_sections(facts: PeriodFacts, face: Face) -> list[Section]:
    """The page of a period."""
    review = facts.review
    name = period_text(review.period)
    top = [plain(name[:1].upper() + name[1:], "title"), plain("  ·  ".join(_counts(review)), "dim")]
    return [
        Section("", top),
        Section("", [] if review.entries else [Line([hint("unwritten", "text")])]),
        Section("Wins", [entry_line(one, face) for one in review.wins]),
        Section("Lessons", [entry_line(one, face) for one in review.lessons]),
        Section("Streaks and strength", streak_lines(facts.strips, face)),
        Section("Learning time", time_lines(facts.time, face)),
        Section("Practices", _practices(review.practices)),
        Section("Creative tension", list(map(_tension, review.moved))),
        Section("Mood", _mood(facts)),
        Section("Predictions, those that surprised first", _predictions(facts, face)),
        Section("What I believe no more", [line for one in review.believed for line in _ended(one)]),
        Section("How beliefs changed", [line for chain in review.chains for line in _chain(chain)]),
        Section("Tags", [plain(text) for text in (_trends("Rose", review.rose), _trends("Fell", review.fell)) if text]),
        Section("Month by month", _months(facts.months)),
    ]


def _counts(review: Review) -> list[str]:
    """How much was written and learnt, against the period before."""
    against = f" (before: {review.before:,})" if review.entries or review.before else ""
    counts = [f"{count(review.entries, 'entry', 'entries')} on {count(review.days, 'day')}{against}"]
    counts.append(count(review.words, "word"))
    if review.minutes or review.minutes_before:
        than = minutes_text(review.minutes_before) if review.minutes_before else "none"
        counts.append(f"{minutes_text(review.minutes)} of learning (before: {than})")
    return counts


def _practices(done: Sequence[Done]) -> list[Line]:
    """What was done in the period."""
    days = to_the_right([count(one.days, "day") for one in done])
    minutes = to_the_right([minutes_text(one.minutes) if one.minutes else "" for one in done])
    return [
        Line(head=(Piece(one.title), Piece(on), Piece(spent)))
        for one, on, spent in zip(done, days, minutes, strict=True)
    ]


def streak_lines(strips: Sequence[Strip], face: Face) -> list[Line]:
    """Each practice's streak and strength, and its last weeks, what is at stake first."""
    if not strips:
        return []
    streaks = to_the_right([one.streak for one in strips])
    room = face.room - min(TITLE, max(len(one.title) for one in strips)) - len(streaks[0]) - 11
    lines = [
        Line(
            (Piece(strip_text(one)[-max(1, min(WEEKS, room)) :], "strip"), Piece(one.late, "late")),
            (Piece(one.title, "strong"), Piece(streak, "streak"), Piece(f"{one.strength:>3.0f}")),
            mark="stake" if one.stake else "calm",
            cut=True,
        )
        for one, streak in zip(strips, streaks, strict=True)
    ]
    key: list[HintName] = ["stake", "strips"] if any(one.stake for one in strips) else ["strips"]
    return [*lines, Line([hint(name) for name in key])]


def time_lines(time: LearningTime, face: Face) -> list[Line]:
    """The last weeks' learning, a bar each, by goal; a mark stands at the budget."""
    drawn = bars(time, max(8, min(BAR, face.room - 24)))
    budget = budget_text(time)
    if not drawn:
        return []
    if not face.room:
        words = [*time_words(time), budget.removeprefix(MARK).strip()]
        return [plain(text) for text in words if text]
    lines = [
        Line((Piece("".join(one.parts) + one.rest, "shares"), Piece(one.said)), [Piece(one.name, "dim")], cut=True)
        for one in drawn
    ]
    key = [Piece(f"{letter} {name}", "shares") for letter, name in time_legend(time)]
    return [*lines, Line(key), *[plain(budget, "dim")] * bool(budget)]


def _tension(one: Moved) -> Line:
    moved = movement([one.first, one.last]) if one.first.id != one.last.id else "The first reading"
    head = (Piece(tension_bar(one.last), "bar"), Piece(tension_text(one.last)))
    return Line((Piece(one.goal.title, "strong"), Piece(moved, "dim")), head, about=one.goal)


def _mood(facts: PeriodFacts) -> list[Line]:
    """The mood of the period; and beside each practice, how many days, and never as a cause."""
    review = facts.review
    before = f" (before: {mood_text(review.moods_before)})" if review.moods_before else ""
    lines = [plain(f"{mood_text(review.moods)}{before}")] * bool(review.moods)
    lines += [Line((Piece(one.title, "strong"), Piece(beside_text(one)))) for one in facts.beside[:BESIDE]]
    why = "Of a year, side by side: neither need be the other's cause."
    return lines + [plain(why, "dim")] * bool(facts.beside)


def _predictions(facts: PeriodFacts, face: Face) -> list[Line]:
    resolved = facts.review.resolved
    if not resolved:
        return []
    lines = [prediction_line(one, face)._replace(about=None) for one in resolved[:RESOLVED]]
    left = len(resolved) - RESOLVED
    lines += [Line([Piece(f"and {left} more", "dim"), hint("resolved")])] * (left > 0)
    return lines + [plain(text, "dim") for text in calibration_text(facts.calibration)[:2]]


def _ended(one: Model) -> list[Line]:
    why = f": {one.ended_why}" if one.ended_why else ""
    return [Line([Piece(one.statement)], about=one), plain(f"{one.ended}{why}", "dim", indent=2)]


def _chain(chain: Sequence[Model]) -> list[Line]:
    """What took the place of what, each below what it came from."""
    return [Line([Piece("→ " * (at > 0) + one.statement)], about=one, indent=2 * at) for at, one in enumerate(chain)]


def _trends(word: str, trends: Sequence[Trend]) -> str:
    names = ", ".join(f"{signed(one.tag)} {one.before} to {one.now}" for one in trends)
    return f"{word}: {names}" if names else ""


def _months(months: Sequence[Month]) -> list[Line]:
    """What each month had."""
    entries = to_the_right([count(one.entries, "entry", "entries") for one in months])
    minutes = to_the_right([minutes_text(one.minutes) if one.minutes else "" for one in months])
    lines = []
    for one, written, spent in zip(months, entries, minutes, strict=True):
        head = (Piece(SHORT_MONTHS[one.first.month - 1], "dim"), Piece(written), Piece(spent))
        lines.append(Line([Piece(f"mood {mood_text(one.moods)}" if one.moods else "")], head))
    return lines
