"""What `jrnl --format` writes: Markdown and YAML are read, lists and pictures of entries are told from journals."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from mastery.core.base.dateformats import Written, month_named
from mastery.core.base.errors import MasteryError
from mastery.core.base.tags import has_name, unsigned_tags
from mastery.exchange import ReadContext
from mastery.exchange.jrnl.entries import Dated
from mastery.exchange.jrnl.heads import ELSE_JSON, DateReader, Where, bare, bracketed, heads
from mastery.exchange.jrnl.plain import part

_YEAR = re.compile(r"# (\d{4})")
_MONTH = re.compile(r"## ([^\W\d_]+)")
_COUNTED = re.compile(r"\d{4}-\d{2}-\d{2}, \d+")
_TAG = re.compile(r"[^\w\s]\S+ *: \d+")
_NAMED = re.compile(r"(\d{4})-(\d{2})-(\d{2})_")


def check_is_journal(lines: Sequence[str]) -> None:
    """Raises MasteryError, with what to do, for what jrnl writes that lacks entries or has them torn into lines."""
    some = [line for line in lines[:200] if line.strip()]
    first = some[0] if some else ""
    if first.startswith(("{", "[{")):
        raise MasteryError("This is JSON. Bring in what `jrnl --format json` writes with --from jrnl-json.")
    what = ""
    if some and all(_COUNTED.fullmatch(line) for line in some):
        what = "jrnl's list of dates, without the entries' texts"
    elif some and all(_TAG.fullmatch(line.rstrip()) for line in some):
        what = "jrnl's list of tags, without the entries' texts"
    elif first.startswith("<?xml"):
        what = "XML"
    elif first.startswith(("┎", "┏", "╭")):
        what = "a picture of entries, whose lines are torn and padded"
    elif _is_shown(some):
        what = "what jrnl shows in a terminal, with torn lines"
    if what:
        raise MasteryError(
            f"This is {what}. Write `jrnl --format json > jrnl.json`, and bring it in with --from jrnl-json."
        )


def _is_shown(lines: Sequence[str]) -> bool:
    """Whether every line under a first one has the mark that jrnl shows before bodies."""
    if not lines or lines[0].startswith("[") or not any(line.startswith("| ") for line in lines[1:]):
        return False
    return all(line.startswith("|") or line[:1].isalnum() for line in lines)


def is_markdown(lines: Sequence[str]) -> bool:
    """Whether a text is what `jrnl --format md` writes to one file."""
    some = [line for line in lines[:20] if line.strip()][:3]
    return (
        len(some) == 3 and bool(_YEAR.fullmatch(some[0]) and _MONTH.fullmatch(some[1])) and some[2].startswith("### ")
    )


def read_markdown(lines: Sequence[str], context: ReadContext, problems: list[str], where: Where) -> list[Dated]:
    """The entries of one file of Markdown. Raises MasteryError where a date of theirs cannot be read."""
    reader = DateReader(context)
    within: dict[int, tuple[int, int | None]] = {}
    groups: set[int] = set()
    year, month = 0, None
    for index, line in enumerate(lines):
        if found := _YEAR.fullmatch(line):
            year, month = int(found[1]), None
        elif found := _MONTH.fullmatch(line):
            month = month_named(found[1], reader.words)
        else:
            if line.startswith("### "):
                within[index] = year, month
            continue
        groups.add(index)
    candidates = [
        one._replace(written=only(one.written, partial(_is_within, within[one.at_line])))
        for one in bare(lines, reader, "### ")
    ]
    problems.append("jrnl's Markdown has no stars; what `jrnl --format json` writes has all of an entry.")
    chosen = heads(candidates, [], reader, where)
    unread = sorted(within.keys() - {one.at_line for one in chosen.heads})
    if unread:
        raise MasteryError(
            f"{where(unread[0])} is a heading whose date cannot be read. Say the format with --date-format. {ELSE_JSON}"
        )
    ends = [*(one.at_line for one in chosen.heads[1:]), len(lines)]
    return [
        _lowered(
            part(where(head.at_line), head, [lines[i] for i in range(head.at_line + 1, end) if i not in groups]), 3
        )
        for head, end in zip(chosen.heads, ends, strict=True)
    ]


def _is_within(of: tuple[int, int | None], day: dt.date) -> bool:
    """Whether a day is of that year, and of that month where one is named."""
    return day.year == of[0] and of[1] in (None, day.month)


def _is_of(named: dt.date | None, day: dt.date) -> bool:
    """Whether a day is the one that a name says, if it says any."""
    return named in (None, day)


def _lowered(one: Dated, by: int) -> Dated:
    """The entry with the headings in its body as they were before jrnl put `by` number signs before each."""
    return one._replace(body=re.sub(rf"^#{{{by}}}(?=#+ )", "", one.body, flags=re.MULTILINE))


def read_file_each(files: Mapping[str, Sequence[str]], context: ReadContext, problems: list[str]) -> list[Dated]:
    """The entries of a folder that `jrnl --format md` or `--format yaml` wrote, a file each, by their lines.

    Raises MasteryError where their dates do not tell the order of day and month.
    """
    reader = DateReader(context)
    names = list(files)
    notes = [_note(lines) for lines in files.values()]
    firsts = [line for note in notes for line in (f"[{note.date}] {note.title}" if note.date else note.title, "")]
    candidates = [*bracketed(firsts, reader), *bare(firsts, reader, "# ")]
    candidates = [
        one._replace(written=only(one.written, partial(_is_of, name_day(names[one.at_line // 2]))))
        for one in sorted(candidates, key=lambda one: one.at_line)
    ]

    def where(index: int) -> str:
        return names[index // 2]

    chosen = heads(candidates, [], reader, where)
    problems += chosen.problems
    if any(note.date for note in notes):
        problems.append("jrnl's YAML leaves out lines of tags and those before them; `jrnl --format json` has all.")
    if any(note.title and not note.date for note in notes):
        problems.append("jrnl's Markdown has no stars; what `jrnl --format json` writes has all of an entry.")
    found = []
    for head in chosen.heads:
        note = notes[head.at_line // 2]
        one = part(where(head.at_line), head, note.body)
        found.append(_lowered(one, 1)._replace(starred=one.starred or note.starred, tags=note.tags))
    read = {one.place for one in found}
    problems += [f"{name}: no date was found in it, and it was left out." for name in names if name not in read]
    return found


def name_day(name: str) -> dt.date | None:
    """The day that jrnl puts before the name of an entry's file: "2026-03-05_alpha-day.md"."""
    found = _NAMED.match(PurePosixPath(name).name)
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


class _Note(NamedTuple):
    """A file with one entry."""

    date: str
    """As written; empty where it stands in the title."""
    title: str
    body: Sequence[str]
    starred: bool = False
    tags: tuple[str, ...] = ()


def _note(lines: Sequence[str]) -> _Note:
    if not lines or lines[0] != "---":
        return _Note("", lines[0] if lines else "", lines[1:])
    head: dict[str, str] = {}
    for index, line in enumerate(lines[1:], 1):
        key, _, value = line.partition(":")
        if key == "body":
            body = [one.removeprefix("\t") for one in lines[index + 1 :]]
            if body and body[-1].strip() == "...":
                del body[-1]
            tags = tuple(one.strip() for one in head.get("tags", "").split(",") if has_name(one))
            return _Note(
                date=head.get("date", ""),
                title=head.get("title", ""),
                body=body,
                starred=head.get("starred") == "True",
                tags=unsigned_tags(tags, "\n".join([head.get("title", ""), *body])),
            )
        head[key] = value.strip()
    return _Note("", "", ())


def only(written: Written, wanted: Callable[[dt.date], bool]) -> Written:
    """The readings of some days; all of them where there are none of those."""
    left = {order: moment for order, moment in written.readings.items() if wanted(moment.day)}
    return written._replace(readings=left) if left else written
