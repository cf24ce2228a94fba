"""Templates of entries: Markdown to fill in, leaving out what was not filled in, and reading a decision out of one."""

import re
from typing import NamedTuple

from mastery.core.base.errors import BadInput
from mastery.core.base.frontmatter import FENCE, lines_of, read_fields, split, tags_of
from mastery.core.base.records import KINDS

KEYS = ("name", "about", "kind", "tags")

_HEADING = re.compile(r"(#{1,6})(?:\s.*)?")
_CODE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})(.*)")
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
    """The template of a text with front matter, or of one that is all text. Raises BadInput naming the line."""
    found = split(lines_of(text))
    if not found.is_closed:
        raise BadInput(f"the line {FENCE} that ends its first lines is missing")
    body = "\n".join(found.text).strip("\n")
    fields = read_fields(found.head, KEYS)
    number, kind = fields.get("kind", (0, ""))
    kind = kind.casefold() or "note"
    if kind not in KINDS:
        raise BadInput(f"Line {number}: {kind!r} is no kind: there are {', '.join(KINDS)}")
    if not body.strip():
        raise BadInput("it has no text")
    name = fields.get("name", (0, ""))[1] or key.replace("-", " ").capitalize()
    return Template(
        key=key, name=name, about=fields.get("about", (0, ""))[1], kind=kind, tags=tags_of(fields) or (), text=body
    )


def to_fill(template: Template) -> str:
    """The template as it goes into an editor: its kind and tags in the first lines."""
    tags = f"\ntags: {', '.join(template.tags)}" if template.tags else ""
    return f"{FENCE}\nkind: {template.kind}{tags}\n{FENCE}\n{template.text}\n"


def filled_in(template: Template, text: str) -> str:
    """The text without those parts of the template that nothing was typed into; empty if nothing was typed at all.

    An empty title becomes the template's name. What was typed stays as it is, blocks of code to the letter.
    """
    own = {"", *map(_plain, template.text.split("\n"))}
    written = lines_of(text)
    found = split(written)
    head, lines = (found.head, list(found.text)) if found.is_closed else ((), written)
    code = _code(lines)
    labels = {line for line in own if line.endswith(":")}
    gone = {at for at, line in enumerate(lines) if at not in code and _plain(line) in labels}
    gone |= _empty_rows(lines, own, code)
    gone |= _empty_headings(lines, own, code, gone)
    if all(_plain(line) in own for at, line in enumerate(lines) if at not in gone):
        return ""
    title = next((at for at, line in enumerate(lines) if at not in code and line.strip() == "#"), None)
    if title is not None and "#" in own:
        lines[title] = f"# {template.name}"
    kept: list[int] = []
    for at, line in enumerate(lines):
        again = at not in code and not line.strip() and (not kept or not lines[kept[-1]].strip())
        if at not in gone and not again:
            kept.append(at)
    return "\n".join([*head, *(lines[at] for at in kept)]).rstrip("\n")


def _plain(line: str) -> str:
    """The line as it is compared: an editor may have changed its blanks."""
    return " ".join(line.split())


def _code(lines: list[str]) -> set[int]:
    """Which of the lines are blocks of code, with the lines that fence them."""
    found: set[int] = set()
    fence = ""
    for at, line in enumerate(lines):
        match = _CODE.fullmatch(line)
        if fence or match:
            found.add(at)
        if match and not fence:
            fence = match[1]
        elif match and match[1].startswith(fence) and not match[2].strip():
            fence = ""
    return found


def _empty_rows(lines: list[str], own: set[str], code: set[int]) -> set[int]:
    """Which of the lines are empty rows of tables, or the head of a table of the template that has no others."""
    found: set[int] = set()
    table: list[int] = []
    for at, line in enumerate([*lines, ""]):
        if at not in code and line.lstrip().startswith("|"):
            table.append(at)
            continue
        if len(table) > 2 and _RULE.fullmatch(lines[table[1]]):
            empty = {row for row in table[2:] if not any(_cells(lines[row]))}
            found |= empty
            if len(empty) == len(table) - 2 and _plain(lines[table[0]]) in own:
                found |= set(table[:2])
        table = []
    return found


def _empty_headings(lines: list[str], own: set[str], code: set[int], gone: set[int]) -> set[int]:
    """Which of the lines are headings of the template, of the second level and below, with nothing under them.

    Lines in a code block are not headings; lines that were removed don't count.
    """
    found: set[int] = set()
    full = 0  # headings of a lower number have something under them
    for at in reversed(range(len(lines))):
        heading = None if at in code else _HEADING.fullmatch(lines[at].strip())
        if at in gone or (at not in code and not lines[at].strip()):
            continue
        if heading is None:
            full = 7
        elif len(heading[1]) > 1 and len(heading[1]) >= full and _plain(lines[at]) in own:
            found.add(at)
        else:
            full = len(heading[1])
    return found


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
        elif inside and any(cells[1:]) and not _RULE.fullmatch(line):
            found.append(" | ".join(filter(None, cells[1:])))
    return list(dict.fromkeys(found))


def decided(text: str) -> Decided | None:
    """The prediction in a decision: its lines Prediction, Probability and Review on; None without all three."""
    found: dict[str, str] = {}
    lines = text.split("\n")
    code = _code(lines)
    for at, line in enumerate(lines):
        match = None if at in code else _DECISION.fullmatch(line)
        if match is not None and match[2].strip():
            found.setdefault(match[1].casefold(), match[2].strip())
    if not {"prediction", "probability", "review on"} <= set(found):
        return None
    return Decided(found["prediction"], found["probability"], found["review on"])
