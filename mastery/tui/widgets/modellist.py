"""Mental models under the headings of where they stand; below them the predictions and the recall cards."""

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from mastery.core.charts import FULL, sure_bar
from mastery.core.models import Model, Standing, is_due
from mastery.tui.widgets.picklist import PickList, clean, cut, marked
from mastery.tui.words import near_day

SHORTEST = 5
"""Cells of an area that are worth showing."""

PREDICTIONS, RECALL = "predictions", "recall"


class ModelLine(NamedTuple):
    """One item of the list: a model, or where the predictions or the cards are found."""

    heading: str
    id: str
    title: str
    model: Model | None = None
    found: Standing | None = None
    below: str = ""
    """What the second line says of what is no model."""
    due: str = ""
    """What is due, at the right of the title."""


class ModelList(PickList):
    """Models, predictions and cards, with a cursor on one of them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "models--heading", "models--mark", "models--title", "models--words", "models--full", "models--none",
        "models--due", "models--cursor",
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Sequence[ModelLine] = ()
        self._today = dt.date.min

    @property
    def line(self) -> ModelLine | None:
        """The chosen item."""
        return self._lines[self.cursor] if self.cursor is not None else None

    def show(self, lines: Sequence[ModelLine], today: dt.date) -> None:
        """Shows items; the chosen one stays chosen."""
        chosen, place = self.line, self.cursor or 0
        self._lines, self._today = lines, today
        starts: list[int] = []
        at = 0
        for index, line in enumerate(lines):
            if index == 0 or line.heading != lines[index - 1].heading:
                at += 2 if index else 1
            starts.append(at)
            at += self.ITEM_HEIGHT + 1
        same = [index for index, line in enumerate(lines) if chosen is not None and line.id == chosen.id]
        self.set_items(starts, same[0] if same else min(place, max(0, len(lines) - 1)))

    def choose_id(self, identity: str) -> bool:
        """Puts the cursor on an item; False where it is not on show."""
        for index, line in enumerate(self._lines):
            if line.id == identity:
                self.choose(index)
                return True
        return False

    def draw_between(self, line: int, index: int, width: int) -> list[Segment]:
        """The heading above the first of its kind, an empty line between others."""
        here = self._lines[index].heading if index < len(self._lines) else ""
        first = index == 0 or (index < len(self._lines) and here != self._lines[index - 1].heading)
        text = f" {here}" if first and line == self._starts[index] - 1 else ""
        style = self.paint("models--heading", self.rich_style)
        return marked(cut(text, width), width, style, [], style)

    def draw_item(self, index: int, row: int, width: int, *, chosen: bool) -> list[Segment]:
        """The sentence, and whether it is due; below how sure, and when to look at it again."""
        line = self._lines[index]
        base = self.cursor_style("models--cursor") if chosen else self.rich_style
        mark = Segment("▌" if chosen else " ", self.paint("models--mark", base))
        room = max(0, width - 3)
        draw = self._title if row == 0 else self._sure if line.found is not None else self._words
        return [mark, Segment(" ", base), *draw(line, base, room), Segment(" ", base)]

    def _title(self, line: ModelLine, base: Style, room: int) -> list[Segment]:
        due = "due" if line.found is not None and is_due(line.found, self._today) else line.due
        left = room - (cell_len(due) + 2 if due else 0)
        style = self.paint("models--title", base)
        title = marked(clean(line.title), max(0, left), style, [], base)
        return [*title, Segment("  ", base), Segment(due, self.paint("models--due", base))] if due else title

    def _sure(self, line: ModelLine, base: Style, room: int) -> list[Segment]:
        found = line.found
        assert found is not None
        assert line.model is not None
        bar = sure_bar(found.confidence)
        full = bar.count(FULL)
        said = f"  {found.confidence} %"
        when = f"again {near_day(found.due, self._today)}" if found.due and found.due > self._today else ""
        left = room - len(bar) - len(said)
        when = when if cell_len(when) + 2 <= left else when.removeprefix("again ")
        about = cut(f"  {clean(line.model.about)}", max(0, left - len(when) - 2)) if line.model.about else ""
        about = about if cell_len(about) > SHORTEST else ""
        gap = " " * max(2, left - cell_len(about) - len(when))
        return [
            Segment(bar[:full], self.paint("models--full", base)),
            Segment(bar[full:], self.paint("models--none", base)),
            *marked(f"{said}{about}{gap}{when}", max(0, room - len(bar)), self.paint("models--words", base), [], base),
        ]

    def _words(self, line: ModelLine, base: Style, room: int) -> list[Segment]:
        return marked(line.below, room, self.paint("models--words", base), [], base)
