"""What a person relies on: what was kept is there, can be taken back, and TinyDB itself can read it."""

import datetime as dt
import json
import multiprocessing
import os
import stat
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import tinydb
from tinydb import where

from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import to_int
from mastery.core.base.records import Entry
from mastery.store import Journal
from tests.support.journals import MONDAY, StillClock, entry, journal, titles


def test_adding_never_reads_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with journal(path) as first:
        first.add(entry("one"))
        assert first.entries()
    (path / "journal.json").write_bytes(b"garbage")
    journal(path).add(entry("two"))
    with pytest.raises(MasteryError, match="mastery doctor"):
        journal(path).entries()


def test_plain_tinydb_opens_the_file_and_gets_every_record_by_id(tmp_path: Path) -> None:
    path, one = tmp_path / "j", entry("one", "with #tags")
    journal(path).add(one, entry("two"))
    assert titles(path) == ["one", "two"]
    table = tinydb.TinyDB(path / "journal.json").table("entries")
    assert len(table.all()) == 2
    assert table.get(doc_id=to_int(one.id))["title"] == "one"
    assert table.search(where("title") == "two")


def test_tinydbs_own_updates_become_changes(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with journal(path) as mine:
        mine.add(entry("one"), entry("two"))
        table = mine._open().table("entries")
        table.update({"title": "changed"}, where("title") == "one")
        table.remove(where("title") == "two")
        assert mine.refresh() is False
    with journal(path) as again:
        assert [one.title for one in again.entries()] == ["changed"]
        assert [one.title for one in again.trash()] == ["two"]
        again.undo()
        assert len(again.entries()) == 2


def test_every_act_can_be_taken_back_one_by_one(tmp_path: Path) -> None:
    path, one = tmp_path / "j", entry("one")
    with journal(path) as mine:
        mine.add(one)
        mine.change(one, msgspec.structs.replace(one, title="uno"))
        mine.delete(mine.find("last"))
        assert not mine.entries()
        assert "back from the trash" in mine.undo()
        assert mine.find("last").title == "uno"
    with journal(path) as mine:  # the log was folded: the history knows
        assert "edit" in mine.undo()
        assert mine.find("last").title == "one"
        mine.undo()
        assert not mine.entries()
        assert [gone.title for gone in mine.trash()] == ["one"]
        with pytest.raises(MasteryError, match="nothing to undo"):
            mine.undo()


def test_importing_again_adds_nothing_and_brings_back_only_what_undo_took(tmp_path: Path) -> None:
    records = [entry("one"), entry("two")]
    with journal(tmp_path / "j") as mine:
        assert mine.import_records(records) == (2, 0, 0)
        mine.delete(mine.find("last"))
        assert mine.import_records(records) == (0, 2, 0)
        assert len(mine.entries()) == 1
        mine.undo()
        mine.undo()
        assert not mine.entries()
        assert mine.import_records(records) == (0, 0, 2)
        same_minute_and_text = [entry("one"), entry("three")]
        assert mine.import_records(same_minute_and_text) == (1, 1, 0)


def test_an_open_journal_sees_what_another_writes_also_through_folds(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with journal(path) as mine:
        mine.add(entry("one"))
        assert len(mine.entries()) == 1
        journal(path).add(entry("two"))
        assert mine.refresh() is True
        assert mine.refresh() is False
        assert titles(path) == ["one", "two"]  # that folded
        assert mine.refresh() is False
        journal(path).add(entry("three"))
        assert len(titles(path)) == 3
        journal(path).add(entry("four"))
        assert mine.refresh() is True
        assert [one.title for one in mine.entries()] == ["one", "two", "three", "four"]


def test_the_list_of_entries_stays_right_through_every_kind_of_change(tmp_path: Path) -> None:
    with journal(tmp_path / "j") as mine:
        several = [entry(str(number)) for number in range(20)]
        mine.add(*several)
        for number, one in enumerate(several[::3]):
            mine.change(one, msgspec.structs.replace(one, title=f"changed {number}"))
        mine.delete(*several[1::3])
        mine.restore(*[one for one in mine.trash() if one.title in "17"])
        held = list(mine.entries())
    with journal(tmp_path / "j") as again:
        assert list(again.entries()) == held


def test_only_the_owner_can_read_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "j"
    os.umask(0o022)
    with journal(path) as mine:
        mine.add(entry("one"))
        mine.save_draft(mine.new_draft_key(), "typing")
        mine.backup()
    found = [path, *path.rglob("*")]
    assert len(found) > 6
    assert [file for file in found if stat.S_IMODE(file.stat().st_mode) & 0o077] == []


def test_a_torn_last_line_is_dropped_and_the_next_entry_stands(tmp_path: Path) -> None:
    path = tmp_path / "j"
    mine = journal(path)
    mine.add(entry("one"))
    mine.add(entry("two"))
    whole = (path / "journal.log").read_bytes()
    for cut in range(len(whole.splitlines(keepends=True)[-1])):
        (path / "journal.log").write_bytes(whole[: len(whole) - 1 - cut])
        for old in ("journal.json", "history/2026-11.log"):
            (path / old).unlink(missing_ok=True)
        journal(path).add(entry("three"))
        # With only its line end missing the change is whole, and its checksum says so.
        assert titles(path) == (["one", "three"] if cut else ["one", "two", "three"])


@pytest.mark.parametrize("stop", ["write_atomic", "start", "append_lines"])
def test_a_fold_that_is_cut_off_loses_nothing_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    path = tmp_path / "j"
    mine = journal(path)
    mine.add(entry("one"))

    def cut(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr({"start": "mastery.store.log.Log.start"}.get(stop, f"mastery.store.storage.{stop}"), cut)
        assert titles(path) == ["one"]
    journal(path).add(entry("two"))
    assert titles(path) == ["one", "two"]
    with journal(path) as again:
        assert len(again.history(again.entries()[0].id)) == 1
        again.undo()
        assert [one.title for one in again.entries()] == ["one"]


def _write(path: str, name: str, count: int) -> None:
    for number in range(count):
        Journal(Path(path), clock=journal(Path(path)).clock).add(entry(f"{name}{number}"))


def test_three_processes_write_at_once_and_everything_is_there(tmp_path: Path) -> None:
    path = tmp_path / "j"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(str(path), name, 60)) for name in "abc"]
    for writer in writers:
        writer.start()
    with journal(path) as mine:
        mine.add(entry("mine"))
        while any(writer.is_alive() for writer in writers):
            mine.refresh()
            titles(path)  # folds while they write
        for writer in writers:
            writer.join()
            assert writer.exitcode == 0
        mine.refresh()
        assert len({one.title for one in mine.entries()}) == len(mine.entries()) == 181
    assert len(titles(path)) == 181


def test_a_kill_between_two_entries_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "j"
    program = (
        "import sys; from pathlib import Path; from tests.support.journals import entry, journal\n"
        "mine = journal(Path(sys.argv[1]))\n"
        "for number in range(10000):\n"
        "    mine.add(entry(str(number))); print(number, flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    seen = [process.stdout.readline().strip() for _ in range(30)]
    process.kill()
    seen += process.stdout.read().split()
    process.wait()
    assert set(seen) <= set(titles(path))


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "j"
    journal(path).add(entry("one"))
    titles(path)
    file = path / "journal.json"
    newer = file.read_bytes().replace(b'"schema":1', b'"schema":99')
    file.write_bytes(newer)
    with pytest.raises(MasteryError, match="Update mastery"):
        journal(path).entries()
    assert file.read_bytes() == newer


def test_unknown_fields_of_a_newer_version_survive_an_edit(tmp_path: Path) -> None:
    path, one = tmp_path / "j", entry("one")
    journal(path).add(one)
    titles(path)
    file = path / "journal.json"
    file.write_bytes(file.read_bytes().replace(b'"starred":', b'"weather":7,"starred":'))
    with journal(path) as mine:
        mine.change(mine.find("last"), msgspec.structs.replace(one, title="two"))
    kept = json.loads(file.read_bytes())["entries"][str(to_int(one.id))]
    assert (kept["weather"], kept["title"]) == (7, "two")


def test_a_folder_of_somebody_elses_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello")
    with pytest.raises(MasteryError, match="other files"):
        journal(tmp_path).add(entry("one"))
    with pytest.raises(MasteryError, match="is a file"):
        journal(tmp_path / "letter.txt")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["letter.txt"]


def test_a_full_disk_leaves_the_journal_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "j"
    mine = journal(path)
    mine.add(entry("one"))
    before = (path / "journal.log").read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(MasteryError, match="no space left on device"):
            mine.add(entry("two"))
    assert (path / "journal.log").read_bytes() == before


def test_going_back_to_a_backup_is_an_act_that_undo_takes_back(tmp_path: Path) -> None:
    one = entry("one")
    with journal(tmp_path / "j") as mine:
        mine.add(one)
        mine.backup()
        mine.change(one, msgspec.structs.replace(one, title="changed"))
        mine.add(entry("later"))
        assert mine.restore_backup() == (1, 1, 0)
        assert [each.title for each in mine.entries()] == ["one"]
        mine.undo()
        assert {each.title for each in mine.entries()} == {"changed", "later"}
        with pytest.raises(MasteryError, match="No backup begins"):
            mine.restore_backup("1999")


def test_get_gives_back_the_record_that_was_added(tmp_path: Path) -> None:
    one = entry("title", "body\n\n- list")
    with journal(tmp_path / "j") as mine:
        mine.add(one)
        assert mine.get(Entry, one.id) == one
        assert mine.find(mine.short(one.id)) == one
        with pytest.raises(MasteryError, match="mastery list"):
            mine.find("zzzzzz")


def test_undo_takes_back_the_last_act_although_the_clock_was_set_back(tmp_path: Path) -> None:
    clock = StillClock()
    for title in ("before", "after"):
        with journal(tmp_path, clock) as one:
            one.entries()
            one.add(entry(title, at=clock.moment))
        clock.moment -= dt.timedelta(days=365)
    with journal(tmp_path, clock) as one:
        assert "after" in one.undo()
    assert titles(tmp_path) == ["before"]


def test_an_entry_with_a_damaged_field_is_shown_as_such_and_cannot_be_changed(tmp_path: Path) -> None:
    with journal(tmp_path) as one:
        one.entries()
        one.add(entry("whole", at=MONDAY - dt.timedelta(days=1)), entry("hurt"))
    text = (tmp_path / "journal.json").read_text()
    (tmp_path / "journal.json").write_text(text.replace('"title":"hurt"', '"title":["hurt"]'))
    assert titles(tmp_path) == ["whole", "This entry cannot be read"]
    with journal(tmp_path) as one:
        hurt = one.find("last")
        with pytest.raises(MasteryError, match="cannot be read"):
            one.change(hurt, msgspec.structs.replace(hurt, starred=True))
    assert '["hurt"]' in (tmp_path / "journal.json").read_text()


def test_what_a_killed_write_left_is_swept_up(tmp_path: Path) -> None:
    with journal(tmp_path) as one:
        one.add(entry("one"))
        one.save_draft("new-gone", "half")
        one.leave_draft("new-gone")
        one.backup()
    left = [tmp_path / ".journal.json.1.tmp", tmp_path / "backups/.2026-01-01T000000.json.1.tmp"]
    left += [tmp_path / "drafts/.new-other.md.1.tmp", tmp_path / "drafts/.new-gone.md.1.tmp"]
    for path in left:
        path.write_text("text of the diary")
    clock = StillClock(MONDAY + dt.timedelta(days=1))
    with journal(tmp_path, clock) as two, journal(tmp_path, clock) as typing:
        typing.save_draft("new-other", "still typed")
        two.entries()
        two.add(entry("two"))
    assert [path.exists() for path in left] == [False, False, True, False]


def test_several_edits_are_taken_back_one_by_one(tmp_path: Path) -> None:
    with journal(tmp_path) as one:
        one.add(entry("first"))
        for title in ("second", "third", "fourth"):
            one.change(one.find("last"), msgspec.structs.replace(one.find("last"), title=title))
        seen = []
        for _ in range(3):
            one.undo()
            seen.append(one.find("last").title)
    assert seen == ["third", "second", "first"]


def test_changes_written_together_are_there_all_or_none_is(tmp_path: Path) -> None:
    path = tmp_path / "journal.log"
    with journal(tmp_path) as one:
        one.add(entry("before"))
        whole = path.read_bytes()
        one.add(entry("a"), entry("b"), entry("c"))
        written = path.read_bytes()
        for cut in range(len(whole), len(written) - 1):  # the last byte is but a line's end
            path.write_bytes(written[:cut])
            assert [entry.title for entry in journal(tmp_path).entries()] == ["before"], cut
            if cut % 50 == 0:
                journal(tmp_path).add(entry("after"))
                assert [entry.title for entry in journal(tmp_path).entries()] == ["before", "after"], cut
        path.write_bytes(written)
    assert titles(tmp_path) == ["before", "a", "b", "c"]


def test_a_damaged_line_takes_none_of_those_written_with_it_along(tmp_path: Path) -> None:
    journal(tmp_path).add(*[entry(title) for title in "abcd"])
    path = tmp_path / "journal.log"
    path.write_bytes(path.read_bytes().replace(b'"title":"b"', b'"title":"x"'))
    assert titles(tmp_path) == ["a", "c", "d"]


def test_a_backup_alone_is_a_journal(tmp_path: Path) -> None:
    with journal(tmp_path / "lost") as one:
        one.add(entry("one"))
        backup = one.backup()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "journal.json").write_bytes(backup.read_bytes())
    journal(tmp_path / "new").add(entry("two"))
    assert titles(tmp_path / "new") == ["one", "two"]


def test_two_folds_by_others_are_noticed_also_where_the_new_log_has_the_number_of_the_old(tmp_path: Path) -> None:
    with journal(tmp_path) as mine:
        mine.add(entry("one"))
        mine.entries()
        mine.backup()  # folds: the log is empty
        for title in ("two", "three", "four", "five"):
            with journal(tmp_path) as other:
                other.entries()
                other.add(entry(title))
            mine.refresh()
            assert mine.find("last").title == title


def test_a_form_of_an_earlier_version_is_given_back_whole(tmp_path: Path) -> None:
    made = journal(tmp_path)
    made.save_form("goal-new", {"title": "Chess"}, {"title": ""})
    assert made.unsaved_form("goal-new").before == {"title": ""}
    (tmp_path / "drafts" / "goal-new.form").write_text('{"title": "Chess", "typed": "yes"}')
    assert made.read_form("goal-new") == {"title": "Chess", "typed": "yes"}
    assert made.unsaved_form("goal-new").before == {}


def test_what_is_typed_begins_no_journal_in_the_place_of_one_that_is_gone(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    made.add(entry("One"))
    made.entries()
    (tmp_path / "j").rename(tmp_path / "away")
    made.save_draft(made.new_draft_key(), "A line")
    made.save_form("goal-new", {"title": "Chess"})
    assert not (tmp_path / "j" / "journal.log").exists()
    assert len(list((tmp_path / "j" / "drafts").iterdir())) >= 2


def test_listeners_hear_of_every_change_after_the_records_have_changed(tmp_path: Path) -> None:
    path, heard = tmp_path / "j", list[list[str]]()
    with journal(path) as mine, journal(path) as other:
        mine.add(entry("one"))
        mine.entries()
        mine.listeners.append(lambda: heard.append([one.title for one in mine.entries()]))
        one = mine.entries()[0]
        mine.add(entry("two"))
        mine.delete(one)
        mine.undo()
        mine.change(one, one)
        assert heard == [["one", "two"], ["two"], ["one", "two"]]
        other.add(entry("three"))
        assert len(heard) == 3
        assert mine.refresh()
        assert not mine.refresh()
        assert heard[3:] == [["one", "two", "three"]]
