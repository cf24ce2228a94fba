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
from mastery.exchange.jrnl.heads import MOST_NAMED, Candidate, DateReader, Head, bracketed
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
    reader = DateReader(context)
    for name, day in days.items():
        found += _of_day(name, day, texts[name], reader, problems)
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


def _of_day(name: str, day: dt.date, lines: Sequence[str], reader: DateReader, problems: list[str]) -> list[Dated]:
    """The entries of one day's file; the day is that of the folder, as jrnl has it."""
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return []

    def where(index: int) -> str:
        return f"{name}, line {index + 1}"

    dates = bracketed(lines, reader)
    candidates = [one for one in dates if one.is_apart or not one.in_code]
    found = _of_this_day(candidates, day) or _of_times(lines, first, day, reader)
    if not found and candidates and candidates[0].at_line == first:
        found = _of_first_format(candidates, day)
        if found:
            problems.append(f"{where(first)}: its date is not the day of its file, {day}; the file's was taken.")
    if not found:
        problems.append(f"{name}: no line begins with a date; its whole text became one entry of that day.")
        found = [_head(first, day, None, lines[first])]
    heads = {one.at_line for one in found}
    left = [one for one in dates if one.at_line not in heads and not one.written.strange]
    problems += [
        f"{where(one.at_line)}: [{one.text}] looks like a date, and was left as text: it does not begin an entry of "
        f"{day} in the format of the first."
        for one in left[:MOST_NAMED]
    ]
    notes: list[str] = []
    entries = list(dated(lines, found, notes, where))
    problems += [f"{name}: {note}" for note in notes]
    return entries


def _head(at_line: int, day: dt.date, time: dt.time | None, title: str) -> Head:
    return Head(at_line, Moment(day, time).at(USUAL_TIME), title)


def _of_this_day(candidates: Sequence[Candidate], day: dt.date) -> list[Head]:
    """The lines with this day; in another format than the first, only those behind a blank line."""
    found: list[Head] = []
    shape = ""
    for one in candidates:
        moment = next((each for each in one.written.readings.values() if each.day == day), None)
        if moment is not None:
            shape = shape or one.written.shape
            if one.is_apart or one.written.shape == shape:
                found.append(Head(one.at_line, moment.at(USUAL_TIME), one.rest))
    return found


def _of_times(lines: Sequence[str], first: int, day: dt.date, reader: DateReader) -> list[Head]:
    """The lines that begin with a clock time alone, if the first one does."""
    found = []
    for index in range(first, len(lines)):
        match = _HEAD.fullmatch(lines[index]) if lines[index].startswith("[") else None
        time = time_alone(match[1], reader.words) if match else None
        if match and time is not None:
            found.append(_head(index, day, time, match[2] or ""))
        elif index == first:
            break
    return found


def _of_first_format(candidates: Sequence[Candidate], day: dt.date) -> list[Head]:
    """The lines with a date in the format of the first one, whatever day it is."""
    return [
        _head(one.at_line, day, next(iter(one.written.readings.values())).time, one.rest)
        for one in candidates
        if one.written.readings and one.written.shape == candidates[0].written.shape
    ]


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
