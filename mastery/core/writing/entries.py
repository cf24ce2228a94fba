"""An ordered, lazy sequence of entries; each is read from disk on first access."""

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from mastery.core.base.records import Entry, Place


class Entries(Sequence[Entry]):
    """Entries known by their places; `whole` reads one when it is accessed."""

    def __init__(self, standing: Sequence[Place], whole: Callable[[Place], Entry]) -> None:
        self.places = standing
        self._whole = whole

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> "Entries": ...
    def __getitem__(self, index: int | slice) -> "Entry | Entries":
        if isinstance(index, slice):
            return Entries(self.places[index], self._whole)
        return self._whole(self.places[index])

    def at(self, standing: Sequence[Place]) -> "Entries":
        """The entries of these places."""
        return Entries(standing, self._whole)

    def __iter__(self) -> Iterator[Entry]:
        return map(self._whole, self.places)

    def __len__(self) -> int:
        return len(self.places)


def places(entries: Sequence[Entry]) -> Sequence[Place | Entry]:
    """The place of each entry, without reading the entries."""
    return entries.places if isinstance(entries, Entries) else entries


def unreadable(place: Place) -> Entry:
    """A stand-in for an entry with a damaged field, so that it is seen and not skipped."""
    return Entry(
        id=place.id,
        day=place.day,
        at=place.at,
        deleted=place.deleted,
        recorded=place.at,
        title="This entry cannot be read",
        body="`mastery doctor` says more. The file keeps it as it is.",
    )
