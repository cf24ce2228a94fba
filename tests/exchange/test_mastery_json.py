"""The lossless export: written, read into an empty journal, and written again, it is the same bytes."""

import json
from pathlib import Path

import pytest
from hypothesis import given

from mastery.core.errors import MasteryError
from mastery.core.records import Entry
from mastery.core.tables import TABLES
from mastery.exchange import Export, mastery_json
from mastery.store import Journal
from tests.exchange.helpers import CLOCK, CONTEXT, entries


def whole(journal: Journal) -> bytes:
    documents = {table: journal.documents(table) for table in TABLES}
    return mastery_json.write(Export(journal.entries(), documents, "test"))


@given(entries())
def test_records_read_back_equal(kept: list[Entry]) -> None:
    read = mastery_json.read(mastery_json.write(Export(kept, None, "test")), CONTEXT)
    assert sorted(read.records, key=lambda one: one.id) == sorted(kept, key=lambda one: one.id)


def test_a_journal_comes_back_identical_with_its_trash_and_unknown_fields(tmp_path: Path) -> None:
    with Journal(tmp_path / "one", clock=CLOCK) as first:
        for number, title in enumerate(("a", "b", "c")):
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


def test_a_record_that_cannot_be_read_is_named_and_the_others_come() -> None:
    good = json.loads(mastery_json.write(Export([_entry("a", 1)], None, "test")))
    good["tables"]["entries"].append({"id": "x"})
    good["tables"]["unheard"] = [{}]
    read = mastery_json.read(json.dumps(good).encode(), CONTEXT)
    assert len(read.records) == 1
    assert len(read.problems) == 2
