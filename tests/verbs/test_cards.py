"""The verbs of recall cards."""

import datetime as dt
from pathlib import Path

import pytest

from mastery.core.base.errors import BadInput
from mastery.core.thinking.cards import days_until, is_due
from mastery.verbs.cards import add_card, grade
from tests.support.journals import StillClock, journal


def test_a_card_that_was_graded_elsewhere_counts_both_times(tmp_path: Path) -> None:
    made = journal(tmp_path)
    card = add_card(made, "Why did it slip?", "Nobody owned the date")
    with journal(tmp_path) as elsewhere:
        grade(elsewhere, card, "good")
    assert grade(made, card, "again").times == 2


@pytest.mark.parametrize("hour", [2, 21])
def test_the_days_until_a_card_comes_back_are_journal_days(tmp_path: Path, hour: int) -> None:
    """At two in the morning the journal day is still the one before."""
    clock = StillClock(dt.datetime(2026, 11, 23, hour, tzinfo=dt.UTC))
    made = journal(tmp_path, clock)
    card = grade(made, add_card(made, "Why did it slip?", "Nobody owned the date"), "good")
    days = days_until(card, made.now())
    clock.moment += dt.timedelta(days=days - 1)
    assert not is_due(card, made.now())
    clock.moment += dt.timedelta(days=1)
    assert is_due(card, made.now())


def test_a_card_has_two_sides(tmp_path: Path) -> None:
    made = journal(tmp_path)
    with pytest.raises(BadInput, match="has no answer"):
        add_card(made, "Why?", " ")
    with pytest.raises(BadInput, match="has no question"):
        add_card(made, " ", "So")
