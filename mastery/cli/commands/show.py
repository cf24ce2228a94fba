"""`mastery show`: entries to be read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.output import entry_json, entry_markdown, entry_text, show

if TYPE_CHECKING:
    from mastery.core.records import Entry
    from mastery.store.journal import Journal

SECTION, PLACE = "Read", 30

FORMATS = {"text": entry_text, "md": entry_markdown, "json": entry_json}


@click.command("show")
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), default="text", help="How to print them.")
@click.option("--trash", is_flag=True, help="Look in the trash.")
@click.argument("refs", nargs=-1, metavar="[REF]…")
@pass_context
def command(context: Context, refs: tuple[str, ...], form: str, trash: bool) -> None:
    """Show entries whole.

    REF is the short id that `mastery list` prints, or "last", which is meant when none is given.

    \b
    Examples:
      mastery show
      mastery show k7w2mq
    """
    journal = context.journal()
    found = [journal.find(ref, trash=trash) for ref in refs or ("last",)]
    if form == "text":
        show(entry_text(found, journal.short, lambda entry: _more(journal, entry)))
        return
    show(FORMATS[form](found, journal.short))


def _more(journal: Journal, entry: Entry) -> list[str]:
    """What it is about, and whether it is still remembered."""
    from mastery.core.cards import Card, lesson_said
    from mastery.core.feedback import Feedback, remarks_on
    from mastery.core.goals import Goal
    from mastery.core.models import Model
    from mastery.core.summaries import Summary, shared_with

    titles = {one.id: one.title for one in journal.records(Goal)}
    titles |= {one.id: one.statement for one in journal.records(Model)}
    about = [titles[one] for one in (*entry.goals, *entry.models) if one in titles]
    shared = shared_with(entry.id, journal.records(Summary))
    shared += [f"{one.name}: {remark.text}" for one, remark in remarks_on(entry.id, journal.records(Feedback))]
    recalled = lesson_said(journal.records(Card), entry.id)
    return [f"about {', '.join(about)}"] * bool(about) + [recalled] * bool(recalled) + shared
