"""An imported file is not trusted: it sets no stamps, shares nothing, and each of its fields is checked as if typed."""

import json
from pathlib import Path
from typing import Any

import pytest

from mastery.core.base.ids import to_text
from tests.support.cli import Shell

NOW = "2026-11-20T12:00:00Z"
ID = to_text(1 << 100)
GOAL = {"id": to_text(2 << 100), "title": "Speak Spanish", "made": NOW, "day": "2026-11-20"}
ANA = {
    "id": ID, "name": "Ana", "email": "ana@example.org", "made": NOW, "day": "2026-11-20", "rhythm": "week",
    "scope": {"goals": ["*"], "tags": ["*"], "moods": True},
}  # fmt: skip
ENTRY = {"id": to_text(3 << 100), "day": "2026-11-20", "at": NOW, "recorded": NOW, "title": "Hidden", "shareable": True}


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "journal")


def file_of(shell: Shell, **tables: list[dict[str, Any]]) -> str:
    path = shell.folder.parent / "file.json"
    path.write_text(json.dumps({"format": "mastery", "version": 1, "tables": tables}))
    return str(path)


def mentors(shell: Shell) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(shell.ok("mentor", "list", "--format", "json"))
    return found


STAMPS = [
    {"_stamp": "9999999999999-zz"},
    {"_stamp": "zzzz", "_stamps": {"scope": "zzzz", "deleted": "9999999999999-zz"}},
    {"_stamps": 7},
]


@pytest.mark.parametrize("stamps", STAMPS)
@pytest.mark.parametrize("trust", [(), ("--trust",)])
def test_stamps_in_a_file_are_dropped_and_every_command_takes_effect(
    shell: Shell, stamps: Any, trust: tuple[str, ...]
) -> None:
    shell.ok("import", "--from", "json", *trust, file_of(shell, mentors=[ANA | stamps], goals=[GOAL | stamps]))
    shell.ok("mentor", "edit", "ana", "--name", "Zoe", "--goal", "spanish", "--hide", "moods")
    (zoe,) = mentors(shell)
    assert zoe["name"] == "Zoe" and zoe["scope"]["goals"] == [GOAL["id"]] and not zoe["scope"]["moods"]
    shell.ok("undo")
    assert mentors(shell)[0]["name"] == "Ana"
    shell.ok("mentor", "remove", "ana")
    assert mentors(shell) == []
    shell.ok("goal", "edit", "spanish", "--title", "Speak Catalan")
    assert "Speak Catalan" in shell.ok("goal", "list")


def test_an_import_names_the_scopes_in_a_file_but_does_not_bring_them_in(shell: Shell) -> None:
    zoe = ANA | {"id": to_text(8 << 100), "name": "Zoe", "scope": {}}
    path = file_of(shell, mentors=[ANA | {"newer": ["*"]}, zoe], goals=[GOAL], entries=[ENTRY])
    done = shell("import", "--from", "json", path)
    assert done.exit_code == 0
    assert "“Ana” (ana@example.org) comes in with an empty scope. In the file they may see: every goal" in done.stderr
    assert "1 entry is marked as shareable in the file, and private here." in done.stderr
    assert "If the file is your own, --trust also brings in who sees what" in done.stderr
    assert "Zoe" not in done.stderr
    ana = next(one for one in mentors(shell) if one["name"] == "Ana")
    assert not any(ana["scope"].values()) and ana["rhythm"] == "week" and "newer" not in ana
    assert not json.loads(shell.ok("list", "--format", "json"))[0]["shareable"]
    assert "--trust" not in shell("import", "--from", "json", path).stderr, "nothing comes in a second time"
    assert "nothing that Ana may see" in shell.fails(1, "share", "ana")


def test_trust_brings_in_who_sees_what_and_says_so(shell: Shell) -> None:
    path = file_of(shell, mentors=[ANA], goals=[GOAL], entries=[ENTRY])
    shell.ok("import", "--from", "json", path)
    shell.ok("undo")
    done = shell("import", "--from", "json", "--trust", path)
    assert "“Ana” (ana@example.org) may see: every goal, whatever its tags, with moods." in done.stderr
    assert "1 entry is marked as shareable." in done.stderr
    assert mentors(shell)[0]["scope"]["goals"] == ["*"]
    assert json.loads(shell.ok("list", "--format", "json"))[0]["shareable"]
    shell.ok("undo")
    shell.ok("import", "--from", "json", path)
    assert mentors(shell)[0]["scope"]["goals"] == [], "what an undone import had brought is not trusted for ever"


def test_a_file_changes_nothing_of_a_mentor_who_is_there(shell: Shell) -> None:
    shell.ok("mentor", "add", "Ana", "--email", "ana@example.com")
    (ana,) = mentors(shell)
    path = file_of(shell, mentors=[ANA, ANA | {"id": ana["id"], "email": "eve@example.org"}])
    done = shell("import", "--from", "json", "--trust", path)
    assert "mentors, number 1: There is already a mentor “Ana”" in done.stderr
    assert mentors(shell) == [ana]


def test_a_file_brings_no_two_mentors_who_look_alike(shell: Shell) -> None:
    """Names that differ only in invisible characters would lead a person to share with the wrong mentor."""
    names = ["Ana", "ANA", "A\u200bna", "An\u00ada", "Ana\u2060", "\ufeffAna"]
    bring = [ANA | {"id": to_text(number << 100), "name": name} for number, name in enumerate(names, 20)]
    done = shell("import", "--from", "json", file_of(shell, mentors=bring))
    assert [one["name"] for one in mentors(shell)] == ["Ana"]
    assert done.stderr.count("There is already a mentor “Ana”") == 5


MENTOR = {"name": "Ana", "made": NOW, "day": "2026-11-20"}
CARD = {"question": "Q", "answer": "A", "made": NOW, "day": "2026-11-20", "memory": {"due": NOW}}
SPOILED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("mentors", MENTOR, {"email": "no address"}),
    ("mentors", MENTOR, {"email": "ana@example.org\u001b]52;c;x\u0007"}),
    ("mentors", MENTOR, {"email": "ana@example.org, eve@example.org"}),
    ("mentors", MENTOR, {"email": "ana@eve@example.org"}),
    ("mentors", MENTOR, {"email": "ana@example.org\nBcc: eve@example.org"}),
    ("mentors", MENTOR, {"key": "AGE-SECRET-KEY-1"}),
    ("mentors", MENTOR, {"key": "anything"}),
    ("mentors", MENTOR, {"name": " \n "}),
    ("mentors", MENTOR, {"rhythm": "hour"}),
    ("mentors", MENTOR, {"scope": {"goals": ["anything"]}}),
    ("mentors", MENTOR, {"scope": {"tags": ["#"]}}),
    ("mentors", MENTOR, {"day": "9999-12-31"}),
    ("goals", GOAL, {"title": "\u0000"}),
    ("goals", GOAL, {"title": ""}),
    ("goals", GOAL, {"budget": -1}),
    ("goals", GOAL, {"budget": 10**30}),
    ("goals", GOAL, {"target": "9999-12-31"}),
    ("goals", GOAL, {"milestones": [{"title": ""}]}),
    ("goals", GOAL, {"obstacles": [{"text": "x", "model": "../x"}]}),
    ("entries", ENTRY, {"mood": 9}),
    ("entries", ENTRY, {"minutes": -5}),
    ("entries", ENTRY, {"goals": ["x"]}),
    ("entries", ENTRY, {"body": "\u0000"}),
    ("readings", {"goal": ID, "day": "2026-11-20", "recorded": NOW, "vision": 5, "reality": 5}, {"vision": 11}),
    ("readings", {"goal": ID, "day": "2026-11-20", "recorded": NOW, "vision": 5, "reality": 5}, {"goal": ""}),
    ("practices", {"title": "x", "made": NOW, "cadences": [{"since": "2026-01-01", "cadence": "daily"}]},
     {"cadences": [{"since": "0001-01-01", "cadence": "daily"}]}),
    ("practices", {"title": "x", "made": NOW, "cadences": [{"since": "2026-01-01", "cadence": "daily"}]},
     {"cadences": [{"since": "2026-01-01", "cadence": "now and then"}]}),
    ("checkins", {"practice": ID, "day": "2026-11-20", "recorded": NOW}, {"minutes": 100_000}),
    ("checkins", {"practice": ID, "day": "2026-11-20", "recorded": NOW}, {"day": "0001-01-01"}),
    ("models", {"statement": "x", "confidence": 5, "made": NOW, "day": "2026-11-20"}, {"confidence": 101}),
    ("models", {"statement": "x", "confidence": 5, "made": NOW, "day": "2026-11-20"}, {"day": "9999-12-01"}),
    ("climbs", {"model": ID, "day": "2026-11-20", "recorded": NOW}, {"leap": "nowhere"}),
    ("evidence", {"model": ID, "side": "for", "text": "x", "day": "2026-11-20", "recorded": NOW}, {"weight": 9}),
    ("predictions", {"statement": "x", "probability": 50, "by": "2026-12-01", "made": NOW, "day": "2026-11-20"},
     {"probability": 100}),
    ("cards", CARD, {"memory": {"due": NOW, "state": 9}}),
    ("cards", CARD, {"memory": {"due": NOW, "state": 2}}),
    ("cards", CARD, {"memory": {"due": NOW, "state": 2, "stability": 1e300, "difficulty": 5}}),
    ("cards", CARD, {"memory": {"due": "9999-12-31T23:59:59Z"}}),
    ("cards", CARD, {"times": -1}),
    ("cards", CARD, {"answer": " "}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "good", "spoiled"), SPOILED)
def test_a_value_that_nobody_could_type_is_named_with_its_place_and_left_out(
    shell: Shell, table: str, good: dict[str, Any], spoiled: dict[str, Any]
) -> None:
    other = to_text(9 << 100)
    done = shell(
        "import", "--from", "json", file_of(shell, **{table: [good | {"id": ID} | spoiled, good | {"id": other}]})
    )
    assert done.exit_code == 0, done.stderr
    assert done.stderr.count(f"{table}, number 1: ") == 1
    assert "1 record in" in done.stdout or "1 entry in" in done.stdout
    found = json.loads(shell.ok("export", "--to", "json"))["tables"][table]
    assert [one["id"] for one in found] == [other]


LINES: list[tuple[str, dict[str, Any], str, Any, Any]] = [
    ("entries", ENTRY, "title", "One\r\ntwo\u2028three\vfour", "One two three four"),
    ("entries", ENTRY, "tags", ["Work", "#two words", "", "#", "work"], ["work", "two-words"]),
    ("entries", ENTRY, "tags", ["\u202ework\u2066", "\u202e", "a\u001b[2Jb", "نام\u200cها"],
     ["work", "a-[2jb", "نام\u200cها"]),
    ("goals", GOAL, "title", "Speak\u202e Spanish\u2069\tnow", "Speak Spanish now"),
    ("entries", ENTRY, "body", "One\r\ntwo", "One\ntwo"),
    ("goals", GOAL, "title", "Speak\n\u001b]0;x\u0007Spanish", "Speak ]0;xSpanish"),
    ("goals", GOAL, "milestones", [{"title": "A\nB", "target": None, "done": None}],
     [{"title": "A B", "target": None, "done": None}]),
    ("mentors", MENTOR, "name", "  Ana \u001b[2J\n of  Rome ", "Ana [2J of Rome"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "good", "field", "given", "stored"), LINES)
def test_a_line_is_one_line_and_a_tag_has_its_letters(
    shell: Shell, table: str, good: dict[str, Any], field: str, given: Any, stored: Any
) -> None:
    shell.ok("import", "--from", "json", file_of(shell, **{table: [good | {"id": ID, field: given}]}))
    found = json.loads(shell.ok("export", "--to", "json"))["tables"][table][0]
    assert found[field] == stored


def test_a_field_nested_too_deeply_is_left_out_and_named(shell: Shell) -> None:
    deep: Any = 1
    for _ in range(300):
        deep = [deep]
    done = shell("import", "--from", "json", file_of(shell, goals=[GOAL | {"deep": deep, "flat": [1]}]))
    assert "goals, number 1: the field 'deep' is nested too deeply" in done.stderr
    found = json.loads(shell.ok("export", "--to", "json"))["tables"]["goals"][0]
    assert found["flat"] == [1] and "deep" not in found


def test_an_edit_that_changes_nothing_does_not_say_changed(shell: Shell) -> None:
    shell.ok("mentor", "add", "Ana")
    shell.ok("model", "add", "More hours give more work", "--confidence", "70")
    for command in (
        ("mentor", "edit", "ana", "--name", "Ana"),
        ("model", "edit", "more", "--statement", "More hours give more work"),
    ):
        said = shell.ok(*command)
        assert "No changes to save." in said and "Changed" not in said and "undo" not in said
