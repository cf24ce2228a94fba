"""What a person does with practices: begin, edit and end them, check in, and rest from them."""

import datetime as dt

from mastery.core.base.clock import moved
from mastery.core.base.errors import BadInput
from mastery.core.goals.goal import Goal
from mastery.core.practices import acts
from mastery.core.practices.acts import new_practice, rest_days
from mastery.core.practices.practice import CheckIn, Practice, Rest, ended, resumed
from mastery.store.journal import Journal
from mastery.verbs.present import edit, present


def begin_practice(
    journal: Journal,
    title: str,
    cadence: str,
    *,
    first: dt.date | None = None,
    last: dt.date | None = None,
    goal: Goal | None = None,
    minutes: int = 0,
    week_starts: int = 0,
    dry_run: bool = False,
) -> Practice:
    """Begins a practice on its first day, today unless given; `cadence` as `parse_cadence` reads it.

    `goal` is the one it serves, `minutes` its usual length, `week_starts` the weekday on which its weeks begin, Monday
    is 0. With `dry_run`, nothing is saved. Raises BadInput for an empty title or that of another practice, a cadence
    that cannot be read, and days that are out of range or out of order.
    """
    practice = new_practice(
        title,
        cadence,
        first or journal.today(),
        journal.now(),
        week_starts=week_starts,
        goal=goal.id if goal else "",
        minutes=minutes,
    )
    if last is not None:
        practice = ended(practice, last)
    if not dry_run:
        journal.add(practice)
    return practice


def edit_practice(journal: Journal, old: Practice, new: Practice) -> Practice:
    """Sets what was edited from `old` to `new`, and returns the practice as it is now. Raises as `edit` does."""
    return edit(journal, old, new)


def end_practice(journal: Journal, practice: Practice, last: dt.date | None = None) -> Practice:
    """Ends a practice; what was done stays. Its last day is yesterday unless given.

    Raises BadInput for a last day before the first.
    """
    practice = present(journal, practice)
    new = ended(practice, last or moved(journal.today(), -1))
    journal.act("end", edited=[(practice, new)])
    return new


def delete_practice(journal: Journal, practice: Practice) -> None:
    """Moves a practice that was begun by mistake to the trash. Raises MasteryError."""
    journal.delete(present(journal, practice))


def check_in(
    journal: Journal, practice: Practice, minutes: int | None = None, note: str = "", *, on: dt.date | None = None
) -> CheckIn:
    """Checks in: a practice was done on a day, today unless given, for its usual minutes unless given.

    Raises BadInput for a day that is still to come, and for no minutes where the cadence counts them.
    """
    made = acts.check_in(present(journal, practice), journal.now(), day=on, minutes=minutes, note=note)
    journal.act("done", made=[made])
    return made


def rest(
    journal: Journal,
    practice: Practice | None,
    first: dt.date | None = None,
    last: dt.date | None = None,
    why: str = "",
) -> list[Rest]:
    """Rests from a practice, or from all, from a day on: today unless given, and until further notice unless `last` is.

    Days on which it was done are left out, so there can be several rests. Raises BadInput if the last day comes before
    the first, or no day is left.
    """
    if practice is not None:
        practice = present(journal, practice)
    concerned = [one for one in journal.practices() if practice is None or one.practice.id == practice.id]
    rests = rest_days(practice.id if practice else "", concerned, first or journal.today(), last, why, journal.now())
    journal.act("rest", made=rests)
    return rests


def end_rest(journal: Journal, practice: Practice | None) -> list[Rest]:
    """Ends the rest without a last day of a practice, or of all: today is due again. Raises BadInput without one."""
    going = resumed(journal.records(Rest), practice.id if practice else "", journal.today())
    if not going:
        raise BadInput("No rest without a last day is going on there.")
    journal.act("edit", edited=going)
    return [rest for _, rest in going]
