"""A folder of Markdown: a file per day with YAML front matter, as Obsidian's daily notes have it."""

import re
from collections.abc import Iterator
from itertools import groupby

from mastery.exchange import Export, Format
from mastery.exchange.markdown import entry_markdown

_NO_TAG = re.compile(r"[^\w/-]+")


def write(export: Export) -> Iterator[tuple[str, bytes]]:
    """For each day the name and bytes of its file, "2026-11-20.md"."""
    for day, entries in groupby(sorted(export.entries, key=lambda entry: entry.day), key=lambda entry: entry.day):
        of_day = list(entries)
        tags = dict.fromkeys(_obsidian_tag(tag) for entry in of_day for tag in entry.tags)
        head = ["---", f"date: {day}", *(["tags:"] if tags else []), *(f'  - "{tag}"' for tag in tags), "---"]
        text = "\n".join(head) + "\n\n" + "\n\n".join(map(entry_markdown, of_day)) + "\n"
        yield f"{day}.md", text.encode()


def _obsidian_tag(tag: str) -> str:
    """The tag in the letters that Obsidian allows, without the @ of a person."""
    return _NO_TAG.sub("-", tag.removeprefix("@"))


FORMAT = Format("markdown-folder", "A folder of Markdown, a file a day, as Obsidian's daily notes", write=write)
