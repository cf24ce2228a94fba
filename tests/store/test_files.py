"""Files and folders are private, written whole, through links, and under temporary names that nobody can guess."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import MasteryError
from mastery.host import files
from mastery.host.config import load_settings, set_setting
from mastery.host.files import check_folder, is_temporary, make_folder, sync_folder, write_atomic, write_private
from mastery.host.paths import config_path
from mastery.store.doctor import examine
from tests.support.cli import Shell
from tests.support.devices import link_to_device
from tests.support.journals import StillClock, entry, journal, titles


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_every_folder_made_for_a_journal_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folders" / "diary"
    journal(path).add(entry("one"))
    assert [mode(one) for one in (path, path.parent, path.parent.parent)] == [0o700] * 3


def test_the_names_of_new_folders_are_synced_from_the_first_one_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(files, "sync_folder", synced.append)
    make_folder(tmp_path / "a" / "b")
    assert synced == [tmp_path.parent, tmp_path, tmp_path / "a"]


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EOPNOTSUPP])
def test_a_file_system_that_cannot_sync_folders_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    journal(tmp_path / "j").add(entry("one"))
    assert titles(tmp_path / "j") == ["one"]


def test_a_folder_whose_sync_fails_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="Input/output"):
        sync_folder(tmp_path)


# Temporary files


@pytest.mark.parametrize("plant", [Path.symlink_to, Path.write_bytes], ids=["a link", "a file"])
def test_a_file_planted_at_a_temporary_name_is_neither_followed_nor_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[..., object]
) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"theirs")
    monkeypatch.setattr(os, "urandom", lambda _: b"guessed!")
    planted = tmp_path / f".out.{b'guessed!'.hex()}.tmp"
    plant(planted, other if plant is Path.symlink_to else b"planted")
    with pytest.raises(FileExistsError):
        write_atomic(tmp_path / "out", b"mine")
    assert other.read_bytes() == b"theirs" and planted.read_bytes() in (b"theirs", b"planted")
    assert not (tmp_path / "out").exists()


def test_two_writes_of_one_process_have_different_temporary_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = []
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda old, new: (names.append(old), real(old, new)))
    write_atomic(tmp_path / "out", b"1")
    write_atomic(tmp_path / "out", b"2")
    assert len(set(names)) == 2 and all(map(is_temporary, names))
    assert not any(str(os.getpid()) in name.name for name in names)


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1))
def test_a_temporary_name_fits_where_the_name_itself_fits(name: str) -> None:
    temporary = files._temporary_name(name)
    assert len(os.fsencode(temporary)) <= max(128, len(os.fsencode(name)))
    assert is_temporary(Path(temporary)) and "/" not in temporary


@pytest.mark.parametrize("name", ["n" * 255, "ü" * 127, "日" * 85, "n" * 233], ids=len)
def test_a_file_with_as_long_a_name_as_there_can_be_is_written(tmp_path: Path, name: str) -> None:
    write_private(tmp_path / name, b"text")
    assert (tmp_path / name).read_bytes() == b"text"
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_the_doctor_names_and_removes_files_of_writes_that_were_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with journal(path) as one:
        one.add(entry("one"))
        one.entries()
    (path / "attachments").mkdir(mode=0o700)
    left = [path / "attachments" / f".photo.jpeg.{'ab' * 8}.tmp", path / ".journal.json.4711.tmp"]
    for file in left:
        file.touch(0o600)
    (path / "attachments" / "photo.tmp").touch(0o600)
    found = [one.text for one in examine(path, StillClock()) if "unfinished files: 2" in one.text]
    assert len(found) == 1
    Shell(path).ok("doctor", "--mend")
    assert not any(file.exists() for file in left) and (path / "attachments" / "photo.tmp").exists()
    assert not [one for one in examine(path, StillClock()) if "unfinished" in one.text]


# Links


def test_a_linked_config_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    link, target = config_path(), tmp_path / "dotfiles" / "mastery.toml"
    target.parent.mkdir()
    link.parent.mkdir(parents=True)
    link.symlink_to(os.path.relpath(target, link.parent))
    for theme in ("daylight", "ember"):  # at first the link leads nowhere
        set_setting("theme", theme)
        assert link.is_symlink() and load_settings().theme == theme
        assert f'"{theme}"' in target.read_text("utf-8")
        assert [one.name for one in target.parent.iterdir()] == [target.name]


def test_a_chain_of_links_stays_and_its_last_file_is_replaced(tmp_path: Path) -> None:
    first, second, last = tmp_path / "first", tmp_path / "sub" / "second", tmp_path / "sub" / "last"
    second.parent.mkdir()
    first.symlink_to("sub/second")
    second.symlink_to("last")
    write_atomic(first, b"text")
    assert first.is_symlink() and second.is_symlink() and last.read_bytes() == b"text"


def test_links_in_a_circle_are_one_clear_line(tmp_path: Path) -> None:
    link = config_path()
    link.parent.mkdir(parents=True)
    link.symlink_to(link.name)
    shell = Shell(tmp_path / "j")
    assert "too many levels of symbolic links" in shell.fails(1, "config", "theme", "ember")
    assert "too many levels of symbolic links" in shell.fails(1, "log", "One.")
    link.unlink()
    shell.log("One.")
    (shell.folder / "journal.json").symlink_to("journal.json")
    assert "too many levels of symbolic links" in shell.fails(1, "list")
    assert link.parent.is_dir() and (shell.folder / "journal.json").is_symlink()


@pytest.mark.parametrize("name", ["journal.json", "journal.log", "drafts", "history", "backups", "."])
def test_a_linked_part_of_a_journal_stays_linked(tmp_path: Path, name: str) -> None:
    path, away = tmp_path / "j", tmp_path / "away" / "part"
    away.parent.mkdir()
    with journal(path) as one:
        one.add(entry("one"))
        one.save_draft("new-1", "half")
        one.entries()
    part = path / name if name != "." else path
    part.rename(away)
    part.symlink_to(away)
    with journal(path) as two:
        two.add(entry("two"))
        two.save_draft("new-1", "half a thought")
        two.entries()
        two.backup()
    assert part.is_symlink() and sorted(titles(path)) == ["one", "two"]
    assert journal(path).read_draft("new-1") == "half a thought"
    assert sorted(one.level for one in examine(path, StillClock()) if one.level == "bad") == []


@pytest.mark.parametrize("command", [("log", "One."), ("list",), ("status",), ("doctor",)], ids=lambda one: one[0])
def test_a_journal_that_is_a_link_to_a_drive_that_is_away_is_neither_empty_nor_made(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = tmp_path / "j"
    path.symlink_to(tmp_path / "drive" / "diary")
    assert "Bring it back" in Shell(path).fails(1, *command)
    assert path.is_symlink() and not path.exists()


def test_an_export_to_a_link_needs_force_and_then_writes_where_it_leads(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "j")
    shell.log("One.")
    out, target = tmp_path / "out.json", tmp_path / "elsewhere.json"
    out.symlink_to(target)
    export = ("export", "--to", "json", "--output", str(out))
    assert "exists already" in shell.fails(1, *export)
    assert not target.exists()
    shell.ok(*export, "--force")
    assert out.is_symlink() and b"One." in target.read_bytes()


def test_a_file_or_a_link_in_a_circle_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "circle").symlink_to("circle")
    for name in ("file", "circle"):
        with pytest.raises(MasteryError, match=name):
            check_folder(tmp_path / name)
    check_folder(tmp_path / "not" / "there")


# A write that fails and cannot be taken back


def test_a_failed_append_that_cannot_be_removed_says_that_it_may_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "j"
    journal(path).add(entry("one"))
    real, log = os.fsync, path / "journal.log"

    def fsync(descriptor: int) -> None:
        if os.path.samestat(os.fstat(descriptor), log.stat()):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(descriptor)

    def cut(descriptor: int, size: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    for name, fails in (("ftruncate", cut), ("fsync", fsync)):
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", fsync)
            patch.setattr(os, name, fails)
            with pytest.raises(MasteryError, match="may be saved"):
                journal(path).add(entry(name))
    assert titles(path)[:2] == ["one", "ftruncate"]


def test_a_pipe_or_a_device_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    link_to_device("zero", tmp_path / "device")
    for path in (tmp_path / "pipe", tmp_path / "link", tmp_path / "device"):
        with pytest.raises(OSError, match="not a regular file"):
            write_atomic(path, b"x")
        with pytest.raises(MasteryError, match="it is not a regular file"):
            write_private(path, b"x", replace=True)
        assert not stat.S_ISREG(path.stat().st_mode)
    assert sorted(os.listdir(tmp_path)) == ["device", "device-zero", "link", "pipe"]
