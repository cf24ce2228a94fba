"""jrnl's own text: `[2026-11-20 21:30] Title.` and the body, up to the next such line; jrnl 1 wrote no brackets."""

import re
from collections.abc import Iterator, Sequence

from mastery.core.base.errors import MasteryError
from mastery.exchange import ReadContext
from mastery.exchange.jrnl.entries import Dated
from mastery.exchange.jrnl.heads import ELSE_JSON, Candidate, DateReader, Head, Where, bare, bracketed, heads

_SPACED_BRACKET = re.compile(r"^ ( *\[)", re.MULTILINE)
_PERHAPS_DATE = re.compile(r"\[(?=[^\]]*(?:\d{5}|\d\D+\d))[^\]]{7,60}\](?:\s|$)")
_WORDS = 7
"""Words at the beginning of a line that are tried as a date."""


def read_plain(lines: Sequence[str], context: ReadContext, problems: list[str], where: Where) -> list[Dated]:
    """The entries of a text, whose problems are added to those there are.

    Raises MasteryError where it has none, or they cannot be told from text.
    """
    reader = DateReader(context)
    found = bracketed(lines, reader)
    old = _old(lines, reader)
    apart = [one for one in found if one.is_apart and one.written.readings]
    if old and len(old) > len(apart):
        if len(apart) > 1:
            raise MasteryError(
                f"{where(old[0].at_line)} begins with a date as jrnl 1 wrote them, {where(apart[0].at_line).lower()} "
                "with one in brackets, as jrnl writes them since. Split the file, and bring in each part."
            )
        chosen = heads(old, [], reader, where)
        if len(old) > 1 and len(old) == sum(bool(line.strip()) for line in lines):
            problems.append(
                "No entry has more than a title. If this is what `jrnl --short` shows, bring in what "
                "`jrnl --format json` writes instead."
            )
        problems += (
            f"{where(one.at_line)}: [{one.text}] was left as text: the dates of this file have no brackets."
            for one in found
        )
    else:
        chosen = heads(found, lines, reader, where)
        _check_beginning(lines, chosen.heads, reader, where)
    if not chosen.heads:
        raise MasteryError(
            "No entry was found. jrnl's entries begin with a date, as in: [2026-11-20 21:30] Title. "
            f"Where the dates are in another format, say it with --date-format. {ELSE_JSON}"
        )
    problems += chosen.problems
    return list(dated(lines, chosen.heads, problems, where))


def _old(lines: Sequence[str], reader: DateReader) -> list[Candidate]:
    """The lines that jrnl 1 began entries with; none where the text does not begin with one."""
    first = _first(lines)
    return bare(lines, reader) if bare(lines[first : first + 1], reader) else []


def _first(lines: Sequence[str]) -> int:
    """The index of the first line that has anything."""
    return next((index for index, line in enumerate(lines) if line.strip()), 0)


def _check_beginning(lines: Sequence[str], found: Sequence[Head], reader: DateReader, where: Where) -> None:
    """Raises MasteryError where a text begins with a date that cannot be read.

    Its entries would else be filed under the first date that one of their texts mentions.
    """
    first = _first(lines)
    if found and found[0].at_line == first:
        return
    line = lines[first]
    words = line.split(" ")
    tried = [reader.written(" ".join(words[:size])) for size in range(2, min(len(words), _WORDS) + 1)]
    is_old = found and any(one is not None and one.strange and "t" in one.shape for one in tried)
    if is_old or _PERHAPS_DATE.match(line):
        raise MasteryError(
            f"{where(first)} begins with a date that cannot be read. Say the format with --date-format, as in "
            f"--date-format '%d.%m.%Y %H:%M'. {ELSE_JSON}"
        )


def dated(lines: Sequence[str], found: Sequence[Head], problems: list[str], where: Where) -> Iterator[Dated]:
    """The entries that these lines begin; text before the first one is an entry of its date."""
    before = lines[: found[0].at_line] if found else []
    if any(map(str.strip, before)):
        problems.append(f"Lines 1-{found[0].at_line} stand before the first dated entry and get its date.")
        yield part(where(0), found[0]._replace(title=""), before)
    for place, head in enumerate(found):
        end = found[place + 1].at_line if place + 1 < len(found) else len(lines)
        yield part(where(head.at_line), head, lines[head.at_line + 1 : end])


def part(place: str, head: Head, below: Sequence[str]) -> Dated:
    """An entry of its first line and those below."""
    starred = head.title.endswith(" *")
    title = head.title.removesuffix(" *") if starred else head.title
    body = _SPACED_BRACKET.sub(r"\1", "\n".join(below))
    return Dated(place=place, at=head.at, title=title.strip(), body=body, starred=starred)
