"""`mastery themes`: the colour themes of the interface."""

from __future__ import annotations

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.output import CUT, PLAIN, line_width, say, show, table

SECTION, PLACE = "Set up", 20


@click.command("themes")
@pass_context
def command(context: Context) -> None:
    """List the interface's colour themes; * marks the one in use.

    \b
    Examples:
      mastery themes
      mastery config theme NAME
    """
    from mastery.store.themes import theme_specs

    chosen = context.settings.theme
    rows = [("*" * (one.name == chosen), one.name, one.says) for one in theme_specs()]
    show(table(rows, (PLAIN, PLAIN, CUT), line_width()))
    say("To choose one: mastery config theme NAME")
