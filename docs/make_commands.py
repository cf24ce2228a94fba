"""Writes docs/commands.md of the program's own help: `python docs/make_commands.py`. A test looks whether it is so."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from mastery.cli import SECTIONS, LazyGroup, root
from mastery.cli.commands.help import command_help

PAGE = Path(__file__).with_name("commands.md")

HEAD = """\
# Every command

What `mastery COMMAND --help` says, for each command. This page is made by `python docs/make_commands.py`.
`mastery help TOPIC` tells of dates, search, tags, cadences, formats, keys and files.
"""

WIDTH = 80


def page() -> str:
    """The page."""
    own = {**root.context_settings, "max_content_width": WIDTH}
    context = click.Context(root, info_name="mastery", terminal_width=WIDTH, **own)
    parts = [HEAD, _contents(context), _one(context, ())]
    parts += [_one(context, words) for words in _commands(context)]
    return "\n".join(parts)


def _names(context: click.Context) -> list[str]:
    """The commands as the help lists them: under their headings, in the order of use."""
    assert isinstance(root, LazyGroup)
    places = {name: root.place_of(name) for name in root.list_commands(context)}
    return sorted(places, key=lambda name: (SECTIONS.index(places[name][0]), places[name][1], name))


def _commands(context: click.Context) -> Iterator[tuple[str, ...]]:
    for name in _names(context):
        yield (name,)
        command = root.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((name, inner) for inner in command.list_commands(context))


def _contents(context: click.Context) -> str:
    assert isinstance(root, LazyGroup)
    lines = []
    for section in SECTIONS:
        links = [f"[{name}](#mastery-{name})" for name in _names(context) if root.place_of(name)[0] == section]
        lines += [f"- {section}: {', '.join(links)}"] * bool(links)
    return "\n".join([*lines, ""])


def _one(context: click.Context, words: Sequence[str]) -> str:
    depth = "##" if len(words) < 2 else "###"
    lines = [line.rstrip() for line in command_help(context, words).rstrip().split("\n")]
    return "\n".join([f"{depth} {' '.join(('mastery', *words))}", "", "```", *lines, "```", ""])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
