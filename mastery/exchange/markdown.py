"""Markdown in one file: a heading a day, a smaller one an entry."""

import datetime as dt
import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple, cast

from mastery.core.base.records import KINDS, Entry, Kind
from mastery.core.base.tags import signed
from mastery.core.writing.capture import own_tags_of
from mastery.exchange import Export, Format

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_HEAD = r"## (?:(\d{4}-\d{2}-\d{2}) )?((?:[01]?\d|2[0-3]):[0-5]\d)(?: (.*))?"
_ABOUT = rf"\*(?:{'|'.join(KINDS)}|starred|[#@][^\s,]+)(?:, (?:starred|[#@][^\s,]+))*\*"
_GUARD = re.compile(rf"^( *{_HEAD})$|\A( *{_ABOUT})$", re.MULTILINE)
_GUARDED = re.compile(rf"^ ( *{_HEAD})$|\A ( *{_ABOUT})$", re.MULTILINE)
"""A line of a text that would be taken for a heading of an entry, or for the line below it, gets a blank before it."""

_head = re.compile(_HEAD).fullmatch
_about = re.compile(_ABOUT).fullmatch


def write(export: Export) -> bytes:
    """The entries by day, the oldest first."""
    parts = []
    for day, entries in groupby(export.entries, key=lambda entry: entry.day):
        parts.append(f"# {_DAYS[day.weekday()]}, {day}")
        parts += map(entry_markdown, entries)
    return ("\n\n".join(parts) + "\n").encode()


def entry_markdown(entry: Entry) -> str:
    """One entry: time and title as a heading, what is not in the text as a line below it, the body.

    The time has its date where that is not the journal day, as after midnight.
    """
    date = "" if entry.at.date() == entry.day else f"{entry.at.date()} "
    head = f"## {date}{entry.at:%H:%M} {entry.title}".rstrip()
    about: list[str] = [entry.kind] if entry.kind != "note" else []
    about += ["starred"] if entry.starred else []
    about += map(signed, own_tags_of(entry))
    body = _GUARD.sub(r" \g<0>", entry.body)
    return "\n\n".join(part for part in (head, f"*{', '.join(about)}*" if about else "", body) if part)


class Heading(NamedTuple):
    """What the heading of an entry says."""

    date: dt.date | None
    time: dt.time
    title: str


class Section(NamedTuple):
    """What stands below a heading of an entry."""

    kind: Kind
    starred: bool
    tags: tuple[str, ...]
    body: str


def heading(line: str) -> Heading | None:
    """What a line says that is the heading of an entry, None for any other."""
    found = _head(line)
    if found is None:
        return None
    try:
        date = dt.date.fromisoformat(found[1]) if found[1] else None
    except ValueError:
        return None
    return Heading(date, dt.time.fromisoformat(found[2].zfill(5)), (found[3] or "").strip())


def section(lines: Iterable[str]) -> Section:
    """What the lines below such a heading say, as `entry_markdown` writes them."""
    first, _, rest = "\n".join(lines).lstrip("\n").partition("\n")
    kind, starred, tags = "note", False, []
    if _about(first) and not rest.partition("\n")[0].strip():
        for word in first[1:-1].split(", "):
            if word in KINDS:
                kind = word
            elif word == "starred":
                starred = True
            else:
                tags.append(word)
    else:
        rest = f"{first}\n{rest}"
    body = _GUARDED.sub(lambda found: found[0][1:], rest.strip("\n"))
    return Section(kind=cast(Kind, kind), starred=starred, tags=tuple(tags), body=body)


FORMAT = Format("markdown", "Markdown in one file, a heading a day", write=write)
