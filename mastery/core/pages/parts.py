"""Parts that several pages have: linked entries, what mentors said, since when something is due."""

import datetime as dt
from collections.abc import Iterable, Sequence

from mastery.core.base.page import Face, Line, Piece, Section, plain
from mastery.core.base.phrases import headline
from mastery.core.base.records import Entry
from mastery.core.sharing.feedback import Feedback, Remark


def entry_line(one: Entry, face: Face, *more: Piece) -> Line:
    """An entry that can be opened, and what `more` there is to say of it."""
    head = (Piece(one.id, "dim", "id"), Piece(face.day(one.day), "dim"))
    title = headline(one).strip() or "(no title)"
    return Line((Piece(title), *more), head, about=one, cut=True)


def entries_section(entries: Iterable[Entry], face: Face) -> Section:
    """Linked entries in the order in which they come."""
    return Section("Entries", [entry_line(one, face) for one in entries])


def feedback_section(remarks: Sequence[tuple[Feedback, Remark]], face: Face) -> Section:
    """What mentors said of a record, the newest first."""
    lines: list[Line] = []
    for one, remark in reversed(remarks):
        lines.append(Line((Piece(one.name, "strong"), Piece(face.day(one.day), "dim"))))
        lines.append(plain(remark.text, indent=2))
    return Section("Feedback", lines)


def due_text(day: dt.date, face: Face) -> str:
    """Since when something is due whose day has come."""
    return "due today" if day >= face.today else f"due since {face.near(day)}"
