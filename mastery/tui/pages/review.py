"""What the Review screen says below its picture: the period, streaks, learning time, tension, mood, beliefs, tags."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from mastery.core.base.phrases import SHORT_MONTHS, count, minutes_text, short_day
from mastery.core.base.tags import signed
from mastery.core.goals.charts import EIGHTHS, FULL, GAP, NOTHING, tension_bar
from mastery.core.goals.goal import movement
from mastery.core.practices.practice import practised
from mastery.core.review.learning_time import LearningTime, bars, budget_said, time_legend
from mastery.core.review.measures import minutes_by_day
from mastery.core.review.moods import Beside, beside_practices, beside_said, mood_by_day, mood_said
from mastery.core.review.review import DAY, Month, Period, Review, months, period_said
from mastery.core.review.strips import WEEKS, Strip, strip_text, strips
from mastery.core.thinking.calibration import Calibration, calibration
from mastery.core.thinking.calibration import said as calibration_said
from mastery.core.thinking.prediction import Prediction, judged
from mastery.tui.widgets.page import Line, Piece, wrapped
from mastery.tui.widgets.picklist import clean, cut
from mastery.verbs.reviews import look_back, time_spent

if TYPE_CHECKING:
    from mastery.host.config import Settings
    from mastery.store import Journal

BARS = 8
"""Weeks of learning time."""

RESOLVED = 5
"""Predictions that are listed, those that surprised first."""

MOODS_OF = 365
"""Days of moods that are set beside the practices."""

PARTS = ("full", "gap", "late", "strong", "dim")
"""The styles of the parts of a bar."""


class Shown(NamedTuple):
    """What is known of a period, and of how things stand."""

    said: Review
    strips: Sequence[Strip]
    time: LearningTime
    calibration: Calibration
    """Of the predictions resolved in the period."""
    beside: Sequence[Beside]
    """Moods beside the practices, of the year up to the period's end."""
    months: Sequence[Month]
    """None of a week."""


def shown(journal: "Journal", found: Period, settings: "Settings") -> Shown:
    """What there is to show of a period."""
    kept, today = journal.kept(), journal.today()
    last = min(found.until, today)
    since = max(last, dt.date.min + DAY * MOODS_OF) - DAY * (MOODS_OF - 1)
    lately = {day: mood for day, mood in mood_by_day(journal.sessions(since)).items() if day <= last}
    counted = calibration(judged(journal.records(Prediction), {}, since=found.since, until=found.until))
    return Shown(
        said=look_back(journal, found, settings.week_starts),
        strips=strips(kept, today),
        time=time_spent(journal, found, BARS, settings.week_starts, settings.weekly_minutes),
        calibration=counted,
        beside=beside_practices(lately, kept),
        months=_months_of(journal, found) if found.span != "week" else [],
    )


def _months_of(journal: "Journal", found: Period) -> list[Month]:
    sessions = journal.sessions()
    minutes = minutes_by_day(sessions, practised(journal.kept()))
    return months(found, journal.today(), journal.entries(), minutes, mood_by_day(sessions))


UNWRITTEN = (
    "Nothing was written in this time. n writes an entry, comma goes to the time before, r reviews it all the same."
)


def review_lines(shown: Shown, width: int) -> list[Line]:
    """The page, in lines of `width` cells."""
    said = shown.said
    name = period_said(said.period)
    than = f", {said.before:,} before" if said.before or said.entries else ""
    facts = f"{count(said.entries, 'entry', 'entries')} on {count(said.days, 'day')}{than}  ·  {said.words:,} words"
    lines = [Line([(name[:1].upper() + name[1:], "title")]), *wrapped(facts, width, "dim"), Line()]
    if not said.entries:
        lines += [*wrapped(UNWRITTEN, width, "text"), Line()]
    for heading, entries in (("Wins", said.wins), ("Lessons", said.lessons)):
        if entries:
            lines.append(_heading(heading))
            lines += [Line([(f"{short_day(one.day)}  ", "dim"), (clean(one.title), "text")], one) for one in entries]
            lines.append(Line())
    lines += _streaks(shown.strips, width)
    lines += _time(shown.time, width)
    lines += _goals(said)
    lines += _mood(shown, width)
    lines += _predictions(shown, width)
    if said.believed:
        lines.append(_heading("What I believe no more"))
        for one in said.believed:
            lines.append(Line([(clean(one.statement), "text")], one))
            why = f"{one.ended}{': ' * bool(one.ended_why)}{clean(one.ended_why)}"
            lines += wrapped(why, width, "dim", indent=2)
        for chain in said.chains:
            lines.append(Line([("How it changed", "dim")]))
            for number, one in enumerate(chain):
                lines.append(Line([("  " * number + "→ " * bool(number), "dim"), (clean(one.statement), "text")], one))
        lines.append(Line())
    lines += _tags(said, width)
    return lines + (_months(shown.months) if shown.months else [])


def _heading(text: str) -> Line:
    return Line([(text, "heading")])


def _streaks(found: Sequence[Strip], width: int) -> list[Line]:
    """Each practice's streak and strength, and its last weeks, what is at stake first."""
    if not found:
        return []
    wide = min(26, max(cell_len(one.title) for one in found))
    long = max(len(one.streak) for one in found)
    lines = [_heading("Streaks and strength")]
    for one in found:
        title = cut(clean(one.title), wide)
        mark: Piece = ("○ " if one.stake else "  ", "late")
        pieces: list[Piece] = [mark, (title + " " * (wide - cell_len(title)), "strong")]
        pieces += [(f"  {one.streak:>{long}}", "streak"), (f"  {one.strength:>3.0f}  ", "text")]
        for letter in strip_text(one)[-max(1, min(WEEKS, width - wide - long - 11)) :]:
            style = "dim" if letter == NOTHING else "late" if letter == EIGHTHS[1] else "done"
            pieces.append((letter, style))
        pieces += [(f"  {one.late}", "late")] * bool(one.late)
        lines.append(Line(pieces))
    stake = "○ waits for you today · " if any(one.stake for one in found) else ""
    return [*lines, *wrapped(f"{stake}streak · strength, 0–100 · the last weeks", width, "dim"), Line()]


def _time(found: LearningTime, width: int) -> list[Line]:
    """The last weeks' learning, a bar each, by goal; a mark stands at the budget."""
    drawn = bars(found, max(8, min(40, width - 24)))
    if not drawn:
        return []
    lines = [_heading("Learning time")]
    for one in drawn:
        parts: list[Piece] = [(part, PARTS[at % len(PARTS)]) for at, part in enumerate(one.parts)]
        lines.append(Line([(f"{one.name}  ", "dim"), *parts, (one.rest, "dim"), (f"  {one.said}", "text")]))
    key: list[Piece] = []
    room = width
    for at, (letter, name) in enumerate(time_legend(found)):
        said = f"{cut(clean(name), 20)}  "
        if cell_len(said) + 2 > room:
            lines.append(Line(key))
            key, room = [], width
        key += [(f"{letter} ", PARTS[at % len(PARTS)]), (said, "dim")]
        room -= cell_len(said) + 2
    return [*lines, Line(key), *[Line([(budget_said(found), "dim")])] * bool(found.budget), Line()]


def _mood(shown: Shown, width: int) -> list[Line]:
    """The mood of the period, and beside each practice: how many days, and never as a cause."""
    said = shown.said
    if not said.moods and not shown.beside:
        return []
    lines = [_heading("Mood")]
    before = f" (before: {mood_said(said.moods_before)})" if said.moods_before else ""
    lines += wrapped(f"{mood_said(said.moods)}{before}", width, "text") if said.moods else []
    for one in shown.beside[:RESOLVED]:
        lines.append(Line([(clean(one.title), "strong"), (f"  {beside_said(one)}", "text")]))
    if shown.beside:
        lines += wrapped("Of a year, side by side: neither need be the other's cause.", width, "dim")
    return [*lines, Line()]


def _months(found: Sequence[Month]) -> list[Line]:
    """What each month had."""
    lines = [Line(), _heading("Month by month")]
    for one in found:
        spent = minutes_text(one.minutes) if one.minutes else ""
        felt = f"mood {mood_said(one.moods)}" if one.moods else ""
        facts = f"{count(one.entries, 'entry', 'entries'):>13}  {spent:>9}  {felt}".rstrip()
        lines.append(Line([(f"{SHORT_MONTHS[one.first.month - 1]}  ", "dim"), (facts, "text")]))
    return lines


def _goals(said: Review) -> list[Line]:
    if not said.moved:
        return []
    lines = [_heading("Creative tension")]
    for one in said.moved:
        bar = tension_bar(one.last)
        full, gap = bar.count(FULL), bar.count(GAP)
        moved = movement([one.first, one.last]) if one.first.id != one.last.id else "The first reading"
        bars: list[Piece] = [(bar[:full], "full"), (bar[full : full + gap], "gap"), (bar[full + gap :], "dim")]
        lines.append(Line([*bars, (f"  {clean(one.goal.title)}", "strong"), (f"  {moved}", "dim")], one.goal))
    return [*lines, Line()]


def _predictions(shown: Shown, width: int) -> list[Line]:
    said = shown.said
    if not said.resolved:
        return []
    lines = [_heading("Predictions, those that surprised first")]
    for one in said.resolved[:RESOLVED]:
        mark: Piece = ("● ", "done") if one.outcome == "yes" else ("✗ ", "dim")
        state = "came true" if one.outcome == "yes" else "did not"
        lines.append(Line([mark, (f"{one.probability:>2} %  {state:<9}  ", "dim"), (clean(one.statement), "text")]))
    left = len(said.resolved) - RESOLVED
    lines += [Line([(f"and {left} more", "dim")])] * (left > 0)
    for text in calibration_said(shown.calibration)[:2]:
        lines += wrapped(text, width, "dim")
    return [*lines, Line()]


def _tags(said: Review, width: int) -> list[Line]:
    lines = []
    for word, some in (("Rose", said.rose), ("Fell", said.fell)):
        names = ",  ".join(f"{signed(one.tag)} {one.before} to {one.now}" for one in some)
        lines += wrapped(f"{word}: {names}", width, "text") if some else []
    return [_heading("Tags"), *lines] if lines else []
