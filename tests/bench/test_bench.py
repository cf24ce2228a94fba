"""The bench itself: its journals are the same every time, its counts hold, and its table says what was missed."""

import sys
from pathlib import Path
from statistics import mean

import pytest

from mastery.host.clock import SystemClock
from mastery.store.journal import Journal
from tests.bench import journals
from tests.bench.bench import SMALL, Bench
from tests.bench.measure import Times, in_turns, ratio
from tests.bench.rows import ROWS, exact
from tests.bench.table import HOLDS, MISSED, UNKNOWN, Row, bounded_row, failures, head, line, summary


def test_a_seed_makes_the_same_entries_every_time() -> None:
    assert list(journals.records(50)) == list(journals.records(50))
    assert list(journals.records(50)) != list(journals.records(50, seed=1))


def test_entries_are_a_diarys() -> None:
    made = list(journals.entries(2000))
    lengths = sorted(len(entry.text) for entry in made)
    assert 800 < mean(lengths) < 1300
    assert lengths[100] < 150
    assert lengths[-100] > 2500
    assert len({entry.id for entry in made}) == 2000
    assert 3 < len({entry.day.year for entry in made}) < 10
    assert len({entry.day for entry in made}) < 1900
    tags = [tag for entry in made for tag in entry.tags]
    assert tags.count("work") > 5 * tags.count("piano") > 0
    assert any(tag.startswith("@") for tag in tags)
    assert all(f"#{tag}" in entry.text or tag in entry.text for entry in made for tag in entry.tags)


def test_ten_thousand_entries_are_of_more_than_ten_years() -> None:
    years = {entry.day.year for entry in journals.entries(10_000)}
    assert len(years) > 10


def test_a_journal_is_written_folded_and_kept(tmp_path: Path) -> None:
    folder = journals.kept(tmp_path, SMALL)
    written = (folder / "journal.json").stat()
    assert journals.kept(tmp_path, SMALL) == folder
    assert (folder / "journal.json").stat() == written
    copy = journals.copied(folder, tmp_path / "copy")
    read = [(entry.id, entry.text) for entry in Journal(copy, clock=SystemClock()).entries()]
    assert read == [(entry.id, entry.text) for entry in journals.entries(SMALL)]
    assert len((copy / "journal.log").read_bytes().splitlines()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="bytes are counted by Linux alone")
def test_writing_an_entry_down_costs_the_same_at_every_size(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    rows = list(exact(Bench(keep=tmp_path, work=tmp_path / "work", sizes=(1000,), rounds=1)))
    assert [row.verdict for row in rows if row.bound] == [HOLDS] * 4, rows
    assert all(row.exact for row in rows if row.bound)


def test_what_is_compared_is_measured_in_turns() -> None:
    order: list[str] = []

    def one(name: str, value: float) -> float:
        order.append(name)
        return value

    ours, other = in_turns(3, lambda: one("ours", 3), lambda: one("other", 2))
    assert order == ["ours", "other", "other", "ours", "ours", "other"]
    assert ratio(ours, other) == (1.5, 1.5)


def test_quantiles_lie_between_the_values() -> None:
    times = Times([4, 1, 3, 2])
    assert (times.quantile(0), times.median, times.quantile(1)) == (1, 2.5, 4)
    assert Times([7]).p95 == 7


def test_a_bound_counts_at_its_size() -> None:
    cells = {1000: "9", 10_000: "2"}
    values = {1000: 9.0, 10_000: 2.0}
    assert bounded_row("a", values, {10_000: 3.0}, cells, "x").verdict == HOLDS
    assert bounded_row("a", values, {10_000: 1.0}, cells, "x").verdict == MISSED
    assert bounded_row("a", values, {100_000: 1.0}, cells, "x").verdict == UNKNOWN


def test_a_report_fails_only_for_what_cannot_be_noise() -> None:
    rows = [Row("a", {}, "", MISSED), Row("b", {}, "", MISSED, exact=True), Row("c", {}, "", UNKNOWN, exact=True)]
    assert [row.label for row in failures(rows, report=True)] == ["b"]
    assert [row.label for row in failures(rows, report=False)] == ["a", "b"]
    assert summary(rows) == "2 missed: a; b."


def test_the_last_line_names_what_is_missed_by_the_row_it_belongs_to() -> None:
    rows = [Row("a key, ms", {}), Row("  p95", {}, "", HOLDS), Row("  against a list", {}, "", MISSED)]
    assert summary(rows) == "1 missed: a key, ms against a list."
    assert summary(rows[:2]) == "0 missed."


def test_the_table_stands_in_columns() -> None:
    sizes = (1000, 10_000, 100_000)
    row = Row("a key in the editor, ms", dict.fromkeys(sizes, "1234 (1200-1300)"), "<=1.8, 3x", UNKNOWN)
    assert len(line(row, sizes)) <= 110
    assert line(row, sizes).index("<=") == head(sizes).index("bound")


def test_the_fault_suite_is_named() -> None:
    assert list(ROWS)[-1] == "faults"
