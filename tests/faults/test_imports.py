"""28,000 mutated imports: each comes in and reads back as it was acknowledged, or is refused in one line and changes
nothing."""

import json
import os
import random
import resource
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mastery.core.base.changes import Change
from mastery.core.base.clock import Now
from mastery.core.base.errors import MasteryError
from mastery.core.base.records import from_fields
from mastery.core.practices.practice import Practice
from mastery.core.sharing.mentors import Mentor
from mastery.core.upkeep import importing
from mastery.core.upkeep.importing import untrusted
from mastery.core.upkeep.kinds import KIND_OF, TABLES
from mastery.exchange import ReadContext, formats
from mastery.host.config import load_settings
from mastery.host.unpack import read_files
from mastery.store import Journal
from tests.support.cli import Shell
from tests.support.faults.mutations import SEEDS, mutated, zipped

SEED = os.environ.get("FAULTS_SEED", "1")

SECONDS = 20
"""Of work, after which a round counts as one that never ends, however busy the machine is."""

MEMORY = 300 * 1024**2

READ_EACH = 60
"""The interval of rounds that go on to run every command that reads."""

READERS = (
    ("list",), ("list", "--trash"), ("today",), ("export", "--to", "json"), ("doctor",), ("tags",), ("status",),
    ("streak",), ("goal", "list"), ("practice", "list"), ("model", "list"), ("predict", "list"), ("mentor", "list"),
    ("predict", "calibration"), ("review", "week", "--format", "md"), ("review", "year"), ("feedback",), ("undo",),
    ("export", "--to", "markdown"), ("export", "--to", "html"), ("export", "--to", "ical"), ("recall",),
    ("search", "a"),
)  # fmt: skip


class Endless(Exception):
    """A round did not end."""


@pytest.fixture
def bounded() -> Iterator[None]:
    """Memory and time are bounded as they are for one command."""

    def ring(*_: object) -> None:
        raise Endless

    with open("/proc/self/statm") as file:
        used = int(file.read().split()[5]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    before = signal.signal(signal.SIGPROF, ring)
    resource.setrlimit(resource.RLIMIT_DATA, (used + MEMORY, hard))
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


@pytest.mark.parametrize("name", SEEDS)
def test_a_mutated_import_reads_back_as_acknowledged_or_is_refused(
    name: str, tmp_path: Path, rounds: Callable[[int, int], int], monkeypatch: pytest.MonkeyPatch, bounded: None
) -> None:
    sweep(name, range(rounds(60, 4000)), tmp_path, monkeypatch)


def sweep(name: str, numbers: range, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Tries the mutations of these numbers, and counts what came of them. A failure names its seed and number."""
    made: list[Change] = []
    changes_of = importing.import_changes

    def noted(*args: Any, **options: Any) -> Any:
        changes, done = changes_of(*args, **options)
        made[:] = changes
        return changes, done

    monkeypatch.setattr(importing, "import_changes", noted)
    begun = folder / "begun"
    Shell(begun).log("An entry that is there. #before")
    Shell(begun).ok("list")
    before = whole(begun)
    counts = {"in": 0, "refused": 0}
    for number in numbers:
        chance = random.Random(f"{SEED} {name} {number}")
        files = mutated(name, chance)
        journal = folder / "journal"
        shutil.rmtree(journal, ignore_errors=True)
        shutil.copytree(begun, journal)
        shell = Shell(journal)
        made.clear()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            came_in = bring_in(shell, name, files, chance, by_command=number % 10 == 0)
            after = whole(journal)
            if came_in:
                reads_back(before, after, made)
            else:
                assert after == before, "a refused import changed the journal"
            counts["in" if came_in else "refused"] += 1
            if came_in and number % READ_EACH == 0:
                for command in READERS:
                    done = shell(*command)
                    assert done.exit_code == 0 or done.stderr.startswith("Error: "), (command, done.output)
        except BaseException as error:
            error.add_note(f"FAULTS_SEED={SEED}, {name}, round {number}")
            raise
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return counts


def bring_in(shell: Shell, name: str, files: dict[str, bytes], chance: random.Random, *, by_command: bool) -> bool:
    """Imports the files, by the command from a file or a zip archive, or as the command does; whether they came in."""
    name = name.partition(",")[0]
    form = formats()[name]
    path = shell.folder.parent / "in"
    if by_command or ("" not in files and chance.random() < 0.1):
        path.write_bytes(files[""] if "" in files else zipped(files, chance))
    if by_command:
        done = shell("import", "--from", name, str(path))
        assert max(map(len, done.output.splitlines()), default=0) < 2000, done.output
        if done.exit_code:
            lines = [line for line in done.stderr.splitlines() if not line.startswith("Note: ")]
            assert done.exit_code in (1, 2) and len(lines) == 1 and lines[0].startswith("Error: "), done.stderr
        return done.exit_code == 0
    with Journal(shell.folder, clock=shell.clock) as journal:
        settings = load_settings()
        knows = ReadContext(
            Now(shell.clock, settings.day_starts_at), 0, journal.records(Practice), journal.records(Mentor)
        )
        try:
            if form.read is not None and "" in files:
                read = form.read(files[""], knows)
            else:
                assert form.read_files is not None
                wanted = {one: data for one, data in files.items() if form.wanted(one)}
                read = form.read_files(read_files(path, form.wanted) if path.exists() else wanted, knows)
            journal.import_records(untrusted(read.records), read.extras, attachments=read.attachments)
        except MasteryError:
            return False
        finally:
            path.unlink(missing_ok=True)
    return True


def whole(folder: Path) -> dict[str, dict[str, Any]]:
    """Every record of every table by id, as a fresh look at the journal finds it."""
    with Journal(folder, clock=Shell(folder).clock) as fresh:
        list(fresh.entries())
        for table in TABLES:
            if table != "entries":
                fresh.records(KIND_OF[table])
        fresh.sessions()
        fresh.practices()
        fresh.models()
        return {table: {str(one["id"]): one for one in fresh.documents(table)} for table in TABLES}


def reads_back(before: dict[str, Any], after: dict[str, Any], made: list[Change]) -> None:
    """Whether the journal holds just what it held and what was acknowledged."""
    expected = {table: dict(records) for table, records in before.items()}
    for one in made:
        fields = json.loads(json.dumps(one.set))
        expected[one.table][one.record] = fields
        assert from_fields(KIND_OF[one.table], fields) == from_fields(KIND_OF[one.table], after[one.table][one.record])
    assert after == expected
