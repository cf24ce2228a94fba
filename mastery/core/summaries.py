"""Summaries that were sent: when, to whom, of which records, and the digest of the exact bytes."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import ClassVar

from mastery.core.capture import fixed
from mastery.core.clock import Clock, milliseconds
from mastery.core.ids import new_id
from mastery.core.mentors import Mentor
from mastery.core.records import Moment, Record
from mastery.core.sharing import Shared


class Summary(Record, kw_only=True, frozen=True):
    """A summary that left the journal."""

    table: ClassVar[str] = "summaries"

    mentor: str
    """Id of the mentor."""
    name: str
    """The mentor's name then."""
    since: dt.date
    until: dt.date
    form: str
    """Its format: "md", "html", "text", "eml"."""
    sealed: bool = False
    """Whether it was encrypted."""
    digest: str
    """SHA-256 of the bytes that left, in hexadecimal."""
    text: str
    """What it said, as Markdown."""
    entries: tuple[str, ...] = ()
    """Ids of the entries in it."""
    goals: tuple[str, ...] = ()
    """Ids of the goals in it."""
    sent: Moment
    day: dt.date
    """The journal day on which it left."""

    @property
    def title(self) -> str:
        """What it is found by."""
        return f"{self.name} {self.day}"


def new_summary(
    to: Mentor, found: Shared, text: str, data: bytes, form: str, parts: Iterable[str], clock: Clock, day: dt.date,
    *, is_sealed: bool,
) -> Summary:  # fmt: skip
    """The record of a summary whose bytes leave now; `parts` are the names of those that were not left out."""
    now, named = clock.now(), set(parts)
    seen = {"lesson": "lessons"}
    entries = [one.id for one in found.entries if seen.get(one.kind, "reflections") in named]
    entries += [one.entry for one in found.answers if one.entry and "feedback" in named]
    return Summary(
        id=new_id(milliseconds(now)),
        mentor=to.id,
        name=to.name,
        since=found.since,
        until=found.until,
        form=form,
        sealed=is_sealed,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        entries=tuple(dict.fromkeys(entries)),
        goals=tuple(one.id for one in found.goals) if "goals" in named else (),
        sent=fixed(now),
        day=day,
    )


def shared_with(entry_id: str, summaries: Iterable[Summary]) -> list[str]:
    """With whom an entry was shared, and when: "shared with Ana on 2026-11-24"."""
    return [f"shared with {one.name} on {one.day}" for one in summaries if entry_id in one.entries]
