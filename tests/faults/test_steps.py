"""The program is stopped, or the disk fails, at each of its steps: the journal is as before, or as after."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mastery.core.capture import Draft, make_entry
from mastery.core.errors import MasteryError
from mastery.core.records import Entry
from mastery.store import Journal
from mastery.store.clock import SystemClock
from mastery.store.doctor import examine
from mastery.store.journal import DAY_STARTS_AT
from tests.faults.support import ok

SEED = int(os.environ.get("FAULTS_SEED", "1"))

OPERATIONS = {
    "capture": ("log", "A new one. It is written down #now."),
    "fold": ("list",),
    "backup": ("backup",),
    "delete": ("delete", "last"),
    "undo": ("undo",),
    "edit": ("edit", "last"),
    "restore-backup": ("restore-backup",),
    "import": ("import", "--from", "jrnl", "old.txt"),
}
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
    ok(folder, "log", "Four. Not folded yet.")
    ok(folder, "log", "Five. Not folded yet.")
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


def attempt(sound: Path, at: Path, what: str, how: str, step: int) -> "tuple[Path, subprocess.CompletedProcess[bytes]]":
    """Runs an operation on a copy of the journal, stopped or failed at a step."""
    shutil.copytree(sound.parent, at)
    command = [sys.executable, "-m", "tests.faults.stopping", how, str(step), str(at / "steps")]
    env = {**os.environ, "EDITOR": f"{sys.executable} {at / 'editor.py'}"}
    args = [str(at / one) if one == "old.txt" else one for one in OPERATIONS[what]]
    done = subprocess.run(
        [*command, "--journal", str(at / "j"), *args], input=b"", capture_output=True, env=env, timeout=60, check=False
    )
    return at / "j", done


@pytest.mark.parametrize("what", OPERATIONS)
def test_stopped_at_any_step_the_journal_is_as_before_or_as_after(
    sound: Path, tmp_path: Path, what: str, rounds: Callable[[int, int], int]
) -> None:
    shutil.copytree(sound, tmp_path / "first")
    ok(tmp_path / "first", "log", "The first in this home, which gets its own files.")
    before = state(sound)
    whole, done = attempt(sound, tmp_path / "whole", what, "count", 0)
    assert done.returncode == 0, done.stderr
    after = state(whole)
    count = len((tmp_path / "whole" / "steps").read_text().splitlines())
    assert count > 2, "it changes the disk in steps"
    tries = [(how, step) for how in (*KILLED, *FAILED) for step in range(1, count + 1)]
    few = random.Random(f"{SEED} {what}").sample(tries, min(len(tries), rounds(4, len(tries))))
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
        ok(folder, "log", "Afterwards.")
        assert sorted([*now, ("Afterwards.", "", "", False)]) == state(folder), context
        with Journal(folder, clock=SystemClock()) as journal:  # and folding it all changes nothing
            journal.entries()
        assert sorted([*now, ("Afterwards.", "", "", False)]) == state(folder), context
        shutil.rmtree(folder.parent)


def test_a_log_cut_at_any_byte_keeps_every_whole_line(
    sound: Path, tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    log = (sound / "journal.log").read_bytes()
    head = log.index(b"\n") + 1
    chance = random.Random(SEED)
    places = range(head, len(log) + 1)
    for cut in chance.sample(places, min(len(places), rounds(60, len(places)))):
        folder = tmp_path / f"j{cut}"
        shutil.copytree(sound, folder)
        (folder / "journal.log").write_bytes(log[:cut])
        lines = log[: cut + 1].count(b"\n") - 1  # of which the last may lack its end, and nothing else
        expected = {"One.", "Two.", *["Four.", "Five."][:lines]}
        journal = Journal(folder, clock=SystemClock())
        assert {entry.title for entry in journal.entries()} == expected, cut
        journal.add(_made("After the cut"))
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
        ok(folder, "doctor", "--mend")
        assert {entry.title for entry in Journal(folder, clock=SystemClock()).entries()} >= {"One.", "Two."}


def _made(title: str) -> Entry:
    return make_entry(Draft(title, ""), SystemClock(), DAY_STARTS_AT)
