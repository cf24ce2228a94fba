"""`mastery status`: how the day stands, in one line for a prompt. It imports little and never reads the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.printing.output import one_line, show
from mastery.core.base.controls import dropped
from mastery.core.base.errors import BadInput

if TYPE_CHECKING:
    from mastery.core.today.outline import Status

SECTION, PLACE = "Read", 15

USUAL = "{mark} {streak} d · {due} due"

PLAIN = {"●": "*", "○": "-", "·": "|"}
"""For a terminal that cannot show the others."""


@click.command("status")
@click.option("--format", "form", metavar="TEXT|json", default=USUAL, help="What to print; names in {} are filled in.")
@pass_context
def command(context: Context, form: str) -> None:
    """Print how the day stands, in one line.

    For a shell's prompt or a line of tmux: it takes no longer than `mastery log`, however large the journal is.
    A number that cannot be told without reading the journal is "?", until `mastery today` or another command reads it.

    \b
    Names for --format:
      {mark}         ● where something was written today, ○ where nothing was
      {day}          the journal day, 2026-11-20
      {entries}      entries of today
      {streak}       days of the streak of journaling
      {due}          practices that the day still asks for
      {done}         practices done for now
      {predictions}  predictions that can be resolved
      {cards}        cards to recall
      {ask}          mentors to ask whether a summary arrived
      {journal}      the journal's name

    \b
    Examples:
      mastery status
      mastery status --format "{mark} {streak}"
      mastery status --format json
    """
    from mastery.core.today.outline import status

    name, _ = context.where()
    settings = context.settings
    outline = context.journal().outline()
    found = status(outline, context.now(), journaling=settings.journaling)
    if form == "json":
        import json

        show(json.dumps({"journal": name, **found._asdict()}, ensure_ascii=False, default=str))
    else:
        ask = " · a summary may have arrived: ask {ask}" if form == USUAL and found.ask else ""
        show(_shown(_filled(form + ask, name, found)))


def _filled(form: str, name: str, found: Status) -> str:
    """The text with its names filled in. Raises BadInput for a name that there is not."""
    values = {one: "?" if value is None else str(value) for one, value in found._asdict().items()}
    if found.ask is not None:
        values["ask"] = dropped(", ".join(" ".join(one.split()) for one in found.ask))
    mark = "?" if found.entries is None else "●" if found.entries else "○"
    known = {"mark": mark, "journal": dropped(one_line(name)), **values}
    try:
        return form.format_map(known)
    except (KeyError, ValueError, IndexError, AttributeError, TypeError):
        names = ", ".join(f"{{{one}}}" for one in known)
        raise BadInput(f"--format {form!r} is not understood. There are: {names}, or json.") from None


def _shown(line: str) -> str:
    """The line in letters that the terminal has."""
    import sys

    try:
        line.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return "".join(PLAIN.get(letter, letter) for letter in line)
    return line
