"""A full disk, a folder that may not be written, one that is gone, a clock set back: a clear line, and nothing lost."""

import contextlib
import datetime as dt
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from mastery.core.base.records import Entry
from tests.support.faults.disk import contents, limited, linux_only, sealed
from tests.support.journals import StillClock, entry, journal, titles
from tests.support.patience import PATIENCE
from tests.support.programs import PROGRAM, UNPRIVILEGED, Terminal, clear, interface, listed, ok, run

SPACE = resource.RLIM_INFINITY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A journal with a folded entry and one that stands in the log."""
    path = tmp_path / "j"
    ok(path, "log", "The first. It is folded.")
    ok(path, "list")
    ok(path, "log", "The second. It stands in the log.")
    return path


def test_on_a_full_disk_an_entry_is_kept_whole_or_refused_whole(
    folder: Path, rounds: Callable[[int, int], int], tmp_path: Path
) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(folder, whole)
    ok(whole, "log", "The third. It may not fit.")
    before, after = ((path / "journal.log").stat().st_size for path in (folder, whole))
    kept = contents(folder)
    for size in range(before, after, max(1, (after - before) // rounds(8, 400))):
        done = limited(folder, size, "log", "The third. It may not fit.")
        assert done.returncode == 1, size
        assert done.stderr.count(b"\n") == 1 and b"cannot be written" in done.stderr, done.stderr
        assert contents(folder) == kept
    assert limited(folder, after, "log", "The third. It may not fit.").returncode == 0
    assert [one["title"] for one in listed(folder)] == ["The first.", "The second.", "The third."]


@pytest.mark.parametrize(
    "command",
    [
        ("delete", "last", "--yes"),
        ("undo",),
        ("backup",),
        ("import", "--from", "jrnl", "FILE"),
        ("export", "--to", "json", "--output", "OUT"),
        ("list",),
    ],
    ids=lambda command: str(command[0]),
)
def test_on_a_full_disk_every_command_leaves_the_journal_as_it_was(
    folder: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "in.txt").write_text("[2020-01-01 12:00] An old one.\nIts text.\n")
    names = {"FILE": str(tmp_path / "in.txt"), "OUT": str(tmp_path / "out.json")}
    command = tuple(names.get(one, one) for one in command)
    help_ = run(folder, command[0], "--help").stdout.decode()
    command = tuple(one for one in command if not one.startswith("--y") or one in help_)
    before = contents(folder)
    done = limited(folder, 20, *command)
    clear(done)
    assert contents(folder) == before
    if command[0] == "list":  # reading is no matter of space; the fold is put off
        assert done.returncode == 0 and b"The second." in done.stdout
    else:
        assert done.returncode == 1
        assert done.stderr.count(b"\n") == 1, done.stderr
    assert not (tmp_path / "out.json").exists()


@linux_only
def test_in_the_interface_a_full_disk_takes_no_word_away(folder: Path) -> None:
    with interface(folder, columns=120) as terminal:
        terminal.wait("2 in all")
        resource.prlimit(terminal.child, resource.RLIMIT_FSIZE, (20, SPACE))
        terminal.type("iA line for the full disk")
        terminal.type("\r")
        terminal.wait("cannot be written")
        assert "A line for the full disk" in terminal.text()
        resource.prlimit(terminal.child, resource.RLIMIT_FSIZE, (SPACE, SPACE))
        terminal.type("\r")
        terminal.wait("3 in all")
        terminal.type("\x1b")
        terminal.wait("Search")
        terminal.type("n")
        terminal.wait("New entry")
        resource.prlimit(terminal.child, resource.RLIMIT_FSIZE, (20, SPACE))
        terminal.type("A text for the full disk")
        terminal.wait("not on disk")
        terminal.type("\x13")
        terminal.wait("cannot be written")
        assert "A text for the full disk" in terminal.text()
        resource.prlimit(terminal.child, resource.RLIMIT_FSIZE, (SPACE, SPACE))
        terminal.type("\x13")
        terminal.wait("4 in all")
        terminal.type("q")
        assert terminal.ended() == 0
    assert [one["title"] for one in listed(folder)][2:] == ["A line for the full disk", "A text for the full disk"]
    assert not list((folder / "drafts").iterdir())


@contextlib.contextmanager
def small_disk(at: Path) -> Iterator[Path]:
    """A file system of 128 KiB; skips where none can be mounted."""
    at.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(at)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=False)


@pytest.mark.skipif(not shutil.which("mount"), reason="needs mount")
def test_a_disk_that_fills_up_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        path = disk / "j"
        acknowledged = []
        for number in range(100):
            done = run(path, "log", f"Entry {number}.\n" + "word " * 500)
            clear(done)
            if done.returncode:
                assert done.stderr.count(b"\n") == 1 and b"no space left" in done.stderr, done.stderr
                break
            acknowledged.append(number)
        assert 5 < len(acknowledged) < 100
        for _ in range(2):  # whatever the first one's fold had room for, the next start has it all
            assert [one["title"] for one in listed(path)] == [f"Entry {number}." for number in acknowledged]
            clear(run(path, "doctor"))


@linux_only
@pytest.mark.parametrize("command", ["list", "search log", "show last", "today", "tags", "doctor"])
def test_a_journal_that_may_not_be_written_can_be_read(folder: Path, command: str) -> None:
    with sealed(folder):
        before = contents(folder)
        done = subprocess.run(
            [*UNPRIVILEGED, *PROGRAM, "--journal", str(folder), *command.split()],
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert contents(folder) == before


@linux_only
def test_a_journal_that_may_not_be_written_refuses_an_entry_in_one_line(folder: Path) -> None:
    with sealed(folder):
        before = contents(folder)
        command = [*UNPRIVILEGED, *PROGRAM, "--journal", str(folder), "log", "Not to be kept"]
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        assert done.returncode == 1
        assert done.stderr.count(b"\n") == 1 and b"permission denied" in done.stderr, done.stderr
        assert contents(folder) == before
    ok(folder, "log", "To be kept")
    assert listed(folder)[-1]["title"] == "To be kept"


@linux_only
def test_a_permission_lost_halfway_takes_no_word_away(folder: Path) -> None:
    with Terminal([*UNPRIVILEGED, *PROGRAM, "--journal", str(folder)], columns=120) as terminal:
        terminal.wait("2 in all")
        with sealed(folder):
            terminal.type("iA line that may not be kept")
            terminal.type("\r")
            terminal.wait("permission denied")
            assert "A line that may not be kept" in terminal.text()
        terminal.type("\r")
        terminal.wait("3 in all")
        terminal.type("\x11")
        terminal.ended()
    assert listed(folder)[-1]["title"] == "A line that may not be kept"


def test_a_folder_taken_away_under_the_interface_takes_no_word_away(folder: Path, tmp_path: Path) -> None:
    with interface(folder, columns=120) as terminal:
        terminal.wait("2 in all")
        folder.rename(tmp_path / "away")
        terminal.wait("is gone")
        terminal.type("iA line for a journal that is gone")
        terminal.type("\r")
        terminal.wait(lambda shown: shown.count("is gone") > 1)
        terminal.wait("A line for a journal that is gone")
        assert not (folder / "journal.log").exists()
        shutil.rmtree(folder, ignore_errors=True)
        (tmp_path / "away").rename(folder)
        terminal.type("\r")
        terminal.wait("3 in all")
        terminal.type("\x11")
        terminal.ended()
    assert len(listed(folder)) == 3


@pytest.mark.parametrize("back", [dt.timedelta(hours=1), dt.timedelta(days=365)], ids=["an hour", "a year"])
def test_a_clock_set_back_changes_no_order(tmp_path: Path, back: dt.timedelta) -> None:
    path, clock = tmp_path / "j", StillClock()
    with journal(path, clock) as one:
        one.add(entry("first"))
        one.entries()
    clock.moment -= back
    with journal(path, clock) as one:
        first = one.find("last")
        one.change(first, _titled(first, "second"))
    clock.moment -= back
    with journal(path, clock) as one:
        one.change(one.find("last"), _titled(one.find("last"), "third"))
        assert one.find("last").title == "third"
    assert titles(path) == ["third"]
    with journal(path, clock) as one:
        assert [change.set["title"] for change in one.history(first.id)] == ["first", "second", "third"]
        one.undo()
        assert one.find("last").title == "second"
        one.undo()
        assert one.find("last").title == "first"
    with journal(path, clock) as one:
        assert len(one.backups()) == len({moment.stem[:10] for moment in one.backups()})


def _titled(one: Entry, title: str) -> Entry:
    return msgspec.structs.replace(one, title=title)
