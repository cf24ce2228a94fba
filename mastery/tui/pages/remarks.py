"""What mentors said of a record, as lines on its page."""

from collections.abc import Sequence

from mastery.core.base.phrases import short_day
from mastery.core.sharing.feedback import Feedback, Remark
from mastery.tui.widgets.page import Line, wrapped
from mastery.tui.widgets.picklist import clean


def remark_lines(said: Sequence[tuple[Feedback, Remark]], width: int) -> list[Line]:
    """The remarks under their heading, the newest first; nothing where there are none."""
    if not said:
        return []
    lines = [Line([("Feedback", "heading")])]
    for one, remark in reversed(said):
        lines.append(Line([(clean(one.name), "strong"), (f"  {short_day(one.day)}", "dim")]))
        lines += wrapped(remark.text, width, "text", indent=2)
    return [*lines, Line()]
