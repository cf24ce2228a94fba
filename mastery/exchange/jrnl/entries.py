"""Entries of ours from what jrnl's formats say of theirs."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from mastery.core.base.errors import BadInput
from mastery.core.base.records import Entry
from mastery.core.writing.capture import make_dated_entry
from mastery.exchange import ReadContext

ORIGIN = "jrnl"
"""Goes into the ids of what comes from jrnl, in whichever of its formats."""

USUAL_TIME = dt.time(9)
"""jrnl's own time for an entry that has only a date."""


class Dated(NamedTuple):
    """An entry as another program has it."""

    place: str
    """Where it stands, for a complaint."""
    at: dt.datetime
    """Without zone, unless the file names one."""
    title: str
    body: str
    starred: bool
    tags: tuple[str, ...] = ()


def dated_entries(found: Iterable[Dated], context: ReadContext, problems: list[str]) -> list[Entry]:
    """Entries with ids that are the same at every import; what has no text is added to the problems.

    The journal day is the civil day that the file names: who wrote a date meant that day, however late it was.
    """
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
                zone=one.at.isoformat()[-6:] if one.at.tzinfo else "",
            )
        except (BadInput, OverflowError) as error:
            said = error if isinstance(error, BadInput) else "The date leads out of the calendar; it was left out."
            problems.append(f"{one.place}: {said}")
            continue
        seen[key] += 1
        entries.append(msgspec.structs.replace(entry, day=one.at.date()))
    return entries
