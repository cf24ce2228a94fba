"""2,000 damaged journals: each opens with a clear message or a right answer, and is mended with nothing thrown away."""

import contextlib
import json
import os
import random
import shutil
import signal
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest
from click.testing import Result

from tests.support.cli import Shell
from tests.support.faults.garbage import JSON, LOG, damage, small_journal, whole_lines
from tests.support.patience import PATIENCE
from tests.support.programs import clear, run

SEED = os.environ.get("FAULTS_SEED", "1")
MEMORY = 300_000_000
"""Bytes of memory that a command may take at the very most; a sound journal of this size needs a fraction."""

READING = (
    ("list",),
    ("list", "--trash"),
    ("list", "--format", "csv"),
    ("list", "--tag", "walk", "--format", "md"),
    ("show", "last"),
    ("show", "last", "--trash"),
    ("search", "walk"),
    ("tags",),
    ("today",),
    ("export", "--to", "json"),
    ("export", "--to", "jrnl"),
    ("export", "--to", "markdown"),
    ("backup", "--list"),
    ("config",),
)
CHANGING = (("delete", "last"), ("undo",), ("restore", "last"), ("backup",), ("restore-backup",))


class Hung(BaseException):
    """A command took too long; no handler of errors in the program may swallow it."""


@contextlib.contextmanager
def patience() -> Iterator[None]:
    """Ends what never ends by itself, wherever it hangs."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hung

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, set[str]]]:
    """The journal before it is damaged, and the titles that each of its entries ever had."""
    folder = tmp_path_factory.mktemp("sound") / "j"
    return folder, small_journal(folder)


def test_a_damaged_journal_answers_or_says_what_is_wrong_and_is_mended_with_nothing_thrown_away(
    sound: tuple[Path, dict[str, set[str]]], tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    original, titles = sound
    for number in range(rounds(60, 2_000)):
        attempt(number, original, titles, tmp_path)


def test_a_damaged_journal_does_no_harm_to_the_real_program(
    sound: tuple[Path, dict[str, set[str]]], tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    for number in range(rounds(3, 60)):
        folder = tmp_path / str(number)
        shutil.copytree(sound[0], folder)
        said = damage(folder, random.Random(f"{SEED} real {number}"))
        for command in (("doctor",), ("list",), ("export", "--to", "json"), ("search", "walk"), ("doctor", "--mend")):
            done = run(folder, *command, memory=MEMORY)
            if command[0] == "doctor" and done.returncode == 1 and b"Error" not in done.stderr:
                assert b"--mend" in done.stderr
            else:
                clear(done)
            assert b"\0" not in done.stderr, said
        shutil.rmtree(folder)


def attempt(number: int, original: Path, titles: dict[str, set[str]], tmp_path: Path) -> None:
    """One round: a damaged journal is looked at, read, written to and mended."""
    folder = tmp_path / str(number)
    shutil.copytree(original, folder)
    chance = random.Random(f"{SEED} {number}")
    said = damage(folder, chance)
    try:
        _attempt(folder, contents(original), titles, chance, said)
    except (Exception, Hung) as error:
        error.add_note(f"Round {number} of seed {SEED}: {'; '.join(said)}")
        raise
    shutil.rmtree(folder)


def _attempt(
    folder: Path, before: dict[str, bytes | None], titles: dict[str, set[str]], chance: random.Random, said: list[str]
) -> None:
    shell = Shell(folder)
    damaged = contents(folder)

    # The doctor looks and changes nothing.
    looked = doctor(shell)
    assert contents(folder) == damaged

    # Reading answers, or says what is wrong; and what it could read, it can read ever after.
    seen = listed(shell)
    for command in READING:
        plain(shell, *command)
    plain(shell, "export", "--to", "markdown-folder", "-o", str(folder.parent / "out"), "--force")
    if seen is None:
        assert the_two(folder) == {name: data for name, data in damaged.items() if name in (JSON, LOG)}
    else:
        assert listed(shell) == seen
        if all(damaged.get(name) == data for name, data in before.items() if name.startswith("history")):
            missing = whole_lines({JSON: before[JSON]}) - seen.keys()
            assert not missing or any(word in looked for word in ("look ", "BAD ")), f"{missing} are missing, unsaid"
    nothing_is_thrown_away(folder, damaged)

    # What is acknowledged is kept, whatever state the journal is in.
    kept = plain(shell, "log", "Written into a damaged journal")
    after = plain(shell, *chance.choice(CHANGING)) if chance.random() < 0.3 else None
    written = contents(folder)

    # Mending brings back all that is still whole, and keeps what it mends beside.
    mended = plain(shell, "doctor", "--mend")
    if mended.exit_code:
        assert "Update mastery" in mended.stderr or "cannot be" in mended.stderr or "is a file" in mended.stderr, (
            mended.output
        )
        assert contents(folder) == written
        return
    for name, data in written.items():
        if data is not None and name in (JSON, LOG) and contents(folder).get(name) != data:
            beside = [one.read_bytes() for one in folder.glob(f"{name}.damaged-*") if one.is_file()]
            assert data in beside, f"{name} was changed without a copy"
    assert "BAD" not in doctor(shell)
    again = listed(shell)
    assert again is not None
    assert shell("log", "Written after the mending").exit_code == 0
    again = listed(shell) or {}
    assert "Written after the mending" in again.values()
    if kept.exit_code == 0 and after is None:
        assert "Written into a damaged journal" in again.values()
    if after is None:
        for identity in (seen or {}).keys() & titles.keys():
            assert identity in again, f"{titles[identity]} went in the mending"
    if after is None and not any("a change of a known record" in one for one in said):
        for identity in whole_lines(damaged) & titles.keys():
            assert identity in again, f"{titles[identity]} was whole and is gone"
            assert len(said) > 1 or again[identity] in titles[identity]


def plain(shell: Shell, *command: str) -> Result:
    """A command's result: it succeeded, or said in one line what is wrong."""
    with patience():
        result = shell(*command)
    assert result.exit_code in (0, 1), (command, result.output)
    if result.exit_code:
        assert result.stderr.startswith("Error: "), (command, result.output)
        assert result.stderr.count("\n") == 1, (command, result.stderr)
    assert "\x1b[2J" not in result.output or command[:2] == ("export", "--to"), command
    return result


def doctor(shell: Shell) -> str:
    """What the doctor says; its findings, or one line about a folder it cannot look at."""
    with patience():
        result = shell("doctor")
    assert result.exit_code in (0, 1), result.output
    assert result.stdout or result.stderr.startswith("Error: ")
    assert (result.exit_code == 1) == ("BAD " in result.stdout or result.stderr.startswith("Error: ")), result.output
    return result.stdout + result.stderr.replace("Error: ", "BAD ")


def listed(shell: Shell) -> dict[str, str] | None:
    """The titles of all entries by id, of the trash too; None where the journal said that it cannot be opened."""
    found: dict[str, str] = {}
    for more in ((), ("--trash",)):
        result = plain(shell, "list", "--format", "json", *more)
        if result.exit_code:
            return None
        if result.stdout:
            found |= {one["id"]: one["title"] for one in json.loads(result.stdout)}
    return found


def contents(folder: Path) -> dict[str, bytes | None]:
    """Every file's bytes by its name; None for what is no file. The lock and what the system keeps are left out."""
    found: dict[str, bytes | None] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        is_file = stat.S_ISREG(path.lstat().st_mode)
        if name != "journal.lock":
            found[name] = path.read_bytes() if is_file else None
    return found


def the_two(folder: Path) -> dict[str, bytes | None]:
    """The journal's two files."""
    return {name: data for name, data in contents(folder).items() if name in (JSON, LOG)}


def nothing_is_thrown_away(folder: Path, before: dict[str, bytes | None]) -> None:
    """Every line of the log is in the log or in the history still, readable or not; other files are as they were."""
    after = contents(folder)
    log = before.get(LOG)
    everything = {line for name, data in after.items() if name.endswith(".log") for line in (data or b"").split(b"\n")}
    if log is not None and after.get(LOG) != log:
        lost = {line for line in log.split(b"\n")[1:] if line.strip()} - everything
        assert not lost, f"the reading lost {lost}"
    for name, data in before.items():
        if data is not None and name.startswith(("history", "drafts")) and not name.endswith(".tmp"):
            assert (after[name] or b"").startswith(data), f"{name} was changed"
