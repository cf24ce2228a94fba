"""Finds entries in the journal on show; caches the folded texts, so that every key is answered at once."""

import time
from operator import attrgetter
from typing import TYPE_CHECKING

from mastery.core.base.errors import BadInput
from mastery.core.base.records import Place
from mastery.core.writing.entries import Entries
from mastery.core.writing.query import Hay, Query, haystack, parse_query, search

if TYPE_CHECKING:
    from mastery.store import Journal

SLICE = 20
"""Texts prepared between looks at the clock."""


class Finder:
    """The folded texts of one journal's living entries, brought up to date when the journal changed."""

    def __init__(self, journal: "Journal") -> None:
        self.journal = journal
        self._revision = -1
        self._hays: dict[str, Hay[Place]] = {}
        self._entries = journal.entries()
        self._waiting: list[int] = []
        """The indexes of the entries that are not prepared yet."""

    @property
    def revision(self) -> int:
        """The journal's revision now."""
        return self.journal.revision

    @property
    def size(self) -> int:
        """The number of entries to search."""
        return len(self.journal.entries())

    def parse(self, text: str) -> tuple[Query, str]:
        """The query that was typed so far, and what is wrong with its last word, if anything.

        A date is not valid until its last digit; until then the query is the text before it.
        """
        today = self.journal.today()
        try:
            return parse_query(text, today), ""
        except BadInput as error:
            complaint = str(error)
        before = text.strip().rpartition(" ")[0]
        try:
            return parse_query(before, today), complaint
        except BadInput:
            return Query(), complaint

    def find(self, query: Query) -> Entries:
        """The entries that match: titles first, then the newest."""
        self.catch_up()
        return self._entries.at(search(self._hays.values(), query))

    def by_day(self, query: Query) -> Entries:
        """The entries that match, the newest first."""
        found = self.find(query).places
        return self._entries.at(sorted(found, key=attrgetter("day", "at", "id"), reverse=True))

    def catch_up(self, seconds: float | None = None) -> bool:
        """Prepares the remaining texts, for at most `seconds`; returns whether all are ready."""
        if self._revision != self.journal.revision:
            self._start()
        end = None if seconds is None else time.monotonic() + seconds
        while self._waiting:
            for index in self._waiting[-SLICE:]:
                place = self._entries.places[index]
                self._hays[place.id] = haystack(self._entries[index], place)
            del self._waiting[-SLICE:]
            if not self._waiting:
                self._hays = {place.id: self._hays[place.id] for place in self._entries.places}
            elif end is not None and time.monotonic() > end:
                break
        return not self._waiting

    def _start(self) -> None:
        before, self._hays, self._waiting = self._hays, {}, []
        self._entries = self.journal.entries()
        for index, place in enumerate(self._entries.places):
            hay = before.get(place.id)
            if hay is not None and hay.place is place:
                self._hays[place.id] = hay
            else:
                self._waiting.append(index)
        self._revision = self.journal.revision
