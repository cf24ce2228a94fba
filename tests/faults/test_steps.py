"""The program is stopped, or the disk fails, at each of its steps: the journal is as before, or as after."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mastery.core.base.clock import Now
from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Entry
from mastery.core.writing.capture import Draft, make_entry
from mastery.host.clock import SystemClock
from mastery.store import Journal
from mastery.store.doctor import examine
from mastery.store.journal import DAY_STARTS_AT
from tests.support.patience import PATIENCE
from tests.support.programs import clear, listed, ok, run

SEED = int(os.environ.get("FAULTS_SEED", "1"))

OPERATIONS = {
    "capture": ("log", "A new one. It is written down #now."),
    "first capture": ("log", "The very first. There is no folder yet."),
    "first fold": ("list",),
    "fold": ("list",),
    "backup": ("backup",),
    "delete": ("delete", "last"),
    "undo": ("undo",),
    "edit": ("edit", "last"),
    "restore-backup": ("restore-backup",),
    "import": ("import", "--from", "jrnl", "old.txt"),
}
JOURNALS = {"first capture": "none", "first fold": "new"}
"""Of an operation that does not work on the journal `j`, the one it does work on."""
KILLED = ("before", "after", "half")
FAILED = ("fail", "short")

State = list[tuple[str, str, str, bool]]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with all a journal has: folded and unfolded changes, history, trash, a backup."""
    home = tmp_path_factory.mktemp("steps")
    folder = home / "j"
    for title in ("One", "Two", "Three"):
        ok(folder, "log", f"{title}. Süß ist der Text dahinter #tag.")
    ok(folder, "backup")
    ok(folder, "delete", "last")
    ok(folder, "log", "Four. Süß, und noch nicht gefaltet.")
    ok(folder, "log", "Five. Auch noch nicht: 日本語, 🦊.")
    ok(home / "new", "log", "One. Nothing was folded here yet.")
    (home / "old.txt").write_text("[2020-01-01 12:00] An old one.\nIts text.\n\n[2020-01-02 12:00] Another.\n")
    (home / "editor.py").write_text(
        "import pathlib, sys\np = pathlib.Path(sys.argv[1])\np.write_text(p.read_text().replace('Five', 'Fifth'))\n"
    )
    return folder


def state(folder: Path) -> State:
    """What is in the journal, the trash too, as a fresh look finds it."""
    journal = Journal(folder, clock=SystemClock())  # not closed: nothing is folded by looking
    entries = [*journal.entries(), *journal.trash()]
    assert len({one.id for one in entries}) == len(entries)
    return sorted((one.title, one.body, " ".join(one.tags), one.deleted is not None) for one in entries)


def remembered(folder: Path) -> bool:
    """Whether the journal still knows of every entry how it was made: the history has lost no line."""
    journal = Journal(folder, clock=SystemClock())
    return all(journal.history(one.id)[0].made for one in [*journal.entries(), *journal.trash()])


def attempt(sound: Path, at: Path, what: str, how: str, step: int) -> "tuple[Path, subprocess.CompletedProcess[bytes]]":
    """Runs an operation on a copy of the journal, stopped or failed at a step."""
    name = JOURNALS.get(what, "j")
    shutil.copytree(sound.parent, at)
    command = [sys.executable, "-m", "tests.support.faults.stopping", how, str(step), str(at / "steps")]
    env = {**os.environ, "EDITOR": f"{sys.executable} {at / 'editor.py'}"}
    args = [str(at / one) if one == "old.txt" else one for one in OPERATIONS[what]]
    done = subprocess.run(
        [*command, "--journal", str(at / name), *args],
        input=b"",
        capture_output=True,
        env=env,
        timeout=PATIENCE,
        check=False,
    )
    return at / name, done


@pytest.mark.parametrize("what", OPERATIONS)
def test_stopped_at_any_step_the_journal_is_as_before_or_as_after(
    sound: Path, tmp_path: Path, what: str, rounds: Callable[[int, int], int]
) -> None:
    shutil.copytree(sound, tmp_path / "first")
    ok(tmp_path / "first", "log", "The first in this home, which gets its own files.")
    before = state(sound.parent / JOURNALS.get(what, "j"))
    whole, done = attempt(sound, tmp_path / "whole", what, "count", 0)
    assert done.returncode == 0, done.stderr
    after = state(whole)
    count = len((tmp_path / "whole" / "steps").read_text().splitlines())
    assert count > 2, "it changes the disk in steps"
    tries = [(how, step) for how in (*KILLED, *FAILED) for step in range(1, count + 1)]
    few = random.Random(f"{SEED} {what}").sample(tries, min(len(tries), rounds(3, len(tries))))
    for how, step in few:
        folder, done = attempt(sound, tmp_path / f"{how}{step}", what, how, step)
        context = f"{how} at step {step} of {count}: {done.stderr.decode()}"
        now = state(folder)
        assert now in (before, after), context
        assert b"Traceback" not in done.stderr, context
        assert not [one.text for one in examine(folder, SystemClock()) if one.level == "bad"], context
        if how in KILLED:
            assert done.returncode == -9, context
        else:
            assert done.returncode in (0, 1), context
            assert now == (before if done.returncode else after), context
            if done.returncode:
                assert done.stderr.startswith(b"Error: ") and done.stderr.count(b"\n") == 1, context
                assert b"input/output error" in done.stderr, context
        ok(folder, "log", "Afterwards.")
        now = sorted([*now, ("Afterwards.", "", "", False)])
        assert now == state(folder), context
        if step % 10 == 1:  # another process folds it all
            assert sorted(one["title"] for one in listed(folder)) == [one[0] for one in now if not one[3]], context
        else:  # the same without starting one
            with Journal(folder, clock=SystemClock()) as journal:
                journal.entries()
        assert now == state(folder), context
        assert remembered(folder), context
        # What was cut off is past: the doctor speaks of it no more.
        worse = [one.text for one in examine(folder, SystemClock()) if one.level != "ok"]
        # A line of the history that was cut off is passed over; the fold wrote it again.
        assert not [text for text in worse if not text.startswith("history: 1 lines cannot be read")], context
        shutil.rmtree(folder.parent)


def test_a_log_cut_at_any_byte_keeps_every_whole_line(
    sound: Path, tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    log = (sound / "journal.log").read_bytes()
    head, last = log.index(b"\n") + 1, log.rindex(b"\n", 0, -1) + 1
    assert any(byte > 127 for byte in log[last:]), "letters of several bytes are cut too"
    chance = random.Random(SEED)
    before, behind = range(head, last), range(last, len(log) + 1)
    cuts = chance.sample(before, rounds(30, len(before))) + chance.sample(behind, rounds(60, len(behind)))
    for number, cut in enumerate(cuts):
        folder = tmp_path / f"j{cut}"
        shutil.copytree(sound, folder)
        (folder / "journal.log").write_bytes(log[:cut])
        lines = log[: cut + 1].count(b"\n") - 1  # of which the last may lack its end, and nothing else
        expected = {"One.", "Two.", *["Four.", "Five."][:lines]}
        journal = Journal(folder, clock=SystemClock())
        assert {entry.title for entry in journal.entries()} == expected, cut
        if number % 30:
            journal.add(_made("After the cut"))
        else:
            ok(folder, "log", "After the cut")
            assert {entry["title"] for entry in listed(folder)} == {*expected, "After the cut"}, cut
            journal.refresh()
        assert {entry.title for entry in journal.entries()} == {*expected, "After the cut"}, cut
        with Journal(folder, clock=SystemClock()) as again:
            assert {entry.title for entry in again.entries()} == {*expected, "After the cut"}, cut
        shutil.rmtree(folder)


def test_a_log_cut_in_its_first_line_is_told_and_mended(
    sound: Path, tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    log = (sound / "journal.log").read_bytes()
    head = log.index(b"\n")
    for cut in random.Random(SEED).sample(range(head), rounds(5, head)):
        folder = tmp_path / f"j{cut}"
        shutil.copytree(sound, folder)
        (folder / "journal.log").write_bytes(log[:cut])
        with pytest.raises(MasteryError, match="mastery doctor"):
            Journal(folder, clock=SystemClock()).entries()
        with pytest.raises(MasteryError, match="mastery doctor"):
            Journal(folder, clock=SystemClock()).add(_made("Not kept"))
        ok(folder, "doctor", "--mend")
        assert {entry.title for entry in Journal(folder, clock=SystemClock()).entries()} == {"One.", "Two."}


def test_a_log_whose_first_line_is_damaged_keeps_all_the_others(sound: Path, tmp_path: Path) -> None:
    folder = tmp_path / "j"
    shutil.copytree(sound, folder)
    log = (sound / "journal.log").read_bytes()
    (folder / "journal.log").write_bytes(b"?" + log[1:])
    done = run(folder, "list")
    clear(done)
    assert done.returncode == 1 and b"mastery doctor --mend" in done.stderr
    assert run(folder, "doctor").returncode == 1
    ok(folder, "doctor", "--mend")
    assert {entry["title"] for entry in listed(folder)} == {"One.", "Two.", "Four.", "Five."}
    assert (next(folder.glob("journal.log.damaged-*"))).read_bytes()[1:] == log[1:]


def _made(title: str) -> Entry:
    return make_entry(Draft(title, ""), Now(SystemClock(), DAY_STARTS_AT))
