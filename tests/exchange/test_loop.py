"""Loop Habit Tracker: its old numbers and its new words, what becomes a check-in, and what is said of the rest."""

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Record
from mastery.core.practices.acts import new_practice
from mastery.core.practices.practice import CheckIn, Practice, Rest
from mastery.exchange import Read
from mastery.exchange.loop import FORMAT, read_files
from tests.support.cli import Shell
from tests.support.clock import now_of
from tests.support.formats import CLOCK, CONTEXT

NEW = [
    "Position",
    "Name",
    "Type",
    "Question",
    "Description",
    "FrequencyNumerator",
    "FrequencyDenominator",
    "Color",
    "Unit",
    "Target Type",
    "Target Value",
    "Archived?",
]
OLD = ["Position", "Name", "Question", "Description", "NumRepetitions", "Interval", "Color"]
OLDEST = ["Position", "Name", "Description", "NumRepetitions", "Interval", "Color"]
FRIDAY = dt.date(2026, 11, 20)


def csv_of(*rows: object) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode()


def habit(
    name: str = "Run", times: object = 1, days: object = 1, unit: str = "", target: object = "", **more: object
) -> list[object]:
    """A row of a new Habits.csv; one with a unit or a target is numerical."""
    numerical = bool(unit or target)
    cells = {
        "Position": "001",
        "Name": name,
        "Type": "NUMERICAL" if numerical else "YES_NO",
        "FrequencyNumerator": times,
        "FrequencyDenominator": days,
        "Color": "#FF8F00",
        "Unit": unit,
        "Target Type": "AT_LEAST" if numerical else "",
        "Target Value": target,
        "Archived?": "false",
    }
    cells |= more
    return [cells.get(name, "") for name in NEW]


def read(row: list[object], *marks: object, columns: list[str] = NEW, words: bool = True) -> Read:
    head = [("Date", "Value", "Notes")] if words else []
    files = {"Habits.csv": csv_of(columns, row), "001 Run/Checkmarks.csv": csv_of(*head, *marks)}
    return read_files(files, CONTEXT)


def parts(found: Read) -> tuple[Practice, list[CheckIn], list[Rest]]:
    practices = [one for one in found.records if isinstance(one, Practice)]
    checkins = [one for one in found.records if isinstance(one, CheckIn)]
    return practices[0], checkins, [one for one in found.records if isinstance(one, Rest)]


def days(found: list[CheckIn]) -> list[tuple[str, int, str]]:
    return [(str(one.day), one.minutes, one.note) for one in found]


def test_words_of_the_new_export() -> None:
    found = read(
        habit(),
        ("2026-11-20", "YES_MANUAL", "Rain, and wind"),
        ("2026-11-19", "SKIP", "Flu"),
        ("2026-11-18", "SKIP", "Flu"),
        ("2026-11-17", "YES_AUTO", ""),
        ("2026-11-16", "NO", "Too late"),
        ("2026-11-15", "UNKNOWN", ""),
        ("2026-11-14", "YES_MANUAL", ""),
    )
    practice, checkins, rests = parts(found)
    assert days(checkins) == [("2026-11-14", 0, ""), ("2026-11-20", 0, "Rain, and wind")]
    assert [(str(one.since), str(one.until), one.why, one.of) for one in rests] == [
        ("2026-11-18", "2026-11-19", "Flu", practice.id)
    ]
    assert (practice.title, str(practice.since), practice.cadences[0].cadence) == ("Run", "2026-11-14", "daily")
    assert (practice.until, {one.practice for one in checkins}) == (None, {practice.id})
    assert not any(one.late for one in checkins)
    assert found.problems == ["001 Run/Checkmarks.csv: notes on days without a check-in stay behind, in line 6."], (
        "a note is named by its line, and not told"
    )


@pytest.mark.parametrize(
    ("columns", "row"),
    [(OLD, ["001", "Run", "Did you?", "", 3, 7, "#000000"]), (OLDEST, ["001", "Run", "Did you?", 3, 7, "#000000"])],
)
def test_numbers_of_older_exports(columns: list[str], row: list[object]) -> None:
    marks = [("2026-11-20", 2), ("2026-11-19", 1), ("2026-11-18", 0), ("2026-11-17", -1), ("2026-11-16", 3)]
    found = read(row, *marks, columns=columns, words=False)
    practice, checkins, rests = parts(found)
    assert days(checkins) == [("2026-11-20", 0, "")]
    assert [one.since for one in rests] == [dt.date(2026, 11, 16)]
    assert practice.cadences[0].cadence == "3/week"
    assert any("question" in one for one in found.problems)


@pytest.mark.parametrize(
    ("times", "per", "cadence", "says"),
    [
        (1, 1, "daily", ""),
        (7, 7, "daily", ""),
        (3, 1, "daily", ""),
        (1, 7, "1/week", ""),
        (5, 7, "5/week", ""),
        (1, 30, "1/month", ""),
        (10, 31, "10/month", ""),
        (1, 2, "every 2 days", "once in any 2 days"),
        (1, 14, "every 14 days", "once in any 14 days"),
        (2, 3, "5/week", "2 times in 3 days"),
        (27, 28, "daily", "every day"),
        (1, 90, "1/month", "once a month"),
        (10, 60, "5/month", "5 days a month"),
    ],
)
def test_frequencies(times: int, per: int, cadence: str, says: str) -> None:
    found = read(habit(times=times, days=per), ("2026-11-20", "YES_MANUAL", ""))
    assert parts(found)[0].cadences[0].cadence == cadence
    assert says in " ".join(found.problems) and bool(says) == bool(found.problems)


def test_amounts_are_times_a_thousand() -> None:
    marks = [("2026-11-20", "5250", "Hills"), ("2026-11-19", "2000", ""), ("2026-11-18", "NO", "")]
    found = read(habit(unit="km", target="4.0"), *marks)
    practice, checkins, _ = parts(found)
    assert days(checkins) == [("2026-11-19", 0, "2 km"), ("2026-11-20", 0, "5.25 km: Hills")]
    assert practice.since == dt.date(2026, 11, 18)
    assert found.problems == [
        "Habits.csv, line 2: “Run” was to be at least 4 km: here every day counts on which anything was done, those"
        " below that too (1)."
    ]


@pytest.mark.parametrize(
    ("unit", "per", "cadence", "usual", "minutes"),
    [
        ("min", 1, "daily", 30, 45),
        ("minutes", 7, "30min/week", 0, 45),
        ("Mins.", 30, "30min/month", 0, 45),
        ("hours", 7, "1800min/week", 0, 2700),
    ],
)
def test_minutes_are_minutes(unit: str, per: int, cadence: str, usual: int, minutes: int) -> None:
    practice, checkins, _ = parts(read(habit(unit=unit, target="30.0", days=per), ("2026-11-20", "45000", "Slow")))
    assert (practice.cadences[0].cadence, practice.minutes) == (cadence, usual)
    if minutes <= 24 * 60:
        assert days(checkins) == [("2026-11-20", minutes, "Slow")]
    else:
        assert days(checkins) == [("2026-11-20", 0, f"45 {unit}: Slow")], "no day has so many"


def test_minutes_that_are_not_whole_stay_as_they_were_said() -> None:
    assert days(parts(read(habit(unit="min"), ("2026-11-20", "2500", "")))[1]) == [("2026-11-20", 0, "2.5 min")]


def test_at_most() -> None:
    marks = [("2026-11-20", "NO", ""), ("2026-11-19", "1000", ""), ("2026-11-18", "3000", "Party")]
    found = read(habit("Coffee", unit="cups", target="2.0", **{"Target Type": "AT_MOST"}), *marks)
    assert days(parts(found)[1]) == [("2026-11-19", 0, "1 cups"), ("2026-11-20", 0, "0 cups")]
    assert "at most 2 cups" in found.problems[0] and "(1)" in found.problems[0]
    assert "line 4" in found.problems[1]


def test_numerical_habits_of_an_older_export_are_seen_by_their_numbers() -> None:
    row = ["001", "Run", "", "", 1, 1, "#000000"]
    found = read(row, ("2026-11-20", 5000), ("2026-11-19", 0), columns=OLD, words=False)
    assert days(parts(found)[1]) == [("2026-11-20", 0, "5")]


def test_an_archived_habit_has_ended() -> None:
    marks = [("2026-11-18", "NO", ""), ("2026-11-16", "YES_MANUAL", "")]
    assert parts(read(habit(**{"Archived?": "true"}), *marks))[0].until == dt.date(2026, 11, 18)
    never = parts(read(habit(**{"Archived?": "true"})))[0]
    assert never.until is not None and never.until < CONTEXT.today


def test_what_cannot_be_understood_is_named_with_file_and_line() -> None:
    found = read(
        habit(),
        ("2026-11-20", "PERHAPS", ""),
        ("20.11.2026", "YES_MANUAL", ""),
        ("2027-01-01", "YES_MANUAL", ""),
        ("1066-10-14", "YES_MANUAL", ""),
        ("2026-11-19",),
        ("2026-11-18", "YES_MANUAL", "Two\nlines"),
        ("2026-11-17", "9" * 40, ""),
    )
    assert days(parts(found)[1]) == [("2026-11-18", 0, "Two\nlines")]
    assert [one.partition(": ")[0] for one in found.problems] == [
        f"001 Run/Checkmarks.csv, line {line}" for line in (2, 3, 4, 5, 6, 9)
    ]


def test_habits_that_cannot_be_read_leave_the_others() -> None:
    rows = [
        habit("No number", Position="x"),
        habit("No days", days=0, Position="2"),
        habit("", Position="3"),
        habit("No target", target="lots", Position="4"),
        habit("Good", Position="5"),
    ]
    found = read_files({"Habits.csv": csv_of(NEW, *rows)}, CONTEXT)
    assert [one.title for one in found.records if isinstance(one, Practice)] == ["Good"]
    assert sum("left out" in one for one in found.problems) == 3
    assert any("Habits.csv, line 4" in one and "title" in one for one in found.problems)
    assert any("line 6" in one and "without check-ins" in one for one in found.problems)


def test_a_file_of_another_encoding_costs_only_its_habit() -> None:
    files = {
        "Habits.csv": csv_of(NEW, habit(), habit("Read", Position="2")),
        "001 Run/Checkmarks.csv": b"2026-11-20,2\n\xff",
        "002 Read/Checkmarks.csv": b"2026-11-20,2\n",
    }
    found = read_files(files, CONTEXT)
    assert len(found.records) == 3
    assert [one for one in found.problems if one.startswith("001 Run/Checkmarks.csv: Line 2 is not UTF-8")]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "no Habits.csv"),
        ({"001 Run/Checkmarks.csv": b"2026-11-20,2\n"}, "no Habits.csv"),
        ({"Habits.csv": b""}, "line 1"),
        ({"Habits.csv": b"Name,Days\nRun,3\n"}, "line 1"),
        ({"Habits.csv": b"\xff\xff"}, "Habits.csv: Line 1"),
        ({"Habits.csv": b'Position,Name\n001,"' + b"x" * 200_000}, "Habits.csv: Line 2"),
    ],
)
def test_other_archives_are_refused(files: dict[str, bytes], says: str) -> None:
    with pytest.raises(MasteryError, match=says) as raised:
        read_files(files, CONTEXT)
    assert "\n" not in str(raised.value)


def test_a_folder_within_the_archive_and_what_macos_adds() -> None:
    assert FORMAT.wanted("Loop/001 Run/Checkmarks.csv") and FORMAT.wanted("Habits.csv")
    assert not FORMAT.wanted("__MACOSX/Habits.csv") and not FORMAT.wanted("Loop/Scores.csv")
    files = {
        "Loop/Habits.csv": csv_of(NEW, habit()),
        "Loop/Checkmarks.csv": b"Date,Run,\n2026-11-20,YES_MANUAL,\n",
        "Loop/001 Run/Checkmarks.csv": b"2026-11-19,2\n",
    }
    assert days(parts(read_files(files, CONTEXT))[1]) == [("2026-11-19", 0, "")]


def ids(found: Read) -> set[str]:
    return {one.id for one in found.records}


def test_ids_hold_when_over_there_everything_but_the_name_changes() -> None:
    marks = [("2026-11-20", "YES_MANUAL", ""), ("2026-11-19", "SKIP", "")]
    before = read(habit(), *marks)
    row = habit(times=3, days=7, Position="7")
    later = read_files(
        {
            "Habits.csv": csv_of(NEW, row),
            "007 Run/Checkmarks.csv": csv_of(("2026-11-21", "YES_MANUAL"), *marks, ("2026-11-02", "YES_MANUAL")),
        },
        CONTEXT,
    )
    assert ids(before) < ids(later) and len(ids(later)) == 5


def test_two_habits_of_one_name_stay_two() -> None:
    row = habit()
    files = {"Habits.csv": csv_of(NEW, row, ["002", *row[1:]])}
    files |= {f"00{at} Run/Checkmarks.csv": b"2026-11-20,2\n" for at in (1, 2)}
    found = read_files(files, CONTEXT)
    assert len(ids(found)) == 4
    mine = [one for one in found.records if isinstance(one, Practice)]
    assert ids(read_files(files, CONTEXT._replace(practices=mine))) == ids(found), "and are known again"


def test_a_practice_of_that_title_takes_the_check_ins() -> None:
    mine = new_practice("run", "3/week", FRIDAY, now_of(CLOCK), minutes=20)
    marks = csv_of(("2026-11-20", "YES_MANUAL"), ("2026-11-10", "YES_MANUAL"), ("2026-11-09", "SKIP"))
    files = {"Habits.csv": csv_of(NEW, habit()), "001 Run/Checkmarks.csv": marks}
    found = read_files(files, CONTEXT._replace(practices=[mine]))
    assert not any(isinstance(one, Practice) for one in found.records)
    checkins = [one for one in found.records if isinstance(one, CheckIn)]
    assert {one.practice for one in checkins} == {mine.id} and {one.minutes for one in checkins} == {20}
    assert [one.of for one in found.records if isinstance(one, Rest)] == [mine.id]
    assert found.problems == [
        "“run” is a practice already: the check-ins are taken as its own; those of before its first day, 2026-11-20,"
        " add to no streak (1)."
    ]
    twice = [mine, new_practice("Run", "daily", FRIDAY, now_of(CLOCK))]
    assert "fits 2 practices" in read_files(files, CONTEXT._replace(practices=twice)).problems[0]


def test_the_zip_comes_in_once_and_its_streak_holds(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "journal")
    path = tmp_path / "Loop Habits CSV 2026-11-20.zip"
    marks = csv_of(("Date", "Value", "Notes"), *((f"2026-11-{day}", "YES_MANUAL", "") for day in range(20, 9, -1)))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Habits.csv", csv_of(NEW, habit("Wake up early")))
        archive.writestr("001 Wake up early/Checkmarks.csv", marks)
        archive.writestr("Scores.csv", b"\xff")
    found = "Found 11 check-ins, 1 practice, 2026-11-10 to 2026-11-20.\n"
    assert shell.ok("import", "--from", "loop", "--dry-run", str(path)) == (
        f"{found}12 records would come in, 0 are there already.\n"
    )
    assert "11 days" not in shell.ok("practice", "list")
    assert shell.ok("import", "--from", "loop", str(path)) == f"{found}12 records in, 0 already there.\n"
    assert "11 days" in shell.ok("practice", "list")
    shell.ok("practice", "edit", "wake", "--title", "Get up")
    assert shell.ok("import", "--from", "loop", str(path)) == f"{found}0 records in, 12 already there.\n"
    shell.ok("undo")  # the title
    shell.ok("undo")
    assert "Wake" not in shell.ok("practice", "list")
    assert "12 back from the trash" in shell.ok("import", "--from", "loop", str(path))
    assert "zip archive" in shell.fails(2, "import", "--from", "loop", "-", stdin=b"")


CELLS = st.one_of(
    st.sampled_from(["2026-11-20", "2026-11-19", "YES_MANUAL", "SKIP", "2", "3", "5000", "-1", "true", "", "001", "7"]),
    st.text(max_size=8),
)


@given(st.lists(st.lists(CELLS, max_size=12), max_size=6), st.lists(st.lists(CELLS, max_size=4), max_size=8))
def test_any_table_gives_records_or_one_clear_line(habits: list[list[str]], marks: list[list[str]]) -> None:
    for columns in (NEW, OLD):
        files = {"Habits.csv": csv_of(columns, habit(), *habits), "001 Run/Checkmarks.csv": csv_of(*marks)}
        try:
            found = read_files(files, CONTEXT)
        except MasteryError as error:
            assert "\n" not in str(error)
            continue
        known: list[Record] = [one for one in found.records if isinstance(one, Practice)]
        assert {one.practice for one in found.records if isinstance(one, CheckIn)} <= {one.id for one in known}
        assert ids(read_files(files, CONTEXT)) == ids(found)


@given(st.binary(max_size=300))
def test_any_bytes_give_records_or_one_clear_line(data: bytes) -> None:
    for files in ({"Habits.csv": data}, {"Habits.csv": csv_of(NEW, habit()), "001/Checkmarks.csv": data}):
        try:
            read_files(files, CONTEXT)
        except MasteryError as error:
            assert "\n" not in str(error)
