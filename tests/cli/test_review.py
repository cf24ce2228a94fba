"""Looking back in the shell."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.helpers import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "j")
    shell.log("Walked. By the river. #walk")
    shell.log("--kind", "lesson", "yesterday: I said yes too fast.")
    shell.log("2026-10-03: An old thing.")
    return shell


def test_the_week_the_month_and_the_year(shell: Shell) -> None:
    week = shell.ok("review")
    assert week.startswith("The week of 16 November 2026\n2 entries on 2 days (before: 0)")
    assert "Lessons" in week and "I said yes too fast." in week and "#walk 0 to 1" in week
    assert shell.ok("review", "month", "--on", "2026-10-15").startswith("October 2026\n1 entry on 1 day")
    year = shell.ok("review", "year")
    assert "Jan Feb" in year and "3 entries on 3 days" in year
    assert len(re.findall("[░▒▓█]", year.partition("2026\n")[0])) == 3


def test_the_year_as_a_picture_and_the_week_as_json(shell: Shell) -> None:
    assert "3 entries on 3 days of 2026." in shell.ok("review", "year", "--format", "svg")
    found = json.loads(shell.ok("review", "--format", "json"))
    assert (found["entries"], found["words"], found["period"]["since"]) == (2, 10, "2026-11-16")
    assert [one["title"] for one in found["lessons"]] == ["I said yes too fast."]


def test_an_empty_week_says_the_next_step(tmp_path: Path) -> None:
    assert "mastery log TEXT" in Shell(tmp_path / "none").ok("review")
