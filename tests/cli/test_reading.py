"""list, show, search, tags, today, and the filters they share."""

import csv
import datetime as dt
import io
import json

import pytest

from mastery.cli.filters import spelled_out
from tests.support.cli import Shell


@pytest.fixture
def diary(shell: Shell) -> Shell:
    """A journal of four entries on three days."""
    shell.log("2026-11-17 08:00: The plague is near. Much talk of it. #london")
    shell.log("2026-11-18 09:00: A quiet day. The Plague comes #london @pepys")
    shell.log("--kind", "win", "--star", "2026-11-20 10:00: Sailed to Greenwich. Café au lait")
    shell.log("2026-11-20 11:00: Home again. Nothing else")
    return shell


def titles(shell: Shell, *args: str) -> list[str]:
    """The titles of what a list in JSON holds."""
    return [entry["title"] for entry in json.loads(shell.ok(*args, "--format", "json"))]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ((), ["The plague is near.", "A quiet day.", "Sailed to Greenwich.", "Home again."]),
        (("-n", "1"), ["Home again."]),
        (("-2",), ["Sailed to Greenwich.", "Home again."]),
        (("--on", "2026-11-18"), ["A quiet day."]),
        (("--on", "today"), ["Sailed to Greenwich.", "Home again."]),
        (("--from", "2026-11-18", "--to", "2026-11-19"), ["A quiet day."]),
        (("--tag", "london"), ["The plague is near.", "A quiet day."]),
        (("--tag", "#LONDON", "--tag", "@pepys"), ["A quiet day."]),
        (("--kind", "win"), ["Sailed to Greenwich."]),
        (("--starred",), ["Sailed to Greenwich."]),
        (("--search", "cafe"), ["Sailed to Greenwich."]),
        (("--search", "plague", "-1"), ["A quiet day."]),
    ],
)
def test_filters(diary: Shell, args: tuple[str, ...], expected: list[str]) -> None:
    assert [title.rstrip(".") for title in titles(diary, "list", *args)] == [one.rstrip(".") for one in expected]


def test_spelled_out() -> None:
    assert spelled_out(["-3", "x", "-n", "-4", "--", "-5"]) == ["-n", "3", "x", "-n", "-4", "--", "-5"]


def test_filters_that_make_no_sense(diary: Shell) -> None:
    assert "blah" in diary.fails(2, "list", "--from", "blah")
    diary.fails(2, "list", "--on", "today", "--from", "today")
    diary.fails(2, "list", "--from", "2026-11-20", "--to", "2026-11-01")
    diary.fails(2, "list", "--kind", "nonsense")


def test_table_is_aligned(diary: Shell) -> None:
    lines = diary.ok("list").splitlines()
    assert len(lines) == 4
    assert {line.index("2026-") for line in lines} == {8}
    assert "* win" in lines[2]
    assert lines[1].endswith("#london @pepys")


def test_table_fits_the_terminal(diary: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert max(map(len, diary.ok("list").splitlines())) <= 50


def test_no_color(diary: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" in diary("list", terminal=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in diary("list", terminal=True).stdout


def test_csv(diary: Shell) -> None:
    rows = list(csv.DictReader(io.StringIO(diary.ok("list", "--format", "csv"))))
    assert [row["day"] for row in rows] == ["2026-11-17", "2026-11-18", "2026-11-20", "2026-11-20"]
    assert rows[2]["starred"] == "yes"


def test_markdown(diary: Shell) -> None:
    text = diary.ok("list", "--format", "md", "-1")
    assert text.startswith("## 2026-11-20 11:00 Home again")


def test_empty_lists_say_so_on_standard_error(shell: Shell) -> None:
    result = shell("list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "mastery log" in result.stderr
    assert shell.ok("list", "--format", "json") == "[]\n"
    shell.log("One")
    assert "No entry fits" in shell("list", "--tag", "none").stderr


def test_show(diary: Shell) -> None:
    assert diary.ok("show").startswith("Home again")
    short = json.loads(diary.ok("list", "--format", "json"))[0]["short"]
    text = diary.ok("show", short)
    assert "Much talk of it." in text and short in text
    assert "2026-11-17 08:00" in text
    assert len(json.loads(diary.ok("show", short, "last", "--format", "json"))) == 2
    diary.fails(1, "show", "zzzzzz")


def test_show_in_an_empty_journal(shell: Shell) -> None:
    shell.fails(1, "show")


def test_search_puts_titles_first_and_marks(diary: Shell) -> None:
    plain = diary("search", "plague")
    lines = plain.stdout.splitlines()
    assert "The plague is near" in lines[0]
    assert "2 entries found" in plain.stderr
    assert "\x1b[" not in plain.stdout
    assert "\x1b[1m\x1b[4mplague\x1b[0m" in diary("search", "plague", terminal=True).stdout
    assert any("Plague comes" in line and line.startswith("        ") for line in lines)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (("comes", "plag"), ["A quiet day"]),
        (('"plague comes"',), ["A quiet day"]),
        (("plague", "-tag:@pepys"), ["The plague is near"]),
        (("-tag:london",), ["Home again", "Sailed to Greenwich"]),
        (("cafe",), ["Sailed to Greenwich"]),
        (("kind:win",), ["Sailed to Greenwich"]),
        (("after:2026-11-18",), ["Home again", "Sailed to Greenwich"]),
        (("before:last wednesday", "plague"), ["The plague is near"]),
        (("-1", "plague"), ["The plague is near"]),
        (("nothing", "at", "all"), []),
    ],
)
def test_search(diary: Shell, query: tuple[str, ...], expected: list[str]) -> None:
    assert [title.rstrip(".") for title in titles(diary, "search", *query)] == expected


def test_search_for_what_is_nothing(diary: Shell) -> None:
    diary.fails(2, "search")
    diary.fails(2, "search", "")
    diary.fails(2, "search", "before:blah")


def test_tags(diary: Shell) -> None:
    assert diary.ok("tags") == "2  #london\n1  @pepys\n"
    assert json.loads(diary.ok("tags", "--format", "json", "--on", "2026-11-17")) == [{"tag": "london", "entries": 1}]
    assert diary.ok("tags", "--format", "csv").startswith("tag,entries\n#london,2\n")


def test_today(diary: Shell) -> None:
    text = diary.ok("today")
    assert text.startswith("Friday 20 November 2026\n")
    assert " Mon  Tue  Wed  Thu [Fr" in text
    assert "[x]  Journaling  1 day" in text
    assert "Home again" in text and "quiet" not in text
    diary.clock.moment += dt.timedelta(days=2)
    assert "No entry today" in diary.ok("today")
