"""Mentors and summaries in the shell: what is sent is what was chosen, and nothing else."""

import base64
import datetime as dt
import hashlib
import json
import shutil
import subprocess
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pyrage
import pytest

from tests.support.cli import Shell
from tests.support.desktop import program


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
    assert (
        "On 20 Nov 2026: 4 of the 8 I want, on a scale to 10. Reality rose by 1." in told
        and "The subjunctive" in told
        and "- What next?" in told
    )
    for hidden in ("Not for others", "other goal", "Secret", "Nobody", "too fast", "mood", "min"):
        assert hidden not in told
    shell.ok("mentor", "edit", "ana", "--goal", "spanish", "--tag", "work", "--see", "times", "--see", "moods")
    more = shell.ok("share", "ana")
    assert "I said yes too fast." in more and "mood: good, 45 min" in more and "1 h 05 of learning" in more
    assert "in all" not in more
    shell.ok("mentor", "edit", "ana", "--see", "counts")
    assert "*4 entries in all.*" in shell.ok("share", "ana")
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
        assert "kept as sent" in said
        assert file.read_bytes().startswith(begins) and b"subjunctive" in file.read_bytes()
        assert file.stat().st_mode & 0o777 == 0o600
    shell.ok("share", "ana", "--format", "eml", "-o", str(tmp_path / "s.eml"))
    found = message_from_bytes((tmp_path / "s.eml").read_bytes(), policy=default)
    assert found["To"] == "ana@example.org" and found.is_multipart()
    shell.fails(1, "share", "ana", "-o", str(tmp_path / "s.md"))
    assert (tmp_path / "s.md").read_bytes().startswith(b"# Summary")
    shell.ok("share", "ana", "-o", str(tmp_path / "s.md"), "--force")


@pytest.mark.parametrize(
    ("name", "options", "begins"),
    [
        ("ana.html", (), "<!doctype html>"),
        ("ana.eml", (), "Subject: Summary"),
        ("ana.txt", (), "SUMMARY"),
        ("ana.md", (), "# Summary"),
        ("ana", (), "# Summary"),
        ("ana.html", ("--format", "md"), "# Summary"),
    ],
)
def test_the_ending_of_the_file_says_the_format_unless_it_is_given(
    shell: Shell, tmp_path: Path, name: str, options: tuple[str, ...], begins: str
) -> None:
    shell.ok("mentor", "add", "Ana", "--email", "ana@example.org", "--goal", "spanish")
    shell.ok("share", "ana", "-o", str(tmp_path / name), *options)
    assert (tmp_path / name).read_text("utf-8").casefold().startswith(begins.casefold())


def test_two_mentors_of_one_name_could_not_be_told_apart(shell: Shell) -> None:
    told = shell("mentor", "add", "Ana")
    assert "To let them see a goal: mastery mentor edit ana --goal NAME" in told.stderr
    assert "already a mentor “Ana”" in shell.fails(2, "mentor", "add", "ana", "--goal", "spanish")
    assert "edit ana" not in shell("mentor", "add", "Bruno", "--goal", "spanish").stderr
    assert "already a mentor “Ana”" in shell.fails(2, "mentor", "edit", "bruno", "--name", "ANA")
    shell.ok("mentor", "edit", "ana", "--name", "Ana", "--goal", "spanish")
    assert "Speak Spanish" in shell.ok("share", "ana")


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
        (("--email", "nobody"), "is not an email address"),
        (("--key", "AGE-SECRET-KEY-1ABC"), "secret key"),
        (("--key", "abc"), "begins with age1"),
        (("--every", "tuesday"), "no rhythm"),
    ],
)
def test_what_cannot_be_understood_is_told(shell: Shell, options: tuple[str, ...], said: str) -> None:
    assert said in shell.fails(2, "mentor", "add", "Ana", *options)
    assert "mastery mentor add" in shell("mentor", "list").stderr


def test_what_was_sent_is_kept_and_shown_again(shell: Shell, tmp_path: Path) -> None:
    assert "Nothing was sent yet" in shell("share", "--sent").stderr
    shell.ok("mentor", "add", "Ana", "--goal", "spanish", "--tag", "work")
    shell.ok("share", "ana")  # looked at, not sent
    assert "Nothing was sent yet" in shell("share", "--sent").stderr
    shell.ok("share", "ana", "--without", "lessons", "--format", "html", "-o", str(tmp_path / "s.html"))
    digest = hashlib.sha256((tmp_path / "s.html").read_bytes()).hexdigest()
    sent = shell.ok("share", "--sent", "ana")
    assert "Ana" in sent and "1 entry" in sent and digest[:12] in sent
    told = shell.ok("share", "--show", "1")
    assert told.startswith("# Summary") and "The subjunctive" in told and "too fast" not in told
    found = json.loads(shell.ok("list", "--format", "json"))
    shared = [one["title"] for one in found if "shared with Ana on 2026-11-20" in shell.ok("show", one["short"])]
    assert shared == ["The subjunctive."]
    assert "no number or short id 2" in shell.fails(2, "share", "--show", "2")
    assert "summary for" in shell.ok("undo")


@pytest.mark.skipif(shutil.which("age") is None, reason="the program age is not installed")
def test_only_the_mentor_reads_what_is_encrypted(shell: Shell, tmp_path: Path) -> None:
    shell.ok("mentor", "add", "Ana", "--goal", "spanish")
    assert "has no key" in shell.fails(1, "share", "ana", "--encrypt", "-o", str(tmp_path / "s.age"))
    age, ssh = tmp_path / "age.key", tmp_path / "ssh.key"
    subprocess.run(["age-keygen", "-o", age], check=True, capture_output=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", ssh], check=True)
    public = subprocess.run(["age-keygen", "-y", age], check=True, capture_output=True, text=True).stdout
    for key, own in ((public, age), (ssh.with_suffix(".key.pub").read_text(), ssh)):
        shell.ok("mentor", "edit", "ana", "--key", key)
        file = tmp_path / f"{own.stem}.md.age"
        shell.ok("share", "ana", "--encrypt", "-o", str(file))
        assert b"subjunctive" not in file.read_bytes()
        plain = subprocess.run(["age", "--decrypt", "-i", own, file], check=True, capture_output=True, text=True).stdout
        assert plain == shell.ok("share", "ana")
    assert "no whole age" in shell.fails(2, "mentor", "edit", "ana", "--key", public.strip()[:-3])


def test_today_says_when_a_summary_is_due(shell: Shell, tmp_path: Path) -> None:
    shell.ok("mentor", "add", "Ana", "--goal", "spanish", "--every", "week")
    shell.clock.moment += dt.timedelta(days=6)
    assert "waits for a summary" not in shell.ok("today")
    shell.clock.moment += dt.timedelta(days=1)
    assert "Ana waits for a summary: mastery share ana" in shell.ok("today")
    shell.ok("share", "ana", "-o", str(tmp_path / "s.md"))
    assert "waits for a summary" not in shell.ok("today")


@pytest.mark.parametrize(
    ("variable", "name"), [("WAYLAND_DISPLAY", "wl-copy"), ("DISPLAY", "xclip"), ("DISPLAY", "xsel")]
)
def test_a_summary_is_put_on_the_desktops_clipboard_and_kept_as_sent(
    shell: Shell, desktop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, name: str
) -> None:
    shell.ok("mentor", "add", "Ana", "--goal", "spanish")
    program(desktop, name, f'cat > "{tmp_path}/pasted"')
    assert "no clipboard here" in shell.fails(1, "share", "ana", "--copy")  # there is no desktop
    assert not (tmp_path / "pasted").exists()
    monkeypatch.setenv(variable, ":0")
    assert "Copied to the clipboard. It is kept as sent." in shell("share", "ana", "--copy").stderr
    assert (tmp_path / "pasted").read_text() == shell.ok("share", "ana")
    assert hashlib.sha256((tmp_path / "pasted").read_bytes()).hexdigest()[:12] in shell.ok("share", "--sent")


def test_without_a_desktop_the_terminal_is_asked_to_take_it(
    shell: Shell, desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.ok("mentor", "add", "Ana", "--goal", "spanish")
    monkeypatch.setenv("DISPLAY", ":0")
    program(desktop, "xclip", "exit 1")  # it is there, and the desktop is not
    assert "no clipboard here" in shell.fails(1, "share", "ana", "--copy")
    assert "Nothing was sent yet" in shell("share", "--sent").stderr
    told = shell.ok("share", "ana")
    monkeypatch.setattr("mastery.cli.commands.share.output_is_terminal", lambda: True)
    result = shell("share", "ana", "--copy")
    assert result.stdout == f"\x1b]52;c;{base64.b64encode(told.encode()).decode()}\a"
    assert "Handed to the terminal" in result.stderr
    assert "1 entry" in shell.ok("share", "--sent")


def test_only_the_mentor_reads_what_was_copied_encrypted(
    shell: Shell, desktop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = pyrage.x25519.Identity.generate()
    shell.ok("mentor", "add", "Ana", "--goal", "spanish", "--key", str(own.to_public()))
    monkeypatch.setenv("DISPLAY", ":0")
    program(desktop, "xclip", f'cat > "{tmp_path}/pasted"')
    shell.ok("share", "ana", "--copy", "--encrypt")
    sealed = (tmp_path / "pasted").read_bytes()
    assert sealed.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----") and b"subjunctive" not in sealed
    assert pyrage.decrypt(sealed, [own]).decode() == shell.ok("share", "ana")
    assert "md, encrypted" in shell.ok("share", "--sent")


def test_a_summary_opens_as_a_draft_in_the_mail_program(shell: Shell, desktop: Path, tmp_path: Path) -> None:
    own = pyrage.x25519.Identity.generate()
    shell.ok("mentor", "add", "Ana", "--email", "ana@example.org", "--goal", "spanish", "--key", str(own.to_public()))
    program(desktop, "xdg-open", f'cp -p "$1" "{tmp_path}/opened"; echo "$1" > "{tmp_path}/name"')
    said = shell("share", "ana", "--open").stderr
    path = Path((tmp_path / "name").read_text().strip())
    assert "kept as sent" in said and f" in {path}\n" in said and path.suffix == ".eml"
    assert (tmp_path / "opened").stat().st_mode & 0o777 == 0o600
    found = message_from_bytes((tmp_path / "opened").read_bytes(), policy=default)
    assert (found["To"], found["X-Unsent"], found["From"]) == ("ana@example.org", "1", None)
    assert b"subjunctive" in path.read_bytes()
    shell.ok("share", "ana", "--open", "--encrypt")
    assert b"subjunctive" not in (tmp_path / "opened").read_bytes()
    found = message_from_bytes((tmp_path / "opened").read_bytes(), policy=default)
    assert (found["To"], found["X-Unsent"]) == ("ana@example.org", "1")
    [attached] = found.iter_attachments()
    assert b"subjunctive" in pyrage.decrypt(attached.get_content(), [own])
    sent = shell.ok("share", "--sent")
    assert sent.count("eml") == 2 and sent.count("eml, encrypted") == 1


@pytest.mark.parametrize("does", [None, "exit 3"])
def test_where_nothing_opens_a_mail_it_is_said_where_it_lies(
    shell: Shell, desktop: Path, tmp_path: Path, does: str | None
) -> None:
    shell.ok("mentor", "add", "Ana", "--goal", "spanish")
    if does is not None:
        program(desktop, "xdg-open", does)
    said = shell.fails(1, "share", "ana", "--open")
    [path] = tmp_path.glob("summary-*.eml")
    assert str(path) in said and path.stat().st_mode & 0o777 == 0o600 and "not kept as sent" in said
    assert "Nothing was sent yet" in shell("share", "--sent").stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--copy", "--open"), "--copy and --open are different ways out"),
        (("--send", "-o", "x.md"), "--send and --output"),
        (("--open", "--format", "html"), "leave --format out"),
        (("--send", "--format", "md"), "leave --format out"),
        (("--copy", "--format", "eml"), "open it with --open"),
    ],
)
def test_ways_that_do_not_go_together_are_told(shell: Shell, options: tuple[str, ...], said: str) -> None:
    shell.ok("mentor", "add", "Ana", "--goal", "spanish")
    assert said in shell.fails(2, "share", "ana", *options)
    assert "Nothing was sent yet" in shell("share", "--sent").stderr


def test_a_missing_folder_and_an_ending_that_is_no_format_are_told_and_nothing_is_kept_as_sent(
    shell: Shell, tmp_path: Path
) -> None:
    shell.ok("mentor", "add", "Ana", "--goal", "spanish")
    missing = tmp_path / "nowhere" / "s.md"
    assert f"There is no folder {missing.parent}" in shell.fails(1, "share", "ana", "-o", str(missing))
    assert not missing.parent.exists()
    other = str(tmp_path / "s.pages")
    assert ".pages says no format" in shell.fails(2, "share", "ana", "-o", other)
    assert "--format" in shell.fails(2, "share", "ana", "-o", other)
    assert "Nothing" in shell("share", "--sent").stderr
    shell.ok("share", "ana", "-o", other, "--format", "md")
    assert (tmp_path / "s.pages").read_text().startswith("# ")


@pytest.mark.parametrize("form", ["html", "markdown-folder"])
def test_an_export_makes_no_folder_of_a_typing_error(shell: Shell, tmp_path: Path, form: str) -> None:
    missing = tmp_path / "nowhere" / "out"
    assert f"There is no folder {missing.parent}" in shell.fails(1, "export", "--to", form, "-o", str(missing))
    assert not missing.parent.exists()


def test_a_summary_says_whose_it_is_where_the_config_does(shell: Shell) -> None:
    shell.ok("mentor", "add", "Ana", "--goal", "spanish")
    done = shell("share", "ana")
    assert done.stdout.startswith("# Summary, ") and "mastery config name NAME" in done.stderr
    shell.ok("config", "name", "Jo Smith")
    done = shell("share", "ana")
    assert done.stdout.startswith("# Summary of Jo Smith, ") and done.stderr == ""


def test_the_shell_makes_no_summary_of_days_that_are_still_to_come(shell: Shell) -> None:
    """As the interface makes none."""
    shell.ok("mentor", "add", "Ana")
    assert "is still to come" in shell.fails(2, "share", "ana", "--to", "tomorrow")
    assert "swap them" in shell.fails(2, "share", "ana", "--from", "today", "--to", "yesterday")
