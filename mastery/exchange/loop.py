"""Loop Habit Tracker's CSV export: its zip archive, or the folder that was unpacked from it.

`Habits.csv` has a row for each habit; `001 Meditate/Checkmarks.csv`, by the habit's position, has its days. Newer
exports (Loop 2.3.1 and later) say YES_MANUAL, YES_AUTO, NO, SKIP, UNKNOWN where older ones say 2, 1, 0, 3, -1; other
numbers are amounts times 1000 of a numerical habit. Only newer ones say which habits are numerical or archived, and
have notes. YES_AUTO is a day on which nothing had to be done. The `Checkmarks.csv` of all habits at the top is not
read: it has no notes, and misses days.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Record
from mastery.core.practices.imported import (
    MINUTES_A_DAY,
    Done,
    already_text,
    foreign_checkins,
    foreign_practice,
    foreign_rests,
    is_likely,
    practice_called,
)
from mastery.core.practices.practice import Practice
from mastery.core.practices.streaks import DAY
from mastery.exchange import Format, Read, ReadContext, csv_rows, decoded

ORIGIN = "loop"

HABITS, CHECKMARKS = "Habits.csv", "Checkmarks.csv"

UNKNOWN, NO, YES_AUTO, YES, SKIP = -1, 0, 1, 2, 3
_WORDS = {"UNKNOWN": UNKNOWN, "NO": NO, "YES_AUTO": YES_AUTO, "YES_MANUAL": YES, "SKIP": SKIP}
_NUMBER = re.compile(r"-?[0-9]{1,12}")

_MINUTES = re.compile(r"min(?:ute)?s?\.?")
_HOURS = re.compile(r"h(?:(?:ou)?rs?)?\.?")

MONTH = (30, 31)
"""Days of a month, as Loop writes "a month"."""


class _Habit(NamedTuple):
    place: str
    number: int
    """Its position, with which the name of its folder begins."""
    name: str
    times: int
    days: int
    is_numerical: bool | None
    """None in exports that do not say."""
    unit: str
    at_most: bool
    target: int
    """Times 1000; 0 without one."""
    archived: bool
    has_words: bool
    """Whether it has a question or a description."""


class _Mark(NamedTuple):
    place: str
    day: dt.date
    value: int
    note: str


def read_files(files: Mapping[str, bytes], context: ReadContext) -> Read:
    """The habits and what was done of them. Raises MasteryError where there is no list of habits."""
    lists = sorted((name for name in files if name.rpartition("/")[2] == HABITS), key=lambda name: name.count("/"))
    if not lists:
        raise MasteryError(f"There is no {HABITS}: is it what Loop Habit Tracker's “Export as CSV” made?")
    top = lists[0].removesuffix(HABITS)
    problems: list[str] = []
    records: list[Record] = []
    seen: Counter[str] = Counter()
    habits = list(_habits(lists[0], files[lists[0]], problems))
    marks = {_position(name, top): name for name in files if name.endswith(f"/{CHECKMARKS}")}
    for habit in habits:
        name = marks.get(habit.number)
        if name is None:
            problems.append(f"{habit.place}: “{habit.name}” has no {CHECKMARKS}, so it comes without check-ins.")
        days = _marks(name, files[name], context.today, problems) if name else []
        repeat = seen[habit.name]
        seen[habit.name] += 1
        try:
            records += _taken(habit, days, repeat, context, problems)
        except MasteryError as error:
            problems.append(f"{habit.place}: {error}")
    wordy = sum(habit.has_words for habit in habits)
    if wordy:
        problems.append(
            f"{lists[0]}: practices have no place for a question or description; those of {wordy:,} stay behind."
        )
    return Read(records, problems)


def _position(name: str, top: str) -> int | None:
    """The position of the habit in whose folder a file lies."""
    match = re.match(r"([0-9]{1,6})(?:\s|/)", name.removeprefix(top)) if name.startswith(top) else None
    return int(match[1]) if match else None


def _habits(name: str, data: bytes, problems: list[str]) -> Iterator[_Habit]:
    """The habits of a list. Raises MasteryError where its columns are not Loop's."""
    rows = _rows(name, data)
    columns = [one.strip() for one in next(iter(rows), (1, []))[1]]
    if "Position" not in columns or "Name" not in columns:
        raise MasteryError(f"{name}, line 1: the columns are not Loop Habit Tracker's.")
    for line, row in rows[1:]:
        cells = dict(zip(columns, map(str.strip, row), strict=False))
        place = f"{name}, line {line}"
        try:
            yield _habit(place, cells)
        except ValueError as error:
            problems.append(f"{place}: {error}; the habit was left out.")


def _habit(place: str, cells: Mapping[str, str]) -> _Habit:
    kind = cells.get("Type")
    target = cells.get("Target Value") or "0"
    if not re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]+)?(?:E-?[0-9])?", target):
        raise ValueError(f"{target!r} is no target")
    return _Habit(
        place=place,
        number=_count(cells.get("Position", ""), "position"),
        name=" ".join(cells.get("Name", "").split()),
        times=_count(cells.get("FrequencyNumerator") or cells.get("NumRepetitions") or "1", "number of times"),
        days=_count(cells.get("FrequencyDenominator") or cells.get("Interval") or "1", "number of days"),
        is_numerical=None if kind is None else kind == "NUMERICAL",
        unit=cells.get("Unit", ""),
        at_most=cells.get("Target Type") == "AT_MOST",
        target=round(float(target) * 1000),
        archived=cells.get("Archived?", "").casefold() == "true",
        has_words=bool(cells.get("Question") or cells.get("Description")),
    )


def _count(cell: str, noun: str) -> int:
    """The number in a cell. Raises ValueError for none, or 0."""
    if not re.fullmatch(r"[0-9]{1,6}", cell) or not int(cell):
        raise ValueError(f"{cell!r} is no {noun}")
    return int(cell)


def _rows(name: str, data: bytes) -> list[tuple[int, list[str]]]:
    """The rows of a file. Raises MasteryError, which names it."""
    try:
        return list(csv_rows(decoded(data)))
    except MasteryError as error:
        raise MasteryError(f"{name}: {error}") from None


def _marks(name: str, data: bytes, today: dt.date, problems: list[str]) -> list[_Mark]:
    """The days of a habit, the oldest first."""
    try:
        rows = _rows(name, data)
    except MasteryError as error:
        problems.append(f"{error} The habit comes without check-ins.")
        return []
    found: list[_Mark] = []
    for line, row in rows:
        first, value, note = (*map(str.strip, row), "", "")[:3]
        if line == 1 and first == "Date":
            continue
        place = f"{name}, line {line}"
        number = _WORDS.get(value, int(value) if _NUMBER.fullmatch(value) else None)
        day = _day(first)
        if day is None or not is_likely(day, today):
            problems.append(f"{place}: {first!r} is no day on which something was done.")
        elif number is None:
            problems.append(f"{place}: {value!r} is no value of Loop's.")
        else:
            found.append(_Mark(place=place, day=day, value=number, note=note))
    return sorted(found, key=lambda mark: mark.day)


def _day(cell: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(cell)
    except ValueError:
        return None


def _taken(
    habit: _Habit, marks: Sequence[_Mark], repeat: int, context: ReadContext, problems: list[str]
) -> list[Record]:
    """A habit's practice, check-ins and rests. Raises MasteryError where its name fits none or several."""
    numerical = habit.is_numerical
    if numerical is None:
        numerical = any(mark.value > SKIP for mark in marks)
    habit = habit._replace(is_numerical=numerical)
    practice, is_new = _practice(habit, marks, repeat, context, problems)
    done: list[Done] = []
    rests: list[tuple[dt.date, str]] = []
    unkept: list[_Mark] = []
    below = above = 0
    for mark in marks:
        if mark.value == SKIP:
            rests.append((mark.day, mark.note))
        elif not _is_done(habit, mark.value):
            above += numerical and mark.value > NO
            unkept += [mark] if mark.note else []
        else:
            below += numerical and not habit.at_most and mark.value < habit.target
            minutes, note = _amount(habit, mark) if numerical else (practice.minutes, mark.note)
            done.append(Done(day=mark.day, minutes=minutes, note=note, key=(habit.name, str(repeat))))
    checkins = foreign_checkins(practice, done, context.now, origin=ORIGIN)
    if numerical and habit.target:
        problems.append(_target_text(habit, below, above))
    if unkept:
        lines = sorted(int(mark.place.rpartition(" ")[2]) for mark in unkept)
        some = ", ".join(map(str, lines[:10]))
        problems.append(
            f"{unkept[0].place.rpartition(', line ')[0]}: notes on days without a check-in stay behind, in line"
            f" {some}{'…' * (len(lines) > 10)}."
        )
    if not is_new:
        problems.append(already_text(practice, checkins))
    made: list[Record] = [practice] if is_new else []
    return [*made, *checkins, *foreign_rests(practice, rests, origin=ORIGIN, key=f"{habit.name}\n{repeat}")]


def _practice(
    habit: _Habit, marks: Sequence[_Mark], repeat: int, context: ReadContext, problems: list[str]
) -> tuple[Practice, bool]:
    """The practice of a habit, and whether it came from Loop: now, or at an earlier import."""
    days = [mark.day for mark in marks if mark.value in (NO, YES, SKIP) or _is_done(habit, mark.value)]
    today = context.today
    first, until = min(days, default=today), None
    if habit.archived:
        until = max(days, default=today - DAY)
    cadence, said = _cadence(habit, first)
    minutes = _in_minutes(habit, habit.target) if habit.days == 1 and not habit.at_most else None
    made = foreign_practice(
        habit.name,
        cadence,
        first,
        context.now,
        origin=ORIGIN,
        repeat=repeat,
        week_starts=context.week_starts,
        until=until,
        minutes=minutes or 0,
    )
    known = next((one for one in context.practices if one.id == made.id), None)
    if known is None:
        known = practice_called(made.title, context.practices, today)
    if known is None:
        problems += [f"{habit.place}: “{habit.name}” {said}"] if said else []
        return made, True
    return known, known.id == made.id


def _cadence(habit: _Habit, first: dt.date) -> tuple[str, str]:
    """The cadence nearest to so many times in so many days, and what has to be said of it."""
    times, days = habit.times, habit.days
    minutes = _in_minutes(habit, habit.target)
    if minutes and minutes <= days * MINUTES_A_DAY and not habit.at_most and (days == 7 or days in MONTH):
        return f"{minutes}min/{'week' if days == 7 else 'month'}", ""
    if times >= days:
        return "daily", ""
    if days == 7 or days in MONTH:
        return f"{times}/{'week' if days == 7 else 'month'}", ""
    asked = f"was asked for {times} times in {days} days" if times > 1 else f"was asked for once in any {days} days"
    edit = "`mastery practice edit` changes that."
    if times == 1 and days <= MONTH[0]:
        return f"every {days} days", f"{asked}; here it is due every {days} days from {first} on. {edit}"
    if days < MONTH[0]:
        often = max(1, min(7, round(times * 7 / days)))
        cadence, here = ("daily", "every day") if often == 7 else (f"{often}/week", f"{often} days a week")
    else:
        often = max(1, min(31, round(times * 30 / days)))
        cadence, here = f"{often}/month", f"{often} days a month" if often > 1 else "once a month"
    return cadence, f"{asked}, which has no cadence here; it comes in as {here}. {edit}"


def _is_done(habit: _Habit, value: int) -> bool:
    """Whether something was done on a day of this value."""
    if not habit.is_numerical:
        return value == YES
    return NO <= value <= habit.target if habit.at_most else value > NO and value != SKIP


def _amount(habit: _Habit, mark: _Mark) -> tuple[int, str]:
    """The minutes and the note of a day of a numerical habit; an amount that minutes cannot hold goes into the note."""
    minutes = _in_minutes(habit, mark.value)
    if minutes is not None and minutes <= MINUTES_A_DAY:
        return minutes, mark.note
    said = f"{_number(mark.value)} {habit.unit}".strip()
    return 0, f"{said}: {mark.note}" if mark.note else said


def _in_minutes(habit: _Habit, amount: int) -> int | None:
    """An amount times 1000 in minutes, where it is a whole number of them."""
    unit = habit.unit.casefold()
    each = 1 if _MINUTES.fullmatch(unit) else 60 if _HOURS.fullmatch(unit) else 0
    minutes, rest = divmod(amount * each, 1000)
    return minutes if habit.is_numerical and each and not rest else None


def _number(amount: int) -> str:
    """An amount times 1000 as people write it."""
    whole, thousandths = divmod(amount, 1000)
    return f"{whole}.{thousandths:03}".rstrip("0").rstrip(".")


def _target_text(habit: _Habit, below: int, above: int) -> str:
    """What becomes of a numerical habit's target."""
    what = f"{_number(habit.target)} {habit.unit}".strip()
    if habit.at_most:
        return (
            f"{habit.place}: “{habit.name}” was to be at most {what}: days that were are check-ins, those above"
            f" ({above:,}) are not."
        )
    return (
        f"{habit.place}: “{habit.name}” was to be at least {what}: here every day counts on which anything was done,"
        f" those below that too ({below:,})."
    )


def _wanted(name: str) -> bool:
    """Whether a file has habits or their days; not what macOS puts beside them."""
    parts = name.split("/")
    return parts[-1] in (HABITS, CHECKMARKS) and "__MACOSX" not in parts


FORMAT = Format(
    "loop",
    "Loop Habit Tracker's CSV export (zip or folder): practices, check-ins, rests",
    read_files=read_files,
    wanted=_wanted,
)
