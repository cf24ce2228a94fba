"""`mastery prompt`: the question of the day."""

from __future__ import annotations

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.output import one_line, say, show
from mastery.cli.terminal import style
from mastery.core.base.errors import BadInput

SECTION, PLACE = "Write", 20


@click.command("prompt", context_settings={"allow_interspersed_args": False})
@click.option("--skip", is_flag=True, help="Pass it over: another one takes its place.")
@click.argument("answer", nargs=-1)
@pass_context
def command(context: Context, skip: bool, answer: tuple[str, ...]) -> None:
    """Show the question of the day, or answer it.

    It is the same all day, and does not come again before all others have come. Packs of your own are TOML files in the
    folder prompts beside the config file.

    \b
    Examples:
      mastery prompt
      mastery prompt "That I listen better when I write along."
      mastery prompt --skip
    """
    from mastery.core.writing.prompts import Skip, prompt_for
    from mastery.host.packs import load_packs

    journal = context.journal()
    packs, problems = load_packs()
    for problem in problems:
        say(problem)

    def question() -> str:
        found = prompt_for(journal.today(), packs, [one.day for one in journal.records(Skip)])
        if not found:
            raise BadInput("There is no question in any pack.")
        return found

    if skip and answer:
        raise BadInput("Skip it or answer it, not both.")
    if answer:
        from mastery.core.writing.capture import make_entry
        from mastery.core.writing.prompts import answered
        from mastery.verbs.writing import write

        entry = write(journal, make_entry(answered(question(), " ".join(answer)), journal.now(), "reflection")).entry
        show(f"Kept {style(journal.short(entry.id), bold=True)}  {one_line(entry.title)}")
        return
    if skip:
        from mastery.verbs.prompts import skip_prompt

        skip_prompt(journal, question())
    show(one_line(question()))
