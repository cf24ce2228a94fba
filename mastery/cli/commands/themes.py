"""`mastery themes`: the colour themes of the interface."""

from __future__ import annotations

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.output import CUT, PLAIN, line_width, say, show, table

SECTION, PLACE = "Set up", 20


@click.command("themes")
@pass_context
def command(context: Context) -> None:
    """List the interface's colour themes; * marks the one in use.

    \b
    Examples:
      mastery themes
      mastery config theme daylight
    """
    from mastery.host.themes import load_themes, theme_choices

    chosen = context.settings.theme
    show(table([("*" * (one.name == chosen), *one) for one in theme_choices()], (PLAIN, PLAIN, CUT), line_width()))
    for problem in load_themes().problems:
        say(problem)
    say("To choose one: mastery config theme NAME")
