"""CSV tables: every record a row, every field a cell, and no cell that a spreadsheet would run."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.exchange import Export, formats
from tests.cli.helpers import Shell
from tests.tui.support import entry


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


def test_all_tables_are_written_and_the_trash_too(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "j")
    shell.log("One.")
    shell.log("=2+2")
    shell.ok("delete", "last")
    shell.ok("goal", "add", "Speak Spanish")
    shell.ok("export", "--to", "csv", "--output", str(tmp_path / "out"))
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["entries.csv", "goals.csv"]
    with (tmp_path / "out" / "entries.csv").open(newline="") as file:
        rows = {row["title"]: row for row in csv.DictReader(file)}
    assert set(rows) == {"One.", "'=2+2"} and rows["'=2+2"]["deleted"] and not rows["One."]["deleted"]


def test_many_files_need_a_folder(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "j")
    shell.log("One.")
    assert "--output FOLDER" in shell.fails(2, "export", "--to", "csv")


@pytest.mark.parametrize("value", [None, True, 3, ["a", "b"], {"since": "2026-11-20"}])
def test_what_is_no_text_is_json(value: object) -> None:
    [row] = written(Export([], {"goals": [{"id": "a", "field": value}]}, "j"))["goals.csv"]
    assert row["field"] == "" if value is None else json.loads(row["field"]) == value
