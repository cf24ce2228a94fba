"""The sample journal: the same on the same day, valid records on any, and something to see everywhere."""

import datetime as dt
from collections import Counter
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.records import Entry, R, Record, from_fields, to_fields
from mastery.core.goals.goal import Goal, Rating, movement, ratings_of
from mastery.core.practices.practice import CheckIn, Practice, Rest, TrackedPractice
from mastery.core.sample.days import DAY, Texts
from mastery.core.sample.journal import begun, sample
from mastery.core.sharing.feedback import Feedback
from mastery.core.sharing.sent import Summary
from mastery.core.thinking.calibration import calibration
from mastery.core.thinking.cards import Card, due_cards
from mastery.core.thinking.model import Climb, Evidence, Model, Visit, chain, standings
from mastery.core.thinking.prediction import Prediction, due, judged
from mastery.verbs.sample import sample_texts
from tests.support.clock import FixedClock, now_of
from tests.support.examples import examples

TURN = dt.time(4)
NOW = dt.datetime(2026, 11, 24, 21, 0)


@cache
def texts() -> Texts:
    """The texts, read once."""
    return sample_texts()


@cache
def made(moment: dt.datetime = NOW) -> list[Record]:
    """The sample at a moment."""
    return sample(texts(), FixedClock(moment), TURN)


def of(kind: type[R]) -> list[R]:
    """Its records of a kind."""
    return [one for one in made() if isinstance(one, kind)]


def test_the_same_day_makes_the_same_records() -> None:
    assert sample(texts(), FixedClock(NOW), TURN) == made()
    assert sample(texts(), FixedClock(NOW + DAY), TURN) != made()


@examples(12)
@given(
    st.datetimes(dt.datetime(2021, 1, 1), dt.datetime(2035, 1, 1)),
    st.sampled_from(("UTC", "Asia/Kolkata", "America/Lima")),
)
def test_on_any_day_everything_is_valid_and_over(moment: dt.datetime, zone: str) -> None:
    clock = FixedClock(moment.replace(second=0, microsecond=0), zone)
    found = sample(texts(), clock, TURN)
    assert len({one.id for one in found}) == len(found) > 1500
    assert max(map(begun, found)) <= clock.now()
    for one in found:
        assert from_fields(type(one), to_fields(one)) == one
    entries = [one for one in found if isinstance(one, Entry)]
    known = {one.id for one in found}
    assert all({*one.goals, *one.models} <= known for one in entries)


def test_entries_are_of_all_kinds_with_moods_tags_and_people() -> None:
    entries = of(Entry)
    assert 400 < len(entries) < 700
    kinds = Counter(one.kind for one in entries)
    assert min(kinds[kind] for kind in ("note", "reflection", "lesson", "win", "session", "review")) >= 10
    assert sum(one.mood > 0 for one in entries) > 300
    assert {"@julia", "@ana", "spanish", "guitar", "meetings"} <= {tag for one in entries for tag in one.tags}
    assert any(one.starred for one in entries) and any(one.applied for one in entries)
    texts_of = Counter(one.text for one in entries)
    assert max(texts_of.values()) == 1  # nobody writes the same twice


def test_something_was_written_on_each_of_the_last_days() -> None:
    days = {one.day for one in of(Entry)}
    assert all(NOW.date() - number * DAY in days for number in range(15))


def test_goals_move_and_have_milestones_behind_and_ahead() -> None:
    goals = of(Goal)
    assert len(goals) == 3
    for goal in goals:
        assert "reality rose" in movement(ratings_of(goal, of(Rating))).casefold()
        assert {one.done is None for one in goal.milestones} == {True, False}
        assert goal.obstacles and goal.resources


def test_practices_have_cadences_of_their_own_gaps_and_rests() -> None:
    practices = of(Practice)
    assert len({one.cadences[-1].cadence for one in practices}) == 4
    for one in practices:
        done = [each for each in of(CheckIn) if each.practice == one.id]
        found = TrackedPractice(one, done, of(Rest), NOW.date()).streak
        assert found.length >= 2 and len(found.runs) > 2 and found.strength > 50
    assert {bool(one.of) for one in of(Rest)} == {True, False}
    assert any(one.late for one in of(CheckIn))


def test_models_are_held_shaken_revised_and_retired() -> None:
    models = of(Model)
    found = standings(models, of(Visit), of(Evidence), of(Prediction))
    assert {"shaken", "testing", "held", "revised", "retired"} == {standing.status for _, standing in found}
    assert max(len(chain(one, models)) for one in models) >= 3
    assert len(of(Climb)) == 3
    assert any(one.entry for one in of(Evidence))


def test_predictions_are_right_about_as_often_as_they_said() -> None:
    predictions = of(Prediction)
    told = judged(predictions, {})
    assert len(told) >= 40
    found = calibration(told)
    assert found.brier < 0.2
    assert due(predictions, NOW.date()) and any(one.outcome == "void" for one in predictions)


def test_cards_were_asked_and_some_are_due() -> None:
    cards = of(Card)
    entries = {one.id for one in of(Entry)}
    assert all(one.entry in entries for one in cards)
    assert sum(one.times for one in cards) > 40
    assert due_cards(cards, now_of(NOW))


def test_a_summary_went_out_and_was_answered() -> None:
    (summary,), (feedback,) = of(Summary), of(Feedback)
    assert summary.state == "sent"
    assert len(summary.entries) >= 2 and summary.goals
    assert "responsible" in summary.text and "Wedding invitations" not in summary.text
    assert feedback.summary == summary.id
    assert sum(bool(one.about) for one in feedback.remarks) == 2
    assert any(one.became for one in feedback.remarks)
