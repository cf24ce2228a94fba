"""Logical times: a local change is later than what it replaces, and only changes that can be read back are written."""

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mastery.core.base.changes import Change, fold, made
from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import to_int
from mastery.core.base.records import Entry
from mastery.core.sharing.mentors import Mentor, Scope
from mastery.store.doctor import examine
from mastery.store.journal import Journal
from mastery.store.log import LARGEST, decode_change, encode
from mastery.store.mending import mend
from tests.support.journals import MONDAY, StillClock, entry, journal, titles

ANA = Mentor(id="01arz3ndektsv4rrffq69g5fav", name="Ana", scope=Scope(goals=("*",)), made=MONDAY, day=MONDAY.date())

FUTURE = ["9999999999999-zz", "~0281474976710656-zz", "9007199254740991-zz", "zzzz", "٩٩٩٩٩٩٩٩٩٩٩٩٩-x", "-1-x", 7, None]
"""Stamps that no local clock gives, and some that are not stamps."""


def poisoned(path: Path, stamp: object, stamps: object = None) -> None:
    """A journal with a mentor whose fields carry this stamp, as versions before imported it."""
    with journal(path) as one:
        one.add(ANA, entry("before"))
        one.entries()
    found = json.loads((path / "journal.json").read_text())
    document = found["mentors"][str(to_int(ANA.id))]
    document["_stamp"] = stamp
    if stamps is not None:
        document["_stamps"] = stamps
    (path / "journal.json").write_text(json.dumps(found))


def only_mentor(path: Path) -> Mentor | None:
    with journal(path) as fresh:
        return next(iter(fresh.records(Mentor)), None)


@pytest.mark.parametrize("stamp", FUTURE)
@pytest.mark.parametrize("stamps", [None, {"scope": "9999999999999-zzz", "deleted": "zzzz"}, 3])
def test_every_verb_changes_a_record_from_the_future(tmp_path: Path, stamp: object, stamps: object) -> None:
    poisoned(tmp_path, stamp, stamps)
    with journal(tmp_path) as one:
        (ana,) = one.records(Mentor)
        narrow = msgspec.structs.replace(ana, scope=Scope())
        one.change(ana, narrow)
    assert only_mentor(tmp_path) == narrow
    with journal(tmp_path) as one:
        one.undo()
    assert only_mentor(tmp_path) == ana
    with journal(tmp_path) as one:
        one.delete(*one.records(Mentor))
    assert only_mentor(tmp_path) is None
    with journal(tmp_path) as one:
        gone = one.get(Mentor, ANA.id)
        assert gone is not None
        one.restore(gone)
    assert only_mentor(tmp_path) == ana


@pytest.mark.parametrize("blind", [True, False])
def test_a_verb_changes_a_record_whether_the_journal_was_read_or_not(tmp_path: Path, blind: bool) -> None:
    poisoned(tmp_path, "9999999999999-zz")
    one = journal(tmp_path)
    if not blind:
        one.records(Mentor)
    one.delete(ANA)
    assert only_mentor(tmp_path) is None


def test_a_change_that_sets_no_field_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    poisoned(tmp_path, "9999999999999-zz")
    monkeypatch.setattr("mastery.store.storage.JournalStorage._latest_time", lambda self, changes: 0)
    with journal(tmp_path) as one, pytest.raises(MasteryError, match="Nothing was changed"):
        one.delete(*one.records(Mentor))


def foreign(path: Path, name: str, title: str, **fields: Any) -> None:
    """A line of another machine's in a conflict copy."""
    one = entry(title)
    change = made(one, at=MONDAY, act="x", verb="add")
    data = encode(change).split(b" ", 1)[1]
    text = msgspec.json.encode({**json.loads(data), "device": "zz", **fields})
    with (path / name).open("ab") as file:
        file.write(b"%08x %s\n" % (zlib.crc32(text), text))


LATER = 1 << 48


@pytest.mark.parametrize(
    ("time", "is_taken"),
    [(1, True), (10**13 - 1, True), (10**13, True), (LATER, True), (LATER + 1, False), (LARGEST - 1, False)],
)
def test_times_of_another_machine_are_accepted_up_to_a_bound_and_local_ones_go_on(
    tmp_path: Path, time: int, is_taken: bool
) -> None:
    with journal(tmp_path) as one:
        one.add(entry("mine"))
        one.entries()
    foreign(tmp_path, "journal.sync-conflict-1.log", "theirs", time=time)
    done = mend(tmp_path, StillClock())
    assert any("with an impossible time left out" in one.text for one in done) is not is_taken
    assert set(titles(tmp_path)) == {"mine", *(["theirs"] if is_taken else [])}
    journal(tmp_path).add(entry("after"))
    with journal(tmp_path) as one:
        for each in one.entries():
            one.change(each, msgspec.structs.replace(each, starred=True))
    with journal(tmp_path) as one:
        assert all(each.starred for each in one.entries())
        assert "after" in [each.title for each in one.entries()]
    assert all(one.level == "ok" for one in examine(tmp_path, StillClock()))


@pytest.mark.parametrize(("time", "is_taken"), [(LATER, True), (LATER + 1, False), (10**15, False)])
def test_records_of_a_conflict_copy_from_the_future_can_be_changed(tmp_path: Path, time: int, is_taken: bool) -> None:
    with journal(tmp_path) as one:
        one.add(ANA)
        one.entries()
    found = json.loads((tmp_path / "journal.json").read_text())
    document = found["mentors"][str(to_int(ANA.id))]
    document |= {"_stamp": f"~{time:016d}-zz", "name": "Zoe"}
    lines = (tmp_path / "journal.json").read_text().split("\n")
    lines = [f'"{to_int(ANA.id)}": {json.dumps(document)}' if '"Ana"' in line else line for line in lines]
    (tmp_path / "journal.conflict.json").write_text("\n".join(lines))
    mend(tmp_path, StillClock())
    ana = only_mentor(tmp_path)
    assert ana is not None and (ana.name == "Zoe") is is_taken
    with journal(tmp_path) as one:
        one.delete(*one.records(Mentor))
    assert only_mentor(tmp_path) is None


@pytest.mark.parametrize(
    "fields",
    [{"time": -1}, {"time": LARGEST}, {"device": "z" * 5000}, {"record": "x"}, {"table": "meta"}],
)
def test_a_line_of_the_log_after_which_none_could_follow_is_skipped(tmp_path: Path, fields: Any) -> None:
    journal(tmp_path).add(entry("mine"))
    foreign(tmp_path, "journal.log", "theirs", **fields)
    assert titles(tmp_path) == ["mine"]
    journal(tmp_path).add(entry("after"))
    assert titles(tmp_path) == ["mine", "after"]


def test_a_line_that_gives_a_record_the_id_of_another_is_passed_over(tmp_path: Path) -> None:
    journal(tmp_path).add(entry("mine"))
    other = entry("other")
    foreign(tmp_path, "journal.log", "theirs", set={**msgspec.to_builtins(other)}, time=10**13)
    assert titles(tmp_path) == ["mine"]


def test_nothing_is_acknowledged_after_the_last_possible_time(tmp_path: Path) -> None:
    journal(tmp_path).add(entry("mine"))
    foreign(tmp_path, "journal.log", "theirs", time=LARGEST - 1)
    before = (tmp_path / "journal.log").read_bytes()
    with pytest.raises(MasteryError, match="nothing was saved"):
        journal(tmp_path).add(entry("after"))
    assert (tmp_path / "journal.log").read_bytes() == before


@pytest.mark.parametrize("spoiled", [{"time": 1 << 60}, {"time": -1}, {"generation": 0}, {"generation": LARGEST}])
def test_a_journal_json_with_impossible_numbers_is_damaged_and_mended(tmp_path: Path, spoiled: Any) -> None:
    assert journal(tmp_path).add(entry("mine")) is None
    assert titles(tmp_path) == ["mine"]
    found = json.loads((tmp_path / "journal.json").read_text())
    found["meta"]["1"] |= spoiled
    (tmp_path / "journal.json").write_text(json.dumps(found))
    with pytest.raises(MasteryError, match="doctor --mend"):
        titles(tmp_path)
    mend(tmp_path, StillClock())
    journal(tmp_path).add(entry("after"))
    assert titles(tmp_path) == ["mine", "after"]


UNREADABLE: list[Callable[[Entry], Entry]] = [
    lambda one: msgspec.structs.replace(one, mood=9),
    lambda one: msgspec.structs.replace(one, at=one.at.replace(tzinfo=None)),
    lambda one: msgspec.structs.replace(one, kind="nothing"),
    lambda one: msgspec.structs.replace(one, id="x"),
    lambda one: msgspec.structs.replace(one, title="\ud800"),
]


@pytest.mark.parametrize("spoil", UNREADABLE)
def test_a_record_that_could_not_be_read_back_is_not_acknowledged(
    tmp_path: Path, spoil: Callable[[Entry], Entry]
) -> None:
    good = entry("mine")
    journal(tmp_path).add(good)
    before = (tmp_path / "journal.log").read_bytes()
    for verb in (Journal.add, lambda one, bad: one.change(good, bad)):
        with pytest.raises(MasteryError):
            verb(journal(tmp_path), spoil(good))
    assert (tmp_path / "journal.log").read_bytes().startswith(before)
    assert titles(tmp_path) == ["mine"]


def test_stamps_sort_as_their_times_do() -> None:
    times = [0, 1, 10**12, 10**13 - 1, 10**13, 10**13 + 1, LATER, LARGEST - 1]
    changes = [Change(time=one, at=MONDAY, act="", verb="", table="x", record="", set={"n": one}) for one in times]
    assert [one.stamp for one in changes] == sorted(one.stamp for one in changes)
    document = None
    for one in reversed(changes):
        document = fold(document, one)
    assert document is not None and document["n"] == LARGEST - 1


def test_a_line_cannot_set_stamps() -> None:
    spoiled = {"name": "Ana", "_stamp": "9999999999999-z", "_stamps": {"name": "9999999999999-z"}}
    one = Change(time=5, at=MONDAY, act="", verb="", table="x", record=ANA.id, made=True, set=spoiled)
    assert fold(None, one) == {"name": "Ana", "_stamp": one.stamp}
    assert fold({"name": "Zoe", "_stamp": "0000000000001-"}, one) == {"name": "Ana", "_stamp": one.stamp}
    assert decode_change(encode(one).rstrip()) == one


SPOILS: list[dict[str, Any]] = [
    {"id": None},
    {"id": 7},
    {"id": "01arz3ndektsv4rrffq69g5fav"},
    {"mood": 99},
    {"title": 3},
]


@pytest.mark.parametrize("spoiled", SPOILS)
def test_a_damaged_record_of_a_backup_changes_nothing_of_what_is_there(tmp_path: Path, spoiled: dict[str, Any]) -> None:
    with journal(tmp_path) as one:
        one.add(entry("mine"), entry("yours"))
        path = one.backup()
    found = json.loads(path.read_text())
    key, document = next((key, doc) for key, doc in found["entries"].items() if doc["title"] == "mine")
    found["entries"][key] = {name: value for name, value in (document | spoiled).items() if value is not None}
    found["entries"] |= {other: doc | {"title": "older"} for other, doc in found["entries"].items() if other != key}
    path.write_text(json.dumps(found))
    with journal(tmp_path) as one:
        assert one.restore_backup(path.name) == (1, 0, 1)
    assert sorted(titles(tmp_path)) == ["mine", "older"]
