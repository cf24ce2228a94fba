"""A change of a text names the version it replaces: the one that was edited, whatever was saved meanwhile."""

import contextlib
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import inspect
from tinydb import where

from mastery.core.base.changes import Change, Document, fold, stamps_of
from mastery.core.base.checking import check_of
from mastery.core.base.checks import plain_text, some_text
from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import to_int
from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal
from mastery.core.upkeep.kinds import RECORDS, TEXTS
from mastery.store import Journal
from mastery.store.history import months
from mastery.store.log import decode_changes
from mastery.store.mending import mend
from tests.support.examples import examples
from tests.support.journals import MONDAY, StillClock, entry, journal

CLOCK = StillClock()


def files_of(path: Path) -> list[Path]:
    """The files of a journal that hold its changes."""
    return [path / "journal.log", *months(path / "history")]


def lines(path: Path) -> list[Change]:
    """Every change in a journal's files, by stamp."""
    found = [one for file in files_of(path) for one in decode_changes(file.read_bytes())[0]]
    return sorted({one.stamp: one for one in found}.values(), key=lambda one: one.stamp)


def last(path: Path) -> Change:
    return lines(path)[-1]


def reworded(record: Entry, body: str) -> tuple[Entry, Entry]:
    return record, msgspec.structs.replace(record, body=body)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal with one entry, folded."""
    with journal(tmp_path) as opened:
        opened.add(entry("title", "first"))
        opened.entries()
    return tmp_path


def test_a_record_that_is_made_replaces_nothing_and_its_line_says_nothing_of_it(tmp_path: Path) -> None:
    journal(tmp_path).add(entry("title", "text"))
    with journal(tmp_path) as opened:
        opened.entries()
        opened.add(entry("another", "text"))
        assert b'"over"' not in (tmp_path / "journal.log").read_bytes()


def test_an_edit_names_the_versions_of_the_texts_it_sets_folded_or_not(path: Path) -> None:
    (made,) = lines(path)
    with journal(path) as opened:
        (found,) = opened.entries()
        opened.change(found, msgspec.structs.replace(found, body="second", starred=True))
        edited = last(path)
        assert edited.over == {"body": [made.stamp]}
        (found,) = opened.entries()
        opened.change(found, msgspec.structs.replace(found, title="second", body="third"))
        assert last(path).over == {"title": [made.stamp], "body": [edited.stamp]}


def test_a_change_of_what_is_no_text_names_nothing(path: Path) -> None:
    with journal(path) as opened:
        goal = Goal(id=entry("x").id, title="Sing", made=MONDAY, day=MONDAY.date())
        opened.add(goal)
        opened.change(goal, msgspec.structs.replace(goal, title="Sing well", status="paused"))
        assert last(path).over == {}
        opened.delete(*opened.entries())
        assert last(path).over == {}


def test_an_edit_that_began_before_another_names_the_version_it_began_on_and_undo_goes_back_to_the_other(
    path: Path,
) -> None:
    (made,) = lines(path)
    with journal(path) as opened:
        (began,) = opened.entries()
        with journal(path) as other:
            other.change(*reworded(other.entries()[0], "from elsewhere"))
        opened.change(*reworded(began, "from here"))
        assert last(path).over == {"body": [made.stamp]}
        assert last(path).was == {"body": "from elsewhere"}
        opened.undo()
        assert opened.entries()[0].body == "from elsewhere"


def test_an_edit_that_sets_what_another_has_set_already_changes_nothing(path: Path) -> None:
    with journal(path) as opened:
        (began,) = opened.entries()
        with journal(path) as other:
            other.change(*reworded(other.entries()[0], "the same"))
        count = len(lines(path))
        opened.change(*reworded(began, "the same"))
        assert len(lines(path)) == count


def test_undo_and_going_back_to_a_backup_name_what_they_replace(path: Path) -> None:
    with journal(path) as opened:
        backup = opened.backup()
        opened.change(*reworded(opened.entries()[0], "second"))
        second = last(path)
        opened.undo()
        undone = last(path)
        assert undone.over == {"body": [second.stamp]}
        opened.change(*reworded(opened.entries()[0], "third"))
        third = last(path)
        assert third.over == {"body": [undone.stamp]}
        opened.restore_backup(backup.stem)
        assert last(path).over == {"body": [third.stamp]}


def test_a_table_of_tinydb_names_what_it_replaces(path: Path) -> None:
    (made,) = lines(path)
    with journal(path) as opened:
        opened._open().table("entries").update({"body": "set by a script"}, where("title") == "title")
        assert last(path).over == {"body": [made.stamp]}


def test_where_the_version_is_not_known_none_is_named(path: Path) -> None:
    file = path / "journal.json"
    file.write_text(file.read_text("utf-8").replace("first", "written by another program"), "utf-8")
    with journal(path) as opened:
        began = msgspec.structs.replace(opened.entries()[0], body="never saved")
        opened.change(*reworded(began, "second"))
        assert last(path).over == {"body": []}


def test_text_fields_are_those_of_any_number_of_lines() -> None:
    """Versions of one line cannot be merged, and what is never edited has none. An entry's title is text too."""
    several = {
        kind.table: {
            field.name for field in msgspec.structs.fields(kind) if _takes_lines(field.type) and field.name != "id"
        }
        for kind in RECORDS
    }
    assert several.pop("summaries") == {"text"}, "what left the journal"
    assert several.pop("entries") | {"title"} == TEXTS["entries"]
    assert several == {table: set(found) for table, found in TEXTS.items() if table not in ("summaries", "entries")}


def _takes_lines(kind: Any) -> bool:
    return check_of(inspect.type_info(kind)) in (plain_text, some_text)


STEPS = st.lists(
    st.tuples(st.sampled_from(["begin", "save", "shell", "undo", "meet"]), st.integers(0, 1), st.integers(0, 1)),
    min_size=4,
    max_size=14,
)
"""What happens, on which machine, to which entry."""


@examples(25)
@given(STEPS)
def test_in_a_history_of_two_machines_each_text_names_the_newest_version_its_editor_had_seen(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    devices = {tmp_path_factory.mktemp(name): name for name in ("aaaa", "bbbb")}
    here, there = folders = list(devices)
    records = [entry("title 0", "body 0"), entry("title 1", "body 1")]
    with journal(here) as opened:
        opened.add(*records)
        opened.entries()
    shutil.copytree(here, there, dirs_exist_ok=True)
    windows = [Journal(folder, clock=CLOCK, device=device) for folder, device in devices.items()]
    editors: dict[tuple[int, int], tuple[Entry, dict[str, str]]] = {}
    began: dict[str, dict[str, str]] = {}
    """The stamps of the versions on which each act was begun."""

    def opened_in(window: Journal, which: int) -> tuple[Entry, dict[str, str]]:
        window.refresh()
        found = window.get(Entry, records[which].id)
        assert found is not None
        return found, stamps_of(window._storage.read()["entries"][str(to_int(found.id))])

    def save(window: Journal, old: Entry, stamps: dict[str, str], text: str) -> None:
        new = msgspec.structs.replace(old, title=f"title of {text}", body=f"body of {text}", starred=not old.starred)
        began[window.act("edit", edited=[(old, new)])] = stamps

    for number, (step, machine, which) in enumerate(steps):
        if step == "begin":
            editors[machine, which] = opened_in(windows[machine], which)
        elif step == "save" and (machine, which) in editors:
            save(windows[machine], *editors.pop((machine, which)), f"{number}")
        elif step == "shell":
            with Journal(folders[machine], clock=CLOCK, device=devices[folders[machine]]) as shell:
                save(shell, *opened_in(shell, which), f"{number}")
        elif step == "undo":
            windows[machine].refresh()
            with contextlib.suppress(MasteryError):  # nothing to undo
                windows[machine].undo()
        elif step == "meet":
            copy = folders[machine] / "journal.sync-conflict-20261123-213000.log"
            copy.write_bytes(b"".join(file.read_bytes() for file in files_of(folders[1 - machine])))
            mend(folders[machine], CLOCK)
    for window, folder in zip(windows, folders, strict=True):
        window.close()
        check_over(lines(folder), began)


def check_over(changes: list[Change], began: dict[str, dict[str, str]]) -> None:
    """What `over` says is true of every change, and folding does not look at it."""
    versions = {change.stamp: change for change in changes}
    for change in changes:
        assert change.over.keys() == (set() if change.made else TEXTS[change.table] & change.set.keys())
        for name, stamps in change.over.items():
            (stamp,) = stamps
            version = versions[stamp]
            assert version.record == change.record and stamp < change.stamp
            if change.act not in began:
                assert version.set[name] == change.was[name]
            elif stamp != began[change.act][name]:  # undo has brought the same text back meanwhile
                assert version.undoes and version.set[name] == versions[began[change.act][name]].set[name]
    for record in {change.record for change in changes}:
        mine = [change for change in changes if change.record == record]
        assert folded(mine) == folded(msgspec.structs.replace(change, over={}) for change in mine)


def folded(changes: Iterable[Change]) -> Document | None:
    document: Document | None = None
    for change in changes:
        document = fold(document, change)
    return document
