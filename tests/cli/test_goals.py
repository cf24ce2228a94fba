"""`mastery goal`, and goals in log, list, search, export and import, as a person relies on them."""

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import Shell

DAY = dt.timedelta(days=1)


@pytest.fixture
def spanish(shell: Shell) -> Shell:
    """A journal with a goal that has all there is to type."""
    shell.ok(
        "goal", "add", "Speak Spanish", "--vision", "Talk with Ana's family", "--reality", "Lost", "--why", "Ana",
        "--target", "2027-06-01", "--budget", "3h", "--milestone", "A2 exam by 2026-12-01", "--milestone", "A novel",
        "--resource", "book: Fluent Forever", "--resource", "course: Talk <https://talk.org>",
        "--obstacle", "I stop when it gets boring",
    )  # fmt: skip
    shell.clock.moment += dt.timedelta(minutes=1)
    return shell


def goal(shell: Shell, name: str = "speak-spanish") -> dict[str, Any]:
    """A goal as JSON."""
    found: list[dict[str, Any]] = json.loads(shell.ok("goal", "show", name, "--format", "json"))
    assert len(found) == 1
    return found[0]


def tables(shell: Shell) -> dict[str, Any]:
    """The whole journal, as its lossless export has it."""
    found: dict[str, Any] = json.loads(shell.ok("export", "--to", "json"))["tables"]
    return found


def living(shell: Shell) -> dict[str, list[dict[str, Any]]]:
    """What a person has: the records that are not in the trash."""
    return {
        name: kept for name, rows in tables(shell).items() if (kept := [row for row in rows if row["deleted"] is None])
    }


# Setting


def test_what_was_typed_is_kept_and_comes_back_as_json(spanish: Shell) -> None:
    found = goal(spanish)
    assert (found["title"], found["vision"], found["reality"], found["why"]) == (
        "Speak Spanish", "Talk with Ana's family", "Lost", "Ana",
    )  # fmt: skip
    assert (found["status"], found["target"], found["budget"], found["day"]) == (
        "active", "2027-06-01", 180, "2026-11-20",
    )  # fmt: skip
    assert found["milestones"] == [
        {"title": "A2 exam", "target": "2026-12-01", "done": None},
        {"title": "A novel", "target": None, "done": None},
    ]
    assert [(one["kind"], one["title"], one["link"]) for one in found["resources"]] == [
        ("book", "Fluent Forever", ""),
        ("course", "Talk", "https://talk.org"),
    ]
    assert [one["text"] for one in found["obstacles"]] == ["I stop when it gets boring"]
    assert (found["readings"], found["practices"]) == ([], [])
    assert found["effort"] == {"minutes": 0, "week": 0, "applied": 0, "linked": 0}


def test_a_title_needs_no_quotes(shell: Shell) -> None:
    result = shell("goal", "add", "Speak", "Spanish", "--target", "next friday")
    assert result.stdout == "Set Speak Spanish by Friday 2026-11-27\n"
    assert "mastery goal rate speak-spanish" in result.stderr


def test_adding_a_goal_is_undone(spanish: Shell) -> None:
    assert spanish.ok("undo") == "Taken back: “Speak Spanish” went to the trash.\n"
    assert living(spanish) == {}
    assert "There is no goal yet" in spanish.fails(1, "goal", "show", "spanish")


def test_the_command_that_is_suggested_after_adding_works(shell: Shell) -> None:
    for title in ("Speak Spanish", "日本語を話す", "Être à l'heure", "C++", "snake_case & co."):
        suggested = shell("goal", "add", title).stderr.split("mastery ")[1].split()
        assert title in shell.ok(*suggested)


def test_a_goal_whose_title_has_no_letter_can_still_be_named(shell: Shell) -> None:
    suggested = shell("goal", "add", "🎸").stderr
    assert "rate  --vision" not in suggested
    assert "🎸" in shell.ok("goal", "show", "🎸")


def test_goals_that_differ_only_in_signs_are_told_apart_by_their_whole_title(shell: Shell) -> None:
    shell.ok("goal", "add", "C++")
    shell.ok("goal", "add", "C#")
    assert goal(shell, "C#")["title"] == "C#"


@pytest.mark.parametrize(
    "words",
    [
        ["add"], ["add", ""], ["add", "  "], ["add", "Chess", "--target", "someday"],
        ["add", "Chess", "--budget", "-3"],
        ["add", "Chess", "--budget", "much"], ["add", "Chess", "--milestone", "[x]"],
        ["edit", "spanish", "--title", " "], ["edit", "spanish", "--target", "someday"],
        ["edit", "spanish", "--budget", "200h"], ["rate", "spanish"], ["rate", "spanish", "--vision", "8"],
        ["rate", "spanish", "--vision", "-1", "--reality", "3"], ["rate", "spanish", "--vision", "8", "--reality", "x"],
        ["rate", "spanish", "--vision", "8", "--reality", "3", "--on", "tomorrow"],
        ["rate", "spanish", "--vision", "8", "--reality", "3", "--on", "25:00"],
        ["milestone", "spanish"], ["milestone", "spanish", ""], ["milestone", "spanish", "B1", "--done"],
        ["milestone", "spanish", "a", "--done"], ["milestone", "spanish", "3", "--remove"],
        ["milestone", "spanish", "1", "--done", "--remove"], ["link", "spanish"],
        ["list", "--format", "xml"], ["show", "spanish", "--format", "csv"], ["nonsense"], ["resume", "spanish"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_is_refused_in_one_line_and_changes_nothing(spanish: Shell, words: list[str]) -> None:
    before = tables(spanish)
    spanish.fails(2, "goal", *words)
    assert tables(spanish) == before


@pytest.mark.parametrize(
    "words",
    [
        "goal show chess", "goal rate chess --vision 8 --reality 3", "goal milestone chess A2", "goal achieve chess",
        "goal pause chess", "goal resume chess", "goal drop chess", "goal delete chess", "goal edit chess --why x",
        "goal link chess last", "goal link spanish nope", "log --goal chess Text", "list --goal chess",
        "search --goal chess text", "export --to json --goal chess",
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_in_one_line_and_changes_nothing(spanish: Shell, words: str) -> None:
    before = tables(spanish)
    spanish.fails(1, *words.split())
    assert tables(spanish) == before


def test_an_editor_without_a_terminal_is_refused_with_what_to_do(
    spanish: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    assert "$EDITOR" in spanish.fails(1, "goal", "edit", "spanish")


# Short names


def test_a_beginning_a_word_and_the_slug_find_a_goal(spanish: Shell) -> None:
    spanish.ok("goal", "add", "Chess endings")
    for name in ("Speak Spanish", "speak-spanish", "SPEAK", "spa", "sp", "Speak Spa"):
        assert goal(spanish, name)["title"] == "Speak Spanish"
    assert goal(spanish, "endi")["title"] == "Chess endings"


def test_an_exact_name_goes_before_a_longer_one_that_begins_so(shell: Shell) -> None:
    shell.ok("goal", "add", "Spanish")
    shell.ok("goal", "add", "Spanish cooking")
    assert goal(shell, "spanish")["title"] == "Spanish"
    assert "2 goals" in shell.fails(1, "goal", "show", "span")


def test_an_ambiguous_name_lists_the_candidates_and_changes_nothing(shell: Shell) -> None:
    shell.ok("goal", "add", "Spanish verbs")
    shell.ok("goal", "add", "Spanish cooking")
    before = tables(shell)
    for words in (["goal", "drop", "span"], ["goal", "achieve", "spanish"], ["log", "--goal", "spa", "Text"]):
        said = shell.fails(1, *words)
        assert "“Spanish verbs”" in said and "“Spanish cooking”" in said
    assert tables(shell) == before


# Lists and pages


def test_the_list_says_what_is_rated_due_and_late(spanish: Shell) -> None:
    spanish.ok("goal", "add", "Chess", "--target", "2026-11-30")
    spanish.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "3")
    assert spanish.ok("goal", "list") == (
        "··········          Chess          2026-11-30\n███░░░░░··  3 of 8  Speak Spanish  2027-06-01\n"
    )
    spanish.clock.moment += 12 * DAY
    lines = spanish.ok("goal", "list").splitlines()
    assert lines[0].endswith("2026-11-30  late")
    assert lines[1].endswith("2027-06-01  1 milestone late")


def test_closed_goals_are_listed_only_with_all(spanish: Shell) -> None:
    spanish.ok("goal", "drop", "spanish")
    result = spanish("goal", "list")
    assert (result.stdout, result.stderr) == ("", "No goal is open; --all shows 1.\n")
    assert "Speak Spanish" in spanish.ok("goal", "list", "--all")
    assert "let go" in spanish.ok("goal", "list", "--all")


def test_the_list_goes_out_as_json_csv_and_markdown(spanish: Shell) -> None:
    spanish.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "3")
    spanish.ok("goal", "add", 'Chess, "the" game')
    assert [one["title"] for one in json.loads(spanish.ok("goal", "list", "--format", "json"))] == [
        "Speak Spanish", 'Chess, "the" game',
    ]  # fmt: skip
    rows = list(csv.DictReader(spanish.ok("goal", "list", "--format", "csv").splitlines()))
    assert [(row["title"], row["vision"], row["reality"]) for row in rows] == [
        ("Speak Spanish", "8", "3"),
        ('Chess, "the" game', "", ""),
    ]
    text = spanish.ok("goal", "list", "--format", "md")
    assert "# Speak Spanish" in text and "## Vision\n\nTalk with Ana's family" in text and "3 of 8" in text


def test_markdown_of_a_goal_has_lists_and_no_empty_headings(shell: Shell) -> None:
    shell.ok("goal", "add", "Chess", "--milestone", "First", "--milestone", "Second")
    text = shell.ok("goal", "show", "chess", "--format", "md")
    assert "- [ ] First\n- [ ] Second" in text
    assert "## Vision" not in text and "## Obstacles" not in text


def test_a_goal_is_shown_with_all_that_was_typed_and_no_trailing_blanks(spanish: Shell) -> None:
    text = spanish.ok("goal", "show", "spanish")
    for part in (
        "active  by Tuesday 2027-06-01", "Talk with Ana's family", "1. [ ] A2 exam  by Tuesday 2026-12-01",
        "2. [ ] A novel", "book: Fluent Forever", "course: Talk <https://talk.org>", "I stop when it gets boring",
        "0 min of 3 h this week", "not used for real yet",
    ):  # fmt: skip
        assert part in text
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


# Editing


def test_options_change_what_they_name_and_nothing_else(spanish: Shell) -> None:
    before = goal(spanish)
    said = spanish.ok("goal", "edit", "spanish", "--title", "Spanish", "--budget", "0", "--target", "none")
    assert said == "Changed Spanish. To take it back: mastery undo\n"
    assert goal(spanish, "spanish") == {**before, "title": "Spanish", "budget": 0, "target": None}
    assert spanish.ok("undo") == "The edit of “Spanish” is taken back.\n"
    assert goal(spanish) == before


def test_an_edit_that_changes_nothing_says_so_and_leaves_nothing_to_undo(spanish: Shell) -> None:
    assert spanish.ok("goal", "edit", "spanish", "--why", "Ana") == "Speak Spanish is as it was.\n"
    assert "went to the trash" in spanish.ok("undo")


def test_a_goal_is_deleted_and_comes_back_with_all_it_had(spanish: Shell) -> None:
    spanish.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "3")
    spanish.log("--goal", "spanish", "--minutes", "20", "Verbs")
    before = goal(spanish)
    assert "mastery undo" in spanish.ok("goal", "delete", "spanish")
    assert "Speak Spanish" not in spanish.ok("goal", "list", "--all")
    assert "Verbs" in spanish.ok("list")
    assert spanish.ok("undo") == "“Speak Spanish” is back from the trash.\n"
    assert goal(spanish) == before


# Readings


def test_a_reading_holds_what_was_typed_on_the_day_it_was_so(spanish: Shell) -> None:
    said = spanish.ok(
        "goal", "rate", "spanish", "--vision", "9", "--reality", "2", "--note", "Lost", "--on", "yesterday"
    )
    assert said == "██░░░░░░░·  2 of 9  Speak Spanish\n"
    (found,) = goal(spanish)["readings"]
    assert (found["day"], found["vision"], found["reality"], found["note"]) == ("2026-11-19", 9, 2, "Lost")


def test_the_last_reading_of_a_day_counts(spanish: Shell) -> None:
    for reality in ("3", "5"):
        spanish.ok("goal", "rate", "spanish", "--vision", "8", "--reality", reality)
        spanish.clock.moment += dt.timedelta(minutes=1)
    assert [one["reality"] for one in goal(spanish)["readings"]] == [5]
    assert len(living(spanish)["readings"]) == 2


def test_a_vision_that_is_lowered_is_not_sold_as_progress(spanish: Shell) -> None:
    spanish.ok("goal", "rate", "spanish", "--vision", "9", "--reality", "3", "--on", "2026-10-01")
    said = spanish.ok("goal", "rate", "spanish", "--vision", "5", "--reality", "3")
    assert said.endswith("The vision was lowered by 4 since 2026-10-01.\n")
    assert "The vision was lowered by 4." in spanish.ok("goal", "show", "spanish")


def test_four_weeks_without_a_reading_are_said_on_today_and_a_reading_ends_that(spanish: Shell) -> None:
    spanish.clock.moment += 27 * DAY
    assert "no reading" not in spanish.ok("today")
    spanish.clock.moment += DAY
    assert "Speak Spanish: no reading for four weeks." in spanish.ok("today")
    spanish.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "4")
    assert "no reading" not in spanish.ok("today")


# Milestones


def test_a_milestone_is_added_taken_away_and_each_is_undone(spanish: Shell) -> None:
    before = goal(spanish)["milestones"]
    assert spanish.ok("goal", "milestone", "spanish", "B1", "by", "next", "friday") == (
        "Added to Speak Spanish: B1 by Friday 2026-11-27\n"
    )
    added = goal(spanish)["milestones"]
    assert added == [*before, {"title": "B1", "target": "2026-11-27", "done": None}]
    assert "mastery undo" in spanish.ok("goal", "milestone", "spanish", "B1", "--remove")
    assert goal(spanish)["milestones"] == before
    spanish.ok("undo")
    assert goal(spanish)["milestones"] == added
    spanish.ok("undo")
    assert goal(spanish)["milestones"] == before


def test_reaching_a_milestone_makes_a_win_about_the_goal_and_undo_takes_both_back(spanish: Shell) -> None:
    before = living(spanish)
    result = spanish("goal", "milestone", "spanish", "1", "--done", "--note", "With 87 points!")
    assert result.stdout.startswith("Reached: A2 exam — a win, kept as an entry (")
    assert result.stderr == "1 milestone to go.\n"
    (win,) = json.loads(spanish.ok("list", "--goal", "spanish", "--format", "json"))
    assert (win["kind"], win["title"], win["body"]) == ("win", "Reached: A2 exam", "With 87 points!")
    assert goal(spanish)["milestones"][0]["done"] == "2026-11-20"
    assert "was already reached on 2026-11-20" in spanish.fails(2, "goal", "milestone", "spanish", "A2", "--done")
    assert spanish.ok("undo") == "Taken back: the milestone of “Speak Spanish”.\n"
    assert living(spanish) == before


def test_the_last_milestone_suggests_achieving_the_goal(spanish: Shell) -> None:
    spanish.ok("goal", "milestone", "spanish", "a2", "--done")
    assert "mastery goal achieve speak-spanish" in spanish("goal", "milestone", "spanish", "2", "--done").stderr


def test_a_milestone_that_was_reached_by_mistake_is_open_again(spanish: Shell) -> None:
    spanish.ok("goal", "milestone", "spanish", "1", "--done")
    assert spanish.ok("goal", "milestone", "spanish", "1", "--undone") == "Open again: A2 exam\n"
    assert goal(spanish)["milestones"][0]["done"] is None


def test_a_milestone_that_is_open_is_not_opened_again(spanish: Shell) -> None:
    assert "open" in spanish.fails(2, "goal", "milestone", "spanish", "1", "--undone")


def test_a_note_on_a_milestone_that_is_only_added_is_not_lost_in_silence(spanish: Shell) -> None:
    assert "--done" in spanish.fails(2, "goal", "milestone", "spanish", "A2", "--note", "With 87 points!")


# Statuses


def test_achieving_makes_a_win_about_the_goal_and_undo_takes_both_back(spanish: Shell) -> None:
    before = living(spanish)
    said = spanish.ok("goal", "achieve", "spanish", "--note", "A whole evening without a word of English")
    assert said.startswith("Achieved Speak Spanish — a win, kept as an entry (")
    (win,) = json.loads(spanish.ok("list", "--kind", "win", "--format", "json"))
    assert (win["title"], win["body"]) == ("Achieved: Speak Spanish", "A whole evening without a word of English")
    assert win["goals"] == [goal(spanish)["id"]]
    assert (goal(spanish)["status"], goal(spanish)["status_day"]) == ("achieved", "2026-11-20")
    assert "was achieved on 2026-11-20" in spanish.fails(2, "goal", "achieve", "spanish")
    assert spanish.ok("undo") == "Taken back: achieving “Speak Spanish”.\n"
    assert living(spanish) == before


def test_closing_a_goal_says_what_still_serves_it(spanish: Shell) -> None:
    spanish.ok("practice", "add", "Vocabulary", "daily", "--goal", "spanish")
    for verb in ("achieve", "drop"):
        assert "Still going on for it: “Vocabulary”" in spanish("goal", verb, "spanish").stderr
        spanish.ok("undo")


@pytest.mark.parametrize(
    ("verb", "status", "undone"),
    [
        ("pause", "paused", "Taken back: pausing “Speak Spanish”.\n"),
        ("drop", "let go", "Taken back: letting go of “Speak Spanish”.\n"),
    ],
)
def test_a_goal_is_paused_or_let_go_with_a_reason_and_taken_up_again(
    spanish: Shell, verb: str, status: str, undone: str
) -> None:
    before = living(spanish)
    spanish.ok("goal", verb, "spanish", "--why", "Portuguese it is")
    found = goal(spanish)
    assert (found["status"], found["status_why"], found["status_day"]) == (status, "Portuguese it is", "2026-11-20")
    assert f"{status} since 2026-11-20" in spanish.ok("goal", "show", "spanish")
    assert "Portuguese it is" in spanish.ok("goal", "show", "spanish")
    assert "2026-11-20" in spanish.fails(2, "goal", verb, "spanish")
    assert spanish.ok("undo") == undone
    assert living(spanish) == before
    spanish.ok("goal", verb, "spanish")
    assert spanish.ok("goal", "resume", "spanish") == "Going on with Speak Spanish.\n"
    assert goal(spanish)["status"] == "active"
    assert spanish.ok("undo") == "Taken back: going on with “Speak Spanish”.\n"
    assert goal(spanish)["status"] == status


def test_a_paused_goal_asks_for_nothing(spanish: Shell) -> None:
    spanish.ok("practice", "add", "Vocabulary", "daily", "--goal", "spanish")
    spanish.ok("goal", "pause", "spanish")
    spanish.clock.moment += 60 * DAY
    assert "Spanish" not in spanish.ok("today")
    assert "Vocabulary" not in spanish.ok("today")


def test_pausing_rests_its_practices_and_only_those_and_undo_wakes_them(spanish: Shell) -> None:
    spanish.ok("practice", "add", "Vocabulary", "daily", "--goal", "spanish")
    spanish.ok("practice", "add", "Guitar", "daily")
    assert "its practices rest" in spanish.ok("goal", "pause", "spanish")
    lines = {line.split()[0]: line for line in spanish.ok("streak").splitlines()}
    assert "resting" in lines["Vocabulary"] and "resting" not in lines["Guitar"]
    spanish.ok("undo")
    assert "resting" not in spanish.ok("streak")


def test_pausing_after_the_practice_was_done_today_keeps_its_streak(spanish: Shell) -> None:
    spanish.ok("practice", "add", "Vocabulary", "daily", "--goal", "spanish", "--from", "2026-11-19")
    spanish.ok("done", "vocabulary", "--on", "yesterday")
    spanish.ok("done", "vocabulary")
    spanish.ok("goal", "pause", "spanish")
    assert json.loads(spanish.ok("streak", "vocabulary", "--format", "json"))[0]["streak"] == 2


NAMED = {
    "goal": (["Chess"], ["Guitar"], "--title"),
    "practice": (["Chess", "daily"], ["Guitar", "daily"], "--title"),
    "model": (["Chess", "--confidence", "70"], ["Guitar", "--confidence", "70"], "--statement"),
    "mentor": (["Chess"], ["Guitar"], "--name"),
}


@pytest.mark.parametrize("kind", NAMED)
def test_no_two_records_of_a_kind_share_a_name(shell: Shell, kind: str) -> None:
    one, other, option = NAMED[kind]
    shell.ok(kind, "add", *one)
    shell.ok(kind, "add", *other)
    refused = f"There is already a {kind} “Guitar”"
    assert refused in shell.fails(2, kind, "add", "gUITAR", *other[1:])
    assert refused in shell.fails(2, kind, "edit", "chess", option, " guitar ")
    shell.ok(kind, "edit", "guitar", option, "GUITAR")  # its own name, written otherwise
    shell.ok(kind, "edit", "chess", option, "Bach")


def test_a_record_that_has_ended_frees_its_name(shell: Shell) -> None:
    shell.ok("practice", "add", "Guitar", "daily", "--from", "2026-11-01")
    shell.ok("practice", "end", "guitar")
    shell.ok("practice", "add", "Guitar", "daily")
    shell.ok("model", "add", "It rains", "--confidence", "70")
    shell.ok("model", "retire", "rains")
    shell.ok("model", "add", "It rains", "--confidence", "60")
    shell.ok("model", "add", "It snows", "--confidence", "60")
    assert "already a model" in shell.fails(2, "model", "revise", "snows", "It", "rains")


@pytest.mark.parametrize(
    ("before", "after"),
    [("achieve", "pause"), ("achieve", "drop"), ("achieve", "achieve"), ("drop", "pause"), ("drop", "achieve"),
     ("drop", "drop"), ("pause", "pause")],
)  # fmt: skip
def test_an_ended_goal_must_be_resumed_before_its_status_changes(spanish: Shell, before: str, after: str) -> None:
    spanish.ok("goal", before, "spanish")
    stood = goal(spanish)
    said = spanish.fails(2, "goal", after, "spanish")
    assert f"was {before.removesuffix('e').replace('drop', 'dropp')}ed on 2026-11-20" in said
    assert ("Resume it first" in said) == (before != after)
    assert goal(spanish) == stood
    spanish.ok("goal", "resume", "spanish")
    spanish.ok("goal", after, "spanish")


@pytest.mark.parametrize("named", [(), ("--from", "today"), ("--from", "yesterday"), ("--from", "2026-11-16")])
def test_rest_costs_no_day_that_was_done(shell: Shell, named: tuple[str, ...]) -> None:
    shell.ok("practice", "add", "Guitar", "daily", "--from", "2026-11-17")
    for day in ("2026-11-18", "2026-11-19", "today"):
        shell.ok("done", "guitar", "--on", day)
    said = shell.ok("practice", "rest", "guitar", *named, "--to", "2026-11-22")
    assert ("2026-11-17" in said) if named == ("--from", "2026-11-16") else ("Saturday 2026-11-21" in said)
    assert "3 days" in shell.ok("streak", "guitar").splitlines()[0] + shell.ok("streak")
    assert "Choose days on which it was not." in shell.fails(2, "practice", "rest", "guitar", "--to", "today")


def test_one_day_of_rest_is_singular(shell: Shell) -> None:
    shell.ok("practice", "add", "Guitar", "daily", "--from", "2026-11-17")
    shell.ok("practice", "rest", "guitar", "--from", "2026-11-18", "--to", "2026-11-18")
    for day in ("2026-11-17", "2026-11-19", "today"):
        shell.ok("done", "guitar", "--on", day)
    assert "1 day of rest passed over" in shell.ok("streak", "guitar")


@pytest.mark.parametrize("verb", ["achieve", "drop"])
def test_a_paused_goal_that_is_closed_does_not_rest_its_practices_for_ever(spanish: Shell, verb: str) -> None:
    spanish.ok("practice", "add", "Vocabulary", "daily", "--goal", "spanish")
    spanish.ok("goal", "pause", "spanish")
    spanish.clock.moment += DAY
    spanish.ok("goal", verb, "spanish")
    assert "resting" not in spanish.ok("streak")


def test_a_pause_that_is_over_on_the_day_it_began_leaves_no_rest(spanish: Shell) -> None:
    spanish.ok("practice", "add", "Vocabulary", "daily", "--goal", "spanish")
    spanish.ok("goal", "pause", "spanish")
    spanish.ok("goal", "resume", "spanish")
    assert "today begins a streak" in spanish.ok("streak")


# Entries about a goal


def test_an_entry_says_its_goals_minutes_and_that_the_skill_was_used(spanish: Shell) -> None:
    spanish.ok("goal", "add", "Chess")
    spanish.log("--goal", "spanish", "--goal", "chess", "--minutes", "1h 30m", "--applied", "Chess in Spanish")
    (found,) = json.loads(spanish.ok("list", "--format", "json"))
    assert (found["kind"], found["minutes"], found["applied"]) == ("session", 90, True)
    assert found["goals"] == [goal(spanish)["id"], goal(spanish, "chess")["id"]]
    assert goal(spanish)["effort"] == {"minutes": 90, "week": 90, "applied": 1, "linked": 1}
    assert spanish.ok("list").split("  ")[2:] == ["session 90 min applied", "Chess in Spanish\n"]


def test_a_kind_that_is_said_stays_with_minutes(spanish: Shell) -> None:
    spanish.log("--kind", "lesson", "--minutes", "20", "Slower")
    assert "lesson 20 min" in spanish.ok("list")


def test_no_minutes_make_no_session(shell: Shell) -> None:
    shell.log("--minutes", "0", "Nothing")
    assert "session" not in shell.ok("list")


def test_minutes_that_are_none_keep_no_entry(shell: Shell) -> None:
    assert "no length of time" in shell.fails(2, "log", "--minutes", "long", "Text")
    assert shell.ok("list") == ""


def test_last_weeks_time_is_not_this_weeks(spanish: Shell) -> None:
    spanish.log("--goal", "spanish", "--minutes", "30", "2026-11-15: Sunday before")
    spanish.log("--goal", "spanish", "--minutes", "20", "2026-11-16: Monday")
    effort = goal(spanish)["effort"]
    assert (effort["minutes"], effort["week"]) == (50, 20)
    assert "20 min of 3 h this week" in spanish.ok("today")


def test_an_entry_in_the_trash_counts_for_nothing(spanish: Shell) -> None:
    spanish.log("--goal", "spanish", "--minutes", "30", "--applied", "Verbs")
    spanish.ok("delete", "last")
    assert goal(spanish)["effort"] == {"minutes": 0, "week": 0, "applied": 0, "linked": 0}


def test_filters_by_goal_leave_what_is_about_it(spanish: Shell) -> None:
    spanish.ok("goal", "add", "Chess")
    spanish.log("--goal", "spanish", "Spanish verbs")
    spanish.log("--goal", "chess", "Openings, no verbs")
    spanish.log("Verbs of nobody")
    for words in (
        ["list"], ["search", "verbs"], ["export", "--to", "markdown"], ["export", "--to", "json"],
        ["list", "--format", "csv"],
    ):  # fmt: skip
        text = spanish.ok(*words, "--goal", "spanish")
        assert "Spanish verbs" in text and "Openings" not in text and "nobody" not in text
    assert spanish("list", "--goal", "chess", "--search", "spanish").stderr == "No entry fits.\n"


def test_a_closed_goal_is_still_found_by_filters(spanish: Shell) -> None:
    spanish.log("--goal", "spanish", "Verbs")
    spanish.ok("goal", "drop", "spanish")
    assert "Verbs" in spanish.ok("list", "--goal", "spanish")


def test_entries_are_linked_and_unlinked_and_each_is_undone(spanish: Shell) -> None:
    first, second = spanish.log("First"), spanish.log("Second")
    said = spanish.ok("goal", "link", "spanish", first, "last", "--applied", "--minutes", "15")
    assert said == "2 entries about Speak Spanish. To take it back: mastery undo\n"
    assert goal(spanish)["effort"] == {"minutes": 30, "week": 30, "applied": 2, "linked": 2}
    assert spanish.ok("goal", "link", "spanish", second, "--remove").startswith("1 entry no longer about")
    assert "Second" not in spanish.ok("list", "--goal", "spanish")
    spanish.ok("undo")
    assert len(spanish.ok("list", "--goal", "spanish").splitlines()) == 2
    spanish.ok("undo")
    assert spanish.ok("list", "--goal", "spanish") == ""
    assert len(spanish.ok("list").splitlines()) == 2


def test_an_entry_that_is_named_twice_is_linked_once(spanish: Shell) -> None:
    first = spanish.log("First")
    assert spanish.ok("goal", "link", "spanish", first, "last").startswith("1 entry about")


def test_a_linked_entry_shows_its_goal(spanish: Shell) -> None:
    spanish.log("--goal", "spanish", "Verbs")
    assert "Speak Spanish" in spanish.ok("show", "last")


# Out and in


def test_all_tables_go_out_and_in_again_without_loss(spanish: Shell, tmp_path: Path) -> None:
    spanish.ok("practice", "add", "Vocabulary", "150min/week", "--goal", "spanish", "--minutes", "20")
    spanish.ok("practice", "edit", "vocabulary", "--cadence", "daily", "--from", "2026-12-01")
    spanish.ok("done", "vocabulary", "--note", "Ten new words")
    spanish.ok("practice", "rest", "vocabulary", "--from", "2026-12-24", "--to", "2027-01-02", "--why", "Holiday")
    spanish.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "3", "--note", "Lost in every fast talk")
    spanish.ok("goal", "milestone", "spanish", "A2", "--done")
    spanish.log("--goal", "spanish", "--minutes", "30", "--applied", "Verbs")
    spanish.ok("goal", "pause", "spanish", "--why", "Exams")
    before = spanish.ok("export", "--to", "json")
    assert json.loads(before)["tables"].keys() == {"entries", "goals", "readings", "practices", "checkins", "rests"}
    other = Shell(tmp_path / "other")
    other.ok("import", "--from", "json", "-", stdin=before)
    assert other.ok("export", "--to", "json") == before
    for words in (["goal", "show", "spanish"], ["streak", "vocabulary"], ["today"]):
        assert other.ok(*words) == spanish.ok(*words)
    other.ok("import", "--from", "json", "-", stdin=before)
    assert other.ok("export", "--to", "json") == before


def test_an_import_of_goals_says_what_came_in_and_is_undone_as_one(spanish: Shell, tmp_path: Path) -> None:
    spanish.ok("practice", "add", "Vocabulary", "daily", "--goal", "spanish")
    before = spanish.ok("export", "--to", "json")
    other = Shell(tmp_path / "other")
    assert "entries" not in other.ok("import", "--from", "json", "-", stdin=before)
    other.ok("undo")
    assert living(other) == {}


def test_what_is_in_the_way_is_added_and_the_belief_behind_it_named(shell: Shell) -> None:
    shell.ok("goal", "add", "Sing", "--obstacle", "I am too old")
    shell.ok("goal", "obstacle", "sing", "I have no ear")
    shell.ok("model", "add", "A voice is given, not made", "--goal", "sing")
    assert "Behind" in shell.ok("goal", "obstacle", "sing", "2", "--model", "voice")
    text = shell.ok("goal", "show", "sing")
    assert "I have no ear\n  I believe: A voice is given, not made\n" in text
    assert "70 %  held  A voice is given, not made" in text
    assert "is no obstacle" in shell.fails(2, "goal", "obstacle", "sing", "x", "--model", "voice")
    shell.ok("goal", "obstacle", "sing", "I am too", "--remove")
    assert "too old" not in shell.ok("goal", "show", "sing")


def test_a_page_that_cannot_be_saved_is_taken_up_again(
    spanish: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spanish.ok("goal", "add", "Chess")
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nsed -i "s/Lost/Half lost/; s/^title:.*/title: Chess/" "$1"\n')
    script.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(script))
    said = spanish.fails(2, "goal", "edit", "spanish")
    assert "There is already a goal “Chess”" in said and "take it up again" in said
    script.write_text('#!/bin/sh\nsed -i "s/^title:.*/title: Spanish/" "$1"\n')
    spanish.ok("goal", "edit", "spanish")
    found = goal(spanish, "spanish")
    assert (found["title"], found["reality"]) == ("Spanish", "Half lost")


def test_a_resumed_page_leaves_changes_made_elsewhere(
    spanish: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nsed -i "s/Lost/Half lost/; s/^budget:.*/budget: soon/" "$1"\n')
    script.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(script))
    assert "take it up again" in spanish.fails(2, "goal", "edit", "spanish")
    spanish.ok("goal", "edit", "spanish", "--why", "Rome")
    script.write_text('#!/bin/sh\nsed -i "s/^budget: soon/budget: 2h/" "$1"\n')
    spanish.ok("goal", "edit", "spanish")
    found = goal(spanish)
    assert (found["reality"], found["why"], found["budget"]) == ("Half lost", "Rome", 120)
