"""`mastery practice`, `done` and `streak`, and what goals have to do with them."""

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.support.cli import Shell

DAY = dt.timedelta(days=1)
TODAY = dt.date(2026, 11, 20)  # a Friday


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "j")
    shell.ok("goal", "add", "Speak Spanish", "--target", "2027-06-01", "--milestone", "A2 exam by 2026-12-01")
    shell.ok("practice", "add", "Guitar", "daily", "--minutes", "20", "--from", "2026-11-10")
    return shell


def goal(shell: Shell, name: str = "spanish") -> dict[str, object]:
    """A goal as JSON."""
    found: dict[str, object] = json.loads(shell.ok("goal", "show", name, "--format", "json"))[0]
    return found


def practice(shell: Shell, name: str = "guitar") -> dict[str, object]:
    """A practice and its streak as JSON."""
    found: dict[str, object] = json.loads(shell.ok("streak", name, "--format", "json"))[0]
    return found


def test_a_goal_is_set_listed_and_shown(shell: Shell) -> None:
    assert "Speak Spanish" in shell.ok("goal")
    text = shell.ok("goal", "show", "span")
    assert "by Tuesday 2027-06-01" in text and "1. [ ] A2 exam  by Tuesday 2026-12-01" in text
    assert "mastery goal rate speak-spanish" in text


def test_a_reading_says_whether_reality_rose_or_the_vision_was_lowered(shell: Shell) -> None:
    shell.ok("goal", "rate", "spanish", "--vision", "9", "--reality", "2", "--on", "2026-10-01")
    said = shell.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "3", "--note", "Lost in every fast talk")
    assert "███░░░░░··  3 of 8" in said
    assert "Reality rose by 1, the vision was lowered by 1 since 2026-10-01." in said
    assert [one["reality"] for one in goal(shell)["readings"]] == [2, 3]  # type: ignore[attr-defined]
    assert "Lost in every fast talk" in shell.ok("goal", "show", "spanish")
    assert shell.ok("undo") == "Taken back: the reading of “Speak Spanish”.\n"
    assert len(goal(shell)["readings"]) == 1  # type: ignore[arg-type]


def test_reaching_a_milestone_and_the_goal_are_wins_and_one_undo_takes_each_back(shell: Shell) -> None:
    assert "a win" in shell.ok("goal", "milestone", "spanish", "A2", "--done", "--note", "With 87 points!")
    assert "Reached: A2 exam" in shell.ok("list", "--kind", "win", "--goal", "spanish")
    assert "With 87 points!" in shell.ok("show", "last")
    shell.ok("goal", "achieve", "spanish")
    assert goal(shell)["status"] == "achieved"
    assert shell.ok("undo") == "Taken back: achieving “Speak Spanish”.\n"
    assert shell.ok("undo") == "Taken back: the milestone of “Speak Spanish”.\n"
    assert goal(shell)["status"] == "active"
    assert goal(shell)["milestones"] == [{"title": "A2 exam", "target": "2026-12-01", "done": None}]
    assert shell.ok("list") == ""


def test_short_names_find_and_ambiguous_ones_list_the_candidates(shell: Shell) -> None:
    shell.ok("goal", "add", "Spare time")
    shell.ok("goal", "add", "Spanish cooking")
    assert goal(shell, "cook")["title"] == "Spanish cooking"
    assert goal(shell, "speak-spanish")["title"] == "Speak Spanish"
    said = shell.fails(1, "goal", "show", "spa")
    assert "“Spare time”" in said and "“Spanish cooking”" in said and "Speak" not in said
    said = shell.fails(1, "goal", "show", "chess")
    assert "There are " in said and all(
        f"“{one}”" in said for one in ("Spanish cooking", "Spare time", "Speak Spanish")
    )


def test_doing_a_practice_twice_on_a_day_adds_the_minutes_and_counts_once(shell: Shell) -> None:
    assert "that day" not in shell.ok("done", "guitar")
    assert "20 min, 40 min that day" in shell.ok("done", "guitar")
    assert "3 days" not in shell.ok("done", "guitar", "--minutes", "1h 5m", "--on", "yesterday")
    found = practice(shell)
    assert (found["streak"], found["days_done"], found["minutes_done"]) == (2, 2, 105)
    assert shell.ok("undo") == "Taken back: the check-in of “Guitar”.\n"
    assert practice(shell)["streak"] == 1


def test_what_is_recorded_late_counts_and_is_shown_as_late(shell: Shell) -> None:
    for back in (3, 2, 1, 0):
        said = shell("done", "guitar", "--on", str(TODAY - back * DAY))
        assert ("counts as late" in said.stderr) is (back == 3)
    assert "4 days  1 late" in shell.ok("streak")
    assert "4 days  1 late  done today\nsince 2026-11-17\n" in shell.ok("streak", "guitar")


def test_a_cadence_changes_and_the_past_keeps_the_one_it_had(shell: Shell) -> None:
    for back in range(5, 0, -1):
        shell("done", "guitar", "--on", str(TODAY - back * DAY))
    said = shell.ok("practice", "edit", "guitar", "--cadence", "mon,wed")
    assert (
        said == "Guitar: every Monday and Wednesday; next: Mon 23 Nov, Wed 25 Nov, Mon 30 Nov, Wed 2 Dec, Mon 7 Dec\n"
    )
    assert practice(shell)["streak"] == 5
    shell.clock.moment += 3 * DAY
    shell.ok("done", "guitar")
    assert "6 in a row" in shell.ok("streak", "guitar")


def test_a_practice_says_how_its_cadence_is_understood_before_it_is_kept(shell: Shell) -> None:
    assert "every 2 weeks on Tuesday; next: Tue 24 Nov, Tue 8 Dec" in shell.ok(
        "practice", "add", "Talk", "every", "2", "weeks", "on", "tue", "--from", "2026-11-23", "--dry-run"
    )
    assert "Talk" not in shell.ok("practice", "list")
    assert "is no cadence" in shell.fails(2, "practice", "add", "Talk", "sometimes")
    assert "already" in shell.fails(2, "practice", "add", "guitar", "daily")


def test_rest_is_passed_over_for_one_and_for_all(shell: Shell) -> None:
    for day in (15, 16, 19):
        shell("done", "guitar", "--on", f"2026-11-{day}")
    assert practice(shell)["streak"] == 1
    shell.ok("practice", "rest", "guitar", "--from", "2026-11-17", "--to", "2026-11-18", "--why", "Cut my finger")
    assert practice(shell)["streak"] == 3
    assert "2 days of rest passed over" in shell.ok("streak", "guitar")
    assert shell.ok("undo") == "Taken back: the rest of “Guitar”.\n"
    shell.ok("practice", "rest", "--from", "2026-11-17", "--to", "2026-11-18")
    assert practice(shell)["streak"] == 3
    assert "swap them" in shell.fails(2, "practice", "rest", "--from", "2026-12-02", "--to", "2026-12-01")


def test_a_rest_without_a_last_day_goes_on_until_it_is_ended(shell: Shell) -> None:
    shell.ok("done", "guitar", "--on", "yesterday")
    shell.ok("practice", "rest", "guitar", "--why", "Flu")
    shell.clock.moment += 9 * DAY
    assert "resting" in shell.ok("streak")
    shell.ok("practice", "rest", "guitar", "--end")
    assert "today keeps 1 day" in shell.ok("streak")


def test_pausing_a_goal_rests_its_practices(shell: Shell) -> None:
    shell.ok("practice", "add", "Vocabulary", "daily", "--goal", "spanish")
    shell.ok("done", "vocab")
    shell.clock.moment += DAY
    shell.ok("goal", "pause", "spanish", "--why", "Exams")
    shell.clock.moment += 30 * DAY
    assert "resting" in shell.ok("streak")
    shell.ok("goal", "resume", "spanish")
    assert practice(shell, "vocab")["streak"] == 1
    assert "is already active" in shell.fails(2, "goal", "resume", "spanish")


def test_minutes_goals_and_use_are_said_when_logging_and_counted_for_the_goal(shell: Shell) -> None:
    shell.ok("practice", "add", "Vocabulary", "150min/week", "--goal", "spanish")
    shell.ok("done", "vocab", "--minutes", "45")
    shell.log("--goal", "spanish", "--minutes", "1:15", "The subjunctive")
    shell.log("--goal", "spanish", "--applied", "Talked with Ana")
    effort = goal(shell)["effort"]
    assert effort == {"minutes": 120, "week": 120, "applied": 1, "linked": 2}
    assert "2 h in all, 2 h this week  ·  used for real once" in shell.ok("goal", "show", "spanish")
    assert "session 75 min" in shell.ok("list", "--goal", "spanish", "--kind", "session")
    assert "say how many" in shell.fails(2, "done", "vocab")
    shell.ok("goal", "link", "spanish", "last", "--remove")
    assert "Ana" not in shell.ok("list", "--goal", "spanish")


def test_journaling_is_a_practice_that_everyone_has_and_can_be_switched_off(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.log("yesterday: One")
    assert "Journaling  1 day  an entry keeps 1 day" in shell.ok("practice", "list")
    shell.log("Two")
    assert "Journaling  2 days  done by an entry today" in shell.ok("practice", "list")
    assert "Journaling  2 days" in shell.ok("streak")
    assert "by writing" in shell.fails(2, "done", "journaling")
    monkeypatch.setenv("MASTERY_CONFIG", str(shell.folder.parent / "config.toml"))
    shell.ok("config", "journaling", "no")
    assert "Journaling" not in shell.ok("streak")


def test_an_imported_diary_is_no_late_one(shell: Shell, tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text("".join(f"[2012-01-0{day} 12:00] Day {day}\n\n" for day in range(1, 6)))
    shell.ok("import", "--from", "jrnl", str(old))
    longest = practice(shell, "journaling")["longest"]
    assert longest == {"since": "2012-01-01", "until": "2012-01-05", "length": 5, "unit": "day", "late": 0}


def test_flying_and_other_settings_change_nothing_that_was_recorded(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokyo, honolulu = (dt.timezone(dt.timedelta(hours=hours)) for hours in (9, -10))
    shell.clock.moment = dt.datetime(2026, 11, 20, 20, tzinfo=tokyo)
    for back in (2, 1, 0):
        shell.ok("done", "guitar", "--on", str(TODAY - back * DAY))
    assert practice(shell)["streak"] == 3
    shell.clock.moment = shell.clock.moment.astimezone(honolulu)  # it is the day before there
    assert practice(shell)["streak"] == 3
    shell.clock.moment = shell.clock.moment.astimezone(dt.UTC)
    assert practice(shell)["streak"] == 3
    monkeypatch.setenv("MASTERY_CONFIG", str(shell.folder.parent / "config.toml"))
    shell.ok("config", "day_starts_at", "09:00")
    shell.ok("config", "week_starts", "sunday")
    assert practice(shell)["streak"] == 3


def test_today_shows_what_is_due_and_what_wants_attention(shell: Shell) -> None:
    text = shell.ok("today")
    assert "[ ]  Guitar" in text and "today begins a streak" in text
    shell.clock.moment += 28 * DAY
    text = shell.ok("today")
    assert "Speak Spanish: no reading for four weeks." in text and "Speak Spanish: “A2 exam” is late" in text


def test_a_goal_is_edited_as_a_page_in_the_editor(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\np = pathlib.Path(sys.argv[1])\n"
        "p.write_text(p.read_text().replace('# Reality\\n', '# Reality\\n\\nLost in fast talk\\n'))\n"
    )
    monkeypatch.setenv("EDITOR", f"python3 {editor}")
    monkeypatch.delenv("VISUAL", raising=False)
    assert "Changed Speak Spanish" in shell.ok("goal", "edit", "spanish")
    assert goal(shell)["reality"] == "Lost in fast talk"
    assert goal(shell)["target"] == "2027-06-01"
    shell.ok("goal", "edit", "spanish", "--target", "none", "--budget", "3h")
    assert (goal(shell)["target"], goal(shell)["budget"]) == (None, 180)


def test_a_page_that_cannot_be_understood_is_taken_up_again(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor.py"
    change = "import pathlib, sys\np = pathlib.Path(sys.argv[1])\np.write_text(p.read_text().replace({}))\n"
    monkeypatch.setenv("EDITOR", f"python3 {editor}")
    monkeypatch.delenv("VISUAL", raising=False)
    editor.write_text(change.format("'target: 2027-06-01', 'target: some day'"))
    said = shell.fails(2, "goal", "edit", "spanish")
    assert "'some day' is no date" in said and "mastery goal edit speak-spanish" in said
    assert "draft" not in shell.ok("today")
    editor.write_text(change.format("'some day', '2027-07-01'"))
    assert "Changed" in shell.ok("goal", "edit", "spanish")
    assert goal(shell)["target"] == "2027-07-01"


def test_all_of_it_goes_out_and_in_again_without_loss(shell: Shell, tmp_path: Path) -> None:
    shell.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "3")
    shell.ok("done", "guitar")
    shell.ok("practice", "rest", "--to", "2026-11-30")
    shell.ok("log", "--goal", "spanish", "--minutes", "30", "Verbs")
    shell.ok("export", "--to", "json", "--output", str(tmp_path / "all.json"))
    other = Shell(tmp_path / "other")
    other.ok("import", "--from", "json", str(tmp_path / "all.json"))
    other.ok("export", "--to", "json", "--output", str(tmp_path / "again.json"))
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "all.json").read_bytes()
    assert other.ok("goal", "show", "spanish") == shell.ok("goal", "show", "spanish")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (2, "goal add"), (2, "goal rate spanish --vision 11 --reality 3"), (2, "goal rate spanish --vision 8"),
        (2, "goal rate spanish --vision 8 --reality 3 --on tomorrow"), (2, "goal milestone spanish B2 --done"),
        (2, "goal edit spanish --target someday"), (2, "done guitar --minutes long"), (2, "done guitar --on tomorrow"),
        (1, "done piano"), (2, "practice edit guitar"), (2, "practice edit guitar --from today"),
        (2, "practice rest guitar --end"), (2, "practice end guitar --on 2026-01-01"), (1, "list --goal chess"),
        (1, "streak piano"), (2, "practice edit guitar --cadence daily --from 2026-01-01 --cadence 9/week"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_line_and_changes_nothing(shell: Shell, code: int, words: str) -> None:
    before = shell.ok("export", "--to", "json")
    shell.fails(code, *words.split())
    assert shell.ok("export", "--to", "json") == before
