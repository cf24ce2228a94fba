"""The journal's folder: its files, making a new one, and appending to its log without reading it."""

import contextlib
import os
import platform
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import msgspec

from mastery.core.base.changes import Change, Document, is_lacking, time_of
from mastery.core.base.clock import Clock, milliseconds
from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import new_id
from mastery.host.files import (
    MOST_OF_OWN,
    check_folder,
    exists,
    file_errors,
    make_folder,
    open_file,
    read_bytes,
    sync_folder,
    write_atomic,
)
from mastery.store.documents import Documents
from mastery.store.history import last_folded
from mastery.store.lock import locked
from mastery.store.log import Header, Log, are_in_range, behind, check_schema, damaged, lost, of_another

KNOWN = ("journal.json", "journal.log", "journal.lock", "history", "backups", "drafts")
"""The names in a journal's folder."""


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """The one document of the table `meta` in journal.json."""

    schema: int
    journal: str
    generation: int
    """Generation of the log that continues this file."""
    time: int = 0
    last_change: str = ""
    """Stamp of the last change it holds, in the order of the log."""


_LONGEST_META = 4096
"""Bytes of journal.json within which its first line must end."""

_FIRST_LINES = msgspec.json.Decoder(dict[str, dict[str, Meta]])


class Folder:
    """One journal's folder. Nothing is made before the first write."""

    def __init__(self, path: Path, clock: Clock, device: str = "") -> None:
        """`device` is what changes call this machine; its own name unless given."""
        self.path = path
        self.clock = clock
        self.device = device
        self.json = path / "journal.json"
        self.lock = path / "journal.lock"
        self.history = path / "history"
        self.backups = path / "backups"
        self.drafts = path / "drafts"
        self.attachments = path / "attachments"
        self.log = Log(path / "journal.log")
        check_folder(path)

    def milliseconds(self) -> int:
        """The clock in milliseconds since 1970."""
        return milliseconds(self.clock.now())

    def prepare(self) -> None:
        """Makes the folder and its log if they are missing.

        Raises MasteryError if they cannot be made, or the folder holds somebody else's files.
        """
        if self.log.path.exists():
            return
        make_folder(self.path)
        with file_errors("written", self.path):
            sync_folder(Path(os.path.realpath(self.path)).parent)  # whoever made it, its entries must be found again
            found = set(os.listdir(self.path))  # in one look: another process may just be making the journal
            if found and found.isdisjoint(KNOWN):
                raise MasteryError(f"{self.path} holds other files and no journal; name a new or an empty folder.")
            with locked(self.lock):
                if not self.log.path.exists():
                    self.log.start(self._first_header())

    def append(self, changes: Sequence[Change], after: int = 0) -> list[Change]:
        """Appends changes to the log under the lock, with logical times later than `after`; they are durable when it
        returns. The journal is not read."""
        self.prepare()
        with file_errors("written", self.log.path), locked(self.lock):
            return self.log.append(changes, self.device or device_id(), self.milliseconds(), after)

    def loss(self) -> MasteryError | None:
        """The error if journal.json and the log lack changes that the history has, or do not belong together; else
        None.

        Of journal.json only the first line is read. Raises OSError, MasteryError.
        """
        folded = last_folded(self.history)  # read first: everything in it is by now in one of the two as well
        try:
            header = self.log.header()
        except FileNotFoundError:
            header = None
        meta = self._meta()
        if header is None:
            if meta is None and exists(self.json):
                return None  # only reading all of it can tell
            return lost(self.path) if is_lacking(folded, meta.time if meta else 0, ()) else None
        if meta is not None and header.generation > meta.generation:
            return behind(self.json)
        if meta is not None and are_of_two(header, meta):
            return of_another(self.json)
        if not header.is_first and not exists(self.json):
            return damaged(self.json)
        if time_of(folded) > header.time and is_lacking(folded, header.time, self.log.read().changes):
            return lost(self.path)
        return None

    def _meta(self) -> Meta | None:
        """What the first line of journal.json says; None if the file is missing, or another program wrote it."""
        with contextlib.suppress(FileNotFoundError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError, KeyError):
            with open(open_file(self.json), "rb") as file:
                line = file.readline(_LONGEST_META)
            return _FIRST_LINES.decode(line.rstrip(b",\r\n") + b"}")["meta"]["1"]
        return None

    def attach(self, files: Mapping[str, bytes]) -> None:
        """Writes files into the folder of attachments, by their names there; one that is there already stays."""
        missing = {name: data for name, data in files.items() if not (self.attachments / name).exists()}
        if missing:
            self.prepare()
            make_folder(self.attachments)
            for name, data in missing.items():
                with file_errors("written", self.attachments / name):
                    write_atomic(self.attachments / name, data)  # durable: the original may be thrown away after it

    def attachment(self, name: str) -> bytes | None:
        """A file of the folder of attachments by its name there; None if there is none.

        Links and names with folders in them don't count, so a text cannot lead elsewhere. Raises MasteryError.
        """
        path = self.attachments / name
        with file_errors("read", path):
            if Path(name).name != name or path.is_symlink() or not path.is_file():
                return None
            return read_bytes(path)

    def _first_header(self) -> Header:
        if not exists(self.json):
            return Header(journal=new_id(self.milliseconds()), generation=1)
        _, meta = split_tables(read_bytes(self.json, MOST_OF_OWN), self.json)
        return Header(
            journal=meta.journal, generation=meta.generation, time=meta.time, after=meta.last_change, schema=meta.schema
        )


def are_of_two(header: Header, meta: Meta) -> bool:
    """Whether log and journal.json belong to two journals; a first log may have begun without journal.json."""
    return header.journal != meta.journal and not header.is_first


def split_tables(data: bytes, path: Path) -> tuple[dict[str, Documents], Meta]:
    """The tables of a journal.json's bytes, each record decoded on first access; `path` is only named in errors.

    Raises MasteryError if they are damaged, or of a newer schema.
    """
    try:
        tables = msgspec.json.decode(data, type=dict[str, dict[str, msgspec.Raw]])
        meta = msgspec.json.decode(tables.pop("meta")["1"], type=Meta)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, KeyError):
        raise damaged(path) from None
    check_schema(meta.schema, path)
    if not are_in_range(meta.time, meta.generation):
        raise damaged(path)
    if not all(are_document_ids(table) for table in tables.values()):
        raise damaged(path)
    return {name: Documents(raw) for name, raw in tables.items()}, meta


def are_document_ids(keys: Collection[str]) -> bool:
    """Whether all are the numbers of ids as TinyDB writes them: without signs and leading zeros."""
    return not keys or (
        min(keys) >= "1"
        and max(map(len, keys)) <= len(str(1 << 128))
        and (together := "".join(keys)).isascii()
        and together.encode().isdigit()  # of bytes, as letters are looked up one by one
    )


def decode_tables(data: bytes, path: Path) -> tuple[dict[str, dict[str, Document]], Meta]:
    """As `split_tables`, with every record looked into: one that is damaged is an error too."""
    tables, meta = split_tables(data, path)
    try:
        return {name: dict(documents) for name, documents in tables.items()}, meta
    except MasteryError:
        raise damaged(path) from None


def device_id() -> str:
    """This machine's name in changes: made once, stored in the person's data folder, not in the journal's (which may be
    synchronized to another machine)."""
    import platformdirs

    path = Path(platformdirs.user_data_dir("mastery")) / "device"
    try:
        known = read_bytes(path, 1024).decode("ascii").strip()
        if known.isalnum():
            return known
    except (MasteryError, UnicodeDecodeError):
        pass  # not made yet: made below
    fresh = os.urandom(4).hex()
    try:
        make_folder(path.parent)
        write_atomic(path, fresh.encode() + b"\n")
    except (OSError, MasteryError):
        # Capture has to work even if the home folder is read-only: use the machine's name instead.
        return "".join(filter(str.isalnum, platform.node())) or "unnamed"
    return fresh
