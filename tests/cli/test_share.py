"""Mentors and summaries in the shell: what is sent is what was chosen, and nothing else."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.cli.helpers import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "j")
    shell.ok("goal", "add", "Speak Spanish", "--vision", "A whole evening.")
    shell.ok("goal", "add", "Secret goal", "--vision", "Nobody knows.")
    shell.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "3", "--on", "2026-11-01")
    shell.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "4")
    shell.ok("practice", "add", "Conversation", "daily", "--goal", "spanish", "--minutes", "20")
    shell.ok("done", "conversation")
    shell.log("--shareable", "--goal", "spanish", "--minutes", "45", "--mood", "good", "The subjunctive. At last.")
    shell.log("--goal", "spanish", "Not for others.")
    shell.log("--shareable", "--goal", "secret", "Of the other goal.")
    shell.log("--shareable", "--kind", "lesson", "--tag", "work", "I said yes too fast.")
    return shell


def test_a_summary_has_what_the_mentor_may_see_and_no_more(shell: Shell) -> None:
    added = shell("mentor", "add", "Ana", "--email", "ana@example.org", "--goal", "spanish", "--every", "week")
    assert "They see: Speak Spanish" in added.stderr
    told = shell.ok("share", "ana", "--note", "Hello Ana", "--ask", "What next?")
    assert told.startswith("# Summary, 14 Nov 2026 to 20 Nov 2026\n\nHello Ana\n\n## Goals\n\n### Speak Spanish")
    assert "4 of 8 on 20 Nov 2026. Reality rose by 1." in told and "The subjunctive" in told and "- What next?" in told
    for hidden in ("Not for others", "other goal", "Secret", "Nobody", "too fast", "mood", "min"):
        assert hidden not in told
    shell.ok("mentor", "edit", "ana", "--goal", "spanish", "--tag", "work", "--see", "times", "--see", "moods")
    more = shell.ok("share", "ana")
    assert "I said yes too fast." in more and "mood: good, 45 min" in more and "1 h 05 of learning" in more
    shell.ok("mentor", "edit", "ana", "--hide", "times")
    assert "45 min" not in shell.ok("share", "ana")


def test_an_entry_is_made_private_again_in_the_editor(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.ok("mentor", "add", "Ana", "--tag", "work")
    assert "too fast" in shell.ok("share", "ana")
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nsed -i "s/^shareable: yes/shareable: no/" "$1"\n')
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(editor))
    shell.ok("edit", "last")
    assert "nothing that Ana may see" in shell.fails(1, "share", "ana")


def test_parts_are_left_out_and_put_first(shell: Shell) -> None:
    shell.ok("mentor", "add", "Ana", "--goal", "*", "--tag", "*")
    told = shell.ok("share", "ana", "--first", "lessons", "--without", "goals")
    assert told.index("## Lessons") < told.index("## Practices") and "## Goals" not in told
    assert "There is no part" in shell.fails(2, "share", "ana", "--without", "nonsense")


def test_every_format_goes_to_a_file_that_only_its_owner_can_read(shell: Shell, tmp_path: Path) -> None:
    shell.ok("mentor", "add", "Ana", "--email", "ana@example.org", "--goal", "spanish")
    for form, begins in (("md", b"# Summary"), ("html", b"<!doctype html>"), ("text", b"Summary")):
        file = tmp_path / f"s.{form}"
        said = shell("share", "ana", "--format", form, "-o", str(file)).stderr
        assert "Nothing was sent" in said
        assert file.read_bytes().startswith(begins) and b"subjunctive" in file.read_bytes()
        assert file.stat().st_mode & 0o777 == 0o600
    shell.ok("share", "ana", "--format", "eml", "-o", str(tmp_path / "s.eml"))
    found = message_from_bytes((tmp_path / "s.eml").read_bytes(), policy=default)
    assert found["To"] == "ana@example.org" and found.is_multipart()
    shell.fails(1, "share", "ana", "-o", str(tmp_path / "s.md"))
    assert (tmp_path / "s.md").read_bytes().startswith(b"# Summary")
    shell.ok("share", "ana", "-o", str(tmp_path / "s.md"), "--force")


def test_mentors_are_listed_changed_and_removed(shell: Shell) -> None:
    assert "mastery mentor add" in shell("mentor", "list").stderr
    shell.ok("mentor", "add", "Ana", "Maria", "--goal", "spanish", "--see", "models", "--every", "month")
    assert "Ana Maria" in shell.ok("mentor") and "every month" in shell.ok("mentor", "list")
    shell.ok("mentor", "edit", "ana", "--name", "Bea", "--every", "never")
    assert "every" not in shell.ok("mentor", "list")
    shell.ok("mentor", "remove", "bea")
    assert "There is no mentor" in shell.fails(1, "share", "bea")
    shell.ok("undo")
    assert "Bea" in shell.ok("mentor", "list")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--email", "nobody"), "no e-mail address"),
        (("--key", "AGE-SECRET-KEY-1ABC"), "secret key"),
        (("--key", "abc"), "begins with age1"),
        (("--every", "tuesday"), "no rhythm"),
    ],
)
def test_what_cannot_be_understood_is_told(shell: Shell, options: tuple[str, ...], said: str) -> None:
    assert said in shell.fails(2, "mentor", "add", "Ana", *options)
    assert "mastery mentor add" in shell("mentor", "list").stderr
