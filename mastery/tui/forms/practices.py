"""The forms of practices in use: checking in, resting, stopping the timer."""

import datetime as dt
from typing import TYPE_CHECKING

from mastery.core.base.errors import BadInput
from mastery.core.base.numbers import read_minutes
from mastery.core.base.phrases import minutes_text, short_day
from mastery.core.base.when import parse_day
from mastery.core.goals.lines import read_target
from mastery.core.practices.practice import Practice
from mastery.core.practices.timer import Timer, minutes
from mastery.tui.forms.goals import day_field, spent_text
from mastery.tui.screens.form import Field, Form
from mastery.verbs.practices import check_in, rest
from mastery.verbs.timing import stop, timer_title

if TYPE_CHECKING:
    from mastery.store import Journal


def checkin_form(journal: "Journal", practice: Practice) -> Form:
    """Checks in with minutes, a note, or for another day."""
    today = journal.today()
    length = minutes_text(practice.minutes) if practice.minutes else ""
    fields = (
        Field("minutes", "How long", length, "30 min, 1h 15m", check=spent_text),
        Field("note", "How it went", "", "The barre chord, finally"),
        Field("day", "When", "today", "today, yesterday, last friday", check=lambda typed: _past(typed, today)),
    )

    def save(typed: dict[str, str]) -> str:
        day = parse_day(typed["day"], today) if typed["day"].strip() else today
        made = check_in(journal, practice, read_minutes(typed["minutes"]), typed["note"], on=day)
        return f"Done: {practice.title}" + (", late" if made.late else "")

    return Form(f"Done: {practice.title}", f"checkin-{practice.id}", fields, save)


def rest_form(journal: "Journal", practice: Practice | None) -> Form:
    """Adds rest days, for one practice or for all."""
    today = journal.today()
    fields = (
        day_field("since", "From", today, "today", today),
        day_field("until", "To — empty: until further notice", None, "next sunday, 2027-01-02", today),
        Field("why", "Why", "", "Holiday, illness"),
    )

    def save(typed: dict[str, str]) -> str:
        since = read_target(typed["since"], today) or today
        until = parse_day(typed["until"], since, prefer="future") if typed["until"].strip() else None
        rests = rest(journal, practice, since, until, typed["why"])
        to = f"to {short_day(until)}" if until else "until further notice"
        return f"Rest from {short_day(min(one.since for one in rests))} {to}"

    what = practice.title if practice else "all practices"
    return Form(f"Rest for {what}", f"rest-{practice.id if practice else 'all'}", fields, save)


def timer_form(journal: "Journal", timer: Timer) -> Form:
    """Stops the timer and saves its time: a check-in of its practice, or an entry about its goal."""
    title = timer_title(journal, timer)
    fields = (
        Field("minutes", "Time", minutes_text(minutes(timer, journal.clock.now())), "45 min", check=spent_text),
        Field("note", "What you did, learnt, noticed", "", "The subjunctive, again"),
    )

    def save(typed: dict[str, str]) -> str:
        spent = read_minutes(typed["minutes"])
        stop(journal, timer, spent, typed["note"])
        return f"{minutes_text(spent)} of {title}, kept"

    return Form(f"Stop the timer: {title}", "timer", fields, save)


def _past(typed: str, today: dt.date) -> str:
    day = parse_day(typed, today) if typed.strip() else today
    if day > today:
        raise BadInput("that is still to come")
    return "today" if day == today else short_day(day)
