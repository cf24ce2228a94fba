"""Calibration: whether what was stated at 70 % came true seven times out of ten.

Bröcker and Smith's reliability diagram, Brier's score, Murphy's decomposition, Wilson's interval; the sources stand
with the functions. Nothing is claimed of fewer than ENOUGH predictions.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mastery.core.base.phrases import count

ENOUGH = 10
"""The fewest resolved predictions from which anything is concluded."""

WIDTH = 10
"""Per cent of a band."""


class Judged(NamedTuple):
    """A resolved prediction."""

    probability: int
    """Per cent, 1–99, as stated."""
    came: bool
    """Whether it came true."""


class Band(NamedTuple):
    """The predictions whose stated probability lies in one band: low <= stated < high, per cent."""

    low: int
    high: int
    number: int
    stated: float
    """The mean of what was stated, 0–1."""
    observed: float
    """The share that came true, 0–1."""
    interval: tuple[float, float]
    """Where the true rate may well lie (Wilson, 95 %), each 0–1."""

    @property
    def came(self) -> int:
        """How many came true."""
        return round(self.observed * self.number)

    @property
    def is_off(self) -> bool:
        """Whether what was stated lies outside the interval: more than chance would make it."""
        return not self.interval[0] <= self.stated <= self.interval[1]


class Murphy(NamedTuple):
    """The parts of the Brier score: it is reliability - resolution + uncertainty."""

    reliability: float
    """How far the stated probabilities are from what happened; 0 is best."""
    resolution: float
    """How much what happened differs from one stated probability to another; the more, the better."""
    uncertainty: float
    """How hard it was to say: base * (1 - base), at most 0.25."""


class Calibration(NamedTuple):
    """What resolved predictions say."""

    number: int
    came: int
    """How many came true."""
    base: float | None
    """The share that came true, 0–1."""
    brier: float | None
    skill: float | None
    """1 - Brier / uncertainty: 1 is perfect, 0 as good as always saying the base rate; None if all had the same
    outcome."""
    murphy: Murphy | None
    log_score: float | None
    """The mean of -ln of the probability given to what happened, nats; 0 is best, ln 2 is always saying 50 %."""
    bands: tuple[Band, ...]
    """Those with any prediction, the lowest first."""

    @property
    def is_enough(self) -> bool:
        """Whether there is enough to claim anything."""
        return self.number >= ENOUGH


def wilson(hits: int, n: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """The interval of a rate of `hits` in `n`, each end 0–1 (Wilson 1927, JASA 22:209–212); z of 95 %.

    Raises ValueError for n < 1, or hits outside of 0 to n.
    """
    if n < 1 or not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no rate")
    rate, square = hits / n, z * z
    middle = (rate + square / (2 * n)) / (1 + square / n)
    half = z / (1 + square / n) * math.sqrt(rate * (1 - rate) / n + square / (4 * n * n))
    return (0.0 if hits == 0 else max(0.0, middle - half)), (1.0 if hits == n else min(1.0, middle + half))


def calibration(judged: Iterable[Judged]) -> Calibration:
    """The calibration of resolved predictions. Brier 1950, Monthly Weather Review 78:1–3, in its half form of 0–1."""
    found = list(judged)
    if not found:
        return Calibration(number=0, came=0, base=None, brier=None, skill=None, murphy=None, log_score=None, bands=())
    count, came = len(found), sum(one.came for one in found)
    brier = math.fsum((one.probability / 100 - one.came) ** 2 for one in found) / count
    chances = (one.probability if one.came else 100 - one.probability for one in found)
    log_score = -math.fsum(math.log(one / 100) for one in chances) / count
    murphy = _murphy(found, came / count)
    skill = 1 - brier / murphy.uncertainty if murphy.uncertainty else None
    return Calibration(
        number=count,
        came=came,
        base=came / count,
        brier=brier,
        skill=skill,
        murphy=murphy,
        log_score=log_score,
        bands=_bands(found),
    )


def _murphy(found: Sequence[Judged], base: float) -> Murphy:
    """Murphy 1973, Journal of Applied Meteorology 12:595–600.

    Grouped by each probability that was stated, so that the parts add up to the score; grouped by bands they would not
    (Stephenson, Coelho and Jolliffe 2008, Weather and Forecasting 23:752–757).
    """
    groups: dict[int, list[bool]] = {}
    for one in found:
        groups.setdefault(one.probability, []).append(one.came)
    rates = [(stated / 100, sum(some) / len(some), len(some)) for stated, some in groups.items()]
    reliability = math.fsum(number * (stated - rate) ** 2 for stated, rate, number in rates) / len(found)
    resolution = math.fsum(number * (rate - base) ** 2 for _, rate, number in rates) / len(found)
    return Murphy(reliability, resolution, base * (1 - base))


def _bands(found: Sequence[Judged]) -> tuple[Band, ...]:
    bands = []
    for low in range(0, 100, WIDTH):
        some = [one for one in found if low <= one.probability < low + WIDTH]
        if some:
            hits, number = sum(one.came for one in some), len(some)
            stated = sum(one.probability for one in some) / number / 100
            bands.append(
                Band(
                    low=low,
                    high=low + WIDTH,
                    number=number,
                    stated=stated,
                    observed=hits / number,
                    interval=wilson(hits, number),
                )
            )
    return tuple(bands)


def said(found: Calibration) -> list[str]:
    """What it means, in sentences; with fewer than ENOUGH, only how many are missing."""
    if not found.is_enough:
        missing = ENOUGH - found.number
        return [f"{found.number} resolved; {missing} more before anything can be said."]
    assert found.base is not None
    assert found.brier is not None
    assert found.murphy is not None
    assert found.log_score is not None
    lines = [f"{count(found.number, 'prediction')} resolved, {found.came:,} came true."]
    brier = f"Brier score {found.brier:.3f}: 0 is best, always saying 50 % gives 0.250"
    if found.skill is None:
        lines.append(f"{brier}. All came out alike, so there is no skill to tell.")
    else:
        base = f", always saying {100 * found.base:.0f} % would have given {found.murphy.uncertainty:.3f}"
        better = "better than that" if found.skill > 0 else "no better than that"
        lines.append(f"{brier}{base}. Skill {found.skill:+.2f}: {better}.")
    parts = found.murphy
    lines.append(
        f"Of it: reliability {parts.reliability:.3f} (0 is best), resolution {parts.resolution:.3f} (more is better), "
        f"uncertainty {parts.uncertainty:.3f} (how hard it was)."
    )
    lines.append(f"Log score {found.log_score:.3f}: 0 is best, always saying 50 % gives {math.log(2):.3f}.")
    off = [band for band in found.bands if band.is_off]
    for band in off:
        sure = "too sure" if (band.stated > band.observed) == (band.stated >= 0.5) else "not sure enough"
        lines.append(
            f"Of what you said at {band.low}–{band.high - 1} %, {band.came} of {band.number} came true: {sure}."
        )
    return lines if off else [*lines, "No band is off by more than chance would make it."]
