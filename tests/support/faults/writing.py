"""Small programs of the fault suite: each works on a journal until it is killed, and says on its output what is kept.

    python -m tests.support.faults.writing WHAT FOLDER NAME COUNT

A line is printed, and flushed, only after the program's own call has returned: what it names must be there for ever.
"""

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import mastery.store.log as log
import mastery.store.migrate as migrate
import mastery.store.storage as tables
from mastery.core.base.clock import Now
from mastery.core.base.records import Entry
from mastery.core.writing.capture import make_dated_entry
from mastery.host.clock import SystemClock
from mastery.store import Journal
from mastery.store.journal import DAY_STARTS_AT

BODY = "Ein ganzer Satz, mit Umlauten äöü, damit eine Zeile nicht zu kurz ist. " * 8

CLOCK = SystemClock()


def entries(name: str, count: int) -> Iterator[Entry]:
    """So many entries, with the name and a number as titles; without end where the count is 0."""
    for number in itertools.count() if not count else range(count):
        title = f"{name} {number}"
        yield make_dated_entry(CLOCK.now(), title, BODY, now=Now(CLOCK, DAY_STARTS_AT), origin=title)


def told(title: str) -> None:
    """Says that it is kept."""
    print(title, flush=True)


def capture(folder: Path, name: str, count: int) -> None:
    """As `mastery log` does: each entry by a journal that was never read."""
    for entry in entries(name, count):
        Journal(folder, clock=CLOCK).add(entry)
        told(entry.title)


def fold(folder: Path, name: str, count: int) -> None:
    """Opens, adds, closes; closing folds."""
    for entry in entries(name, count):
        with Journal(folder, clock=CLOCK) as journal:
            journal.entries()
            journal.add(entry)
            told(entry.title)


def backup(folder: Path, name: str, count: int) -> None:
    """Adds and makes a backup, over and over."""
    journal = Journal(folder, clock=CLOCK)
    for entry in entries(name, count):
        journal.add(entry)
        told(entry.title)
        journal.backup()


def import_(folder: Path, name: str, count: int) -> None:
    """Imports fifty at a time; they are told once all of them are kept."""
    source = entries(name, count)
    while some := list(itertools.islice(source, 50)):
        with Journal(folder, clock=CLOCK) as journal:
            journal.import_records(some)
            for entry in some:
                told(entry.title)


def migrate_(folder: Path, name: str, count: int) -> None:
    """Opens a journal of the schema before this one, as the next version of the program will."""
    log.SCHEMA = tables.SCHEMA = log.SCHEMA + 1
    tables.STEPS = {log.SCHEMA - 1: _marked}
    fold(folder, name, count)


def _marked(old: migrate.Tables) -> migrate.Tables:
    return {name: {key: {**one, "migrated": True} for key, one in table.items()} for name, table in old.items()}


WHAT: Mapping[str, Callable[[Path, str, int], None]] = {
    "capture": capture,
    "fold": fold,
    "backup": backup,
    "import": import_,
    "migrate": migrate_,
}


if __name__ == "__main__":
    WHAT[sys.argv[1]](Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))


def writer(folder: Path, name: str, count: int, what: str = "capture") -> "subprocess.Popen[str]":
    """A process that writes so many changes."""
    command = [sys.executable, "-m", "tests.support.faults.writing", what, str(folder), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
