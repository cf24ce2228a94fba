"""`mastery templates`: what an entry can begin with."""

from __future__ import annotations

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.output import CUT, PLAIN, line_width, say, show, table

SECTION, PLACE = "Write", 30


@click.command("templates")
@pass_context
def command(context: Context) -> None:
    """List the templates that an entry can begin with.

    Your own are Markdown files in the folder templates beside the config file; one of the same name takes the place of
    ours.

    \b
    Examples:
      mastery templates
      mastery log --template decision
    """
    from mastery.host.packs import load_templates
    from mastery.host.paths import config_folder

    templates, problems = load_templates()
    show(table([(one.key, one.kind, one.about) for one in templates], (PLAIN, CUT, CUT), line_width()))
    for problem in problems:
        say(problem)
    say(f"Your own: {config_folder() / 'templates'}")
