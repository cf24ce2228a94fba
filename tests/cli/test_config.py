"""`mastery config`: what holds, where it comes from, and what cannot be."""

from pathlib import Path

import pytest

from tests.support.cli import Shell


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the config of this test lies."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("MASTERY_CONFIG", str(path))
    return path


def row(shell: Shell, name: str) -> list[str]:
    """The row of a setting: its value and where it comes from."""
    return next(line.split()[1:] for line in shell.ok("config").splitlines() if line.split()[0] == name)


def test_values_say_where_they_come_from(shell: Shell, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert row(shell, "theme") == ["dusk", "default"]
    shell.ok("config", "theme", "paper")
    assert row(shell, "theme") == ["paper", str(config)]
    shell.ok("config", "editor", "vim")
    assert row(shell, "editor") == ["vim", str(config)]
    monkeypatch.setenv("EDITOR", "nano")
    assert row(shell, "editor") == ["nano", "$EDITOR"]
    monkeypatch.setenv("VISUAL", "micro")
    assert row(shell, "editor") == ["micro", "$VISUAL"]
    assert "$VISUAL is set, and comes first: micro" in shell("config", "editor", "vi").stderr


def test_the_journal_in_use_says_what_chose_it(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert f"The journal in use: journal, in {shell.folder} (--journal)" in shell("config").stderr
    assert "Colours" not in shell("config").stderr
    monkeypatch.setenv("NO_COLOR", "1")
    assert "Colours are off: $NO_COLOR is set." in shell("config").stderr


def test_what_cannot_be_is_named_with_its_line(shell: Shell, config: Path) -> None:
    config.write_text('theme = "mauve"\n\n[keys]\n"main.new" = "u"\n"main.nwe" = "x"\n"goals.add" = "C-x"\n')
    said = shell("config").stderr
    assert f"{config}, line 1: theme: there is no theme 'mauve'. There are: " in said
    assert f"{config}, line 4: keys.main.new: u is also the key of main.undo (Take back the last change)" in said
    assert f"{config}, line 5: keys.main.nwe: there is no key of this name; did you mean main.new?" in said
    assert f"{config}, line 6: keys.goals.add: 'C-x' is no key" in said
    shell.log("Capturing goes on all the same.")


def test_a_key_that_does_two_things_is_said_when_it_is_set(shell: Shell) -> None:
    result = shell("config", "keys.main.new", "u")
    assert result.exit_code == 0
    assert "keys.main.new is now u" in result.stderr
    assert "also the key of main.undo" in result.stderr


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("theme", "mauve", "There are: daylight"),
        ("default_journal", "work", "mastery config journals.work FOLDER"),
        ("keys.main.nwe", "a", "did you mean main.new?"),
        ("keys.main.new", "Ctrl-A", "is no key"),
        ("mail.hots", "x", "Did you mean mail.host?"),
        ("them", "paper", "Did you mean theme?"),
        ("journals", "x", "mastery config journals.NAME VALUE"),
        ("review_day", "someday", 'a weekday such as "sunday"'),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_allowed(shell: Shell, key: str, value: str, says: str) -> None:
    assert says in shell.fails(2, "config", key, value)
