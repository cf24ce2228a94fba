"""Summaries that were sent: when, to whom, of which records, and the digest of the exact bytes."""

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

from mastery.core.records import Moment, Record


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


def shared_with(entry_id: str, summaries: Iterable[Summary]) -> list[str]:
    """With whom an entry was shared, and when: "shared with Ana on 2026-11-24"."""
    return [f"shared with {one.name} on {one.day}" for one in summaries if entry_id in one.entries]
