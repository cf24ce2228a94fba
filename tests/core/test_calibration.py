"""Calibration: by hand, against published figures, and against another computation of 1,000 random predictions."""

import math
import random
import xml.etree.ElementTree as ElementTree
from fractions import Fraction
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.review.plots import calibration_plot, plot_rows, plot_svg
from mastery.core.thinking.calibration import ENOUGH, Judged, calibration, said, wilson

JUDGED = st.lists(st.builds(Judged, st.integers(1, 99), st.booleans()), max_size=60)


def of(*pairs: tuple[int, int, int]) -> list[Judged]:
    """So many that came true and so many that did not, at a probability: (per cent, came, failed)."""
    return [Judged(stated, at < came) for stated, came, failed in pairs for at in range(came + failed)]


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17:857-872, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_is_that_of_newcombes_table(hits: int, n: int, low: float, high: float) -> None:
    found = wilson(hits, n)
    assert (round(found[0], 4), round(found[1], 4)) == (low, high)


@pytest.mark.parametrize(("hits", "n"), [(0, 0), (-1, 3), (4, 3)])
def test_what_is_no_rate_has_no_interval(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match="no rate"):
        wilson(hits, n)


def test_scores_are_those_worked_out_by_hand() -> None:
    found = calibration(of((80, 3, 1), (40, 1, 1)))
    # Brier: (3 * 0.2^2 + 0.8^2 + 0.6^2 + 0.4^2) / 6; base 4/6.
    assert found.brier == pytest.approx((3 * 0.04 + 0.64 + 0.36 + 0.16) / 6)
    assert found.base == pytest.approx(4 / 6)
    assert found.murphy is not None
    assert found.murphy.uncertainty == pytest.approx(4 / 6 * 2 / 6)
    assert found.murphy.reliability == pytest.approx((4 * 0.05**2 + 2 * 0.1**2) / 6)
    assert found.murphy.resolution == pytest.approx((4 * (0.75 - 4 / 6) ** 2 + 2 * (0.5 - 4 / 6) ** 2) / 6)
    assert found.log_score == pytest.approx(-(3 * math.log(0.8) + math.log(0.2) + math.log(0.4) + math.log(0.6)) / 6)
    assert [(band.low, band.number, band.came) for band in found.bands] == [(40, 2, 1), (80, 4, 3)]


def test_agrees_with_another_computation_on_a_thousand_random_predictions() -> None:
    r = random.Random(5)
    judged = [Judged(stated := r.randrange(1, 100), r.random() < stated / 100) for _ in range(1000)]
    found = calibration(judged)
    outcome = [Fraction(int(one.came)) for one in judged]
    stated = [Fraction(one.probability, 100) for one in judged]
    brier = sum((s - o) ** 2 for s, o in zip(stated, outcome, strict=True)) / 1000
    base = sum(outcome) / 1000
    assert found.brier == pytest.approx(float(brier), abs=1e-12)
    assert found.skill == pytest.approx(float(1 - brier / (base * (1 - base))), abs=1e-12)
    given_to_it = [s if o else 1 - s for s, o in zip(stated, outcome, strict=True)]
    assert found.log_score == pytest.approx(-math.log(math.prod(float(x) ** 0.001 for x in given_to_it)), abs=1e-9)
    z = NormalDist().inv_cdf(0.975)
    for band in found.bands:
        hits = [o for s, o in zip(stated, outcome, strict=True) if band.low <= s * 100 < band.high]
        assert (band.number, band.came) == (len(hits), sum(hits))
        # Wilson's limits are where the distance to the rate is z standard errors of the limit itself.
        for limit in band.interval:
            if 0 < limit < 1:
                assert abs(limit - band.observed) == pytest.approx(z * math.sqrt(limit * (1 - limit) / band.number))


@given(JUDGED)
def test_the_parts_add_up_to_the_score_and_the_bands_to_the_count(judged: list[Judged]) -> None:
    found = calibration(judged)
    assert sum(band.number for band in found.bands) == found.number == len(judged)
    if not judged:
        assert found.brier is None
        return
    assert found.murphy is not None
    parts = found.murphy
    assert found.brier == pytest.approx(parts.reliability - parts.resolution + parts.uncertainty, abs=1e-12)
    assert all(0 <= band.interval[0] <= band.observed <= band.interval[1] <= 1 for band in found.bands)
    assert (found.skill is None) == (found.came in (0, found.number))


@given(JUDGED, st.randoms())
def test_the_order_does_not_matter(judged: list[Judged], r: random.Random) -> None:
    mixed = judged.copy()
    r.shuffle(mixed)
    one, other = calibration(judged), calibration(mixed)
    assert one.brier == (None if other.brier is None else pytest.approx(other.brier, abs=1e-12))
    assert one.bands == tuple(band._replace() for band in other.bands)


@given(JUDGED)
def test_nothing_is_claimed_of_fewer_than_ten(judged: list[Judged]) -> None:
    lines = said(calibration(judged))
    if len(judged) < ENOUGH:
        assert lines == [f"{len(judged)} resolved; {ENOUGH - len(judged)} more before anything can be said."]
    else:
        assert lines[0].startswith(f"{len(judged)} predictions resolved")


def test_too_sure_and_not_sure_enough_are_told_where_chance_would_not_make_it() -> None:
    sure = said(calibration(of((90, 8, 12), (10, 3, 0), (60, 20, 0))))
    assert "Of what you said at 90–99 %, 8 of 20 came true: too sure." in sure
    assert "Of what you said at 60–69 %, 20 of 20 came true: not sure enough." in sure
    assert "Of what you said at 10–19 %, 3 of 3 came true: too sure." in sure
    assert said(calibration(of((70, 7, 3))))[-1] == "No band is off by more than chance would make it."


@given(JUDGED, st.integers(0, 100), st.integers(0, 40))
def test_the_plot_keeps_within_its_room(judged: list[Judged], width: int, height: int) -> None:
    rows = plot_rows(calibration_plot(calibration(judged)), width, height)
    assert len(rows) in (0, height)
    assert all(len(row) <= width for row in rows)


def test_the_point_stands_where_stated_meets_what_happened() -> None:
    rows = plot_rows(calibration_plot(calibration(of((50, 5, 5)))), 48, 15)
    [(at, across)] = [(at, line.index("●")) for at, line in enumerate(rows) if "●" in line]
    assert rows[at].lstrip().startswith("50 %") and abs(across - rows[-1].index("50 %") - 1) <= 1


@given(JUDGED)
def test_the_svg_stands_alone_and_says_what_it_shows(judged: list[Judged]) -> None:
    found = calibration(judged)
    root = ElementTree.fromstring(plot_svg(calibration_plot(found)))
    names = [one.tag.rpartition("}")[2] for one in root.iter()]
    assert "script" not in names
    assert not [one for one in root.iter() for name in one.attrib if "href" in name]
    assert names.count("circle") == len(found.bands)
    assert root.attrib["role"] == "img"
    assert said(found)[0] in "".join(root.itertext())
