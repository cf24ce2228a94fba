"""`mastery help`: the commands, one of them, and topics that the program fills in with what it really understands."""

from collections.abc import Iterator

import click
import pytest

from mastery.cli import LazyGroup, root
from mastery.cli.commands.help import CADENCES, DATES, command
from mastery.exchange import formats
from mastery.host.topics import interface_keys, topics
from tests.support.cli import Shell
from tests.support.violations import none_of

assert isinstance(root, LazyGroup)
NAMES = root.list_commands(click.Context(root))


def test_alone_it_lists_the_commands_and_the_topics(shell: Shell) -> None:
    said = shell.ok("help")
    assert all(f"  {name} " in said for name in NAMES)
    assert "Topics: cadences, dates" in said


def test_a_command_and_a_command_of_a_group(shell: Shell) -> None:
    assert shell.ok("help", "log").startswith("Usage: mastery log [OPTIONS]")
    assert shell.ok("help", "goal", "add").startswith("Usage: mastery goal add [OPTIONS] TITLE")
    assert shell.ok("help", "restore-backup").startswith("Usage: mastery restore-backup")


def test_the_commands_of_a_group_are_said_whole(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong() -> Iterator[str]:
        for name in NAMES:
            commands = shell.ok("help", name).partition("\nCommands:\n")[2].splitlines()
            yield from (f"{name}: {line}" for line in commands if line.endswith("...") or len(line) > 80)
            if bool(commands) is not isinstance(root.get_command(click.Context(root), name), click.Group):
                yield f"{name}: {len(commands)} commands"

    monkeypatch.setenv("COLUMNS", "80")
    none_of(wrong())


def test_a_topic_fits_eighty_columns_and_is_filled_in(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong() -> Iterator[str]:
        for name in topics():
            for line in shell.ok("help", name).splitlines():
                if "{" in line or (len(line) > 80 and "  /" not in line):  # paths are never cut
                    yield f"{name}: {line}"
            if name not in str(command.help):
                yield f"{name}: not in the help of help"
            if name in NAMES and name not in ("search", "tags"):
                yield f"{name}: a command is called so too"

    monkeypatch.setenv("COLUMNS", "80")
    none_of(wrong())


def test_topics_hold_what_the_program_understands(shell: Shell) -> None:
    assert "yesterday    Thursday 2026-11-19" in shell.ok("help", "dates")
    assert "last friday  Friday 2026-11-13" in shell.ok("help", "dates")
    assert all(f"  {one} " in shell.ok("help", "dates") for one in DATES)
    assert all(f"  {one} " in shell.ok("help", "cadences") for one in CADENCES)
    assert all(f"  {one} " in shell.ok("help", "formats") for one in formats())
    assert all(f"  {one.id} " in shell.ok("help", "keys") for one in interface_keys())
    assert str(shell.folder) in shell.ok("help", "files")


def test_keys_are_those_that_hold(shell: Shell) -> None:
    shell.ok("config", "keys.main.new", "ctrl+n")
    assert (
        next(line for line in shell.ok("help", "keys").splitlines() if line.startswith("  main.new ")).split()[1]
        == "ctrl+n"
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("gaol",), "Did you mean: mastery goal?"),
        (("cadence",), "mastery help cadences"),
        (("xyzzy",), "Topics: cadences"),
        (("goal", "new"), "Did you mean: mastery goal add?"),
        (("log", "x"), "has no commands of its own"),
    ],
)
def test_what_there_is_not_is_answered_with_what_is_meant(shell: Shell, words: tuple[str, ...], says: str) -> None:
    assert says in shell.fails(2, "help", *words)
