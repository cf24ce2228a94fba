"""A table of check-ins: columns in any order, names that fit practices, what is made, and our own export again."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import to_fields
from mastery.core.practices.acts import check_in, new_practice
from mastery.core.practices.cadence import parse_cadence
from mastery.core.practices.imported import usual_cadence
from mastery.core.practices.practice import CheckIn, Practice, ended
from mastery.core.practices.streaks import DAY
from mastery.exchange import Export, Read, csv_tables
from mastery.exchange.checkins_csv import read
from tests.support.cli import Shell
from tests.support.clock import now_of
from tests.support.formats import CLOCK, CONTEXT

FRIDAY = dt.date(2026, 11, 20)
GUITAR = new_practice("Guitar", "daily", dt.date(2026, 1, 1), now_of(CLOCK), minutes=20)
KNOWN = CONTEXT._replace(practices=[GUITAR])


def look(found: Read) -> list[tuple[str, int, str]]:
    return [(str(one.day), one.minutes, one.note) for one in found.records if isinstance(one, CheckIn)]


def made(found: Read) -> list[Practice]:
    return [one for one in found.records if isinstance(one, Practice)]


@pytest.mark.parametrize(
    "table",
    [
        "day,practice,minutes,note\n2026-11-20,guitar,45,Barre\n2026-11-19,Guitar,,\n",
        "Note;Minutes;HABIT;Date\nBarre;0:45;guitar;20.11.2026\n;;Guitar;19 Nov 2026\n",
        "notes\tpractice\tday\tminutes\r\n\r\n\"Barre\"\tGUITAR\t2026-11-20\t45 min\r\n\tguitar\t2026-11-19\r\n",
        "\ufeff date , practice,minutes,note\n2026-11-20 07:30,guitar,45,Barre\n\n2026-11-19,guitar\n",
    ],
)  # fmt: skip
def test_columns_stand_in_any_order(table: str) -> None:
    found = read(table.encode(), KNOWN)
    assert look(found) == [("2026-11-20", 45, "Barre"), ("2026-11-19", 20, "")], "and minutes unsaid are the usual ones"
    assert made(found) == []
    assert found.problems == ["“Guitar” is a practice already: the check-ins are taken as its own."]


def test_what_cannot_be_understood_is_named_with_its_line() -> None:
    table = (
        "day,practice,minutes,note,mood\n"
        "2026-11-20,Guitar,30,fine,4\n"
        "3/4/2026,Guitar,,,\n"
        "yesterday,Guitar,,,\n"
        "2026-11-24,Guitar,,,\n"
        '2026-11-18,Guitar,long,"two\nlines",\n'
        "2026-11-18,Guitar,1441,,\n"
        "2026-11-18,,5,,\n"
        "2026-11-18,Guitar,5,unquoted, comma, here\n"
        ",Guitar,5,,\n"
    )
    found = read(table.encode(), KNOWN)
    assert look(found) == [("2026-11-20", 30, "fine")]
    lines = [int(one.split()[1].rstrip(":")) for one in found.problems if one.startswith("Line ")]
    assert sorted(lines) == [1, 3, 4, 5, 6, 8, 9, 10, 11]
    assert "mood" in found.problems[0] and "Line 10 has more cells" in found.problems[1]


def test_practices_that_are_not_there_are_made_as_often_as_they_were_done() -> None:
    rows = [f"{FRIDAY - DAY * back},Morning pages,," for back in range(0, 28, 2)]
    found = read("\n".join(["day,practice,minutes,note", *rows, "2026-11-20,Chess,30,"]).encode(), KNOWN)
    assert [(one.title, one.cadences[0].cadence, one.since) for one in made(found)] == [
        ("Morning pages", "4/week", dt.date(2026, 10, 25)),
        ("Chess", "1/week", FRIDAY),
    ]
    assert len(look(found)) == 15
    assert all("no practice yet" in one and "mastery practice edit" in one for one in found.problems)
    assert {one.practice for one in found.records if isinstance(one, CheckIn)} == {one.id for one in made(found)}


@given(st.sets(st.dates(dt.date(2020, 1, 1), dt.date(2026, 11, 23)), min_size=1))
def test_a_made_cadence_is_one(days: set[dt.date]) -> None:
    parse_cadence(usual_cadence(days))


def test_one_that_goes_on_is_meant_before_one_that_has_ended() -> None:
    over = ended(new_practice("Guitar", "daily", dt.date(2025, 1, 1), now_of(CLOCK)), dt.date(2025, 12, 31))
    table = b"day,practice\n2026-11-20,Guitar\n"
    [done] = read(table, CONTEXT._replace(practices=[over, GUITAR])).records
    assert isinstance(done, CheckIn) and done.practice == GUITAR.id
    both = CONTEXT._replace(practices=[GUITAR, new_practice("guitar", "daily", FRIDAY, now_of(CLOCK))])
    found = read(table, both)
    assert found.records == [] and "Line 2" in found.problems[0] and "fits 2 practices" in found.problems[0]


def test_ids_are_the_same_at_every_import_and_alike_rows_stay_two() -> None:
    table = b"day,practice,minutes\n2026-11-20,Guitar,30\n2026-11-20,Guitar,30\n2026-11-20,Guitar,\n"
    once = read(table, CONTEXT)
    mine = made(once)
    again = read(table, CONTEXT._replace(practices=mine))
    longer = read(table + b"2026-11-01,Guitar,5\n", CONTEXT)
    ids = [one.id for one in once.records if isinstance(one, CheckIn)]
    assert len(set(ids)) == 3 and ids == [one.id for one in again.records]
    assert {one.id for one in once.records} < {one.id for one in longer.records}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "Line 1 has to name the columns"),
        (b"2026-11-20,Guitar\n", "Line 1 has to name"),
        (b"\nday,minutes\n", "Line 2 has to name"),
        (b"day,date,practice\n", "names the column day twice"),
        (b"day,practice\n\xff", "Line 2 is not UTF-8"),
        (b"day,practice\n\0", "Line 2 holds a NUL"),
        (b'day,practice\n2026-11-20,"' + b"x" * 200_000, "Line 2: field larger"),
    ],
)
def test_what_is_no_such_table_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(MasteryError, match=says):
        read(data, CONTEXT)


NOTES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=30),
    st.sampled_from(["=1+1", "-", "'x", "a,b", 'say "x"', "two\nlines"]),
).map(str.strip)


@given(st.lists(st.tuples(st.dates(dt.date(2026, 1, 1), FRIDAY), st.integers(0, 1440), NOTES), max_size=5))
def test_what_the_csv_export_writes_is_read_back_the_same(rows: list[tuple[dt.date, int, str]]) -> None:
    kept = [
        check_in(GUITAR, now_of(CLOCK), day=day, minutes=minutes, note=note)
        for day, minutes, note in rows
        if not note.startswith(("'=", "'+", "'-", "'@", "'\t"))  # the one thing such a cell cannot tell apart
    ]
    written = dict(csv_tables.write(Export([], {"checkins": [to_fields(one) for one in kept]}, "j")))
    if kept:
        found = read(written["checkins.csv"], KNOWN)
        assert found.problems == []
        assert found.records == kept


def test_the_csv_export_of_one_journal_in_another(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "j")
    shell.ok("practice", "add", "Guitar", "daily", "--from", "2026-11-19")
    shell.ok("done", "guitar", "--minutes", "30", "--note", "=Barre")
    shell.ok("export", "--to", "csv", "--output", str(tmp_path / "out"))
    path = tmp_path / "out" / "checkins.csv"
    assert "0 records in, 1 already there" in shell.ok("import", "--from", "checkins-csv", str(path))
    other = Shell(tmp_path / "other")
    result = other("import", "--from", "checkins-csv", str(path))
    assert result.exit_code == 1 and "is not in this journal" in result.stderr and "--to json" in result.stderr
    rows = list(csv.DictReader(io.StringIO(path.read_text(), newline="")))
    path.write_text(f"day,practice,minutes,note\n{rows[0]['day']},Guitar,30, =Barre\n2026-11-19,Guitar,5,\n")
    found = "Found 2 check-ins, 2026-11-19 to 2026-11-20.\n"
    assert shell.ok("import", "--from", "checkins-csv", str(path)) == f"{found}1 record in, 1 already there.\n"
    assert "2 days" in shell.ok("streak", "guitar")


def test_check_ins_in_the_trash_stay_behind() -> None:
    table = f"id,practice,day,deleted\n{GUITAR.id},{GUITAR.id},2026-11-20,2026-11-21T10:00:00Z\n"
    found = read(table.encode(), KNOWN)
    assert found.records == [] and found.problems == ["Line 2: the check-in is in the trash and was left out."]


@given(st.binary(max_size=200), st.text(max_size=100))
def test_any_bytes_give_check_ins_or_one_clear_line(data: bytes, text: str) -> None:
    for one in (data, b"day,practice,minutes,note\n" + data, b"day,practice,id\n" + text.encode(errors="replace")):
        try:
            read(one, KNOWN)
        except MasteryError as error:
            assert "\n" not in str(error)
