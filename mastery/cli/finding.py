"""Finding the record that a short name, a short id or a number means, for the kinds that several commands look for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from mastery.cli.context import Context
from mastery.cli.printing.output import one_line
from mastery.core.base.errors import BadInput

if TYPE_CHECKING:
    from mastery.core.base.records import Record
    from mastery.core.goals.goal import Goal
    from mastery.core.practices.practice import Practice, TrackedPractice
    from mastery.core.sharing.mentors import Mentor
    from mastery.core.thinking.model import Model, Standing


R = TypeVar("R", bound="Record")

ids_option = click.option("--ids", is_flag=True, help="Show short ids, which commands accept in place of names.")


def short_ids(records: Iterable[Record], wanted: bool) -> list[str]:
    """The short ids of records in their order; empty if not wanted. Journaling, which is built in, has none."""
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


def find_goal(context: Context, ref: str) -> Goal:
    """The goal of a short name. Raises MasteryError if none or several match."""
    from mastery.core.base.names import named
    from mastery.core.goals.goal import Goal

    return named(ref, context.journal().records(Goal), "goal", command="mastery goal")


def find_practice(context: Context, ref: str) -> Practice:
    """The practice of a short name; those that have ended are found last. Raises MasteryError as above."""
    from mastery.core.base.names import named_first
    from mastery.core.practices.practice import has_ended

    practices = [one.practice for one in context.journal().practices() if not one.is_journaling]
    today = context.journal().today()
    going = [one for one in practices if not has_ended(one, today)]
    return named_first(ref, going, practices, "practice", command="mastery practice")


def by_title(found: list[TrackedPractice], practice: Practice) -> TrackedPractice:
    """A practice among the tracked ones."""
    return next(one for one in found if one.practice.id == practice.id)


def find_model(context: Context, ref: str) -> Model:
    """The model of a short name, an active one first. Raises MasteryError if none or several match."""
    return find_standing(context, ref)[0]


def find_standing(context: Context, ref: str) -> tuple[Model, Standing]:
    """The model of a short name, and where it stands. Raises MasteryError if none or several match."""
    from mastery.core.thinking.model import find_model as found_by

    models = context.journal().models()
    model = found_by(ref, [one for one, _ in models], command="mastery model")
    return next(found for found in models if found[0] is model)


def find_mentor(context: Context, ref: str) -> Mentor:
    """The mentor of a short name. Raises MasteryError if none or several match."""
    from mastery.core.base.names import named
    from mastery.core.sharing.mentors import Mentor

    return named(ref, context.journal().records(Mentor), "mentor", command="mastery mentor")


def remarks_of(context: Context, record_id: str) -> list[str]:
    """What mentors said of a record, a line each."""
    from mastery.core.sharing.feedback import Feedback, remarks_on

    found = remarks_on(record_id, context.journal().records(Feedback))
    return [f"{one_line(one.name)}, {one.day}: {one_line(remark.text)}" for one, remark in found]
