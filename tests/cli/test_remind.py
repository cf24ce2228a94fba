"""`mastery remind`: says what the day still asks for, and is silent when it is done."""

import datetime as dt
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.support.cli import FRIDAY, Shell

DAY = dt.timedelta(days=1)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A journal with an entry of yesterday and a daily practice, on a Friday."""
    made = Shell(tmp_path / "journal")
    made.log("yesterday: Rain.")
    made.ok("practice", "add", "Guitar", "daily", "--from", "2026-11-10")
    return made


def test_a_journal_that_was_never_written_in_asks_for_nothing(tmp_path: Path) -> None:
    assert Shell(tmp_path / "none").ok("remind") == ""


def test_it_is_silent_when_the_day_is_done(shell: Shell) -> None:
    said = "Still to do today: Guitar (today begins a streak); write an entry (today keeps 1 day).\n"
    assert shell.ok("remind") == said
    shell.ok("done", "guitar")
    assert shell.ok("remind") == "Still to do today: write an entry (today keeps 1 day).\n"
    shell.log("Sun.")
    result = shell("remind")
    assert (result.exit_code, result.output) == (0, "")


def test_days_of_rest_are_silent(shell: Shell) -> None:
    shell.ok("practice", "rest", "guitar", "--to", "2026-11-22")
    assert shell.ok("remind") == "Still to do today: write an entry (today keeps 1 day).\n"
    shell.ok("predict", "add", "Rain", "--probability", "70", "--by", "today")
    shell.ok("practice", "rest", "--to", "2026-11-22")
    assert shell.ok("remind") == ""
    shell.clock.moment = FRIDAY + 3 * DAY
    assert "Guitar" in shell.ok("remind") and "1 prediction to resolve" in shell.ok("remind")


@pytest.mark.parametrize(
    ("day", "done", "asked"),
    [
        ("2026-11-16", (), False),  # Monday: an even pace asks for none of three yet
        ("2026-11-18", (), True),
        ("2026-11-18", ("2026-11-16",), False),
        ("2026-11-20", ("2026-11-16",), True),
        ("2026-11-20", ("2026-11-20",), False),  # one is enough for today
        ("2026-11-22", ("2026-11-16", "2026-11-17"), True),
        ("2026-11-22", ("2026-11-16", "2026-11-17", "2026-11-18"), False),
    ],
)
def test_so_many_days_a_week_are_asked_for_at_an_even_pace(
    tmp_path: Path, day: str, done: tuple[str, ...], asked: bool
) -> None:
    shell = Shell(tmp_path / "journal")
    shell.ok("config", "review_day", "never")
    shell.clock.moment = dt.datetime.fromisoformat(f"{day}T20:00+00:00")
    shell.ok("practice", "add", "Running", "3/week", "--from", "2026-11-02")
    for one in done:
        shell.ok("done", "running", "--on", one)
    shell.log("Sun.")
    assert ("Running" in shell.ok("remind")) == asked
    assert shell.ok("status", "--format", "{due}") == f"{asked:d}\n"


def test_what_waits_is_a_line_of_its_own(shell: Shell) -> None:
    shell.ok("done", "guitar")
    shell.log("Sun.")
    shell.ok("predict", "add", "Rain", "--probability", "70", "--by", "today")
    shell.ok("mentor", "add", "Ana", "--every", "week")
    shell.clock.moment = FRIDAY + 9 * DAY  # a Sunday evening
    shell.ok("done", "guitar")
    shell.log("Sun.")
    assert shell.ok("remind") == (
        "Waiting: the review of the week of 23 November 2026; 1 prediction to resolve; a summary for Ana.\n"
    )


@pytest.mark.parametrize("said", ["", "Still to do today: Guitar.", "Error"])
def test_the_line_of_the_documented_timer_speaks_only_where_there_is_something(tmp_path: Path, said: str) -> None:
    docs = (Path(__file__).parents[2] / "docs" / "reminders.md").read_text()
    line = next(line for line in docs.splitlines() if line.startswith("ExecStart="))
    _, _, script = shlex.split(line.removeprefix("ExecStart=").replace("$$", "$"))
    for name, does in (
        ("mastery", f"echo -n '{said}'" if said != "Error" else "echo broken >&2; exit 1"),
        ("notify-send", 'echo "$2"'),
    ):
        (tmp_path / name).write_text(f"#!/bin/bash\n{does}\n")
        (tmp_path / name).chmod(0o700)
    run = subprocess.run(
        ["/bin/sh", "-c", script],
        env={"PATH": f"{tmp_path}:/bin:/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.strip() == (said if said != "Error" else "")
    assert run.returncode == (1 if said == "Error" else 0)
