"""The root: help, unknown commands, failures as one line, what is imported."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mastery.cli import COMMANDS, SECTIONS, LazyGroup, root
from mastery.cli.context import Context
from mastery.core.base.errors import MasteryError
from tests.support.cli import Shell
from tests.support.imports import HEAVY, imported
from tests.support.violations import none_of

assert isinstance(root, LazyGroup)
NAMES = root.list_commands(click.Context(root))


def test_every_file_is_a_command() -> None:
    files = [path for path in Path(COMMANDS).glob("*.py") if not path.stem.startswith("_")]
    assert len(NAMES) == len(files)
    assert {"import", "restore-backup", "log"} <= set(NAMES)


def test_every_command_has_a_heading_and_help_with_an_example() -> None:
    def has_both(name: str) -> bool:
        result = CliRunner().invoke(root, [name, "--help"])
        has_example = result.exit_code == 0 and f"mastery {name}" in result.output.partition("Example")[2]
        return has_example and root._module(name).SECTION in SECTIONS

    none_of(name for name in NAMES if not has_both(name))


def test_root_help_names_every_command_and_fits_80_columns() -> None:
    result = CliRunner().invoke(root, ["--help"], terminal_width=80)
    lines = result.output.splitlines()
    assert all(any(line.startswith(f"  {name} ") for line in lines) for name in NAMES)
    assert max(map(len, lines)) <= 80
    assert not any("..." in line for line in lines)


@pytest.mark.parametrize(
    ("typed", "meant"), [("lst", "list"), ("add", "log"), ("new", "log"), ("jrnl", "log"), ("serch", "search")]
)
def test_a_mistyped_command_is_answered_with_the_one_meant(shell: Shell, typed: str, meant: str) -> None:
    assert f"mastery {meant}" in shell.fails(2, typed)


def test_a_text_without_command_is_pointed_to_log(shell: Shell) -> None:
    assert "mastery log" in shell.fails(2, "yesterday:", "it", "rained")


def test_wrong_options_are_one_line_with_where_to_read_on(shell: Shell) -> None:
    assert "mastery list --help" in shell.fails(2, "list", "--formt", "json")
    assert "table" in shell.fails(2, "list", "--format", "xml")
    shell.fails(2, "list", "-n", "0")
    shell.fails(2, "--nonsense")
    assert "-- --x" in shell.fails(2, "log", "--x", "text")


def test_journal_and_name_exclude_each_other(shell: Shell) -> None:
    shell.fails(2, "-j", "work", "list")


def test_version() -> None:
    assert CliRunner().invoke(root, ["--version"]).output.startswith("mastery 0.")


def test_alone_without_a_terminal_it_prints_today(shell: Shell) -> None:
    assert "20 November 2026" in shell.ok()


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (MasteryError("It is so."), 1, "Error: It is so.\n"),
        (OSError(28, "No space left on device"), 1, "Error: No space left on device.\n"),
        (PermissionError(13, "Permission denied", "/x"), 1, "Error: /x: permission denied.\n"),
        (KeyboardInterrupt(), 130, "\n"),
        (BrokenPipeError(), 0, ""),
    ],
)
def test_failures(shell: Shell, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, line: str) -> None:
    def fail(context: Context) -> None:
        raise error

    monkeypatch.setattr(Context, "journal", fail)
    result = shell("list")
    assert (result.exit_code, result.stderr) == (code, line)


def test_the_command_line_imports_nothing_heavy() -> None:
    assert not imported("import mastery.cli, mastery.__main__") & set(HEAVY)


def test_log_imports_nothing_heavy(tmp_path: Path) -> None:
    code = f"""
import contextlib, io
from mastery.__main__ import main
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
    main(["--journal", {str(tmp_path / "j")!r}, "log", "A thought. With #tags"])
"""
    modules = imported(code)
    assert (tmp_path / "j" / "journal.log").exists()
    assert not modules & set(HEAVY)
    assert not any(
        name.startswith(("mastery.exchange", "mastery.tui", "mastery.core.writing.query")) for name in modules
    )


def test_a_closed_pipe_is_quiet(shell: Shell) -> None:
    for number in range(3):
        shell.log(f"entry {number}", "x" * 40_000)
    run = subprocess.run(
        f"{sys.executable} -m mastery --journal {shell.folder} list --format md | head -c 10",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""


def test_a_date_that_was_not_understood_is_told_beside_what_was_kept(shell: Shell) -> None:
    done = shell("log", "yestrday: Swam")
    assert done.exit_code == 0 and "yestrday: Swam" in done.stdout
    assert "“yestrday” is no day or time" in done.stderr and "mastery edit " in done.stderr
    assert shell("log", "yesterday: Swam").stderr == ""


@pytest.mark.parametrize(
    ("args", "env"),
    [
        (["--journal", "~no-such-person/j", "list"], {}),
        (["list"], {"MASTERY_JOURNAL": "~no-such-person/j"}),
        (["list"], {"MASTERY_CONFIG": "~no-such-person/c.toml"}),
        (["config", "theme", "dusk"], {"MASTERY_CONFIG": "~no-such-person/c.toml"}),
        (["config", "journals.work", "~no-such-person/j"], {}),
        (["import", "--from", "jrnl", "~no-such-person/x"], {}),
        (["import", "--from", "dayone", "~no-such-person/x"], {}),
        (["export", "--to", "json", "--output", "~no-such-person/x"], {}),
        (["demo", "--keep", "~no-such-person/x"], {}),
    ],
)
def test_the_home_of_nobody_is_named_wherever_a_path_is_given(args: list[str], env: dict[str, str]) -> None:
    result = CliRunner().invoke(root, args, env=env, obj=Context())
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit), result.exception
    assert result.stderr == "Error: '~no-such-person' is nobody's home folder here. Write the whole path.\n"


def test_a_journal_in_a_folder_whose_name_is_not_utf_8_can_be_exported(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "caf\udce9")
    shell.log("An entry.")
    shell.ok("predict", "add", "It rains", "-p", "60", "--by", "2026-12-24")
    for form in ("html", "ical", "json", "jrnl", "csv"):
        shell.ok("export", "--to", form, "--output", str(tmp_path / f"out.{form}"))
    assert "caf?" in (tmp_path / "out.html").read_text("utf-8")


@pytest.mark.parametrize(
    "args",
    [
        ("feedback", "show", "9" * 5000),
        ("share", "--show", "9" * 5000),
        ("predict", "add", "It rains", "-p", "60", "--by", ""),
        ("share", "ana", "--ask", "half a \udcff"),
        ("share", "ana", "--note", "half a \udcff"),
    ],
)
def test_what_nobody_can_mean_is_refused_in_one_line(tmp_path: Path, args: tuple[str, ...]) -> None:
    shell = Shell(tmp_path / "j")
    shell.ok("mentor", "add", "Ana", "--tag", "x")
    assert shell.fails(2, *args).count("\n") == 1


def test_a_width_of_five_thousand_digits_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = Shell(tmp_path / "j")
    shell.log("An entry.")
    monkeypatch.setenv("COLUMNS", "9" * 5000)
    assert "An entry." in shell.ok("list")
