"""The doctor says what is wrong, and brings back the last good state with the damaged file kept."""

import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mastery.core.base.errors import MasteryError
from mastery.store.doctor import examine
from mastery.store.mending import mend
from tests.support.journals import StillClock, entry, journal, titles

CLOCK = StillClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal of three entries: two folded, one in the log."""
    folder = tmp_path / "j"
    journal(folder).add(entry("one"), entry("two"))
    assert len(titles(folder)) == 2
    journal(folder).add(entry("three"))
    return folder


def levels(path: Path) -> set[str]:
    return {finding.level for finding in examine(path, CLOCK)}


def test_a_sound_journal_is_found_sound(path: Path) -> None:
    assert levels(path) == {"ok"}
    assert [finding.text for finding in mend(path, CLOCK)] == ["There was nothing to mend."]


@pytest.mark.parametrize("damage", [b"", b"garbage", b'{"entries": {', b"\xff\xfe\x00", b"[" * 100_000, b'{"meta": 3}'])
@pytest.mark.parametrize("backups", [True, False])
def test_a_damaged_file_is_salvaged_and_kept_beside(path: Path, damage: bytes, backups: bool) -> None:
    file = path / "journal.json"
    file.write_bytes(damage)
    if not backups:
        for backup in (path / "backups").iterdir():
            backup.unlink()
    with pytest.raises(MasteryError, match="doctor"):
        journal(path).entries()
    assert "bad" in levels(path)
    mend(path, CLOCK)
    assert titles(path) == ["one", "two", "three"]
    (kept,) = path.glob("journal.json.damaged-*")
    assert kept.read_bytes() == damage
    assert levels(path) == {"ok"}


def test_a_mended_journal_has_the_changes_of_its_log_in_the_history(path: Path) -> None:
    with journal(path) as one:
        three = one.entries()[-1]
    with journal(path) as one:
        one.change(three, msgspec.structs.replace(three, title="four"))
        (path / "journal.json").write_bytes(b"garbage")
        mend(path, CLOCK)
    with journal(path) as one:
        assert [change.verb for change in one.history(three.id)] == ["add", "edit"]
        one.undo()
        assert one.get(type(three), three.id) == three


def test_a_missing_file_is_made_again_from_the_history(path: Path) -> None:
    (path / "journal.json").unlink()
    with pytest.raises(MasteryError, match="doctor"):
        journal(path).entries()
    mend(path, CLOCK)
    assert set(titles(path)) == {"one", "two", "three"}


def test_without_history_and_backups_the_whole_lines_of_the_damaged_file_are_saved(path: Path) -> None:
    titles(path)
    for folder in ("history", "backups"):
        for file in (path / folder).iterdir():
            file.unlink()
    data = (path / "journal.json").read_bytes()
    (path / "journal.json").write_bytes(data.replace(b'"title":"two"', b'"title":"tw', 1))
    mend(path, CLOCK)
    assert set(titles(path)) == {"one", "three"}


def test_a_log_without_its_head_is_taken_in(path: Path) -> None:
    log = path / "journal.log"
    log.write_bytes(b"x" + log.read_bytes())
    with pytest.raises(MasteryError, match="doctor"):
        journal(path).add(entry("four"))
    mend(path, CLOCK)
    assert set(titles(path)) == {"one", "two", "three"}


def test_a_damaged_line_is_passed_over_and_kept(path: Path) -> None:
    log = path / "journal.log"
    journal(path).add(entry("four"))
    log.write_bytes(log.read_bytes().replace(b'"title":"three"', b'"title":"thr33"'))
    assert set(titles(path)) == {"one", "two", "four"}
    assert b"thr33" in (path / "history" / "unreadable.log").read_bytes()


def test_open_permissions_are_closed(path: Path) -> None:
    (path / "journal.json").chmod(0o644)
    assert levels(path) == {"ok", "warn"}
    mend(path, CLOCK)
    assert levels(path) == {"ok"}


def test_a_newer_journal_and_a_folder_that_is_none_are_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(MasteryError, match="holds no journal"):
        examine(tmp_path, CLOCK)
    file = path / "journal.json"
    newer = file.read_bytes().replace(b'"schema":1', b'"schema":99')
    file.write_bytes(newer)
    for call in (examine, mend):
        with pytest.raises(MasteryError, match="Update mastery"):
            call(path, CLOCK)
    assert file.read_bytes() == newer


def test_what_two_machines_wrote_at_once_is_taken_in_from_the_conflict_copies(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    with journal(here) as one:
        one.add(entry("shared"), entry("edited on both"))
        one.entries()
    shutil.copytree(here, there)
    for path, name, device in ((here, "here", "aaaa"), (there, "there", "bbbb")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("mastery.store.folder.device_id", lambda device=device: device)
            with journal(path) as one:
                one.entries()
                one.add(entry(f"folded {name}"))
                (both,) = (entry for entry in one.entries() if entry.title == "edited on both")
                one.change(both, msgspec.structs.replace(both, **CHANGED[name]))
                journal(path).add(entry(f"in the log {name}"))
    # What a synchronising program makes of it: here's files stay, there's come beside them.
    for file in ("journal.json", "journal.log", "history/2026-11.log"):
        stem, _, suffix = file.rpartition(".")
        shutil.copy(there / file, here / f"{stem}.sync-conflict-20261123-213000-ABCDEFG.{suffix}")
    assert any("--mend` takes it in" in finding.text for finding in examine(here, StillClock()))
    mend(here, StillClock())
    assert not any(finding.level != "ok" for finding in examine(here, StillClock()))
    with journal(here) as one:
        assert sorted(entry.title for entry in one.entries()) == [
            "folded here", "folded there", "in the log here", "in the log there", "shared", "title of here",
        ]  # fmt: skip
        (both,) = (entry for entry in one.entries() if entry.title == "title of here")
        assert both.starred, "each field is the one that was set last"


CHANGED: dict[str, dict[str, Any]] = {"here": {"title": "title of here"}, "there": {"starred": True}}
"""What each machine changes of the same entry."""


def test_a_log_that_came_before_its_journal_json_is_waited_for_or_mended(path: Path) -> None:
    old = (path / "journal.json").read_bytes()
    assert len(titles(path)) == 3  # which folds the third
    new = (path / "journal.json").read_bytes()
    (path / "journal.json").write_bytes(old)
    with pytest.raises(MasteryError, match="let it finish"):
        titles(path)
    (path / "journal.json").write_bytes(new)
    assert len(titles(path)) == 3
    (path / "journal.json").write_bytes(old)
    assert "bad" in levels(path)
    mend(path, CLOCK)
    assert len(titles(path)) == 3
