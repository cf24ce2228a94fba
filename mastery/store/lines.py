"""The entries in journal.json, a line each: known by their positions, read on first access.

So memory does not grow with the number of words in a journal. The file stays open meanwhile: mastery replaces it, which
leaves the open one unchanged, and a program that writes into it is noticed.
"""

import os
import weakref
from collections.abc import Collection, ItemsView, Iterator, MutableMapping, ValuesView
from itertools import chain
from pathlib import Path

import msgspec

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Entry, Place
from mastery.host.files import file_errors, open_file
from mastery.store.documents import Documents
from mastery.store.folder import Meta, are_document_ids, split_tables
from mastery.store.log import damaged
from mastery.store.places import place_of

BEGIN = f'\n"{Entry.table}": {{\n'.encode()
"""The line before the first entry, as it is written."""

PIECE = 1024 * 1024
"""Bytes read at a time of all entries: each time another thread may go first, and the interface is loaded by one."""

BLOCK = 128 * 1024
"""Bytes read at a time of a few entries; those of a page are often next to each other."""

_PLACES_OF = msgspec.json.Decoder(dict[str, Place])
_RAWS = msgspec.json.Decoder(msgspec.Raw)
_RAWS_OF = msgspec.json.Decoder(dict[str, msgspec.Raw])


class OpenFile:
    """A file that stays open and should not be written to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = open_file(path)
        weakref.finalize(self, os.close, self._descriptor)
        self._state = self._now()

    @property
    def size(self) -> int:
        """Bytes it holds."""
        return self._state[0]

    def is_unchanged(self) -> bool:
        """Whether nobody has written to it since it was opened."""
        try:
            return self._now() == self._state
        except OSError:  # its drive is away
            return False

    def read(self, at: int, size: int) -> bytes:
        """`size` bytes from position `at`, fewer at the end. Raises MasteryError, also if it was written to."""
        with file_errors("read", self.path):
            data = os.pread(self._descriptor, size, at)
        if not self.is_unchanged():
            raise MasteryError(f"{self.path} was changed by another program just now; try again.")
        return data

    def lines(self, at: int, end: int, size: int) -> tuple[bytes, int]:
        """`size` bytes from position `at`, more if no line ends in them; and how many of them are whole lines, 0 if no
        line ends before `end`."""
        while True:
            data = self.read(at, min(size, end - at))
            whole = data.rfind(b"\n") + 1
            if whole or len(data) < size:
                return data, whole
            size *= 4

    def _now(self) -> tuple[int, int]:
        status = os.fstat(self._descriptor)
        return status.st_size, status.st_mtime_ns


class EntryLines(MutableMapping[str, msgspec.Raw]):
    """The JSON of the entries by document id: changed ones are in memory, the others in the file."""

    def __init__(
        self, file: OpenFile, begin: int, end: int, blocks: dict[str, int], places: list[Place | None]
    ) -> None:
        """Their lines lie in the file from `begin` to `end`, each in a block of lines that begins where `blocks` says;
        `places` are theirs."""
        self._file = file
        self._begin, self.end = begin, end
        self._blocks = blocks
        self._read: list[Place | None] | None = places
        self._held: dict[str, msgspec.Raw] = {}
        self._last = (0, b"", 0)
        """Where the block read last begins, its bytes, and where in them the last entry ended."""

    def is_unchanged(self) -> bool:
        """Whether the file is as it was when it was opened."""
        return self._file.is_unchanged()

    def places(self) -> list[Place]:
        """The places of all entries that have one."""
        found, self._read = self._read, None  # the caller stores them: once is enough
        if found is None:
            found = list(map(place_of, self.values()))
        elif self._held:
            known = dict(zip(self._blocks, found, strict=True))
            found = list((known | {key: place_of(raw) for key, raw in self._held.items()}).values())
        return list(filter(None, found))

    def __getitem__(self, key: str) -> msgspec.Raw:
        held = self._held.get(key)
        if held is not None:
            return held
        block = self._blocks[key]
        begin, data, at = self._last  # all at once, as two threads may read
        if begin != block:
            data, at = b"\n" + self._file.lines(block, self.end, BLOCK)[0], 0
        head = b'\n"%b": ' % key.encode()
        found = data.find(head, at)
        if found < 0:
            found = data.find(head)
        end = data.find(b"\n", found + len(head))
        try:
            raw = _RAWS.decode(data[found + len(head) : end].removesuffix(b",") if found >= 0 else b"")
        except msgspec.DecodeError:  # another program wrote it, in lines of its own
            return next(raw for known, raw in self.in_pieces() if known == key)
        if len(data) <= BLOCK + 1:
            self._last = (block, data, end)
        return raw

    def __setitem__(self, key: str, raw: msgspec.Raw) -> None:
        self._held[key] = raw

    def __delitem__(self, key: str) -> None:
        if key not in self._held and key not in self._blocks:
            raise KeyError(key)
        self._held.pop(key, None)
        self._blocks.pop(key, None)
        self._read = None

    def __iter__(self) -> Iterator[str]:
        return chain(self._blocks, (key for key in self._held if key not in self._blocks))

    def __len__(self) -> int:
        return len(self._blocks) + sum(key not in self._blocks for key in self._held)

    def values(self) -> ValuesView[msgspec.Raw]:
        """The JSON of all, read in large pieces."""
        return _Values(self)

    def items(self) -> ItemsView[str, msgspec.Raw]:
        """The ids and the JSON of all, read in large pieces."""
        return _Items(self)

    def in_pieces(self) -> Iterator[tuple[str, msgspec.Raw]]:
        """What `items` gives."""
        held, blocks = self._held, self._blocks
        at = self._begin
        while at < self.end:
            data, whole = self._file.lines(at, self.end, PIECE)
            raws = _RAWS_OF.decode(_object(data, 0, whole)).items()
            yield from ((key, held.get(key, raw)) for key, raw in raws if key in blocks)
            at += whole
        yield from [(key, raw) for key, raw in held.items() if key not in blocks]


class _Values(ValuesView[msgspec.Raw]):
    _mapping: EntryLines

    def __iter__(self) -> Iterator[msgspec.Raw]:
        return (raw for _, raw in self._mapping.in_pieces())


class _Items(ItemsView[str, msgspec.Raw]):
    _mapping: EntryLines

    def __iter__(self) -> Iterator[tuple[str, msgspec.Raw]]:
        return self._mapping.in_pieces()


def read_tables(path: Path) -> tuple[dict[str, Documents], Meta]:
    """The tables of journal.json as in `split_tables`, but only the places of the entries are read.

    Raises MasteryError if it is damaged, of a newer schema, or written to meanwhile; OSError if it is missing.
    """
    file = OpenFile(path)
    found = _by_lines(file)
    if found is None and b"\0" in file.read(0, PIECE):
        raise damaged(path)
    return found or split_tables(file.read(0, file.size), path)


def _by_lines(file: OpenFile) -> tuple[dict[str, Documents], Meta] | None:
    """The tables of a file with an entry a line, as mastery writes it; None if another program wrote it, or it is
    damaged."""
    head = b""
    while (found := head.find(BEGIN)) < 0:
        more = file.read(len(head), PIECE)
        if not more or b"\0" in more:  # JSON has no NUL: a broken disk leaves them
            return None
        head += more
    begin = found + len(BEGIN)
    entries = _entry_lines(file, begin)
    if entries is None:
        return None
    rest = file.read(entries.end, file.size - entries.end)
    try:
        tables, meta = split_tables(head[:begin] + rest, file.path)
    except MasteryError:
        return None
    if BEGIN in rest or len(tables.get(Entry.table, entries)):
        return None
    tables[Entry.table].raw = entries
    return tables, meta


def _entry_lines(file: OpenFile, begin: int) -> EntryLines | None:
    """The entries whose lines begin at a position; None if they are not written as mastery writes them."""
    blocks: dict[str, int] = {}
    places: list[Place | None] = []
    start = begin
    whole = 1
    goes_on = True  # a comma before a line says that the table does
    while whole:
        data, whole = file.lines(start, file.size, PIECE)
        here = 0
        while here < whole:
            if data.startswith((b"}", b"\n}"), here):
                once = len(blocks) == len(places) and are_document_ids(blocks)
                return (
                    EntryLines(file, begin, start + here, blocks, places) if once and not (blocks and goes_on) else None
                )
            if not goes_on:
                return None
            end = data.rfind(b"\n", here, min(whole, here + BLOCK)) + 1 or data.find(b"\n", here) + 1
            read = _places(data, here, end)
            if read is None:  # the table ends within
                end = data.find(b"\n}", here, whole) + 1
                read = _places(data, here, end) if end else None
            if read is None:
                return None
            keys, found = read
            blocks |= dict.fromkeys(keys, start + here)
            places += found
            goes_on = data.endswith(b",\n", here, end)
            here = end
        start += whole
    return None


def _places(data: bytes, begin: int, end: int) -> tuple[Collection[str], Collection[Place | None]] | None:
    """The keys and the places of the entries in these lines; None if they are not entries."""
    entries = _object(data, begin, end)
    try:
        try:
            found = _PLACES_OF.decode(entries)
            return found.keys(), found.values()
        except msgspec.ValidationError:  # fields of some are damaged
            raws = _RAWS_OF.decode(entries)
            return raws.keys(), list(map(place_of, raws.values()))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _object(data: bytes, begin: int, end: int) -> bytes:
    """Lines of a table as the JSON of an object."""
    end -= 2 * data.endswith(b",\n", begin, end)
    return b"".join((b"{", memoryview(data)[begin:end], b"}"))
