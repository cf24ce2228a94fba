"""CSV tables: every record a row, every field a cell, and no cell that a spreadsheet would run."""

import csv
import io
import json
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.exchange import FORMULA, Export, csv_rows, csv_text, formats, guarded, unguarded
from mastery.store import Journal
from tests.support.cli import Shell
from tests.support.diary import entry
from tests.support.faults.calls import commands
from tests.support.faults.poison import records


def written(export: Export) -> dict[str, list[dict[str, str]]]:
    write = formats()["csv"].write
    assert write is not None
    made = write(export)
    assert not isinstance(made, bytes)
    return {name: list(csv.DictReader(io.StringIO(data.decode(), newline=""))) for name, data in made}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40), max_size=5))
def test_every_text_comes_back_and_none_begins_a_formula(texts: list[str]) -> None:
    documents = {"entries": [{"id": f"{at}", "title": text, "tags": [text]} for at, text in enumerate(texts)]}
    rows = written(Export([], documents, "j")).get("entries.csv", [])
    for row, text in zip(rows, texts, strict=True):
        assert row["title"] in (text, f"'{text}") and row["title"][:1] not in tuple("=+-@\t\r")
        assert json.loads(row["tags"]) == [text]


def test_filters_leave_entries_alone() -> None:
    rows = written(Export([entry("One", starred=True)], None, "j"))
    assert list(rows) == ["entries.csv"]
    [row] = rows["entries.csv"]
    assert next(iter(row)) == "id" and (row["title"], row["starred"], row["deleted"]) == ("One", "true", "")


def rows_in(folder: Path, table: str) -> dict[str, dict[str, str]]:
    with (folder / f"{table}.csv").open(newline="") as file:
        return {row["title"]: row for row in csv.DictReader(file)}


def test_all_tables_are_written_with_living_records_and_as_many_as_it_says(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "j")
    shell.log("One.")
    shell.log("=2+2")
    shell.ok("delete", "last")
    shell.ok("goal", "add", "Speak Spanish")
    shell.ok("goal", "add", "Given up")
    shell.ok("goal", "delete", "given-up")
    out, whole = tmp_path / "out", tmp_path / "whole"
    said = shell("export", "--to", "csv", "--output", str(out)).stderr
    assert said == f"Wrote 1 entry and 1 other record in 2 files to {out}\n"
    assert sorted(one.name for one in out.iterdir()) == ["entries.csv", "goals.csv"]
    assert set(rows_in(out, "entries")) == {"One."} and set(rows_in(out, "goals")) == {"Speak Spanish"}
    said = shell("export", "--to", "csv", "--trash", "--output", str(whole)).stderr
    assert said == f"Wrote 2 entries and 2 other records in 2 files to {whole}\n"
    rows = rows_in(whole, "entries")
    assert set(rows) == {"One.", "'=2+2"} and rows["'=2+2"]["deleted"] and not rows["One."]["deleted"]
    assert set(rows_in(whole, "goals")) == {"Speak Spanish", "Given up"}


def test_the_trash_goes_with_filters_too_and_with_no_format_that_cannot_hold_it(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "j")
    for text in ("One. #work", "Two. #work", "Three."):
        shell.log(text)
    shell.ok("delete", "last")
    shell.ok("delete", "last")
    for number, more in enumerate([(), ("--trash",)], 1):
        out = tmp_path / f"out{number}"
        said = shell("export", "--to", "csv", "--tag", "work", *more, "--output", str(out)).stderr
        assert said.startswith("Wrote 1 entry in 1 file" if not more else "Wrote 2 entries in 1 file")
        assert len(rows_in(out, "entries")) == number
    assert "only csv and json" in shell.fails(2, "export", "--to", "markdown", "--trash")
    file = tmp_path / "all.json"
    assert "Wrote 3 entries to" in shell("export", "--to", "json", "--output", str(file)).stderr
    assert len(json.loads(file.read_text())["tables"]["entries"]) == 3


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "\u00a0=1",
    "\u200b@x",
    " '-1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_guarded_and_restored(text: str) -> None:
    assert guarded(text) == f"'{text}" and unguarded(f"'{text}") == text


@given(st.lists(st.sampled_from(["'", "=", "-", "a", "\r", "\n", ",", '"', "\t"])).map("".join))
def test_every_guarded_text_is_given_back_by_one_row(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(FORMULA)
    made = csv_text([("a", text, 1), ("b", None, -2)])
    assert [row for _, row in csv_rows(made)] == [["a", guarded(text), "1"], ["b", "", "-2"]]


def test_every_csv_the_shell_prints_is_guarded(tmp_path: Path) -> None:
    """Every command that has the format, on a journal in which every text begins a formula."""
    shell = Shell(tmp_path / "j")
    with Journal(shell.folder, clock=shell.clock) as journal:
        journal.add(*records("=cmd|' /C calc'!A0"))
    seen = []
    for path, command in commands().items():
        forms = next((one.type for one in command.params if "--format" in one.opts), None)
        if isinstance(forms, click.Choice) and "csv" in forms.choices:
            words = [*path.split(), "--format", "csv", *["cmd"] * (path == "search")]
            rows = [row for _, row in csv_rows(shell.ok(*words))]
            assert len({len(row) for row in rows}) == 1 < len(rows), path
            assert [cell for row in rows for cell in row if cell.startswith(FORMULA)] == [], path
            assert any("=cmd" in cell for row in rows for cell in row), path
            seen.append(path)
    assert seen == ["goal list", "list", "model list", "predict list", "recall list", "search", "tags"]


def test_many_files_need_a_folder(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "j")
    shell.log("One.")
    assert "--output FOLDER" in shell.fails(2, "export", "--to", "csv")


@pytest.mark.parametrize("value", [None, True, 3, ["a", "b"], {"since": "2026-11-20"}])
def test_what_is_no_text_is_json(value: object) -> None:
    [row] = written(Export([], {"goals": [{"id": "a", "field": value}]}, "j"))["goals.csv"]
    assert row["field"] == "" if value is None else json.loads(row["field"]) == value
