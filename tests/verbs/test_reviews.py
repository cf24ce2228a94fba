"""The verbs of the guided review."""

from pathlib import Path

import pytest

from mastery.core.base.errors import BadInput
from mastery.core.review.review import period
from mastery.core.thinking.cards import Card
from mastery.store import Journal
from mastery.verbs.reviews import add_lesson, guided_steps, write_review
from tests.support.journals import journal


@pytest.fixture
def made(tmp_path: Path) -> Journal:
    return journal(tmp_path)


def test_a_second_card_is_drawn_from_the_lesson_that_is_there(made: Journal) -> None:
    week = period("week", made.today())
    first = add_lesson(made, week, "Say no first", "Say what?", "No")
    second = add_lesson(made, week, "Say no first", "When?", "First")
    assert (first.is_new, second.is_new, second.entry) == (True, False, first.entry)
    assert [one.entry for one in made.records(Card)] == [first.entry.id] * 2
    assert [one.kind for one in made.entries()] == ["lesson"]


@pytest.mark.parametrize(
    ("sides", "says"),
    {
        (" ", "Say what?", "No"): "There is no text",
        ("Say no first", " ", "No"): "The card has no question",
        ("Say no first", "Say what?", ""): "The card has no answer",
    }.items(),
)
def test_a_lesson_and_its_card_are_added_both_or_not_at_all(
    made: Journal, sides: tuple[str, str, str], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        add_lesson(made, period("week", made.today()), *sides)
    assert not made.records(Card) and not made.entries()


def test_a_review_says_something_and_promises_no_more_than_can_be_done(made: Journal) -> None:
    week = period("week", made.today())
    steps = guided_steps(made, week, 0)
    for answers, says in (({"wins": " "}, "Every step is empty"), ({"next": "a\nb\nc\nd"}, "4 are too many")):
        with pytest.raises(BadInput, match=says):
            write_review(made, week, steps, answers)
    assert not made.entries()
    assert write_review(made, week, steps, {"wins": "One"}).kind == "review"
