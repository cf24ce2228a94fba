"""Summaries that were sent: when, to whom, of which records, and the digest of the exact bytes."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal

from mastery.core.base.clock import moved
from mastery.core.base.records import Line, Moment, Record, Ref

State = Literal["sending", "sent", "unknown"]
"""Whether a summary left. "sending" is written before it leaves, and stays if the program ends before it can write the
outcome; "unknown" is a mail whose server went away before it said whether it accepted it."""

RECENT = 7
"""How long the program reminds you of a summary that may have arrived."""


class Summary(Record, kw_only=True, frozen=True):
    """A summary that left the journal."""

    table: ClassVar[str] = "summaries"
    noun: ClassVar[str] = "summary"
    plural: ClassVar[str] = "summaries"
    title_field: ClassVar[str] = "name"

    mentor: Ref
    """Id of the mentor."""
    name: Line
    """The mentor's name then."""
    since: dt.date
    until: dt.date
    form: Line
    """Its format: "md", "html", "text", "eml"."""
    sealed: bool = False
    """Whether it was encrypted."""
    digest: Line
    """SHA-256 of the bytes that left, in hexadecimal."""
    text: str
    """What it said, as Markdown."""
    entries: tuple[Ref, ...] = ()
    """Ids of the entries in it."""
    goals: tuple[Ref, ...] = ()
    """Ids of the goals in it."""
    sent: Moment
    day: dt.date
    """The journal day on which it left."""
    state: State = "sent"

    @property
    def title(self) -> str:
        """What it is found by."""
        return f"{self.name} {self.day}"


def shared_with(entry_id: str, summaries: Iterable[Summary]) -> list[str]:
    """With whom an entry was shared, and when: "shared with Ana on 2026-11-24"."""
    return [
        f"{'shared' if one.state == 'sent' else 'may have been shared'} with {one.name} on {one.day}"
        for one in summaries
        if entry_id in one.entries
    ]


def arrival_text(one: Summary) -> str:
    """What to say about a summary that may or may not have arrived; empty for one that was sent."""
    return "" if one.state == "sent" else f"may have arrived: ask {one.name}"


def to_ask_about(summaries: Sequence[Summary], today: dt.date) -> list[Summary]:
    """The recent summaries that may have arrived, unless another was sent to the same mentor since.

    `summaries` are in the order in which they were made.
    """
    last = {one.mentor: one for one in summaries}
    return [one for one in last.values() if one.state != "sent" and one.day > moved(today, -RECENT)]
