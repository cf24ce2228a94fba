"""What undo says that it took back, and what it notes where nothing was left to take back."""

import datetime as dt
from collections.abc import Sequence

from mastery.core.base.changes import Change


def nothing_left(change: Change, *, at: dt.datetime, act: str) -> Change:
    """The taking back of an act of which later changes left nothing."""
    same = {"id": change.record}
    return Change(at=at, act=act, verb="undo", table=change.table, record=change.record, set=same, undoes=change.act)


OWNERS = {
    "checkins": ("practices", "practice"),
    "readings": ("goals", "goal"),
    "rests": ("practices", "of"),
    "climbs": ("models", "model"),
    "evidence": ("models", "model"),
    "visits": ("models", "model"),
}
"""The table and the field that a record without a title belongs to."""

TITLES = ("title", "statement", "question", "name")

_ACTS = {
    "climb": "the climb of {}",
    "evidence": "the evidence on {}",
    "visit": "the visit of {}",
    "revise": "the revision of {}",
    "retire": "retiring {}",
    "resolve": "resolving {}",
    "recall": "the grade of {}",
    "share": "the summary for {}",
    "feedback": "the feedback of {}",
    "keep": "what became of the feedback of {}",
    "skip": "skipping {}",
    "done": "the check-in of {}",
    "rate": "the reading of {}",
    "reach": "the milestone of {}",
    "achieve": "achieving {}",
    "pause": "pausing {}",
    "resume": "going on with {}",
    "drop": "letting go of {}",
    "rest": "the rest of {}",
    "end": "the end of {}",
}
"""What was done by a verb, in words, where its records do not say it."""


def undone_said(act: Sequence[Change], one: str) -> str:
    """What taking an act back has done, in words; `one` names its first record."""
    verb, count = act[0].verb, len(act)
    if verb in _ACTS:
        return f"Taken back: {_ACTS[verb].format(one)}."
    what, are = (one, "is") if count == 1 else (f"{count:,} records", "are")
    said = {
        "add": f"Taken back: {what} went to the trash.",
        "import": f"The import is taken back: {what} went to the trash.",
        "edit": f"The edit of {what} is taken back.",
        "delete": f"{what} {are} back from the trash.",
        "restore": f"{what} went back to the trash.",
    }
    return said.get(verb, f"Taken back: {what}.")
