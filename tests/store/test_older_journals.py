"""A journal that an earlier version made opens with everything in it, and goes on as any other."""

import base64
import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Entry, Record, from_fields
from mastery.core.goals.goal import Goal
from mastery.core.upkeep.kinds import RECORDS
from mastery.host.files import FILE_MODE, FOLDER_MODE
from mastery.store import Journal
from mastery.store.doctor import examine
from mastery.store.history import months
from mastery.store.log import SCHEMA
from tests.support.cli import Shell
from tests.support.journals import StillClock, journal

JOURNALS = Path(__file__).parent.parent / "journals"
NAMES = sorted(path.name for path in JOURNALS.iterdir() if path.is_dir())

CLOCK = StillClock(dt.datetime(2026, 11, 30, 9, 0, tzinfo=dt.UTC))


@pytest.fixture(params=NAMES)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of an earlier version's journal, open to its owner alone as it was."""
    copy = tmp_path / request.param
    shutil.copytree(JOURNALS / request.param, copy)
    for one in [copy, *copy.rglob("*")]:
        one.chmod(FOLDER_MODE if one.is_dir() else FILE_MODE)
    return copy


@pytest.fixture
def read(path: Path) -> dict[str, Any]:
    """What the version that made it read."""
    found: dict[str, Any] = json.loads((JOURNALS / f"{path.name}.json").read_text("utf-8"))
    return found


def documents(opened: Journal, tables: dict[str, Any]) -> dict[str, Any]:
    return {name: opened.documents(name) for name in tables}


def goal(opened: Journal) -> Goal:
    return next(one for one in opened.records(Goal) if one.why)


def test_every_record_is_read_as_it_was_read_then(path: Path, read: dict[str, Any]) -> None:
    with journal(path, CLOCK) as opened:
        assert documents(opened, read["documents"]) == read["documents"]
        assert [one.id for one in opened.entries()] == read["living"]
        assert [one.id for one in opened.trash()] == read["trash"]
        for kind in RECORDS:
            living = [one["id"] for one in read["documents"].get(kind.table, ()) if one["deleted"] is None]
            assert kind is Entry or [one.id for one in opened.records(kind)] == living


def test_no_field_changes_when_a_record_is_read_and_written(read: dict[str, Any]) -> None:
    kinds: dict[str, type[Record]] = {kind.table: kind for kind in RECORDS}
    for table, found in read["documents"].items():
        assert found, f"the journal has no {table}"
        for document in found:
            again = msgspec.json.decode(msgspec.json.encode(from_fields(kinds[table], document)))
            assert {name: again.get(name, value) for name, value in document.items()} == document


def test_the_changes_of_each_record_are_as_they_were(path: Path, read: dict[str, Any]) -> None:
    with journal(path, CLOCK) as opened:
        for record, changes in read["history"].items():
            assert [f"{one.stamp} {one.verb} {one.act}" for one in opened.history(record)] == changes


def test_what_was_being_typed_and_what_lies_beside_the_records_is_there(path: Path, read: dict[str, Any]) -> None:
    with journal(path, CLOCK) as opened:
        assert {one.key: opened.read_draft(one.key) for one in opened.drafts()} == read["drafts"]
        assert {one: opened.read_draft(opened.page_draft(one)[0]) for one in read["pages"]} == read["pages"]
        forms = {one.name: msgspec.to_builtins(opened.unsaved_form(one.name)) for one in opened.left_forms("")}
        assert forms == read["forms"]
        assert msgspec.to_builtins(opened.timer()) == read["timer"]
        for name, data in read["attachments"].items():
            assert opened.attachment(name) == base64.b64decode(data)
        assert [one.name for one in opened.backups()] == read["backups"]


def test_the_doctor_finds_nothing_wrong_before_it_is_folded_or_after(path: Path) -> None:
    assert {one.level for one in examine(path, CLOCK)} == {"ok"}
    with journal(path, CLOCK) as opened:
        opened.entries()
    assert {one.level for one in examine(path, CLOCK)} == {"ok"}


def test_it_is_changed_folded_and_changed_back(path: Path, read: dict[str, Any]) -> None:
    lines = sum(len(one.read_bytes().splitlines()) for one in months(path / "history"))
    with journal(path, CLOCK) as opened:
        entry, aim = opened.entries()[-1], goal(opened)
        opened.change(entry, msgspec.structs.replace(entry, body="Another text."))
        opened.act("edit", edited=[(aim, msgspec.structs.replace(aim, why="Another reason."))])
        opened.delete(opened.entries()[0])
    assert json.loads((path / "journal.json").read_text("utf-8"))["meta"]["1"]["schema"] == SCHEMA
    assert len((path / "journal.log").read_bytes().splitlines()) == 1
    assert sum(len(one.read_bytes().splitlines()) for one in months(path / "history")) == lines + 2 + 3
    with journal(path, CLOCK) as opened:
        assert opened.entries()[-1].body == "Another text."
        assert opened.get(Goal, aim.id) == msgspec.structs.replace(aim, why="Another reason.")
        for _ in range(3):
            opened.undo()
        assert documents(opened, read["documents"]) == read["documents"]


def test_undo_takes_back_all_that_the_earlier_version_did(path: Path, read: dict[str, Any]) -> None:
    with journal(path, CLOCK) as opened:
        newest = max((one for changes in read["history"].values() for one in changes), key=lambda one: one.split()[0])
        (record,) = (one for one, changes in read["history"].items() if newest in changes)
        opened.undo()
        assert opened.history(record)[-1].undoes == newest.split()[2]
        assert record in {one.id for one in opened.trash()}
        with pytest.raises(MasteryError, match="nothing to undo"):
            while True:
                opened.undo()
        assert not opened.entries()


def test_a_backup_that_the_earlier_version_made_is_gone_back_to_and_left_again(
    path: Path, read: dict[str, Any]
) -> None:
    with journal(path, CLOCK) as opened:
        for backup in opened.backups():
            then = json.loads(backup.read_text("utf-8"))
            opened.restore_backup(backup.stem)
            living = {one["id"] for one in then.get("entries", {}).values() if one["deleted"] is None}
            assert {one.id for one in opened.entries()} == living
            opened.undo()
            assert documents(opened, read["documents"]) == read["documents"]


def test_all_of_it_is_exported_and_comes_in_again(path: Path, read: dict[str, Any], tmp_path: Path) -> None:
    old, new = Shell(path), Shell(tmp_path / "new")
    exported = old.ok("export", "--to", "json")
    assert json.loads(exported)["tables"] == read["documents"]
    (tmp_path / "all.json").write_text(exported, "utf-8")
    new.ok("import", "--from", "json", "--trust", str(tmp_path / "all.json"))
    with journal(tmp_path / "new", CLOCK) as opened:
        assert documents(opened, read["documents"]) == read["documents"]
