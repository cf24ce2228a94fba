"""`mastery completion`: the script that lets the shell complete commands, options and names."""

from __future__ import annotations

import click

from mastery.cli.printing.output import show

SECTION, PLACE = "Set up", 30


@click.command("completion")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    It completes commands, options, and the names of goals, practices, models, mentors, tags, formats and settings. In
    zsh its line comes after the one with compinit.

    \b
    Examples:
      mastery completion bash >> ~/.bashrc
      mastery completion zsh >> ~/.zshrc
      mastery completion fish > ~/.config/fish/completions/mastery.fish
    """
    from mastery.cli.shells import SHELLS

    # The template itself: `source()` would run bash to look at its version.
    maker = SHELLS[shell](ctx.find_root().command, {}, "mastery", "_MASTERY_COMPLETE")
    show(maker.source_template % maker.source_vars())
