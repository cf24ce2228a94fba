"""The config: defaults without a file, clear complaints, comments kept when one value is set."""

import datetime as dt
import os
import stat
from pathlib import Path

import pytest

from mastery.core.base.errors import BadInput, MasteryError
from mastery.host.config import default_text, journal_path, load_settings, place_of, set_setting
from mastery.host.paths import config_path


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the config of this test lies."""
    path = tmp_path / "config" / "config.toml"
    monkeypatch.setenv("MASTERY_CONFIG", str(path))
    return path


def test_without_a_file_everything_has_its_default(config: Path) -> None:
    settings = load_settings()
    assert settings.day_starts_at == dt.time(4)
    assert settings.sources == {}
    assert not config.exists()


def test_the_file_as_first_made_says_the_defaults(config: Path) -> None:
    config.parent.mkdir()
    config.write_text(default_text())
    assert load_settings()._replace(sources={}) == load_settings(config.with_name("none"))._replace(sources={})
    uncommented = [
        line[2:] if " = " in line and not line.endswith(".") else line for line in default_text().splitlines()
    ]
    config.write_text("\n".join(line for line in uncommented if not line.startswith(("editor", "name"))))
    assert load_settings().theme == load_settings(config.with_name("none")).theme


def test_setting_a_value_keeps_comments_and_other_values(config: Path) -> None:
    set_setting("theme", "paper")
    config.write_text(config.read_text() + "# my own words\n")
    set_setting("day_starts_at", "03:30")
    set_setting("journals.work", "~/work")
    settings = load_settings()
    assert (settings.theme, settings.day_starts_at) == ("paper", dt.time(3, 30))
    assert settings.journals == {"work": Path.home() / "work"}
    assert "# my own words" in config.read_text()
    assert stat.S_IMODE(config_path().stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("\ncolour = 3\n", r"line 2: there is no setting 'colour'"),
        ("theme = 3\n", "line 1: theme must be a name"),
        ('day_starts_at = "25:00"\n', 'must be a time such as "04:00"'),
        ('theem = "x"\n', r"line 1: there is no setting 'theem'\. Did you mean theme\?"),
        ("[journals]\nwork = 3\n", r"line 2: journals\.work must be a folder in quotes"),
        ("\njournals = 3\n", r"line 2: journals is a table: write \[journals\]"),
        ('[mail]\n\nhots = "x"\n', r"line 3: there is no setting 'mail\.hots'\. Did you mean mail\.host\?"),
        ("[mail]\nhost = 3.5\n", r"line 2: mail\.host must be a text"),
        ('[keys]\n"main.new" = "a"\n"main.undo" = 3\n', r"line 3: keys\.main\.undo must be a key"),
        ("[keys]\nmain.undo = 3\n", r"line 2: keys\.main\.undo must be a key"),
        ("theme = \n", "cannot be understood"),
    ],
)
def test_what_is_not_understood_is_named_with_its_line(config: Path, text: str, says: str) -> None:
    config.parent.mkdir()
    config.write_text(text)
    with pytest.raises(MasteryError, match=says):
        load_settings()
    with pytest.raises(MasteryError):
        set_setting("theme", "paper")
    assert config.read_text() == text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("colour", "3"),
        ("day_starts_at", "late"),
        ("journals", "x"),
        ("theme.x", "y"),
        ("theme", "nope"),
        ("default_journal", "nope"),
        ("mail.hots", "x"),
        ("keys.main.nwe", "a"),
        ("keys.main.new", "Ctrl-A"),
    ],
)
def test_wrong_settings_are_refused(config: Path, key: str, value: str) -> None:
    with pytest.raises(BadInput):
        set_setting(key, value)
    assert not config.exists()


def test_the_journal_is_chosen_by_path_then_name_then_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    set_setting("journals.work", "/somewhere/work")
    settings = load_settings()
    assert journal_path(settings, None, None)[0] == "default"
    assert journal_path(settings, "work", None) == ("work", Path("/somewhere/work"))
    monkeypatch.setenv("MASTERY_JOURNAL", "/elsewhere/own")
    assert journal_path(settings, None, None) == ("own", Path("/elsewhere/own"))
    assert journal_path(settings, "work", None)[0] == "work"
    assert journal_path(settings, None, "/given")[1] == Path("/given")
    with pytest.raises(MasteryError, match=r"mastery config journals\.play FOLDER"):
        journal_path(settings, "play", None)


def test_keys_may_be_written_with_dots_and_a_port_as_a_number(config: Path) -> None:
    config.parent.mkdir()
    config.write_text('[mail]\nport = 587\n\n[keys]\nmain.new = "a"\n"main.undo" = "z"\n')
    settings = load_settings()
    assert settings.keys == {"main.new": "a", "main.undo": "z"}
    assert settings.mail == {"port": "587"}
    assert [place_of(f"keys.{one}").rpartition(", ")[2] for one in settings.keys] == ["line 5", "line 6"]


def test_a_key_that_is_set_is_found_again(config: Path) -> None:
    set_setting("keys.main.new", "ctrl+n")
    assert load_settings().keys == {"main.new": "ctrl+n"}


def test_the_null_device_as_config_means_the_defaults() -> None:
    assert load_settings(Path(os.devnull)).sources == {}
