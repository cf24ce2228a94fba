"""What people lost entries to in jrnl, by issue of github.com/jrnl-org/jrnl; none of it loses one here."""

import json
import os
import pty
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.cli import Shell
from tests.support.patience import PATIENCE
from tests.support.programs import PROGRAM, listed, ok, run

OPEN: list[int] = []
"""Ends of terminals that stay open while a test runs: a closed one would be a lost connection."""


class Done(NamedTuple):
    """What a command that opened the editor did."""

    returncode: int
    out: str
    stderr: str


JRNL = """[2026-01-01 21:00] Diary of the day.
This morning I rose.

[2026-01-02 09:05] Starred one *
"""


@pytest.fixture(autouse=True)
def terminals() -> Iterator[None]:
    """Closes the terminals of a test at its end."""
    yield
    while OPEN:
        os.close(OPEN.pop())


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal that each test has a copy of."""
    shell = Shell(tmp_path_factory.mktemp("written") / "j")
    shell.log("The first. With a body")
    shell.ok("list")
    shell.log("The second. With #tags and Ümläuten")
    return shell.folder


@pytest.fixture
def folder(tmp_path: Path, written: Path) -> Path:
    """A journal of two entries, one folded and one in the log, with a backup and history."""
    return Path(shutil.copytree(written, tmp_path / "j"))


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes $EDITOR a shell script that gets the file as $1."""

    def choose(script: str) -> None:
        path = tmp_path / "editor.sh"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o700)
        monkeypatch.setenv("EDITOR", str(path))

    return choose


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, in which nothing may be found."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def texts(folder: Path) -> set[str]:
    return {one["title"] for one in listed(folder)}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def drafts(folder: Path) -> list[Path]:
    return sorted((folder / "drafts").glob("*"))


def started(folder: Path, *args: str, terminal: bool = False) -> "subprocess.Popen[bytes]":
    """A command that goes on while the test does something else, in a process group of its own.

    At a terminal, `log` opens the editor; without one it reads standard input.
    """
    far, near = pty.openpty() if terminal else (-1, subprocess.PIPE)
    try:
        return subprocess.Popen(
            [*PROGRAM, "--journal", str(folder), *args],
            stdin=near,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    finally:
        if terminal:
            os.close(near)
            OPEN.append(far)


def in_editor(folder: Path, *args: str) -> Done:
    """A command that opens the editor, waited for."""
    process = started(folder, *args, terminal=True)
    out, error = process.communicate(timeout=PATIENCE)
    return Done(process.returncode, out.decode(), error.decode())


def wait_for(path: Path, patience: float = 20) -> None:
    until = time.monotonic() + patience
    while not path.exists():
        assert time.monotonic() < until, f"{path} never came"
        time.sleep(0.01)


def test_entries_written_while_another_one_waits_for_its_text_are_all_kept(folder: Path) -> None:
    """#502: `(echo first; sleep 1) | jrnl & echo second | jrnl` lost one of the two."""
    slow = started(folder, "log", "-")
    assert slow.stdin is not None
    slow.stdin.write(b"Slowly typed. ")
    slow.stdin.flush()
    quick = [started(folder, "log", f"Quick {number}") for number in range(3)]
    assert [one.wait(PATIENCE) for one in quick] == [0] * 3
    slow.stdin.write("Ümläute at the end".encode())
    slow.communicate(timeout=PATIENCE)
    assert slow.returncode == 0
    assert texts(folder) == {"The first.", "The second.", "Slowly typed.", "Quick 0", "Quick 1", "Quick 2"}


def test_an_entry_forgotten_in_an_open_editor_takes_none_with_it(
    folder: Path, editor: Callable[[str], None], tmp_path: Path
) -> None:
    """#502: two days of a journal went when an editor that was left open was saved at last."""
    go, opened = tmp_path / "go", tmp_path / "opened"
    editor(f'touch "{opened}"; while [ ! -e "{go}" ]; do sleep 0.02; done; echo "Forgotten in the editor" >> "$1"')
    ref = listed(folder)[0]["short"]
    waiting = started(folder, "edit", ref)
    wait_for(opened)
    ok(folder, "log", "Meanwhile")
    ok(folder, "list")  # folds the journal away under the open editor
    ok(folder, "log", "Meanwhile, unfolded")
    go.touch()
    assert waiting.wait(PATIENCE) == 0
    assert texts(folder) == {"The first.", "The second.", "Meanwhile", "Meanwhile, unfolded"}
    assert any("Forgotten in the editor" in one["body"] for one in listed(folder))


@pytest.mark.parametrize(
    ("form", "where"),
    [
        ("json", "journal.json"),
        ("json", "journal.log"),
        ("jrnl", "history/2026-11.log"),
        ("markdown", "journal.lock"),
        ("markdown", "new.md"),
        ("markdown-folder", "."),
        ("markdown-folder", "drafts"),
        ("markdown-folder", "new"),
    ],
)
def test_no_export_writes_over_the_journal(folder: Path, form: str, where: str) -> None:
    """#1639: a combination of flags wrote the result of a search over the whole journal."""
    before = files(folder)
    done = run(folder, "export", "--to", form, "-o", str(folder / where), "--force", "--search", "nothing has this")
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Error: ")
    assert done.stderr.count(b"\n") == 1
    assert files(folder) == before


def test_no_export_finds_a_detour_to_the_journal(folder: Path, tmp_path: Path) -> None:
    """#1639: nor by a link, by .. or by a path that begins elsewhere."""
    (tmp_path / "link").symlink_to(folder)
    (tmp_path / "file").symlink_to(folder / "journal.json")
    before = files(folder)
    detours = (tmp_path / "link" / "journal.log", tmp_path / "file", tmp_path / "j" / ".." / "j" / "journal.json")
    for out in (os.path.relpath(folder / "journal.json"), *map(str, detours)):
        assert run(folder, "export", "--to", "json", "-o", out, "--force").returncode == 2, out
    assert files(folder) == before


@pytest.mark.parametrize(
    "flags",
    [
        ("edit", "--draft", "last"),
        ("log", "--list", "text"),
        ("list", "--edit"),
        ("edit", "--delete"),
        ("list", "--trash", "--force"),
        ("delete", "--tag", "work"),
        ("import", "--from", "json", "--to", "json", "x"),
    ],
)
def test_flags_that_do_not_go_together_change_nothing(folder: Path, flags: tuple[str, ...]) -> None:
    """#1639: flags that were never meant together are refused, not made sense of."""
    before = listed(folder)
    assert run(folder, *flags).returncode == 2
    assert listed(folder) == before


def test_text_before_the_first_dated_entry_is_brought_in_too(folder: Path, tmp_path: Path) -> None:
    """#490: what stood above the first entry that jrnl recognised was deleted at the next entry."""
    file = tmp_path / "journal.txt"
    file.write_text(f"Written by hand, long ago.\nOf no date.\n\n{JRNL}")
    before = file.read_bytes()
    done = run(folder, "import", "--from", "jrnl", str(file))
    assert done.returncode == 0
    assert b"Lines 1-3" in done.stderr
    assert file.read_bytes() == before
    kept = ok(folder, "list", "--format", "md")
    assert "Written by hand, long ago.\nOf no date." in kept
    assert {"Diary of the day.", "Starred one", "The first.", "The second."} <= texts(folder)


@pytest.mark.parametrize("text", ["Only text by hand, without any date\n", "01/02 9pm: no bracket\n", "[soon] no\n"])
def test_a_file_without_one_dated_entry_is_refused(folder: Path, tmp_path: Path, text: str) -> None:
    """#490, option 2: a text of another program was emptied."""
    file = tmp_path / "journal.txt"
    file.write_text(text)
    done = run(folder, "import", "--from", "jrnl", str(file))
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert file.read_text() == text
    assert texts(folder) == {"The first.", "The second."}


@pytest.mark.parametrize(
    ("key", "value"),
    [("day_starts_at", "23:59"), ("theme", "ink"), ("editor", "x"), ("default_journal", "default")],
)
def test_a_changed_setting_makes_no_entry_vanish(folder: Path, key: str, value: str) -> None:
    """#318, #490: a changed date format in the config emptied the journal at its next use."""
    before = listed(folder)
    ok(folder, "config", key, value)
    assert listed(folder) == before
    ok(folder, "log", "After the change")
    after = listed(folder)
    assert [one for one in after if one["title"] != "After the change"] == before
    assert len(after) == 3


@pytest.mark.parametrize(
    "config",
    [
        b"\xff\xfe",
        b"timeformat = '%A'\n",
        b"day_starts_at = 'noonish'\n",
        b"theme = " + b"[" * 100_000,
        b"theme = " + b"9" * 5_000,
        b"theme = 'dusk",
    ],
    ids=lambda one: repr(one[:20]),
)
def test_a_config_that_cannot_be_read_touches_nothing(folder: Path, tmp_path: Path, config: bytes) -> None:
    """#318: a config the program cannot make sense of is said, and the journal is left alone."""
    file = tmp_path / "config.toml"
    file.write_bytes(config)
    before = files(folder)
    for command in (("list",), ("log", "text")):
        done = run(folder, *command, env={"MASTERY_CONFIG": str(file)})
        assert done.returncode == 1
        assert done.stderr.decode().startswith("Error: ")
        assert done.stderr.count(b"\n") == 1
    assert files(folder) == before
    assert file.read_bytes() == config


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ('echo "Typed before the crash" >> "$1"; exit 3', "exit code 3"),
        ('echo "Typed before the crash" >> "$1"; kill -9 $$', "exit code -9"),
        ('echo "Typed before the crash" >> "$1"; printf "\\377" >> "$1"', "UTF-8"),
    ],
)
@pytest.mark.parametrize("command", ["log", "edit"])
def test_a_text_of_an_editor_that_crashed_is_offered_again(
    folder: Path, temporary: Path, editor: Callable[[str], None], script: str, says: str, command: str
) -> None:
    """#1182: after a crash the text lay in a temporary file that nobody told of."""
    editor(script)
    before = listed(folder)
    done = in_editor(folder, command)
    assert done.returncode in (1, 2)
    assert says in done.stderr
    (draft,) = drafts(folder)
    assert str(draft) in done.stderr
    assert listed(folder) == before
    editor('tr -d "\\377" < "$1" > "$1.new"; cat "$1.new" > "$1"; rm "$1.new"')
    assert in_editor(folder, "edit", "--draft").returncode == 0
    assert "Typed before the crash" in ok(folder, "list", "--format", "md")
    assert drafts(folder) == []
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("command", ["log", "edit"])
def test_a_text_in_an_open_editor_outlives_the_program(
    folder: Path, temporary: Path, editor: Callable[[str], None], tmp_path: Path, number: int, command: str
) -> None:
    """#1182: power loss or a crash while the editor is open."""
    opened = tmp_path / "opened"
    editor(f'echo "Typed before the crash" >> "$1"; touch "{opened}"; sleep 60')
    before = listed(folder)
    waiting = started(folder, command, terminal=True)
    wait_for(opened)
    os.killpg(waiting.pid, number)
    waiting.wait(PATIENCE)
    assert listed(folder) == before
    assert "1 draft not kept yet" in ok(folder, "today")
    editor("true")
    assert in_editor(folder, "edit", "--draft").returncode == 0
    assert "Typed before the crash" in ok(folder, "list", "--format", "md")
    assert [one.name for one in drafts(folder)] == []
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("command", ["log", "edit"])
def test_nothing_is_left_behind_when_all_went_well(
    folder: Path, temporary: Path, editor: Callable[[str], None], command: str
) -> None:
    """#1182: a temporary file with the text stayed on the disk."""
    editor('echo "All went well" >> "$1"')
    assert in_editor(folder, command).returncode == 0
    assert "All went well" in ok(folder, "list", "--format", "md")
    assert drafts(folder) == []
    assert list(temporary.iterdir()) == []
    assert not [name for name in files(folder) if "tmp" in name]


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("true", 0),
        ('touch "$1"', 0),
        ('cp "$1" "$1.x"; mv "$1.x" "$1"', 0),
        (': > "$1"', 2),
        ('echo > "$1"', 2),
        ('rm "$1"', 1),
        ('rm "$1"; mkdir "$1"', 1),
        ('printf -- "---\\ndate: 2026-11-20 21:30\\n---\\n" > "$1"', 2),
        ("exit 1", 1),
    ],
)
def test_an_entry_that_is_saved_unchanged_or_empty_stays(
    folder: Path, temporary: Path, editor: Callable[[str], None], script: str, code: int
) -> None:
    """#351: an entry that was opened and closed without a change was deleted."""
    before = listed(folder)
    for _ in range(2):
        editor(script)
        done = in_editor(folder, "edit")
        assert done.returncode == code, done.stderr
        assert ("as it was" in done.out) if code == 0 else (done.stderr.count("\n") == 1), done
    assert listed(folder) == before
    assert json.loads(ok(folder, "list", "--trash", "--format", "json") or "[]") == []
    assert list(temporary.iterdir()) == []
