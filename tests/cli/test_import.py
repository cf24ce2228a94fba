"""`mastery import`: what comes in and what is refused; Ctrl-C calls all of it off, or comes too late."""

import base64
import hashlib
import json
import os
import signal
import zipfile
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


AMBIGUOUS = "[05/03/2026 09:00] A.\n\n[06/03/2026 09:00] B.\n"


def test_a_file_of_ambiguous_dates_asks_for_the_format(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_text(AMBIGUOUS)
    refused = shell.fails(1, "import", "--from", "jrnl", str(path))
    assert "--date-format '%d/%m/%Y %H:%M'" in refused
    assert shell.ok("list") == ""
    shell.ok("import", "--from", "jrnl", "--date-format", "%d/%m/%Y %H:%M", str(path))
    listed = json.loads(shell.ok("list", "--format", "json"))
    assert {one["day"] for one in listed} == {"2026-03-05", "2026-03-06"}
    assert "for other formats than loop" in shell.fails(2, "import", "--from", "loop", "--date-format", "%F", str(path))
    assert "year, month and day" in shell.fails(2, "import", "--from", "jrnl", "--date-format", "%H", str(path))


def test_a_folder_of_jrnl(shell: Shell, tmp_path: Path) -> None:
    day = tmp_path / "old/2026/03/05.txt"
    day.parent.mkdir(parents=True)
    day.write_text("[05/03/2026 09:00] A.\n")
    assert "1 entry in" in shell.ok("import", "--from", "jrnl", str(tmp_path / "old"))


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A journal that jrnl 2 would have encrypted with the password "sésame"."""
    from cryptography.fernet import Fernet

    salt = b"\xf2\xd5q\x0e\xc1\x8d.\xde\xdc\x8e6t\x89\x04\xce\xf8"
    key = base64.urlsafe_b64encode(hashlib.pbkdf2_hmac("sha256", "sésame".encode(), salt, 100_000))
    made = tmp_path / "locked.txt"
    made.write_bytes(Fernet(key).encrypt(ENTRIES.encode()))
    return made


def test_an_encrypted_journal_takes_its_password_from_a_file(shell: Shell, locked: Path, tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("sésame\r\nnot this\n")
    assert "--password-file FILE" in shell.fails(1, "import", "--from", "jrnl", str(locked))
    done = shell.ok("import", "--from", "jrnl", "--password-file", str(password), str(locked))
    assert done.endswith("10 entries in, 0 already there.\n")
    password.write_text("wrong")
    command = ("import", "--from", "jrnl", "--password-file", str(password), str(locked))
    assert "password is wrong" in shell.fails(1, *command)


def test_the_password_is_asked_for_on_a_terminal_and_not_shown(
    shell: Shell, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import mastery.cli.commands.import_ as command

    monkeypatch.setattr(command, "input_is_terminal", lambda: True)
    result = shell("import", "--from", "jrnl", str(locked), stdin="sésame\n")
    assert result.exit_code == 0
    assert "Password of the journal" in result.stderr
    assert "sésame" not in result.output
    assert "Stopped" in shell("import", "--from", "jrnl", str(locked), stdin="").stderr


def test_an_archive_of_a_folder_of_jrnl(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("journal/2026/03/05.txt", "[05/03/2026 09:00] A.\n")
    assert "1 entry in" in shell.ok("import", "--from", "jrnl", str(path))
