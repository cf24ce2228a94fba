"""The map of a year: a cell for each day, with a cursor on one of them."""

import datetime as dt
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from mastery.core.base.clock import moved
from mastery.core.base.phrases import SHORT_WEEKDAYS
from mastery.core.review.heatmap import (
    LETTERS,
    YearMap,
    column,
    columns,
    day_at,
    level,
    month_line,
    year_map,
)

NAMES = 4
"""Cells of the names of the weekdays."""

WIDEST = 3
"""Cells of a column where there is room."""

ROWS = 8
"""The months, and seven days."""

CURSOR = "◆"
"""The cell under the cursor, where its day has any."""


class HeatMap(Widget, can_focus=True):
    """Draws a year; its cells differ by letter as by colour."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "heat--name", "heat--level0", "heat--level1", "heat--level2", "heat--level3", "heat--level4", "heat--cursor",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-7)", "Week before", show=False, id="heat.left"),
        Binding("right", "move(7)", "Week after", show=False, id="heat.right"),
        Binding("up,k", "move(-1)", "Day before", show=False, id="heat.up"),
        Binding("down,j", "move(1)", "Day after", show=False, id="heat.down"),
        Binding("pageup,left_square_bracket", "year(-1)", "Year before", show=False, id="heat.before"),
        Binding("pagedown,right_square_bracket", "year(1)", "Year after", show=False, id="heat.after"),
        Binding("home", "today", "Today", show=False, id="heat.today"),
        Binding("enter", "open", "Its entries", id="heat.open", key_display="enter", tooltip="The day in Journal"),
    ]

    class Moved(Message):
        """The cursor came to another day."""

        def __init__(self, day: dt.date) -> None:
            super().__init__()
            self.day = day

    class Opened(Moved):
        """A day is to be shown."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._map: YearMap = year_map({}, 2000)
        self._day = self._today = dt.date(2000, 1, 1)

    @property
    def day(self) -> dt.date:
        """The day under the cursor."""
        return self._day

    def show(self, found: YearMap, day: dt.date, today: dt.date) -> None:
        """Shows a year, with the cursor on one of its days; days after today are left blank."""
        self._map, self._day, self._today = found, day, today
        self.refresh()

    @property
    def _wide(self) -> int:
        """Cells of a column."""
        return max(1, min(WIDEST, (self.size.width - NAMES) // columns(self._map)))

    @property
    def _first(self) -> int:
        """The first column on show: where not all have room, the cursor's is among them."""
        room = max(1, (self.size.width - NAMES) // self._wide)
        return max(0, min(column(self._map, self._day) - room // 2, columns(self._map) - room))

    def render_line(self, y: int) -> Strip:
        """The months, or one weekday."""
        width, base = self.size.width, self.rich_style
        if y >= ROWS:
            return Strip.blank(width, base)
        first, wide = self._first, self._wide
        if y == 0:
            line = month_line(self._map, wide)
            text = line[first * wide :]
            if first and line[first * wide - 1] != " ":  # a name that is cut says nothing
                cut = len(text.partition(" ")[0])
                text = " " * cut + text[cut:]
            style = self._paint("heat--name", base)
            return Strip([Segment(f"{' ' * NAMES}{text:<{width}}"[:width], style)], width)
        return Strip(self._row(y - 1, first, wide)).adjust_cell_length(width, base)

    def _row(self, row: int, first: int, wide: int) -> list[Segment]:
        base = self.rich_style
        name = SHORT_WEEKDAYS[(row + self._map.week_starts) % 7]
        segments = [Segment(f"{name if row % 2 == 0 else '':<{NAMES}}", self._paint("heat--name", base))]
        styles = [self._paint(f"heat--level{one}", base) for one in range(len(LETTERS))]
        for at in range(first, columns(self._map)):
            day = day_at(self._map, at, row)
            if day is None or day > self._today:
                segments.append(Segment(" " * wide, base))
                continue
            here = level(self._map, day)
            letter, style = LETTERS[here], styles[here]
            if day == self._day:
                letter = CURSOR if here else letter  # a full cell would hide the cursor's own colour
                plain = self.app.current_theme.ansi
                style = style + Style(reverse=True) if plain else self._paint("heat--cursor", base)
            segments += [Segment(letter, style), Segment(" " * (wide - 1), base)]
        return segments

    def _paint(self, name: str, base: Style) -> Style:
        found = self.get_component_rich_style(name)
        return found if name == "heat--cursor" else found + Style(bgcolor=base.bgcolor)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No year is after the present one."""
        return action != "year" or parameters != (1,) or self._day.year < self._today.year

    def action_move(self, by: int) -> None:
        """Moves the cursor by days, not beyond today."""
        self._go(min(self._today, moved(self._day, by)))

    def action_year(self, by: int) -> None:
        """Moves the cursor by years."""
        year = self._day.year + by
        if 1 < year < dt.MAXYEAR:
            self._go(min(self._today, self._day.replace(year=year, day=min(self._day.day, 28))))

    def action_today(self) -> None:
        """Goes to today."""
        self._go(self._today)

    def action_open(self) -> None:
        """Shows the day's entries."""
        self.post_message(self.Opened(self._day))

    def _go(self, day: dt.date) -> None:
        self._day = day
        self.refresh()
        self.post_message(self.Moved(day))

    def on_click(self, event: events.Click) -> None:
        """Goes to the day under the mouse; a second click opens it."""
        at, row = self._first + (event.x - NAMES) // self._wide, event.y - 1
        day = day_at(self._map, at, row) if event.x >= NAMES and 0 <= row < 7 else None
        if day is None or day > self._today:
            return
        self._go(day)
        if event.chain == 2:
            self.action_open()

    def on_focus(self) -> None:
        """The cursor shows where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """As above."""
        self.refresh()
