"""What the commands on goals and practices share: finding one by a short name, and typed days and minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from mastery.cli.context import Context
from mastery.cli.printing.output import one_line
from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.phrases import weekday_date

if TYPE_CHECKING:
    import datetime as dt

    from mastery.core.base.records import Record
    from mastery.core.goals.goal import Goal
    from mastery.core.practices.cadence import Cadence
    from mastery.core.practices.practice import Kept, Practice


R = TypeVar("R", bound="Record")

WHOLE = 1_000
"""Letters of the longest first sentence of a help."""


ids_option = click.option("--ids", is_flag=True, help="Show short ids, which commands accept in place of names.")


def short_ids(records: Iterable[Record], wanted: bool) -> list[str]:
    """The short ids of records in their order; empty if not wanted. Journaling, which nobody made, has none."""
    from mastery.core.base.checks import JOURNALING
    from mastery.core.base.ids import short_forms

    ids = [one.id for one in records] if wanted else []
    shorts = {**short_forms(ids), JOURNALING: ""}
    return [shorts[one] for one in ids]


def numbered(ref: str, found: Sequence[R], command: str) -> R:
    """The record with a short id, or a number counted from 1 as `command` lists them. Raises BadInput without one."""
    from mastery.core.base.ids import SHORT
    from mastery.core.base.numbers import number_of

    fits = [one for one in found if len(ref) >= SHORT and one.id.endswith(ref.casefold())]
    number = number_of(ref) or 0
    if not fits and 0 < number <= len(found):
        fits = [found[number - 1]]
    if len(fits) != 1:
        raise BadInput(f"There is no number or short id {ref}: `{command}` lists {len(found)}.")
    return fits[0]


class OrderedGroup(click.Group):
    """A group that lists its commands in the order in which a person meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of their definition."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the first sentence of each whole; click would cut it at the end of the line."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.get_short_help_str(WHOLE)) for name, one in self.commands.items()])


def find_goal(context: Context, ref: str) -> Goal:
    """The goal of a short name. Raises MasteryError where none or several fit."""
    from mastery.core.base.names import named
    from mastery.core.goals.goal import Goal

    return named(ref, context.journal().records(Goal), "goal", command="mastery goal")


def remarks_of(context: Context, record_id: str) -> list[str]:
    """What mentors said of a record, a line each."""
    from mastery.core.sharing.feedback import Feedback, remarks_on

    found = remarks_on(record_id, context.journal().records(Feedback))
    return [f"{one_line(one.name)}, {one.day}: {one_line(remark.text)}" for one, remark in found]


def find_practice(context: Context, ref: str) -> Practice:
    """The practice of a short name; those that have ended are found last. Raises MasteryError as above."""
    from mastery.core.base.names import named
    from mastery.core.practices.practice import has_ended

    practices = [one.practice for one in context.journal().kept() if not one.is_journaling]
    today = context.journal().today()
    going = [one for one in practices if not has_ended(one, today)]
    try:
        return named(ref, going, "practice", command="mastery practice")
    except MasteryError:
        if len(going) == len(practices):
            raise
        return named(ref, practices, "practice", command="mastery practice")


def day_of(context: Context, typed: str | None, *, future: bool = False) -> dt.date | None:
    """The day that was typed, seen from the journal's today; None where nothing was. Raises BadInput."""
    from mastery.core.base.when import parse_day

    return parse_day(typed, context.journal().today(), prefer="future" if future else "past") if typed else None


def minutes_of(typed: str | None) -> int | None:
    """The minutes that were typed, None where nothing was. Raises BadInput."""
    from mastery.core.base.numbers import read_minutes

    return None if typed is None else read_minutes(typed)


def due_said(cadence: Cadence, first: dt.date, today: dt.date) -> str:
    """The cadence in words, and its next five due days: what is said before a cadence is kept."""
    from mastery.core.practices.cadence import next_days, said

    days = next_days(cadence, first, today)
    text = said(cadence)
    return f"{text}; next: {', '.join(map(weekday_date, days))}" if days else text


def by_title(found: list[Kept], practice: Practice) -> Kept:
    """How one practice was kept, among all."""
    return next(one for one in found if one.practice.id == practice.id)
