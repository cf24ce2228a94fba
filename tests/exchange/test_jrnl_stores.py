"""jrnl's other stores and exports: folders, encrypted journals, Markdown and YAML. The samples are of jrnl itself."""

import base64
import datetime as dt
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Entry
from mastery.exchange import Read, jrnl
from tests.support.formats import CONTEXT

PASSWORD = "sésame"
V3 = (
    b"JRNLv3\x000eyJzYWx0IjoibEkyQS10eEMzM0RXTUpBVllmci1WQT09In0=gAAAAABrC9AiKClTfdHXOnZdweqhFHo9NohRAGlNUGopZWr9s7vu"
    b"SDwNcJcU18kU6pPpU6WqBg3VGFwJYf3K3iT72w-qIzWYQ3fNed-j8Etszz7dsIxcA-UBr09oDwYokoo-5fyHxV_2ZzsCLmXgYnGhcspzkP4MstsE"
    b"GaQ0z5meFX-zf4dljf4="
)
"""Of jrnl 4.6."""
V2 = (
    b"gAAAAABrC9AjsWQoOWC7P13lSHhgmv_MK2mPhKpYw416L2Ap772XlJLlFT8cnPjVqcWDpKethdLb0IYSx4Abz8JSWnpv_54HHu-H5swXZGvz4t6u"
    b"Xt01MCuxnKc6jRtYrVEbIsDJALfO8Vd6DVzqQ82pqTc7CjUMesCfgVUN-bm-H_AbjTn5gLs="
)
"""Of jrnl 4.1."""
V1 = base64.b64decode(
    "fIDAiJ4DFGbGLSQFTWpXFxUQDeX+d06kmNXu7JqyZrHZ7wPxb4nh6v1Cx4bIPP/x51PB99V+6P+n/ghmseLZkcWD6GJC/e0NItTtAaOsylOTGZPm"
    "pJgJkmmV7mVlJqoN"
)
V1_BLANKS = base64.b64decode(
    "J63LnOvU/d56KznyqqDEH6TfZD3aE9Qbm9S67/P+Qpwx05Z7Yy3p+1at20Zt6eQtqUPyWCV3gaD2+fWB/E853HOZ1hSd8Rh9zULAhsULrinTgMRi"
    "dGMPuv6IWhAzev4t"
)
"""After the format that jrnl's code reads, padded in either way; its own class opens both."""

MARKDOWN = """\
# 2026

## March

### 05/03/2026 09:00 Alpha day.

Alpha body. @anna

#### Head in body
text

### 06/03/2026 21:30 Beta

\x20
## April

### 07/04/2026 00:15 Café late.

[yesterday] said
\x20"""
YAML = """\
---
title: Alpha: day.
date: 2026-03-05 09:00:00 AM
starred: True
tags: anna, two, long walk
body: |\t\t
\tAlpha body. @anna
\t
\t## Head in body
\t    indented
..."""
NOTE = "# 2026-03-05 09:00:00 AM Alpha day.\n\nAlpha body. @anna\n\n## Head in body\ntext\n "


def look(read: Read) -> list[tuple[str, str, str, bool]]:
    found = [one for one in read.records if isinstance(one, Entry)]
    return [(f"{one.at:%Y-%m-%d %H:%M}", one.title, one.body, one.starred) for one in found]


def opened(data: bytes, password: str = PASSWORD) -> Read:
    return jrnl.read(data, CONTEXT._replace(password=lambda: password))


def folder(files: dict[str, str]) -> Read:
    assert all(map(jrnl.wanted, files))
    return jrnl.read_files({name: text.encode() for name, text in files.items()}, CONTEXT)


@pytest.mark.parametrize("data", [V3, V2, V1, V1_BLANKS], ids=["v3", "v2", "v1", "v1, padded with blanks"])
def test_an_encrypted_journal_opens_with_its_password(data: bytes) -> None:
    found = look(opened(data))
    assert [one[1:] for one in found] == [("Alpha day.", "Café with @anna", True), ("Beta", "", False)]
    assert found[0][0] == ("2012-01-01 21:00" if data in (V1, V1_BLANKS) else "2026-03-05 09:00")


@pytest.mark.parametrize("data", [V3, V2, V1], ids=["v3", "v2", "v1"])
def test_a_wrong_password_and_none_are_told(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MasteryError, match="password is wrong"):
        opened(data, "sesame")
    with pytest.raises(MasteryError, match="--password-file"):
        jrnl.read(data, CONTEXT)
    monkeypatch.setitem(sys.modules, "cryptography.fernet", None)
    with pytest.raises(MasteryError, match="pip install cryptography"):
        opened(data)


def test_the_first_journals_of_the_third_kind_had_their_header_bare() -> None:
    header = base64.b64decode(V3[8:56])
    assert look(opened(V3[:6] + len(header).to_bytes(2) + header + V3[56:])) == look(opened(V3))


@pytest.mark.parametrize(
    "header",
    [b"", b"{}", b"[" * 60_000, b'{"salt": 3}', b'{"salt": ""}', b'{"salt": "x"}', b'{"salt": "%s"}' % (b"A" * 60_000)],
)
def test_a_damaged_header_is_refused_before_any_work(header: bytes) -> None:
    def asked() -> str:
        raise AssertionError("no password is needed")

    data = b"JRNLv3" + len(header).to_bytes(2) + header + V3[56:]
    with pytest.raises(MasteryError, match="header"):
        jrnl.read(data, CONTEXT._replace(password=asked))


@given(st.binary(max_size=400), st.sampled_from([b"", b"JRNLv3", b"gAAAAA"]))
def test_damaged_journals_end_in_one_line(data: bytes, start: bytes) -> None:
    for whole in (start + data, V3[:60] + data, V1 + data[: len(data) // 16 * 16]):
        try:
            opened(whole)
        except MasteryError as error:
            assert "\n" not in str(error)


def test_text_is_not_taken_for_an_encrypted_journal() -> None:
    with pytest.raises(MasteryError, match="Line 1 is not UTF-8"):
        opened("[2026-01-01 10:00] Grüße aus Köln, naïv und schön!".encode("latin-1")[:48])


def test_a_folder_with_a_file_for_each_day() -> None:
    read = folder(
        {
            "2026/03/05.txt": "[05/03/2026 09:00] Alpha.\nIts body.\n[01/01/2024] a date in it\n",
            "2026/03/06.txt": "[06/03/2026 09:00] Beta.\n[2026-03-06] of this day\n\n[06/03/2026 21:30] Gamma. *\n",
            "2026/03/07.txt": "[08:15] Only a time.\nbody\n\n[20:15] Another.\n",
            "2026/03/08.txt": "No head.\nIts text.\n",
            "2026/03/09.txt": "[2026-03-10 00:10] Of another day.\n",
            "2026/03/10.txt": "",
            "2026/13/45.txt": "x",
            "notes.txt": "x",
        }
    )
    assert look(read) == [
        ("2026-03-05 09:00", "Alpha.", "Its body.\n[01/01/2024] a date in it", False),
        ("2026-03-06 09:00", "Beta.", "[2026-03-06] of this day", False),
        ("2026-03-06 21:30", "Gamma.", "", True),
        ("2026-03-07 08:15", "Only a time.", "body", False),
        ("2026-03-07 20:15", "Another.", "", False),
        ("2026-03-08 09:00", "No head.", "Its text.", False),
        ("2026-03-09 00:10", "Of another day.", "", False),
    ]
    named = [problem.partition(":")[0].removeprefix("2026/") for problem in read.problems]
    assert named == [
        "03/05.txt, line 3", "03/06.txt, line 2", "03/08.txt", "03/09.txt, line 1", "13/45.txt", "notes.txt",
    ]  # fmt: skip
    assert [one.day for one in read.records if isinstance(one, Entry)][-1] == dt.date(2026, 3, 9)


def test_a_year_in_a_folder_comes_in_whole_in_any_format() -> None:
    year = [dt.datetime(2025, 1, 1, 1, 30) + dt.timedelta(days=number) for number in range(365)]
    for form in ("%d/%m/%Y %H:%M", "%m/%d/%y %I:%M %p", "%H:%M", "%c"):
        read = folder({f"j/{at:%Y/%m/%d}.txt": f"[{at.strftime(form)}] Day.\nBody.\n" for at in year})
        assert [one.day for one in read.records if isinstance(one, Entry)] == [at.date() for at in year]
        assert not read.problems


def test_other_folders_are_refused() -> None:
    with pytest.raises(MasteryError, match="--format json"):
        jrnl.read_files({}, CONTEXT)
    with pytest.raises(MasteryError, match="No entry"):
        folder({"a.txt": "x"})


def test_markdown_of_one_file_is_read() -> None:
    read = jrnl.read(MARKDOWN.encode(), CONTEXT)
    assert look(read) == [
        ("2026-03-05 09:00", "Alpha day.", "Alpha body. @anna\n\n# Head in body\ntext", False),
        ("2026-03-06 21:30", "Beta", "", False),
        ("2026-04-07 00:15", "Café late.", "[yesterday] said", False),
    ]
    assert "no stars" in read.problems[0]
    with pytest.raises(MasteryError, match="Line 12 is a heading"):
        jrnl.read(MARKDOWN.replace("06/03/2026", "some day").encode(), CONTEXT)


def test_markdown_and_yaml_of_a_file_for_each_entry_are_read() -> None:
    alpha = ("2026-03-05 09:00", "Alpha day.", "Alpha body. @anna\n\n# Head in body\ntext", False)
    read = folder({"2026-03-05_alpha-day.md": NOTE, "2026-03-06_x.md": "# Something else\n"})
    assert look(read) == [alpha]
    assert any("2026-03-06_x.md: no date" in problem for problem in read.problems)
    (one,) = folder({"2026-03-05_alpha-day.md": YAML}).records
    assert isinstance(one, Entry)
    assert (one.title, one.body, one.starred) == (
        "Alpha: day.", "Alpha body. @anna\n\n# Head in body\n    indented", True,
    )  # fmt: skip
    assert one.tags == ("@anna", "two", "long-walk")
    text = {"2026-03-05_a.txt": "[05/03/2026 09:00] A.\n", "2026-03-25_b.txt": "[25/03/2026 09:00] B.\n"}
    assert [at for at, *_ in look(folder(text))] == ["2026-03-05 09:00", "2026-03-25 09:00"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-03-05, 1\n2026-03-25, 2\n", "list of dates"),
        ("@anna                : 1\n#two                 : 12", "list of tags"),
        ("┎──────────╮2026-03-05 09:00:00 AM\n┃ Alpha day.\n", "picture"),
        ("2026-03-05 09:00 Alpha day.\n| Alpha body.\n| \n\n2026-03-06 09:00 Beta\n", "terminal"),
        ('<?xml version="1.0" ?>\n<journal></journal>', "XML"),
        ('{"tags": {}, "entries": []}', "--from jrnl-json"),
    ],
)
def test_what_has_no_entries_is_refused_with_the_way_to_get_them(text: str, says: str) -> None:
    with pytest.raises(MasteryError, match=says) as refused:
        jrnl.read(text.encode(), CONTEXT)
    assert "--format json" in str(refused.value)


def test_a_list_of_titles_is_told() -> None:
    read = jrnl.read(b"2026-03-05 09:00 Alpha.\n2026-03-06 09:00 Beta.\n", CONTEXT)
    assert len(read.records) == 2
    assert "jrnl --short" in read.problems[0]
