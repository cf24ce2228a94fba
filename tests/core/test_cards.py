"""Recall cards: when each is asked again, and what is said of how it was remembered."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.thinking.acts import new_card
from mastery.core.thinking.cards import GRADES, Grade, due_cards, graded, is_recalled, recall_text
from tests.support.clock import FixedClock, now_of

NOON = dt.datetime(2026, 3, 2, 12)
DAY = dt.timedelta(days=1)


def test_a_card_is_asked_tomorrow_and_then_ever_more_rarely_as_long_as_it_is_known() -> None:
    clock = FixedClock(NOON)
    card = new_card("Why?", "Because", now_of(clock))
    assert due_cards([card], now_of(clock)) == []
    gaps = []
    for _ in range(5):
        before = clock.now()
        while not due_cards([card], now_of(clock)):
            clock.advance(DAY)
        gaps.append((clock.now() - before).days)
        card = graded(card, "good", now_of(clock))
    assert gaps[0] == 1
    assert gaps[1:] == sorted(gaps[1:])
    assert gaps[-1] > 30
    assert is_recalled(card)
    assert recall_text(card) == f"recalled {clock.now().date()}"


@given(st.lists(st.sampled_from(GRADES), min_size=1, max_size=8))
def test_a_graded_card_is_due_on_a_later_day_and_the_same_grades_give_the_same_days(grades: list[Grade]) -> None:
    def lived() -> list[dt.datetime]:
        clock = FixedClock(NOON)
        card, dues = new_card("Why?", "Because", now_of(clock)), []
        for grade in grades:
            clock.set(max(clock.now(), card.memory.due))
            card = graded(card, grade, now_of(clock))
            assert card.memory.due >= clock.now() + DAY
            dues.append(card.memory.due)
        return dues

    assert lived() == lived()


def test_what_was_not_known_says_when_it_last_was() -> None:
    clock = FixedClock(NOON)
    card = new_card("Why?", "Because", now_of(clock))
    assert recall_text(card) == "not asked yet"
    card = graded(card, "again", now_of(clock))
    assert recall_text(card) == "not recalled 2026-03-02"
    card = graded(card, "easy", now_of(clock.now() + 2 * DAY))
    card = graded(card, "again", now_of(clock.now() + 9 * DAY))
    assert recall_text(card) == "not recalled 2026-03-11, last on 2026-03-04"
    assert card.times == 3


def test_a_card_due_late_at_night_is_asked_on_the_journal_day_it_belongs_to() -> None:
    clock = FixedClock(dt.datetime(2026, 3, 2, 2))  # two in the night: still the first of March
    card = new_card("Why?", "Because", now_of(clock))
    assert card.day == dt.date(2026, 3, 1)
    assert due_cards([card], now_of(clock.now() + dt.timedelta(hours=12))) == [card]


def test_a_card_has_two_sides() -> None:
    with pytest.raises(BadInput, match="no answer"):
        new_card("Why?", " ", now_of(NOON))
