"""iCalendar: target days, predictions that will be known, and practices with their rules, for a calendar program."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mastery.core.base.controls import dropped
from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.goals.goal import Goal
from mastery.core.practices.cadence import Quota, due_days, parse_cadence, said
from mastery.core.practices.practice import Practice
from mastery.core.thinking.prediction import Prediction
from mastery.exchange import Export, Format, living

if TYPE_CHECKING:
    from icalendar import Event

DAY = dt.timedelta(days=1)
LOOK = 3 * 366
"""Days in which a rule has a first day, or has none that a calendar needs."""


def write(export: Export) -> bytes:
    """Events of whole days: targets of active goals and of their milestones, open predictions, practices that go on.

    The same journal gives the same bytes. Raises MasteryError where filters chose entries: it writes none.
    """
    if export.documents is None:
        raise MasteryError("A calendar holds goals, predictions and practices, and no entries: leave the filters out.")
    from icalendar import Calendar  # here, so that no other format waits for it

    calendar = Calendar()
    calendar.add("prodid", "-//mastery//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"mastery: {export.name}")
    for event in (
        *_targets(living(export.documents, Goal)),
        *_predictions(living(export.documents, Prediction)),
        *_practices(living(export.documents, Practice)),
    ):
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _event(uid: str, name: str, day: dt.date, made: dt.datetime, about: str = "") -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uid}@mastery")
    event.add("dtstamp", made.astimezone(dt.UTC))
    event.add("summary", dropped(name))  # RFC 5545 has no place for controls
    event.add("dtstart", day)
    event.add("transp", "TRANSPARENT")  # it does not make the day busy
    if day < dt.date.max:
        event.add("dtend", day + DAY)
    if about:
        event.add("description", dropped(about))
    return event


def _targets(goals: Sequence[Goal]) -> Iterator["Event"]:
    for goal in goals:
        if goal.status != "active":
            continue
        if goal.target is not None:
            yield _event(goal.id, f"Target: {goal.title}", goal.target, goal.made, goal.vision)
        for number, step in enumerate(goal.milestones, 1):
            if step.target is not None and step.done is None:
                yield _event(f"{goal.id}-{number}", f"{step.title} ({goal.title})", step.target, goal.made)


def _predictions(predictions: Sequence[Prediction]) -> Iterator["Event"]:
    for one in predictions:
        if not one.outcome:
            yield _event(one.id, f"What came of it? {one.probability} %: {one.statement}", one.by, one.made)


def _practices(practices: Sequence[Practice]) -> Iterator["Event"]:
    """A practice that has not ended, from the first day of its present cadence; so many times a week, or a month, is
    one event on the period's first day."""
    from icalendar import vRecur

    for one in practices:
        latest = one.cadences[-1]
        try:
            cadence = parse_cadence(latest.cadence)
        except BadInput:
            continue  # of a newer version
        if isinstance(cadence, Quota):
            first, rule = latest.since, f"FREQ={'MONTHLY' if cadence.month else 'WEEKLY'}"
        else:
            days = due_days(cadence, latest.since, latest.since, latest.since + dt.timedelta(LOOK), latest.week_starts)
            if not days:
                continue
            first, rule = days[0], cadence.rule
        recur = vRecur.from_ical(rule)
        if "WKST" not in recur and latest.week_starts:
            recur["WKST"] = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[latest.week_starts]
        if one.until is not None:
            if one.until < first:
                continue
            recur["UNTIL"] = one.until
        event = _event(one.id, one.title, first, one.made, said(cadence))
        event.add("rrule", recur)
        yield event


FORMAT = Format(
    "ical", "iCalendar: target days, predictions, practices with their rules", write=write, has_entries=False
)
