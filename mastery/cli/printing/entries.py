"""Printing entries: as a table, JSON, Markdown or CSV, or to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from mastery.cli.printing.output import CUT, DIM, PLAIN, Column, line_width, one_line, shorten, table
from mastery.cli.terminal import style
from mastery.core.base.phrases import headline
from mastery.core.base.tags import signed

if TYPE_CHECKING:
    from mastery.core.base.records import Entry


def tag_text(tags: Iterable[str]) -> str:
    """The tags as they are typed: "#work @anna"."""
    return " ".join(map(signed, tags))


def moment_text(entry: Entry) -> str:
    """The journal day and the clock time: "2026-11-20 21:30"."""
    return f"{entry.day.isoformat()} {entry.at:%H:%M}"


def mark_text(entry: Entry) -> str:
    """A star, the kind unless it is a note, the mood and the minutes."""
    marks = ["*"] * entry.starred + [entry.kind] * (entry.kind != "note") + [f"mood {entry.mood}"] * bool(entry.mood)
    return " ".join(
        marks
        + [f"{entry.minutes} min"] * bool(entry.minutes)
        + ["applied"] * entry.applied
        + ["shareable"] * entry.shareable
    )


def title_text(entry: Entry) -> str:
    """The title, or the beginning of the text without one."""
    return one_line(headline(entry))


def naming(entry: Entry, short: str) -> str:
    """How messages name an entry: `"Title" (k7w2mq)`."""
    return f'"{shorten(title_text(entry), 60)}" ({short})'


def entry_table(entries: Sequence[Entry], short: Callable[[str], str]) -> str:
    """The entries as a table: short id, moment, marks, title, tags."""
    rows = [
        (short(entry.id), moment_text(entry), mark_text(entry), title_text(entry), tag_text(entry.tags))
        for entry in entries
    ]
    tags = Column({"dim": True}, cut=True)
    return table(rows, (DIM, PLAIN, PLAIN, CUT, tags), line_width())


def entry_json(entries: Sequence[Entry], short: Callable[[str], str]) -> str:
    """The entries as a JSON list; "short" is the form other commands take."""
    import msgspec

    from mastery.core.base.records import to_fields

    kept = [{"short": short(entry.id), **to_fields(entry)} for entry in entries]
    for fields in kept:
        del fields["deleted_by"]
        if fields["deleted"] is None:
            del fields["deleted"]
    return msgspec.json.format(msgspec.json.encode(kept), indent=2).decode()


def entry_csv(entries: Sequence[Entry], short: Callable[[str], str]) -> str:
    """The entries as CSV with a heading line."""
    from mastery.exchange import csv_text

    rows: list[tuple[object, ...]] = [("id", "day", "time", "kind", "starred", "mood", "tags", "title", "body")]
    for entry in entries:
        starred = "yes" if entry.starred else "no"
        moment = entry.day.isoformat(), f"{entry.at:%H:%M}"
        facts = entry.kind, starred, entry.mood or ""
        rows.append((entry.id, *moment, *facts, tag_text(entry.tags), entry.title, entry.body))
    return csv_text(rows).removesuffix("\n")


def entry_markdown(entries: Sequence[Entry], short: Callable[[str], str]) -> str:
    """The entries as Markdown: a heading with moment and title each, then the text."""
    return "\n\n".join(_one_markdown(entry) for entry in entries)


def _one_markdown(entry: Entry) -> str:
    facts = [entry.kind] * (entry.kind != "note") + ["starred"] * entry.starred
    loose = [tag for tag in entry.tags if signed(tag) not in entry.text.casefold()]
    facts += [tag_text(loose)] * bool(loose)
    parts = [f"## {moment_text(entry)} {entry.title}".rstrip()]
    parts += [f"*{' · '.join(facts)}*"] * bool(facts) + [entry.body] * bool(entry.body)
    return "\n\n".join(parts)


def entry_text(
    entries: Sequence[Entry],
    short: Callable[[str], str],
    more: Callable[[Entry], Sequence[str]] = lambda entry: (),
) -> str:
    """The entries to be read: title, one dim line of facts, the text. `more` gives further facts of an entry."""
    rule = "\n\n" + style("-" * 40, dim=True) + "\n\n"
    return rule.join(_one_text(entry, short(entry.id), more(entry)) for entry in entries)


def _one_text(entry: Entry, short: str, more: Sequence[str]) -> str:
    facts = [moment_text(entry), mark_text(entry), *map(one_line, more), tag_text(entry.tags), short]
    facts += ["in the trash"] * (entry.deleted is not None)
    lines = [style(one_line(entry.title), bold=True)] * bool(entry.title)
    lines.append(style("  ".join(filter(None, facts)), dim=True))
    return "\n".join(lines) + (f"\n\n{entry.body}" if entry.body else "")


FORMATS: dict[str, Callable[[Sequence[Entry], Callable[[str], str]], str]] = {
    "table": entry_table,
    "json": entry_json,
    "md": entry_markdown,
    "csv": entry_csv,
}
