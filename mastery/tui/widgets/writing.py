"""The editor of an entry; next to the tags line it shows the tags in the text itself."""

from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from mastery.tui.widgets.area import Area
from mastery.tui.widgets.picklist import cut, marked

LEAST = 12
"""The fewest cells for a note next to a line."""


class Writing(Area):
    """An editor that can show a note next to one of its lines, which is not part of the text."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"writing--beside"}

    def __init__(self, text: str, *, id: str, placeholder: str = "") -> None:  # noqa: A002
        super().__init__(text, id=id, placeholder=placeholder, tab_behavior="indent")
        self._beside = (0, "")

    def say_beside(self, line: int, said: str) -> None:
        """Shows a note next to a line, counted from 0; an empty one shows nothing."""
        if (line, said) != self._beside:
            self._beside = line, said
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line of the text, and the note next to it if there is room."""
        strip = super().render_line(y)
        line, said = self._beside
        if not said or line >= self.document.line_count:
            return strip
        end = self.wrapped_document.location_to_offset((line, len(self.document.get_line(line))))
        start, room = end.x + 3, strip.cell_length - end.x - 4
        if end.y != y + self.scroll_offset.y or self.scroll_offset.x or room < LEAST:
            return strip
        before, after = strip.crop(0, start), strip.crop(start)
        base = next((one.style for one in after if one.style is not None), self.rich_style)
        said = cut(said, room)
        style = self.get_component_rich_style("writing--beside") + Style(bgcolor=base.bgcolor)
        beside = Strip(marked(said, cell_len(said), style, [], base))
        return Strip.join([before, beside, after.crop(beside.cell_length)])
