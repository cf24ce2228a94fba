"""Finding entries: parsing a query, selecting the entries that match, and where in a text they match."""

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from mastery.core.base.errors import BadInput
from mastery.core.base.folded import ACCENTS, fold, folded_with_origin
from mastery.core.base.records import KINDS, Entry, Place
from mastery.core.base.tags import normalise_tag, wanted_forms
from mastery.core.base.when import parse_day
from mastery.core.writing.entries import places

T = TypeVar("T")
P = TypeVar("P", Entry, Place)

Span = tuple[int, int]
"""Where a piece of a text begins and ends (exclusive), in characters."""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What to search for; an entry matches if all of it holds."""

    words: tuple[str, ...] = ()
    """Each anywhere in the text, also inside a longer word."""
    phrases: tuple[str, ...] = ()
    """Each word for word."""
    tags: tuple[str, ...] = ()
    """All of them: "#work" or "@anna" means just that, "work" means #work or @work."""
    not_tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """Any of them."""
    goals: tuple[str, ...] = ()
    """Ids; any of them."""
    models: tuple[str, ...] = ()
    """Ids; any of them."""
    since: dt.date | None = None
    """The first journal day."""
    until: dt.date | None = None
    """The last journal day."""
    starred: bool | None = None
    last: int | None = None
    """Only the newest N."""


class Hay(msgspec.Struct, Generic[P], frozen=True, gc=False):
    """An entry made ready for searching."""

    place: P
    """The entry, or its place alone."""
    kind: str
    tags: tuple[str, ...]
    starred: bool
    goals: tuple[str, ...]
    models: tuple[str, ...]
    text: str
    """Title and body, folded, with single blanks."""
    title: int
    """Letters of the text that are the title's."""

    @property
    def day(self) -> dt.date:
        """The entry's journal day."""
        return self.place.day


_TOKEN = re.compile(r'((?:-?[a-z]+:)?)"([^"]*)(?:"|\Z)|(\S+)', re.IGNORECASE)
_SIGN_TAG = re.compile(r"(-?)([#@+])([^\W\d_]\S*)")
_FIELD = re.compile(r"(-?)(tag|kind|before|after|on|is):(.*)", re.IGNORECASE | re.DOTALL)
_ELLIPSIS = "…"
_BLANKS = [letter for letter in map(chr, range(0x3001)) if letter.isspace() and letter != " "]


def parse_query(text: str, today: dt.date) -> Query:
    """Parses a typed query: words, "a phrase", #tag, @tag, +tag, tag:x, -tag:x, kind:x, is:starred, before:DATE,
    after:DATE (both without that day) and on:DATE, dates seen from `today`.

    Raises BadInput for a date, a kind or a state that does not exist.
    """
    words: list[str] = []
    phrases: list[str] = []
    fields: list[tuple[bool, str, str]] = []
    for token in _TOKEN.finditer(text):
        plain = token[3] if token[3] is not None else token[1] + token[2]
        if (sign := _SIGN_TAG.fullmatch(plain)) is not None and token[3] is not None:
            fields.append((bool(sign[1]), "tag", sign[3] if sign[2] == "+" else sign[2] + sign[3]))
        elif (field := _FIELD.fullmatch(plain)) is not None and (token[3] is not None or token[1]):
            fields.append((bool(field[1]), field[2].lower(), field[3].strip()))
        elif token[3] is not None:
            words.append(plain)
        elif plain.strip():
            phrases.append(plain.strip())
    return _with_fields(Query(words=tuple(words), phrases=tuple(phrases)), fields, today)


def _with_fields(query: Query, fields: Iterable[tuple[bool, str, str]], today: dt.date) -> Query:
    tags: dict[bool, list[str]] = {False: [], True: []}
    kinds: list[str] = []
    since: list[dt.date] = []
    until: list[dt.date] = []
    starred: bool | None = None
    for negated, key, value in fields:
        if key == "tag":
            normalise_tag(value)  # raises when there is no name
            tags[negated].append(value)
        elif key == "is":
            if value.casefold() not in ("starred", "unstarred"):
                raise BadInput(f"is:{value} is not known: write is:starred.")
            starred = (value.casefold() == "starred") != negated
        elif negated:
            raise BadInput(f"-{key}: cannot be asked: only -tag: and -is: can.")
        elif key == "kind":
            if value.casefold() not in KINDS:
                raise BadInput(f"{value!r} is no kind: write one of {', '.join(KINDS)}.")
            kinds.append(value.casefold())
        else:
            first, last = _days(key, value, today)
            since += [first] if first else []
            until += [last] if last else []
    return msgspec.structs.replace(
        query,
        tags=tuple(tags[False]),
        not_tags=tuple(tags[True]),
        kinds=tuple(kinds),
        since=max(since, default=None),
        until=min(until, default=None),
        starred=starred,
    )


def _days(key: str, value: str, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day that before:, after: or on: leaves."""
    try:
        day = parse_day(value, today)
    except BadInput as error:
        raise BadInput(f'{error} With blanks, put it in quotes: {key}:"last friday".') from None
    try:
        if key == "before":
            return None, day - dt.timedelta(days=1)
        if key == "after":
            return day + dt.timedelta(days=1), None
    except OverflowError:
        raise BadInput(f"There is no day {key} {day.isoformat()}.") from None
    return day, day


@functools.cache
def _one_copy(tag: str) -> str:
    """The tag, interned: thousands of entries share a few of them."""
    return tag


def haystack(entry: Entry, place: P) -> Hay[P]:
    """The entry made ready for searching; `place` is what the search returns for it."""
    title = _flat(fold(entry.title))
    tags = tuple(map(_one_copy, entry.tags))
    text = f"{title} {_flat(fold(entry.body))}"
    return Hay(
        place=place,
        kind=entry.kind,
        tags=tags,
        starred=entry.starred,
        goals=entry.goals,
        models=entry.models,
        text=text,
        title=len(title),
    )


def select(entries: Sequence[Entry], query: Query) -> list[Entry]:
    """The entries that match a query, oldest first; with `last` only the newest of them."""
    keeps, needles = _keeps(query), _needles(query)
    standing = places(entries)
    order = sorted(range(len(standing)), key=lambda index: _age(standing[index]))
    if keeps is None and not needles:
        order = _newest(order, query.last)
    found = [entries[index] for index in order]
    if keeps is not None:
        found = [entry for entry in found if keeps(entry)]
    if needles:
        hays = (haystack(entry, entry) for entry in found)
        found = [hay.place for hay in hays if all(needle in hay.text for needle in needles)]
    return _newest(found, query.last)


def search(hays: Iterable[Hay[P]], query: Query) -> list[P]:
    """The entries that match a query: first those with all its words in the title, then the others, each newest first.

    `hays` are in their order, oldest first.
    """
    keeps, needles = _keeps(query), _needles(query)
    found = list(hays)
    for needle in needles:
        found = [hay for hay in found if needle in hay.text]
    if keeps is not None:
        found = [hay for hay in found if keeps(hay)]
    found = _newest(found, query.last)
    found.reverse()
    titled = found if needles else []
    for needle in needles:
        titled = [hay for hay in titled if hay.text.find(needle, 0, hay.title) >= 0]
    first = {hay.place.id for hay in titled}
    return [hay.place for hay in titled] + [hay.place for hay in found if hay.place.id not in first]


def matches(text: str, query: Query) -> list[Span]:
    """Where in the text the query's words and phrases are, in order, touching ones as one."""
    needles = _needles(query)
    if not needles or not text:
        return []
    folded, origin = folded_with_origin(text)
    spans: list[Span] = []
    for needle in needles:
        pattern = re.compile(r"\s+".join(map(re.escape, needle.split(" "))))
        for match in pattern.finditer(folded):
            spans.append((origin[match.start()], origin[match.end() - 1] + 1))
    return [_with_marks(text, span) for span in _merged(spans)]


def excerpt(text: str, query: Query, width: int) -> tuple[str, list[Span]]:
    """One line of at most `width` characters around the first match, and where in it the matches are.

    Without a match, the beginning of the text.
    """
    line = _flat(text)
    spans = matches(line, query)
    if len(line) <= width:
        return line, spans
    if width < 3:
        return line[: max(width, 0)], []
    start = _start_of_excerpt(line, spans, width)
    lead = _ELLIPSIS if start else ""
    room = width - len(lead)
    end = len(line) if len(line) - start <= room else start + room - 1
    shown = lead + line[start:end] + (_ELLIPSIS if end < len(line) else "")
    shift = len(lead) - start
    inside = [(max(first, start) + shift, min(last, end) + shift) for first, last in spans]
    return shown, [(first, last) for first, last in inside if first < last]


def _start_of_excerpt(line: str, spans: list[Span], width: int) -> int:
    """Where the excerpt begins: a third of the width before the first match, at the beginning of a word."""
    if not spans or spans[0][1] < width:
        return 0
    wanted = min(spans[0][0] - width // 3, len(line) - width + 1)
    blank = line.rfind(" ", 0, wanted + 1) if wanted > 0 else -1
    after = line.find(" ", max(wanted, 0), spans[0][0])
    if after >= 0:
        return after + 1
    return blank + 1 if spans[0][1] - blank < width - 1 else max(wanted, 0)


def _flat(text: str) -> str:
    """The text with single blanks: as `" ".join(text.split())`, at a tenth of its time on a long text."""
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip()


def _needles(query: Query) -> list[str]:
    """The texts that a folded text must contain; the longest first, as it is the rarest."""
    folded = (_flat(fold(part)) for part in (*query.words, *query.phrases))
    return sorted({needle for needle in folded if needle}, key=lambda needle: (-len(needle), needle))


def _keeps(query: Query) -> Callable[[Entry | Hay[Any]], bool] | None:
    """Whether an entry passes everything but words and phrases; None when there is nothing else."""
    tags = [wanted_forms(tag) for tag in query.tags]
    without = frozenset().union(*(wanted_forms(tag) for tag in query.not_tags))
    kinds = frozenset(query.kinds)
    since, until = query.since or dt.date.min, query.until or dt.date.max
    starred, goals, models = query.starred, frozenset(query.goals), frozenset(query.models)
    if not (tags or without or kinds or goals or models or query.since or query.until) and starred is None:
        return None

    def keeps(entry: Entry | Hay[Any]) -> bool:
        return (
            since <= entry.day <= until
            and (starred is None or entry.starred == starred)
            and (not kinds or entry.kind in kinds)
            and (not goals or not goals.isdisjoint(entry.goals))
            and (not models or not models.isdisjoint(entry.models))
            and all(not forms.isdisjoint(entry.tags) for forms in tags)
            and without.isdisjoint(entry.tags)
        )

    return keeps


def _age(entry: Entry | Place) -> tuple[dt.datetime, str]:
    return entry.at, entry.id


def _newest(oldest_first: list[T], count: int | None) -> list[T]:
    return oldest_first if count is None else oldest_first[len(oldest_first) - min(max(count, 0), len(oldest_first)) :]


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _with_marks(text: str, span: Span) -> Span:
    """The span with the accents that follow its last letter as characters of their own."""
    end = span[1]
    while end < len(text) and ACCENTS.match(text, end):
        end += 1
    return span[0], end
