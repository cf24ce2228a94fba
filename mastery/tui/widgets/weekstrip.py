"""This week, and the last one if there is room: a mark for every day, distinguished by shape as well as color."""

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from mastery.core.base.clock import moved
from mastery.core.base.phrases import SHORT_WEEKDAYS
from mastery.core.writing.days import week_of
from mastery.tui.widgets.bars import Part

CELL = 5
"""Cells of one day."""

GAP = 3
"""Cells between the weeks."""


class WeekStrip(Widget):
    """Days, Monday first: name, number, and whether there are entries."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"week--name", "week--kept", "week--open", "week--today", "week--ahead"}
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._today = dt.date.min
        self._counts: Mapping[dt.date, int] = {}

    def show(self, today: dt.date, counts: Mapping[dt.date, int]) -> None:
        """Shows the week of `today`; `counts` has the days with entries."""
        self._today, self._counts = today, counts
        self.refresh()

    def render(self) -> Content:
        """Three lines: names, numbers, marks. Today's name stands between brackets."""
        style = {one: self.get_visual_style(f"week--{one}") for one in ("name", "kept", "open", "today", "ahead")}
        names: list[Part] = []
        numbers: list[Part] = []
        marks: list[Part] = []
        week = week_of(self._today)
        before = week_of(moved(week[0], -1)) if self.size.width >= 14 * CELL + GAP else []
        for day in (*before, *week):
            if before and day == week[0]:
                for row in (names, numbers, marks):
                    row.append((" " * GAP, style["ahead"]))
            here, ahead, kept = day == self._today, day > self._today, self._counts.get(day, 0)
            text = style["today" if here else "ahead" if ahead else "name"]
            name = SHORT_WEEKDAYS[day.weekday()]
            names.append((_cell(f"[{name}]" if here else f" {name}"), text))
            numbers.append((_cell(f" {day.day:>2}"), text))
            mark = "●" if kept else "·" if ahead else "○"
            marks.append((_cell(f"  {mark}"), style["kept" if kept else "ahead" if ahead else "open"]))
        return Content("\n").join(Content.assemble(*row) for row in (names, numbers, marks))


def _cell(text: str) -> str:
    """The text in a day's cells."""
    return text + " " * (CELL - cell_len(text))
