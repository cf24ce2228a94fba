"""The table that the bench prints: a figure a line, a journal's size a column, then the bound and whether it holds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tests.bench.measure import Ratio, Times

LABEL, CELL, BOUND = 36, 17, 10
HOLDS, MISSED, UNKNOWN = "holds", "MISSED", "not measured"


class Row(NamedTuple):
    """One line."""

    label: str
    cells: Mapping[int, str] = {}
    bound: str = ""
    verdict: str = ""
    exact: bool = False
    """A count that cannot be noise: a miss fails a report too."""


def times_row(label: str, times: Mapping[int, Times], unit: str = "ms") -> Row:
    """Medians and quartiles, to read."""
    return Row(f"{label}, {unit}", {size: spread(one) for size, one in times.items()})


def ratio_row(label: str, ratios: Mapping[int, Ratio], bounds: Mapping[int, float] | float) -> Row:
    """Ratios with a bound, the same for every size or one for some."""
    if isinstance(bounds, float):
        bounds = dict.fromkeys(ratios, bounds)
    cells = {size: f"{one.value:.2f}x ({one.pairs:.2f}x)" for size, one in ratios.items()}
    return bounded_row(label, {size: one.value for size, one in ratios.items()}, bounds, cells, "x")


def bounded_row(
    label: str,
    values: Mapping[int, float],
    bounds: Mapping[int, float],
    cells: Mapping[int, str],
    unit: str,
    *,
    exact: bool = False,
) -> Row:
    """Values that may be at most so much at the sizes that have a bound."""
    counted = [size for size in values if size in bounds]
    told = ", ".join(f"{one:g}" for one in dict.fromkeys(bounds[size] for size in counted or bounds))
    if not counted:
        return Row(label, cells, f"<={told}{unit}", UNKNOWN, exact)
    holds = all(values[size] <= bounds[size] for size in counted)
    return Row(label, cells, f"<={told}{unit}", HOLDS if holds else MISSED, exact)


def spread(times: Times) -> str:
    """The median, and in brackets the quartiles."""
    low, middle, high = (number(times.quantile(part)) for part in (0.25, 0.5, 0.75))
    return f"{middle} ({low}-{high})"


def number(value: float) -> str:
    """Three digits or so."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def head(sizes: Sequence[int]) -> str:
    """The line over the table."""
    return _line("", [f"{size:,}" for size in sizes], "bound", "verdict")


def line(row: Row, sizes: Sequence[int]) -> str:
    """A row as text."""
    return _line(row.label, [row.cells.get(size, "") for size in sizes], row.bound, row.verdict)


def failures(rows: Iterable[Row], *, report: bool) -> list[Row]:
    """The rows whose bound is missed; in a report only those that cannot be noise."""
    return [row for row in rows if row.verdict == MISSED and (row.exact or not report)]


def summary(rows: Iterable[Row]) -> str:
    """How many bounds are missed, and which, whether the run fails or not; an indented row belongs to the one above."""
    missed, above = [], ""
    for row in rows:
        above = above if row.label.startswith(" ") else row.label
        if row.verdict == MISSED:
            missed.append(row.label if row.label == above else f"{above} {row.label.strip()}")
    return f"{len(missed)} missed{': ' * bool(missed)}{'; '.join(missed)}."


def _line(label: str, cells: Sequence[str], bound: str, verdict: str) -> str:
    filled = "".join(f" {cell:>{CELL - 1}}" for cell in cells)
    return f"{label:<{LABEL}}{filled} {bound:<{BOUND}}{verdict}".rstrip()
