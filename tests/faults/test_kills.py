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

from tests.support.faults.writing import BODY, WHAT
from tests.support.programs import PROGRAM, clear, interface, ok, run

SEED = int(os.environ.get("FAULTS_SEED", "1"))

ROUNDS = {"capture": 50, "fold": 40, "backup": 30, "import": 30, "migrate": 20}
"""Kills of each kind in the whole suite; with the interface's 30, and 30 of `mastery import`, they are 230."""

TOLERATED = ("the last line was cut off in the writing", "lines cannot be read; they are passed over")
"""What the doctor may say after a kill: of a line that was cut off, and never acknowledged or written again since."""


def killed(what: str, folder: Path, name: str, after: float) -> list[str]:
    """Starts the work, kills it so many seconds after its first acknowledged entry; the titles it acknowledged."""
    command = [sys.executable, "-m", "tests.support.faults.writing", what, str(folder), name, "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        assert first, "it ended by itself"
        time.sleep(after)
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
    return [line for line in (first + rest).splitlines(keepends=False) if line]


def seen(folder: Path) -> list[str]:
    """The titles as a fresh process reads them, each there once and whole; the doctor finds the journal sound."""
    done = run(folder, "doctor")
    clear(done)
    said = done.stdout.decode().splitlines()
    assert done.returncode == 0, said
    assert [line for line in said if line[:2] != "ok" and not any(one in line for one in TOLERATED)] == []
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
    for number in range(rounds(2, ROUNDS[what])):
        name = f"{what} {number}."
        kept = killed(what, folder, name, chance.uniform(0, 0.08))
        acknowledged += kept
        there = seen(folder)
        assert set(acknowledged) <= set(there), (number, set(acknowledged) - set(there))
        # What was in flight may be there too: of a capture one entry, of an import all of its fifty.
        extra = set(there) - set(acknowledged)
        if what == "import":
            assert sum(title.startswith(name) for title in there) % 50 == 0, (number, sorted(extra)[:5])
        assert len(extra) <= (50 if what == "import" else 1), (number, sorted(extra)[:5])
        acknowledged += extra
        ok(folder, "log", f"after {number}")
        acknowledged.append(f"after {number}")


def test_a_migration_that_was_killed_goes_on_at_the_next_start(
    tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    chance = random.Random(f"{SEED} migrate")
    for number in range(rounds(2, ROUNDS["migrate"])):
        folder = tmp_path / f"j{number}"
        before = [f"old. {one}" for one in range(40)]
        subprocess.run(
            [sys.executable, "-m", "tests.support.faults.writing", "fold", str(folder), "first.", "2"], check=True
        )
        subprocess.run(
            [sys.executable, "-m", "tests.support.faults.writing", "import", str(folder), "old.", "40"], check=True
        )
        command = [sys.executable, "-m", "tests.support.faults.writing", "migrate", str(folder)]
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


def test_an_import_that_was_killed_is_completed_by_importing_again(
    tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    chance = random.Random(f"{SEED} import again")
    file, old = tmp_path / "old.txt", [f"Old {number}." for number in range(400)]
    file.write_text(
        "".join(f"[2020-01-{1 + at % 28:02} 12:{at % 60:02}] {title}\n{BODY}\n\n" for at, title in enumerate(old))
    )
    import_again = ("import", "--from", "jrnl", str(file))
    began = time.monotonic()
    ok(tmp_path / "whole", *import_again)
    lasts = time.monotonic() - began
    for number in range(rounds(2, 30)):
        folder = tmp_path / f"j{number}"
        ok(folder, "log", "Kept before")
        with subprocess.Popen(
            [*PROGRAM, "--journal", str(folder), *import_again], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as child:
            time.sleep(chance.uniform(lasts / 3, lasts))  # what comes before is Python's own start
            child.send_signal(signal.SIGKILL)
            assert child.stdout is not None
            told = b"entries in" in child.stdout.read()  # before that it says what it found
        there = seen(folder)
        assert sorted(there) in ([["Kept before"]] if not told else []) + [sorted([*old, "Kept before"])], number
        ok(folder, *import_again)
        assert sorted(seen(folder)) == sorted([*old, "Kept before"]), number


def test_what_the_interface_showed_as_kept_survives_a_kill(tmp_path: Path, rounds: Callable[[int, int], int]) -> None:
    chance = random.Random(f"{SEED} interface")
    folder = tmp_path / "j"
    kept: list[str] = []
    for number in range(rounds(2, 30)):
        with interface(folder, lines=40) as terminal:
            terminal.wait(f"{len(kept)} in all" if kept else "first line")
            terminal.type("i")
            terminal.wait("Back")
            lines = [f"Kept {number} {one}" for one in range(chance.randint(1, 4))]
            for at, line in enumerate(lines, 1):
                terminal.type(f"{line}\r")
                if at < len(lines):
                    terminal.wait(f"{len(kept) + at} in all")
            if number % 2:  # killed in the middle of the next word, or at the moment of the last save
                terminal.wait(f"{len(kept) + len(lines)} in all")
                terminal.type("Never fini")
            time.sleep(chance.uniform(0, 0.05))
            terminal.send(signal.SIGKILL)
            assert terminal.ended() == -signal.SIGKILL
            while terminal.read(0.01):  # what it drew before its end
                pass
            shown = f"{len(kept) + len(lines)} in all" in terminal.text()
        there = sorted(seen(folder))
        assert there == sorted(kept + lines) or (not shown and there == sorted(kept + lines[:-1])), (number, there)
        kept = there


def test_words_that_arrive_together_with_the_key_before_them_are_all_kept(tmp_path: Path) -> None:
    """A busy machine or a slow line hands over several keys at once; none may go where the focus was before."""
    folder = tmp_path / "j"
    ok(folder, "log", "The first")
    with interface(folder) as terminal:
        terminal.wait("1 in all")
        os.write(terminal.terminal, b"iQuick as a fox\r")
        terminal.wait("2 in all")
    assert sorted(seen(folder)) == ["Quick as a fox", "The first"]
