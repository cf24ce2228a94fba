"""The messages of undo, and its note in the log if nothing was left to undo."""

import datetime as dt
from collections.abc import Sequence

from mastery.core.base.changes import Change


def nothing_left(change: Change, *, at: dt.datetime, act: str) -> Change:
    """The change that undoes an act of which later changes left nothing."""
    same = {"id": change.record}
    return Change(at=at, act=act, verb="undo", table=change.table, record=change.record, set=same, undoes=change.act)


UNDONE = {
    "add": "Taken back: {what} went to the trash.",
    "edit": "The edit of {what} is taken back.",
    "delete": "{what} {are} back from the trash.",
    "restore": "{what} went back to the trash.",
    "import": "The import is taken back: {what} went to the trash.",
    "restore-backup": "Taken back: {what}.",
    "rate": "Taken back: the reading of {one}.",
    "reach": "Taken back: the milestone of {one}.",
    "achieve": "Taken back: achieving {one}.",
    "pause": "Taken back: pausing {one}.",
    "resume": "Taken back: going on with {one}.",
    "drop": "Taken back: letting go of {one}.",
    "done": "Taken back: the check-in of {one}.",
    "rest": "Taken back: the rest of {one}.",
    "end": "Taken back: the end of {one}.",
    "climb": "Taken back: the climb of {one}.",
    "evidence": "Taken back: the evidence on {one}.",
    "visit": "Taken back: the visit of {one}.",
    "revise": "Taken back: the revision of {one}.",
    "retire": "Taken back: retiring {one}.",
    "resolve": "Taken back: resolving {one}.",
    "recall": "Taken back: the grade of {one}.",
    "skip": "Taken back: skipping {one}.",
    "share": "Taken back: the summary for {one}.",
    "feedback": "Taken back: the feedback of {one}.",
    "keep": "Taken back: what became of the feedback of {one}.",
}
"""What is said after an act was undone, by its `Verb`: every one but "undo", which is never undone itself.

`one` names the act's first record, `what` all of them: the one, or their number.
"""

_UNKNOWN = "Taken back: {what}."
"""The same for a verb of a newer version."""


def undone_text(act: Sequence[Change], one: str) -> str:
    """What undoing an act has done, in words; `one` names its first record."""
    count = len(act)
    what, are = (one, "is") if count == 1 else (f"{count:,} records", "are")
    return UNDONE.get(act[0].verb, _UNKNOWN).format(one=one, what=what, are=are)
