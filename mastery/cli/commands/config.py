"""`mastery config`: the settings, where each comes from, and changing one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.output import DIM, PLAIN, say, show, table
from mastery.core.base.errors import BadInput

if TYPE_CHECKING:
    from mastery.host.config import Settings

SECTION, PLACE = "Set up", 10


@click.command("config")
@click.argument("key", required=False)
@click.argument("value", required=False)
@pass_context
def command(context: Context, key: str | None, value: str | None) -> None:
    """Show the settings, or set one.

    Without KEY, all of them and where each comes from, and what in the file cannot be; with KEY and VALUE, sets it.

    \b
    Examples:
      mastery config
      mastery config theme
      mastery config day_starts_at 03:00
      mastery config journals.work ~/journals/work
      mastery config keys.main.new ctrl+n
    """
    if key is not None and value is not None:
        _set(context, key, value)
    elif key is None:
        _show(context)
    else:
        values = _values(context.settings)
        if key not in values:
            raise BadInput(f"There is no setting {key!r}. There are: {', '.join(values)}.")
        show(values[key])


def _set(context: Context, key: str, value: str) -> None:
    from mastery.host.config import set_setting

    set_setting(key, value)
    context.settings_changed()
    say(f"{key} is now {_values(context.settings).get(key, value)}")
    if key == "editor" and (first := _editor_variable()):
        say(f"${first} is set, and comes first: {os.environ[first]}")
    for about, problem in _problems(context.settings):
        if about == key:
            say(f"{key}: {problem}")


def _show(context: Context) -> None:
    settings = context.settings
    rows = [(name, text, _source(settings, name)) for name, text in _values(settings).items()]
    show(table(rows, (PLAIN, PLAIN, DIM)))
    say(_journal_text(context))
    if os.environ.get("NO_COLOR"):
        say("Colours are off: $NO_COLOR is set.")
    from mastery.host.config import place_of

    for about, problem in _problems(settings):
        say(f"{place_of(about)}: {about}: {problem}")


def _values(settings: Settings) -> dict[str, str]:
    """Every setting as text, what holds several under a name of its own each: "journals.work"."""
    from mastery.host.config import SETTINGS, shown

    values: dict[str, str] = {}
    for name in SETTINGS:
        value = getattr(settings, name)
        if isinstance(value, dict):
            values.update({f"{name}.{inner}": str(one) for inner, one in value.items()})
        else:
            values[name] = shown(name, value)
    if variable := _editor_variable():
        values["editor"] = os.environ[variable]
    return values


def _source(settings: Settings, name: str) -> str:
    """Where the value comes from: a variable of the environment, the config file's path, or "default"."""
    from mastery.host.paths import config_path

    if name == "editor" and (variable := _editor_variable()):
        return f"${variable}"
    return str(config_path()) if name.partition(".")[0] in settings.sources else "default"


def _editor_variable() -> str:
    """The variable of the environment that names the editor; empty where none does."""
    return next((name for name in ("VISUAL", "EDITOR") if os.environ.get(name)), "")


def _journal_text(context: Context) -> str:
    """Which journal is in use, and what chose it."""
    name, path = context.where()
    if context.path_option:
        by = "--journal"
    elif context.name_option:
        by = "--journal-name"
    elif os.environ.get("MASTERY_JOURNAL"):
        by = "$MASTERY_JOURNAL"
    else:
        by = _source(context.settings, "default_journal")
    return f"The journal in use: {name}, in {path} ({by})"


def _problems(settings: Settings) -> Iterator[tuple[str, str]]:
    """What in the file cannot be, though it does no harm: the setting, and what is wrong with it."""
    from mastery.host.themes import theme_choices
    from mastery.host.topics import key_problems

    names = [one.name for one in theme_choices()]
    if settings.theme not in names:
        yield "theme", f"there is no theme {settings.theme!r}. There are: {', '.join(names)}."
    for one in key_problems(settings.keys):
        yield f"keys.{one.id}", one.says
