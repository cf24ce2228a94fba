"""Predictions: what counts, what is due, what cannot be changed."""

import datetime as dt

import pytest

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.thinking.acts import new_prediction
from mastery.core.thinking.prediction import (
    Prediction,
    due,
    judged,
    open_ones,
    read_probability,
    resolved_ones,
    with_outcome,
)
from tests.support.clock import now_of

FOUR = dt.time(4)
NOON = dt.datetime(2026, 3, 2, 12)
TODAY = NOON.date()
DAY = dt.timedelta(days=1)


def made(probability: int = 70, days: int = 3, **fields: str) -> Prediction:
    return new_prediction("It rains", probability, TODAY + days * DAY, now_of(NOON), **fields)


@pytest.mark.parametrize(("typed", "percent"), [("70", 70), (" 70 %", 70), ("0.7", 70), (".05", 5), ("99", 99)])
def test_a_probability_is_read_as_people_write_it(typed: str, percent: int) -> None:
    assert read_probability(typed) == percent


@pytest.mark.parametrize("typed", ["0", "100", "", "seventy", "-3", "1.5", "0.001"])
def test_what_is_no_probability_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        read_probability(typed)


def test_a_prediction_says_what_is_still_to_come() -> None:
    with pytest.raises(BadInput, match="is over"):
        made(days=-1)
    assert made(days=0).by == TODAY


def test_once_resolved_it_stays_so_and_void_has_a_reason() -> None:
    done = with_outcome(made(), "yes", " well ", now_of(NOON.astimezone()))
    assert (done.outcome, done.why, done.resolved_day) == ("yes", "well", TODAY)
    with pytest.raises(MasteryError, match="was resolved on 2026-03-02"):
        with_outcome(done, "no", "", now_of(NOON.astimezone()))
    with pytest.raises(BadInput, match="for a reason"):
        with_outcome(made(), "void", " ", now_of(NOON.astimezone()))


def test_what_is_due_and_what_is_open() -> None:
    some = [made(days=5), made(days=0), made(days=2)]
    assert [one.by for one in open_ones(some)] == [TODAY, TODAY + 2 * DAY, TODAY + 5 * DAY]
    assert [one.by for one in due(some, TODAY + 2 * DAY)] == [TODAY, TODAY + 2 * DAY]
    done = [with_outcome(some[0], "void", "x", now_of(NOON.astimezone()))]
    assert open_ones(done) == []
    assert resolved_ones(done) == done


def test_only_yes_and_no_count_for_calibration_by_model_area_and_period() -> None:
    now = NOON.astimezone()
    of_model = with_outcome(made(60, model="m"), "yes", "", now_of(now))
    of_area = with_outcome(made(30, about="Weather"), "no", "", now_of(now + 9 * DAY))
    some = [of_model, of_area, made(50), with_outcome(made(90), "void", "x", now_of(now))]
    areas = {"m": "meetings"}
    assert judged(some, areas) == [(60, True), (30, False)]
    assert judged(some, areas, model="m") == [(60, True)]
    assert judged(some, areas, about="weather") == [(30, False)]
    assert judged(some, areas, about="meetings") == [(60, True)]
    assert judged(some, areas, since=TODAY + DAY) == [(30, False)]
    assert judged(some, areas, until=TODAY + DAY) == [(60, True)]
