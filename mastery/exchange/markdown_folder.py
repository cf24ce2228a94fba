"""A folder of Markdown: a file per day with YAML front matter, as Obsidian's daily notes have it."""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from pathlib import PurePosixPath
from typing import NamedTuple

import msgspec

from mastery.core.base.clock import WEEKDAYS
from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.frontmatter import FENCE, split
from mastery.core.base.records import Entry
from mastery.core.base.tags import has_name, normalise_tag
from mastery.core.base.when import parse_when
from mastery.core.writing.attachments import ATTACHED
from mastery.core.writing.capture import make_dated_entry
from mastery.exchange import Export, Format, Read, ReadContext, decoded, local_moment
from mastery.exchange.jrnl.entries import USUAL_TIME
from mastery.exchange.markdown import Heading, Section, entry_markdown, heading, section

ORIGIN = "markdown"
"""Goes into the ids of what comes from Markdown files."""

KEYS = ("date", "created", "title", "tags", "tag", "starred")
"""What is read of the front matter; the rest is left out, and said to be."""

_NO_TAG = re.compile(r"[^\w/-]+")
_DAY_NAMES = {*WEEKDAYS, *(one[:3] for one in WEEKDAYS)}
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False, "": False}

_NAME = re.compile(r"(\d{4})([-_. ]?)(\d{2})\2(\d{2})(?:T?([01]\d|2[0-3])([0-5]\d))?(?!\d)[\s_.-]*(.*)")
_FOLDERS = re.compile(r"(\d{4})(/)(\d{2})/(\d{2})()()(?!\d)[\s_.-]*(.*)")
"""Of a name without its ending: "2026-11-24 Title", "20261124", "202611240930 Title"; and "2026/11/24 Title"."""
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_TITLE = re.compile(r"#[ \t]+(.*)")

# Possessive: otherwise a line of a hundred thousand spaces would take minutes.
_KEY = re.compile(r"""(["']?)([^\s"'#:\-\[\]{},&*!|>%@`][^:"']*+)\1\s*+:(?:\s+(.*))?""")
_ITEM = re.compile(r"\s*-(?:\s+(.*))?")
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?:\s+#.*|\s*)""")
_PLAIN = re.compile(r"[^\"'\[\]{}&*!|>%`](?:(?!\s#(?:\s|$)|:\s).)*")
"""Of a text without quotation marks what stands before a comment, which needs a blank: "#a #b" are tags."""
_LIST = re.compile(r"""\[((?:[^\[\]"']|"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')*)\](?:\s+#.*|\s*)""")
_LIST_ITEM = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,"']*)\s*(?:,|$)""")


class _Value(NamedTuple):
    """What stands behind a key of the front matter."""

    line: int
    text: str | list[str] | None
    """None for what Obsidian's properties cannot be."""


def wanted(name: str) -> bool:
    """Whether a file is a note, by its name: Markdown, and in no hidden folder."""
    path = PurePosixPath(name)
    hidden = any(one.startswith(".") or one == "__MACOSX" for one in path.parts)
    return path.suffix.lower() in (".md", ".markdown") and not hidden


def read_files(files: Mapping[str, bytes], context: ReadContext) -> Read:
    """The entries of the notes that have a date. Raises MasteryError where there is no note at all."""
    if not files:
        raise MasteryError("No note was found: a folder of Markdown has files whose names end in .md.")
    reading = _Reading(context=context, problems=[], seen=Counter(), left={})
    entries = [entry for name, data in files.items() for entry in reading.note(name, data)]
    for key, places in reading.left.items():
        more = f" and {len(places) - 1:,} more" if len(places) > 1 else ""
        reading.problems.append(f"{places[0]}{more}: {key!r} of the front matter has no place here and was left out.")
    return Read(entries, reading.problems)


class _Reading(NamedTuple):
    """What reading a folder needs, note for note."""

    context: ReadContext
    problems: list[str]
    seen: Counter[tuple[dt.datetime, str, str]]
    left: dict[str, list[str]]
    """Of keys of the front matter that are not known, the places where they stand."""

    def note(self, name: str, data: bytes) -> list[Entry]:
        """The entries of a note: one for each heading with a time, and one for what stands before those."""
        try:
            lines = decoded(data).split("\n")
        except MasteryError as error:
            self.problems.append(f"{name}: {error}")
            return []
        first, head = self._front_matter(name, lines)
        day, time, named = self._date(name, head)
        if day is None:
            self.problems.append(f"{name}: there is no date in its name or front matter; it was left out.")
            return []
        found = [number for number in range(first, len(lines)) if heading(lines[number])]
        before = lines[first : found[0] if found else None]
        title = self._text(name, head, "title") or named
        entries: list[Entry] = []
        if title or any(map(str.strip, before)) or not found:
            title, body = _titled(title, before, {PurePosixPath(name).stem, str(day)})
            alone = Section(kind="note", starred=False, tags=(), body=body)
            entries += self._made(name, first + 1, day, Heading(None, time or USUAL_TIME, title), alone)
        for number, end in pairwise([*found, len(lines)]):
            about = heading(lines[number])
            if about is not None:
                entries += self._made(name, number + 1, day, about, section(lines[number + 1 : end]))
        starred = self._flag(name, head, "starred")
        tags = self._missing_tags(name, head, entries)
        return [
            msgspec.structs.replace(one, starred=one.starred or starred, tags=(*one.tags, *tags)) for one in entries
        ]

    def _made(self, name: str, line: int, day: dt.date, about: Heading, below: Section) -> list[Entry]:
        """The entry; none, and a problem more, where it has no text."""
        at = self.context.now.local(dt.datetime.combine(about.date or day, about.time))
        key = at, about.title, below.body
        try:
            entry = make_dated_entry(
                at,
                about.title,
                below.body,
                starred=below.starred,
                tags=below.tags,
                now=self.context.now,
                origin=ORIGIN,
                repeat=self.seen[key],
                kind=below.kind,
            )
        except BadInput as error:
            self.problems.append(f"{name}, line {line}: {error}")
            return []
        self.seen[key] += 1
        return [msgspec.structs.replace(entry, day=day)]

    # The front matter

    def _front_matter(self, name: str, lines: list[str]) -> tuple[int, dict[str, _Value]]:
        """The number of lines that it takes, and what it says of the keys that are known."""
        found = split(lines, ends=(FENCE, "..."))
        if not lines[0].strip() or not found.head or not found.is_closed:
            return 0, {}
        values, strange = _values(found.head[1:-1])
        self.problems.extend(f"{name}, line {line}: the front matter was not understood here." for line in strange)
        known: dict[str, _Value] = {}
        for key, value in values.items():
            if key.lower() not in KEYS:
                self.left.setdefault(key, []).append(f"{name}, line {value.line}")
            elif value.text is None:
                self._not_understood(name, key, value)
            else:
                known[key.lower()] = value
        return len(found.head), known

    def _not_understood(self, name: str, key: str, value: _Value) -> None:
        self.problems.append(f"{name}, line {value.line}: {key!r} was not understood and was left out.")

    def _text(self, name: str, head: Mapping[str, _Value], key: str) -> str:
        value = head.get(key)
        if value is not None and isinstance(value.text, str):
            return value.text
        if value is not None:
            self._not_understood(name, key, value)
        return ""

    def _flag(self, name: str, head: Mapping[str, _Value], key: str) -> bool:
        flag = _FLAGS.get(self._text(name, head, key).lower())
        if flag is None:
            self._not_understood(name, key, head[key])
        return flag or False

    def _date(self, name: str, head: Mapping[str, _Value]) -> tuple[dt.date | None, dt.time | None, str]:
        """The note's day and clock time, and the title that its name has behind the date.

        The front matter's `date` comes first, then the name, then `created`.
        """
        named, at, title = _of_name(PurePosixPath(name))
        moments = [(named, at)]
        for key, place in (("date", 0), ("created", 2)):
            text = self._text(name, head, key)
            moment = _moment(text, self.context) if text else (None, None)
            if text and moment[0] is None:
                self._not_understood(name, key, head[key])
            moments.insert(place, moment)
        day = next((day for day, _ in moments if day), None)
        return day, next((time for one, time in moments if time and one == day), None), title

    def _missing_tags(self, name: str, head: Mapping[str, _Value], entries: Iterable[Entry]) -> list[str]:
        """The tags of the front matter that no entry of the note has of its own: they are for all of them."""
        typed: list[str] = []
        for key in ("tags", "tag"):
            text = head[key].text if key in head else ""
            typed += re.split(r"[,\s]+", text) if isinstance(text, str) else text or []
        there = {_obsidian_tag(tag) for entry in entries for tag in entry.tags}
        tags = dict.fromkeys(normalise_tag(one) for one in typed if has_name(one))
        return [tag for tag in tags if _obsidian_tag(tag) not in there]


def _values(lines: Sequence[str]) -> tuple[dict[str, _Value], list[int]]:
    """The keys of a front matter with their values, and the numbers of the lines that were not understood."""
    values: dict[str, _Value] = {}
    strange: list[int] = []
    key = ""
    for number, line in enumerate(lines, 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if (found := _KEY.fullmatch(line.rstrip())) is not None:
            key = found[2].rstrip()
            values[key] = _Value(number, _value(found[3] or ""))
        elif key and (item := _ITEM.fullmatch(line.rstrip())) is not None:
            values[key] = _with_item(values[key], _scalar(item[1] or ""))
        elif key and line[0].isspace():
            values[key] = values[key]._replace(text=None)  # what lies deeper
        else:
            strange.append(number)
    return values, strange


def _with_item(value: _Value, item: str | None) -> _Value:
    """The value with an item more; nothing is known of one that has a text already."""
    if item is None or value.text is None or (isinstance(value.text, str) and value.text):
        return value._replace(text=None)
    if isinstance(value.text, str):
        return value._replace(text=[item])
    value.text.append(item)
    return value


def _value(text: str) -> str | list[str] | None:
    found = _LIST.fullmatch(text)
    if found is None:
        return text if text.startswith("[[") else _scalar(text)
    items = [_scalar(one) for one in _LIST_ITEM.findall(found[1]) if one.strip()]
    known = [one for one in items if one is not None]
    return known if len(known) == len(items) else None


def _scalar(text: str) -> str | None:
    """The text of one value, None for what is more than a text."""
    quoted = _QUOTED.fullmatch(text)
    if quoted is not None and quoted[1].startswith("'"):
        return quoted[1][1:-1].replace("''", "'")
    if quoted is not None:
        try:
            return str(json.loads(quoted[1]))
        except ValueError:
            return None
    plain = _PLAIN.match(text)
    if plain is None:
        return "" if not text else None
    rest = text[plain.end() :]
    return plain[0].strip() if not rest or rest.lstrip().startswith("#") else None


def _of_name(path: PurePosixPath) -> tuple[dt.date | None, dt.time | None, str]:
    """The date and the time that a note's name begins with, and what stands behind them."""
    parts = (*path.parent.parts, path.stem)
    found = _NAME.fullmatch(path.stem) or _FOLDERS.fullmatch("/".join(parts[-3:]))
    if found is None:
        return None, None, ""
    try:
        day = dt.date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None, None, ""
    time = dt.time(int(found[5]), int(found[6])) if found[5] else None
    rest = found[7].strip()
    return day, time, "" if rest.lower() in _DAY_NAMES else rest


def _moment(text: str, context: ReadContext) -> tuple[dt.date | None, dt.time | None]:
    """The day and the clock time of a full date, also of a link to a day's note; nothing for anything else."""
    text = text.strip().removeprefix("[[").removesuffix("]]").strip()
    try:
        at = dt.datetime.fromisoformat(text)
        at = local_moment(at, context.now) if at.tzinfo else at
        return at.date(), at.time().replace(second=0, microsecond=0) if ":" in text else None
    except (ValueError, OverflowError):
        when = parse_when(text, context.now.at) if _YEAR.search(text) else None
        return (when.day, when.time) if when else (None, None)


def _titled(title: str, lines: list[str], names: Iterable[str]) -> tuple[str, str]:
    """Title and body of a note: its first heading is the title where there is no other, and no date."""
    text = "\n".join(lines).strip("\n")
    first, _, rest = text.partition("\n")
    found = _TITLE.fullmatch(first)
    if found is None:
        return title, text
    said = _without_closing(found[1])
    if said in (title, *names):
        return title, rest
    return (title, text) if title else (said, rest)


def _without_closing(said: str) -> str:
    """The text of a heading, without spaces and number signs at its end."""
    said = said.rstrip(" \t")
    bare = said.rstrip("#")
    return bare.rstrip(" \t") if bare.endswith((" ", "\t")) else said


def write(export: Export) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of files: for each day the attachments that it links to, then its own, "2026-11-20.md"."""
    written: set[str] = set()
    for day, entries in groupby(sorted(export.entries, key=lambda entry: entry.day), key=lambda entry: entry.day):
        of_day = list(entries)
        tags = dict.fromkeys(_obsidian_tag(tag) for entry in of_day for tag in entry.tags)
        head = [FENCE, f"date: {day}", *(["tags:"] if tags else []), *(f'  - "{tag}"' for tag in tags), FENCE]
        text = "\n".join(head) + "\n\n" + "\n\n".join(map(entry_markdown, of_day)) + "\n"
        for name in dict.fromkeys(name for _, name in ATTACHED.findall(text) if name not in written):
            written.add(name)
            data = export.attachment(name)
            if data is not None:
                yield f"attachments/{name}", data
        yield f"{day}.md", export.without_left_out(text).encode()


def _obsidian_tag(tag: str) -> str:
    """The tag in the letters that Obsidian allows, without the @ of a person."""
    return _NO_TAG.sub("-", tag.removeprefix("@"))


FORMAT = Format(
    "markdown-folder", "A folder of Markdown, a file a day, as Obsidian's daily notes",
    write=write, read_files=read_files, wanted=wanted,
)  # fmt: skip
