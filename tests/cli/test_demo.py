"""`mastery demo`: a sample journal that touches nothing of one's own."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mastery.cli import root
from mastery.cli.context import Context
from mastery.core.goals.goal import Goal
from mastery.host.config import Settings, load_settings, set_setting
from mastery.host.themes import theme_choices
from tests.support.cli import Shell
from tests.support.journals import StillClock, entry


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_without_a_terminal_it_prints_the_day_and_leaves_nothing(own_home: Path, temporary: Path) -> None:
    result = CliRunner().invoke(root, ["demo"], obj=Context(clock=StillClock()))
    assert result.exit_code == 0
    assert "Spanish words" in result.stdout and "Journaling" in result.stdout
    assert "mastery demo --keep FOLDER" in result.stderr
    assert files(own_home) == {} and list(temporary.iterdir()) == []


def in_interface(act: "Act", monkeypatch: pytest.MonkeyPatch) -> Result:
    """The result of `mastery demo` in a terminal, where a person does something in the interface."""
    monkeypatch.setattr("mastery.cli.commands.demo.output_is_terminal", lambda: True)
    context = Context(clock=StillClock(), interface=act)
    result = CliRunner().invoke(root, ["demo"], obj=context)
    assert result.exit_code == 0, result.output
    return result


class Act:
    """What is done in the interface."""

    def __init__(self) -> None:
        self.path = Path()
        self.settings: Settings | None = None

    def __call__(self, context: Context) -> None:
        journal = context.journal()
        self.path, self.settings = journal.path, context.settings
        assert len(journal.records(Goal)) == 3
        assert oct(self.path.parent.stat().st_mode)[-3:] == "700"
        journal.add(entry("Written in the sample"))
        set_setting("theme", "paper")
        self.themes = [one.name for one in theme_choices()]


def test_the_interface_opens_on_it_and_it_is_gone_afterwards(
    own_home: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = Act()
    said = in_interface(act, monkeypatch).stderr
    assert str(act.path.parent) in said and "gone" in said
    assert act.path.is_relative_to(temporary)
    assert files(own_home) == {} and list(temporary.iterdir()) == []
    assert "MASTERY_CONFIG" not in os.environ


def test_ones_own_journal_and_config_are_as_they_were(
    shell: Shell, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.log("My own.")
    shell.ok("config", "journals.work", str(shell.folder))
    shell.ok("config", "mail.host", "smtp.example.org")
    themes = own_home / "xdg_config_home" / "mastery" / "themes"
    themes.mkdir()
    dusk = next(Path(__file__).parents[2].glob("themes/dusk.toml")).read_text()
    (themes / "own.toml").write_text(dusk.replace('"dusk"', '"own"'))
    set_setting("theme", "own")
    before = files(own_home), files(shell.folder)
    act = Act()
    in_interface(act, monkeypatch)
    assert (files(own_home), files(shell.folder)) == before
    assert load_settings().theme == "own"
    assert act.settings is not None
    assert (act.settings.journals, act.settings.mail, act.settings.theme) == ({}, {}, "own")
    assert "own" in act.themes


def test_it_is_gone_though_the_interface_failed(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(context: Context) -> None:
        raise SystemExit(143)

    monkeypatch.setattr("mastery.cli.commands.demo.output_is_terminal", lambda: True)
    context = Context(clock=StillClock(), interface=fail)
    assert CliRunner().invoke(root, ["demo"], obj=context).exit_code == 143
    assert list(temporary.iterdir()) == []


def test_kept_it_is_a_journal_like_any_other(shell: Shell, tmp_path: Path, own_home: Path) -> None:
    folder = tmp_path / "sample"
    said = shell.ok("demo", "--keep", str(folder))
    assert f"mastery --journal {folder}" in said
    assert files(own_home) == {}
    kept = Shell(folder)
    assert "Spanish words" in kept.ok("today")
    assert "warn" not in kept.ok("doctor")
    assert "is not empty" in shell.fails(1, "demo", "--keep", str(folder))
    (tmp_path / "file").write_text("")
    shell.fails(1, "demo", "--keep", str(tmp_path / "file"))
