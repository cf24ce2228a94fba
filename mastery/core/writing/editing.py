"""The Markdown a person edits: a few lines of front matter, the title as a heading, the body."""

import datetime as dt
from typing import Literal, cast

import msgspec

from mastery.core.base.clock import Now
from mastery.core.base.errors import BadInput
from mastery.core.base.frontmatter import FENCE, Fields, lines_of, read_fields, split, tags_of
from mastery.core.base.records import KINDS, Entry, Kind
from mastery.core.base.tags import tags_in
from mastery.core.base.when import When, parse_when
from mastery.core.writing.capture import (
    Draft,
    NewEntry,
    captured,
    check_text,
    fixed,
    make_entry,
    moment_of,
    own_tags_of,
    retext,
    split_title,
)
from mastery.core.writing.moods import mood_name, read_mood

KEYS = ("date", "kind", "starred", "tags", "mood", "shareable")

Meanwhile = Literal["", "deleted", "changed"]
"""What had happened to an entry elsewhere when its edit was saved: nothing, it was deleted, its text was changed."""

_FLAGS = {"yes": True, "no": False, "true": True, "false": False}

_FIRST = 2000
"""Letters of a first line that are searched for a title; no title is that long."""


def to_editing(entry: Entry) -> str:
    """The entry as the text that goes into an editor."""
    head = _head(entry.at, entry.kind, entry.starred, own_tags_of(entry), mood_name(entry.mood), entry.shareable)
    return head + _text_of(entry)


def from_editing(text: str, entry: Entry, now: Now) -> Entry:
    """The entry after it was edited; unchanged fields stay the same, to the second.

    Raises BadInput naming the line that cannot be understood, or if no text is left.
    """
    if text == to_editing(entry):
        return entry
    fields, written = _split(text)
    entry = _retexted(entry, written, tags_of(fields))
    if "kind" in fields:
        entry = msgspec.structs.replace(entry, kind=_kind(*fields["kind"]))
    if "starred" in fields:
        entry = msgspec.structs.replace(entry, starred=_flag("starred", *fields["starred"]))
    if "mood" in fields:
        entry = msgspec.structs.replace(entry, mood=_mood(*fields["mood"]))
    if "shareable" in fields:
        entry = msgspec.structs.replace(entry, shareable=_flag("shareable", *fields["shareable"]))
    if "date" in fields:
        entry = _redated(entry, *fields["date"], now)
    return entry


def meanwhile_text(meanwhile: Meanwhile, undo: str) -> str:
    """What to tell a person who edited an entry that changed elsewhere; `undo` is how a change is taken back. Empty if
    nothing changed."""
    if meanwhile == "deleted":
        return "It was deleted elsewhere meanwhile. With your change it is back."
    if meanwhile == "changed":
        return f"It was changed elsewhere meanwhile. Yours is kept; {undo} brings the other back."
    return ""


def first_line(text: str) -> int:
    """The number (from 0) of the first line after the front matter."""
    found = split(text.split("\n"))
    return len(found.head) if found.is_closed else 0


def title_in(text: str) -> str:
    """The title of a text that is being edited, or begun: without front matter, and without Markdown's mark of it."""
    lines = text.split("\n")
    first = next((line for line in lines[first_line(text) :] if line.strip()), "")
    return split_title(first[:_FIRST])[0]


def tags_below(text: str) -> tuple[int, tuple[str, ...]] | None:
    """The number (from 0) of the front matter's tags line, and the tags in the text after it; None without one."""
    lines = text.split("\n")
    start = first_line(text)
    line = next((at for at in range(start) if lines[at].casefold().startswith("tags:")), None)
    return (line, tags_in("\n".join(lines[start:]))) if line is not None else None


def blank_editing(now: Now) -> str:
    """What an editor shows for a new entry."""
    return _head(now.at, "note", False, (), "", False) + "\n"


def new_from_editing(text: str, now: Now, kind: Kind = "note") -> NewEntry:
    """The new entry written into `blank_editing`; a text without front matter is read like a captured one.

    `kind` is what it is unless the front matter says so. Raises BadInput naming the line that cannot be understood, or
    if nothing was written.
    """
    fields, written = _split(text)
    if not written.strip():
        raise BadInput("Nothing was written, so nothing was saved.")
    if not fields:
        return captured(written, now, kind)
    written = check_text(written)
    title, body = split_title(written)
    kind = _kind(*fields["kind"]) if "kind" in fields else kind
    starred = "starred" in fields and _flag("starred", *fields["starred"])
    entry = make_entry(Draft(title=title, body=body, tags=tags_in(written), starred=starred), now, kind)
    if "mood" in fields:
        entry = msgspec.structs.replace(entry, mood=_mood(*fields["mood"]))
    if "shareable" in fields:
        entry = msgspec.structs.replace(entry, shareable=_flag("shareable", *fields["shareable"]))
    if "date" in fields:
        entry = _redated(entry, *fields["date"], now)
    return NewEntry(retext(entry, title, body, tags_of(fields) or ()))


def _head(at: dt.datetime, kind: str, starred: bool, own_tags: tuple[str, ...], mood: str, shareable: bool) -> str:
    values = (_shown(at), kind, "yes" if starred else "no", ", ".join(own_tags), mood, "yes" if shareable else "no")
    lines = (f"{key}: {value}".rstrip() for key, value in zip(KEYS, values, strict=True))
    return "\n".join((FENCE, *lines, FENCE)) + "\n"


def _shown(at: dt.datetime) -> str:
    return at.replace(tzinfo=None).isoformat(" ", "minutes")


def _text_of(entry: Entry) -> str:
    parts = [f"# {entry.title}" if entry.title else "", entry.body]
    return "\n\n".join(part for part in parts if part) + "\n"


def _split(text: str) -> tuple[Fields, str]:
    """The front matter's fields and the text after it; no fields if there is no front matter. Raises BadInput."""
    lines = lines_of(text)
    found = split(lines)
    fields = read_fields(found.head, KEYS)
    if not found.is_closed:
        raise BadInput(
            f"Line {len(lines)}: the line {FENCE} that ends the first lines is missing: put it before the text."
        )
    return fields, "\n".join(found.text)


def _retexted(entry: Entry, written: str, own_tags: tuple[str, ...] | None) -> Entry:
    if own_tags == own_tags_of(entry):
        own_tags = None
    if written.rstrip() == _text_of(entry).rstrip():
        return retext(entry, entry.title, entry.body, own_tags)
    if not written.strip():
        raise BadInput("The text is empty, so nothing was changed: to delete the entry, use delete.")
    written = check_text(written)
    if not entry.title and _begins_as_body(written, entry.body):
        return retext(entry, "", written, own_tags)
    return retext(entry, *split_title(written), own_tags)


def _begins_as_body(written: str, body: str) -> bool:
    """Whether the text of an entry without title still has none: no heading, or the heading its body had before."""
    first = written.partition("\n")[0]
    return not first.startswith("# ") or first == body.partition("\n")[0]


def _redated(entry: Entry, number: int, value: str, now: Now) -> Entry:
    """The entry at another moment in the local zone; a day without a time leaves the clock time as it is."""
    if value == _shown(entry.at):
        return entry
    when = parse_when(value, now.at)
    if when is None:
        raise BadInput(f"Line {number}: {value!r} is no date: write 2026-11-20 21:30, or yesterday 21:30.")
    if when.time is None:
        if when.day == entry.at.date():
            return entry
        at = fixed(now.local(dt.datetime.combine(when.day, entry.at.time())))
        return msgspec.structs.replace(entry, at=at, day=when.day, zone=now.zone)
    at, day = moment_of(When(when.day, when.time), now)
    if at.replace(tzinfo=None, second=0, microsecond=0) == entry.at.replace(tzinfo=None, second=0, microsecond=0):
        return entry
    return msgspec.structs.replace(entry, at=at, day=day, zone=now.zone)


def _kind(number: int, value: str) -> Kind:
    if value.casefold() not in KINDS:
        raise BadInput(f"Line {number}: {value!r} is no kind: write one of {', '.join(KINDS)}.")
    return cast(Kind, value.casefold())


def _flag(name: str, number: int, value: str) -> bool:
    if value.casefold() not in _FLAGS:
        raise BadInput(f"Line {number}: {name} is yes or no, not {value!r}.")
    return _FLAGS[value.casefold()]


def _mood(number: int, value: str) -> int:
    try:
        return read_mood(value)
    except BadInput as error:
        raise BadInput(f"Line {number}: {error}") from None
