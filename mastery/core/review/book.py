"""A book of a period: its chapters besides the entries, on goals, practices, beliefs and predictions; of ratings, steps
and outcomes only what was known at its end."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from mastery.core.base.parts import Part, bullets
from mastery.core.base.phrases import count, date_text, minutes_text
from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal, Rating, movement, ratings_of, spent_since
from mastery.core.practices.practice import CheckIn, Practice
from mastery.core.review.heatmap import map_svg, year_map
from mastery.core.review.measures import words_by_day
from mastery.core.review.moods import mood_by_day, mood_text
from mastery.core.review.plots import calibration_plot, mood_plot, plot_svg, tension_plot
from mastery.core.thinking.calibration import calibration
from mastery.core.thinking.calibration import said as calibration_text
from mastery.core.thinking.model import Evidence, Model, Visit, history, of_model
from mastery.core.thinking.prediction import Prediction, judged, outcome_text


class Learning(NamedTuple):
    """The living records that a book covers besides the entries."""

    goals: Sequence[Goal] = ()
    ratings: Sequence[Rating] = ()
    practices: Sequence[Practice] = ()
    checkins: Sequence[CheckIn] = ()
    models: Sequence[Model] = ()
    visits: Sequence[Visit] = ()
    evidence: Sequence[Evidence] = ()
    predictions: Sequence[Prediction] = ()

    def days(self) -> set[dt.date]:
        """The days on which anything happened with them."""
        acts = (self.goals, self.ratings, self.checkins, self.models, self.visits, self.evidence, self.predictions)
        days: set[dt.date | None] = {one.day for some in acts for one in some}
        days |= {one.status_day for one in self.goals} | {one.ended_day for one in self.models}
        days |= {one.resolved_day for one in self.predictions}
        return {day for day in days if day is not None}


class Days(NamedTuple):
    """The days that a book is about."""

    since: dt.date
    until: dt.date

    def hold(self, day: dt.date | None) -> bool:
        """Whether a day is one of them."""
        return day is not None and self.since <= day <= self.until


class Chapter(NamedTuple):
    """One chapter after the entries."""

    name: str
    heading: str
    parts: Sequence[Part]


def days_of(entries: Sequence[Entry], found: Learning, since: dt.date | None, until: dt.date | None) -> Days | None:
    """The requested days; without a request, all on which anything was recorded. None if there is nothing."""
    asked = Days(since or dt.date.min, until or dt.date.max)
    known = {day for day in found.days().union(one.day for one in entries) if asked.hold(day)}
    first, last = since or min(known, default=until), until or max(known, default=since)
    return Days(first, last) if first and last else None


def facts(entries: Sequence[Entry]) -> list[str]:
    """How much was written."""
    moods = list(mood_by_day(entries).values())
    days, minutes = len({one.day for one in entries}), sum(one.minutes for one in entries)
    return [
        f"{count(len(entries), 'entry', 'entries')} on {count(days, 'day')}",
        count(sum(words_by_day(entries).values()), "word"),
        *[f"{minutes_text(minutes)} of learning"] * bool(minutes),
        *[f"a mood of {mood_text(moods)}"] * bool(moods),
    ]


def pictures(entries: Sequence[Entry], days: Days, week_starts: int) -> list[Part]:
    """A map of the words of each year with entries, and the moods."""
    words = words_by_day(entries)
    found = []
    for year in sorted({day.year for day in words}):
        written = [one for one in entries if one.day.year == year]
        said = f"{count(len(written), 'entry', 'entries')}, {count(_sum(words, year), 'word')}"
        found.append(Part("map", f"{year}", said, pictures=(map_svg(year_map(words, year, week_starts), "words"),)))
    plot = mood_plot(mood_by_day(entries), days.since, days.until)
    if plot is not None:
        found.append(Part("mood", "", "", pictures=(plot_svg(plot),)))
    return found


def _sum(words: Mapping[dt.date, int], year: int) -> int:
    return sum(number for day, number in words.items() if day.year == year)


def chapters(entries: Sequence[Entry], found: Learning, days: Days) -> list[Chapter]:
    """The chapters that have any content."""
    every = [
        Chapter("goals", "Goals", list(_goals(entries, found, days))),
        Chapter("practices", "Practices", list(_practices(found, days))),
        Chapter("beliefs", "What I believed", list(_beliefs(found, days))),
        Chapter("predictions", "Predictions", list(_predictions(found, days))),
    ]
    return [one for one in every if one.parts]


def _goals(entries: Sequence[Entry], found: Learning, days: Days) -> Iterable[Part]:
    """Goals that were set by the end of the days, and not over before they began."""
    kept = found.days().union(one.day for one in entries)
    last = min(days.until, max(kept, default=days.until))  # the requested days may end in the future
    for goal in sorted(found.goals, key=lambda one: (one.day, one.id)):
        changed = goal.status_day
        if changed is not None and changed > days.until:
            goal = msgspec.structs.replace(goal, status="active", status_day=None)  # as it stood then
        is_over = goal.status in ("achieved", "let go") and changed is not None and changed < days.since
        if goal.day > days.until or is_over:
            continue
        known = [one for one in ratings_of(goal, found.ratings) if one.day <= days.until]
        before = [one for one in known if one.day < days.since][-1:]
        told = [*before, *(one for one in known if one.day >= days.since)]
        state = []
        if changed is not None and days.hold(changed):
            state.append(f"{goal.status[:1].upper()}{goal.status[1:]} on {date_text(changed)}{_why(goal.status_why)}")
        parts = [
            _said("What I want to be able to do", goal.vision),
            _said("Why", goal.why),
            _said("Where I am", goal.reality),
            *map(_rated, told[-1:]),
            *[f"{movement(told)}."] * (len(told) > 1),
            bullets([*_steps(goal, days), *_spent(goal, entries, found, days), *state]),
        ]
        plot = tension_plot(goal, told, last) if len(told) > 1 else None
        yield Part("goals", goal.title, _joined(parts), pictures=(plot_svg(plot),) if plot is not None else ())


def _rated(one: Rating) -> str:
    note = " ".join(one.note.split())
    return f"{one.reality} of {one.vision} on {date_text(one.day)}" + (f": {note}" if note else ".")


def _steps(goal: Goal, days: Days) -> list[str]:
    """The milestones as they stood at the end."""
    reached = [one for one in goal.milestones if one.done is not None and one.done <= days.until]
    lines = [f"Reached on {date_text(one.done)}: {one.title}" for one in reached if one.done]
    for one in goal.milestones:
        if one not in reached:
            lines.append(f"Ahead: {one.title}" + (f", by {date_text(one.target)}" if one.target else ""))
    if goal.target is not None:
        lines.append(f"Meant to be reached by {date_text(goal.target)}")
    return lines


def _spent(goal: Goal, entries: Sequence[Entry], found: Learning, days: Days) -> list[str]:
    mine = {one.id for one in found.practices if one.goal == goal.id}
    practised = [(one.day, one.minutes) for one in found.checkins if one.practice in mine and days.hold(one.day)]
    minutes = spent_since(days.since, [one for one in entries if goal.id in one.goals], practised)
    return [f"{minutes_text(minutes)} of learning"] * bool(minutes)


def _practices(found: Learning, days: Days) -> Iterable[Part]:
    titles = {one.id: one.title for one in found.goals}
    lines = []
    for practice in sorted(found.practices, key=lambda one: (one.since, one.id)):
        mine = [one for one in found.checkins if one.practice == practice.id and days.hold(one.day)]
        minutes, of = sum(one.minutes for one in mine), titles.get(practice.goal)
        said = [f"done on {count(len({one.day for one in mine}), 'day')}"]
        said += [minutes_text(minutes)] * bool(minutes) + [f"for “{of}”"] * bool(of)
        lines += [f"{practice.title}: {', '.join(said)}"] * bool(mine)
    if lines:
        yield Part("practices", "", bullets(lines))


def _beliefs(found: Learning, days: Days) -> Iterable[Part]:
    """Beliefs that were written down by the end of the days, and not given up before they began."""
    for model in sorted(found.models, key=lambda one: (one.day, one.id)):
        ended = model.ended_day if model.ended else None
        if model.day > days.until or (ended is not None and ended < days.since):
            continue
        sure = [one for one in history(model, found.visits) if one.day <= days.until]
        lines = [f"{one.confidence} % sure on {date_text(one.day)}{_why(one.why)}" for one in sure]
        parts = [bullets(lines)]
        evidence = [one for one in of_model(model, found.evidence) if one.day <= days.until]
        for name, side in (("For it", "for"), ("Against it", "against")):
            some = [f"{' '.join(one.text.split())} ({date_text(one.day)})" for one in evidence if one.side == side]
            parts += [f"**{name}**\n\n{bullets(some)}"] * bool(some)
        if ended is not None and days.hold(ended):
            now = [one.statement for one in found.models if one.before == model.id]
            parts.append(f"{model.ended[:1].upper()}{model.ended[1:]} on {date_text(ended)}{_why(model.ended_why)}")
            parts += [f"**What I believe instead:** {one}" for one in now]
        yield Part("beliefs", model.statement, _joined(parts))


def _predictions(found: Learning, days: Days) -> Iterable[Part]:
    """Those that were resolved in the days, then those made in them that were open at their end; the calibration by
    then."""
    told = [one for one in found.predictions if one.outcome in ("yes", "no") and days.hold(one.resolved_day)]
    lines = [
        f"{one.statement} *{one.probability} %, {outcome_text(one)} on "
        f"{date_text(one.resolved_day or one.day)}{_why(one.why)}*"
        for one in sorted(told, key=lambda one: (one.resolved_day or one.day, one.id))
    ]
    lines += [
        f"{one.statement} *{one.probability} %, to be known by {date_text(one.by)}*"
        for one in sorted(found.predictions, key=lambda one: (one.by, one.id))
        if days.hold(one.day) and (not one.outcome or (one.resolved_day or one.day) > days.until)
    ]
    if lines:
        by_then = calibration(judged(found.predictions, {}, until=days.until))
        said = [" ".join(calibration_text(by_then))] * by_then.is_enough
        drawn = (plot_svg(calibration_plot(by_then)),) if by_then.is_enough else ()
        yield Part("predictions", "", _joined([*said, bullets(lines)]), pictures=drawn)


def _said(what: str, text: str) -> str:
    return f"**{what}:** {text}" if text else ""


def _why(text: str) -> str:
    """What was said of it, on the same line."""
    return f": {' '.join(text.split())}" if text else ""


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, parts))
