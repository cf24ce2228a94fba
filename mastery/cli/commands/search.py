"""`mastery search`: finds entries by their words and marks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.filters import CountingCommand, filters, query_of
from mastery.cli.printing.entries import FORMATS, mark_text, moment_text
from mastery.cli.printing.output import DIM, line_width, mark, one_line, say, shorten, show
from mastery.cli.terminal import style
from mastery.core.base.errors import BadInput
from mastery.core.base.phrases import count

if TYPE_CHECKING:
    from mastery.core.base.records import Entry
    from mastery.core.writing.query import Query

SECTION, PLACE = "Read", 40

EXCERPT = 100
"""Columns of an excerpt where the output is no terminal."""

EXCLUDING = ("-tag:", "-is:", "-#", "-@", "-+")
"""How words of the query begin that look like options."""


class SearchCommand(CountingCommand):
    """Leaves -tag:x and its like to the query."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parses the arguments; a word such as -tag:x is part of the query and no option."""
        excluded = [one for one in args if one.startswith(EXCLUDING)]
        rest = [one for one in args if one not in excluded]
        return super().parse_args(ctx, [*rest, "--", *excluded] if excluded and "--" not in rest else args)


@click.command("search", cls=SearchCommand)
@filters
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), default="table", help="How to print them.")
@click.argument("words", nargs=-1, required=True, metavar="QUERY…")
@pass_context
def command(context: Context, /, words: tuple[str, ...], form: str, **options: Any) -> None:
    """Find entries by their words.

    An entry is found when it has all the words, in any order; hits in titles come first, then the newest.

    Quotes hold a phrase together. tag:work or #work, -tag:work, kind:win, is:starred, on:yesterday, before:2026-11-20
    and after:"last friday" narrow it down. Case and accents do not matter.

    \b
    Examples:
      mastery search river walk
      mastery search '"first draft"' tag:writing after:2026-01-01
    """
    from mastery.core.writing.query import haystack, search

    journal = context.journal()
    limit = options.pop("limit")
    options["text"] = " ".join(filter(None, (options["text"], _as_typed(words))))
    if not options["text"].strip():
        raise BadInput("Say what to search for, such as: mastery search river")
    query = query_of(context, **options)
    found = search((haystack(entry, entry) for entry in journal.entries()), query)
    shown = found[:limit]
    if form == "table":
        show("\n".join(_hit(entry, journal.short(entry.id), query) for entry in shown))
    else:
        show(FORMATS[form](shown, journal.short))
    more = f", {len(shown):,} shown" if len(shown) < len(found) else ""
    say(f"{count(len(found), 'entry', 'entries')} found{more}." if found else "Nothing found.")


def _as_typed(words: tuple[str, ...]) -> str:
    """The query as it was before the shell took the quotes off `before:"last friday"`."""
    return " ".join(_requoted(word) for word in words)


def _requoted(word: str) -> str:
    name, colon, value = word.partition(":")
    if colon and " " in value and '"' not in word and name.lstrip("-") in ("before", "after", "on", "tag"):
        return f'{name}:"{value}"'
    return word


def _hit(entry: Entry, short: str, query: Query) -> str:
    from mastery.core.writing.query import excerpt, matches

    width = line_width()
    facts = "  ".join(filter(None, (moment_text(entry), mark_text(entry))))
    room = None if width is None else max(20, width - len(short) - len(facts) - 4)
    title = one_line(entry.title)
    title = title if room is None else shorten(title, room)
    lines = [f"{style(short, **DIM.style)}  {facts}  {mark(title, matches(title, query))}".rstrip()]
    indent = " " * (len(short) + 2)
    if entry.body:
        part, spans = excerpt(entry.body, query, (width or EXCERPT) - len(indent))
        if spans or not query.words + query.phrases:
            lines.append(indent + mark(part, spans))
    return "\n".join(lines)
