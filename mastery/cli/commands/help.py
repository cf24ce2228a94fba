"""`mastery help`: the commands, the help of one of them, and topics that no command has for itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.output import CUT, PLAIN, line_width, say, show, table
from mastery.core.base.errors import BadInput
from mastery.core.base.phrases import iso_day

SECTION, PLACE = "Set up", 5

DATES = (
    "today", "yesterday", "monday", "last friday", "next monday", "3 days ago", "a week ago", "last month",
    "in 2 weeks", "20 nov", "nov 20 2025", "20.11.2025", "2025-11-20",
)  # fmt: skip
"""Phrases whose meaning is shown."""

CADENCES = (
    "daily", "weekdays", "weekends", "mon,wed,fri", "every 3 days", "every 2 weeks on tue", "3/week", "weekly",
    "10/month", "150min/week", "2h/week", "RRULE:FREQ=MONTHLY;BYDAY=1MO",
)  # fmt: skip


@click.command("help")
@click.argument("words", nargs=-1, metavar="[COMMAND | TOPIC]…")
@pass_context
@click.pass_context
def command(ctx: click.Context, context: Context, words: tuple[str, ...]) -> None:
    """Show the commands, the help of one, or of a topic.

    \b
    Topics: dates, search, tags, cadences, formats, keys, files.

    \b
    Examples:
      mastery help
      mastery help goal add
      mastery help cadences
    """
    if not words:
        root = ctx.find_root()
        show(root.get_help())
        show("\nTopics: " + ", ".join(_topics()) + ". As in: mastery help dates")
    elif words[0].casefold() in _topics():
        name = words[0].casefold()
        show(topic_text(context, name))
        if isinstance(group := ctx.find_root().command, click.Group) and name in group.list_commands(ctx):
            say(f"The command: mastery {name} --help")
    else:
        show(command_help(ctx.find_root(), words))


def command_help(root: click.Context, words: Sequence[str]) -> str:
    """The help of a command by its words: "goal", "add". Raises BadInput where there is none."""
    found = root
    for at, word in enumerate(words):
        group = found.command
        inner = group.get_command(found, word) if isinstance(group, click.Group) else None
        if inner is None:
            raise BadInput(_unknown(found, word, is_first=at == 0))
        found = click.Context(inner, info_name=word, parent=found, color=root.color)
    return found.get_help()


def _unknown(group: click.Context, word: str, *, is_first: bool) -> str:
    from mastery.cli.meant import meant, meant_within

    if not isinstance(group.command, click.Group):
        return f"`{group.command_path}` has no commands of its own. See: {group.command_path} --help"
    names = group.command.list_commands(group)
    if is_first:
        guess = meant(word, [*names, *(f"help {one}" for one in _topics())])
        more = f"Did you mean: {guess}?" if guess else f"Topics: {', '.join(_topics())}. Commands: mastery help"
        return f"There is no command and no topic {word!r}. {more}"
    guess = meant_within(group.command_path, word, names)
    more = f"Did you mean: {guess}?" if guess else f"There are: {', '.join(names)}."
    return f'There is no "{group.command_path} {word}". {more}'


def _topics() -> list[str]:
    from mastery.host.topics import topics

    return list(topics())


def topic_text(context: Context, name: str) -> str:
    """A topic, with what the program itself knows filled in."""
    from mastery.core.base.records import KINDS
    from mastery.host.topics import topics

    fillings: dict[str, Callable[[Context], str]] = {
        "{dates}": _dates,
        "{cadences}": _cadences,
        "{formats}": _formats,
        "{keys}": _keys,
        "{places}": _places,
        "{kinds}": lambda context: ", ".join(KINDS),
        "{day_starts_at}": lambda context: f"{context.settings.day_starts_at:%H:%M}",
    }
    text = topics()[name].rstrip("\n")
    for mark, fill in fillings.items():
        if mark in text:
            text = text.replace(mark, fill(context))
    return text


def _rows(rows: Sequence[Sequence[str]], *, whole: bool = False) -> str:
    """Rows under each other, a little to the right; cut where the terminal ends, unless they are wanted `whole`."""
    width = None if whole else line_width()
    lines = table(rows, (PLAIN, *[CUT] * (len(rows[0]) - 1)), width - 2 if width else None)
    return "\n".join(f"  {line}" for line in lines.split("\n"))


def _dates(context: Context) -> str:
    from mastery.core.base.when import parse_day

    today = context.now().day
    found = [(one, parse_day(one, today)) for one in DATES]
    return _rows([(typed, iso_day(day)) for typed, day in found])


def _cadences(context: Context) -> str:
    from mastery.core.practices.cadence import parse_cadence, said

    return _rows([(one, said(parse_cadence(one))) for one in CADENCES])


def _formats(context: Context) -> str:
    from mastery.exchange import formats

    ways = {(True, True): "in and out", (True, False): "in", (False, True): "out"}
    return _rows([(one.name, ways[one.is_readable, one.write is not None], one.says) for one in formats().values()])


def _keys(context: Context) -> str:
    from mastery.core.base.keys import keys_of
    from mastery.host.topics import interface_keys

    chosen = context.settings.keys
    return _rows(
        [
            (one.id, ", ".join(keys_of(chosen[one.id])) if one.id in chosen else ", ".join(one.keys), one.says)
            for one in interface_keys()
        ]
    )


def _places(context: Context) -> str:
    from mastery.host.paths import config_folder, config_path

    name, path = context.where()
    themes, prompts, templates = (str(config_folder() / one) for one in ("themes", "prompts", "templates"))
    return _rows(
        [
            (f"the journal {name}", str(path)),
            ("the config", str(config_path())),
            ("themes of your own", themes),
            ("prompts of your own", prompts),
            ("templates of your own", templates),
        ],
        whole=True,
    )
