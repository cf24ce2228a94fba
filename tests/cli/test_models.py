"""Mental models and their predictions in the shell."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from mastery.cli import asking
from tests.support.cli import Shell

DAY = dt.timedelta(days=1)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "j")
    shell.ok("model", "add", "Meetings without an agenda decide nothing", "--confidence", "80", "--about", "meetings")
    return shell


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits at the terminal."""
    monkeypatch.setattr(asking, "input_is_terminal", lambda: True)


def model(shell: Shell, name: str = "meetings") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shell.ok("model", "show", name, "--format", "json"))[0]
    return found


def status(shell: Shell, name: str = "meetings") -> str:
    return str(model(shell, name)["standing"]["status"])


def test_a_model_lives_its_whole_life(shell: Shell) -> None:
    shell.ok(
        "model", "climb", "meetings", "--data", "Nobody wrote", "--meaning", "They do not care", "--leap", "meaning"
    )
    shell.ok("model", "evidence", "meetings", "Took", "20", "minutes", "--for")
    shell.ok("model", "evidence", "meetings", "Tuesday's had none", "--against", "--weight", "2")
    for statement, percent in (
        ("The workshop decides", "70"),
        ("The budget round decides", "40"),
        ("Nobody comes", "85"),
    ):
        shell.ok("predict", "add", statement, "--probability", percent, "--by", "tomorrow", "--model", "meetings")
    assert status(shell) == "testing"
    shell.clock.moment += DAY
    assert "What came of it?" in shell.ok("today")
    shell.ok("predict", "resolve", "workshop", "yes")
    shell.ok("predict", "resolve", "budget", "no")
    assert status(shell) == "testing"
    assert "That shakes Meetings without" in shell.ok("predict", "resolve", "nobody", "no", "--why", "All came")
    assert status(shell) == "shaken"
    shell.clock.moment += DAY
    assert "Shaken, still so?" in shell.ok("today")
    assert "Nobody comes" in shell.ok("model", "list", "--due") or "due today" in shell.ok("model", "list", "--due")
    new = ("Meetings without a question decide nothing", "--confidence", "60", "--why", "Two did")
    said = shell.ok("model", "revise", "meetings", *new)
    assert "Was: Meetings without an agenda" in said and "Now: Meetings without a question" in said
    text = shell.ok("model", "show", "question")
    assert "What was believed" in text
    assert (
        "agenda decide nothing\n              revised 2026-11-22: Two did\n> 2026-11-22  Meetings without a q" in text
    )
    shell.clock.moment += 7 * DAY
    assert "due today" in shell.ok("model", "list", "--due")
    assert "up by 5" in shell.ok(
        "model", "revisit", "question", "--still", "yes", "--confidence", "65", "--change", "Three"
    )
    assert model(shell, "question")["standing"]["due"] == "2026-12-13"
    assert "would change my mind: Three" in shell.ok("model", "show", "question")
    assert "revised" in shell.ok("model", "list", "--all")
    assert "agenda" not in shell.ok("model", "list")


def test_a_shaken_model_asks_what_follows(shell: Shell) -> None:
    assert "shaken" in shell.ok("model", "evidence", "meetings", "Twice", "--against", "--weight", "3")
    said = shell.fails(2, "model", "revisit", "meetings", "--still", "yes", "--confidence", "70")
    assert "--differently" in said and "--instead" in said
    shell.clock.moment += dt.timedelta(minutes=1)
    shell.ok("model", "revisit", "meetings", "--still", "yes", "--confidence", "70", "--differently", "I ask first")
    assert status(shell) == "held"
    assert "Taken back: the visit of “Meetings" in shell.ok("undo")
    assert status(shell) == "shaken"
    assert "Taken back: the evidence on “Meetings" in shell.ok("undo")
    assert status(shell) == "held"


def test_a_shaken_model_asks_what_follows_at_a_terminal_too(shell: Shell, asked: None) -> None:
    shell.ok("model", "evidence", "meetings", "Twice", "--against", "--weight", "3")
    refused = shell("model", "revisit", "meetings", stdin="yes\n70\n\n\n\n\n")
    assert refused.exit_code == 2 and "It is shaken" in refused.stderr
    assert status(shell) == "shaken"
    shell.clock.moment += dt.timedelta(minutes=1)
    shell.ok("model", "revisit", "meetings", stdin="\n\n\n\nI ask first\n\n")  # enter takes what was answered
    assert status(shell) == "held"


def test_another_belief_can_be_said_in_the_visit(shell: Shell) -> None:
    shell.ok("model", "revisit", "meetings", "--instead", "Agendas are written for the absent", "--why", "Seen")
    assert "Agendas are written" in shell.ok("model", "list")
    assert "Taken back: the revision of" in shell.ok("undo")
    assert status(shell) == "held"
    assert "Agendas" not in shell.ok("model", "list", "--all")


@pytest.mark.usefixtures("asked")
def test_the_ladder_is_climbed_rung_by_rung(shell: Shell) -> None:
    answers = "Nobody wrote\n\nNo care\n\n\nSo\nI decline\nnonsense\nmean\nThey were tired\n"
    result = shell("model", "climb", "meetings", stdin=answers)
    assert result.exit_code == 0, result.output
    assert "A leap goes up to one of" in result.stderr
    assert "from selected data to meaning added" in result.stdout
    (climb,) = model(shell)["climbs"]
    assert (climb["data"], climb["selected"], climb["belief"], climb["other"]) == (
        "Nobody wrote",
        "",
        "So",
        "They were tired",
    )
    assert result.stderr.index("What would a camera") < result.stderr.index("What do I do, because")


@pytest.mark.usefixtures("asked")
def test_a_climb_that_breaks_off_goes_on_where_it_was(shell: Shell) -> None:
    assert shell("model", "climb", "meetings", "--down", stdin="I decline\nIt is so\n").exit_code == 130
    assert model(shell)["climbs"] == []
    result = shell("model", "climb", "meetings", "--down", stdin="\n\nThen\n\n\n\nSeen\n\n\n")
    assert result.exit_code == 0, result.output
    (climb,) = model(shell)["climbs"]
    assert (climb["action"], climb["belief"], climb["conclusion"], climb["data"], climb["way"]) == (
        "I decline", "It is so", "Then", "Seen", "down",
    )  # fmt: skip


@pytest.mark.usefixtures("asked")
def test_a_visit_asks_its_questions_and_only_those_not_answered(shell: Shell) -> None:
    result = shell("model", "revisit", "meetings", "--confidence", "55", stdin="part\nSome decide\nMore of them\n")
    assert result.exit_code == 0, result.output
    assert "How sure now?" not in result.stderr
    (visit,) = model(shell)["visits"]
    assert (visit["still"], visit["confidence"], visit["why"], visit["change"]) == (
        "partly", 55, "Some decide", "More of them",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("model", "climb", "meetings"), "--data"),
        (("model", "revisit", "meetings"), "--still"),
        (("model", "evidence", "meetings", "x"), "--for or --against"),
        (("model", "evidence", "meetings", "x", "--for", "--weight", "4"), "weight"),
        (("model", "add", " "), "one sentence"),
        (("model", "edit", "meetings"), "Say what to change"),
        (("model", "revise", "meetings", "meetings without an agenda decide NOTHING"), "says already"),
        (("predict", "add", "x", "--probability", "100", "--by", "friday"), "1 to 99"),
        (("predict", "add", "x", "--probability", "50", "--by", "2020-01-01"), "is over"),
        (("recall", "add", "Why?", " "), "no answer"),
        (("log", "--template", "nonsense"), "There are: decision"),
        (("log", "--template", "lesson", "text"), "leave the text out"),
        (("prompt", "--skip", "and an answer"), "not both"),
    ],
)
def test_wrong_usage_is_one_line_that_says_what_to_do(shell: Shell, args: tuple[str, ...], says: str) -> None:
    assert says in shell.fails(2, *args)


@pytest.mark.parametrize(
    "args", [("model", "show", "x"), ("predict", "resolve", "x", "yes"), ("recall", "grade", "x", "good")]
)
def test_an_unknown_name_says_how_to_find_the_right_one(shell: Shell, args: tuple[str, ...]) -> None:
    assert re.search(r"There (is|are) “|To make one", shell.fails(1, *args))


def test_a_resolved_prediction_stays_as_it_is(shell: Shell) -> None:
    shell.ok("predict", "add", "It rains", "-p", "60 %", "--by", "today", "--about", "weather")
    assert "for a reason" in shell.fails(2, "predict", "resolve", "rains", "void")
    shell.ok("predict", "resolve", "rains", "yes")
    assert "was resolved on 2026-11-20: yes" in shell.fails(1, "predict", "resolve", "rains", "no")
    assert "It stays" in shell.fails(2, "predict", "delete", "rains")
    assert "Taken back: resolving “It rains”" in shell.ok("undo")
    shell.clock.moment += DAY
    assert "It stays" in shell.fails(2, "predict", "delete", "rains")
    shell.clock.moment -= DAY
    shell.ok("predict", "delete", "rains")
    assert shell.ok("predict", "list", "--all") == ""


def test_calibration_claims_nothing_under_ten_and_then_draws(shell: Shell) -> None:
    assert "0 resolved; 10 more" in shell.ok("predict", "calibration")
    for number in range(10):
        shell.ok("predict", "add", f"Thing{number} happens", "-p", "70", "--by", "today", "--about", "things")
        shell.ok("predict", "resolve", f"thing{number}", "yes" if number < 7 else "no")
    text = shell.ok("predict", "calibration")
    assert "●" in text and "10 predictions resolved, 7 came true." in text and "Brier score 0.210" in text
    assert "0 resolved" in shell.ok("predict", "calibration", "--model", "meetings")
    assert "0 resolved" in shell.ok("predict", "calibration", "--to", "yesterday")
    found = json.loads(shell.ok("predict", "calibration", "--about", "things", "--format", "json"))
    assert (found["number"], found["came"], found["bands"][0]["low"]) == (10, 7, 70)
    assert shell.ok("predict", "calibration", "--format", "svg").startswith("<svg")


def test_entries_are_about_a_model_and_hold_its_evidence(shell: Shell) -> None:
    shell.log("The round decided at once. No agenda.")
    shell.ok("model", "evidence", "meetings", "It decided", "--against", "--entry", "last")
    shell.log("--model", "meetings", "Thought about the round again.")
    assert "Thought about" in shell.ok("list", "--model", "meetings")
    assert "The round" not in shell.ok("list", "--model", "meetings")
    text = shell.ok("model", "show", "meetings")
    assert "The round decided at once." in text and "Thought about the round again." in text
    assert "about Meetings without" in shell.ok("show", "last")


def test_lists_take_every_format(shell: Shell) -> None:
    shell.ok("predict", "add", "It rains, or so", "-p", "60", "--by", "friday")
    shell.ok("recall", "add", "Why, then?", "So")
    for noun in ("model", "predict", "recall"):
        assert len(json.loads(shell.ok(noun, "list", "--format", "json"))) == 1
        assert len(shell.ok(noun, "list", "--format", "csv").splitlines()) == 2
    assert shell.ok("model", "list", "--format", "md").startswith("# Meetings without an agenda")


def test_two_equal_predictions_are_told_apart_by_their_short_ids(shell: Shell) -> None:
    for _ in range(2):
        shell.ok("predict", "add", "It rains", "--probability", "60", "--by", "tomorrow")
        shell.clock.moment += dt.timedelta(minutes=1)
    first, second = (line.split()[0] for line in shell.ok("predict", "list", "--ids").splitlines())
    said = shell.fails(1, "predict", "resolve", "rains", "yes")
    assert f"“It rains” ({first}), “It rains” ({second})" in said
    shell.ok("predict", "resolve", first, "yes")
    shell.ok("predict", "delete", second.upper())
    (left,) = json.loads(shell.ok("predict", "list", "--all", "--format", "json"))
    assert left["id"].endswith(first)


@pytest.mark.parametrize("kind", ["goal", "practice", "model", "predict", "recall", "mentor"])
def test_every_list_can_show_short_ids_that_its_commands_accept(shell: Shell, kind: str) -> None:
    added = {
        "goal": ("Chess",), "practice": ("Chess", "daily"), "model": ("Chess is hard",), "mentor": ("Chess",),
        "predict": ("Chess", "--probability", "60", "--by", "tomorrow"), "recall": ("Chess?", "64 squares"),
    }  # fmt: skip
    shell.ok(kind, "add", *added[kind])
    (line,) = [line for line in shell.ok(kind, "list", "--ids").splitlines() if "Chess" in line]
    short = line.split()[0]
    assert len(short) == 6
    taken = {"practice": "edit", "mentor": "edit", "recall": "delete", "predict": "delete"}.get(kind, "show")
    option = {"practice": ("--minutes", "20"), "mentor": ("--email", "a@example.org")}.get(kind, ())
    shell.ok(kind, taken, short, *option)
    assert short not in shell.ok(kind, "list")
