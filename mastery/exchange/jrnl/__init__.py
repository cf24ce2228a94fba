"""jrnl's plain text: `[2026-11-20 21:30] Title.` and the body, up to the next such line.

A line is an entry's first only with a full date; jrnl itself takes `[yesterday] ` at the beginning of
a body line for one too. So the writer puts a space before body lines that begin with a bracket, and
the reader takes one such space away. A star is ` *` at the end of the title; a title that ends so
without being starred is written with a space behind it, which this reader heeds and jrnl does not.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.records import Entry
from mastery.core.base.when import parse_when
from mastery.core.writing.capture import make_dated_entry
from mastery.exchange import Export, Format, Read, ReadContext, decoded

ORIGIN = "jrnl"
"""Goes into the ids of what comes from jrnl, in whichever of its formats."""

USUAL_TIME = dt.time(9)
"""jrnl's own time for an entry that has only a date."""

_HEAD = re.compile(r"\[([^\]\[]{8,40})\](?: (.*))?")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_BRACKET = re.compile(r"^( *\[)", re.MULTILINE)
_SPACED_BRACKET = re.compile(r"^ ( *\[)", re.MULTILINE)


class _Block(NamedTuple):
    """One entry's lines."""

    line: int
    at: dt.datetime
    """Without zone, as written."""
    head: str
    body: list[str]


def read(data: bytes, context: ReadContext) -> Read:
    """The entries of a jrnl file. Raises MasteryError where it has none, or is no UTF-8 text."""
    problems: list[str] = []
    blocks = list(_blocks(decoded(data).split("\n"), context, problems))
    if not blocks:
        raise MasteryError("No entry was found. jrnl's entries begin with a date, as in: [2026-11-20 21:30] Title")
    return Read(dated_entries(map(_parts, blocks), context, problems), problems)


class Dated(NamedTuple):
    """An entry as another program keeps it."""

    place: str
    """Where it stands, for a complaint."""
    at: dt.datetime
    """Without zone."""
    title: str
    body: str
    starred: bool
    tags: tuple[str, ...] = ()


def dated_entries(found: Iterable[Dated], context: ReadContext, problems: list[str]) -> list[Entry]:
    """Entries with ids that are the same at every import; what has no text is added to the problems."""
    entries: list[Entry] = []
    seen: Counter[tuple[dt.datetime, str, str]] = Counter()
    for one in found:
        key = one.at, one.title, one.body
        try:
            entry = make_dated_entry(
                one.at,
                one.title,
                one.body,
                starred=one.starred,
                tags=one.tags,
                now=context.now,
                origin=ORIGIN,
                repeat=seen[key],
            )
        except BadInput as error:
            problems.append(f"{one.place}: {error}")
            continue
        seen[key] += 1
        if one.at.time() == dt.time(0):  # a date without a time: it means that day
            entry = msgspec.structs.replace(entry, day=one.at.date())
        entries.append(entry)
    return entries


def _blocks(lines: list[str], context: ReadContext, problems: list[str]) -> Iterator[_Block]:
    block: _Block | None = None
    before: list[str] = []
    for number, line in enumerate(lines, 1):
        head = _HEAD.fullmatch(line) if line.startswith("[") else None
        at = _moment(head[1], context) if head else None
        if head is not None and at is not None:
            if block is not None:
                yield block
            elif any(map(str.strip, before)):
                problems.append(f"Lines 1-{number - 1} stand before the first dated entry and get its date.")
                yield _Block(line=1, at=at, head="", body=before)
            block = _Block(line=number, at=at, head=head[2] or "", body=[])
        elif block is not None:
            block.body.append(line)
        else:
            before.append(line)
    if block is not None:
        yield block


def _moment(text: str, context: ReadContext) -> dt.datetime | None:
    """The moment of a full date, None for anything else."""
    if not _YEAR.search(text):
        return None
    when = parse_when(text, context.now.at)
    return dt.datetime.combine(when.day, when.time or USUAL_TIME) if when else None


def _parts(block: _Block) -> Dated:
    starred = block.head.endswith(" *")
    title = block.head.removesuffix(" *") if starred else block.head
    body = _SPACED_BRACKET.sub(r"\1", "\n".join(block.body))
    return Dated(place=f"Line {block.line}", at=block.at, title=title.strip(), body=body, starred=starred)


def write(export: Export) -> bytes:
    """The entries as a jrnl file, the oldest first."""
    return "\n".join(map(_written, export.entries)).encode()


def _written(entry: Entry) -> str:
    title = entry.title
    if entry.starred:
        title += " *"
    elif title.endswith(" *"):
        title += " "
    body = _BRACKET.sub(r" \1", entry.body)
    moment = entry.at.replace(tzinfo=None).isoformat(" ", "minutes")  # years of before 1000 with four digits
    return f"[{moment}] {title}\n" + (f"{body}\n" if body else "")


FORMAT = Format("jrnl", "jrnl's plain text", read, write)
