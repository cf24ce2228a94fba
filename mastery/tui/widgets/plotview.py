"""A plot in the colours of the theme; left and right go to the picture before and after."""

from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.color import Color, ColorParseError
from textual.content import Content
from textual.message import Message
from textual_plotext import PlotextPlot

from mastery.core.review.plots import LEAST, Plot, draw


class PlotView(PlotextPlot, can_focus=True):
    """Shows one plot."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "turn(-1)", "Picture before", show=False, id="plot.left"),
        Binding("right,l", "turn(1)", "Picture after", show=False, id="plot.right"),
    ]

    class Turned(Message):
        """Another picture is wanted."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.theme = "clear"  # its colours are those of the screen
        self._shown: Plot | None = None
        self._empty = ""

    def show(self, plot: Plot | None, empty: str) -> None:
        """Shows a plot or, if there is none, says why."""
        self._shown, self._empty = plot, empty
        self.refresh()

    def render(self) -> RenderResult:
        """The plot or, if there is no room for one, its text."""
        if self._shown is None:
            return Content(self._empty)
        if self.size.width < LEAST[0] or self.size.height < LEAST[1]:
            return Content(self._shown.said)
        self.plt.plotsize(self.size.width, self.size.height)
        draw(self.plt, self._shown, self._paint)
        return super().render()

    def _paint(self, name: str) -> tuple[int, int, int] | str:
        """A colour as plotext takes it."""
        variable = {"line": "success", "dotted": "accent", "point": "primary"}[name]
        try:
            return Color.parse(self.app.theme_variables[variable]).rgb
        except ColorParseError:
            return "default"  # the terminal's own colours

    def action_turn(self, by: int) -> None:
        """Asks for another picture."""
        self.post_message(self.Turned(by))
