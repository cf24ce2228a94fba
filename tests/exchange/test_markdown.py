"""Markdown out: readable in one file, a file a day for Obsidian."""

import datetime as dt

from mastery.core.base.records import Entry
from mastery.core.writing.capture import make_dated_entry
from mastery.exchange import Export, formats, markdown, markdown_folder
from tests.support.clock import now_of
from tests.support.formats import CLOCK


def entry(at: dt.datetime, title: str, body: str = "", **more: object) -> Entry:
    return make_dated_entry(at, title, body, now=now_of(CLOCK), origin="", **more)  # type: ignore[arg-type]


KEPT = [
    entry(dt.datetime(2026, 11, 20, 21, 30), "Talk", "With @anna about #work.", tags=["own"], starred=True),
    entry(dt.datetime(2026, 11, 21, 1, 30), "Late", "Still Friday."),
    entry(dt.datetime(2026, 11, 21, 9, 0), "Next day"),
]


def test_one_file_has_a_heading_a_day_and_one_an_entry() -> None:
    text = markdown.write(Export(KEPT, None, "test")).decode()
    assert text == (
        "# Friday, 2026-11-20\n\n## 21:30 Talk\n\n*starred, #own*\n\nWith @anna about #work.\n\n"
        "## 2026-11-21 01:30 Late\n\nStill Friday.\n\n# Saturday, 2026-11-21\n\n## 09:00 Next day\n"
    )


def test_a_text_that_looks_like_a_heading_of_an_entry_is_none() -> None:
    kept = [
        entry(dt.datetime(2026, 11, 20, 9), "", "*lesson*\n\n## 10:00 No entry\n ## 2026-01-01 9:05"),
        entry(dt.datetime(2026, 11, 20, 10), "Title", "*starred, #own* is not", tags=["own"]),
    ]
    text = markdown.write(Export(kept, None, "test")).decode()
    assert text == (
        "# Friday, 2026-11-20\n\n## 09:00\n\n *lesson*\n\n ## 10:00 No entry\n  ## 2026-01-01 9:05\n\n"
        "## 10:00 Title\n\n*starred, #own* is not\n"
    )


def test_the_folder_has_a_file_a_day_with_front_matter() -> None:
    files = dict(markdown_folder.write(Export(KEPT, None, "test")))
    assert list(files) == ["2026-11-20.md", "2026-11-21.md"]
    head = files["2026-11-20.md"].decode().split("\n\n")[0]
    assert head == '---\ndate: 2026-11-20\ntags:\n  - "anna"\n  - "work"\n  - "own"\n---'
    assert files["2026-11-21.md"].decode().startswith("---\ndate: 2026-11-21\n---\n\n## 09:00")


def test_every_format_is_found_and_says_what_it_is() -> None:
    found = formats()
    assert {"jrnl", "jrnl-json", "json", "markdown", "markdown-folder"} <= found.keys()
    assert all(one.says and (one.is_readable or one.write) for one in found.values())
