"""Goals as text to edit: a line for each milestone, resource and obstacle, and the whole goal as one Markdown page."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec

from mastery.core.base.checks import some_line
from mastery.core.base.errors import BadInput
from mastery.core.base.frontmatter import FENCE, lines_of, read_fields, split
from mastery.core.base.numbers import read_minutes
from mastery.core.base.when import parse_day, parse_when
from mastery.core.goals.goal import RESOURCE_KINDS, Goal, Milestone, Obstacle, Resource

T = TypeVar("T")

_DONE = re.compile(r"\[(?P<mark>[ xX]?)(?: *(?P<day>\d{4}-\d{2}-\d{2}))?\]\s*(?P<rest>.*)")
_RESOURCE = re.compile(rf"(?P<kind>{'|'.join(RESOURCE_KINDS)})\s*:\s*(?P<rest>.+)", re.IGNORECASE)
_LINK = re.compile(r"<(\S+)>|\b(https?://\S+)")
_DAY_OF = r"(started|finished) (\d{4}-\d{2}-\d{2})"
_SPAN = re.compile(rf"\s*\({_DAY_OF}(?:,\s*{_DAY_OF})?\)$")
_BULLET = re.compile(r"^[-*+]\s+(?!\[)|^[-*+]\s+(?=\[)")

SECTIONS = ("Vision", "Reality", "Why", "Milestones", "Resources", "Obstacles")
HEAD = ("title", "target", "budget")

MILESTONES_HINT = "A2 exam by 2026-12-01"
RESOURCES_HINT = "book: Fluent Forever <https://fluent-forever.com>"
OBSTACLES_HINT = "I stop as soon as it gets boring"


def milestone_line(one: Milestone) -> str:
    """The milestone as a line: "[x 2026-11-20] A2 exam by 2026-12-01"."""
    mark = f"[x {one.done}] " if one.done else "[ ] "
    return f"{mark}{one.title}" + (f" by {one.target}" if one.target else "")


def read_milestone(line: str, today: dt.date) -> Milestone:
    """The milestone in a line. Raises BadInput if it has no title."""
    match = _DONE.fullmatch(line)
    done, rest = None, line
    if match is not None:
        rest = match["rest"]
        if match["day"]:
            done = parse_day(match["day"], today)
        elif match["mark"] in ("x", "X"):
            done = today
    before, by, after = rest.rpartition(" by ")
    when = parse_when(after, dt.datetime.combine(today, dt.time(12)), prefer="future") if by else None
    title = before if when is not None and when.time is None else rest
    target = when.day if when is not None and when.time is None else None
    return Milestone(title=_titled(title, "milestone"), target=target, done=done)


def resource_line(one: Resource) -> str:
    """The resource as a line: "book: Title <link> (started 2026-01-01)"."""
    days = [f"{word} {day}" for word, day in (("started", one.started), ("finished", one.finished)) if day]
    parts = [f"{one.kind}: {one.title}"] + [f"<{one.link}>"] * bool(one.link) + [f"({', '.join(days)})"] * bool(days)
    return " ".join(parts)


def read_resource(line: str, today: dt.date) -> Resource:
    """The resource in a line; without a kind, an article if it has a link, else a book.

    Raises BadInput if it has no title.
    """
    match = _RESOURCE.fullmatch(line)
    rest = match["rest"] if match is not None else line
    days: dict[str, dt.date] = {}
    if (span := _SPAN.search(rest)) is not None:
        days = {word: parse_day(day, today) for word, day in (span.group(1, 2), span.group(3, 4)) if word}
        rest = rest[: span.start()]
    link = _LINK.search(rest)
    rest = rest[: link.start()] + rest[link.end() :] if link is not None else rest
    where = (link[1] or link[2]) if link is not None else ""
    kind = match["kind"].casefold() if match is not None else "article" if link is not None else "book"
    title = " ".join(rest.split()) or where
    return Resource(
        title=_titled(title, "resource"),
        kind=msgspec.convert(kind, Resource.__annotations__["kind"]),
        link=where,
        started=days.get("started"),
        finished=days.get("finished"),
    )


def read_lines(text: str, read: Callable[[str], T]) -> list[T]:
    """Parses each line, without blank lines and bullets. Raises BadInput naming the line."""
    found = []
    for line in text.splitlines():
        plain = _BULLET.sub("", line.strip()).strip()
        if plain:
            found.append(read(plain))
    return found


def _titled(title: str, noun: str) -> str:
    if not title.strip():
        raise BadInput(f"A {noun} needs a title.")
    return " ".join(some_line(title).split())


def read_milestones(text: str, today: dt.date) -> tuple[Milestone, ...]:
    """The milestones of several lines. Raises BadInput."""
    return tuple(read_lines(text, lambda line: read_milestone(line, today)))


def read_resources(text: str, today: dt.date) -> tuple[Resource, ...]:
    """The resources of several lines. Raises BadInput."""
    return tuple(read_lines(text, lambda line: read_resource(line, today)))


def read_obstacles(text: str, known: Iterable[Obstacle] = ()) -> tuple[Obstacle, ...]:
    """The obstacles of several lines; one that is among the `known` ones still has its mental model."""
    models = {one.text: one.model for one in known}
    return tuple(read_lines(text, lambda line: Obstacle(text=line, model=models.get(line, ""))))


def check_title(title: str, noun: str = "goal") -> str:
    """A title on one line. Raises BadInput if it is empty."""
    return _titled(title, noun)


def read_target(typed: str, today: dt.date) -> dt.date | None:
    """The day that a target names, seen from today; None if nothing was typed. Raises BadInput."""
    return parse_day(typed, today, prefer="future") if typed.strip() else None


def to_page(goal: Goal) -> str:
    """The goal as the page that goes into an editor."""
    head = {"title": goal.title, "target": goal.target or "", "budget": goal.budget or ""}
    texts = {"Vision": goal.vision, "Reality": goal.reality, "Why": goal.why}
    texts["Milestones"] = "\n".join(map(milestone_line, goal.milestones))
    texts["Resources"] = "\n".join(map(resource_line, goal.resources))
    texts["Obstacles"] = "\n".join(one.text for one in goal.obstacles)
    lines = [FENCE, *(f"{name}: {value}".rstrip() for name, value in head.items()), FENCE]
    return "\n".join(lines) + "".join(f"\n\n# {name}\n\n{texts[name]}".rstrip() for name in SECTIONS) + "\n"


def from_page(text: str, goal: Goal, today: dt.date) -> Goal:
    """The goal after its page was edited. Raises BadInput naming what cannot be understood; a missing heading
    leaves its part as it was."""
    found = split(lines_of(text))
    head = {key: value for key, (_, value) in read_fields(found.head, HEAD).items()}
    if not found.is_closed:
        raise BadInput(f"The line {FENCE} that ends the first lines is missing: put it before the text.")
    parts = _sections(found.text)
    changed: dict[str, object] = {}
    if "title" in head:
        changed["title"] = check_title(head["title"])
    if "target" in head:
        changed["target"] = read_target(head["target"], today)
    if "budget" in head:
        changed["budget"] = read_minutes(head["budget"])
    for name in ("Vision", "Reality", "Why"):
        if name in parts:
            changed[name.casefold()] = parts[name]
    if "Milestones" in parts:
        changed["milestones"] = read_milestones(parts["Milestones"], today)
    if "Resources" in parts:
        changed["resources"] = read_resources(parts["Resources"], today)
    if "Obstacles" in parts:
        changed["obstacles"] = read_obstacles(parts["Obstacles"], goal.obstacles)
    return msgspec.structs.replace(goal, **changed)


def _sections(lines: Sequence[str]) -> dict[str, str]:
    """The text under each of the known headings; an unknown heading belongs to the text it is in."""
    parts: dict[str, list[str]] = {}
    here: list[str] = []
    for line in lines:
        name = line.removeprefix("#").strip().capitalize() if line.startswith("# ") else ""
        if name in SECTIONS:
            here = parts.setdefault(name, [])
        elif here or parts:
            here.append(line)
        elif line.strip():
            raise BadInput(f"{line.strip()[:40]!r} stands before the first heading: put it under # Vision or # Why.")
    return {name: "\n".join(text).strip() for name, text in parts.items()}
