"""Dates in whatever format another program writes them; the order of day, month and year is settled by all of a file.

`taken_apart` gives every reading of one text, `settled` the order in which all texts of one shape can be read.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from mastery.core.base.errors import BadInput

Order = Literal["ymd", "ydm", "dmy", "mdy"]

LONGEST = 60
"""Characters of the longest text that may be a date."""


class Moment(NamedTuple):
    """A civil day, and what else was written of the moment."""

    day: dt.date
    time: dt.time | None = None
    """Without zone; None where only the day is named."""
    offset: dt.timedelta | None = None
    """From UTC, where one is written."""

    def at(self, otherwise: dt.time) -> dt.datetime:
        """The moment, at the clock time `otherwise` where none is written; with a zone only where one is written."""
        zone = None if self.offset is None else dt.timezone(self.offset)
        return dt.datetime.combine(self.day, self.time or otherwise, zone)


class Written(NamedTuple):
    """A text that looks like a date, with every way to read it."""

    shape: str
    """The same for all texts that one format writes: "n/n/4 t" for "05/03/2026 09:00"."""
    date_shape: str
    """The shape without clock time and zone."""
    readings: Mapping[Order, Moment]
    """Empty where no calendar has the date, or a word of it is not known."""
    strange: str = ""
    """A word that is not known, in the place of a month's name."""


class DateWords(NamedTuple):
    """The words of dates in a language, casefolded and without full stops."""

    months: Mapping[str, int] = {}
    weekdays: Mapping[str, int] = {}
    """Monday is 0."""
    halves: Mapping[str, bool] = {}
    """Of the halves of the day, whether it is the second one."""


def date_words(
    months: Iterable[Sequence[str]], weekdays: Iterable[Sequence[str]], halves: Iterable[str] = ()
) -> DateWords:
    """The words of a language: full and short names of twelve months, of seven weekdays from Monday on, am and pm."""

    def numbered(rows: Iterable[Sequence[str]], first: int) -> dict[str, int]:
        names = ((_plain(name), number) for number, row in enumerate(rows, first) for name in row)
        return {name: number for name, number in names if name and not any(map(str.isdigit, name))}

    named = {_plain(name): bool(place) for place, name in enumerate(halves)}
    return DateWords(numbered(months, 1), numbered(weekdays, 0), {one: half for one, half in named.items() if one})


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().strip().replace(".", "")


_ENGLISH = date_words(
    (
        ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
        ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"),
        ("december", "dec"),
    ),
    (
        ("monday", "mon"), ("tuesday", "tue", "tues"), ("wednesday", "wed"), ("thursday", "thu", "thur", "thurs"),
        ("friday", "fri"), ("saturday", "sat"), ("sunday", "sun"),
    ),
    ("am", "pm"),
)  # fmt: skip
_HAN = date_words(
    (),
    (
        ("月", "月曜日", "星期一", "周一", "월", "월요일"), ("火", "火曜日", "星期二", "周二", "화", "화요일"),
        ("水", "水曜日", "星期三", "周三", "수", "수요일"), ("木", "木曜日", "星期四", "周四", "목", "목요일"),
        ("金", "金曜日", "星期五", "周五", "금", "금요일"), ("土", "土曜日", "星期六", "周六", "토", "토요일"),
        ("日", "日曜日", "星期日", "星期天", "周日", "일", "일요일"),
    ),
)._replace(halves={"上午": False, "午前": False, "오전": False, "下午": True, "午後": True, "오후": True})  # fmt: skip
"""Weekdays and halves of the day in Chinese, Japanese and Korean, whose months are numbers."""
_FILLERS = frozenset(
    ["t", "at", "on", "of", "the", "de", "del", "le", "el", "um", "kl", "klo", "à", "a", "las", "uhr", "h", "hrs"]
)
"""Words between the parts of a date that say nothing."""
_UNITS = dict(zip("年년月월日일号號時时시点點分분秒초", "yymmddddhhhhhiiss", strict=True))
_ORDINALS = ("st", "nd", "rd", "th")
_BETWEEN = frozenset(" -–./_|,()·'’@~")
"""What may stand between the parts of a date."""

_TOKEN = re.compile(
    r"(?P<clock>(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?(?![\d:])|(?<!\d)\d{1,2}\s?h\s?\d{2}(?!\d)"
    r"|(?<![\d:.])\d{1,2}(?=\s?[ap]m(?![^\W\d_]|\s?\d{1,2}:)))"
    r"|(?P<number>\d{1,14})(?P<unit>[年년月월日일号號時时시点點分분秒초]|(?:st|nd|rd|th)(?![^\W\d_]))?"
    r"|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)\.?"
    r"|(?P<blank>\s+)"
    r"|(?P<sign>.)",
    re.IGNORECASE,
)
_HALF_WITH_STOPS = re.compile(r"(?<![^\W_])([ap])\.\s?m\.?", re.IGNORECASE)
_ZONE = re.compile(
    r"(?:(?P<time>:\d{2}(?:[.,]\d{1,6})?|T\d{4}|T\d{6}|[ap]m)\s?"
    r"(?:(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{2})(?::?(?P<minutes>\d{2}))?|Z|UTC|GMT)(?=\s|$)"
    r"|\s(?P<last_sign>[+-])(?P<last_hours>\d{2})(?P<last_minutes>\d{2})$)",
    re.IGNORECASE,
)
"""A zone behind a clock time, or at the very end."""
_ZONE_NAME = re.compile(r"[A-Z]{3,5}")
_WEEK = re.compile(r"(\d{4})-?W(\d{2})-?([1-7])(?!\d)", re.IGNORECASE)
_DAY_OF_YEAR = re.compile(r"(?<!\d)(\d{4})([-./ ]?)(\d{3})(?!\d)")


def taken_apart(text: str, words: DateWords = DateWords()) -> Written | None:  # noqa: B008 - it never changes
    """Every reading of a text that has the shape of a full date; None for any other text. Never raises."""
    found = _written(text, words, month_first=True)
    if not any(one in words.months or one in _ENGLISH.months for one in words.weekdays):
        return found
    other = _written(text, words, month_first=False)  # "mar" is a month in one language and a weekday in another
    return other if other is not None and other.readings else found


def time_alone(text: str, words: DateWords = DateWords()) -> dt.time | None:  # noqa: B008
    """The clock time of a text that has nothing else; None for any other text."""
    parts = _parts(_normal(text), words) if len(text) <= LONGEST else None
    if parts is None or parts.numbers or parts.month or parts.strange or parts.units.keys() & {"y", "m", "d"}:
        return None
    return parts.time


def may_end(word: str, words: DateWords = DateWords()) -> bool:  # noqa: B008
    """Whether a date may end in this word: a number, or the name of a month, a weekday or a half of the day."""
    plain = _plain(word.strip(",()"))
    named = any(plain in names for one in (words, _ENGLISH, _HAN) for names in one)
    return named or any(map(str.isdigit, plain))


def month_named(word: str, words: DateWords = DateWords()) -> int | None:  # noqa: B008
    """The number of the month that a word names; None for any other word."""
    return words.months.get(_plain(word)) or _ENGLISH.months.get(_plain(word))


def _normal(text: str) -> str:
    return _HALF_WITH_STOPS.sub(r"\1m", unicodedata.normalize("NFKC", text).strip())


def _written(text: str, words: DateWords, month_first: bool) -> Written | None:
    if len(text) > LONGEST or not any(map(str.isdigit, text)):
        return None
    text = _normal(text)
    zone = _ZONE.search(text)
    offset = _offset(zone) if zone is not None else None
    if zone is not None and offset is not None:
        found = _parts(text[: zone.start()] + (zone["time"] or "") + text[zone.end() :], words, month_first)
        if found is not None and found.time is not None:
            return found.written(offset)
    found = _parts(text, words, month_first)
    return found.written(None) if found else None


def _offset(zone: re.Match[str]) -> dt.timedelta | None:
    """The offset from UTC of a zone; None if no zone has it."""
    sign = zone["sign"] or zone["last_sign"]
    hours = int(zone["hours"] or zone["last_hours"] or 0)
    minutes = int(zone["minutes"] or zone["last_minutes"] or 0)
    if hours > 14 or minutes > 59:
        return None
    return dt.timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)


class _Parts:
    """A text as its parts."""

    def __init__(self) -> None:
        self.numbers: list[str] = []
        self.shape: list[str] = []
        self.units: dict[str, int] = {}
        self.weekday: int | None = None
        self.month: int | None = None
        self.month_place = 0
        """How many numbers stand before the month's name."""
        self.clock: str = ""
        self.is_second_half: bool | None = None
        self.strange = ""
        self.time: dt.time | None = None
        self.has_time = False
        self.fixed: dt.date | None = None
        """A date that can be read in one way only."""

    def written(self, offset: dt.timedelta | None) -> Written | None:
        """What they come to; None where they are not a date's."""
        if self.has_time and self.time is None:
            dates: dict[Order, dt.date] | None = {}
        else:
            dates = self._dates()
        if dates is None:
            return None
        shape = " ".join("".join(self.shape).split()) + ("z" if offset is not None else "")
        date_shape = " ".join(re.sub(r"[tsz]", "", shape).split())
        if self.strange:
            dates = {}
        if self.weekday is not None:
            dates = {order: day for order, day in dates.items() if day.weekday() == self.weekday} or dates
        readings = {order: Moment(day, self.time, offset) for order, day in dates.items()}
        return Written(shape=shape, date_shape=date_shape, readings=readings, strange=self.strange)

    def _dates(self) -> dict[Order, dt.date] | None:
        if self.fixed is not None:
            return {} if self.numbers else {"ymd": self.fixed}
        if {"y", "m", "d"} <= self.units.keys():
            return _valid({"ymd": (self.units["y"], self.units["m"], self.units["d"])})
        numbers = self.numbers
        if self.month is not None or self.strange:
            return _named(numbers, self.month or 1, self.month_place) if len(numbers) == 2 else None
        if len(numbers) == 1 and len(numbers[0]) in (6, 8):
            return _unbroken(numbers[0])
        return _of_three(numbers) if len(numbers) == 3 else None


def _parts(text: str, words: DateWords, month_first: bool = True) -> _Parts | None:
    """The parts of a text; None where there is one that no date has."""
    parts = _Parts()
    for pattern, kind in ((_WEEK, "W"), (_DAY_OF_YEAR, "J")):
        found = pattern.search(text)
        if found is None or (kind == "J" and re.search(r"\d", _without_clock(text, found))):
            continue
        try:
            year = int(found[1])
            parts.fixed = (
                dt.date.fromisocalendar(year, int(found[2]), int(found[3]))
                if kind == "W"
                else dt.date(year, 1, 1) + dt.timedelta(days=int(found[3]) - 1)
            )
        except (ValueError, OverflowError):
            return None
        if parts.fixed.year != year and kind == "J":
            return None
        text = text[: found.start()] + " " + text[found.end() :]
        parts.shape.append(kind)
        break
    for token in _TOKEN.finditer(text):
        if not _take(parts, token, words, month_first):
            return None
    _read_time(parts)
    return parts


def _without_clock(text: str, date: re.Match[str]) -> str:
    """The text without the date and a clock time with colons."""
    return re.sub(r"\d{1,2}:\d{2}(:\d{2})?", "", text[: date.start()] + " " + text[date.end() :])


def _take(parts: _Parts, token: re.Match[str], words: DateWords, month_first: bool) -> bool:
    """Adds a part; False where no date has it."""
    kind = token.lastgroup
    if token["clock"]:
        if parts.clock:
            return False
        parts.clock = token["clock"]
        parts.shape.append("ts" if parts.clock.count(":") == 2 else "t")
    elif token["number"]:
        unit = (token["unit"] or "").lower()
        if unit in _UNITS:
            if _UNITS[unit] in parts.units:
                return False
            parts.units[_UNITS[unit]] = int(token["number"])
            parts.shape.append(_UNITS[unit])
        else:
            size = len(token["number"])
            parts.numbers.append(token["number"])
            parts.shape.append("n" if size <= 2 else str(size))
            if unit in _ORDINALS:
                parts.shape.append("o")
    elif token["word"]:
        return all(_take_word(parts, word, words, month_first) for word in _words(token["word"], words))
    elif kind == "blank":
        parts.shape.append(" ")
    elif token["sign"] not in _BETWEEN:
        return False
    elif token["sign"] != ",":
        parts.shape.append(token["sign"])
    return True


def _words(token: str, words: DateWords) -> list[str]:
    """The token, or its parts between hyphens where it is not one name: "Mon-Nov"."""
    plain = _plain(token)
    return [token] if plain in words.weekdays or plain in words.months else token.split("-")


def _take_word(parts: _Parts, typed: str, words: DateWords, month_first: bool) -> bool:
    """Adds a word; False where no date has it."""
    word = _plain(typed)
    month = month_named(word, words)
    known = (words, _ENGLISH, _HAN)
    weekday = next((one.weekdays[word] for one in known if word in one.weekdays), None)
    half = next((one.halves[word] for one in known if word in one.halves), None)
    if half is not None:
        if parts.is_second_half is not None:
            return False
        parts.is_second_half = half
    elif month and parts.month is None and (month_first or weekday is None or parts.weekday is not None):
        parts.month, parts.month_place = month, len(parts.numbers)
        parts.shape.append("b")
    elif weekday is not None and parts.weekday is None:
        parts.weekday = weekday
        parts.shape.append("a")
    elif word in _FILLERS:
        pass
    elif parts.clock and _ZONE_NAME.fullmatch(typed):
        parts.shape.append("z")
    elif parts.month is None and not parts.strange:
        parts.strange, parts.month_place = typed, len(parts.numbers)
        parts.shape.append("b")
    else:
        return False
    return True


def _read_time(parts: _Parts) -> None:
    """Reads the clock time, and takes its numbers from those of the date."""
    numbers = parts.numbers
    of_time: list[str] = []
    of_date = 0 if parts.fixed or {"y", "m", "d"} <= parts.units.keys() else 2 if parts.month or parts.strange else 3
    if of_date == 3 and numbers and len(numbers[0]) in (8, 12, 14):
        whole, of_date = numbers[0], 1
        if len(whole) > 8:
            numbers[:1] = [whole[:8], whole[8:]]
    elif of_date == 3 and len(numbers) == 2 and len(numbers[0]) == 6:
        of_date = 1
    if parts.clock:
        of_time = re.findall(r"\d+", parts.clock)[:3]
    elif "h" in parts.units:
        of_time = [str(parts.units.get(unit, 0)) for unit in "his"]
    elif len(numbers) > of_date:
        if of_date == 3 and [len(one) > 2 for one in numbers] == [False] * 4 + [True]:  # the time first, the year last
            of_time, parts.numbers = numbers[:2], numbers[2:]
        else:
            of_time, parts.numbers = numbers[of_date:], numbers[:of_date]
        if len(of_time) == 1 and len(of_time[0]) in (4, 6):
            of_time = re.findall("..", of_time[0])
        elif len(of_time) < 2:
            of_time = ["99"]  # a number too many
    if not of_time:
        return
    parts.has_time = True
    if len(of_time) > 3 or any(len(one) > 2 for one in of_time):
        return
    hour, minute, second = (int(one) for one in (*of_time, "0", "0")[:3])
    if parts.is_second_half is not None and 1 <= hour <= 12:
        hour = hour % 12 + 12 * parts.is_second_half
    if hour < 24 and minute < 60 and second < 60:
        parts.time = dt.time(hour, minute, second)


def _of_three(numbers: Sequence[str]) -> dict[Order, dt.date] | None:
    """The readings of three numbers; None where none of them can be a year."""
    first, second, third = numbers
    one, two, three = map(int, numbers)
    if len(second) > 2:
        return None
    if len(first) == 4 and len(third) <= 2:
        return _valid({"ymd": (one, two, three), "ydm": (one, three, two)})
    if len(third) == 4 and len(first) <= 2:
        return _valid({"dmy": (three, two, one), "mdy": (three, one, two)})
    if len(first) > 2 or len(third) > 2 or 2 not in (len(first), len(third)):
        return None
    found: dict[Order, tuple[int, int, int]] = {}
    if len(third) == 2:
        found |= {"dmy": (_century(three), two, one), "mdy": (_century(three), one, two)}
    if len(first) == 2:
        found |= {"ymd": (_century(one), two, three)}
    return _valid(found)


def _unbroken(digits: str) -> dict[Order, dt.date]:
    """The readings of "20260305", "05032026" or "260305"."""

    def part(*sizes: int) -> Iterator[int]:
        place = 0
        for size in sizes:
            yield int(digits[place : place + size])
            place += size

    year = len(digits) - 4
    y, m, d = part(year, 2, 2)
    one, two, last = part(2, 2, year)
    found: dict[Order, tuple[int, int, int]] = {"ymd": (y, m, d), "dmy": (last, two, one), "mdy": (last, one, two)}
    if year == 2:
        return _valid({order: (_century(y), m, d) for order, (y, m, d) in found.items()})
    return _valid({order: parts for order, parts in found.items() if 1800 <= parts[0] < 2200})


def _named(numbers: Sequence[str], month: int, place: int) -> dict[Order, dt.date] | None:
    """The readings of two numbers and the name of a month, before which `place` of them stand."""
    first, second = numbers
    one, two = map(int, numbers)
    if len(first) == 4 and len(second) <= 2:
        return _valid({"ymd": (one, month, two)})
    if len(second) == 4 and len(first) <= 2:
        return _valid({"dmy": (two, month, one)})
    if len(first) > 2 or len(second) > 2 or 2 not in (len(first), len(second)):
        return None
    found: dict[Order, tuple[int, int, int]] = {}
    if len(second) == 2:
        found["dmy"] = (_century(two), month, one)
    if len(first) == 2 and place:
        found["ymd"] = (_century(one), month, two)
    return _valid(found)


def _century(year: int) -> int:
    """The year of its last two digits, as POSIX has it: 69 to 99 are of the twentieth century."""
    return year + (1900 if year >= 69 else 2000)


def _valid(found: Mapping[Order, tuple[int, int, int]]) -> dict[Order, dt.date]:
    dates: dict[Order, dt.date] = {}
    for order, (year, month, day) in found.items():
        try:
            dates[order] = dt.date(year, month, day)
        except ValueError:
            continue
    return dates


_USUAL: tuple[tuple[str, Order], ...] = ((r"^[^n\d]*[48]", "ymd"), (r"n\.\s?n\.\s?4", "dmy"))
"""Which order shapes have by convention, where the file does not say otherwise."""


class Settled(NamedTuple):
    """The order of day, month and year in texts of one shape; None where they do not tell."""

    order: Order | None
    clash: tuple[int, int] | None = None
    """The places of two texts that cannot be read in one order."""


def settled(dates: Sequence[Written]) -> Settled:
    """The order in which all texts of one `date_shape` can be read; they stand as in the file.

    First counts what no calendar has, then that the month comes after a year of four digits and the day before full
    stops, then that entries follow in time.
    """
    dates = [one for one in dates if one.readings]
    possible = list(dates[0].readings) if dates else []
    for place, one in enumerate(dates):
        left = [order for order in possible if order in one.readings]
        if not left:
            return Settled(None, (_contrary(dates[:place], one), place))
        possible = left
    if len(possible) <= 1:
        return Settled(possible[0] if possible else None)
    shape = dates[0].date_shape
    usual = next((order for pattern, order in _USUAL if re.search(pattern, shape)), None)
    if usual in possible:
        return Settled(usual)
    days = {order: [one.readings[order].day for one in dates] for order in possible}
    if all(days[order] == days[possible[0]] for order in possible):
        return Settled(possible[0])
    forward = [order for order in possible if all(a <= b for a, b in pairwise(days[order]))]
    backward = [order for order in possible if all(a >= b for a, b in pairwise(days[order]))]
    left = forward or backward or possible
    if len(left) == 1:
        return Settled(left[0])
    return Settled("dmy" if "dmy" in left and "b" in shape else None)  # "5 Mar 26" is not of 2005


def _contrary(before: Sequence[Written], one: Written) -> int:
    """The place of a text that has no order in common with this one; else the first place."""
    return next((place for place, other in enumerate(before) if not other.readings.keys() & one.readings.keys()), 0)


# What a person says of it


_SHORTHANDS = {"D": "%m/%d/%y", "F": "%Y-%m-%d", "T": "%H:%M:%S", "R": "%H:%M", "r": "%I:%M:%S %p", "h": "%b",
               "e": "%d", "k": "%H", "l": "%I", "P": "%p"}  # fmt: skip
"""Directives that systems write and Python does not read."""
_DIRECTIVE = re.compile(r"%[-_^#0E]?(.)", re.DOTALL)
_OF_ORDER = {**dict.fromkeys("dej", "d"), **dict.fromkeys("mbBh", "m"), **dict.fromkeys("yYG", "y")}


class DateFormat:
    """A format as strftime has it: "%d/%m/%Y %H:%M"."""

    def __init__(self, pattern: str) -> None:
        """Raises BadInput for one that cannot be read back, or names no day."""
        self.pattern = _DIRECTIVE.sub(lambda one: _SHORTHANDS.get(one[1], f"%{one[1]}"), pattern)
        letters = {one[1] for one in _DIRECTIVE.finditer(self.pattern)}
        has_year = letters & set("yYGcx")
        has_day = letters & set("cxj") or {"V", "u"} <= letters or ("d" in letters and letters & set("mbB"))
        if not (has_year and has_day):
            raise BadInput(f"{pattern!r} does not name year, month and day. Write, for example, '%d/%m/%Y %H:%M'.")
        self.has_time = bool(letters & set("HIcX"))
        found = "".join(dict.fromkeys(_OF_ORDER.get(one[1], "") for one in _DIRECTIVE.finditer(self.pattern)))
        orders: tuple[Order, ...] = ("ymd", "ydm", "dmy", "mdy")
        self.order: Order | None = next((order for order in orders if order == found), None)
        """The order of day, month and year in it."""
        try:
            dt.datetime.strptime(dt.datetime(2004, 11, 26).strftime(self.pattern), self.pattern)
        except ValueError as error:
            raise BadInput(f"{pattern!r} is not a date format: {error}.") from None

    def moment(self, text: str, words: DateWords = DateWords()) -> Moment | None:  # noqa: B008
        """The moment of a text in this format; None for any other text."""
        if len(text) > LONGEST:
            return None
        for typed in dict.fromkeys((text, _in_english(text, words, max), _in_english(text, words, min))):
            try:
                at = dt.datetime.strptime(typed.strip(), self.pattern)
            except (ValueError, OverflowError):
                continue
            time = at.time().replace(microsecond=0) if self.has_time else None
            return Moment(at.date(), time, at.utcoffset())
        return None


def _in_english(text: str, words: DateWords, longest: Callable[..., str]) -> str:
    """The text with the names of months and weekdays in English, the longest or the shortest ones."""

    def english(match: re.Match[str]) -> str:
        word = _plain(match[0])
        for names, own in ((words.months, _ENGLISH.months), (words.weekdays, _ENGLISH.weekdays)):
            if word in names and word not in own:
                return longest((name for name, number in own.items() if number == names[word]), key=len)
        return match[0]

    return re.sub(r"[^\W\d_]+", english, text)
