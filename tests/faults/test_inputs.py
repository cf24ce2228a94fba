"""Whatever stands where a file is read, mastery answers or refuses it in one clear line, within 5 s and 300 MB."""

import itertools
import os
import random
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.support.devices import link_to_device
from tests.support.patience import PATIENCE
from tests.support.programs import PROGRAM, UNPRIVILEGED, ok, run

MEMORY = 300 * 1024**2

SPARSE = 2 * 1024**3


def fifo(path: Path) -> None:
    os.mkfifo(path)


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def sparse(path: Path, size: int = SPARSE) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = os.open(path.parent, os.O_RDONLY)
        try:
            one.bind(f"/proc/self/fd/{here}/{path.name}")  # the name itself may be too long for a socket
        finally:
            os.close(here)


def zeros_in_a_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, name in itertools.product(range(1, 8), ("{}.json", "2026-01-0{}.md", "00{} x/Checkmarks.csv")):
            archive.writestr(name.format(number), bytes(30 * 1024**2))


HOSTILE: dict[str, Callable[[Path], Any]] = {
    "fifo": fifo,
    "zero": partial(link_to_device, "zero"),
    "random": partial(link_to_device, "random"),
    "full": partial(link_to_device, "full"),
    "terminal": partial(link_to_device, "tty"),
    "stdin": link_to("/dev/stdin"),
    "socket": listening,
    "dangling": link_to("nowhere"),
    "circle": circle,
    "folder": Path.mkdir,
    "sparse": sparse,
    "sparse, small": lambda path: sparse(path, 200 * 1024**2),
    "noise": lambda path: path.write_bytes(random.Random(1).randbytes(1 << 20)),
    "empty": Path.touch,
    "zeros in a zip": zeros_in_a_zip,
    "a list of brackets": lambda path: path.write_bytes(b"[" * (1 << 20)),
    "latin-1": lambda path: path.write_bytes("[2026-01-01 10:00] Grüße, naïve".encode("latin-1")),
    "utf-16": lambda path: path.write_bytes("[2026-01-01 10:00] Grüße".encode("utf-16")),
    "utf-16 without a mark": lambda path: path.write_bytes("[2026-01-01 10:00] Grüße".encode("utf-16-le")),
}

PLACES: dict[str, tuple[str, tuple[str, ...]]] = {
    **{
        f"import {name}": ("home/in", ("import", "--from", name, "{}"))
        for name in ("jrnl", "jrnl-json", "dayone", "markdown-folder", "loop", "checkins-csv", "json")
    },
    "a note of a folder": ("home/in/2026-01-01.md", ("import", "--from", "markdown-folder", "{folder}")),
    "a journal of a folder": ("home/in/a.json", ("import", "--from", "dayone", "{folder}")),
    "a list of a folder": ("home/in/Habits.csv", ("import", "--from", "loop", "{folder}")),
    "feedback": ("home/in", ("feedback", "add", "--from", "{}")),
    "config": ("home/config.toml", ("config",)),
    "config, capturing": ("home/config.toml", ("log", "x")),
    "theme": ("home/config/mastery/themes/own.toml", ("themes",)),
    "prompt pack": ("home/config/mastery/prompts/own.toml", ("prompt",)),
    "template": ("home/config/mastery/templates/own.md", ("templates",)),
    "device": ("home/data/mastery/device", ("log", "x")),
    "journal.json": ("journal/journal.json", ("list",)),
    "journal.log": ("journal/journal.log", ("list",)),
    "journal.log, capturing": ("journal/journal.log", ("log", "x")),
    "history": ("journal/history/2026-01.log", ("undo",)),
    "backup": ("journal/backups/2026-11-29T000000.json", ("restore-backup",)),
    "draft": ("journal/drafts/new-x.md", ("today",)),
    "timer": ("journal/drafts/timer.json", ("timer",)),
    "status": ("journal/status.json", ("status",)),
    "doctor, journal.json": ("journal/journal.json", ("doctor", "--mend")),
    "doctor, journal.log": ("journal/journal.log", ("doctor", "--mend")),
    "doctor, history": ("journal/history/2026-01.log", ("doctor", "--mend")),
    "doctor, backup": ("journal/backups/2026-11-29T000000.json", ("doctor", "--mend")),
    "doctor, conflict copy": ("journal/journal.conflict.json", ("doctor", "--mend")),
    "doctor, conflict log": ("journal/journal.conflict.log", ("doctor", "--mend")),
    "doctor, anything": ("journal/other", ("doctor",)),
}

ALL = list(itertools.product(HOSTILE, PLACES))
SHORT = random.Random(16).sample(ALL, 12)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a journal in it."""
    for name in ("config", "data"):
        (tmp_path / "home" / name).mkdir(parents=True)
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / "home" / name))
    ok(tmp_path / "journal", "log", "An entry.")
    ok(tmp_path / "journal", "list")
    return tmp_path


def tries(request: pytest.FixtureRequest) -> list[tuple[str, str]]:
    whole = "faults_full" in (request.config.option.markexpr or "")
    return ALL if whole else SHORT


def is_clear(done: "subprocess.CompletedProcess[bytes]") -> bool:
    """Whether a command answered, or said in one line what is wrong."""
    error = done.stderr.decode("utf-8", "replace")
    lines = [line for line in error.splitlines() if line.startswith("Error: ")]
    return "Traceback" not in error and (done.returncode == 0 or (done.returncode in (1, 2) and len(lines) <= 1))


def test_each_place_where_a_file_is_read_takes_anything(home: Path, request: pytest.FixtureRequest) -> None:
    wrong = []
    for number, (kind, place) in enumerate(tries(request)):
        where, command = PLACES[place]
        around = home / str(number)
        shutil.copytree(home / "journal", around / "journal")
        path = around / where
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.unlink()
        HOSTILE[kind](path)
        env = {"XDG_CONFIG_HOME": str(around / "home/config"), "XDG_DATA_HOME": str(around / "home/data")}
        if place.startswith("config"):
            env["MASTERY_CONFIG"] = str(path)
        args = [one.format(path, folder=path.parent) for one in command]
        try:
            done = run(around / "journal", *args, env=env, memory=MEMORY)
        except subprocess.TimeoutExpired:
            wrong.append((kind, place, "too long"))
            continue
        if not is_clear(done):
            wrong.append((kind, place, done.stderr.decode("utf-8", "replace")[-300:]))
        shutil.rmtree(around)
    assert not wrong, "\n".join(map(str, wrong))


ENDLESS = {"zeros": '"$@" < /dev/zero', "yes": 'yes | "$@"', "closed": '"$@" <&-', "only written": '"$@" 0> /dev/null'}


@pytest.mark.parametrize("command", ["log -", "import --from jrnl -", "feedback add --from -"])
@pytest.mark.parametrize("source", ENDLESS)
def test_standard_input_without_end_is_one_line_and_nothing_is_saved(home: Path, command: str, source: str) -> None:
    before = (home / "journal/journal.json").read_bytes()
    shell = f"ulimit -d {MEMORY // 1024}; {ENDLESS[source]}"
    full = [*PROGRAM, "--journal", str(home / "journal"), *command.split()]
    done = subprocess.run(["bash", "-c", shell, "bash", *full], capture_output=True, timeout=PATIENCE, check=False)
    error = done.stderr.decode()
    assert done.returncode in (1, 2) and error.startswith("Error: ") and error.count("\n") == 1, error
    assert (home / "journal/journal.json").read_bytes() == before


def test_log_takes_sixteen_megabytes_and_not_a_byte_more(home: Path) -> None:
    most = 16 * 1024**2
    text = (b"Long. " + b"a word and " * (most // 11 + 1))[:most]
    ok(home / "journal", "log", "-", stdin=text)
    assert len(ok(home / "journal", "show", "last")) > most - 1000
    done = run(home / "journal", "log", "-", stdin=text + b"x")
    assert done.returncode == 1 and b"over 16 MB, so nothing was saved" in done.stderr


@pytest.mark.parametrize("where", ["in", "in/2026-01-01.md", "in/deep"])
def test_what_cannot_be_read_is_named(home: Path, where: str) -> None:
    (home / "in/deep").mkdir(parents=True)
    (home / "in/2026-01-01.md").write_text("x")
    (home / where).chmod(0)
    command = [*UNPRIVILEGED, sys.executable, "-m", "mastery", "--journal", str(home / "journal")]
    done = subprocess.run(
        [*command, "import", "--from", "markdown-folder", str(home / "in")], capture_output=True, check=False
    )
    assert done.returncode == 1 and f"{home / where} cannot be read: permission denied" in done.stderr.decode()
