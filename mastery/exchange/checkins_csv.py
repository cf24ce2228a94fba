"""A table of check-ins as CSV: a first line that names the columns, in any order, and a line for each.

`day` (or date) and `practice` (or habit) have to be there; `minutes` and `note` may be. A practice is named by its
title; one that is not in the journal is made. The `checkins.csv` that the csv export writes is read too: there the
practice is an id, and `id`, `zone`, `late`, `recorded` and `deleted` are heeded.
"""

import contextlib
import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.ids import to_int
from mastery.core.base.names import name_of, slug
from mastery.core.base.numbers import read_minutes
from mastery.core.base.records import Moment, Record
from mastery.core.base.when import parse_when
from mastery.core.practices.imported import (
    MINUTES_A_DAY,
    Done,
    already_text,
    foreign_checkins,
    foreign_practice,
    is_likely,
    practice_called,
    usual_cadence,
)
from mastery.core.practices.practice import CheckIn, Practice
from mastery.exchange import Format, Read, ReadContext, csv_rows, decoded, unguarded

ORIGIN = "checkins-csv"

DELIMITERS = ",;\t"
"""What stands between cells: spreadsheets of some countries write semicolons."""

_COLUMNS = {"day": "day", "date": "day", "practice": "practice", "habit": "practice", "minutes": "minutes"}
_COLUMNS |= {"note": "note", "notes": "note"}
_OWN = ("id", "zone", "late", "recorded", "deleted", "deleted_by")
"""The other columns of the csv export."""
_COLUMNS |= {name: name for name in _OWN}

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


class _Row(NamedTuple):
    place: str
    cells: Mapping[str, str]
    day: dt.date
    minutes: int | None
    """None where it says none."""

    @property
    def practice(self) -> str:
        """The practice that it names."""
        return self.cells["practice"]

    @property
    def own_id(self) -> str:
        """The id that the csv export wrote; empty where another hand wrote the row."""
        found = self.cells.get("id", "")
        return found if _is_id(found) else ""


def read(data: bytes, context: ReadContext) -> Read:
    """The check-ins of a table, and the practices they need. Raises MasteryError where it names no columns."""
    text = decoded(data)
    problems: list[str] = []
    lines = _lines(text, problems)
    rows = [row for line, cells in lines if (row := _row(line, cells, context, problems)) is not None]
    by_practice: dict[str, list[_Row]] = {}
    for row in rows:
        by_practice.setdefault(slug(row.practice) or row.practice, []).append(row)
    practices: list[Record] = []
    checkins: dict[int, CheckIn] = {}
    for same in by_practice.values():
        found = _practice(same, context, problems)
        if found is None:
            continue
        practice, is_new = found
        mine = _checkins(practice, same, context)
        practices += [practice] if is_new else []
        problems += [] if is_new or practice.id == same[0].practice else [already_text(practice, mine)]
        checkins |= dict(zip(map(id, same), mine, strict=True))
    return Read([*practices, *(checkins[id(row)] for row in rows if id(row) in checkins)], problems)


def _lines(text: str, problems: list[str]) -> list[tuple[int, dict[str, str]]]:
    """The lines under the first as cells by their columns. Raises MasteryError where the first does not name them."""
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    rows = list(csv_rows(text, delimiter))
    line, names = rows[0] if rows else (1, [])
    columns = [_COLUMNS.get(name.strip().casefold()) for name in names]
    if not {"day", "practice"} <= set(columns):
        raise MasteryError(
            f"Line {line} has to name the columns: day and practice, and perhaps minutes and note"
            f" (day,practice,minutes,note)."
        )
    twice = [one for one, number in Counter(filter(None, columns)).items() if number > 1]
    if twice:
        raise MasteryError(f"Line {line} names the column {twice[0]} twice.")
    strange = [name.strip() for name, column in zip(names, columns, strict=True) if column is None and name.strip()]
    if strange:
        problems.append(f"Line {line}: columns that are not known were left out: {', '.join(strange)}.")
    found = []
    for line, row in rows[1:]:
        if any(map(str.strip, row[len(columns) :])):
            problems.append(f"Line {line} has more cells than the first line has names: quote a note that has commas.")
            continue
        named = zip(columns, row, strict=False)
        found.append((line, {column: cell.strip() for column, cell in named if column is not None}))
    return found


def _row(line: int, cells: Mapping[str, str], context: ReadContext, problems: list[str]) -> _Row | None:
    """What a line says; None where it cannot be understood, or is of the trash."""
    place = f"Line {line}"
    try:
        if cells.get("deleted"):
            raise BadInput("the check-in is in the trash and was left out.")
        day, minutes = _day(cells["day"], context), cells.get("minutes", "")
        spent = read_minutes(minutes) if minutes else None
        if spent is not None and spent > MINUTES_A_DAY:
            raise BadInput(f"{minutes!r} is more than a day has.")
        if not cells.get("practice"):
            raise BadInput("it names no practice.")
    except BadInput as error:
        problems.append(f"{place}: {error}")
        return None
    return _Row(place=place, cells=cells, day=day, minutes=spent)


def _day(cell: str, context: ReadContext) -> dt.date:
    """The day of a full date. Raises BadInput for anything else, and for one that is to come or of long ago."""
    when = parse_when(cell, context.now.at) if _YEAR.search(cell) else None
    if when is None:
        raise BadInput(f"{cell!r} is no full date: write 2026-11-20.")
    if not is_likely(when.day, context.today):
        raise BadInput(f"{when.day} is no day on which something was done.")
    return when.day


def _practice(rows: Sequence[_Row], context: ReadContext, problems: list[str]) -> tuple[Practice, bool] | None:
    """The practice of rows that name the same one, and whether it comes with them; None where it cannot."""
    name, place = rows[0].practice, rows[0].place
    try:
        known = practice_called(name, context.practices, context.today)
        if known is not None:
            return known, False
        if _is_id(name):
            problems.append(f"{place}: the practice {name} is not in this journal; --to json takes both along.")
            return None
        days = [row.day for row in rows]
        cadence = usual_cadence(days)
        weeks = context.week_starts
        made = foreign_practice(name, cadence, min(days), context.now, origin=ORIGIN, week_starts=weeks)
    except MasteryError as error:
        problems.append(f"{place}: {error}")
        return None
    problems.append(
        f"“{made.title}” is no practice yet: it is made, {cadence} as it was done, from {made.since} on."
        f" To change that: mastery practice edit {name_of(made)} --cadence …"
    )
    return made, True


def _checkins(practice: Practice, rows: Sequence[_Row], context: ReadContext) -> list[CheckIn]:
    """The check-ins of a practice's rows."""
    done: list[Done] = []
    seen: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        note = row.cells.get("note", "")
        if row.own_id:
            note = unguarded(note)
        # What the table says, not what the practice makes of it: that may be another at the next import.
        key = practice.id, str(row.day), str(row.minutes), note
        done.append(
            Done(
                day=row.day,
                minutes=practice.minutes if row.minutes is None else row.minutes,
                note=note,
                key=(*key, str(seen[key])),
            )
        )
        seen[key] += 1
    made = foreign_checkins(practice, done, context.now, origin=ORIGIN)
    return [_as_kept(one, row) if row.own_id else one for one, row in zip(made, rows, strict=True)]


def _as_kept(made: CheckIn, row: _Row) -> CheckIn:
    """The check-in with what the csv export says of it."""
    cells, recorded = row.cells, made.recorded
    with contextlib.suppress(msgspec.ValidationError):
        recorded = msgspec.convert(cells.get("recorded"), Moment)
    return msgspec.structs.replace(
        made,
        id=row.own_id,
        zone=unguarded(cells.get("zone", made.zone)),
        late=cells.get("late") == "true",
        recorded=recorded,
    )


def _is_id(text: str) -> bool:
    try:
        to_int(text)
    except BadInput:
        return False
    return True


FORMAT = Format(
    "checkins-csv", "A CSV table of check-ins: day, practice, and perhaps minutes and note, in any order", read
)
