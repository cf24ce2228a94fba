"""Words that are no command are answered with the one that is meant, in one line."""

import click
import pytest

from mastery.cli import LazyGroup, root
from mastery.cli.meant import COMMANDS, WITHIN, meant, meant_within
from tests.support.cli import Shell
from tests.support.violations import none_of

assert isinstance(root, LazyGroup)
CONTEXT = click.Context(root)
NAMES = root.list_commands(CONTEXT)
GROUPS = {
    name: one.list_commands(CONTEXT)
    for name in NAMES
    if isinstance(one := root.get_command(CONTEXT, name), click.Group)
}


def test_what_is_meant_is_there() -> None:
    def is_there(word: str) -> bool:
        command, *more = COMMANDS[word].format(word).split() or ["--help"]
        is_within = command not in GROUPS or not more or more[0] in GROUPS[command]
        return word not in NAMES and command in [*NAMES, "--version", "--help"] and is_within

    none_of(f"{word}: {COMMANDS[word]}" for word in COMMANDS if not is_there(word))


def test_what_is_meant_within_a_group_is_there() -> None:
    there = {name for names in GROUPS.values() for name in names}
    none_of(f"{word}: {meant}" for word, meant in WITHIN.items() if there.isdisjoint(meant))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("add", "Rain."), "mastery log"),
        (("diary",), "mastery log"),
        (("lesson", "Sleep"), "mastery log --kind lesson"),
        (("week",), "mastery review week"),
        (("export-json",), "mastery export --to json"),
        (("habit",), "mastery practice"),
        (("serch",), "mastery search"),
        (("goal", "new", "Spanish"), "mastery goal add"),
        (("goal", "shwo"), "mastery goal show"),
        (("practice", "done", "guitar"), "mastery done"),
        (("practice", "remove", "guitar"), "mastery practice delete"),
        (("model", "visit"), "mastery model revisit"),
        (("predict", "answer"), "mastery predict resolve"),
        (("mentor", "rm", "ana"), "mastery mentor remove"),
    ],
)
def test_the_right_command_is_told(shell: Shell, typed: tuple[str, ...], meant: str) -> None:
    assert f"Did you mean: {meant}" in shell.fails(2, *typed)


def test_where_nothing_is_near_the_commands_are_told(shell: Shell) -> None:
    assert "There are: add, edit, list" in shell.fails(2, "goal", "xyzzy")
    assert "mastery --help" in shell.fails(2, "xyzzy")


def test_two_that_are_near_are_both_told() -> None:
    assert meant("tagss", ["tags", "tag-s"]) == "mastery tags or mastery tag-s"
    assert meant_within("mastery goal", "lst", ["list", "last"]) == "mastery goal list or mastery goal last"
