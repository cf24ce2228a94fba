"""Which lines of a text begin an entry, and on what day: settled by all of the text, for a line alone seldom tells.

jrnl writes dates as the person's config says, one format for the whole file, and a blank line before each. A date in
brackets that fits neither is text; a line that looks like a date and was left as text is always named.
"""

import datetime as dt
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from mastery.core.base.dateformats import (
    DateFormat,
    Moment,
    Order,
    Settled,
    Written,
    may_end,
    settled,
    taken_apart,
)
from mastery.core.base.errors import MasteryError
from mastery.core.base.phrases import count
from mastery.exchange import ReadContext
from mastery.exchange.jrnl.entries import USUAL_TIME

ELSE_JSON = "If that does not help, bring in what `jrnl --format json` writes with --from jrnl-json."

Where = Callable[[int], str]
"""Says where a line stands, by its index: "Line 3"."""

MOST_NAMED = 10_000
"""Lines left as text that are named; more are counted."""

_BRACKETED = re.compile(r"\[([^\]\[\n]{4,60})\](?:\s(.*)|$)")
_NEARLY = re.compile(r"\[([^\]\[\n]{6,60})\]\S")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)")
MOST_HEADS = 500_000
"""Lines with a date in the largest journal."""
_WORDS = 9
"""Words of the longest date at the beginning of a line."""
_NEAR = 30
"""Characters within which a date has a digit."""
_SAMPLE = 2000
"""Lines that settle how many words a date has."""
_MANY = 3
"""So many lines in another format than the first make it a format of the file's, as where two files were joined."""
_FEW = 2
"""Dates that cannot be read, from which on a file may be refused; a single one is a slip."""
_OWN_FORMAT = "="
"""The shape of what is in the format that the person named."""


class Head(NamedTuple):
    """A line that begins an entry."""

    at_line: int
    """Of the line, from 0."""
    at: dt.datetime
    """Without zone, unless one is written."""
    title: str


class Candidate(NamedTuple):
    """A line that may begin an entry."""

    at_line: int
    text: str
    """What may be the date."""
    written: Written
    rest: str
    is_apart: bool
    """Whether it is the first line, or a blank one stands before it."""
    in_code: bool


class DateReader:
    """Reads dates with the words of the person's language, and in the format that the person named."""

    def __init__(self, context: ReadContext) -> None:
        """Raises BadInput for a format that cannot be read."""
        self.words = context.date_words
        self.said = context.date_format
        self.format = DateFormat(context.date_format) if context.date_format else None

    def written(self, text: str) -> Written | None:
        """The readings of a text; None for one that does not look like a date."""
        if self.format is not None:
            moment = self.format.moment(text, self.words)
            if moment is not None:
                return Written(_OWN_FORMAT, _OWN_FORMAT, {"ymd": moment})
        return taken_apart(text, self.words)


def bracketed(lines: Sequence[str], reader: DateReader) -> list[Candidate]:
    """The lines that begin with a date in brackets."""
    code = _code(lines)
    found = []
    for index, line in enumerate(lines):
        if not line.startswith("["):
            continue
        match = _BRACKETED.fullmatch(line)
        written = reader.written(match[1]) if match else None
        if match and written:
            found.append(_candidate(lines, index, match[1], written, match[2] or "", index in code))
            _check_number(found)
    return found


def bare(lines: Sequence[str], reader: DateReader, before: str = "") -> list[Candidate]:
    """The lines that begin with a date without brackets, behind `before`.

    How many words a date has is settled by many lines: "Monday" behind one may belong to the title.
    """
    covered: Counter[int] = Counter()
    for number, (_, words) in enumerate(_starts(lines, before)):
        if number == _SAMPLE:
            break
        covered.update(size for size in range(1, len(words) + 1) if _reading(words, size, reader))
    if not covered:
        return []
    size = max(one for one, number in covered.items() if number >= 0.6 * max(covered.values()))
    found = []
    for at_line, words in _starts(lines, before):
        written = _reading(words, size, reader)
        if written is not None:
            found.append(_candidate(lines, at_line, " ".join(words[:size]), written, " ".join(words[size:]), False))
            _check_number(found)
    return found


def _starts(lines: Sequence[str], before: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that may begin with a date, with the words behind `before`; the last one is all the rest."""
    for at_line, line in enumerate(lines):
        if line.startswith(before) and any(map(str.isdigit, line[: len(before) + _NEAR])):
            words = line[len(before) :].split(" ", _WORDS)
            if words[0][:1].isalnum():
                yield at_line, words


def _reading(words: Sequence[str], size: int, reader: DateReader) -> Written | None:
    """What so many words come to, if they are a date that does not end in a word of the text."""
    if len(words) < size or not words[size - 1]:
        return None
    written = reader.written(" ".join(words[:size]))
    return written if written and written.readings and may_end(words[size - 1], reader.words) else None


def _check_number(found: Sequence[Candidate]) -> None:
    if len(found) > MOST_HEADS:
        raise MasteryError(f"Over {MOST_HEADS:,} lines begin with a date, more than any journal has. It was not read.")


def _candidate(lines: Sequence[str], index: int, text: str, written: Written, rest: str, in_code: bool) -> Candidate:
    is_apart = index == 0 or not lines[index - 1].strip()
    return Candidate(at_line=index, text=text, written=written, rest=rest, is_apart=is_apart, in_code=in_code)


def _code(lines: Sequence[str]) -> set[int]:
    """The indexes of the lines between a fence and the one that closes it."""
    inside: set[int] = set()
    open_at, fence = -1, ""
    for index, line in enumerate(lines):
        match = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if match is None:
            continue
        if open_at < 0:
            open_at, fence = index, match[1]
        elif match[1].startswith(fence) and not match[2].strip():
            inside.update(range(open_at + 1, index))
            open_at = -1
    return inside


class Heads(NamedTuple):
    """The lines of a text that begin entries."""

    heads: list[Head]
    problems: list[str]
    """Lines that look like dates and were left as text."""


def heads(candidates: Sequence[Candidate], lines: Sequence[str], reader: DateReader, where: Where) -> Heads:
    """Which candidates begin an entry.

    Raises MasteryError where the lines do not tell the order of day and month, or many of them cannot be read.
    """
    choice = _Choice(candidates, reader, where)
    choice.check_strange()
    found, left = choice.made()
    left += [(index, text, "no space follows") for index, text in _nearly(lines, reader)]
    problems = [
        f"{where(index)}: [{text}] looks like a date, and was left as text: {why}." for index, text, why in sorted(left)
    ]
    if len(problems) > MOST_NAMED:
        problems[MOST_NAMED:] = [f"And {count(len(problems) - MOST_NAMED, 'more line')} of this kind."]
    return Heads(found, problems)


def _nearly(lines: Sequence[str], reader: DateReader) -> Iterator[tuple[int, str]]:
    """Index and date of lines such as "[2026-03-06]: https://example.org"."""
    for index, line in enumerate(lines):
        if line.startswith("[") and (match := _NEARLY.match(line)) and _is_date(reader.written(match[1])):
            yield index, match[1]


def _is_date(written: Written | None) -> bool:
    return written is not None and not written.strange


class _Choice:
    """Chooses among the candidates of a text."""

    def __init__(self, candidates: Sequence[Candidate], reader: DateReader, where: Where) -> None:
        self.all = candidates
        self.where = where
        self.forced = reader.format.order if reader.format is not None else None
        self.said = reader.said
        self.readable = [one for one in candidates if one.written.readings]
        shapes = [one.written.shape for one in self.readable]
        apart = Counter(one.written.shape for one in self.readable if one.is_apart and not one.in_code)
        most = max(apart, key=lambda shape: apart[shape], default="")
        self.has_main = apart.total() > 1 and apart[most] * 2 > apart.total()
        self.own = {shape for shape, number in apart.items() if number >= _MANY}
        self.own.update([most] if self.has_main else shapes[:1])
        if _OWN_FORMAT in shapes:
            self.own.add(_OWN_FORMAT)
        own = [one for one in self.readable if one.written.shape in self.own][1:]
        self.is_spaced = sum(one.is_apart for one in own) * 2 > len(own) or not own
        self.orders: dict[str, Settled] = {}

    def check_strange(self) -> None:
        """Raises MasteryError where many lines have the format of this file's dates, and cannot be read."""
        unread = [
            one
            for one in self.all
            if not one.written.readings and not one.in_code and (one.is_apart or not self.is_spaced)
        ]
        strange = [
            one for one in unread if one.written.strange and (one.written.shape in self.own or not self.readable)
        ]
        if strange:
            raise MasteryError(
                f"{self.where(strange[0].at_line)}: {strange[0].written.strange!r} is not a month in English or in "
                "your system's language. Set LC_TIME to the language that the months are in (LC_TIME=de_DE.UTF-8 "
                f"mastery import …), or say the format with --date-format. {ELSE_JSON}"
            )
        wrong = [one for one in unread if not one.written.strange and one.written.shape in self.own]
        if len(wrong) >= _FEW and len(wrong) * 10 > len(self.readable):
            raise MasteryError(
                f"{count(len(wrong), 'date')} cannot be read, the first in {self._said(wrong[0])}. "
                f"Correct them, or say the format with --date-format. {ELSE_JSON}"
            )

    def made(self) -> tuple[list[Head], list[tuple[int, str, str]]]:
        """The heads, and of what was left as text the index, the date, and why."""
        own = [one for one in self.readable if one.written.shape in self.own and not self._is_code(one)]
        groups, others = _by_shape(own), _by_shape(self.readable)
        self.orders = {shape: self._order(group) for shape, group in groups.items()}
        alike: set[Order] = {one.order for one in self.orders.values() if one.order in ("dmy", "mdy")}
        for shape, group in groups.items():
            self.orders[shape] = self._settled(group, alike)
        for shape in others.keys() - groups.keys():
            self.orders[shape] = self._alike(others[shape], self._order(others[shape]), alike)
        self._check_fit(own)
        apart = [(one.at_line, moment.day) for one in own if one.is_apart and (moment := self._moment(one))]
        follow = len(apart) > 1 and all(a <= b for (_, a), (_, b) in pairwise(apart))
        found: list[Head] = []
        left: list[tuple[int, str, str]] = []
        for one in self.all:
            before = found[-1].at.date() if found else None
            why, moment = self._why_not(one, before)
            if not why and moment and before and not one.is_apart and moment.day < before:
                place = bisect_right(apart, one.at_line, key=lambda each: each[0])
                if before <= apart[place][1] if place < len(apart) else follow:
                    why = "it is earlier than the entries around it, and no blank line stands before it"
            if moment is not None and not why:
                found.append(Head(one.at_line, moment.at(USUAL_TIME), one.rest))
            elif _is_date(one.written):
                left.append((one.at_line, one.text, why))
        return found, left

    def _check_fit(self, own: Sequence[Candidate]) -> None:
        """Raises MasteryError where the format that the person named is not that of many dates."""
        heads = [one for one in own if one.is_apart or not self.is_spaced]
        unfit = [one for one in heads if self._moment(one) is None]
        if len(unfit) >= _FEW and len(unfit) * 10 > len(heads):
            raise MasteryError(
                f"--date-format {self.said!r} does not fit {count(len(unfit), 'date')} of {len(heads):,}, the first in "
                f"{self._said(unfit[0])}."
            )

    def _is_code(self, one: Candidate) -> bool:
        return one.in_code and not one.is_apart

    def _why_not(self, one: Candidate, before: dt.date | None) -> tuple[str, Moment | None]:
        """Why a candidate is text, empty where it is not; and its moment."""
        order = self.orders[one.written.date_shape].order if one.written.readings else None
        moment = self._moment(one)
        if self._is_code(one):
            return "it stands in code", None
        if not one.written.readings:
            return "no calendar has it", None
        if moment is None:
            return "day and month are not told apart" if order is None else f"its order is not {_ORDERS[order]}", None
        if one.written.shape in self.own:
            return "", moment
        if _OWN_FORMAT in self.own or (self.has_main and self.is_spaced and not one.is_apart):
            return "it is not in the format of the other dates", moment
        if before is not None and moment.day < before:
            return "it is earlier than the entry before it, and in another format", moment
        return "", moment

    def _moment(self, one: Candidate) -> Moment | None:
        order = self.orders[one.written.date_shape].order if one.written.readings else None
        return one.written.readings.get(order) if order else None

    def _order(self, group: Sequence[Candidate]) -> Settled:
        if self.forced and group[0].written.shape != _OWN_FORMAT:
            rivals = {self.forced, _RIVALS[self.forced]}
            if any(rivals & one.written.readings.keys() for one in group):
                return Settled(self.forced)
        return settled([one.written for one in _telling(group)])

    def _alike(self, group: Sequence[Candidate], found: Settled, alike: Collection[Order]) -> Settled:
        """The order of a group; that of the file's other dates where the group does not tell."""
        if found.order is None and found.clash is None and len(alike) == 1:
            (order,) = alike
            if all(order in one.written.readings for one in group):
                return Settled(order)
        return found

    def _settled(self, group: Sequence[Candidate], alike: Collection[Order]) -> Settled:
        """The order in a group of lines that are heads. Raises MasteryError where they do not tell."""
        found = self._alike(group, self.orders[group[0].written.date_shape], alike)
        orders = sorted({order for one in group for order in one.written.readings})
        ways = " or ".join(f"--date-format {suggested(group[0].written, order)!r}" for order in orders)
        if found.clash is not None:
            one, other = (_telling(group)[place] for place in found.clash)
            raise MasteryError(
                f"The dates in {self._said(one)} and {self._said(other)} cannot both be read in one order. "
                f"Say which is right: {ways}."
            )
        if found.order is None:
            raise MasteryError(
                f"The dates do not tell which of their numbers is the day and which the month: {self._said(group[0])}. "
                f"Say which is right: {ways}."
            )
        return found

    def _said(self, one: Candidate) -> str:
        return f"{self.where(one.at_line).lower()}, [{one.text}]"


def _by_shape(group: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    groups = defaultdict(list)
    for one in group:
        groups[one.written.date_shape].append(one)
    return groups


def _telling(group: Sequence[Candidate]) -> Sequence[Candidate]:
    """Those of a group that tell its order: the ones behind blank lines if they do; others may be dates in texts."""
    apart = [one for one in group if one.is_apart]
    found = settled([one.written for one in apart])
    return apart if len(apart) > 1 and (found.order or found.clash) else group


_ORDERS: Mapping[Order, str] = {
    "ymd": "year, month, day", "ydm": "year, day, month", "dmy": "day, month, year", "mdy": "month, day, year",
}  # fmt: skip


_RIVALS: Mapping[Order, Order] = {"dmy": "mdy", "mdy": "dmy", "ymd": "ydm", "ydm": "ymd"}
"""Of each order the one with day and month the other way round."""


def suggested(written: Written, order: Order) -> str:
    """The format of a date as strftime writes it, if its numbers have this order: "%d/%m/%Y %H:%M"."""
    of_date = iter([letter for letter in order if not (letter == "m" and "b" in written.shape)])
    of_time = iter("HMS")
    names = {"ts": "%H:%M:%S", "t": "%H:%M", "b": "%b", "a": "%a", "z": "%z"}

    def part(match: re.Match[str]) -> str:
        sign = match[0]
        if sign in names:
            return names[sign]
        letter = next(of_date, "")
        if sign in ("6", "8") and letter == order[0]:
            return "".join("%Y" if one == "y" and sign == "8" else f"%{one}" for one in (letter, *of_date))
        if not letter:
            return "".join(f"%{next(of_time, 'S')}" for _ in range(int(sign) // 2 if sign != "n" else 1))
        return "%Y" if letter == "y" and sign == "4" else f"%{letter}"

    return re.sub("ts|[tbazn468]", part, written.shape)
