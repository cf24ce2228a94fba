"""The filters every list takes, and the query they make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mastery.cli.context import Context
from mastery.core.base.errors import BadInput
from mastery.core.base.records import KINDS

if TYPE_CHECKING:
    from mastery.core.writing.query import Query

F = TypeVar("F", bound=Callable[..., Any])

FIRST = click.option("--from", "since", metavar="DATE", help="From this day on: 2026-11-20, yesterday, last friday.")
LAST = click.option("--to", "--until", "until", metavar="DATE", help="Up to this day, it included.")
UNTIL = click.option("--until", "until", metavar="DATE", help="Up to this day, it included.")
"""The last day, for commands whose --to means something else."""
OTHERS = (
    click.option("--on", "on", metavar="DATE", help="Of this day alone."),
    click.option("--tag", "tags", multiple=True, metavar="TAG", help="With this tag; may be given several times."),
    click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Of this kind."),
    click.option("--goal", metavar="NAME", help="About this goal."),
    click.option("--model", metavar="NAME", help="About this mental model."),
    click.option("--starred", is_flag=True, help="With a star."),
    click.option("--search", "text", metavar="TEXT", help="That hold these words (as in `mastery search`)."),
    click.option(
        "-n", "--limit", "limit", metavar="N", type=click.IntRange(min=1), help="The newest N; -3 is short for -n 3."
    ),
)


def filters(function: F) -> F:
    """Adds the filter options to a command; their values go to `query_of` as they come."""
    return _with((FIRST, LAST, *OTHERS), function)


def export_filters(function: F) -> F:
    """The filter options for a command whose --to is a format; the last day is --until there."""
    return _with((FIRST, UNTIL, *OTHERS), function)


def _with(options: Sequence[Callable[[F], F]], function: F) -> F:
    for option in reversed(options):
        function = option(function)
    return function


class CountingCommand(click.Command):
    """A command that takes -3 for -n 3."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parses the arguments, a number as option being the limit."""
        return super().parse_args(ctx, spelled_out(args))


def spelled_out(args: Sequence[str]) -> list[str]:
    """The arguments with -3 written -n 3; what follows -- or -n is left alone."""
    result: list[str] = []
    for index, one in enumerate(args):
        if one == "--":
            return result + list(args[index:])
        is_number = one.startswith("-") and one[1:].isdecimal()
        if is_number and (not index or args[index - 1] not in ("-n", "--limit")):
            result += ["-n", one[1:]]
        else:
            result.append(one)
    return result


def query_of(
    context: Context,
    *,
    goal: str | None = None,
    model: str | None = None,
    since: str | None = None,
    until: str | None = None,
    on: str | None = None,
    tags: Sequence[str] = (),
    kinds: Sequence[str] = (),
    starred: bool = False,
    text: str | None = None,
    limit: int | None = None,
) -> Query:
    """The query of the filter options.

    Raises BadInput if a date or the text cannot be understood, MasteryError if there is no such goal or model.
    """
    import msgspec

    from mastery.cli.finding import find_goal, find_model
    from mastery.core.base.when import parse_day
    from mastery.core.writing.query import Query, parse_query

    if on and (since or until):
        raise BadInput("--on names one day: leave out --from and --to.")
    today = context.journal().today()
    query = parse_query(text, today) if text else Query()
    first, last = (parse_day(one, today) if one else None for one in (on or since, on or until))
    if first and last and first > last:
        raise BadInput(f"--from {first} comes after --to {last}: swap them.")
    return msgspec.structs.replace(
        query,
        tags=(*query.tags, *tags),
        kinds=(*query.kinds, *kinds),
        goals=(find_goal(context, goal).id,) if goal else (),
        models=(find_model(context, model).id,) if model else (),
        since=max(filter(None, (query.since, first)), default=None),
        until=min(filter(None, (query.until, last)), default=None),
        starred=True if starred else query.starred,
        last=limit if limit is not None else query.last,
    )


def is_whole(query: Query) -> bool:
    """Whether the query leaves nothing out."""
    from mastery.core.writing.query import Query

    return query == Query()


def is_of_days(query: Query) -> bool:
    """Whether the query leaves nothing out but days."""
    import msgspec

    return is_whole(msgspec.structs.replace(query, since=None, until=None))
