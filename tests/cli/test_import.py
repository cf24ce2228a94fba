"""`mastery import`: what comes in and what is refused; Ctrl-C calls all of it off, or comes too late."""

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from mastery.store.folder import Folder
from mastery.store.journal import Journal
from tests.support.cli import Shell

ENTRIES = "".join(f"[2026-11-{day} 21:00] Day {day}\n\n" for day in range(10, 20))

JRNL = """[2026-11-18 21:00] Diary of the day.
It rained.

[2026-11-19 21:01] Second. *
With @anna.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of ten entries."""
    made = tmp_path / "old.txt"
    made.write_text(ENTRIES)
    return made


def interrupting(method: Any, at: int) -> Any:
    """The method, which Ctrl-C reaches at its call of that number."""
    calls = 0

    def called(*args: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at:
            signal.raise_signal(signal.SIGINT)
        return method(*args, **more)

    return called


@pytest.mark.parametrize("at", [1, 5, 10])
def test_ctrl_c_between_records_brings_nothing_in(
    shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "get", interrupting(Journal.get, at))
        result = shell("import", "--from", "jrnl", str(path))
    assert result.exit_code == 1
    assert result.stderr == "Error: Stopped: nothing was brought in.\n"
    assert shell.ok("list") == ""
    assert "nothing to undo" in shell.fails(1, "undo")
    assert "10 entries in, 0 already there" in shell.ok("import", "--from", "jrnl", str(path))


def test_ctrl_c_while_it_is_written_comes_too_late(shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Folder, "attach", interrupting(Folder.attach, 1))
        assert "10 entries in, 0 already there" in shell.ok("import", "--from", "jrnl", str(path))
    assert len(json.loads(shell.ok("list", "--format", "json"))) == 10
    shell.ok("undo")
    assert shell.ok("list") == ""


def test_ctrl_c_while_the_file_is_read(shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import mastery.host.files as files

    with monkeypatch.context() as patched:
        patched.setattr(files, "read_bytes", interrupting(files.read_bytes, 1))
        for more in ((), ("--dry-run",)):
            assert "Stopped" in shell.fails(1, "import", "--from", "jrnl", *more, str(path))
            patched.setattr(files, "read_bytes", interrupting(Path.read_bytes, 1))
    assert shell.ok("list") == ""


def test_ctrl_c_ends_other_commands_again_afterwards(shell: Shell, path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    shell.ok("import", "--from", "jrnl", str(path))
    assert signal.getsignal(signal.SIGINT) is before


def test_what_is_found_says_from_when_to_when_check_ins_are(shell: Shell) -> None:
    table = "day,practice\n2026-11-20,Guitar\n2026-10-01,Guitar\n"
    assert shell.ok("import", "--from", "checkins-csv", "--dry-run", "-", stdin=table) == (
        "Found 2 check-ins, 1 practice, 2026-10-01 to 2026-11-20.\n3 records would come in, 0 are there already.\n"
    )
    assert "Guitar" not in shell.ok("practice", "list", "--all")


def test_import_twice_brings_in_once(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_text(JRNL)
    found = "Found 2 entries, 2026-11-18 to 2026-11-19.\n"
    assert shell.ok("import", "--from", "jrnl", "--dry-run", str(path)) == (
        f"{found}2 records would come in, 0 are there already.\n"
    )
    assert shell.ok("list") == ""
    assert shell.ok("import", "--from", "jrnl", str(path)) == f"{found}2 entries in, 0 already there.\n"
    assert shell.ok("import", "--from", "jrnl", str(path)) == f"{found}0 entries in, 2 already there.\n"
    assert shell.ok("import", "--from", "jrnl", "-", stdin=JRNL) == f"{found}0 entries in, 2 already there.\n"
    shell.ok("undo")
    assert shell.ok("list") == ""
    assert "2 back from the trash" in shell.ok("import", "--from", "jrnl", str(path))


def test_import_of_what_cannot_be_read(shell: Shell, tmp_path: Path) -> None:
    assert "does not exist" in shell.fails(1, "import", "--from", "jrnl", str(tmp_path / "none"))
    assert "folder" in shell.fails(1, "import", "--from", "jrnl", str(tmp_path))
    assert "jrnl" in shell.fails(2, "import", "--from", "nonsense", str(tmp_path))
    shell.fails(2, "import")
    assert shell("import", "--from", "jrnl", "-", stdin=b"\xff\xfe\x00").exit_code in (1, 2)
    assert shell("import", "--from", "json", "-", stdin=b"no json").exit_code in (1, 2)
    assert "jrnl" in shell.ok("import", "--list")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_import_without_permission(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.touch(mode=0)
    assert "permission" in shell.fails(1, "import", "--from", "jrnl", str(path))
