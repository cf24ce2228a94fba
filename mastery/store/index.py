"""The index of the entries: the place of each in the order of days, and a cache of those read last."""

import bisect
import datetime as dt
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path

import msgspec

from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import SHORT, all_ids, short_forms, to_int
from mastery.core.base.records import Entry, Place
from mastery.core.writing.entries import Entries, unreadable
from mastery.store.documents import Documents
from mastery.store.log import damaged
from mastery.store.places import place_of, places_of

REMEMBERED = 200
"""Entries in the cache; all of a large journal would take as much memory again as its file."""

_ENTRIES = msgspec.json.Decoder(Entry)

_order = attrgetter("day", "at", "id")


class EntryIndex:
    """The places of all entries, and the living ones in the order of their days."""

    def __init__(self, documents: Callable[[], Documents], path: Path) -> None:
        """`documents` returns the current table of entries; `path` is named if it is damaged."""
        self.living: list[Place] = []
        self._documents = documents
        self._path = path
        self._places: dict[str, Place] = {}
        self._read: dict[str, Entry] = {}
        self._shorts: dict[str, str] | None = None

    @property
    def count(self) -> int:
        """How many entries there are, including the trash."""
        return len(self._places)

    def entries(self) -> Entries:
        """The living entries, the oldest first."""
        return Entries(self.living.copy(), self._whole)

    def raw_since(self, day: dt.date) -> list[msgspec.Raw]:
        """The JSON of the living entries from a day on."""
        raw = self._documents().raw
        first = bisect.bisect_left(self.living, day, key=attrgetter("day"))
        return [raw[str(to_int(place.id))] for place in self.living[first:]]

    def trash(self) -> list[Entry]:
        """The entries in the trash, the last deleted first."""
        gone = [self._whole(place) for place in self._places.values() if place.deleted is not None]
        return sorted(gone, key=lambda entry: (entry.deleted or entry.at, entry.id), reverse=True)

    def short(self, record_id: str) -> str:
        """The form of an id that people see, unique among the entries."""
        if self._shorts is None:
            self._shorts = short_forms(list(self._places))
        return self._shorts.get(record_id, record_id[-SHORT:])

    def read_all(self) -> None:
        """Reads the places of all entries again. Raises MasteryError if the table is damaged as a whole."""
        from mastery.store.lines import EntryLines

        self._read, self._shorts = {}, None
        raw = self._documents().raw
        try:
            standing = raw.places() if isinstance(raw, EntryLines) else places_of(raw.values())
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise damaged(self._path) from None
        if not all_ids(place.id for place in standing):
            standing = [place for place in standing if all_ids([place.id])]
        self._places = {place.id: place for place in standing}
        self.living = sorted((place for place in self._places.values() if place.deleted is None), key=_order)

    def read_again(self, record_id: str) -> None:
        """Reads the place of one entry that was changed or made."""
        self._read.pop(record_id, None)
        old = self._places.pop(record_id, None)
        if old is None:
            self._shorts = None
        elif old.deleted is None:
            del self.living[bisect.bisect_left(self.living, _order(old), key=_order)]
        new = place_of(self._documents().raw.get(str(to_int(record_id)), msgspec.Raw(b"")))
        if new is None:
            return  # as when reading all of them
        self._places[record_id] = new
        if new.deleted is None:
            bisect.insort(self.living, new, key=_order)

    def _whole(self, place: Place) -> Entry:
        """The entry at a place; one that cannot be read is replaced by one that says so."""
        entry = self._read.get(place.id)
        if entry is None:
            try:
                entry = _ENTRIES.decode(self._documents().raw[str(to_int(place.id))])
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, KeyError, MasteryError):
                entry = unreadable(place)
            if len(self._read) == REMEMBERED:
                self._read.clear()
            self._read[place.id] = entry
        return entry
