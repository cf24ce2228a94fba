"""Looking back in the shell."""

import datetime as dt
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.support.cli import Shell, editor


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


def learnt(shell: Shell) -> None:
    """A goal with readings, a practice with check-ins, moods, predictions."""
    shell.ok("goal", "add", "Speak Spanish")
    shell.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "3", "--on", "2026-11-01")
    shell.ok("goal", "rate", "spanish", "--vision", "7", "--reality", "5")
    shell.ok("practice", "add", "Guitar", "daily", "--minutes", "20")
    shell.ok("done", "guitar")
    shell.log("--mood", "good", "--goal", "spanish", "--minutes", "45", "The subjunctive, again.")
    shell.log("--mood", "2", "yesterday: Tired.")


def test_every_picture_is_text_and_svg(shell: Shell) -> None:
    learnt(shell)
    for number in range(10):
        shell.ok("predict", "add", f"Claim {number}", "--probability", "70", "--by", "today")
        shell.ok("predict", "resolve", f"claim {number}", "yes" if number < 7 else "no")
    for name, text, svg in (
        ("map", "Jan Feb", "4 entries on 2 days"),
        ("streaks", "Guitar", "Streaks and strength"),
        ("time", "1 h 05", "1 h 05 in 12 weeks"),
        ("tension", "Speak Spanish  5 of 7.", "Speak Spanish"),
        ("mood", "3.0 of 5 on 2 days", "3.0 of 5 on 2 days"),
        ("calibration", "10 predictions resolved", "At 70–79 %: 7 of 10 came true"),
    ):
        span = ["year"] if name == "map" else []
        assert text in shell.ok("review", *span, "--picture", name), name
        drawn = shell.ok("review", *span, "--picture", name, "--format", "svg")
        assert svg in drawn.replace("5 entries on 3", "4 entries on 2"), name
        ElementTree.fromstring(drawn)
    assert "Guitar" in shell.ok("review", "--picture", "map", "--count", "guitar", "--format", "svg")
    assert "45" in shell.ok("review", "--picture", "map", "--count", "minutes", "--format", "svg")


def test_a_picture_of_nothing_says_the_next_step(shell: Shell) -> None:
    for name, step in (
        ("tension", "mastery goal rate"),
        ("mood", "--mood"),
        ("calibration", "mastery predict resolve"),
    ):
        assert step in shell.fails(1, "review", "--picture", name)
    assert "mastery log --goal" in shell.ok("review", "--picture", "time")
    assert "text or svg" in shell.fails(2, "review", "--picture", "mood", "--format", "md")
    assert "still to come" in shell.fails(2, "review", "--on", "2031-01-01")


def test_a_year_is_told_as_a_story(shell: Shell) -> None:
    learnt(shell)
    told = shell.ok("review", "year", "--format", "md")
    assert told.startswith("# 2026\n\n5 entries on 3 days")
    month = told.partition("## November")[2]
    assert "**Learnt**\n\n- I said yes too fast." in month
    assert "- **Speak Spanish**: 5 of 7. Reality rose by 2, the vision was lowered by 1." in told
    assert "- Guitar: 1 day, 20 min" in told


def test_moods_goals_and_months_stand_in_the_review(shell: Shell) -> None:
    learnt(shell)
    said = shell.ok("review", "month")
    assert "Mood\n3.0 of 5 on 2 days" in said and "5 of 7  Speak Spanish  Reality rose by 2" in said
    assert re.search(r"Nov +4 entries +1 h 05 +mood 3.0 of 5 on 2 days", said)


def test_a_review_is_written_in_the_editor(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mastery.cli.commands.review.input_is_terminal", lambda: True)
    editor(tmp_path, monkeypatch, "printf 'Call Ana\\nRest\\n' >> \"$1\"")
    assert "Review of the week of 16 November 2026" in shell.ok("review", "--write")
    kept = shell.ok("show", "last")
    assert "## Next week\n\n- [ ] Call Ana\n- [ ] Rest" in kept
    assert "> Up to" not in kept and "- 2 entries on 2 days" in kept and "## Models" not in kept
    shell.clock.moment += dt.timedelta(days=7)
    editor(tmp_path, monkeypatch, "grep -q -e '- ... Call Ana' \"$1\" && printf 'a\\nb\\nc\\nd\\n' >> \"$1\"")
    said = shell.fails(2, "review", "--write")
    assert "4 are too many to keep" in said and "mastery review week --on 2026-11-23 --write" in said
    editor(tmp_path, monkeypatch, "sed -i '$d' \"$1\"")
    assert "Review of the week of 23 November 2026" in shell.ok("review", "--write")
    assert "- [ ] a\n- [ ] b\n- [ ] c" in shell.ok("show", "last")
    editor(tmp_path, monkeypatch, "true")
    shell.clock.moment += dt.timedelta(days=7)
    assert "nothing" in shell.fails(1, "review", "--write").lower()


def test_without_a_terminal_no_editor_opens(shell: Shell) -> None:
    assert "no terminal" in shell.fails(2, "review", "--write")


def test_today_says_when_a_review_is_due(shell: Shell) -> None:
    assert "Time to look back" not in shell.ok("today")
    shell.clock.moment = dt.datetime(2026, 11, 22, 18, tzinfo=dt.UTC)
    assert "Time to look back on the week of 16 November 2026: mastery review week --write" in shell.ok("today")
    shell.clock.moment += dt.timedelta(days=1)
    assert "mastery review week --on 2026-11-16 --write" in shell.ok("today")


def test_today_shows_this_day_of_earlier_years(shell: Shell) -> None:
    shell.log("2024-11-20: Two years ago.")
    said = shell.ok("today").partition("On this day")[2]
    assert "2024-11-20" in said and "Two years ago." in said
