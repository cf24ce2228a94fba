"""delete, restore, undo, backups, export, and what goes wrong with files."""

import json
import stat
from pathlib import Path

from mastery.store import Journal
from tests.support.cli import Shell


def test_delete_restore_undo(shell: Shell) -> None:
    first, second = shell.log("First"), shell.log("Second")
    printed = shell.ok("delete", first)
    assert "First" in printed and "mastery undo" in printed
    assert "First" in shell.ok("list", "--trash")
    assert "First" not in shell.ok("list")
    shell.fails(1, "delete", first)
    assert "First" in shell.ok("restore", first)
    assert "First" in shell.ok("list")
    shell.ok("delete", first, second, "last")
    assert shell.ok("list") == ""
    shell.ok("undo")
    assert len(shell.ok("list").splitlines()) == 2


def test_nothing_to_undo(shell: Shell) -> None:
    shell.fails(1, "undo")


def test_backups(shell: Shell) -> None:
    shell.log("First")
    assert "There is no backup yet" in shell("backup", "--list").stderr
    shell.ok("backup")
    name = shell.ok("backup", "--list").strip()
    shell.log("Second")
    assert "mastery undo" in shell.ok("restore-backup", name)
    assert "Second" not in shell.ok("list")
    shell.ok("undo")
    assert "Second" in shell.ok("list")
    shell.fails(1, "restore-backup", "1999")


def test_export_json_and_back(shell: Shell, tmp_path: Path) -> None:
    shell.log("First. #tag")
    shell.log("--star", "Second. 日本")
    shell.ok("delete", "last")
    before = shell.ok("export", "--to", "json")
    other = Shell(tmp_path / "other")
    other.ok("import", "--from", "json", "-", stdin=before)
    assert json.loads(other.ok("export", "--to", "json")) == json.loads(before)


def test_export_with_filters(shell: Shell) -> None:
    shell.log("First. #tag")
    shell.log("Second. Text")
    text = shell.ok("export", "--to", "markdown", "--tag", "tag")
    assert "First" in text and "Second" not in text
    assert "First" not in shell.ok("export", "--to", "markdown", "--until", "2026-11-19")


def test_export_to_a_file_never_overwrites_unasked(shell: Shell, tmp_path: Path) -> None:
    shell.log("First")
    path = tmp_path / "out.md"
    path.write_text("mine")
    assert "--force" in shell.fails(1, "export", "--to", "markdown", "--output", str(path))
    assert path.read_text() == "mine"
    result = shell("export", "--to", "markdown", "-o", str(path), "--force")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 entry" in result.stderr
    assert "First" in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    shell.fails(1, "export", "--to", "markdown", "--output", str(tmp_path))


def test_export_to_a_folder(shell: Shell, tmp_path: Path) -> None:
    shell.log("First")
    name = "markdown-folder"
    assert "--output" in shell.fails(2, "export", "--to", name)
    folder = tmp_path / "vault"
    assert shell("export", "--to", name, "--output", str(folder)).exit_code == 0
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any("First" in path.read_text() for path in files)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)
    assert "--force" in shell.fails(1, "export", "--to", name, "--output", str(folder))
    assert shell("export", "--to", name, "--output", str(folder), "--force").exit_code == 0


def test_export_of_an_unknown_format(shell: Shell) -> None:
    assert "markdown" in shell.fails(2, "export", "--to", "nonsense")
    assert "markdown" in shell.ok("export", "--list")


def test_a_journal_that_is_no_journal(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("mine")
    for args in (("list",), ("log", "text"), ("doctor",)):
        shell.fails(1, "--journal", str(path), *args)
    assert path.read_text() == "mine"


def test_a_damaged_journal(shell: Shell) -> None:
    shell.log("First")
    shell.ok("list")
    (shell.folder / "journal.json").write_text("{garbage")
    assert "mastery doctor" in shell.fails(1, "list")
    result = shell("doctor")
    assert result.exit_code == 1 and "BAD" in result.stdout
    assert shell("doctor", "--mend").exit_code == 0
    assert "First" in shell.ok("list")


def test_doctor_of_a_sound_journal(shell: Shell) -> None:
    shell.log("First")
    shell.ok("list")
    assert "BAD" not in shell.ok("doctor")


def test_a_draft_is_put_in_the_trash_from_where_it_comes_back(shell: Shell) -> None:
    with Journal(shell.folder, clock=shell.clock) as made:
        key = made.new_draft_key()
        made.save_draft(key, "Half a thought. And more")
        made.leave_draft(key)
    said = shell.ok("delete", "--draft")
    assert "Half a thought" in shell.ok("list", "--trash")
    assert shell.ok("list") == ""
    assert "no draft" in shell.fails(1, "delete", "--draft")
    shell.ok(*said.rsplit("mastery ", 1)[1].split())
    assert "Half a thought" in shell.ok("list")


def test_what_to_delete_has_to_be_said(shell: Shell) -> None:
    shell.log("One")
    assert "mastery delete last" in shell.fails(2, "delete")
    assert "--draft" in shell.fails(2, "delete", "last", "--draft")
