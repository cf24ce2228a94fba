"""The entries by day, the newest first: the months as headings, and of every entry day, time, title and first words."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style

from mastery.core.base.phrases import SHORT_WEEKDAYS, long_month_year, time_text
from mastery.core.base.records import Entry
from mastery.core.base.tags import signed
from mastery.core.writing.entries import places
from mastery.core.writing.query import Query, excerpt, matches
from mastery.tui.widgets.picklist import PickList, clean, cut, marked

DATE_WIDTH = 10
"""Cells before the title: the cursor's mark, the day above the time, and air."""

_MARKUP = re.compile(r"^\s*(?:#{1,6}\s+|>\s*|[-*+]\s+(?:\[[ xX]\]\s+)?|\d+[.)]\s+)", re.MULTILINE)


def first_words(entry: Entry, width: int) -> str:
    """What follows the title, on one line; the tags of an entry that has nothing more."""
    words = clean(_MARKUP.sub("", entry.body[: 4 * width + 200]))
    return words or " ".join(map(signed, entry.tags))


class Timeline(PickList):
    """Shows entries and has a cursor on one of them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "timeline--month", "timeline--rule", "timeline--day", "timeline--today", "timeline--time", "timeline--title",
        "timeline--words", "timeline--kind", "timeline--star", "timeline--cursor", "timeline--match",
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._entries: Sequence[Entry] = []
        self._counts: dict[tuple[int, int], int] = {}
        self._query: Query | None = None
        self._today = dt.date.min

    @property
    def entry(self) -> Entry | None:
        """The chosen entry."""
        return self._entries[self.cursor] if self.cursor is not None else None

    @property
    def entries(self) -> Sequence[Entry]:
        """What is on show, the newest first."""
        return self._entries

    def show(
        self, entries: Sequence[Entry], today: dt.date, query: Query | None = None, *, keep_place: bool = False
    ) -> None:
        """Shows entries (the newest first) and marks what a query found in them.

        The chosen entry stays chosen; if it is gone, the one that took its place is.
        """
        chosen, place = self.entry, self.cursor or 0
        self._entries, self._query, self._today = entries, query, today
        self._counts = {}
        starts: list[int] = []
        line = 0
        month = (0, 0)
        cursor = None
        for index, standing in enumerate(places(entries)):
            day = standing.day
            if (day.year, day.month) != month:
                line += 2 if index else 1
                month = (day.year, day.month)
                self._counts[month] = 0
            self._counts[month] += 1
            starts.append(line)
            line += self.ITEM_HEIGHT
            if chosen is not None and standing.id == chosen.id:
                cursor = index
        self.set_items(
            starts,
            (min(place, len(entries) - 1) if cursor is None else cursor) if entries else None,
            keep_place=keep_place and bool(place),
        )

    def choose_entry(self, entry_id: str) -> bool:
        """Puts the cursor on an entry; False if it is not on show."""
        for index, place in enumerate(places(self._entries)):
            if place.id == entry_id:
                self.choose(index)
                return True
        return False

    def draw_between(self, line: int, index: int, width: int) -> list[Segment]:
        """The month's name and how many entries it has, over a rule; an empty line above all but the first."""
        plain = self.rich_style
        if line != self._starts[index] - 1:
            return [Segment(" " * width, plain)]
        day = places(self._entries)[index].day
        name = f" {long_month_year(day)} "
        number = f" {self._counts[day.year, day.month]} "
        rule = "─" * max(0, width - len(name) - len(number))
        return [
            Segment(cut(name, width), self._style("month", plain)),
            Segment(rule, self._style("rule", plain)),
            Segment(number if rule else " " * max(0, width - len(name)), self._style("time", plain)),
        ]

    def draw_item(self, index: int, row: int, width: int, *, chosen: bool) -> list[Segment]:
        """The day and the title; below it the time and the first words, or the words around what was found."""
        entry = self._entries[index]
        base = self.cursor_style("timeline--cursor") if chosen else self.rich_style
        mark = Segment("▌" if chosen else " ", self._style("today" if chosen else "time", base))
        room = max(0, width - DATE_WIDTH - 1)
        draw = self._title_line if row == 0 else self._words_line
        return [mark, *draw(index, entry, base, room), Segment(" ", base)]

    def _title_line(self, index: int, entry: Entry, base: Style, room: int) -> list[Segment]:
        first = index == 0 or places(self._entries)[index - 1].day != entry.day
        day, style = self._day(entry.day) if first else ("", "day")
        segments = [Segment(f" {day:<6}  ", self._style(style, base))]
        if entry.starred and room > 2:
            segments.append(Segment("★ ", self._style("star", base)))
            room -= 2
        title = clean(entry.title) or "(no title)"
        found = matches(title, self._query) if self._query else []
        return [
            *segments,
            *marked(title, room, self._style("title", base), found, self.get_component_rich_style("timeline--match")),
        ]

    def _words_line(self, index: int, entry: Entry, base: Style, room: int) -> list[Segment]:
        segments = [Segment(f" {time_text(entry.at):<6}  ", self._style("time", base))]
        if entry.kind != "note" and room > 2 * len(entry.kind):
            segments.append(Segment(f"{entry.kind} ", self._style("kind", base)))
            room -= len(entry.kind) + 1
        words, found = self._words(entry, room)
        return [
            *segments,
            *marked(words, room, self._style("words", base), found, self.get_component_rich_style("timeline--match")),
        ]

    def _words(self, entry: Entry, room: int) -> tuple[str, list[tuple[int, int]]]:
        if self._query is not None:
            words, found = excerpt(entry.body, self._query, room)
            if found:
                return words.translate(dict.fromkeys(range(0x20), " ")), found
        return first_words(entry, room), []

    def _day(self, day: dt.date) -> tuple[str, str]:
        if day == self._today:
            return "Today", "today"
        return f"{SHORT_WEEKDAYS[day.weekday()]} {day.day:>2}", "day"

    def _style(self, name: str, base: Style) -> Style:
        return self.paint(f"timeline--{name}", base)
