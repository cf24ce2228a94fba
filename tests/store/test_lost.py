"""If journal.json and the log lack what the history has, every reader says so, and the doctor can mend it."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mastery.core.base.errors import MasteryError
from mastery.store.doctor import examine
from tests.support.cli import Shell
from tests.support.journals import StillClock, journal, titles

READ = (
    "list", "search one", "show last", "today", "tags", "streak", "goal list", "practice list", "model list",
    "predict list", "mentor list", "review week", "recall", "export --to json", "undo", "delete last", "backup",
    "restore-backup", "status", "edit last", "list --trash",
)  # fmt: skip


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A journal of three folded entries, folded twice, with a backup of the first two."""
    one = Shell(tmp_path / "j")
    one.log("One.")
    one.log("Two.")
    one.ok("list")
    shutil.copytree(one.folder, tmp_path / "before")
    one.log("Three.")
    one.ok("list")
    return one


def without(*names: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return damage


def older(folder: Path) -> None:
    """Both files put back as they were."""
    for name in ("journal.json", "journal.log"):
        shutil.copyfile(folder.parent / "before" / name, folder / name)


def backup_alone(folder: Path) -> None:
    """The backup put in the place of journal.json, without the log."""
    shutil.copyfile(next((folder / "backups").glob("*.json")), folder / "journal.json")
    (folder / "journal.log").unlink()


def backup(folder: Path) -> None:
    """The backup put in the place of journal.json, beside the log."""
    shutil.copyfile(next((folder / "backups").glob("*.json")), folder / "journal.json")


def empty(folder: Path) -> None:
    for name in ("journal.json", "journal.log"):
        (folder / name).write_bytes(b"")


def a_log_of_another(folder: Path) -> None:
    """journal.json gone, and in the log's place one that was begun later."""
    (folder / "journal.json").unlink()
    other = Shell(folder.parent / "other")
    other.log("Another's.")
    shutil.copyfile(other.folder / "journal.log", folder / "journal.log")


LOSSES = {
    "both gone": without("journal.json", "journal.log"),
    "all but the history gone": lambda folder: (
        without("journal.json", "journal.log", "status.json", "journal.lock")(folder),
        shutil.rmtree(folder / "backups"),
    )[0],
    "both older": older,
    "a backup beside the log": backup,
    "a backup without the log": backup_alone,
    "both empty": empty,
    "journal.json gone": without("journal.json"),
    "a new log, journal.json gone": a_log_of_another,
}


@pytest.mark.parametrize("loss", LOSSES)
def test_every_command_that_reads_reports_a_loss_and_the_doctor_mends_it(shell: Shell, loss: str) -> None:
    LOSSES[loss](shell.folder)
    for command in READ:
        if command == "restore-backup" and loss == "all but the history gone":
            continue  # it says that there is no backup
        said = shell(*command.split())
        assert said.exit_code == 1 and "mastery doctor" in said.stderr, (command, said.output)
        assert said.stderr.count("\n") == 1 and "empty" not in said.output and "mastery log" not in said.output
    assert shell("doctor").exit_code == 1
    shell.ok("doctor", "--mend")
    assert {"One.", "Two.", "Three."} <= set(titles(shell.folder))
    assert {one.level for one in examine(shell.folder, StillClock())} == {"ok"}


@pytest.mark.parametrize("loss", [one for one in LOSSES if one != "both empty"])
def test_an_entry_captured_after_a_loss_is_saved_with_a_warning(shell: Shell, loss: str) -> None:
    LOSSES[loss](shell.folder)
    for title in ("Meanwhile.", "And again."):
        done = shell("log", title)
        assert done.exit_code == 0 and title in done.stdout
        assert "mastery doctor" in done.stderr and done.stderr.count("\n") == 1, done.stderr
    assert "mastery doctor" in shell.fails(1, "list")
    shell.ok("doctor", "--mend")
    assert {"One.", "Two.", "Three.", "Meanwhile.", "And again."} <= set(titles(shell.folder))
    assert shell("log", "Later.").stderr == ""


def test_a_journal_whose_log_alone_is_gone_opens_and_the_doctor_says_what_that_means(shell: Shell) -> None:
    (shell.folder / "journal.log").unlink()
    assert "journal.log is missing" in shell.ok("doctor")
    assert titles(shell.folder) == ["One.", "Two.", "Three."]


def test_another_journals_file_is_not_read_as_this_ones(shell: Shell, tmp_path: Path) -> None:
    other = Shell(tmp_path / "other")
    for number in range(4):
        other.log(f"Another's {number}.")
        other.ok("list")
    mine = (shell.folder / "journal.json").read_bytes()
    shutil.copyfile(other.folder / "journal.json", shell.folder / "journal.json")
    assert "belongs to another journal" in shell.fails(1, "list") and shell("status").exit_code == 1
    assert "two different journals" in shell("doctor").stdout
    (shell.folder / "journal.json").write_bytes(mine)
    assert titles(shell.folder) == ["One.", "Two.", "Three."]
    shutil.copyfile(other.folder / "journal.json", shell.folder / "journal.json")
    shell.ok("doctor", "--mend")
    assert len(titles(shell.folder)) == 7


def test_an_entry_written_while_the_file_was_away_is_there_when_it_is_back(shell: Shell, tmp_path: Path) -> None:
    away = [shell.folder / name for name in ("journal.json", "journal.log")]
    for file in away:
        file.rename(tmp_path / file.name)
    shell.log("Meanwhile.")
    (tmp_path / "journal.json").rename(shell.folder / "journal.json")
    assert titles(shell.folder) == ["One.", "Two.", "Three.", "Meanwhile."]


def test_a_file_that_another_program_wrote_in_its_own_form_is_not_a_loss(shell: Shell) -> None:
    file = shell.folder / "journal.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")), indent=1), "utf-8")
    assert shell("log", "More.").stderr == "" and shell.ok("status")
    assert len(titles(shell.folder)) == 4


def test_a_fold_cut_off_after_the_history_is_not_a_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = Shell(tmp_path / "j")
    shell.log("One.")
    for _ in range(2):
        with monkeypatch.context() as patch:
            patch.setattr("mastery.store.storage.write_atomic", _fails)
            shell.ok("list")
        assert shell("log", "More.").stderr == ""
        assert len(titles(shell.folder)) > 1


def _fails(*_: object) -> None:
    raise OSError("the disk is full")


def test_the_interface_does_not_open_a_journal_that_lacks_a_part(shell: Shell) -> None:
    without("journal.json", "journal.log")(shell.folder)
    with pytest.raises(MasteryError, match="mastery doctor"):
        journal(shell.folder).entries()


def test_where_nothing_but_backups_is_left_they_are_named(shell: Shell) -> None:
    without("journal.json", "journal.log", "status.json")(shell.folder)
    shutil.rmtree(shell.folder / "history")
    assert "restore-backup" in shell("list").stderr
    assert "restore-backup" in shell("doctor").output
    shell.ok("restore-backup")
    assert {"One.", "Two."} <= set(titles(shell.folder))


def test_an_empty_journal_without_backups_is_called_empty(tmp_path: Path) -> None:
    assert "The journal is empty." in Shell(tmp_path / "new")("list").stderr


def test_changes_out_of_order_in_the_log_are_folded_and_nothing_is_missed_afterwards(tmp_path: Path) -> None:
    """Another machine's line may carry a time far ahead, and stand before lines of earlier times."""
    one = Shell(tmp_path / "j")
    one.log("One.")
    one.clock.moment += dt.timedelta(days=2000)
    one.log("Two.")
    log = one.folder / "journal.log"
    head, first, second = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(head + second + first)
    for _ in range(3):
        assert "One." in one.ok("list") and "Two." in one.ok("list")
        one.log("More.")
    assert all(found.level == "ok" for found in examine(one.folder, one.clock))
