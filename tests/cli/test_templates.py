"""Templates in the shell: written with `mastery log --template`, listed by `mastery templates`."""

import json
from pathlib import Path

import pytest

from mastery.host.paths import config_folder
from tests.support.cli import Shell


def test_a_template_opens_in_the_editor_and_a_decision_becomes_a_prediction(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        "#!/bin/sh\nsed -i -e 's/^# $/# Which flat/' -e 's/^Prediction:/Prediction: We stay three years/' "
        "-e 's/^Probability:/Probability: 75 %/' -e 's/^Review on:/Review on: 2027-05-01/' \"$1\"\n"
    )
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    said = shell.ok("log", "--template", "decision")
    assert "Which flat" in said and "Its prediction is due Saturday 2027-05-01." in said
    text = shell.ok("show", "last")
    assert "Prediction: We stay three years" in text and "## Which options" not in text
    (found,) = json.loads(shell.ok("predict", "list", "--format", "json"))
    assert (found["probability"], found["by"]) == (75, "2027-05-01")
    assert found["entry"] == json.loads(shell.ok("list", "--format", "json"))[0]["id"]


def test_a_template_nothing_was_typed_into_is_not_kept(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true")
    assert shell("log", "--template", "lesson").exit_code != 0
    assert shell.ok("list") == ""


def test_the_templates_are_listed_with_where_ones_own_go(shell: Shell) -> None:
    result = shell("templates")
    assert "left-hand-column" in result.stdout and "after-action review" in result.stdout
    assert str(config_folder() / "templates") in result.stderr
