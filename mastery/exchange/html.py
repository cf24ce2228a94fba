"""HTML: a book of the entries in one file, with contents, pictures, goals and beliefs; to read and to print."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from mastery.core.base.phrases import MONTHS, WEEKDAYS, long_date, long_month_day, minutes_text
from mastery.core.base.records import Entry
from mastery.core.base.tags import signed
from mastery.core.goals.goal import Goal, Rating
from mastery.core.practices.practice import CheckIn, Practice
from mastery.core.review.book import Learning, chapters, days_of, facts, pictures
from mastery.core.thinking.model import Evidence, Model, Visit
from mastery.core.thinking.prediction import Prediction
from mastery.core.writing.capture import own_tags_of
from mastery.core.writing.moods import mood_name
from mastery.exchange import Export, Format, living

ENTRY = 4
"""The level of an entry's heading; those in its text lie below it."""


class Leaf(NamedTuple):
    """An entry as it is printed."""

    title: str
    facts: str
    body: str


class Month(NamedTuple):
    """A month of the book."""

    name: str
    """"2014-03", what the contents lead to."""
    year: int
    title: str
    """ "March"."""
    days: Sequence[tuple[str, Sequence[Leaf]]]


def write(export: Export) -> bytes:
    """The book; with goals, practices, beliefs and predictions where nothing but days chose the entries.

    The same journal gives the same bytes.
    """
    from mastery.core.base.html import shown, template  # here, so that no other format waits for it

    entries = sorted(export.entries, key=lambda one: one.day)
    found = _learning(export)
    days = days_of(entries, found, export.since, export.until)
    months = _months(entries, {one.id: one.title for one in found.goals})
    told = chapters(entries, found, days) if days else []
    html = template("exchange/book.html.j2").render(
        title=_title(export.name),
        days=" to ".join(dict.fromkeys(map(long_date, days))) if days else "",
        facts=facts(entries) if entries else [],
        pictures=[shown(one) for one in pictures(entries, days, export.week_starts)] if days else [],
        years=[(year, list(some)) for year, some in groupby(months, key=lambda one: one.year)],
        chapters=[(one.name, one.heading, [shown(part, 3) for part in one.parts]) for one in told],
    )
    return html.encode()


def _title(name: str) -> str:
    return "Journal" if name in ("", "default") else f"Journal: {name}"


def _learning(export: Export) -> Learning:
    kept = export.learning
    return Learning(
        goals=living(kept, Goal),
        ratings=living(kept, Rating),
        practices=living(kept, Practice),
        checkins=living(kept, CheckIn),
        models=living(kept, Model),
        visits=living(kept, Visit),
        evidence=living(kept, Evidence),
        predictions=living(kept, Prediction),
    )


def _months(entries: Sequence[Entry], goals: dict[str, str]) -> list[Month]:
    months = []
    for first, some in groupby(entries, key=lambda one: one.day.replace(day=1)):
        days = [
            (f"{WEEKDAYS[day.weekday()]}, {long_month_day(day)}", [_leaf(one, goals) for one in of_day])
            for day, of_day in groupby(some, key=lambda one: one.day)
        ]
        months.append(Month(name=f"{first:%Y-%m}", year=first.year, title=MONTHS[first.month - 1], days=days))
    return months


def _leaf(entry: Entry, goals: dict[str, str]) -> Leaf:
    from mastery.core.base.html import body_html

    about = [f"{entry.at:%H:%M}"]
    about += [entry.kind] if entry.kind != "note" else []
    about += ["starred"] if entry.starred else []
    about += [f"mood: {mood_name(entry.mood)}"] if entry.mood else []
    about += [minutes_text(entry.minutes)] if entry.minutes else []
    about += [goals[one] for one in entry.goals if one in goals]
    if entry.tags:
        about += map(signed, own_tags_of(entry))
    return Leaf(entry.title, " · ".join(about), body_html(entry.body, ENTRY))


FORMAT = Format("html", "A book in one HTML file: contents, pictures, goals and beliefs", write=write)
