"""`kill -9` at any moment: what was acknowledged is there, whole and once, and the journal goes on."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.support import clear, interface, ok, run
from tests.faults.writing import BODY, WHAT

SEED = int(os.environ.get("FAULTS_SEED", "1"))

ROUNDS = {"capture": 50, "fold": 40, "backup": 30, "import": 30, "migrate": 20}
"""Kills of each kind in the whole suite; with the interface's 30 they are 200."""


def killed(what: str, folder: Path, name: str, after: float) -> list[str]:
    """Starts the work, kills it so many seconds after its first acknowledged entry; the titles it acknowledged."""
    command = [sys.executable, "-m", "tests.faults.writing", what, str(folder), name, "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        assert first, "it ended by itself"
        time.sleep(after)
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
    return [line for line in (first + rest).splitlines(keepends=False) if line]


def seen(folder: Path, *, migrated: bool = False) -> list[str]:
    """The titles as a fresh process reads them; each is there once and whole, and the journal goes on from there."""
    done = run(folder, "doctor") if not migrated else None
    if done is not None:
        clear(done)
        assert done.returncode == 0, done.stdout.decode()
    entries = json.loads(ok(folder, "list", "--format", "json"))
    ids = [entry["id"] for entry in entries]
    assert len(ids) == len(set(ids))
    titles = [str(entry["title"]) for entry in entries]
    assert len(titles) == len(set(titles))
    assert all(entry["body"] in (BODY.strip(), "") for entry in entries)
    return titles


@pytest.mark.parametrize("what", [one for one in WHAT if one != "migrate"])
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path, what: str, rounds: Callable[[int, int], int]) -> None:
    chance = random.Random(f"{SEED} {what}")
    folder = tmp_path / "j"
    acknowledged: list[str] = []
    for number in range(rounds(3, ROUNDS[what])):
        name = f"{what} {number}."
        kept = killed(what, folder, name, chance.uniform(0, 0.08))
        acknowledged += kept
        there = seen(folder)
        assert set(acknowledged) <= set(there), (number, set(acknowledged) - set(there))
        # What was in flight may be there too: of a capture one entry, of an import its whole fifty.
        extra = set(there) - set(acknowledged) - {f"after {one}" for one in range(number)}
        assert len(extra) in ((0, 50) if what == "import" else (0, 1)), (number, sorted(extra)[:5])
        acknowledged += extra
        ok(folder, "log", f"after {number}")
        acknowledged.append(f"after {number}")


def test_a_migration_that_was_killed_goes_on_at_the_next_start(
    tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    chance = random.Random(f"{SEED} migrate")
    for number in range(rounds(3, ROUNDS["migrate"])):
        folder = tmp_path / f"j{number}"
        before = [f"old. {one}" for one in range(40)]
        subprocess.run([sys.executable, "-m", "tests.faults.writing", "fold", str(folder), "old.", "2"], check=True)
        subprocess.run([sys.executable, "-m", "tests.faults.writing", "import", str(folder), "old.", "40"], check=True)
        command = [sys.executable, "-m", "tests.faults.writing", "migrate", str(folder)]
        with subprocess.Popen([*command, "new.", "0"], stdout=subprocess.DEVNULL) as child:
            time.sleep(chance.uniform(0.1, 0.3))
            child.send_signal(signal.SIGKILL)
        subprocess.run([*command, "last.", "1"], check=True, stdout=subprocess.DEVNULL)
        tables = json.loads((folder / "journal.json").read_text())
        assert tables["meta"]["1"]["schema"] == 2
        titles = [one["title"] for one in tables["entries"].values()]
        assert len(titles) == len(set(titles)) and {*before, "last. 0"} <= set(titles)
        assert all(one["migrated"] for one in tables["entries"].values() if one["title"] in before)
        kept = json.loads((folder / "backups" / "before-schema-2.json").read_text())
        assert set(before) <= {one["title"] for one in kept["entries"].values()}


def test_what_the_interface_showed_as_kept_survives_a_kill(tmp_path: Path, rounds: Callable[[int, int], int]) -> None:
    chance = random.Random(f"{SEED} interface")
    folder = tmp_path / "j"
    shown: list[str] = []
    for number in range(rounds(2, 30)):
        with interface(folder, lines=40) as terminal:
            terminal.wait(f"{len(shown)} in all" if shown else "first line")
            terminal.type("i")
            for one in range(chance.randint(1, 4)):
                terminal.type(f"Kept {number} {one}\r")
                terminal.wait(f"{len(shown) + 1} in all")
                shown.append(f"Kept {number} {one}")
            terminal.type("Never fini")
            time.sleep(chance.uniform(0, 0.05))
            terminal.send(signal.SIGKILL)
            assert terminal.ended() == -signal.SIGKILL
        assert sorted(seen(folder)) == sorted(shown)
