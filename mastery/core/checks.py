"""What a field of a record may hold, however it came in: each check gives the value as it is stored."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import msgspec

from mastery.core.controls import BIDI, CONTROLS, SURROGATES, UNSEEN
from mastery.core.errors import BadInput
from mastery.core.ids import to_int

JOURNALING = "journaling"
"""Id of the practice that everyone has: any entry on the day keeps it."""

WEEK = 7 * 24 * 60
"""Minutes of a week."""

_SURROGATE = re.compile(f"[{SURROGATES}]")

_NOT_NAMED = re.compile(f"[{CONTROLS}{BIDI}{UNSEEN}\u00ad]")
"""What a name does not hold: it commands a terminal, or makes the name read as another one."""

EARLIEST = dt.date(1900, 1, 1)
"""The first day on which a practice can have begun."""

LATEST = dt.date(9990, 12, 31)
"""The last day from which others can be counted."""


def rule(check: Callable[[Any], Any]) -> msgspec.Meta:
    """What says beside a field's type how its values are checked when they come in; reading a journal does not ask."""
    return msgspec.Meta(extra={"check": check})


def plain_text(text: str) -> str:
    """The text with plain line ends. Raises BadInput for a NUL or half a character, which no text holds."""
    if "\0" in text:
        raise BadInput("Text cannot hold a NUL character.")
    if not text.isascii() and _SURROGATE.search(text):
        raise BadInput("The text is not valid Unicode: save it as UTF-8 and try again.")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def one_line(text: str) -> str:
    """The text on one line: several are joined with blanks. Raises BadInput for a NUL."""
    lines = plain_text(text).splitlines()
    return text if len(lines) == 1 and lines[0] == text else " ".join(filter(None, map(str.strip, lines)))


def some_line(text: str) -> str:
    """The text on one line, without controls and what is not seen. Raises BadInput where it is empty."""
    line = _NOT_NAMED.sub("", one_line(text).replace("\t", " "))
    if not line.strip():
        raise BadInput("It is empty.")
    return line


def some_text(text: str) -> str:
    """The text with plain line ends. Raises BadInput where it is empty."""
    if not text.strip():
        raise BadInput("It is empty.")
    return plain_text(text)


def check_ref(text: str) -> str:
    """The id of another record, or nothing. Raises BadInput for another text."""
    return check_owner(text) if text else text


def check_owner(text: str) -> str:
    """The id of another record. Raises BadInput for another text."""
    if text != JOURNALING:
        to_int(text)
    return text


def check_minutes(minutes: int) -> int:
    """Minutes, a week of them at most, as typed ones. Raises BadInput."""
    if not 0 <= minutes <= WEEK:
        raise BadInput(f"Minutes are a number from 0 to {WEEK:,}, not {_number(minutes)}.")
    return minutes


def check_count(number: int) -> int:
    """How often something was done. Raises BadInput for what nobody does so often."""
    if not 0 <= number <= 1_000_000:
        raise BadInput(f"{_number(number)} is not a number of times.")
    return number


def check_day(day: dt.date) -> dt.date:
    """A day from which others can be counted. Raises BadInput for one at the end of the calendar."""
    if day > LATEST:
        raise BadInput(f"{day} is after the last day that can be used, {LATEST}.")
    return day


def check_act_day(day: dt.date) -> dt.date:
    """A day on which a practice was done, or asked for. Raises BadInput for one of before 1900."""
    if day < EARLIEST:
        raise BadInput(f"{day} is before the first day that can be used, {EARLIEST}.")
    return check_day(day)


def check_moment(at: dt.datetime) -> dt.datetime:
    """A moment that every zone has a clock time for. Raises BadInput for one at the ends of the calendar."""
    if not dt.date(1, 1, 3) <= at.date() <= LATEST:
        raise BadInput(f"{at.isoformat()} is at the end of the calendar.")
    return at


def as_it_is(value: Any) -> Any:
    """Any value of the type: a diary may be of any day."""
    return value


def _number(number: int) -> str:
    """A number as a message shows it: Python writes no number of over 4,300 digits."""
    return f"{number:,}" if abs(number) < 10**15 else "a number of many digits"
