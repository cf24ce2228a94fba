"""jrnl's formats: full dates only, nothing lost, the same file twice the same entries."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Entry
from mastery.exchange import Export, jrnl, jrnl_json
from tests.support.formats import CONTEXT, entries

FILE = """[2012-01-01 21:00] Diary of the day.
This morning I rose. #work

[2012-01-02 09:05:00 PM] Starred one *
Second line with @anna

[yesterday] is no date here

[20.11.2026 08:15] German date
[2026-11-21] A date alone
"""


def look(entry: Entry) -> tuple[str, str, str, bool]:
    return f"{entry.at:%Y-%m-%d %H:%M}", entry.title, entry.body, entry.starred


def test_what_jrnl_writes_is_read() -> None:
    read = jrnl.read(FILE.encode(), CONTEXT)
    assert read.problems == []
    assert [look(one) for one in read.records if isinstance(one, Entry)] == [
        ("2012-01-01 21:00", "Diary of the day.", "This morning I rose. #work", False),
        ("2012-01-02 21:05", "Starred one", "Second line with @anna\n\n[yesterday] is no date here", True),
        ("2026-11-20 08:15", "German date", "", False),
        ("2026-11-21 09:00", "A date alone", "", False),
    ]
    assert [one.tags for one in read.records if isinstance(one, Entry)][:2] == [("work",), ("@anna",)]


def test_the_same_file_gives_the_same_ids_and_equal_entries_stay_two() -> None:
    twice = FILE + FILE
    once = [one.id for one in jrnl.read(twice.encode(), CONTEXT).records]
    assert once == [one.id for one in jrnl.read(twice.encode(), CONTEXT).records]
    assert len(set(once)) == 8


def test_text_before_the_first_entry_is_kept_as_one_of_its_date() -> None:
    read = jrnl.read(b"a note\n\n[2012-01-01 21:00] Title\n", CONTEXT)
    assert [look(one) for one in read.records if isinstance(one, Entry)] == [
        ("2012-01-01 21:00", "", "a note", False),
        ("2012-01-01 21:00", "Title", "", False),
    ]
    assert "Lines 1-2" in read.problems[0]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "No entry"),
        (b"[yesterday] x", "No entry"),
        (b"[2012-01-01 21:00] a\n\xff", "Line 2 is not UTF-8"),
        (b"[2012-01-01 21:00] a\n\n\0", "Line 3 holds a NUL"),
    ],
)
def test_what_is_no_jrnl_file_is_refused_with_its_line(data: bytes, says: str) -> None:
    with pytest.raises(MasteryError, match=says):
        jrnl.read(data, CONTEXT)


@given(entries())
def test_what_is_written_reads_back_the_same(kept: list[Entry]) -> None:
    written = jrnl.write(Export(kept, None, "test"))
    if kept:
        read = jrnl.read(written, CONTEXT)
        assert [look(one) for one in read.records if isinstance(one, Entry)] == [look(one) for one in kept]
        assert read.problems == []


@given(entries())
def test_jrnl_itself_sees_the_entries_and_no_more(kept: list[Entry]) -> None:
    written = jrnl.write(Export(kept, None, "test")).decode()
    heads = [line for line in written.split("\n") if line.startswith("[")]
    assert len(heads) == len(kept)


def test_jrnls_json_gives_the_same_entries_as_its_text() -> None:
    export = {
        "tags": {"@anna": 1},
        "entries": [
            {"title": "Diary of the day.", "body": "This morning I rose. #work", "date": "2012-01-01", "time": "21:00"},
            {"title": "B", "body": "", "date": "2012-01-02", "time": "25:99", "tags": [], "starred": True},
        ],
    }
    read = jrnl_json.read(json.dumps(export).encode(), CONTEXT)
    assert [one.id for one in read.records] == [jrnl.read(FILE.encode(), CONTEXT).records[0].id]
    assert "Entry 2" in read.problems[0]


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"entries": 3}', b'{"entries": [{"date": "x"}]}', b"[" * 9999])
def test_other_json_is_refused(data: bytes) -> None:
    with pytest.raises(MasteryError, match="no JSON export of jrnl"):
        jrnl_json.read(data, CONTEXT)


@given(st.binary(max_size=200))
def test_any_bytes_give_entries_or_one_clear_line(data: bytes) -> None:
    for form in (jrnl, jrnl_json):
        try:
            form.read(data, CONTEXT)
        except MasteryError as error:
            assert "\n" not in str(error)


def test_midnight_means_its_own_day() -> None:
    (one,) = jrnl.read(b"[2012-01-02 00:00] x", CONTEXT).records
    assert isinstance(one, Entry)
    assert one.day == dt.date(2012, 1, 2)
