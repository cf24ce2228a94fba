"""Mental models: what shakes one, when it is looked at again, and what it came from."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.thinking.acts import ended, new_climb, new_evidence, new_model, new_prediction, new_visit, revised
from mastery.core.thinking.model import (
    INTERVALS,
    Evidence,
    Model,
    Side,
    Standing,
    Still,
    Visit,
    chain,
    history,
    leap_text,
    read_leap,
    read_still,
    shaken_model,
    standing,
    standings,
)
from mastery.core.thinking.prediction import Outcome, Prediction, is_surprise, with_outcome
from tests.support.clock import FixedClock, now_of

FOUR = dt.time(4)
NOON = dt.datetime(2026, 3, 2, 12)
DAY = dt.timedelta(days=1)


class Life:
    """One model, lived through day by day."""

    def __init__(self) -> None:
        self.clock = FixedClock(NOON)
        self.model = new_model("Meetings decide nothing", 80, now_of(self.clock))
        self.visits: list[Visit] = []
        self.evidence: list[Evidence] = []
        self.predictions: list[Prediction] = []

    def after(self, days: int) -> "Life":
        self.clock.advance(days * DAY)
        return self

    @property
    def today(self) -> dt.date:
        return self.clock.now().date()

    @property
    def found(self) -> Standing:
        return standing(self.model, self.visits, self.evidence, self.predictions)

    def visit(self, still: Still = "yes", confidence: int = 80) -> None:
        self.clock.advance(dt.timedelta(minutes=1))
        self.visits.append(
            new_visit(self.model, self.found, still, confidence, now_of(self.clock), differently="I ask first")
        )

    def seen(self, side: Side, weight: int) -> None:
        self.clock.advance(dt.timedelta(minutes=1))
        self.evidence.append(new_evidence(self.model, side, weight, "seen", now_of(self.clock)))

    def predict(self, probability: int, outcome: Outcome = "") -> None:
        self.clock.advance(dt.timedelta(minutes=1))
        made = new_prediction("It happens", probability, self.today, now_of(self.clock), model=self.model.id)
        if outcome:
            made = with_outcome(made, outcome, "because", now_of(self.clock))
        self.predictions.append(made)


def test_as_long_as_it_holds_it_is_looked_at_ever_more_rarely() -> None:
    life = Life()
    for days in (*INTERVALS, INTERVALS[-1], INTERVALS[-1]):
        assert life.found.due == life.today + days * DAY
        life.after(days).visit()
    assert life.found.status == "held"
    assert life.found.held == len(INTERVALS) + 2


@pytest.mark.parametrize("weight", [1, 2, 3])
def test_only_the_heaviest_evidence_against_shakes_it(weight: int) -> None:
    life = Life()
    life.seen("for", 3)
    life.seen("against", weight)
    assert (life.found.status == "shaken") == (weight == 3)
    if weight == 3:
        assert life.found.due == life.today + DAY
        assert life.found.shaken_by == ("against: seen",)


@given(st.integers(1, 99), st.sampled_from(["yes", "no", "void"]))
def test_a_prediction_shakes_it_where_it_surprises(probability: int, outcome: Outcome) -> None:
    life = Life()
    life.predict(probability, outcome)
    surprise = (outcome == "no" and probability >= 80) or (outcome == "yes" and probability <= 20)
    assert is_surprise(life.predictions[0]) is surprise
    assert (life.found.status == "shaken") is surprise


def test_looking_again_ends_the_shaking_and_begins_anew() -> None:
    life = Life()
    life.after(7).visit()
    life.after(14).seen("against", 3)
    life.after(1).visit("yes", 60)
    assert life.found.status == "held"
    assert life.found.due == life.today + 7 * DAY
    life.after(7).visit()
    assert life.found.due == life.today + 14 * DAY


def test_partly_so_begins_anew_and_no_longer_so_shakes() -> None:
    life = Life()
    life.after(7).visit()
    life.after(14).visit("partly", 50)
    assert (life.found.status, life.found.due) == ("held", life.today + 7 * DAY)
    life.after(7).visit("no", 20)
    assert (life.found.status, life.found.due) == ("shaken", life.today + DAY)
    life.after(1).visit("yes", 40)
    assert life.found.status == "held"


def test_an_open_prediction_puts_it_to_the_test() -> None:
    life = Life()
    life.predict(60)
    assert life.found.status == "testing"
    life.predictions[0] = with_outcome(life.predictions[0], "no", "", now_of(life.clock))
    assert life.found.status == "held"


def test_what_shook_another_model_does_not_shake_this_one() -> None:
    life, other = Life(), Life()
    other.seen("against", 3)
    life.evidence = other.evidence
    both = dict(standings([life.model, other.model], [], other.evidence, []))
    assert (both[life.model].status, both[other.model].status) == ("held", "shaken")
    assert life.found == both[life.model]


def test_listed_shaken_ones_come_first_then_by_when_they_are_due() -> None:
    lives = [Life() for _ in range(3)]
    lives[1].after(3).seen("against", 3)
    lives[2].after(2)
    later = new_model("Later", 10, now_of(lives[2].clock))
    found = standings([later, lives[0].model, lives[1].model], [], lives[1].evidence, [])
    assert [one.id for one, _ in found] == [lives[1].model.id, lives[0].model.id, later.id]


def test_a_revision_keeps_the_chain_of_what_was_believed() -> None:
    clock = FixedClock(NOON)
    first = new_model("Asking looks weak", 60, now_of(clock), about="work", goals=("g",))
    old, second = revised(first, "Asking early saves days", 70, "Ana asked", now_of(clock))
    older, third = revised(second, "Asking early is thought brave", 75, "", now_of(clock))
    assert (old.ended, old.ended_why, second.before, second.about, second.goals) == (
        "revised", "Ana asked", first.id, "work", ("g",),
    )  # fmt: skip
    for one in (old, older, third):
        assert [model.id for model in chain(one, [third, older, old])] == [first.id, second.id, third.id]
    found = standing(old, [], [], [])
    assert (found.status, found.due) == ("revised", None)


def test_a_chain_that_two_machines_tied_into_a_ring_still_ends() -> None:
    clock = FixedClock(NOON)
    one = new_model("One", 50, now_of(clock))
    other = new_model("Other", 50, now_of(clock), before=one.id)
    ring = Model(**{name: getattr(one, name) for name in one.__struct_fields__} | {"before": other.id})
    assert len(chain(ring, [ring, other])) == 2


@pytest.mark.parametrize("still", ["yes", "partly"])
def test_a_shaken_model_is_believed_further_only_with_something_done_differently(still: Still) -> None:
    life = Life()
    life.seen("against", 3)
    with pytest.raises(BadInput, match="say what you will do differently"):
        new_visit(life.model, life.found, still, 70, now_of(life.clock), differently="  ")
    assert new_visit(life.model, life.found, still, 70, now_of(life.clock), differently="I ask first").still == still
    assert new_visit(life.model, life.found, "no", 20, now_of(life.clock)).still == "no"


def test_a_failed_prediction_shakes_only_a_model_that_goes_on() -> None:
    life = Life()
    life.predict(90, "no")
    life.predict(60, "no")
    sure, unsure = life.predictions
    gone = ended(life.model, "retired", life.today, "no matter")
    assert shaken_model(sure, [life.model]) is life.model
    assert shaken_model(unsure, [life.model]) is None
    assert shaken_model(sure, [gone]) is None
    assert shaken_model(sure, []) is None


def test_what_has_ended_is_not_visited_or_revised_again() -> None:
    clock = FixedClock(NOON)
    gone = ended(new_model("One", 50, now_of(clock)), "retired", NOON.date(), "no matter")
    with pytest.raises(MasteryError, match="was retired on 2026-03-02"):
        new_visit(gone, standing(gone, (), (), ()), "yes", 50, now_of(clock))
    with pytest.raises(MasteryError, match="was retired"):
        revised(gone, "Another", 50, "", now_of(clock))


def test_a_revision_is_another_sentence() -> None:
    clock = FixedClock(NOON)
    with pytest.raises(BadInput, match="says already"):
        revised(new_model("One", 50, now_of(clock)), "one", 50, "", now_of(clock))


def test_confidence_has_a_history_with_reasons() -> None:
    life = Life()
    life.after(7).visit("yes", 65)
    assert [(one.day, one.confidence) for one in history(life.model, life.visits)] == [
        (NOON.date(), 80),
        (life.today, 65),
    ]
    assert life.found.confidence == 65


def test_a_climb_keeps_its_rungs_and_names_its_leap() -> None:
    life = Life()
    climb = new_climb(
        life.model, {"data": " seen ", "belief": "so"}, read_leap("mean"), "tired", "down", now_of(life.clock)
    )
    assert (climb.data, climb.meaning, climb.leap, climb.way) == ("seen", "", "meaning", "down")
    assert leap_text(climb) == "from selected data to meaning added"
    with pytest.raises(BadInput, match="Every rung is empty"):
        new_climb(life.model, {"data": "  "}, "", "another", "up", now_of(life.clock))


@pytest.mark.parametrize(("typed", "meant"), [("y", "yes"), ("Part", "partly"), ("NO", "no")])
def test_still_so_is_answered_by_a_beginning(typed: str, meant: str) -> None:
    assert read_still(typed) == meant


@pytest.mark.parametrize("typed", ["", "maybe", "yess"])
def test_what_is_no_answer_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        read_still(typed)


@pytest.mark.parametrize("typed", ["data", "x", "a"])  # nothing leaps up to the ground; "a" is two rungs
def test_a_leap_goes_up_to_one_rung(typed: str) -> None:
    with pytest.raises(BadInput):
        read_leap(typed)
