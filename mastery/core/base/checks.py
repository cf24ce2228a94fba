"""What the fields of a record may hold, typed or imported: each check returns the value to be stored."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import msgspec

from mastery.core.base.controls import BIDI, CONTROLS, SURROGATES, UNSEEN
from mastery.core.base.errors import BadInput
from mastery.core.base.ids import to_int

JOURNALING = "journaling"
"""Id of the practice that everyone has: any entry on a day counts for it."""

WEEK = 7 * 24 * 60
"""Minutes of a week."""

_SURROGATE = re.compile(f"[{SURROGATES}]")
MOST_TIMES = 1_000_000

_NOT_NAMED = re.compile(f"[{CONTROLS}{BIDI}{UNSEEN}\u00ad]")
"""What a name must not hold: it would command a terminal, or make the name read as another one."""

EARLIEST = dt.date(1900, 1, 1)
"""The first day on which a practice can have begun."""

LATEST = dt.date(9990, 12, 31)
"""The last day from which other days can be counted."""


def rule(check: Callable[[Any], Any]) -> msgspec.Meta:
    """The annotation that gives a field's type its check, used on import; reading a journal does not check."""
    return msgspec.Meta(extra={"check": check})


MERGED = msgspec.Meta(extra={"merged": True})
"""The annotation of a field that holds lines of text. Versions of it from two machines can be merged line by line, so a
change of it names the versions it replaces."""


def plain_text(text: str) -> str:
    """The text with plain line ends. Raises BadInput if it holds a NUL or half a character."""
    if "\0" in text:
        raise BadInput("Text cannot hold a NUL character.")
    if not text.isascii() and _SURROGATE.search(text):
        raise BadInput("The text is not valid Unicode: save it as UTF-8 and try again.")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def one_line(text: str) -> str:
    """The text on one line: several lines are joined with spaces. Raises BadInput if it holds a NUL."""
    lines = plain_text(text).splitlines()
    return text if len(lines) == 1 and lines[0] == text else " ".join(filter(None, map(str.strip, lines)))


def some_line(text: str) -> str:
    """The text on one line, without controls and invisible characters. Raises BadInput if it is empty."""
    line = _NOT_NAMED.sub("", one_line(text).replace("\t", " "))
    if not line.strip():
        raise BadInput("It is empty.")
    return line


def some_text(text: str) -> str:
    """The text with plain line ends. Raises BadInput if it is empty."""
    if not text.strip():
        raise BadInput("It is empty.")
    return plain_text(text)


def check_ref(text: str) -> str:
    """The id of another record, or empty text. Raises BadInput for anything else."""
    return check_owner(text) if text else text


def check_owner(text: str) -> str:
    """The id of another record. Raises BadInput for anything else."""
    if text != JOURNALING:
        to_int(text)
    return text


def check_minutes(minutes: int) -> int:
    """Minutes, at most those of a week. Raises BadInput."""
    if not 0 <= minutes <= WEEK:
        raise BadInput(f"Minutes must be from 0 to {WEEK:,}, not {_number(minutes)}.")
    return minutes


def check_count(number: int) -> int:
    """How often something was done. Raises BadInput for an impossibly large number."""
    if not 0 <= number <= MOST_TIMES:
        raise BadInput(f"A number of times must be from 0 to {MOST_TIMES:,}, not {_number(number)}.")
    return number


def check_day(day: dt.date) -> dt.date:
    """A day from which other days can be counted. Raises BadInput for one at the end of the calendar."""
    if day > LATEST:
        raise BadInput(f"{day} is after the last day that can be used, {LATEST}.")
    return day


def check_act_day(day: dt.date) -> dt.date:
    """A day on which a practice was done or due. Raises BadInput for a day before 1900."""
    if day < EARLIEST:
        raise BadInput(f"{day} is before the first day that can be used, {EARLIEST}.")
    return check_day(day)


def check_moment(at: dt.datetime) -> dt.datetime:
    """A moment that has a clock time in every zone. Raises BadInput for one at either end of the calendar."""
    if not dt.date(1, 1, 3) <= at.date() <= LATEST:
        raise BadInput(f"{at.isoformat()} is too close to the end of the calendar.")
    return at


def as_it_is(value: Any) -> Any:
    """Any value of the type: an entry may be about any day."""
    return value


def _number(number: int) -> str:
    """A number as a message shows it: Python refuses to write one of over 4,300 digits."""
    return f"{number:,}" if abs(number) < 10**15 else "a far larger number"
