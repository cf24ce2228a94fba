"""From typed text to an entry: date prefix, star, title and tags."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from mastery.core.base.checks import one_line
from mastery.core.base.clock import Now, milliseconds
from mastery.core.base.errors import BadInput
from mastery.core.base.ids import derived_id, new_id
from mastery.core.base.records import Entry, Kind
from mastery.core.base.tags import has_name, normalise_tag, tags_in
from mastery.core.base.when import When, is_like_date, parse_when


class Draft(NamedTuple):
    """The parts of a captured text."""

    title: str
    body: str
    tags: tuple[str, ...] = ()
    """The tags in the text."""
    starred: bool = False
    when: When | None = None
    unclear: str = ""
    """The text before the colon that looks as if it was meant as a date, but is not one."""


class NewEntry(NamedTuple):
    """An entry read from what was typed, not yet saved."""

    entry: Entry
    unclear: str = ""
    """What to say of a date prefix that could not be read; empty if there is none."""


_PREFIX_WITHIN = 60
"""Characters of the first line in which a date prefix has to end."""

_LONGEST_TITLE = 500
"""The most letters of a title that is not marked as one with "# "."""

_BLANK_START = re.compile(r"\A(?:[^\S\n]*\n)+")
_SURROGATE = "[\ud800-\udfff]"
_HEADING = re.compile(r"#[ \t]+(\S.*)")
_WHOLE_LINE = re.compile(r"(?:[-+*>|]|#{2,}|\d{1,3}[.)]|```|~~~)\s|[>|]|```|~~~")
"""Markdown in which cutting a first line after its first sentence would tear a list, a quote or a table."""
_SENTENCE_END = re.compile(r"""(?<![.!?…])[.!?…]+["'”’)\]»*_]*(?=\s)|[。！？]+[」』”’）]*""")
_LAST_WORD = re.compile(r"[^\s(\[{\"'“‘„«]*\Z")
_SHORTENED = (
    "mr mrs ms dr prof st sr jr vs e.g i.e eg ie cf ca approx fig vol pp dept inc ltd a.m p.m am pm al "
    "jan feb mar apr jun jul aug sep sept oct nov dec z.b d.h u.a bzw nr hr fr bspw ggf vgl rev gen capt"
)
_ABBREVIATIONS = frozenset(_SHORTENED.split())


def check_text(text: str) -> str:
    """The text with plain line ends and without blank lines at its ends.

    Raises BadInput if it is empty or holds what cannot be saved (NUL, half of a character).
    """
    clean = _clean(text)
    if not clean:
        raise BadInput("There is no text: write something first.")
    return clean


def split_title(text: str) -> tuple[str, str]:
    """Title and body of a text: the title is a first line "# Title", else the first sentence or the first line.

    A first sentence of over 500 letters gives its first words.
    """
    first, _, rest = _trimmed(text).partition("\n")
    first = first.strip()
    heading = _HEADING.fullmatch(first)
    if heading is not None:
        return heading[1], _trimmed(rest)
    end = None if _WHOLE_LINE.match(first) else _sentence_end(first)
    if len(first) > _LONGEST_TITLE and (end is None or end > _LONGEST_TITLE):
        end = first.rfind(" ", 0, _LONGEST_TITLE)  # between two words
        end = end if end > 0 else None
    if end is None:
        return first, _trimmed(rest)
    remains = first[end:].lstrip()
    return first[:end].rstrip(), _trimmed(f"{remains}\n{rest}")


def parse_capture(text: str, now: dt.datetime) -> Draft:
    """The parts of a captured text: "yesterday 21:30: Title. Body with #tags *".

    Raises BadInput if the text is empty or holds what cannot be saved.
    """
    rest = check_text(text).lstrip()
    rest, starred = _without_leading_star(rest)
    head = _head(rest)
    rest, when, marked = _without_date(rest, head, now)
    meant = head.strip().removesuffix("*")
    unclear = meant if when is None and is_like_date(meant) else ""
    starred |= marked
    if not rest:
        raise BadInput("There is no text after the date: write something there.")
    if not starred:
        rest, starred = _without_leading_star(rest)
    rest, trailing = _without_trailing_star(rest)
    title, body = split_title(rest)
    return Draft(title=title, body=body, tags=tags_in(rest), starred=starred or trailing, when=when, unclear=unclear)


def captured(text: str, now: Now, kind: Kind = "note") -> NewEntry:
    """The new entry that a captured text makes. Raises BadInput as `parse_capture` does."""
    draft = parse_capture(text, now.at)
    entry = make_entry(draft, now, kind)
    if not draft.unclear:
        return NewEntry(entry)
    unclear = f"“{draft.unclear}” is no day or time: it stays in the text, and the entry is of {entry.day}."
    return NewEntry(entry, unclear)


def make_entry(draft: Draft, now: Now, kind: Kind = "note") -> Entry:
    """A new entry, captured now. A day without a time gets the present clock time and stays the day named."""
    at, day = moment_of(draft.when, now)
    return Entry(
        id=new_id(milliseconds(now.at)),
        day=day,
        at=at,
        zone=now.zone,
        kind=kind,
        title=draft.title,
        body=draft.body,
        tags=draft.tags,
        starred=draft.starred,
        recorded=fixed(now.at),
    )


def with_details(
    entry: Entry, *, kind: Kind | None = None, starred: bool = False, tags: Iterable[str] = (),
    goals: Iterable[str] = (), models: Iterable[str] = (), mood: int = 0, minutes: int = 0, applied: bool = False,
    shareable: bool = False,
) -> Entry:  # fmt: skip
    """A new entry with details given next to its text; those not given stay as they are.

    `tags` are as they are stored and added to its own; `goals` and `models` are ids. With minutes, a note is a session
    unless a kind is given.
    """
    spent: Kind = "session" if minutes and entry.kind == "note" else entry.kind
    return msgspec.structs.replace(
        entry,
        kind=kind or spent,
        starred=starred or entry.starred,
        tags=_once(entry.tags, tags),
        goals=_once(entry.goals, goals),
        models=_once(entry.models, models),
        mood=mood or entry.mood,
        minutes=minutes or entry.minutes,
        applied=applied or entry.applied,
        shareable=shareable or entry.shareable,
    )


def moment_of(when: When | None, now: Now) -> tuple[dt.datetime, dt.date]:
    """The moment and the journal day of a typed date; without a clock time, the present one."""
    if when is None or (when.time is None and when.day == now.at.date()):
        return fixed(now.at), now.day
    at = now.local(dt.datetime.combine(when.day, when.time or now.at.time()))
    return fixed(at), when.day if when.time is None else now.day_of(at)


def make_dated_entry(
    at: dt.datetime,
    title: str,
    body: str,
    *,
    starred: bool = False,
    tags: Iterable[str] = (),
    now: Now,
    origin: str,
    repeat: int = 0,
    kind: Kind = "note",
    zone: str = "",
) -> Entry:
    """An entry that was written elsewhere; importing it again gives the same id.

    `origin` names where it comes from, `repeat` counts entries alike in moment and text. A moment without a zone is
    local. Raises BadInput if the text is empty or holds what cannot be saved.
    """
    title, body = one_line(_clean(title)).strip(), _clean(body)
    if not (title or body):
        raise BadInput("There is no text: the entry has neither title nor body.")
    if at.tzinfo is None:
        at = now.local(at)
    own = (normalise_tag(tag) for tag in tags if has_name(tag))
    return Entry(
        id=derived_id(milliseconds(at), origin, title, body, str(repeat)),
        day=now.day_of(at),
        at=fixed(at),
        zone=zone or now.zone,
        kind=kind,
        title=title,
        body=body,
        tags=_once(tags_in(f"{title}\n{body}"), own),
        starred=starred,
        recorded=fixed(now.at),
    )


def retext(entry: Entry, title: str, body: str, own_tags: tuple[str, ...] | None = None) -> Entry:
    """The entry with another text. Tags of the old text go, tags of the new one come, those added by hand stay.

    `own_tags` replaces those added by hand. Raises BadInput if the text holds what cannot be saved.
    """
    if own_tags is None:
        if (title, body) == (entry.title, entry.body):
            return entry
        own_tags = own_tags_of(entry)
    _clean(f"{title}\n{body}")
    tags = _once(tags_in(f"{title}\n{body}"), own_tags)
    return msgspec.structs.replace(entry, title=title, body=body, tags=tags)


def own_tags_of(entry: Entry) -> tuple[str, ...]:
    """The entry's tags that are not in its text."""
    in_text = tags_in(f"{entry.title}\n{entry.body}")
    return tuple(tag for tag in entry.tags if tag not in in_text)


def fixed(at: dt.datetime) -> dt.datetime:
    """The moment with a plain offset of whole minutes.

    A zone's rules do not go into the file, and the local mean times of before 1900 have offsets with
    seconds, which RFC 3339 cannot write; the clock time stays what it was.
    """
    offset = at.utcoffset() or dt.timedelta(0)
    minutes = dt.timedelta(minutes=round(offset.total_seconds() / 60))
    return at.replace(tzinfo=dt.timezone(minutes), fold=0)


def _once(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for group in groups for tag in group))


def _clean(text: str) -> str:
    if "\0" in text:
        raise BadInput("The text holds a NUL character (a binary file?): take it out and try again.")
    if not text.isascii() and re.search(_SURROGATE, text):
        raise BadInput("The text is not valid Unicode: save it as UTF-8 and try again.")
    return _trimmed(text.replace("\r\n", "\n").replace("\r", "\n"))


def _trimmed(text: str) -> str:
    """The text without blank lines at its ends; the first line keeps its indentation."""
    text = text.rstrip()
    return _BLANK_START.sub("", text) if text[:1].isspace() else text


def _sentence_end(line: str) -> int | None:
    """Where the first sentence of a line ends; None when that is the line's end."""
    first_letter = next((place for place, letter in enumerate(line) if letter.isalnum()), len(line))
    for match in _SENTENCE_END.finditer(line, first_letter):
        # No abbreviation is longer than this.
        if match[0] == "." and _is_abbreviation(line[max(match.start() - 20, 0) : match.start()]):
            continue
        return match.end() if match.end() < len(line) else None
    return None


def _is_abbreviation(before: str) -> bool:
    """Whether the full stop after `before` belongs to its last word: "Dr", "e.g", "J", "3"."""
    found = _LAST_WORD.search(before)
    word = found[0].casefold() if found is not None else ""
    if word in _ABBREVIATIONS or (word.isdigit() and len(word) <= 2):
        return True
    return len(word.rpartition(".")[2]) == 1 and word[-1].isalpha()


def _head(text: str) -> str:
    """The text before the first colon that may end a date."""
    first = text.partition("\n")[0]
    colon = next((place for place in range(min(len(first), _PREFIX_WITHIN)) if _ends_prefix(first, place)), 0)
    return first[:colon]


def _without_date(text: str, head: str, now: dt.datetime) -> tuple[str, When | None, bool]:
    """The text after a date prefix, the date, and whether the prefix ends in a star."""
    prefix = head.strip()
    plain = prefix.removesuffix("*")
    when = parse_when(plain, now)
    if when is None:
        return text, None, False
    return _trimmed(text[len(head) + 1 :]).lstrip(), when, plain != prefix


def _ends_prefix(line: str, place: int) -> bool:
    """Whether there is a colon with a blank or nothing after it."""
    return line[place] == ":" and (place + 1 == len(line) or line[place + 1].isspace())


def _without_leading_star(text: str) -> tuple[str, bool]:
    """The text without "* " before it, unless that is the first item of a list."""
    if not text.startswith("* ") or re.search(r"\n[ \t]*\* ", text):
        return text, False
    rest = text[2:].lstrip()
    # "* * *" is a line across the page.
    return (rest, True) if rest.partition("\n")[0].strip("* ") else (text, False)


def _without_trailing_star(text: str) -> tuple[str, bool]:
    """The text whose first line lost a star at its end, unless the star belongs to **bold** or *emphasis*."""
    first, newline, rest = text.partition("\n")
    first = first.rstrip()
    before = first[:-1]
    if not first.endswith("*") or before.endswith(("*", "\\")) or not before.strip("* "):
        return text, False
    # A star after a blank closes nothing; another one does when a star before it is still open.
    if not before[-1].isspace() and re.sub(r"\\.", "", before).replace(" * ", "").count("*") % 2:
        return text, False
    return before.rstrip() + newline + rest, True
