"""The lossless export: written, read into an empty journal, and written again, it is the same bytes."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Entry, Record, to_fields
from mastery.core.upkeep.kinds import RECORDS, TABLES
from mastery.exchange import Export, mastery_json
from mastery.store import Journal
from tests import schema
from tests.support.cli import Shell
from tests.support.examples import examples
from tests.support.formats import CLOCK, CONTEXT, entries
from tests.support.strategies import records


def whole(journal: Journal) -> bytes:
    documents = {table: journal.documents(table) for table in TABLES}
    return mastery_json.write(Export(journal.entries(), documents, "test"))


@given(entries())
def test_records_read_back_equal(kept: list[Entry]) -> None:
    read = mastery_json.read(mastery_json.write(Export(kept, None, "test")), CONTEXT)
    assert sorted(read.records, key=lambda one: one.id) == sorted(kept, key=lambda one: one.id)


def documents_of(kept: Sequence[Record]) -> dict[str, list[dict[str, Any]]]:
    """Records as a journal gives them to an export."""
    found: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for one in kept:
        found[one.table].append(to_fields(one))
    return {table: sorted(rows, key=lambda row: str(row["id"])) for table, rows in found.items()}


FUTURE = st.dictionaries(
    st.sampled_from(["weather", "place", "x"]), st.one_of(st.none(), st.integers(0, 9), st.text(max_size=3)), max_size=2
)


@given(records(), FUTURE)
def test_records_of_every_table_read_back_equal(kept: Sequence[Record], future: dict[str, Any]) -> None:
    documents = documents_of(kept)
    for rows in documents.values():
        for row in rows:
            row |= future
    read = mastery_json.read(mastery_json.write(Export([], documents, "test")), CONTEXT)
    assert {one.id: one for one in read.records} == {one.id: one for one in kept}
    assert len(read.records) == len(kept) and read.problems == []
    assert read.extras == ({one.id: future for one in kept} if future else {})


@given(records())
@examples(15)
def test_a_journal_of_every_table_comes_back_identical(kept: Sequence[Record]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with Journal(Path(folder, "one"), clock=CLOCK) as first:
            first.add(*kept)
            out = whole(first)
        with Journal(Path(folder, "two"), clock=CLOCK) as second:
            read = mastery_json.read(out, CONTEXT)
            done = second.import_records(read.records, read.extras)
            assert (done.new, done.known, done.back) == (len(kept), 0, 0)
        with Journal(Path(folder, "two"), clock=CLOCK) as again:
            assert whole(again) == out


def check(data: bytes) -> None:
    """Raises where an export does not fit its schema."""
    found = json.loads(schema.SCHEMA.read_text("utf-8"))
    kind = jsonschema.validators.validator_for(found)
    kind.check_schema(found)
    kind(found, format_checker=kind.FORMAT_CHECKER).validate(json.loads(data))


@given(records())
@examples(25)
def test_what_is_written_fits_the_schema(kept: Sequence[Record]) -> None:
    check(mastery_json.write(Export([], documents_of(kept), "test")))


@pytest.mark.parametrize(
    "spoiled",
    [
        {"version": 2},
        {"format": "jrnl"},
        {"tables": {"entries": [{"id": "x"}]}},
        {"tables": {"checkins": {}}},
        {"tables": {"unheard": [3]}},
    ],
)
def test_the_schema_refuses_what_is_none(spoiled: dict[str, Any]) -> None:
    good: dict[str, Any] = {"format": "mastery", "version": 1, "tables": {"entries": [to_fields(_entry("a", 1))]}}
    check(json.dumps(good).encode())
    with pytest.raises(jsonschema.ValidationError):
        check(json.dumps(good | spoiled).encode())


def test_the_schema_and_its_page_are_what_the_types_give() -> None:
    assert schema.SCHEMA.read_text("utf-8") == schema.schema_text(), "run: python -m tests.schema"
    assert schema.PAGE.read_text("utf-8") == schema.page_text(), "run: python -m tests.schema"
    assert set(schema.schema()["properties"]["tables"]["properties"]) == set(TABLES) == {one.table for one in RECORDS}


def test_a_journal_comes_back_identical_with_its_trash_and_unknown_fields(tmp_path: Path) -> None:
    with Journal(tmp_path / "one", clock=CLOCK) as first:
        for number, title in enumerate(("a", "b", "c"), 1):
            first.add(_entry(title, number))
        first.delete(first.find("last"))
        first._open().table("entries").update({"weather": {"value": 7}})
        first.refresh()
        out = whole(first)
    with Journal(tmp_path / "two", clock=CLOCK) as second:
        read = mastery_json.read(out, CONTEXT)
        assert second.import_records(read.records, read.extras) == (3, 0, 0)
        assert whole(second) == out
        assert second.import_records(read.records, read.extras) == (0, 3, 0)
    assert b'"weather":{"value":7}' in out


def _entry(title: str, number: int) -> Entry:
    moment = CLOCK.now()
    return Entry(id=f"0000000000000000000000000{number}", day=moment.date(), at=moment, title=title, recorded=moment)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no JSON export"),
        (b"[]", "no JSON export"),
        (b'{"format": "x", "version": 1, "tables": {}}', "format is 'x'"),
        (b'{"format": "mastery", "version": 9, "tables": {}}', "Update mastery"),
    ],
)
def test_what_is_no_export_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(MasteryError, match=says):
        mastery_json.read(data, CONTEXT)


@pytest.mark.parametrize("no_id", ["0" * 26, "z" * 26, "../../etc/passwd", ""])
def test_an_id_that_no_journal_can_keep_is_named_and_left_out(tmp_path: Path, no_id: str) -> None:
    tables = {"rests": [{"id": no_id, "since": "2026-01-01"}]}
    data = json.dumps({"format": "mastery", "version": 1, "tables": tables}).encode()
    read = mastery_json.read(data, CONTEXT)
    assert read.records == [] and "rests, number 1" in read.problems[0]


def test_a_record_that_cannot_be_read_is_named_and_the_others_come() -> None:
    good = json.loads(mastery_json.write(Export([_entry("a", 1)], None, "test")))
    good["tables"]["entries"].append({"id": "x"})
    good["tables"]["unheard"] = [{}]
    read = mastery_json.read(json.dumps(good).encode(), CONTEXT)
    assert len(read.records) == 1
    assert len(read.problems) == 2


def test_an_entry_whose_id_lies_beyond_every_calendar_is_kept_as_any_other(tmp_path: Path) -> None:
    name = "76ez91zq000000000000000000"
    fields = {"id": name, "day": "2000-01-01", "at": "2000-01-01T00:00:00Z", "recorded": "2000-01-01T00:00:00Z"}
    shell = Shell(tmp_path / "j")
    file = tmp_path / "j.json"
    file.write_text(json.dumps({"format": "mastery", "version": 1, "tables": {"entries": [fields]}}))
    shell.ok("import", "--from", "json", str(file))
    assert json.loads(shell.ok("list", "--format", "json"))[0]["id"] == name
    assert json.loads(shell.ok("streak", "--format", "json"))[0]["title"] == "Journaling"
