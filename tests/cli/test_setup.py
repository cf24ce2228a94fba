"""config, themes, completion, named journals."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from mastery.cli import root
from tests.support.cli import Shell


def test_config(shell: Shell) -> None:
    assert "day_starts_at" in shell.ok("config")
    assert shell.ok("config", "day_starts_at") == "04:00\n"
    shell.ok("config", "day_starts_at", "03:00")
    assert shell.ok("config", "day_starts_at") == "03:00\n"
    assert "config.toml" in shell.ok("config")


def test_config_that_makes_no_sense(shell: Shell) -> None:
    shell.fails(2, "config", "nonsense")
    assert shell("config", "day_starts_at", "noon").exit_code in (1, 2)
    assert shell("config", "nonsense", "1").exit_code in (1, 2)


def test_named_journals(shell: Shell, tmp_path: Path) -> None:
    shell.ok("config", "journals.work", str(tmp_path / "work"))
    runner = CliRunner()
    assert runner.invoke(root, ["-j", "work", "log", "At work"]).exit_code == 0
    assert (tmp_path / "work" / "journal.log").exists()
    assert "At work" in runner.invoke(root, ["-j", "work", "list"]).stdout
    result = runner.invoke(root, ["-j", "nonsense", "list"])
    assert result.exit_code in (1, 2) and "nonsense" in result.stderr


def test_themes(shell: Shell) -> None:
    lines = shell.ok("themes").splitlines()
    assert len(lines) >= 6
    assert sum(line.startswith("*") for line in lines) == 1


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion(shell: Shell, name: str) -> None:
    assert "_MASTERY_COMPLETE" in shell.ok("completion", name)


def test_completion_of_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_MASTERY_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "mastery re")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert "restore-backup" in CliRunner().invoke(root, [], prog_name="mastery").output
