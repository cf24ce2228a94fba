"""jrnl: its text, its folders, its encrypted journals, and those of its exports that hold entries.

A line is an entry's first only with a full date; jrnl itself takes `[yesterday] ` at the beginning of
a body line for one too. So the writer puts a space before body lines that begin with a bracket, and
the reader takes one such space away. A star is ` *` at the end of the title; a title that ends so
without being starred is written with a space behind it, which this reader heeds and jrnl does not.
"""

import re
from collections.abc import Mapping

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Entry
from mastery.exchange import Export, Format, Read, ReadContext, dayone_classic, decoded
from mastery.exchange.jrnl.encrypted import decrypted, is_encrypted
from mastery.exchange.jrnl.entries import dated_entries
from mastery.exchange.jrnl.exports import check_is_journal, is_markdown, read_markdown
from mastery.exchange.jrnl.folder import NO_ENTRY, read_folder
from mastery.exchange.jrnl.folder import wanted as wanted_of_folder
from mastery.exchange.jrnl.plain import read_plain

_BRACKET = re.compile(r"^( *\[)", re.MULTILINE)


def read(data: bytes, context: ReadContext) -> Read:
    """The entries of a jrnl file.

    Raises MasteryError where it has none, is neither text nor encrypted, or leaves open what its dates are.
    """
    if is_encrypted(data):
        data = decrypted(data, context)
    lines = decoded(data).split("\n")
    check_is_journal(lines)
    problems: list[str] = []
    read_as = read_markdown if is_markdown(lines) else read_plain
    found = read_as(lines, context, problems, lambda index: f"Line {index + 1}")
    return Read(dated_entries(found, context, problems), problems)


def wanted(name: str) -> bool:
    """Whether a file of a folder may have entries, by its name in it."""
    return wanted_of_folder(name) or dayone_classic.wanted(name)


def read_files(files: Mapping[str, bytes], context: ReadContext) -> Read:
    """The entries of a folder: jrnl's own, or one of Day One Classic, which jrnl writes too.

    Raises MasteryError where there is none, or their dates cannot be told.
    """
    if any(map(dayone_classic.is_entry, files)):
        return dayone_classic.read_files(files, context)
    problems: list[str] = []
    texts = {name: data for name, data in files.items() if wanted_of_folder(name)}
    if not texts:
        raise MasteryError(f"No entry was found. {NO_ENTRY}")
    return Read(dated_entries(read_folder(texts, context, problems), context, problems), problems)


def write(export: Export) -> bytes:
    """The entries as a jrnl file, the oldest first."""
    return "\n".join(map(_written, export.entries)).encode()


def _written(entry: Entry) -> str:
    title = entry.title
    if entry.starred:
        title += " *"
    elif title.endswith(" *"):
        title += " "
    body = _BRACKET.sub(r" \1", entry.body)
    moment = entry.at.replace(tzinfo=None).isoformat(" ", "minutes")  # years of before 1000 with four digits
    return f"[{moment}] {title}\n" + (f"{body}\n" if body else "")


FORMAT = Format(
    "jrnl", "jrnl's text; its folders and encrypted journals are read too", read, write,
    read_files=read_files, wanted=wanted, takes_date_format=True,
)  # fmt: skip
