"""Daily notes: the day from the name or the front matter, the text as it stands, and our own files the same entries."""

import datetime as dt
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import KINDS, Entry
from mastery.core.writing.capture import make_dated_entry
from mastery.exchange import Export, Read, markdown_folder
from mastery.host import unpack
from tests.support.cli import Shell
from tests.support.clock import now_of
from tests.support.formats import BODIES, CLOCK, CONTEXT, MOMENTS, TITLES


def of(notes: dict[str, str]) -> tuple[list[Entry], Read]:
    found = markdown_folder.read_files({name: text.encode() for name, text in notes.items()}, CONTEXT)
    return [one for one in found.records if isinstance(one, Entry)], found


def one(name: str, text: str) -> Entry:
    [entry], found = of({name: text})
    assert found.problems == []
    return entry


NOTE = """---
date: 2026-11-24
tags: [work, "deep/er"]
starred: true
---
# A good day

Met [[Anna|her]] about ![[plan.png]] and [[2026-11-23#Plans]]. #plans

## Tasks
- [ ] call
"""


def test_a_daily_note_is_an_entry() -> None:
    entry = one("Daily/2026-11-24.md", NOTE)
    assert (entry.day, f"{entry.at:%H:%M}", entry.title) == (dt.date(2026, 11, 24), "09:00", "A good day")
    assert entry.body == NOTE.partition("day\n\n")[2].strip()
    assert entry.tags == ("plans", "work", "deep/er") and entry.starred


@pytest.mark.parametrize(
    ("name", "day", "title"),
    [
        ("2026-11-24.md", "2026-11-24 09:00", ""),
        ("2026-11-24 In Paris.md", "2026-11-24 09:00", "In Paris"),
        ("20261124.md", "2026-11-24 09:00", ""),
        ("202611240930 A thought.md", "2026-11-24 09:30", "A thought"),
        ("2026_11_24.markdown", "2026-11-24 09:00", ""),
        ("2026-11-24 Tuesday.md", "2026-11-24 09:00", ""),
        ("2026/11/2026-11-24.md", "2026-11-24 09:00", ""),
        ("Journal/2026/11/24.md", "2026-11-24 09:00", ""),
    ],
)
def test_the_name_gives_the_day(name: str, day: str, title: str) -> None:
    entry = one(name, "The text.")
    assert (f"{entry.at:%Y-%m-%d %H:%M}", entry.title, entry.body) == (day, title, "The text.")
    assert entry.day == dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("head", "moment"),
    [
        ("date: 2026-11-24", "2026-11-24 09:00"),
        ("Date: '2026-11-24 21:30'", "2026-11-24 21:30"),
        ('date: "[[2026-11-24]]"', "2026-11-24 09:00"),
        ("date: [[2026-11-24]]", "2026-11-24 09:00"),
        ("created: 2026-11-24T21:30:15 # by hand", "2026-11-24 21:30"),
        ("created: 2026-11-24T23:30:00Z", "2026-11-25 00:30"),
        ("date: 2026-11-24\ncreated: 2026-11-24T08:15", "2026-11-24 08:15"),
        ("date: 2026-11-24\ncreated: 2026-11-23T08:15", "2026-11-24 09:00"),
    ],
)
def test_the_front_matter_gives_the_moment(head: str, moment: str) -> None:
    entry = one("A thought.md", f"---\n{head}\n---\nText.")
    assert f"{entry.at:%Y-%m-%d %H:%M}" == moment and f"{entry.day}" == moment[:10]


@pytest.mark.parametrize(
    "head",
    [
        "tags:\n  - Work\n  - '@Anna'\n  - \"a-b\"", "tags: [Work, '@Anna', \"a-b\"]", "tags: work, @anna a-b",
        "tags: #work @anna #a-b", "tags:\n- Work\n\n# a comment\n- '@Anna'\n- a-b # more",
        'tag: ["work", "@anna", a-b]',
    ],
)  # fmt: skip
def test_tags_in_all_the_forms_that_obsidian_has_had(head: str) -> None:
    assert one("2026-11-24.md", f"---\n{head}\n---\nText.").tags == ("work", "@anna", "a-b")


def test_a_title_comes_from_the_front_matter_the_name_or_a_heading_and_is_not_there_twice() -> None:
    look = [
        one("2026-11-24.md", '---\ntitle: "The \\"title\\""\n---\n# Heading\nText.'),
        one("2026-11-24 Paris.md", "# Paris\n\nText."),
        one("2026-11-24.md", "# 2026-11-24\n\nText."),
        one("2026-11-24.md", "\n# Heading #\n\nText."),
        one("2026-11-24.md", "## Tasks\nText."),
    ]
    assert [(entry.title, entry.body) for entry in look] == [
        ('The "title"', "# Heading\nText."), ("Paris", "Text."), ("", "Text."), ("Heading", "Text."),
        ("", "## Tasks\nText."),
    ]  # fmt: skip


def test_headings_with_a_time_are_entries_of_their_own() -> None:
    entries, found = of({
        "2026-11-24.md": "---\ntags: [daily, work]\n---\nAt first.\n\n## 1:30 Late\n*win, #x*\n\n## 14:05 Met Anna\n\n"
        "About #work.\n### Notes\n\n## 25:00 no time\n## 23:00\n"
    })  # fmt: skip
    assert [(f"{entry.at:%d %H:%M}", entry.kind, entry.title, entry.tags) for entry in entries] == [
        ("24 09:00", "note", "", ("daily",)),
        ("24 01:30", "win", "Late", ("x", "daily")),
        ("24 14:05", "note", "Met Anna", ("work", "daily")),
    ]
    assert {entry.day for entry in entries} == {dt.date(2026, 11, 24)}
    assert entries[2].body.endswith("### Notes\n\n## 25:00 no time")
    [problem] = found.problems
    assert problem.startswith("2026-11-24.md, line 15: There is no text")


def test_what_is_not_understood_is_named_with_its_file_and_line() -> None:
    entries, found = of({
        "2026-11-20.md": "---\nweather: sunny\nmood: {a: b}\nstarred: perhaps\ntags:\n  work: yes\n- odd\n---\nOne.",
        "2026-11-21.md": "---\nweather: rain\ndate: some day\nstarred: [a]\n)\n---\nTwo.",
        "Ideas.md": "Secret thought.",
        "2026-11-22.md": "",
        "2026-13-45.md": "Three.",
    })  # fmt: skip
    assert [entry.body for entry in entries] == ["One.", "Two."]
    assert found.problems == [
        "2026-11-20.md, line 5: 'tags' was not understood and was left out.",
        "2026-11-20.md, line 4: 'starred' was not understood and was left out.",
        "2026-11-21.md, line 5: the front matter was not understood here.",
        "2026-11-21.md, line 3: 'date' was not understood and was left out.",
        "2026-11-21.md, line 4: 'starred' was not understood and was left out.",
        "Ideas.md: there is no date in its name or front matter; it was left out.",
        "2026-11-22.md, line 1: There is no text: the entry has neither title nor body.",
        "2026-13-45.md: there is no date in its name or front matter; it was left out.",
        "2026-11-20.md, line 2 and 1 more: 'weather' of the front matter has no place here and was left out.",
        "2026-11-20.md, line 3: 'mood' of the front matter has no place here and was left out.",
    ]


def test_a_note_that_is_no_text_is_named_and_the_others_come() -> None:
    found = markdown_folder.read_files({"2026-11-24.md": b"a\n\xff", "2026-11-25.md": b"b"}, CONTEXT)
    assert len(found.records) == 1 and found.problems[0].startswith("2026-11-24.md: Line 2 is not UTF-8")
    with pytest.raises(MasteryError, match="No note was found"):
        markdown_folder.read_files({}, CONTEXT)


def test_a_line_across_the_page_is_no_front_matter() -> None:
    assert one("2026-11-24.md", "---\nText.\n").body == "---\nText."


def test_only_notes_are_read() -> None:
    assert all(map(markdown_folder.wanted, ["a.md", "x/y/a.MD", "a.markdown"]))
    assert not any(map(markdown_folder.wanted, [".obsidian/a.md", "x/.trash/a.md", "a.png", "__MACOSX/a.md", ".a.md"]))


def test_the_same_vault_twice_adds_nothing_and_a_file_that_grew_only_what_is_new(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    (vault / "2026" / "11").mkdir(parents=True)
    (vault / "2026" / "11" / "2026-11-24.md").write_text(NOTE)
    (vault / "2026-11-25.md").write_text("## 10:00 Same\n\n## 10:00 Same\n")
    (vault / "Ideas.md").write_text("No date.")
    shell = Shell(tmp_path / "j")
    tried = shell("import", "--from", "markdown-folder", "--dry-run", str(vault))
    assert "Found 3 entries, 2026-11-24 to 2026-11-25." in tried.stdout and "3 records would come in" in tried.stdout
    assert "Ideas.md: there is no date" in tried.stderr and not shell.folder.exists()
    assert "3 entries in, 0 already there" in shell.ok("import", "--from", "markdown-folder", str(vault))
    assert "0 entries in, 3 already there" in shell.ok("import", "--from", "markdown-folder", str(vault))
    with (vault / "2026-11-25.md").open("a") as note:
        note.write("\n## 11:00 New\n")
    assert "1 entry in, 3 already there" in shell.ok("import", "--from", "markdown-folder", str(vault))


def test_what_was_exported_is_there_already(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "j")
    shell.log("2026-11-18 02:30: Late. It was #late.")
    shell.log("today: *lesson*\n\n## 10:00 x")
    shell.log("--tag", "own", "Two.")
    shell.ok("export", "--to", "markdown-folder", "--output", str(tmp_path / "out"))
    assert "0 entries in, 3 already there" in shell.ok("import", "--from", "markdown-folder", str(tmp_path / "out"))


def test_a_hostile_archive_is_refused_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST_OF_ONE", 1000)
    shell = Shell(tmp_path / "j")
    for name, size, says in (("../2026-11-24.md", 1, "climbs out"), ("2026-11-24.md", 5000, "more than any entry")):
        with zipfile.ZipFile(tmp_path / "n.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, bytes(size))
        assert says in shell.fails(1, "import", "--from", "markdown-folder", str(tmp_path / "n.zip"))
    assert not shell.folder.exists()


@pytest.mark.parametrize("blank", [" ", "\t", "\v"])
def test_a_line_of_a_hundred_thousand_blanks_is_read_at_once(blank: str) -> None:
    wide = f"a{blank * 100_000}b"
    entry = one("2026-11-24.md", f"# {wide}\n\nText")
    assert entry.title == (wide if blank != "\v" else "a b")
    _, found = of({"2026-11-24.md": f"---\n{wide}\nkey{blank * 100_000}: b\n---\nText"})
    assert len(found.records) == 1 and len(found.problems) == 2


@pytest.mark.parametrize(
    ("line", "title"), [("# A #", "A"), ("# A ## ", "A"), ("# C#", "C#"), ("#  ##", "##"), ("# A # #", "A #")]
)
def test_number_signs_that_close_a_heading_are_not_in_the_title(line: str, title: str) -> None:
    assert one("2026-11-24.md", f"{line}\n\nText").title == title


def test_a_list_of_a_hundred_thousand_tags_is_read() -> None:
    items = "\n".join(f"- t{number}" for number in range(100_000))
    assert len(one("2026-11-24.md", f"---\ntags:\n{items}\n---\nText.").tags) == 100_000


WILD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=30)
LOOKS_LIKE = st.sampled_from(
    ["## 10:00", "## 9:05 x", " ## 10:00 x", "   ## 2026-01-01 10:00", "*lesson*", " *starred, #a*", "*win, @b*\n\nx",
     "---", "# 2026-11-20", "## 2026-99-99 10:00", "## 10:00\n## 11:00", "*note*"]
)  # fmt: skip
TAGS = st.lists(
    st.one_of(st.sampled_from(["work", "@anna", "a b", "a*", "*", "é", "#x", "a/b", "-"]), WILD), max_size=2
)


@st.composite
def kept_entries(draw: st.DrawFn) -> list[Entry]:
    found = []
    for number, at in enumerate(draw(st.lists(MOMENTS, max_size=4))):
        title = draw(st.one_of(TITLES, WILD, LOOKS_LIKE))
        body = "\n".join(draw(st.lists(st.one_of(BODIES, WILD, LOOKS_LIKE), max_size=3)))
        if (title + body).strip():
            entry = make_dated_entry(
                at, title, body, starred=draw(st.booleans()), tags=draw(TAGS), now=now_of(CLOCK),
                origin=str(number), kind=draw(st.sampled_from(KINDS)),  # type: ignore[arg-type]
            )  # fmt: skip
            # A day that was named, at an hour that would be of the day before.
            found.append(msgspec.structs.replace(entry, day=at.date()) if draw(st.booleans()) else entry)
    return sorted(found, key=lambda entry: (entry.day, entry.at, entry.id))


def look(entry: Entry) -> tuple[object, ...]:
    return entry.title, entry.body, entry.day, f"{entry.at:%Y-%m-%d %H:%M}", entry.tags, entry.starred, entry.kind


@given(kept_entries())
@example([])
def test_what_is_written_reads_back_the_same(kept: list[Entry]) -> None:
    files = dict(markdown_folder.write(Export(kept, None, "test")))
    if kept:
        found = markdown_folder.read_files(files, CONTEXT)
        assert found.problems == []
        assert [look(one) for one in found.records if isinstance(one, Entry)] == [look(one) for one in kept]


def test_what_the_notes_link_to_lies_beside_them() -> None:
    at = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    text = "![x](attachments/a.png) and ![gone](attachments/b.png)"
    kept = make_dated_entry(at, "One", text, now=now_of(CLOCK), origin="test")
    files = dict(markdown_folder.write(Export([kept], None, "j", attachment={"a.png": b"P", "c.png": b"C"}.get)))
    assert files.keys() == {"2026-11-20.md", "attachments/a.png"} and files["attachments/a.png"] == b"P"
