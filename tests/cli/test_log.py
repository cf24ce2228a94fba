"""`mastery log` as fingers type it."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import Shell, editor


def only(shell: Shell) -> dict[str, Any]:
    """The one entry of the journal."""
    found: list[dict[str, Any]] = json.loads(shell.ok("list", "--format", "json"))
    assert len(found) == 1
    return found[0]


def test_it_says_what_it_kept(shell: Shell) -> None:
    printed = shell.ok("log", "Called", "home.", "All", "well.", "#family")
    entry = only(shell)
    assert printed == f"Kept {entry['short']}  2026-11-20 21:30  {entry['title']}\n"
    assert entry["title"].startswith("Called home")
    assert "All well. #family" in entry["body"]
    assert entry["tags"] == ["family"]


def test_a_date_before_the_text(shell: Shell) -> None:
    shell.ok("log", "yesterday", "21:05:", "Rain.", "All", "day")
    entry = only(shell)
    assert entry["day"] == "2026-11-19"
    assert dt.datetime.fromisoformat(entry["at"]).strftime("%H:%M") == "21:05"


def test_options(shell: Shell) -> None:
    shell.ok("log", "--kind", "lesson", "--star", "--tag", "Work", "--tag", "@anna", "Sleep on it")
    entry = only(shell)
    assert (entry["kind"], entry["starred"], entry["tags"]) == ("lesson", True, ["work", "@anna"])


def test_text_that_begins_with_a_dash(shell: Shell) -> None:
    shell.ok("log", "--", "-5", "degrees", "today")
    assert only(shell)["title"] == "-5 degrees today"


def test_options_after_the_text_are_text(shell: Shell) -> None:
    shell.ok("log", "I ran grep", "--help", "-x")
    assert only(shell)["title"] == "I ran grep --help -x"


@pytest.mark.parametrize("args", [(), ("-",)])
def test_standard_input(shell: Shell, args: tuple[str, ...]) -> None:
    shell.ok("log", *args, stdin="Title\n\nBody 日本 🎉\n")
    entry = only(shell)
    assert (entry["title"], entry["body"]) == ("Title", "Body 日本 🎉")


def test_a_megabyte_through_the_pipe(shell: Shell) -> None:
    shell.ok("log", "-", stdin="Long\n\n" + "word " * 200_000)
    assert len(only(shell)["body"]) > 999_000


@pytest.mark.parametrize("stdin", [b"caf\xe9", b"", b"  \n\n", b"a\x00b"])
def test_input_that_is_no_text(shell: Shell, stdin: bytes) -> None:
    shell.fails(2, "log", "-", stdin=stdin)
    assert shell.ok("list") == ""


def test_an_argument_that_is_no_text(shell: Shell) -> None:
    shell.fails(2, "log", "caf\udce9")
    shell.fails(2, "log", "")


def drafts(shell: Shell) -> list[Path]:
    """The drafts on disk."""
    return sorted((shell.folder / "drafts").glob("*.md"))


def test_editor_for_a_new_entry(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(tmp_path, monkeypatch, 'echo "# In the editor" >> "$1"; echo "Text" >> "$1"')
    assert "In the editor" in shell.ok("log", "--star")
    assert only(shell)["starred"]
    assert drafts(shell) == []


def test_editor_left_untouched_keeps_nothing(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(tmp_path, monkeypatch, "true")
    assert "Nothing was written" in shell.fails(1, "log")
    assert drafts(shell) == []


def test_editor_that_fails_loses_nothing(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(tmp_path, monkeypatch, 'echo "# Precious" >> "$1"; exit 3')
    line = shell.fails(1, "log")
    (draft,) = drafts(shell)
    assert "exit code 3" in line and str(draft) in line
    assert "Precious" in draft.read_text()
    assert "1 draft" in shell.ok("today")
    editor(tmp_path, monkeypatch, 'echo "More" >> "$1"')
    assert "Precious" in shell.ok("edit", "--draft")
    assert drafts(shell) == []
    assert only(shell)["title"] == "Precious"


def test_an_invalid_date_loses_nothing(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = shell.log("First. Text")
    editor(tmp_path, monkeypatch, """sed -i 's/^date: .*/date: 2026-13-45/; s/Text/Better/' "$1" """)
    line = shell.fails(2, "edit", short)
    (draft,) = drafts(shell)
    assert str(draft) in line and "2026-13-45" in line
    assert "Text" in only(shell)["body"]
    editor(tmp_path, monkeypatch, """sed -i 's/^date: .*/date: 2026-11-19 08:00/' "$1" """)
    shell.ok("edit", "--draft")
    assert "Better" in only(shell)["body"]
    assert only(shell)["day"] == "2026-11-19"


def test_edit(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = shell.log("First. Text")
    before = only(shell)
    editor(tmp_path, monkeypatch, "true")
    assert "is as it was" in shell.ok("edit")
    assert only(shell) == before
    editor(tmp_path, monkeypatch, """sed -i 's/Text/Better #new/' "$1" """)
    assert "mastery undo" in shell.ok("edit", short)
    assert only(shell)["tags"] == ["new"]
    shell.ok("undo")
    assert only(shell) == before


def test_an_emptied_file_changes_nothing(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.log("First. Text")
    before = only(shell)
    for script in (': > "$1"', 'rm "$1"'):
        editor(tmp_path, monkeypatch, script)
        shell.fails(2 if ":" in script else 1, "edit")
        assert only(shell) == before
        assert drafts(shell) == []


def test_an_editor_that_leaves_other_bytes(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(tmp_path, monkeypatch, r"""printf 'caf\351' >> "$1" """)
    line = shell.fails(2, "log")
    assert "UTF-8" in line
    assert drafts(shell)[0].read_bytes().endswith(b"caf\xe9")


def test_no_editor_or_no_terminal(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.log("First")
    assert "terminal" in shell.fails(1, "edit")
    monkeypatch.setenv("EDITOR", "/no/such/editor")
    assert "was not found" in shell.fails(1, "edit")
    monkeypatch.setenv("EDITOR", "'unclosed")
    assert "EDITOR" in shell.fails(1, "edit")
    assert drafts(shell) == []


def test_a_date_in_the_editor_that_is_none_is_told(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is of a captured text."""
    editor(tmp_path, monkeypatch, 'echo "yesterday 25:61: Late" > "$1"')
    monkeypatch.setattr("mastery.cli.commands.log.input_is_terminal", lambda: True)
    said = shell("log").stderr
    assert "“yesterday 25:61” is no day or time" in said and "mastery edit" in said


def test_what_the_first_lines_say_in_the_editor_holds_beside_the_options(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(tmp_path, monkeypatch, """sed -i 's/^shareable: .*/shareable: yes/' "$1"; echo "# Chess" >> "$1" """)
    shell.ok("log", "--tag", "chess")
    assert (only(shell)["shareable"], only(shell)["tags"]) == (True, ["chess"])


def test_a_draft_of_an_entry_in_the_trash_brings_it_back(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It became a second entry in the shell, where the interface brought back the first."""
    short = shell.log("First. Text")
    editor(tmp_path, monkeypatch, """sed -i 's/Text/Better/' "$1"; exit 3""")
    shell.fails(1, "edit", short)
    shell.ok("delete", short)
    editor(tmp_path, monkeypatch, "true")
    result = shell("edit", "--draft")
    assert "Changed" in result.stdout and "With your change it is back." in result.stderr
    assert (only(shell)["body"], shell.ok("list", "--trash")) == ("Better", "")


def test_a_decision_left_as_a_draft_still_makes_its_prediction(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(tmp_path, monkeypatch, 'printf "The flat\\n\\nPrediction: We stay\\n" > "$1"; exit 3')
    shell.fails(1, "log")
    editor(tmp_path, monkeypatch, 'printf "Probability: 70 %%\\nReview on: 2027-05-01\\n" >> "$1"')
    assert "Its prediction is due Saturday 2027-05-01." in shell.ok("edit", "--draft")
    assert "We stay" in shell.ok("predict", "list")
    piped = "The job\n\nPrediction: I like it\nProbability: 60 %\nReview on: 2027-05-02\n"
    assert "Its prediction is due Sunday 2027-05-02." in shell.ok("log", "-", stdin=piped)
