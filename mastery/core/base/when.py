"""Dates and times as people write them: ISO, "yesterday 21:30", "last friday", "3 days ago", "20 Nov 2026"."""

import datetime as dt
import re
from typing import Literal, NamedTuple

from mastery.core.base.errors import BadInput

Prefer = Literal["past", "future"]


class When(NamedTuple):
    """The civil day that was meant, and the clock time if one was named."""

    day: dt.date
    time: dt.time | None


_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri", "saturday sat",
         "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
_NUMBER_NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {name: number for number, name in enumerate(_NUMBER_NAMES, 1)}
_NUMBERS |= {"a": 1, "an": 1}
_NAMED_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_NAMED_TIMES = {"noon": dt.time(12), "midnight": dt.time(0)}
_BESIDE = frozenset(["last", "next", "this", "on", "at", "in", "ago", "day", "days", "noon", "midnight", "am", "pm"])
"""Words that go with a day."""
_LONGEST = 60
"""Characters of the longest text that may be a date."""

_IN_NUMBERS = r"\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}"

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_CLOCK = r"(?:\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?|noon|midnight)"
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_COUNT = rf"(\d{{1,5}}|{'|'.join(_NUMBERS)})"
_UNIT = r"(day|week|month|year)s?"

# Patterns as text: compiling them all would cost every capture 4 ms, and most need none or one.
_ISO = r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?"
_TIME_LAST = rf"(?:at\s+|(.*?\S)(?:\s*,\s*|\s+)(?:at\s+)?)?({_CLOCK})"
_TIME_FIRST = rf"(?:at\s+)?({_CLOCK})(?:\s*,\s*|\s+)(?:on\s+)?(.+)"
_TIME = r"(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?\s?(?:([ap])\.?m\.?)?"
_RELATIVE_WEEKDAY = rf"(?:(last|next|this|on)\s+)?({_WEEKDAY})"
_AGO = rf"{_COUNT}\s+{_UNIT}\s+ago"
_AHEAD = rf"in\s+{_COUNT}\s+{_UNIT}"
_NEIGHBOUR = r"(last|next)\s+(week|month|year)"
_YEAR_FIRST = r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})"
_YEAR_LAST = r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})"
_NAMED_MONTH = (
    rf"(?:(?:{_WEEKDAY})\.?,?\s+)?"
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]+(?:of\s+)?{_MONTH}\.?|{_MONTH}\.?[\s-]+(\d{{1,2}})(?:st|nd|rd|th)?)"
    r"(?:(?:,\s*|[\s-]+)(\d{4}))?"
)


def parse_when(text: str, now: dt.datetime, *, prefer: Prefer = "past") -> When | None:
    """The day and time a text names, seen from the local moment `now`; None if it is anything but a date.

    `prefer` says which way a bare weekday and a date without a year look. A time alone is today's.
    Never raises.
    """
    typed = text.strip()
    iso = _full(_ISO, typed)
    if iso is not None:
        return _iso(iso)
    if not typed or len(typed) > _LONGEST:
        return None
    words = " ".join(typed.casefold().split())
    if words == "now":
        return When(now.date(), now.time())
    try:
        return _parse(words, now.date(), prefer)
    except (ValueError, OverflowError):  # a day or an hour that does not exist
        return None


def is_like_date(text: str) -> bool:
    """Whether a text that is not a date looks as if it was meant as one: "2026-13-45", "yestrday", "yesterday 25:61".

    A text with any other word in it does not: "Monday meeting".
    """
    words = text.casefold().replace(",", " ").split() if len(text) <= _LONGEST else []
    meant = [word for word in words if _is_meant(word)]
    return bool(meant) and all(word in _BESIDE for word in words if word not in meant)


def _is_meant(word: str) -> bool:
    """Whether it is a day or a time, or a typing error away from the name of a day."""
    if _full(_IN_NUMBERS, word) or _full(_CLOCK, word):
        return True
    days = [*_NAMED_DAYS, *_WEEKDAYS]
    return word in days or any(len(day) > 4 and f"{day}s" != word and _is_slip(word, day) for day in days)


def _is_slip(word: str, meant: str) -> bool:
    """Whether one letter is missing, extra or wrong, or two are swapped."""
    start = next((at for at, (one, other) in enumerate(zip(word, meant, strict=False)) if one != other), len(meant))
    rest, right = word[start:], meant[start:]
    one = rest == right[1:] or rest[1:] == right or rest[1:] == right[1:]
    return one or (rest[:2] == right[1::-1] and rest[2:] == right[2:])


def parse_day(text: str, today: dt.date, *, prefer: Prefer = "past") -> dt.date:
    """The day a text names, seen from `today`. Raises BadInput, which says how to write one."""
    when = parse_when(text, dt.datetime.combine(today, dt.time(12)), prefer=prefer)
    alone = when is not None and when.time is not None and _time(" ".join(text.casefold().split())) is not None
    if when is None or alone:
        ways = "friday or in 3 days" if prefer == "future" else "last friday or 3 days ago"
        near = "tomorrow" if prefer == "future" else "yesterday"
        raise BadInput(f"{text.strip()!r} is no date: write 2026-11-20, {near}, {ways}.")
    return when.day


def _full(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text, re.ASCII)  # re caches what it compiled


def _iso(match: re.Match[str]) -> When | None:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        return When(dt.date(year, month, day), dt.time(hour, minute, second) if match[4] else None)
    except ValueError:
        return None


def _parse(words: str, today: dt.date, prefer: Prefer) -> When | None:
    last = _full(_TIME_LAST, words)
    if last is not None:
        time, rest = _time(last[2]), last[1] or ""
        # "2026-11-20t21:30" and the like never come here: what is left has to be a day of its own.
        day = _day(rest, today, prefer) if rest else today
        return When(day, time) if day is not None and time is not None else None
    first = _full(_TIME_FIRST, words)
    if first is not None:
        time, day = _time(first[1]), _day(first[2], today, prefer)
        return When(day, time) if day is not None and time is not None else None
    day = _day(words, today, prefer)
    return When(day, None) if day is not None else None


def _time(words: str) -> dt.time | None:
    """The clock time of "21:30", "9pm", "9:30 am", "noon"; None if it is not one."""
    words = words.removeprefix("at ")
    if words in _NAMED_TIMES:
        return _NAMED_TIMES[words]
    match = _full(_TIME, words)
    if match is None or not (match[2] or match[4]):
        return None
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4] == "p" else 0)
    return dt.time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _day(words: str, today: dt.date, prefer: Prefer) -> dt.date | None:
    if words in _NAMED_DAYS:
        return today + dt.timedelta(days=_NAMED_DAYS[words])
    if (match := _full(_RELATIVE_WEEKDAY, words)) is not None:
        return _weekday(match[1] or "", _WEEKDAYS[match[2]], today, prefer)
    if (match := _full(_AGO, words)) is not None:
        return _moved(today, -_count(match[1]), match[2])
    if (match := _full(_AHEAD, words)) is not None:
        return _moved(today, _count(match[1]), match[2])
    if (match := _full(_NEIGHBOUR, words)) is not None:
        return _moved(today, -1 if match[1] == "last" else 1, match[2])
    if (match := _full(_YEAR_FIRST, words)) is not None:
        return dt.date(int(match[1]), int(match[3]), int(match[4]))
    if (match := _full(_YEAR_LAST, words)) is not None:
        return _year_last(int(match[1]), match[2], int(match[3]), int(match[4]))
    return _with_named_month(words, today, prefer)


def _weekday(which: str, wanted: int, today: dt.date, prefer: Prefer) -> dt.date:
    """ "this" is the weekday of the running week (Monday first); the others are never today itself."""
    if which == "this":
        return today + dt.timedelta(days=wanted - today.weekday())
    if which == "next" or (which != "last" and prefer == "future"):
        return today + dt.timedelta(days=(wanted - today.weekday()) % 7 or 7)
    return today - dt.timedelta(days=(today.weekday() - wanted) % 7 or 7)


def _count(word: str) -> int:
    return _NUMBERS.get(word) or int(word)


def _moved(day: dt.date, count: int, unit: str) -> dt.date:
    """The day `count` units later; in a month without such a day, its last one. Raises beyond the calendar."""
    if unit in ("day", "week"):
        return day + dt.timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    for number in range(day.day, day.day - 4, -1):
        try:
            return dt.date(year, month + 1, number)
        except ValueError:
            if number <= 28:
                raise
    raise ValueError(unit)


def _year_last(first: int, separator: str, second: int, year: int) -> dt.date | None:
    """D.M.YYYY; with other separators only what can be read in one way, so 3/4/2026 is refused."""
    if separator == "." or first > 12 or first == second:
        return dt.date(year, second, first)
    return dt.date(year, first, second) if second > 12 else None


def _with_named_month(words: str, today: dt.date, prefer: Prefer) -> dt.date | None:
    """ "20 november 2026", "nov 20", "friday, may 5th": a month name with a day number, and maybe a year.

    dateutil reads much more than dates ("10", "may"), so it is asked only about texts of this shape.
    """
    shape = _full(_NAMED_MONTH, words)
    if shape is None:
        return None
    from dateutil import parser  # takes 15 ms, which only such a date pays

    # A leap year, so that 29 February can be read before its year is known.
    read: dt.datetime = parser.parse(words.replace(" of ", " "), default=dt.datetime(2000, 1, 1))
    if read.day != int(shape[1] or shape[2]):
        return None
    if shape[3]:
        return dt.date(int(shape[3]), read.month, read.day)
    return _in_some_year(read.month, read.day, today, prefer)


def _in_some_year(month: int, day: int, today: dt.date, prefer: Prefer) -> dt.date | None:
    """The latest such day up to today, or with `prefer` "future" the next one from today on."""
    step = -1 if prefer == "past" else 1
    for years in range(9):  # two leap years are at most 8 years apart
        try:
            found = dt.date(today.year + step * years, month, day)
        except ValueError:
            continue
        if (found <= today) if prefer == "past" else (found >= today):
            return found
    return None
