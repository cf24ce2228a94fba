"""Templates of entries: Markdown to fill in, what is left out where it was not, and what is read out of it."""

import re
from typing import NamedTuple

from mastery.core.errors import BadInput
from mastery.core.records import KINDS
from mastery.core.tags import normalise_tag

FENCE = "---"
KEYS = ("name", "about", "kind", "tags")

_HEADING = re.compile(r"(#{1,6})(?:\s+(.*))?")
_CELL = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_DECISION = re.compile(r"[ \t]*[-*]?[ \t]*\**(prediction|probability|review on)\**[ \t]*:\**[ \t]*(.*)", re.IGNORECASE)


class Template(NamedTuple):
    """A text to fill in."""

    key: str
    """The name of its file."""
    name: str
    about: str
    """When to use it, in a line."""
    kind: str
    tags: tuple[str, ...]
    text: str
    """Markdown; its first line "# " is where the title goes."""


class Decided(NamedTuple):
    """The prediction in a decision, as it was typed."""

    statement: str
    probability: str
    by: str


def read_template(key: str, text: str) -> Template:
    """The template of a text with front matter. Raises BadInput naming the line."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    fields: dict[str, str] = {}
    start = 0
    if lines[0].strip() == FENCE:
        end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
        if end is None:
            raise BadInput(f"the line {FENCE} that ends its first lines is missing")
        for number, line in enumerate(lines[1:end], 2):
            name, colon, value = line.partition(":")
            if line.strip() and (not colon or name.strip() not in KEYS):
                raise BadInput(f"line {number} is not known there: the first lines are {', '.join(KEYS)}")
            fields[name.strip()] = value.strip()
        start = end + 1
    kind = fields.get("kind") or "note"
    if kind not in KINDS:
        raise BadInput(f"{kind!r} is no kind: there are {', '.join(KINDS)}")
    body = "\n".join(lines[start:]).strip("\n")
    if not body.strip():
        raise BadInput("it has no text")
    tags = tuple(normalise_tag(one) for one in re.split(r"[,\s]+", fields.get("tags", "")) if one)
    return Template(
        key, fields.get("name") or key.replace("-", " ").capitalize(), fields.get("about", ""), kind, tags, body
    )


def to_fill(template: Template) -> str:
    """The template as it goes into an editor: its kind and tags in the first lines."""
    tags = f"\ntags: {', '.join(template.tags)}" if template.tags else ""
    return f"{FENCE}\nkind: {template.kind}{tags}\n{FENCE}\n{template.text}\n"


def filled_in(template: Template, text: str) -> str:
    """The text without those parts of the template that nothing was typed into; empty where nothing was typed at all.

    An empty title becomes the template's name.
    """
    own = {line.strip() for line in to_fill(template).split("\n")}
    lines = _without_rows(text.replace("\r\n", "\n").split("\n"))
    lines = [line for line in lines if not (line.strip().endswith(":") and line.strip() in own)]
    lines = _without_headings(lines, own)
    if all(line.strip() in own for line in lines):
        return ""
    lines = [f"# {template.name}" if line.strip() == "#" and "#" in own else line for line in lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _without_rows(lines: list[str]) -> list[str]:
    """Tables without their empty rows, and without those that have no others."""
    kept: list[str] = []
    table: list[str] = []
    for line in [*lines, ""]:
        if line.lstrip().startswith("|"):
            table.append(line)
            continue
        kept += _full_rows(table)
        table = []
        kept.append(line)
    return kept[:-1]


def _full_rows(table: list[str]) -> list[str]:
    if len(table) < 2 or not _RULE.fullmatch(table[1]):
        return table
    full = [line for line in table[2:] if any(_cells(line))]
    return [*table[:2], *full] if full or len(table) == 2 else []


def _without_headings(lines: list[str], own: set[str]) -> list[str]:
    """The lines without the template's headings (of the second level and below) that have nothing under them."""
    kept: list[str] = []
    full = False
    for line in reversed(lines):
        heading = _HEADING.fullmatch(line.strip())
        if heading is None:
            full = full or bool(line.strip())
        elif len(heading[1]) > 1 and not full and line.strip() in own:
            continue
        else:
            full = False
        kept.append(line)
    return kept[::-1]


def _cells(line: str) -> list[str]:
    cells = [cell.strip().replace(r"\|", "|") for cell in _CELL.split(line.strip())]
    return cells[1 : -1 if len(cells) > 1 and not cells[-1] else None]


def thoughts(text: str) -> list[str]:
    """What was thought and not said: the right-hand cells of left-hand columns in an entry."""
    found: list[str] = []
    inside = False
    for line in text.split("\n"):
        if not line.lstrip().startswith("|"):
            inside = False
            continue
        cells = _cells(line)
        if len(cells) == 2 and cells[1].casefold().startswith("what i thought"):
            inside = True
        elif inside and len(cells) == 2 and cells[1] and not _RULE.fullmatch(line):
            found.append(cells[1])
    return list(dict.fromkeys(found))


def decided(text: str) -> Decided | None:
    """The prediction in a decision: its lines Prediction, Probability and Review on; None without all three."""
    found: dict[str, str] = {}
    fenced = False
    for line in text.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        match = None if fenced else _DECISION.fullmatch(line)
        if match is not None and match[2].strip():
            found.setdefault(match[1].casefold(), match[2].strip())
    if not {"prediction", "probability", "review on"} <= set(found):
        return None
    return Decided(found["prediction"], found["probability"], found["review on"])
