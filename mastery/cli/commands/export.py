"""`mastery export`: entries out, in open formats."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from mastery.cli.context import Context, in_words, output_is_terminal, pass_context
from mastery.cli.filters import CountingCommand, export_filters, is_of_days, is_whole, query_of
from mastery.cli.printing.output import CUT, PLAIN, line_width, say, show, table
from mastery.cli.terminal import errors_are_seen, progress_bar, write_bytes
from mastery.core.base.errors import BadInput
from mastery.core.base.phrases import count
from mastery.core.writing.attachments import ATTACHED

if TYPE_CHECKING:
    from pathlib import Path

    from mastery.exchange import Export, Format

SECTION, PLACE = "Move in and out", 20

TOLD = 20
"""The most left-out files that are named one by one."""


@click.command("export", cls=CountingCommand)
@click.option("--to", "name", metavar="FORMAT", help="The format to write; --list shows them.")
@click.option("--list", "listing", is_flag=True, help="List the formats that can be written.")
@click.option("-o", "--output", metavar="PATH", help="Write to this file or folder, instead of standard output.")
@click.option("--force", is_flag=True, help="Replace what is at PATH.")
@click.option("--keep-metadata", is_flag=True, help="Include locations, and photos and other files as they are.")
@click.option("--trash", is_flag=True, help="Include deleted records in a CSV export; a JSON export always does.")
@export_filters
@pass_context
def command(
    context: Context,
    /,
    name: str | None,
    listing: bool,
    output: str | None,
    force: bool,
    trash: bool,
    keep_metadata: bool,
    **options: Any,
) -> None:
    """Write entries out: all, or those the filters leave.

    --to names the format, so the filter for the last day is --until here. Photos are exported without data about where
    and how they were taken, and entries without their locations, unless you add --keep-metadata. JSON, which is a
    backup, always has the locations.

    \b
    Examples:
      mastery export --list
      mastery export --to json --output journal-export.json
      mastery export --to markdown --from 2026-01-01 > this-year.md
      mastery export --to html --from 2026-01-01 --until 2026-12-31 --output 2026.html
    """
    from mastery.exchange import formats, may_leave

    writable = {one.name: one for one in formats().values() if one.write is not None}
    if listing:
        show(table([(one.name, one.says) for one in writable.values()], (PLAIN, CUT), line_width()))
        return
    if not name:
        raise BadInput(f"Say what to write: mastery export --to FORMAT. Formats: {', '.join(writable)}.")
    if name not in writable:
        raise BadInput(f"No format {name!r} can be written. There are: {', '.join(writable)}.")
    path = None if output is None or output == "-" else _outside(output, context.where()[1])
    form = writable[name]
    if trash and not (form.takes_trash or form.is_backup):
        raise BadInput(f"--trash does not work with --to {name}: only csv and json can hold deleted records.")
    export = may_leave(_chosen(context, form, options, trash=trash), form, keep_metadata)
    _write(form, export, path, force)
    _tell_left_out(export)


def _outside(output: str, journal: Path) -> Path:
    """The path to write to. Raises BadInput where it lies in the journal's folder: no export replaces its files."""
    from pathlib import Path

    from mastery.host.files import named

    path = named(output)
    real = Path(os.path.realpath(path))
    if any(one.exists() and journal.exists() and one.samefile(journal) for one in (real, *real.parents)):
        raise BadInput(f"{path} lies in the journal's own folder; name another place.")
    return path


def _chosen(context: Context, form: Format, options: dict[str, Any], *, trash: bool) -> Export:
    """The entries that the filters leave; without filters, every record that the format takes."""
    from mastery.core.upkeep.kinds import TABLES
    from mastery.core.writing.query import select
    from mastery.exchange import Export

    journal = context.journal()
    query = query_of(context, **options)
    entries = [*journal.entries(), *journal.trash()] if trash else journal.entries()
    documents = {table: journal.documents(table) for table in TABLES} if is_whole(query) else None
    if documents and form.takes_trash and not trash:
        documents = {table: [one for one in found if not one.get("deleted")] for table, found in documents.items()}
    beside = documents or {}
    if documents is None and is_of_days(query):
        beside = {table: journal.documents(table) for table in TABLES if table != "entries"}
    return Export(
        entries=select(entries, query),
        documents=documents,
        name=journal.name,
        learning=beside,
        since=query.since,
        until=query.until,
        week_starts=context.settings.week_starts,
        attachment=journal.attachment,
    )


def _write(form: Format, export: Export, path: Path | None, force: bool) -> None:
    assert form.write is not None
    made = form.write(export)
    what = _said(form, export)
    if isinstance(made, bytes):
        _one_file(made, path, force, what)
    elif path is None:
        raise BadInput(f"{form.name} makes many files: say where with --output FOLDER.")
    else:
        _many_files(made, path, force, what)


def _said(form: Format, export: Export) -> str:
    """How many entries and other records are written, in words."""
    if not form.has_entries:
        return form.name
    if export.documents is None or not (form.takes_trash or form.is_backup):
        return count(len(export.entries), "entry", "entries")
    others = sum(len(found) for table, found in export.documents.items() if table != "entries")
    entries = count(len(export.documents.get("entries", ())), "entry", "entries")
    return f"{entries} and {count(others, 'other record')}" if others else entries


def _tell_left_out(export: Export) -> None:
    """Names the files that were left out, each with the day of an entry that shows it."""
    if not export.left_out:
        return
    days = {name: entry.day for entry in export.entries for _, name in ATTACHED.findall(entry.text)}
    files = sorted((days[name], name) for name in export.left_out)
    for day, name in files[:TOLD]:
        say(f"Left out: {name} (entry of {day})")
    more = f"and {len(files) - TOLD:,} more. " if len(files) > TOLD else ""
    say(
        f"{more}These files may hold location or camera data and can't be cleaned: only undamaged JPEG, PNG, WebP and "
        "GIF can. To export them as they are, add --keep-metadata."
    )


def _one_file(data: bytes, path: Path | None, force: bool, what: str) -> None:
    if path is None:
        if output_is_terminal() and b"\0" in data:
            raise BadInput("This is no text for a terminal: say where with --output FILE.")
        write_bytes(data + b"\n" * (output_is_terminal() and not data.endswith(b"\n")))
        return
    from mastery.host.files import write_private

    write_private(path, data, replace=force)
    say(f"Wrote {what} to {path}")


def _many_files(files: Iterable[tuple[str, bytes]], path: Path, force: bool, what: str) -> None:
    from mastery.host.folders import write_folder

    if errors_are_seen() and not in_words():
        ready = list(files)
        with progress_bar("Writing", len(ready)) as bar:
            written = write_folder(path, ready, replace=force, progress=lambda _: bar.update(1))
    else:
        written = write_folder(path, files, replace=force)
    say(f"Wrote {what} in {count(written, 'file')} to {path}")
