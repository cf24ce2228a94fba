"""A month or a year told as Markdown, to be read and printed: month by month, then goals, beliefs, practices."""

import datetime as dt
from collections.abc import Mapping, Sequence

from mastery.core.base.parts import bullets
from mastery.core.base.phrases import MONTHS, count, long_month_day, minutes_text
from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal, movement
from mastery.core.review.moods import mean, mood_text
from mastery.core.review.review import DAY, Moved, Period, Review, period, period_text
from mastery.core.thinking.model import Model
from mastery.core.thinking.prediction import is_surprise, outcome_text

QUOTED = 2
"""The most starred entries of a month that are quoted, with their first paragraph."""


def story(
    said: Review,
    entries: Sequence[Entry],
    minutes: Mapping[dt.date, int],
    moods: Mapping[dt.date, float],
    goals: Sequence[Goal],
) -> str:
    """The story of a period: `entries` are its own, in the order of their days; `minutes` of learning and `moods`
    are by day, of any length of time."""
    found = said.period
    name = period_text(found)
    parts = [f"# {name[:1].upper()}{name[1:]}", _opening(said)]
    months = _months(found)
    for month in months:
        mine = [one for one in entries if month.since <= one.day <= month.until]
        told = _month(month, mine, minutes, moods, goals)
        if told:
            parts += [f"## {MONTHS[month.since.month - 1]}"] * (len(months) > 1) + told
    parts += _section("What I set out to learn", [_goal(one) for one in said.moved])
    for chain in said.chains:
        parts += ["## A belief that changed", *_chain(chain)]
    retired = [f"{one.statement}{_why(one)}" for one in said.believed if one.ended == "retired"]
    parts += _section("Beliefs put aside", retired)
    parts += _section("Predictions that surprised", [
        f"{one.probability} %: {one.statement} It {outcome_text(one)}."
        for one in said.resolved if is_surprise(one)
    ])  # fmt: skip
    parts += _section("What I kept doing", [
        f"{one.title}: {count(one.days, 'day')}" + (f", {minutes_text(one.minutes)}" if one.minutes else "")
        for one in said.practices
    ])  # fmt: skip
    rose, fell = (", ".join(one.tag.lstrip("@") for one in some) for some in (said.rose, said.fell))
    words = [f"More than before: {rose}"] * bool(rose) + [f"Less than before: {fell}"] * bool(fell)
    return "\n\n".join([*parts, *_section("What it was about", words)]) + "\n"


def _opening(said: Review) -> str:
    entries, days = count(said.entries, "entry", "entries"), count(said.days, "day")
    facts = [f"{entries} on {days}, {count(said.words, 'word')}"]
    facts += [f"{minutes_text(said.minutes)} of learning"] * bool(said.minutes)
    facts += [f"a mood of {mood_text(said.moods)}"] * bool(said.moods)
    return "; ".join(facts) + "."


def _months(found: Period) -> list[Period]:
    months, day = [], found.since
    while True:
        months.append(period("month", day))
        if months[-1].until >= found.until:
            return months
        day = months[-1].until + DAY


def _month(
    month: Period,
    mine: Sequence[Entry],
    minutes: Mapping[dt.date, int],
    moods: Mapping[dt.date, float],
    goals: Sequence[Goal],
) -> list[str]:
    """The story of one month; empty if nothing happened."""
    spent = sum(number for day, number in minutes.items() if month.since <= day <= month.until)
    felt = [mood for day, mood in moods.items() if month.since <= day <= month.until]
    facts = [count(len(mine), "entry", "entries")] * bool(mine)
    facts += [f"{minutes_text(spent)} of learning"] * bool(spent)
    if felt:
        facts.append(f"a mood of {mean(felt):.1f}")
    parts = [f"*{', '.join(facts)}*"] * bool(facts)
    for one in [one for one in mine if one.starred and one.kind not in ("win", "lesson", "review")][:QUOTED]:
        parts.append(_quoted(one))
    parts += _titled("Won", [one for one in mine if one.kind == "win"])
    parts += _titled("Learnt", [one for one in mine if one.kind == "lesson"])
    reached = [
        f"{step.title} ({goal.title})"
        for goal in goals
        for step in goal.milestones
        if step.done is not None and month.since <= step.done <= month.until
    ]
    return parts + ["**Reached**\n\n" + bullets(reached)] * bool(reached)


def _titled(name: str, entries: Sequence[Entry]) -> list[str]:
    lines = bullets(one.title or _first(one) for one in entries)
    return [f"**{name}**\n\n{lines}"] if lines else []


def _first(entry: Entry) -> str:
    """The first paragraph of an entry's text, on one line."""
    return " ".join(entry.body.partition("\n\n")[0].split())


def _quoted(entry: Entry) -> str:
    text = "\n>\n> ".join(filter(None, (entry.title, _first(entry))))
    return f"> {text}\n>\n> — {long_month_day(entry.day)}"


def _goal(one: Moved) -> str:
    how = movement([one.first, one.last]) if one.first.id != one.last.id else "The first reading"
    return f"**{one.goal.title}**: {one.last.reality} of {one.last.vision}. {how}."


def _chain(chain: Sequence[Model]) -> list[str]:
    """A belief, why it was given up, what came in its place, and so on."""
    lines = []
    for number, one in enumerate(chain, 1):
        until = f" to {one.ended_day}" if one.ended_day else ""
        lines.append(f"{number}. {one.statement} *({one.day}{until})*{_why(one)}")
    return ["\n".join(lines)]


def _why(one: Model) -> str:
    return f" — {' '.join(one.ended_why.split())}" if one.ended_why else ""


def _section(heading: str, lines: Sequence[str]) -> list[str]:
    return [f"## {heading}", bullets(lines)] if lines else []
