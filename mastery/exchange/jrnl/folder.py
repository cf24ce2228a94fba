"""jrnl's folders: a journal with a file for each day, `2026/03/05.txt`, or what it exports, a file for each entry."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from mastery.core.base.dateformats import Moment, time_alone
from mastery.core.base.errors import MasteryError
from mastery.exchange import ReadContext, decoded
from mastery.exchange.jrnl.entries import USUAL_TIME, Dated
from mastery.exchange.jrnl.exports import read_file_each
from mastery.exchange.jrnl.heads import DateReader, Head, bracketed
from mastery.exchange.jrnl.plain import dated, read_plain

_DAY = re.compile(r"(?:.*/)?(\d{4})/(\d{2})/(\d{2})\.txt", re.IGNORECASE)
NO_ENTRY = (
    "A folder of jrnl's has a file for each day, such as 2026/03/05.txt. Of its other exports, bring in what "
    "`jrnl --format json > jrnl.json` writes, with --from jrnl-json."
)
_HEAD = re.compile(r"\[([^\]\[\n]{1,60})\](?: (.*)|$)")


def wanted(name: str) -> bool:
    """Whether a file of a folder may have entries, by its name in it."""
    path = PurePosixPath(name)
    hidden = any(one.startswith(".") or one == "__MACOSX" for one in path.parts)
    return path.suffix.lower() in (".txt", ".md") and not hidden


def read_folder(files: Mapping[str, bytes], context: ReadContext, problems: list[str]) -> list[Dated]:
    """The entries of a folder's files. Raises MasteryError where there is no file, or their dates cannot be told."""
    texts: dict[str, Sequence[str]] = {}
    for name, data in files.items():
        try:
            texts[name] = decoded(data).rstrip("\n").split("\n")
        except MasteryError as error:
            problems.append(f"{name}: {error}")
    days = {name: day for name in texts if (day := _day(name)) is not None}
    found: list[Dated] = []
    for name, day in days.items():
        found += _of_day(name, day, texts[name], context, problems)
    rest = {name: lines for name, lines in texts.items() if name not in days}
    if days:
        problems += [
            f"{name}: it is not named as the day of a journal, such as 2026/03/05.txt: left out." for name in rest
        ]
        return found
    plain = {name: lines for name, lines in rest.items() if PurePosixPath(name).suffix.lower() == ".txt"}
    notes = {name: lines for name, lines in rest.items() if name not in plain}
    if plain:
        found += _joined(plain, context, problems)
    if notes:
        found += read_file_each(notes, context, problems)
    if not (found or problems):
        raise MasteryError(f"No entry was found. {NO_ENTRY}")
    return found


def _day(name: str) -> dt.date | None:
    """The day that a file of the journal is of, by its name; None for any other file."""
    found = _DAY.fullmatch(name)
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _of_day(name: str, day: dt.date, lines: Sequence[str], context: ReadContext, problems: list[str]) -> list[Dated]:
    """The entries of one day's file; the day is that of the folder, as jrnl has it."""
    reader = DateReader(context)
    if not any(map(str.strip, lines)):
        return []

    def where(index: int) -> str:
        return f"{name}, line {index + 1}"

    def of_day(time: dt.time | None) -> dt.datetime:
        return Moment(day, time).at(USUAL_TIME)

    candidates = bracketed(lines, reader)
    first = next(index for index, line in enumerate(lines) if line.strip())
    here = []
    elsewhere = []
    for one in candidates:
        moment = next((each for each in one.written.readings.values() if each.day == day), None)
        if moment is not None and not (one.in_code and not one.is_apart):
            here.append(Head(one.at_line, moment.at(USUAL_TIME), one.rest))
        elif not one.written.strange:
            elsewhere.append(one)
    if not here and (match := _HEAD.fullmatch(lines[first])) and time_alone(match[1], reader.words):
        matches = ((index, _HEAD.fullmatch(line)) for index, line in enumerate(lines) if line.startswith("["))
        times = ((index, match, time_alone(match[1], reader.words)) for index, match in matches if match)
        here = [Head(index, of_day(time), match[2] or "") for index, match, time in times if time is not None]
    if not here and elsewhere and elsewhere[0].at_line == first and elsewhere[0].written.readings:
        shape = elsewhere[0].written.shape
        mine = [one for one in elsewhere if one.written.shape == shape and one.written.readings]
        times_of = ((one, next(iter(one.written.readings.values())).time) for one in mine)
        here = [Head(one.at_line, of_day(time), one.rest) for one, time in times_of]
        elsewhere = [one for one in elsewhere if one not in mine]
        problems.append(f"{where(first)}: its date is not the day of its file, {day}; the file's was taken.")
    if not here:
        problems.append(f"{name}: no line begins with a date; its whole text became one entry of that day.")
        here = [Head(first, of_day(None), lines[first])]
    problems += [
        f"{where(one.at_line)}: [{one.text}] looks like a date, and was left as text: it is not the day of its file."
        for one in elsewhere
    ]
    notes: list[str] = []
    found = list(dated(lines, here, notes, where))
    problems += [f"{name}: {note}" for note in notes]
    return found


def _joined(files: Mapping[str, Sequence[str]], context: ReadContext, problems: list[str]) -> list[Dated]:
    """The entries of files of jrnl's text, read as one: the order of day and month is settled by all of them."""
    names = list(files)
    starts: list[int] = []
    lines: list[str] = []
    for text in files.values():
        starts.append(len(lines))
        lines += [*text, ""]

    def where(index: int) -> str:
        file = bisect_right(starts, index) - 1
        return f"{names[file]}, line {index - starts[file] + 1}"

    return read_plain(lines, context, problems, where)
