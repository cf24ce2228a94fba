"""What the shell completes besides commands and options: names of goals, practices, models and mentors, tags, formats,
templates, settings and their values, topics.

Names come from the journal's outline, so that no key waits for a journal to be read; if anything is wrong, there are
none, and no message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import click
from click.shell_completion import CompletionItem

from mastery.cli.context import Context
from mastery.cli.printing.output import one_line
from mastery.cli.shells import is_word
from mastery.core.base.controls import visible
from mastery.core.base.errors import MasteryError

Found = Iterable[tuple[str, str]]
"""What can be typed, and what it is."""

Finder = Callable[[Context, click.Context], Found]

WORDS = 4
"""The most words of a model's sentence to type for it."""


def names(
    table: str, field: str = "title", *, is_over: Callable[[dict[str, Any], str], bool] = lambda fields, today: False
) -> Finder:
    """Completes the names of a kind of record, sorted, without those that are over.

    The outline must know the table, the field with the name and what `is_over` looks at (`KNOWN`). `is_over` gets these
    fields of a record and today's date, "2026-11-24".
    """

    def found(context: Context, ctx: click.Context) -> Found:
        return sorted(_typed(context, table, field, is_over))

    return found


def _typed(context: Context, table: str, field: str, is_over: Callable[[dict[str, Any], str], bool]) -> Found:
    from mastery.core.base.names import slug

    today, outline = str(context.journal().today()), context.journal().outline()
    for fields in outline.living(table).values() if outline is not None else ():
        title = str(fields.get(field, ""))
        if slug(title) and not is_over(fields, today):
            yield "-".join(slug(title).split("-")[: WORDS if table == "models" else None]), " ".join(title.split())


goals = names("goals")
practices = names("practices", is_over=lambda fields, today: str(fields.get("until") or today) < today)
models = names("models", "statement", is_over=lambda fields, today: bool(fields.get("ended")))
mentors = names("mentors", "name")


def tags(context: Context, ctx: click.Context) -> Found:
    """The tags."""
    outline = context.journal().outline()
    return [(one, "") for one in outline.tags] if outline is not None else []


def formats_in(context: Context, ctx: click.Context) -> Found:
    """The formats that can be read."""
    from mastery.exchange import formats

    return [(one.name, one.says) for one in formats().values() if one.is_readable]


def formats_out(context: Context, ctx: click.Context) -> Found:
    """The formats that can be written."""
    from mastery.exchange import formats

    return [(one.name, one.says) for one in formats().values() if one.write is not None]


def templates(context: Context, ctx: click.Context) -> Found:
    """The templates of entries."""
    from mastery.host.packs import load_templates

    return [(one.key, one.name) for one in load_templates().templates]


def journals(context: Context, ctx: click.Context) -> Found:
    """The journals of the config."""
    from mastery.host.config import DEFAULT_JOURNAL

    return [(name, "") for name in dict.fromkeys([DEFAULT_JOURNAL, *context.settings.journals])]


def settings(context: Context, ctx: click.Context) -> Found:
    """The settings, and those that are in tables."""
    from mastery.host.config import SETTINGS
    from mastery.host.topics import interface_keys

    for name, one in SETTINGS.items():
        if not one.is_table:
            yield name, one.says
    yield from ((f"mail.{name}", "") for name in SETTINGS["mail"].names)
    yield from ((f"journals.{name}", "") for name in context.settings.journals)
    yield from ((f"keys.{one.id}", one.says) for one in interface_keys())


def values(context: Context, ctx: click.Context) -> Found:
    """The values of the setting that was typed, where there are some to choose from."""
    from mastery.core.base.clock import WEEKDAYS
    from mastery.host.themes import theme_choices

    key = ctx.params.get("key")
    if key == "theme":
        return list(theme_choices())
    if key == "default_journal":
        return journals(context, ctx)
    days = [(one, "") for one in WEEKDAYS]
    return {"journaling": [("yes", ""), ("no", "")], "week_starts": days, "review_day": [*days, ("never", "")]}.get(
        str(key), []
    )


def help_words(context: Context, ctx: click.Context) -> Found:
    """Commands and topics; after a group its commands."""
    from mastery.host.topics import topics

    found = ctx.find_root()
    for word in ctx.params.get("words") or ():
        inner = found.command.get_command(found, word) if isinstance(found.command, click.Group) else None
        if not isinstance(inner, click.Group):
            return []
        found = click.Context(inner, info_name=word, parent=found)
    assert isinstance(found.command, click.Group)
    names = [(name, "") for name in found.command.list_commands(found)]
    return names if ctx.params.get("words") else [*names, *((name, "a topic") for name in topics())]


OPTIONS: dict[str, Finder] = {
    "--goal": goals,
    "--model": models,
    "--tag": tags,
    "--mentor": mentors,
    "--template": templates,
    "--journal-name": journals,
}
"""Options, of whatever command."""

ONES: dict[tuple[str, str], Finder] = {
    ("import", "name"): formats_in,
    ("export", "name"): formats_out,
    ("done", "name"): practices,
    ("streak", "name"): practices,
    ("goal", "name"): goals,
    ("practice", "name"): practices,
    ("model", "name"): models,
    ("mentor", "name"): mentors,
    ("share", "mentor"): mentors,
    ("config", "key"): settings,
    ("config", "value"): values,
    ("help", "words"): help_words,
}
"""Parameters of a command, or of a group's commands, by their names in Python."""

FILES = {"FILE": "file", "PATH": "file", "FOLDER": "dir"}
"""What the shell completes by itself, by a word of how a parameter is called in the help."""


def teach(name: str, command: click.Command) -> None:
    """Lets the parameters of a command, and of its commands, be completed."""
    for parameter in command.params:
        finder = ONES.get((name, parameter.name or "")) if not _makes(command) else None
        finder = finder or next((OPTIONS[one] for one in parameter.opts if one in OPTIONS), None)
        if finder is not None:
            parameter.shell_complete = partial(_completed, finder)  # type: ignore[method-assign]
        kind = next(
            (kind for word, kind in FILES.items() if word in re.findall("[A-Z]+", parameter.metavar or "")), None
        )
        if kind is not None:
            parameter.shell_complete = partial(_file, kind)  # type: ignore[method-assign]
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        teach(name, inner)


def _makes(command: click.Command) -> bool:
    """Whether it makes a record, with a new name."""
    return command.name == "add"


def _completed(finder: Finder, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
    """The completions that begin with what was typed so far."""
    typed = incomplete.casefold()
    try:
        found = [one for one in _found(finder, ctx) if one[0].casefold().startswith(typed)]
    except (MasteryError, OSError):
        return []
    return [CompletionItem(value, help=visible(one_line(says)) or None) for value, says in found if is_word(value)]


def _found(finder: Finder, ctx: click.Context) -> Found:
    root = ctx.find_root()
    context = root.obj if isinstance(root.obj, Context) else Context()
    context.path_option, context.name_option = root.params.get("path"), root.params.get("name")
    return finder(context, ctx)


def _file(kind: str, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
    """The shell completes it by itself."""
    return [CompletionItem(incomplete, type=kind)]
