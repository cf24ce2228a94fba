"""Days and minutes that are typed as options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mastery.cli.context import Context

if TYPE_CHECKING:
    import datetime as dt


def day_of(context: Context, typed: str | None, *, future: bool = False) -> dt.date | None:
    """The day that was typed, seen from the journal's today; None where nothing was. Raises BadInput."""
    from mastery.core.base.when import parse_day

    return parse_day(typed, context.journal().today(), prefer="future" if future else "past") if typed else None


def minutes_of(typed: str | None) -> int | None:
    """The minutes that were typed, None where nothing was. Raises BadInput."""
    from mastery.core.base.numbers import read_minutes

    return None if typed is None else read_minutes(typed)
