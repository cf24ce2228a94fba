"""Charts as text: tension bars, tension over time, weeks of a practice; the shell and the interface draw the same."""

import datetime as dt
from collections.abc import Sequence

from mastery.core.goals.goal import MOST, Rating

FULL, GAP, NOTHING = "█", "░", "·"
SHARES = "█▓▒░▞"
"""The parts of a bar; they differ without colour."""
EIGHTHS = " ▁▂▃▄▅▆▇█"

WEEKS = 26
"""Weeks of a strip."""


def tension_bar(rating: Rating | None) -> str:
    """Ten cells: full up to reality, shaded from there to the vision; dots beyond, and if there is no rating."""
    if rating is None:
        return NOTHING * MOST
    top = max(rating.vision, rating.reality)
    return FULL * rating.reality + GAP * (top - rating.reality) + NOTHING * (MOST - top)


def tension_text(rating: Rating | None) -> str:
    """The rating in words: "3 of 8"."""
    return "" if rating is None else f"{rating.reality} of {rating.vision}"


def week_strip(weeks: Sequence[float | None]) -> str:
    """A cell for each week: the higher, the more of it was done; a dot if nothing was due.

    A full week is not quite a full cell, so that strips below each other stay apart.
    """
    return "".join(NOTHING if one is None else EIGHTHS[1 + round(one * 6)] for one in weeks)


def tension_rows(ratings: Sequence[Rating], today: dt.date, width: int, height: int) -> list[str]:
    """Tension over time, the highest ratings above: full up to reality, shaded from there to the vision.

    From the first rating, at the left, to today; each holds until the next. `height` rows of `width` cells.
    """
    if not ratings or width < 1 or height < 1:
        return []
    columns = [_rating_at(ratings, day) for day in _days(ratings[0].day, max(today, ratings[-1].day), width)]
    rows = []
    for row in range(height - 1, -1, -1):
        low, high = MOST * row / height, MOST * (row + 1) / height
        rows.append("".join(_cell(one, low, high) for one in columns))
    return rows


def _days(first: dt.date, last: dt.date, width: int) -> list[dt.date]:
    """The day of each column; a day has several columns if there are more columns than days."""
    span = (last - first).days
    return [first + dt.timedelta(days=round(span * at / max(1, width - 1))) for at in range(width)]


def _rating_at(ratings: Sequence[Rating], day: dt.date) -> Rating:
    past = [one for one in ratings if one.day <= day]
    return past[-1] if past else ratings[0]


def _cell(rating: Rating, low: float, high: float) -> str:
    """What one cell shows that stands for the ratings from `low` to `high`."""
    if rating.reality >= high:
        return FULL
    if rating.reality > low:
        return EIGHTHS[max(1, round(8 * (rating.reality - low) / (high - low)))]
    return GAP if rating.vision > low else " "


def sure_bar(confidence: int) -> str:
    """Ten cells, full up to a confidence of 0–100."""
    full = round(confidence / 10)
    return FULL * full + NOTHING * (10 - full)
