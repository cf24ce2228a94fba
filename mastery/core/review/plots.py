"""Plots of numbers: creative tension and mood over time, calibration; each as data, as text, and as SVG.

The text is drawn by plotext, into whichever of its figures it is given: its own, or a widget's.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from html import escape  # xml.sax would bring a whole HTTP client along
from typing import Any, NamedTuple

from mastery.core.base.clock import moved
from mastery.core.base.phrases import count, month_day, month_year, shortened
from mastery.core.base.svg import DASHED, label, path, picture
from mastery.core.goals.goal import MOST, Goal, Rating, movement
from mastery.core.review.moods import mean
from mastery.core.thinking.calibration import Calibration
from mastery.core.thinking.calibration import said as calibration_text
from mastery.core.writing.moods import MOODS

LEAST = (24, 6)
"""The fewest columns and rows that can be read."""

LONG = 62
"""Days over which moods are shown by the week."""

Spot = tuple[float, float]


class Line(NamedTuple):
    """Points that are joined."""

    name: str
    spots: Sequence[Spot]
    dotted: bool = False


class Point(NamedTuple):
    """A point, and up and down from it where the true value may be."""

    at: Spot
    low: float
    high: float
    said: str
    """What it stands for."""
    number: int
    """How much it rests on."""


class Plot(NamedTuple):
    """What is plotted, in the units of what it is about."""

    title: str
    said: str
    """What it shows, in a line or two."""
    across: tuple[float, float]
    up: tuple[float, float]
    ticks_across: Sequence[tuple[float, str]]
    ticks_up: Sequence[tuple[float, str]]
    lines: Sequence[Line] = ()
    points: Sequence[Point] = ()


def tension_plot(goal: Goal, ratings: Sequence[Rating], today: dt.date) -> Plot | None:
    """Vision and reality of a goal as two lines, 0–10, from its first rating to today, or to the day on which it was
    achieved or dropped. `ratings` are the goal's own, the oldest first. None if there are none."""
    if not ratings:
        return None
    over = goal.status_day if goal.status in ("achieved", "let go") else None
    last = max(over or today, ratings[-1].day)
    first = min(ratings[0].day, moved(last, -1))
    last = max(last, moved(first, 1))
    lines = []
    for name, dotted in (("vision", True), ("reality", False)):
        spots: list[Spot] = [(one.day.toordinal(), getattr(one, name)) for one in ratings]
        lines.append(Line(name, [*spots, (last.toordinal(), spots[-1][1])], dotted))
    now = ratings[-1]
    said = f"{now.reality} of {now.vision}. " + (movement(ratings) or "The first reading")
    marks = [(0, "0"), (MOST / 2, f"{MOST // 2}"), (MOST, f"{MOST}")]
    return Plot(
        title=goal.title,
        said=f"{said}.",
        across=_days(first, last),
        up=(0, MOST),
        ticks_across=day_ticks(first, last),
        ticks_up=marks,
        lines=lines,
    )


def mood_plot(moods: Mapping[dt.date, float], since: dt.date, until: dt.date) -> Plot | None:
    """The moods of the days from `since` to `until`, 1–5; of more than LONG days the mean of each week at its middle.

    None if there are none.
    """
    mine = {day: mood for day, mood in sorted(moods.items()) if since <= day <= until}
    if not mine:
        return None
    first, last = min(since, moved(until, -1)), max(until, moved(since, 1))
    spots: list[Spot] = [(day.toordinal(), mood) for day, mood in mine.items()]
    by = ""
    if (last - first).days > LONG:
        weeks: dict[int, list[float]] = {}
        for day, mood in mine.items():
            weeks.setdefault((day - first).days // 7, []).append(mood)
        spots = [(first.toordinal() + 7 * week + 3, mean(some)) for week, some in weeks.items()]
        by = ", a week at a time"
    said = f"{mean(list(mine.values())):.1f} of 5 on {count(len(mine), 'day')}{by}."
    marks = [(number, name) for number, name in enumerate(MOODS, 1) if number % 2]
    line = Line("mood", spots)
    return Plot(
        title="Mood",
        said=said,
        across=_days(first, last),
        up=(1, 5),
        ticks_across=day_ticks(first, last),
        ticks_up=marks,
        lines=[line],
    )


def calibration_plot(found: Calibration) -> Plot:
    """The reliability diagram (Bröcker and Smith, 2007): what was stated against what happened, per cent; on the dotted
    line both agree, and a bar is the interval of a band."""
    points = [
        Point(
            at=(100 * one.stated, 100 * one.observed),
            low=100 * one.interval[0],
            high=100 * one.interval[1],
            said=f"At {one.low}–{one.high - 1} %: {one.came} of {one.number} came true "
            f"({one.interval[0]:.0%} to {one.interval[1]:.0%}).",
            number=one.number,
        )
        for one in found.bands
    ]
    marks = [(0, "0 %"), (50, "50 %"), (100, "100 %")]
    agree = Line("both agree", [(0, 0), (100, 100)], dotted=True)
    said = " ".join(calibration_text(found))
    return Plot(
        title="Calibration",
        said=said,
        across=(0, 100),
        up=(0, 100),
        ticks_across=marks,
        ticks_up=marks,
        lines=[agree],
        points=points,
    )


def day_ticks(first: dt.date, last: dt.date, most: int = 5) -> list[tuple[float, str]]:
    """Up to `most` days between two, evenly apart, named as shortly as their distance allows."""
    span = (last - first).days
    number = max(1, min(most - 1, span))
    days = [first + dt.timedelta(days=round(span * at / number)) for at in range(number + 1)]
    return [(day.toordinal(), month_year(day) if span > 300 else month_day(day)) for day in days]


def _days(first: dt.date, last: dt.date) -> tuple[float, float]:
    return first.toordinal(), last.toordinal()


# As text

Paint = Callable[[str], Any]
"""The colour, as plotext takes it, of "line", "dotted", "point"."""


def draw(figure: Any, plot: Plot, paint: Paint = lambda name: "default") -> None:
    """Draws a plot into a figure of plotext, whose size is set already."""
    figure.clear_data()
    for line in plot.lines:
        across, up = zip(*line.spots, strict=True)
        figure.plot(
            list(across),
            list(up),
            marker="dot" if line.dotted else "hd",
            color=paint("dotted" if line.dotted else "line"),
        )
    if plot.points:
        across, up = zip(*(one.at for one in plot.points), strict=True)
        for one in plot.points:
            color = paint("point")
            figure.plot([one.at[0], one.at[0]], [one.low, one.high], marker="│", color=color)
        figure.scatter(list(across), list(up), marker="●", color=paint("point"))
    figure.xlim(*plot.across)
    figure.ylim(*plot.up)
    figure.xticks(*map(list, zip(*plot.ticks_across, strict=True)))
    figure.yticks(*map(list, zip(*plot.ticks_up, strict=True)))
    figure.xaxes(True, False)
    figure.yaxes(True, False)


def plot_rows(plot: Plot, width: int, height: int) -> list[str]:
    """The plot as `height` rows of at most `width` columns; none if that is too small to read."""
    if width < LEAST[0] or height < LEAST[1]:
        return []
    import plotext

    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    plotext.plot_size(width, height)
    draw(plotext, plot)
    rows = [row.rstrip() for row in plotext.uncolorize(plotext.build()).split("\n")]
    return rows[:height]


def legend(plot: Plot) -> str:
    """Which line is which, if there are several: "••• vision ▄▄▄ reality"."""
    if len(plot.lines) < 2:
        return ""
    return "  ".join(f"{'•••' if one.dotted else '▄▄▄'} {one.name}" for one in plot.lines)


# As a picture

WIDTH, HEIGHT, EDGE = 480, 240, 48
LEFT = 62
"""Where the plot begins, leaving room for the names on its left."""
TITLE = 60
"""The most letters of the title above the picture."""


def plot_words(plot: Plot) -> list[str]:
    """Its points, or the value of each line by day, in words, for screen-reader users."""
    if plot.points:
        return [one.said for one in plot.points]
    at: dict[float, list[str]] = {}
    for line in plot.lines:
        for across, up in line.spots:
            at.setdefault(across, []).append(f"{line.name} {up:.3g}")
    return [f"{dt.date.fromordinal(int(across))}: {', '.join(said)}" for across, said in sorted(at.items())]


def plot_svg(plot: Plot) -> str:
    """The plot as SVG."""
    wide, high = WIDTH - LEFT - EDGE, HEIGHT - 2 * EDGE

    def x(value: float) -> str:
        return f"{LEFT + (value - plot.across[0]) / (plot.across[1] - plot.across[0]) * wide:.1f}"

    def y(value: float) -> str:
        return f"{HEIGHT - EDGE - (value - plot.up[0]) / (plot.up[1] - plot.up[0]) * high:.1f}"

    parts = [
        path(f"M{LEFT} {EDGE}V{HEIGHT - EDGE}H{WIDTH - EDGE}", style=' stroke-opacity="0.4"'),
        label(LEFT, 14, shortened(plot.title, TITLE), style=' font-size="13" font-weight="600"'),
        *_legend_svg(plot),
    ]
    for value, name in plot.ticks_across:
        parts.append(label(x(value), HEIGHT - EDGE + 16, name, anchor="middle"))
    for value, name in plot.ticks_up:
        parts.append(label(LEFT - 6, f"{float(y(value)) + 4:.1f}", name, anchor="end"))
    for line in plot.lines:
        spots = " ".join(f"{x(across)},{y(up)}" for across, up in line.spots)
        parts.append(
            f'<polyline points="{spots}" fill="none" stroke="currentColor" stroke-width="1.5"{_dashes(line)}>'
            f"<title>{escape(line.name)}</title></polyline>"
        )
    for one in plot.points:
        at = x(one.at[0])
        radius = min(10.0, 2 + one.number**0.5)
        parts.append(
            path(f"M{at} {y(one.low)}V{y(one.high)}", style=' stroke-opacity="0.6"')
            + f'<circle cx="{at}" cy="{y(one.at[1])}" r="{radius:.1f}"><title>{escape(one.said)}</title></circle>'
        )
    about = " ".join([plot.said, *(one.said for one in plot.points)])
    return picture(WIDTH, HEIGHT, parts, font=11, title=plot.title, about=about)


def _legend_svg(plot: Plot) -> list[str]:
    """Which line is which, if there are several."""
    parts, at = [], LEFT
    for line in plot.lines if len(plot.lines) > 1 else ():
        parts.append(path(f"M{at} 30h22", style=f' stroke-width="1.5"{_dashes(line)}') + label(at + 28, 34, line.name))
        at += 48 + 6 * len(line.name)
    return parts


def _dashes(line: Line) -> str:
    return f'{DASHED} stroke-opacity="0.7"' if line.dotted else ""
