"""Mental models under the headings of where they stand; below them the predictions and the recall cards."""

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from mastery.core.base.phrases import near_day
from mastery.core.goals.charts import FULL, sure_bar
from mastery.core.thinking.model import Model, Standing, is_due
from mastery.tui.widgets.picklist import clean, cut, marked
from mastery.tui.widgets.recordlist import RecordList

SHORTEST = 5
"""The fewest cells in which an area is worth showing."""


class ModelLine(NamedTuple):
    """One item of the list: a model, or where the predictions or the cards are found."""

    heading: str
    id: str
    title: str
    model: Model | None = None
    found: Standing | None = None
    below: str = ""
    """The second line of an item other than a model."""
    due: str = ""
    """What is due, at the right of the title."""


class ModelList(RecordList[ModelLine]):
    """Models, predictions and cards, with a cursor on one of them."""

    def note(self, line: ModelLine) -> str:
        """What is due."""
        return "due" if line.found is not None and is_due(line.found, self._today) else line.due

    def below(self, line: ModelLine, base: Style, room: int) -> list[Segment]:
        """How sure, and when to revisit it."""
        return (self._sure if line.found is not None else self._words)(line, base, room)

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
            Segment(bar[:full], self.paint("records--full", base)),
            Segment(bar[full:], self.paint("records--none", base)),
            *marked(f"{said}{about}{gap}{when}", max(0, room - len(bar)), self.paint("records--words", base), [], base),
        ]

    def _words(self, line: ModelLine, base: Style, room: int) -> list[Segment]:
        return marked(line.below, room, self.paint("records--words", base), [], base)
