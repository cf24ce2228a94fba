"""Formats in and out: each module here has a FORMAT, found by listing the package. A new format is a new file."""

import codecs
import csv
import datetime as dt
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import SimpleNamespace
from typing import Any, NamedTuple

import msgspec

from mastery.core.base.clock import Now
from mastery.core.base.dateformats import DateWords
from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Entry, R, Record, from_fields
from mastery.core.practices.practice import Practice
from mastery.core.sharing.mentors import Mentor
from mastery.core.writing.attachments import ATTACHED, said_left_out


class ReadContext(NamedTuple):
    """What a reader needs to know of the journal it reads for."""

    now: Now
    week_starts: int = 0
    """The weekday, Monday is 0, on which the weeks of a new practice begin."""
    practices: Sequence[Practice] = ()
    """The practices that are there."""
    mentors: Sequence[Mentor] = ()
    """The mentors already in the journal."""
    date_format: str = ""
    """How the file writes dates, as strftime has it; empty where its reader is to find out."""
    date_words: DateWords = DateWords()
    """The names of months and weekdays in the person's language; English ones are always known."""
    password: Callable[[], str] | None = None
    """Asks for the password of an encrypted file; None where nobody can be asked."""

    @property
    def today(self) -> dt.date:
        """The journal day now."""
        return self.now.day


class Read(NamedTuple):
    """What was read of a file."""

    records: Sequence[Record]
    problems: Sequence[str] = ()
    """What was left out and why, with the line it stands in."""
    extras: Mapping[str, Mapping[str, Any]] = {}
    """Of a record's id, the fields that this version does not know but keeps."""
    attachments: Mapping[str, bytes] = {}
    """Files to lie in the journal's folder `attachments`, by their names there; the texts link to them."""


class Export(NamedTuple):
    """What is to be written."""

    entries: Sequence[Entry]
    """The oldest first."""
    documents: Mapping[str, Sequence[Mapping[str, Any]]] | None
    """Every record that the format takes, by table and with all fields; None if filters chose the entries."""
    name: str
    """The journal's name."""
    learning: Mapping[str, Sequence[Mapping[str, Any]]] = {}
    """Every record of the tables beside the entries, the trash too, where nothing but days chose these: a book tells of
    goals and beliefs as well."""
    since: dt.date | None = None
    until: dt.date | None = None
    """The first and the last day that were asked for."""
    week_starts: int = 0
    """The weekday, Monday is 0, on which weeks begin."""
    attachment: Callable[[str], bytes | None] = lambda name: None
    """A file in the journal's folder `attachments` by its name, as it may leave; None if it is missing or left out."""
    left_out: Collection[str] = ()
    """Names of the files that `attachment` has been asked for and has left out."""

    def without_left_out(self, text: str) -> str:
        """The text with a note in place of each link to a file that was left out."""
        return ATTACHED.sub(lambda link: said_left_out(link) if link[2] in self.left_out else link[0], text)


class Format(NamedTuple):
    """A format: how it is called, what it is, and its two directions, where it has them."""

    name: str
    says: str
    read: Callable[[bytes, ReadContext], Read] | None = None
    """Raises MasteryError where the bytes are not of the format at all."""
    write: Callable[[Export], bytes | Iterable[tuple[str, bytes]]] | None = None
    """One file's bytes, or the relative names and bytes of several files."""
    read_files: Callable[[Mapping[str, bytes], ReadContext], Read] | None = None
    """The same of a folder or a zip archive: the bytes of its files by their names in it. Raises MasteryError as `read`
    does."""
    wanted: Callable[[str], bool] = lambda name: True
    """Whether a file of such a folder or archive is of any use, by its name in it."""
    takes_date_format: bool = False
    """Whether `ReadContext.date_format` says how its dates are written."""
    has_entries: bool = True
    """Whether what is written has entries in it."""
    is_backup: bool = False
    """Whether it always holds everything, including deleted records and locations."""
    takes_trash: bool = False
    """Whether it can hold deleted records if asked to."""

    @property
    def is_readable(self) -> bool:
        """Whether it can be imported."""
        return self.read is not None or self.read_files is not None


def may_leave(export: Export, form: Format, keep_metadata: bool) -> Export:
    """The export as it may leave the journal: without locations and photos' metadata, unless `keep_metadata`.

    Files that cannot be cleaned are left out. A backup keeps its locations.
    """
    if keep_metadata:
        return export
    left_out: set[str] = set()
    file = export.attachment

    def attachment(name: str) -> bytes | None:
        from mastery.core.writing.photos import cleaned  # here, so that formats without photos do not wait for it

        data = file(name)
        clean = cleaned(data) if data is not None else None
        if data is not None and clean is None:
            left_out.add(name)
        return clean

    export = export._replace(attachment=attachment, left_out=left_out)
    if form.is_backup:
        return export
    documents = export.documents
    if documents is not None and Entry.table in documents:
        without = [{name: value for name, value in one.items() if name != "location"} for one in documents[Entry.table]]
        documents = {**documents, Entry.table: without}
    entries = [msgspec.structs.replace(one, location=None) if one.location else one for one in export.entries]
    return export._replace(entries=entries, documents=documents)


def formats() -> dict[str, Format]:
    """Every format by its name, in the order of their names."""
    found = [import_module(f"{__name__}.{module.name}").FORMAT for module in iter_modules(__path__)]
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}


def living(documents: Mapping[str, Sequence[Mapping[str, Any]]], kind: type[R]) -> list[R]:
    """The living records of a kind, by id; one that is damaged is passed over, for `mastery doctor` names it."""
    found = []
    for fields in documents.get(kind.table, ()):
        try:
            found.append(from_fields(kind, dict(fields)))
        except MasteryError:
            continue
    return sorted((one for one in found if one.deleted is None), key=lambda one: one.id)


def local_moment(at: dt.datetime, now: Now) -> dt.datetime:
    """The moment in the local zone. Raises OverflowError where its clock time there lies outside of the calendar."""
    near = now.local(at.astimezone(dt.UTC).replace(tzinfo=None))
    return at.astimezone(near.tzinfo)  # where that has no rules, off in the few hours around a change of the clocks


def decoded(data: bytes) -> str:
    """The text of a text file, with plain line ends: UTF-8, or UTF-16 with a byte order mark.

    Raises MasteryError naming the line that is neither or holds a NUL.
    """
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    if encoding == "utf-8-sig" and b"\0" in data:  # checked first: decoding two gigabytes of them takes long
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise MasteryError(f"Line {line} holds a NUL character: is this a text file? If so, save it as UTF-8.")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MasteryError(f"Line {line} is not UTF-8 text; save the file as UTF-8 and try again.") from None
    if "\0" in text:
        raise MasteryError("The file holds NUL characters: is this a text file? If so, save it as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings of texts that some spreadsheets run as formulas."""
_PASSED_OVER = "' \u00a0\u200b\u2060\ufeff"
"""Spaces and invisible characters that some programs drop from the beginning of a cell, so that what follows runs."""


def csv_text(rows: Iterable[Sequence[object]], *, line_end: str = "\n") -> str:
    """The rows as CSV; a text that a spreadsheet would run as a formula gets a ' before it, and None becomes empty."""
    lines: list[str] = []
    writer = csv.writer(SimpleNamespace(write=lines.append))  # it quotes whatever could end a line
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return "".join(line.removesuffix("\r\n") + line_end for line in lines)


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet runs; `unguarded` reverses this."""
    return f"'{text}" if text.lstrip(_PASSED_OVER).startswith(FORMULA) else text


def unguarded(cell: str) -> str:
    """The text of a guarded cell."""
    return cell[1:] if cell.startswith("'") and cell.lstrip(_PASSED_OVER).startswith(FORMULA) else cell


def csv_rows(text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text that are not empty, each with the line in which it begins.

    Raises MasteryError naming the line that no row can be made of.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for row in reader:
            if any(map(str.strip, row)):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:  # a quotation mark that nothing closes
        raise MasteryError(f"Line {line}: {error}.") from None
