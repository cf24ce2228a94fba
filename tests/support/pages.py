"""The pages a user reads, as the tests of the docs see them: code blocks, code in sentences, headings, links."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Line(NamedTuple):
    """A line of a page."""

    page: str
    number: int
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.number}: {self.text}"


class Block(NamedTuple):
    """A block of code."""

    language: str
    lines: list[Line]


def pages() -> list[Path]:
    """Every page, the README first."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def name(page: Path) -> str:
    """A page's name as seen from the root."""
    return page.relative_to(ROOT).as_posix()


def lines(page: Path) -> list[Line]:
    """The lines of a page."""
    return [Line(name(page), number, text) for number, text in enumerate(page.read_text("utf-8").splitlines(), 1)]


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of code."""
    block = None
    for line in lines(page):
        if not line.text.startswith("```"):
            if block is not None:
                block.lines.append(line)
        elif block is None:
            block = Block(line.text.removeprefix("```").strip(), [])
        else:
            yield block
            block = None
    assert block is None, f"{name(page)}: a block of code is not closed"


def prose(page: Path) -> Iterator[Line]:
    """The lines outside of blocks of code."""
    inside = False
    for line in lines(page):
        if line.text.startswith("```"):
            inside = not inside
        elif not inside:
            yield line


def spans(page: Path) -> Iterator[Line]:
    """The code in sentences and tables, a line each, with the number of its line."""
    for line in prose(page):
        for code in re.findall(r"(?<!`)`([^`]+)`(?!`)", line.text):
            yield line._replace(text=code)


def anchors(page: Path) -> set[str]:
    """The names under which the headings of a page can be linked to."""
    found: set[str] = set()
    for line in prose(page):
        if heading := re.fullmatch(r"#{1,6} +(.+?)(?: +#+)?", line.text):
            words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).replace("`", "").lower()
            anchor = re.sub(r"[^\w\- ]", "", words).strip().replace(" ", "-")
            number = sum(1 for one in found if re.fullmatch(rf"{re.escape(anchor)}(-\d+)?", one))
            found.add(f"{anchor}-{number}" if anchor in found else anchor)
    return found


def links(page: Path) -> Iterator[Line]:
    """The targets of the links and pictures, with the number of their line."""
    for line in prose(page):
        for target in re.findall(r"\]\(([^()\s]+)\)", re.sub(r"`[^`]*`", "", line.text)):
            yield line._replace(text=target)
