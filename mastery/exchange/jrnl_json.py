"""jrnl's JSON export: `jrnl --format json`."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

import msgspec

from mastery.core.base.errors import MasteryError
from mastery.exchange import Format, Read, ReadContext, decoded
from mastery.exchange.jrnl.entries import USUAL_TIME, Dated, dated_entries


class _Entry(msgspec.Struct):
    date: dt.date
    title: str = ""
    body: str = ""
    time: Annotated[str, msgspec.Meta(pattern=r"^\d{2}:\d{2}(:\d{2})?$")] = f"{USUAL_TIME:%H:%M}"
    tags: tuple[str, ...] = ()
    starred: bool = False


class _File(msgspec.Struct):
    entries: tuple[_Entry, ...]


def read(data: bytes, context: ReadContext) -> Read:
    """The entries of a jrnl export. Raises MasteryError where it is none."""
    try:
        file = msgspec.json.decode(decoded(data), type=_File)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise MasteryError(f"This is no JSON export of jrnl: {error}.") from None
    problems: list[str] = []
    return Read(dated_entries(_parts(file, problems), context, problems), problems)


def _parts(file: _File, problems: list[str]) -> Iterator[Dated]:
    for number, one in enumerate(file.entries, 1):
        try:
            at = dt.datetime.combine(one.date, dt.time.fromisoformat(one.time))
        except ValueError:
            problems.append(f"Entry {number}: {one.time!r} is no time of day.")
            continue
        yield Dated(
            place=f"Entry {number}", at=at, title=one.title.strip(), body=one.body, starred=one.starred, tags=one.tags
        )


FORMAT = Format("jrnl-json", "jrnl's JSON export (jrnl --format json)", read)
