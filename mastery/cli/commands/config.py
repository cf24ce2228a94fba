"""`mastery config`: the settings, where each comes from, and changing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.output import DIM, PLAIN, say, show, table
from mastery.core.errors import BadInput

if TYPE_CHECKING:
    from mastery.store.config import Settings

SECTION, PLACE = "Set up", 10


@click.command("config")
@click.argument("key", required=False)
@click.argument("value", required=False)
@pass_context
def command(context: Context, key: str | None, value: str | None) -> None:
    """Show the settings, or set one.

    Without KEY, all of them and where each comes from; with KEY and VALUE, sets it.

    \b
    Examples:
      mastery config
      mastery config theme
      mastery config day_starts_at 03:00
      mastery config journals.work ~/journals/work
    """
    if key is not None and value is not None:
        from mastery.store.config import set_setting

        set_setting(key, value)
        context.settings_changed()
        say(f"{key} is now {_values(context.settings).get(key, value)}")
        return
    settings = context.settings
    values = _values(settings)
    if key is None:
        show(table([(name, text, _source(settings, name)) for name, text in values.items()], (PLAIN, PLAIN, DIM)))
        name, path = context.where()
        say(f"The journal in use: {name}, in {path}")
    elif key in values:
        click.echo(values[key])
    else:
        raise BadInput(f"There is no setting {key!r}. There are: {', '.join(values)}.")


def _values(settings: Settings) -> dict[str, str]:
    """Every setting as text, what holds several under a name of its own each: "journals.work"."""
    from mastery.store.config import SETTINGS, shown

    values: dict[str, str] = {}
    for name in SETTINGS:
        value = getattr(settings, name)
        if isinstance(value, dict):
            values.update({f"{name}.{inner}": str(one) for inner, one in value.items()})
        else:
            values[name] = shown(name, value)
    return values


def _source(settings: Settings, name: str) -> str:
    """Where the value comes from: "default", or the config file's path."""
    from mastery.store.config import config_path

    return str(config_path()) if name.partition(".")[0] in settings.sources else "default"
