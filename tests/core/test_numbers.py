"""Numbers that a person types: every reader refuses one without end by its own message."""

import datetime as dt
from collections.abc import Callable

import pytest

from mastery.core.base.errors import BadInput
from mastery.core.base.numbers import number_of, read_minutes
from mastery.core.base.when import parse_day
from mastery.core.practices.cadence import parse_cadence
from mastery.core.thinking.model import read_percent
from mastery.core.thinking.prediction import read_probability
from mastery.core.writing.moods import read_mood
from mastery.tui.forms.goals import _number
from mastery.tui.forms.reviews import _rating

LONG = "9" * 5000
"""Python makes no number of it (over 4,300 digits)."""

READERS: dict[str, Callable[[str], object]] = {
    "probability": read_probability,
    "percent": read_percent,
    "mood": read_mood,
    "minutes": read_minutes,
    "rating": _number,
    "ratings": lambda typed: _rating(f"{typed} {typed}"),
    "every": lambda typed: parse_cadence(f"every {typed} days"),
    "a week": lambda typed: parse_cadence(f"{typed}/week"),
    "minutes a week": lambda typed: parse_cadence(f"{typed} min/week"),
    "interval": lambda typed: parse_cadence(f"RRULE:FREQ=DAILY;INTERVAL={typed}"),
    "day of a month": lambda typed: parse_cadence(f"RRULE:FREQ=MONTHLY;BYMONTHDAY={typed}"),
    "day": lambda typed: parse_day(typed, dt.date(2026, 11, 20)),
    "days ago": lambda typed: parse_day(f"{typed} days ago", dt.date(2026, 11, 20)),
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("typed", [LONG, f"0{LONG}", f"{LONG} %", f"-{LONG}"])
def test_a_number_without_end_is_refused(name: str, typed: str) -> None:
    with pytest.raises(BadInput):
        READERS[name](typed)


@pytest.mark.parametrize(
    ("typed", "number"), [("7", 7), ("007", 7), ("٣", 3), ("", None), ("-1", None), ("1.5", None), ("²", None)]
)
def test_a_text_of_digits_is_a_number(typed: str, number: int | None) -> None:
    assert number_of(typed) == number
