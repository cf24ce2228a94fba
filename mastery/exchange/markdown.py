"""Markdown in one file: a heading a day, a smaller one an entry."""

from itertools import groupby

from mastery.core.capture import own_tags_of
from mastery.core.records import Entry
from mastery.exchange import Export, Format

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def write(export: Export) -> bytes:
    """The entries by day, the oldest first."""
    parts = []
    for day, entries in groupby(export.entries, key=lambda entry: entry.day):
        parts.append(f"# {_DAYS[day.weekday()]}, {day}")
        parts += map(entry_markdown, entries)
    return ("\n\n".join(parts) + "\n").encode()


def entry_markdown(entry: Entry) -> str:
    """One entry: time and title as a heading, what is not in the text as a line below it, the body."""
    head = f"## {entry.at:%H:%M} {entry.title}".rstrip()
    about: list[str] = [entry.kind] if entry.kind != "note" else []
    about += ["starred"] if entry.starred else []
    about += [tag if tag.startswith("@") else f"#{tag}" for tag in own_tags_of(entry)]
    return "\n\n".join(part for part in (head, f"*{', '.join(about)}*" if about else "", entry.body) if part)


FORMAT = Format("markdown", "Markdown in one file, a heading a day", write=write)
