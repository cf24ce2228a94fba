"""`mastery import`: what another program kept, from its file."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, in_words, input_is_terminal, pass_context, standard_input
from mastery.cli.printing.output import CUT, PLAIN, line_width, one_line, say, show, table
from mastery.cli.terminal import errors_are_seen, progress_bar
from mastery.core.base.errors import BadInput, MasteryError, brief
from mastery.core.base.phrases import count
from mastery.core.base.records import Entry, Record

if TYPE_CHECKING:
    from mastery.core.upkeep.importing import Imported
    from mastery.exchange import Format, Read

SECTION, PLACE = "Move in and out", 10

TOLD = 20
"""Problems that are shown one by one; more are counted."""
STEP = 100
"""Records between two steps of the progress bar."""
STOPPED = "Stopped: nothing was brought in."


@click.command("import")
@click.option("--from", "name", metavar="FORMAT", help="The file's format; --list shows them.")
@click.option("--date-format", metavar="PATTERN", help="How the file writes dates, such as '%d/%m/%Y %H:%M'.")
@click.option(
    "--password-file", metavar="FILE", help="A file whose first line is the password of an encrypted journal."
)
@click.option("--dry-run", is_flag=True, help="Say what it would do, and do nothing.")
@click.option("--trust", is_flag=True, help="The file is your own: also bring in who sees what.")
@click.option("--list", "listing", is_flag=True, help="List the formats that can be read.")
@click.argument("path", required=False, metavar="[PATH | -]")
@pass_context
def command(
    context: Context,
    name: str | None,
    date_format: str | None,
    password_file: str | None,
    dry_run: bool,
    trust: bool,
    listing: bool,
    path: str | None,
) -> None:
    """Bring entries and check-ins in from a file, folder or archive.

    "-" reads standard input. It first says what it found. What is there already is not brought in again, undo takes a
    whole import back, and Ctrl-C stops it with nothing brought in.

    Mentors come in with an empty scope and entries as private, so that somebody else's file cannot share your journal.
    If the file is your own, --trust brings in both as they are.

    Whether 05/03 is in March or in May is told from the whole file. Where it does not tell, --date-format does. The
    password of an encrypted journal is asked for.

    \b
    Examples:
      mastery import --list
      mastery import --from jrnl --dry-run ~/journal.txt
      mastery import --from jrnl ~/journal.txt
      mastery import --from jrnl --date-format '%d/%m/%Y %H:%M' ~/journal.txt
      mastery import --from loop "Loop Habits CSV 2026-11-20.zip"
    """
    from mastery.exchange import formats
    from mastery.verbs.imports import bring_in, sharing_text

    readable = {one.name: one for one in formats().values() if one.is_readable}
    if listing:
        rows = [(one.name, one.says) for one in readable.values()]
        show(table(rows, (PLAIN, CUT), line_width()))
        return
    if not name or not path:
        raise BadInput(f"Say what to read: mastery import --from FORMAT PATH. Formats: {', '.join(readable)}.")
    if name not in readable:
        raise BadInput(f"No format {name!r} can be read. There are: {', '.join(readable)}.")
    if date_format and not readable[name].takes_date_format:
        takes = ", ".join(one.name for one in readable.values() if one.takes_date_format)
        raise BadInput(f"--date-format is for other formats than {name}: {takes}.")
    try:
        read = _read(context, readable[name], path, date_format or "", password_file)
        _tell(read.problems)
        if not read.records:
            raise MasteryError(f"Nothing to bring in: {_name(path)} holds nothing of the format {name!r}.")
        show(_found(read))
        _tell(sharing_text(context.journal(), read.records, trust=trust))
        if dry_run:
            would = bring_in(context.journal(), read.records, read.extras, trust=trust, dry_run=True)
            show(f"{count(would.new + would.back, 'record')} would come in, {would.known:,} are there already.")
            return
    except KeyboardInterrupt:
        if errors_are_seen():
            say("")  # after the ^C that the terminal shows
        raise MasteryError(STOPPED) from None
    done = _import(context, read, trust=trust)
    back = f", {done.back:,} back from the trash" if done.back else ""
    only = all(isinstance(one, Entry) for one in read.records)
    what = count(done.new, "entry", "entries") if only else count(done.new, "record")
    show(f"{what} in, {done.known:,} already there{back}.")


def _read(context: Context, form: Format, path: str, date_format: str, password_file: str | None) -> Read:
    """What the file, folder or archive holds."""
    from mastery.core.practices.practice import Practice
    from mastery.core.sharing.mentors import Mentor
    from mastery.exchange import ReadContext
    from mastery.host.date_words import system_date_words
    from mastery.host.files import named
    from mastery.host.unpack import is_archive, read_files

    settings = context.settings
    practices = context.journal().records(Practice)
    mentors = context.journal().records(Mentor)
    knows = ReadContext(
        now=context.now(),
        week_starts=settings.week_starts,
        practices=practices,
        mentors=mentors,
        date_format=date_format,
        date_words=system_date_words(),
        password=_password(path, password_file),
    )
    whole = named(path)
    has_files = path != "-" and (form.read is None or whole.is_dir() or is_archive(whole))
    if form.read_files is not None and has_files:
        return form.read_files(read_files(whole, form.wanted), knows)
    if form.read is None:
        raise BadInput(f"{form.name} is a folder or a zip archive: give its path, not standard input.")
    return form.read(_bytes(path), knows)


def _password(path: str, file: str | None) -> Callable[[], str] | None:
    """Asks for a password, or reads it from its file; None where neither can be."""
    if file is None:
        return _asked_password if input_is_terminal() and path != "-" else None

    def from_file() -> str:
        from mastery.host.files import named, read_text

        return read_text(named(file)).partition("\n")[0].removesuffix("\r")

    return from_file


def _asked_password() -> str:
    try:
        return str(click.prompt("Password of the journal", hide_input=True, err=True))
    except click.Abort:
        raise KeyboardInterrupt from None


def _found(read: Read) -> str:
    """How many of what, and from when to when."""
    from collections import Counter

    from mastery.core.practices.practice import CheckIn

    numbers = Counter[type[Record]](map(type, read.records))
    kinds = sorted(numbers, key=lambda kind: kind.table)
    said = ", ".join(count(numbers[kind], kind.noun, kind.plural) for kind in kinds)
    days = sorted(one.day for one in read.records if isinstance(one, Entry | CheckIn))
    span = f", {days[0]} to {days[-1]}" if days else ""
    files = f", {count(len(read.attachments), 'attachment')}" if read.attachments else ""
    return f"Found {said}{files}{span}."


def _name(path: str) -> str:
    return "standard input" if path == "-" else path


def _bytes(path: str) -> bytes:
    if path == "-":
        return standard_input()
    from mastery.host.files import named, read_bytes

    return read_bytes(named(path))


def _tell(problems: Sequence[str]) -> None:
    for problem in problems[:TOLD]:
        say(f"Note: {brief(one_line(problem))}")
    if len(problems) > TOLD:
        say(f"Note: and {count(len(problems) - TOLD, 'more problem')}.")


def _import(context: Context, read: Read, *, trust: bool) -> Imported:
    from mastery.verbs.imports import bring_in

    total = len(read.records)
    hidden = in_words() or not errors_are_seen()
    with _stop_asked() as is_asked, progress_bar("Bringing in", total, hidden=hidden) as bar:
        done = 0

        def progress(number: int) -> None:
            nonlocal done
            if is_asked():
                raise MasteryError(STOPPED)
            if number - done >= STEP or number == total:
                bar.update(number - done)
                done = number

        return bring_in(
            context.journal(),
            read.records,
            read.extras,
            trust=trust,
            attachments=read.attachments,
            progress=progress,
        )


@contextlib.contextmanager
def _stop_asked() -> Iterator[Callable[[], bool]]:
    """Ctrl-C ends nothing while this is open: it is heeded by whoever asks, between two records.

    An import is one act. So Ctrl-C calls all of it off or, once the act is being written, comes too late.
    """
    asked = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        asked = True

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)
