"""The pages of the Share screen, as lines: a summary being made, its text, what was sent, and what came back."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from mastery.core.base.controls import visible
from mastery.core.base.phrases import count, month_day, short_day
from mastery.core.pages.feedback import RemarkFacts, feedback_sections
from mastery.core.sharing.feedback import Feedback
from mastery.core.sharing.mentors import Mentor
from mastery.core.sharing.scope import Shared, SharedEntry
from mastery.core.sharing.sent import Summary, arrival_text
from mastery.core.sharing.summary import WRITTEN, Plan, markdown, parts
from mastery.tui.pages.painting import face_of, painted, prose
from mastery.tui.widgets.page import Line, Piece
from mastery.tui.widgets.picklist import clean, cut
from mastery.verbs.sending import Ready

NAMES = {
    "note": "Note",
    "goals": "Goals",
    "practices": "Practices",
    "reflections": "What I wrote",
    "lessons": "Lessons",
    "beliefs": "Beliefs",
    "predictions": "Predictions",
    "feedback": "Their feedback",
    "questions": "Questions",
}
"""What the parts are called here."""

REMEMBERED = 4096
"""Folded lines in the cache: a summary is laid out again at every change, and most of it is unchanged."""

QUOTED = 3
"""Lines of a quote that are shown."""

_EMPHASISED = re.compile(r"\*[^*].*\*")

_CONSOLE = Console(width=200)
"""Only measures."""


class PartItem(NamedTuple):
    """A part of the summary that can be chosen."""

    name: str


class EntryItem(NamedTuple):
    """An entry of the summary that can be chosen."""

    id: str


class Making(NamedTuple):
    """A summary being made, and what its page shows."""

    mentor: Mentor
    sees: str
    """The mentor's scope in words."""
    due: dt.date | None
    found: Shared
    """All that the mentor may see of the days."""
    plan: Plan


def shown_parts(making: Making) -> list[str]:
    """The names of the parts that have any content, and of those that can be written, in order."""
    known = {one.name for one in parts(making.found)} | set(WRITTEN)
    return [name for name in dict.fromkeys((*making.plan.order, *NAMES)) if name in known]


def making_lines(making: Making, today: dt.date, width: int, *, brief: bool = False) -> list[Line]:
    """The summary being made: for whom, of which days, what they see, and its parts; `brief` where there is little
    room."""
    found, mentor = making.found, making.mentor
    days = (found.until - found.since).days + 1
    when = f"{short_day(found.since)} to {short_day(found.until)}, {count(days, 'day')}"
    late = making.due is not None and making.due <= today
    due = f"  due since {short_day(making.due)}" if late and making.due else ""
    about = [mentor.email or "no address", "has a key" if mentor.key else "no key"]
    lines = [] if brief else [Line([(clean(mentor.name), "title"), (f"  {'  ·  '.join(about)}", "dim")])]
    sees = f"They see: {making.sees}"
    lines += [Line([(cut(sees, width), "dim")])] if brief else prose(sees, width)
    lines += [*[Line()] * (not brief), Line([(when, "strong"), (due, "late")])]
    for name in shown_parts(making):
        lines.append(_part(name, making, width))
        if name in ("reflections", "lessons") and name not in making.plan.without:
            lines += [_entry(one, making.plan) for one in found.entries if one.part == name]
    if not found.entries:
        none = "No entry of these days is shared with them: in Journal, b marks one as shareable."
        lines += prose(none, width)
    return lines


def _part(name: str, making: Making, width: int) -> Line:
    is_out = name in making.plan.without
    said, is_empty = _said(name, making)
    mark: Piece = ("○ ", "dim") if is_out or is_empty else ("● ", "done")
    said = "left out" if is_out and not is_empty else said
    style = "dim" if is_out or is_empty else "strong"
    return Line([mark, (NAMES[name], style), (f"  {said}", "dim")], PartItem(name))


def _said(name: str, making: Making) -> tuple[str, bool]:
    """How much a part has, in words, and whether it is empty."""
    found, plan = making.found, making.plan
    if name in WRITTEN:
        text = plan.note if name == "note" else plan.questions
        return clean(text) or f"none yet: w {'writes one' if name == 'note' else 'asks them'}", not text.strip()
    lessons = sum(one.kind == "lesson" for one in found.entries)
    numbers = {
        "goals": count(len(found.goals), "goal"),
        "practices": count(len(found.practices), "practice"),
        "reflections": count(len(found.entries) - lessons, "entry", "entries"),
        "lessons": count(lessons, "lesson"),
        "beliefs": count(len(found.chains), "belief that changed", "beliefs that changed"),
        "predictions": count(len(found.predictions), "prediction"),
        "feedback": count(len(found.answers), "thing that came of it", "things that came of it"),
    }
    return numbers[name], False


def _entry(one: SharedEntry, plan: Plan) -> Line:
    is_out = one.id in plan.without
    title = clean(one.title) or clean(one.body) or "(no title)"
    mark: Piece = ("  ○ ", "dim") if is_out else ("  ● ", "done")
    end: list[Piece] = [("  left out", "dim")] * is_out
    return Line(
        [mark, (f"{short_day(one.day)}  ", "dim"), (title, "dim" if is_out else "text"), *end], EntryItem(one.id)
    )


def text_lines(text: str, width: int) -> list[Line]:
    """The Markdown of a summary, letter by letter as it is sent, in lines of `width` cells."""
    lines: list[Line] = []
    fenced = False
    for line in text.rstrip("\n").split("\n"):
        fence = line.lstrip().startswith(("```", "~~~"))
        style = "dim" if fenced or fence or line.startswith(">") or _EMPHASISED.fullmatch(line) else "text"
        if not fenced and line.startswith("#"):
            style = "title" if line.startswith("# ") else "heading"
        fenced ^= fence
        lines += [Line([(part, style)]) for part in _folded(line, max(1, width))]
    return lines


def place_of(item: PartItem | EntryItem, one: Ready, width: int) -> int | None:
    """The line of the text at which a part or an entry begins; None if it is not there."""
    entry = next((found for found in one.found.entries if isinstance(item, EntryItem) and found.id == item.id), None)
    name = item.name if isinstance(item, PartItem) else entry.part if entry is not None else ""
    names = [part.name for part in one.parts]
    if name not in names or (isinstance(item, EntryItem) and entry is None):
        return None
    at = names.index(name)
    line = len(text_lines(markdown(one.title, one.parts[:at]), width)) + 1 if at else 0
    if entry is None:
        return line
    heading = text_lines(f"### {entry.title}" if entry.title else entry.body.partition("\n")[0], width)[0]
    rest = text_lines(one.text, width)[line:]
    return next((line + below for below, found in enumerate(rest) if found == heading), line)


@lru_cache(maxsize=REMEMBERED)
def _folded(line: str, width: int) -> tuple[str, ...]:
    """A line in pieces of at most `width` cells, cut between words where it can be; nothing of it is left out."""
    shown = visible(line.expandtabs(4))
    return tuple(part.plain.rstrip() for part in Text(shown).wrap(_CONSOLE, width)) if shown.strip() else ("",)


def sent_lines(sent: Sequence[Summary], width: int) -> list[Line]:
    """The summaries that were sent, the newest first."""
    if not sent:
        return prose("Nothing was sent to them yet: p shows the summary, s sends it.", width)
    return [
        Line(
            [
                (f"{short_day(one.day)}  ", "strong"),
                (f"{one.form}{', encrypted' * one.sealed}  ", "text"),
                (f"{month_day(one.since)} to {month_day(one.until)}  ", "dim"),
                (count(len(one.entries), "entry", "entries"), "dim"),
                *[(f"  {clean(arrival_text(one))}", "late")] * (one.state != "sent"),
            ],
            one,
        )
        for one in sent
    ]


def feedback_lines(replies: Sequence[tuple[Feedback, Sequence[RemarkFacts]]], today: dt.date, width: int) -> list[Line]:
    """What a mentor answered, each reply with the facts of its remarks."""
    if not replies:
        return prose("No feedback of theirs yet: r takes a reply in, from a file or pasted.", width)
    face = face_of(today, width)
    return painted(chain.from_iterable(feedback_sections(*one, face) for one in replies), width)
