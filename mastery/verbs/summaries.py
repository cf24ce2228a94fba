"""What a person does with the plan of the next summary to a mentor: leave out, take in, write, choose days, move.

A plan is not a record: it is stored with the drafts. Each function takes the plan on which the person decided, so that
what was planned elsewhere in the meantime stays, and returns the plan as it is now.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from mastery.core.base.errors import MasteryError
from mastery.core.base.names import name_of
from mastery.core.sharing.mentors import Mentor
from mastery.core.sharing.summary import PARTS, WRITTEN, Plan, check_days, moved
from mastery.store.journal import Journal
from mastery.verbs.mentors import usual_days


def read_plan(journal: Journal, mentor: Mentor) -> Plan:
    """The plan of the next summary to a mentor.

    If the last one left on an earlier day, only two things of its plan stay: the order of the parts, and the entries
    left out, until they are taken in again.

    Raises MasteryError if it is damaged: what was left out is then unknown, and nothing must be sent.
    """
    name = _form_name(mentor)
    left = journal.read_form(name).get("plan")
    if left is None and not journal.left_forms(name):
        return Plan()
    try:
        plan = msgspec.json.decode(left or "", type=Plan)
    except msgspec.MsgspecError:
        raise MasteryError(
            f"What you wrote and left out for {mentor.name} cannot be read (drafts/{name}.form in the journal). "
            f"To start over without it: mastery share {name_of(mentor)} --fresh"
        ) from None
    if plan.sent in (None, journal.today()):
        return plan
    return Plan(order=plan.order, without=tuple(one for one in plan.without if one not in PARTS))


def planned_days(mentor: Mentor, plan: Plan, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days that a planned summary is about."""
    begin, end = usual_days(mentor, today)
    end = plan.until or end
    return plan.since or min(begin, end), end


def leave_out(journal: Journal, to: Mentor, plan: Plan, names: Iterable[str]) -> Plan:
    """Leaves parts, and entries by their ids, out of the summary until they are taken in. Raises MasteryError."""
    without = tuple(dict.fromkeys((*plan.without, *names)))
    return _changed(journal, to, plan, msgspec.structs.replace(plan, without=without))


def take_in(journal: Journal, to: Mentor, plan: Plan, names: Iterable[str]) -> Plan:
    """Takes parts and entries that were left out into the summary again. Raises MasteryError."""
    back = set(names)
    without = tuple(one for one in plan.without if one not in back)
    return _changed(journal, to, plan, msgspec.structs.replace(plan, without=without))


def write_words(journal: Journal, to: Mentor, plan: Plan, note: str, questions: str) -> Plan:
    """Writes the note and the questions, one a line. If one is new, and its part was left out, that is taken in.

    Raises MasteryError.
    """
    new = msgspec.structs.replace(plan, note=note.strip(), questions=questions.strip())
    wanted = {name for name in WRITTEN if getattr(new, name) and getattr(new, name) != getattr(plan, name)}
    without = tuple(one for one in plan.without if one not in wanted)
    return _changed(journal, to, plan, msgspec.structs.replace(new, without=without))


def choose_days(journal: Journal, to: Mentor, plan: Plan, since: dt.date | None, until: dt.date | None) -> Plan:
    """Chooses the first and the last day; None stands for the usual one.

    Raises BadInput for days that are still to come, or the wrong way round.
    """
    new = msgspec.structs.replace(plan, since=since, until=until)
    today = journal.today()
    check_days(*planned_days(to, new, today), today)
    return _changed(journal, to, plan, new)


def move_part(journal: Journal, to: Mentor, plan: Plan, name: str, by: int, among: Sequence[str]) -> Plan:
    """Moves a part up (-1) or down (1), past its neighbor of those on show (`among`). Raises MasteryError."""
    return _changed(journal, to, plan, moved(plan, name, by, among))


def start_over(journal: Journal, to: Mentor) -> Plan:
    """Discards the plan."""
    return _saved(journal, to, Plan())


def mark_as_sent(journal: Journal, to: Mentor) -> None:
    """Marks the plan as sent today, so that it holds for the rest of the day. Raises MasteryError."""
    plan = read_plan(journal, to)
    if plan != Plan():
        _saved(journal, to, msgspec.structs.replace(plan, sent=journal.today()))


def _changed(journal: Journal, to: Mentor, old: Plan, new: Plan) -> Plan:
    """Saves what differs between two plans on top of the present one."""
    try:
        now = read_plan(journal, to)
    except MasteryError:
        now = old  # it is damaged, which its reader reports; this is the first choice of a new one
    changed = {name: getattr(new, name) for name in Plan.__struct_fields__ if getattr(new, name) != getattr(old, name)}
    return _saved(journal, to, msgspec.structs.replace(now, **changed))


def _saved(journal: Journal, to: Mentor, plan: Plan) -> Plan:
    if plan == Plan():
        journal.drop_form(_form_name(to))
    else:
        journal.save_form(_form_name(to), {"plan": msgspec.json.encode(plan).decode()})
    return plan


def _form_name(mentor: Mentor) -> str:
    return f"summary-{mentor.id}"
