"""Cadences: how often a practice is due; parsed from what a person types, and put back into words.

A cadence is scheduled (due on days of its own: a recurrence rule of RFC 5545, section 3.3.10) or a quota (N days, or
minutes, per week or month, on any days).
"""

import datetime as dt
import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, NamedTuple

from mastery.core.base.clock import WEEKDAYS
from mastery.core.base.errors import BadInput
from mastery.core.base.numbers import number_of
from mastery.core.base.phrases import listed

Unit = Literal["day", "week", "month", "time"]
"""What a streak of a cadence is counted in."""

FORMS = "daily, weekdays, mon,wed,fri, every 2 days, every 2 weeks on tue, 3/week, 10/month, 150min/week or RRULE:…"

LONGEST_STEP = 366
"""The longest "every N days" and so on."""


class Scheduled(NamedTuple):
    """Due on the days of a rule."""

    rule: str
    """An RFC 5545 rule without its first day, which is the first day of the cadence: "FREQ=WEEKLY;BYDAY=MO,FR"."""


class Quota(NamedTuple):
    """Due on any days of a period, until the quota is met."""

    amount: int
    """Different days, or minutes."""
    minutes: bool
    month: bool
    """Counted by calendar months, otherwise by weeks."""


Cadence = Scheduled | Quota

_SHORT = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAILY = frozenset(range(7))
_WORKING, _FREE = frozenset(range(5)), frozenset((5, 6))

_DAY_NAMES = {name[:length]: at for at, name in enumerate(WEEKDAYS) for length in (3, 4, 5, len(name))}
_DAY_NAMES |= {name[:2]: at for at, name in enumerate(WEEKDAYS)} | {f"{name}s": at for at, name in enumerate(WEEKDAYS)}
_NUMBERS = {"a": 1, "one": 1, "once": 1, "two": 2, "twice": 2, "other": 2, "second": 2, "three": 3, "third": 3}
_NUMBERS |= {"thrice": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}

_NUMBER = rf"(\d{{1,5}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_EVERY = rf"every(?: {_NUMBER}(?:nd|rd|th)?)? (day|week)s?(?: on (.+))?"
_PER = r"(?:/| ?(?:per|a|each|every) ?)"
_QUOTA = rf"{_NUMBER} ?(?:x|times?|days?)? ?{_PER}(?:(week|wk|w)|(?:month|mon|mo|m))"
_TIME = (
    r"(?:(\d{1,4}(?:\.\d{1,2})?) ?(?:h|hrs?|hours?))? ?(?:(\d{1,5}) ?(?:m|mins?|minutes?))? ?"
    rf"{_PER}(?:(week|wk|w)|(?:month|mon|mo|m))"
)
_NAMED: dict[str, Cadence] = {
    **dict.fromkeys(("daily", "day", "every day", "each day", "everyday"), Scheduled("FREQ=DAILY")),
    **dict.fromkeys(("weekdays", "every weekday", "on weekdays"), Scheduled("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")),
    **dict.fromkeys(("weekends", "every weekend", "on weekends"), Scheduled("FREQ=WEEKLY;BYDAY=SA,SU")),
    **dict.fromkeys(("weekly", "every week", "week"), Quota(1, minutes=False, month=False)),
    **dict.fromkeys(("monthly", "every month", "month"), Quota(1, minutes=False, month=True)),
}  # fmt: skip

_PARTS = {
    "DAILY": {"INTERVAL", "BYDAY", "BYMONTH"},
    "WEEKLY": {"INTERVAL", "BYDAY", "BYMONTH", "WKST"},
    "MONTHLY": {"INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"},
    "YEARLY": {"INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"},
}
"""The parts of a rule that name days; limited to these, the search for the next day always ends."""


@functools.lru_cache(maxsize=256)
def parse_cadence(typed: str) -> Cadence:
    """The cadence that a text names. Raises BadInput, which says how to write one."""
    words = " ".join(typed.casefold().replace("_", " ").split()).rstrip(".")
    if words.startswith(("rrule:", "freq=")):
        return _ruled(words.removeprefix("rrule:").upper())
    found = _NAMED.get(words) or _every(words) or _quota(words) or _days(words)
    if found is None:
        raise BadInput(f"{typed.strip()!r} is no cadence: write {FORMS}.")
    return found


def written(cadence: Cadence) -> str:
    """The cadence as it is stored; `parse_cadence` gives it back."""
    if isinstance(cadence, Quota):
        return f"{cadence.amount}{'min' * cadence.minutes}/{'month' if cadence.month else 'week'}"
    days, step = weekdays_of(cadence), _interval(cadence.rule)
    if days is not None:
        if days in (_DAILY, _WORKING, _FREE):
            return {_DAILY: "daily", _WORKING: "weekdays", _FREE: "weekends"}[days]
        return ",".join(WEEKDAYS[day][:3] for day in sorted(days))
    if step is not None:
        count, unit, on = step
        return f"every {count} {unit}s" + (" on " + ",".join(WEEKDAYS[day][:3] for day in on) if on else "")
    return f"RRULE:{cadence.rule}"


def said(cadence: Cadence) -> str:
    """The cadence in words, to follow a name: "every day", "3 days a week"."""
    if isinstance(cadence, Quota):
        per = "a month" if cadence.month else "a week"
        if cadence.minutes:
            return f"{cadence.amount:,} minutes {per}"
        return f"once {per}" if cadence.amount == 1 else f"{cadence.amount} days {per}"
    days, step = weekdays_of(cadence), _interval(cadence.rule)
    if days is not None:
        if days in (_DAILY, _WORKING, _FREE):
            return {_DAILY: "every day", _WORKING: "on weekdays", _FREE: "on weekends"}[days]
        return "every " + _weekdays(sorted(days))
    if step is not None:
        count, unit, on = step
        return f"every {count} {unit}s" + (f" on {_weekdays(on)}" if on else "")
    return f"by the rule {cadence.rule}"


def weekdays_of(cadence: Scheduled) -> frozenset[int] | None:
    """The weekdays (Monday is 0) of a cadence that is due on the same ones every week; None for any other."""
    if cadence.rule == "FREQ=DAILY":
        return _DAILY
    match = re.fullmatch("FREQ=WEEKLY;BYDAY=([A-Z,]+)", cadence.rule)
    return frozenset(map(_SHORT.index, match[1].split(","))) if match else None


def due_days(cadence: Scheduled, first: dt.date, since: dt.date, until: dt.date, week_starts: int = 0) -> list[dt.date]:
    """The due days from `since` to `until`, both included, of a cadence whose first day is `first`.

    `week_starts` is the weekday (Monday is 0) on which the weeks of "every 2 weeks" begin.
    """
    found = due_ordinals(cadence, first, until, week_starts)
    return [dt.date.fromordinal(one) for one in found[bisect_left(found, since.toordinal()) :]]


def due_ordinals(cadence: Scheduled, first: dt.date, until: dt.date, week_starts: int = 0) -> Sequence[int]:
    """As `due_days`, from the first day on, as ordinals (`date.toordinal`), which are counted faster."""
    everyday = range(first.toordinal(), until.toordinal() + 1)
    days, step = weekdays_of(cadence), _interval(cadence.rule)
    if days is not None:
        return everyday if days == _DAILY else [one for one in everyday if (one + 6) % 7 in days]
    if step is not None and step[1] == "day":
        return everyday[:: step[0]]
    return [day.toordinal() for day in _ruled_days(cadence.rule, first, until, week_starts)]


def next_days(cadence: Cadence, first: dt.date, today: dt.date, count: int = 5) -> list[dt.date]:
    """The next due days of a cadence that begins on `first`, from `today` on; none for a quota, which has no days.

    At most `count`, and only those of the next ten years.
    """
    if isinstance(cadence, Quota):
        return []
    start = max(first, today)
    for years in (1, 10):
        try:
            until = start.replace(year=start.year + years, day=min(start.day, 28))
        except ValueError:
            until = dt.date.max
        found = due_days(cadence, first, start, until)
        if len(found) >= count:
            break
    return found[:count]


class Pace(NamedTuple):
    """How often a practice is due, as Loop Habit Tracker counts it: `times` in `days`."""

    times: int
    days: int


@functools.lru_cache(maxsize=256)
def pace(cadence: Cadence) -> Pace:
    """How often a cadence is due; a quota of minutes counts as once in its period, a month as 30 days (as in Loop)."""
    if isinstance(cadence, Quota):
        return Pace(1 if cadence.minutes else cadence.amount, 30 if cadence.month else 7)
    days, step = weekdays_of(cadence), _interval(cadence.rule)
    if days is not None:
        return Pace(1, 1) if days == _DAILY else Pace(len(days), 7)
    if step is not None:
        count, unit, on = step
        return Pace(max(1, len(on)), count * (7 if unit == "week" else 1))
    years = dt.date(2001, 1, 1), dt.date(2028, 12, 31)  # 28 years: every weekday has met every date
    found = len(due_days(cadence, years[0], *years)) or 1
    return Pace(1, max(1, round((years[1] - years[0]).days / found)))


def unit_of(cadence: Cadence) -> Unit:
    """What a streak of this cadence is counted in."""
    if isinstance(cadence, Quota):
        return "month" if cadence.month else "week"
    return "day" if weekdays_of(cadence) == _DAILY else "time"


def period_of(day: dt.date, *, month: bool, week_starts: int = 0) -> tuple[dt.date, dt.date]:
    """The first and the last day of the day's calendar month, or of its week (Monday is 0)."""
    if month:
        first = day.replace(day=1)
        rest = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) if first < _LAST_MONTH else None
        return first, (rest - dt.timedelta(days=1) if rest else dt.date.max)
    start = max(day.toordinal() - (day.weekday() - week_starts) % 7, 1)
    end = day.toordinal() + (week_starts - 1 - day.weekday()) % 7
    return dt.date.fromordinal(start), dt.date.fromordinal(min(end, dt.date.max.toordinal()))


_LAST_MONTH = dt.date(9999, 12, 1)


def _weekdays(days: list[int]) -> str:
    return listed([WEEKDAYS[day].capitalize() for day in days])


def _every(words: str) -> Cadence | None:
    match = re.fullmatch(_EVERY, words)
    if match is None:
        return None
    count = _count(match[1]) if match[1] else 1
    days = _named_days(match[3]) if match[3] else []
    if days is None or (days and match[2] == "day") or not 1 <= count <= LONGEST_STEP:
        return None
    if match[2] == "day":
        return Scheduled("FREQ=DAILY" if count == 1 else f"FREQ=DAILY;INTERVAL={count}")
    by = ";BYDAY=" + ",".join(_SHORT[day] for day in days) if days else ""
    if count == 1:
        return _by_weekday(days) if days else Quota(1, minutes=False, month=False)
    return Scheduled(f"FREQ=WEEKLY;INTERVAL={count}{by}")


def _days(words: str) -> Cadence | None:
    days = _named_days(words.removeprefix("every ").removeprefix("on "))
    return _by_weekday(days) if days else None


def _by_weekday(days: list[int]) -> Scheduled:
    if len(days) == len(WEEKDAYS):
        return Scheduled("FREQ=DAILY")
    return Scheduled("FREQ=WEEKLY;BYDAY=" + ",".join(_SHORT[day] for day in days))


def _named_days(words: str) -> list[int] | None:
    """The weekdays that are named, Monday first; None if anything else is."""
    names = [one for one in re.split(r"[\s,+&]+", words) if one and one != "and"]
    if not names or any(one not in _DAY_NAMES for one in names):
        return None
    return sorted({_DAY_NAMES[one] for one in names})


def _quota(words: str) -> Quota | None:
    match = re.fullmatch(_QUOTA, words)
    if match is not None:
        month = match[2] is None
        amount = _count(match[1])
        if not 1 <= amount <= (31 if month else 7):
            raise BadInput(f"{words!r}: a {'month' if month else 'week'} has at most {31 if month else 7} days.")
        return Quota(amount, minutes=False, month=month)
    match = re.fullmatch(_TIME, words)
    if match is None or not (match[1] or match[2]):
        return None
    minutes, month = round(float(match[1] or 0) * 60) + int(match[2] or 0), match[3] is None
    most = 24 * 60 * (31 if month else 7)
    if not 1 <= minutes <= most:
        raise BadInput(f"{words!r}: a {'month' if month else 'week'} has at most {most:,} minutes.")
    return Quota(minutes, minutes=True, month=month)


def _count(word: str) -> int:
    return _NUMBERS.get(word) or int(word)


def _interval(rule: str) -> tuple[int, Literal["day", "week"], list[int]] | None:
    """Of a rule that is "every N days" or "every N weeks on …" its number, unit and days; None for any other."""
    match = re.fullmatch(r"FREQ=(DAILY|WEEKLY);INTERVAL=(\d{1,9})(?:;BYDAY=([A-Z,]+))?", rule)
    if match is None or (match[3] and match[1] == "DAILY"):
        return None
    on = [_SHORT.index(day) for day in match[3].split(",")] if match[3] else []
    return int(match[2]), "day" if match[1] == "DAILY" else "week", on


def _ruled(rule: str) -> Scheduled:
    """The cadence of a typed rule, in one form. Raises BadInput for what is not supported."""
    pairs = [part.partition("=") for part in rule.split(";") if part]
    parts = {name.strip(): value.strip() for name, _, value in pairs}
    frequency = parts.pop("FREQ", "")
    if frequency not in _PARTS:
        raise BadInput("A rule begins with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, as in RRULE:FREQ=MONTHLY;BYDAY=1MO.")
    if parts.keys() & {"COUNT", "UNTIL"}:
        raise BadInput("A rule has no COUNT or UNTIL here: give the practice a last day instead.")
    strange = sorted(parts.keys() - _PARTS[frequency])
    if strange:
        raise BadInput(f"{strange[0]} does not go with FREQ={frequency} here.")
    typed = parts.pop("INTERVAL", "1")
    step = number_of(typed) or 0
    if not 1 <= step <= LONGEST_STEP:
        raise BadInput(f"INTERVAL={typed}: it is a number from 1 to {LONGEST_STEP}.")
    if frequency == "DAILY" and step > 1 and parts:
        raise BadInput(f"{min(parts)} does not go with FREQ=DAILY;INTERVAL={step} here.")
    if frequency in ("DAILY", "WEEKLY") and "BYDAY" in parts:
        named = parts["BYDAY"].split(",")
        if not set(named) <= set(_SHORT):
            raise BadInput(f"BYDAY={parts['BYDAY']}: with FREQ={frequency} it is days such as MO,FR.")
        parts["BYDAY"] = ",".join(day for day in _SHORT if day in named)
        if step == 1 and len(parts) == 1:
            return _by_weekday([at for at, day in enumerate(_SHORT) if day in named])
    if parts.get("WKST") == "MO":
        del parts["WKST"]
    known = [f"FREQ={frequency}"] + [f"INTERVAL={step}"] * (step > 1)
    made = ";".join([*known, *(f"{name}={parts[name]}" for name in _ORDER if name in parts)])
    try:
        found = _ruled_days(made, dt.date(2000, 1, 1), dt.date(2100, 1, 1), 0)
    except ValueError:
        found = ()
    if not found:
        raise BadInput(f"RRULE:{rule} names no day; see RFC 5545, 3.3.10, as in RRULE:FREQ=MONTHLY;BYMONTHDAY=1.")
    return Scheduled(made)


_ORDER = ("BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST")


@functools.lru_cache(maxsize=256)
def _ruled_days(rule: str, first: dt.date, until: dt.date, week_starts: int) -> tuple[dt.date, ...]:
    """The days of a rule from `first` to `until`. Raises ValueError for an invalid rule."""
    from dateutil.rrule import rrulestr  # takes 15 ms, which cadences by weekday need not pay

    whole = rule if "WKST" in rule or "WEEKLY" not in rule else f"{rule};WKST={_SHORT[week_starts]}"
    start = dt.datetime.combine(first, dt.time())
    found = rrulestr(whole, dtstart=start).between(start, dt.datetime.combine(until, dt.time()), inc=True)
    return tuple(one.date() for one in found)
