"""The change log: one checksummed line per change, appended and fsynced before it is acknowledged.

The first line is the header: the log's generation, which rises with each fold, and the last change before it. A line is
eight hexadecimal digits (the CRC-32 of the rest), a space, and JSON. A line that does not match its checksum is
skipped; a last line without its line end was torn and was never acknowledged.
"""

import io
import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from mastery.core.base.changes import LARGEST, Change
from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.ids import all_ids
from mastery.host.files import FILE_MODE, open_file, reason, sync_folder, write_atomic

SCHEMA = 1
"""The schema of the records this version writes."""

LONGEST_HEADER = 4096
"""Bytes of a log within which its header must end."""

_LONGEST_DEVICE = 255
"""Letters of a device's name."""

_ENCODER = msgspec.json.Encoder()
_CHUNK = 64 * 1024


class OlderSchema(MasteryError):
    """The log is of an older schema; the journal has to be read, and folded, before it is written to."""


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The log's first line."""

    journal: str
    """The journal's id."""
    generation: int
    """How often the journal was folded, from 1."""
    time: int = 0
    """Logical time of the last change before this log, in milliseconds."""
    after: str = ""
    """Stamp of the last change before this log, in the order of the logs."""
    schema: int = SCHEMA

    @property
    def is_first(self) -> bool:
        """Whether the log began before anything was folded."""
        return self.generation == 1 and not self.after


class Part(NamedTuple):
    """What was read of a log, from one position to its end."""

    header: Header
    changes: list[Change]
    end: int
    """Byte position after what was read; a write in progress, or cut off, comes after it."""
    bad: list[bytes]
    """Whole lines that do not match their checksum, or of a write that was cut off."""


T = TypeVar("T")

_HEADERS = msgspec.json.Decoder(Header)
_CHANGES = msgspec.json.Decoder(Change)


def encode(content: Header | Change) -> bytes:
    """The line of a header or a change.

    Raises BadInput for a text that cannot be saved, MasteryError for a line that could not be read back.
    """
    try:
        text = _ENCODER.encode(content)
    except UnicodeEncodeError:
        raise BadInput("The text is not valid Unicode: save it as UTF-8 and try again.") from None
    line = b"%08x %s" % (zlib.crc32(text), text)
    read = decode_header(line) if isinstance(content, Header) else decode_change(line)
    if read is None:
        raise MasteryError("This could not be read back, so it was not saved. Please report it, with what you did.")
    return line + b"\n"


def _checked(line: bytes) -> bytes | None:
    """The JSON of a line; None if the checksum does not match."""
    text = line[9:]
    try:
        fits = line[8:9] == b" " and int(line[:8], 16) == zlib.crc32(text)
    except ValueError:
        return None
    return text if fits else None


def decode_header(line: bytes) -> Header | None:
    """The header in a first line; None if it is not one."""
    header = _decoded(line, _HEADERS) if len(line) < LONGEST_HEADER else None
    return header if header and are_in_range(header.time, header.generation) else None


def are_in_range(time: int, generation: int) -> bool:
    """Whether a file of the journal may hold this logical time and this generation."""
    return 0 <= time < LARGEST and 0 < generation < LARGEST


def decode_change(line: bytes) -> Change | None:
    """The change in a line; None if it is not one, or its record is impossible."""
    change = _decoded(line, _CHANGES)
    if change is None or not (all_ids([change.record]) and 0 <= change.time < LARGEST):
        return None
    if change.set.get("id", change.record) != change.record or len(change.device) > _LONGEST_DEVICE:
        return None
    return change if change.table.isidentifier() and change.table != "meta" else None


def _decoded(line: bytes, decoder: "msgspec.json.Decoder[T]") -> T | None:
    text = _checked(line)
    try:
        return None if text is None else decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def decode_changes(data: bytes) -> tuple[list[Change], list[bytes]]:
    """The changes in whole lines, and the lines that are not changes."""
    changes, bad = [], []
    for line in data.split(b"\n"):
        change = decode_change(line)
        if change is not None:
            changes.append(change)
        elif line.strip():
            bad.append(line)
    return changes, bad


def whole_acts(data: bytes) -> tuple[list[Change], list[bytes], int]:
    """The changes that were written whole, the whole lines that are not changes, and the bytes up to the end of both.

    A last line of which only the line end is missing is whole, one that is cut off is not.
    Of changes written together the log holds all or, where the writing was cut off, only the first
    ones; those count for nothing. (A line that was damaged later takes none of the others with it.)
    """
    changes: list[Change] = []
    bad: list[bytes] = []
    waiting: list[tuple[bytes, Change]] = []
    at = end = 0
    for line in io.BytesIO(data):
        change = decode_change(line.rstrip(b"\n"))
        if change is None and not line.endswith(b"\n"):
            break
        at += len(line)
        if change is None:
            bad += [line] if line.strip() else []
        elif waiting and (change.act != waiting[-1][1].act or change.more >= waiting[-1][1].more):
            bad += [cut_off for cut_off, _ in waiting]
            waiting = [(line, change)]
        else:
            waiting.append((line, change))
        if waiting and not waiting[-1][1].more:
            changes += [one for _, one in waiting]
            waiting = []
        if not waiting:
            end = at
    return changes, bad, end


def check_schema(schema: int, path: Path) -> None:
    """Raises MasteryError if a newer version of the program wrote the journal."""
    if schema > SCHEMA:
        raise MasteryError(
            f"{path} was written by a newer mastery (schema {schema}; this one knows {SCHEMA}). "
            "Update mastery; nothing was changed."
        )


def damaged(path: Path) -> MasteryError:
    """The error for a file that cannot be understood."""
    return MasteryError(
        f"{path} is damaged. `mastery doctor` says what is left; `mastery doctor --mend` brings back "
        "the last good state and keeps the damaged file beside it."
    )


def behind(path: Path) -> MasteryError:
    """The error if journal.json lacks what was folded before the log began."""
    return MasteryError(
        f"{path} is older than the log beside it. Where a synchronising program is at work, let it finish; "
        "otherwise `mastery doctor --mend` puts the journal together again."
    )


def lost(folder: Path) -> MasteryError:
    """The error if the history has changes that are in neither journal.json nor the log."""
    return MasteryError(
        f"journal.json and journal.log in {folder} lack changes of the history: they were deleted, or replaced by "
        "older copies. `mastery doctor` shows what is left. `mastery doctor --mend` rebuilds the journal from the "
        "history and the backups; after that, `mastery restore-backup` can take you back to a backup."
    )


def of_another(path: Path) -> MasteryError:
    """The error if journal.json and the log belong to two journals."""
    return MasteryError(
        f"{path} belongs to another journal than the log next to it. Put back the file that belongs here; backups/ has "
        "copies of journal.json. `mastery doctor --mend` would merge both journals."
    )


class Log:
    """The change log of one journal folder. Appending needs the journal's lock; reading does not."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def start(self, header: Header) -> None:
        """Replaces the log, atomically, by one that holds only the header."""
        write_atomic(self.path, encode(header))

    def append(self, changes: Sequence[Change], device: str, wall: int, after: int = 0) -> list[Change]:
        """Appends the changes with their logical time; they are durable when it returns.

        `wall` is the clock in milliseconds since 1970. The changes get times later than `after`, by the rule of hybrid
        logical clocks (Kulkarni et al., "Logical Physical Clocks", 2014). Raises OSError with the log as it was before;
        MasteryError if its header is damaged, its schema is newer, or no later time is left, and if the changes may be
        saved although the disk failed.
        """
        descriptor = open_file(self.path, os.O_RDWR | os.O_APPEND)
        try:
            size = os.fstat(descriptor).st_size
            header = self._header(descriptor)
            if header.schema < SCHEMA:
                raise OlderSchema(f"{self.path} is of an older schema ({header.schema}).")
            last, whole = _last_change(descriptor, size)
            time = max(wall, header.time + 1, (last.time + 1) if last else 0, after + 1)
            if time + len(changes) >= LARGEST:
                raise MasteryError(
                    f"{self.path} has reached the last possible time, so nothing was saved. Export the journal "
                    "(mastery export --to json), and import the file into a new one."
                )
            last_step = len(changes) - 1
            stamped = [
                msgspec.structs.replace(change, time=time + step, device=device, more=last_step - step)
                for step, change in enumerate(changes)
            ]
            data = b"".join(map(encode, stamped))
            try:
                # End a torn line, so that the next one is separate.
                _write_all(descriptor, data if whole else b"\n" + data)
                os.fsync(descriptor)
            except OSError as error:
                self._take_back(descriptor, size, error)
                raise
        finally:
            os.close(descriptor)
        return stamped

    def _take_back(self, descriptor: int, size: int, error: OSError) -> None:
        """Restores the log to what it was before a write that failed. Raises MasteryError if that fails too."""
        try:
            os.ftruncate(descriptor, size)
            os.fsync(descriptor)
        except OSError:
            raise MasteryError(
                f"{self.path} could not be written: {reason(error)}. What was already written could not be removed, "
                "so it may be saved. Check before you repeat it: mastery list"
            ) from error

    def header(self) -> Header:
        """The log's first line. Raises FileNotFoundError without a log, MasteryError if it cannot be read."""
        descriptor = open_file(self.path)
        try:
            return self._header(descriptor)
        finally:
            os.close(descriptor)

    def read(self, start: int = 0) -> Part:
        """Reads from a byte position to the end of the last whole line.

        Raises FileNotFoundError without a log, MasteryError if its header cannot be read.
        """
        descriptor = open_file(self.path)
        try:
            header = self._header(descriptor)
            os.lseek(descriptor, start, os.SEEK_SET)
            with open(descriptor, "rb", closefd=False) as file:
                data = file.read()
        finally:
            os.close(descriptor)
        head = data.find(b"\n") + 1 if start == 0 else 0
        changes, bad, length = whole_acts(data[head:])
        return Part(header=header, changes=changes, end=start + head + length, bad=bad)

    def signature(self) -> tuple[int, int, int]:
        """The log's file number, length and time: a cheap test of whether anything was written.

        Its number and length alone do not: after two folds the system may give the new, empty log both of the first.
        """
        status = os.stat(self.path)
        return status.st_ino, status.st_size, status.st_mtime_ns

    def _header(self, descriptor: int) -> Header:
        head = os.pread(descriptor, 4096, 0)
        header = decode_header(head.partition(b"\n")[0])
        if header is None:
            raise damaged(self.path)
        check_schema(header.schema, self.path.parent)
        return header


def last_change_of(path: Path) -> Change | None:
    """The last change in a file of lines; None if there is none. Raises OSError, MasteryError."""
    descriptor = open_file(path)
    try:
        return _last_change(descriptor, os.fstat(descriptor).st_size)[0]
    finally:
        os.close(descriptor)


def _last_change(descriptor: int, size: int) -> tuple[Change | None, bool]:
    """The last change of the log (None if there is none), and whether the log ends with a whole line."""
    whole = size > 0 and os.pread(descriptor, 1, size - 1) == b"\n"
    reach = _CHUNK
    while True:
        start = max(0, size - reach)
        tail = os.pread(descriptor, size - start, start)
        for line in _lines_backwards(tail, first=start == 0):
            change = decode_change(line)
            if change is not None:
                return change, whole
        if start == 0:
            return None, whole
        reach *= 8


def _lines_backwards(tail: bytes, *, first: bool) -> Iterator[bytes]:
    """The whole lines of the tail, the last one first; the first may be cut unless the tail is the whole file."""
    lines = tail.split(b"\n")
    yield from reversed(lines if first else lines[1:])


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def append_lines(path: Path, data: bytes) -> None:
    """Appends whole lines to a file and makes them durable; the file is made if it is missing."""
    new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, FILE_MODE)
    try:
        size = os.fstat(descriptor).st_size
        torn = size and os.pread(descriptor, 1, size - 1) != b"\n"
        try:
            _write_all(descriptor, b"\n" + data if torn else data)
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, size)
            raise
    finally:
        os.close(descriptor)
    if new:
        sync_folder(path.parent)
