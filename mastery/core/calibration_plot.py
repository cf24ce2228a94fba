"""The reliability diagram: what was stated, rightwards, against what happened, upwards; as text, and as SVG."""

from xml.sax.saxutils import escape

from mastery.core.calibration import Band, Calibration, said

LEAST = (24, 8)
"""Columns and rows under which nothing can be read."""

LABEL = 6
"""Columns of the labels at the left."""


def plot_rows(found: Calibration, width: int, height: int) -> list[str]:
    """The diagram in at most `width` columns and `height` rows; none where that is too small.

    A point for each band, a line for its interval, dots where both agree.
    """
    if width < LEAST[0] or height < LEAST[1]:
        return []
    columns, rows = width - LABEL - 1, height - 3
    cells = [[" "] * columns for _ in range(rows)]

    def column(share: float) -> int:
        return round(share * (columns - 1))

    def row(share: float) -> int:
        return rows - 1 - round(share * (rows - 1))

    for at in range(columns):
        cells[row(at / (columns - 1))][at] = "·"
    for band in found.bands:
        at = column(band.stated)
        for line in range(row(band.interval[1]), row(band.interval[0]) + 1):
            cells[line][at] = "│"
    for band in found.bands:
        cells[row(band.observed)][column(band.stated)] = "●"
    marks = {row(0): "  0 %", row(0.5): " 50 %", row(1): "100 %"}
    lines = [f"{marks.get(at, ''):<{LABEL - 1}} │{''.join(line).rstrip()}" for at, line in enumerate(cells)]
    lines.append(" " * LABEL + "└" + "─" * columns)
    half = columns // 2
    axis = f"0 %{'50 %':^{columns - 7}}100%" if columns >= 18 else f"0 %{'100%':>{columns - 3}}"
    lines.append(" " * (LABEL + 1) + axis)
    stated = "stated →   happened ↑" if columns >= half + 10 else "stated →"
    lines.append(" " * (LABEL + 1) + f"{stated:>{columns}}"[:columns].rstrip())
    return lines


SIZE, EDGE = 320, 44


def plot_svg(found: Calibration) -> str:
    """The diagram as one SVG that needs nothing else; its colour is that of the text around it."""
    room = SIZE - 2 * EDGE

    def x(share: float) -> str:
        return f"{EDGE + share * room:.1f}"

    def y(share: float) -> str:
        return f"{SIZE - EDGE - share * room:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img" fill="currentColor" '
        'stroke="none" font-family="sans-serif" font-size="11">',
        "<title>Calibration</title>",
        f"<desc>{escape(' '.join([*said(found), *map(_band_said, found.bands)]))}</desc>",
        f'<rect x="{EDGE}" y="{EDGE}" width="{room}" height="{room}" fill="none" stroke="currentColor" '
        'stroke-opacity="0.4"/>',
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="currentColor" stroke-opacity="0.4" '
        'stroke-dasharray="3 4"/>',
    ]
    for share in (0, 0.5, 1):
        parts.append(f'<text x="{x(share)}" y="{SIZE - EDGE + 16}" text-anchor="middle">{share:.0%}</text>')
        parts.append(f'<text x="{EDGE - 6}" y="{float(y(share)) + 4:.1f}" text-anchor="end">{share:.0%}</text>')
    parts.append(f'<text x="{x(0.5)}" y="{SIZE - 8}" text-anchor="middle">stated</text>')
    parts.append(f'<text x="12" y="{y(0.5)}" text-anchor="middle" transform="rotate(-90 12 {y(0.5)})">came true</text>')
    for band in found.bands:
        at = x(band.stated)
        parts.append(
            f'<line x1="{at}" y1="{y(band.interval[0])}" x2="{at}" y2="{y(band.interval[1])}" stroke="currentColor" '
            'stroke-opacity="0.6" stroke-width="1.5"/>'
        )
    for band in found.bands:
        radius = min(10.0, 2 + band.number**0.5)
        parts.append(
            f'<circle cx="{x(band.stated)}" cy="{y(band.observed)}" r="{radius:.1f}">'
            f"<title>{escape(_band_said(band))}</title></circle>"
        )
    return "\n".join([*parts, "</svg>"])


def _band_said(band: Band) -> str:
    low, high = band.interval
    return f"At {band.low}–{band.high - 1} %: {band.came} of {band.number} came true ({low:.0%} to {high:.0%})."
