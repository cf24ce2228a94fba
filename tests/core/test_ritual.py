"""A review as a guided page: what it promises is what the next one asks about."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.review.guided import MOST, commitments, last_review, promised, review_entry, steps
from mastery.core.review.review import period
from tests.support.clock import now_of
from tests.support.diary import NOW, entry
from tests.support.reviews import lived

FOUR = dt.time(4)
WORDS = st.text("abc xyz", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.lists(WORDS, max_size=MOST))
def test_what_a_review_promises_the_next_one_asks_about(words: list[str]) -> None:
    week = period("week", NOW.date())
    asked = steps(lived(), [], [])
    answers = {"happened": "Much", "next": "\n".join(f"- {one}" for one in words)}
    kept = review_entry(week, asked, answers, now_of(NOW))
    assert promised(kept) == words
    assert kept.kind == "review" and kept.body.startswith("## What happened\n\nMuch")


def test_more_than_three_things_are_not_promised() -> None:
    assert commitments("one\n\n2. two\n- [x] three") == ["one", "two", "three"]
    with pytest.raises(BadInput, match="4 are too many"):
        commitments("a\nb\nc\nd")


def test_every_step_is_prefilled_with_what_the_journal_knows() -> None:
    said = lived()
    known = {step.name: step.known for step in steps(said, ["Rest"], [one.goal for one in said.moved])}
    assert known["kept"] == "- [ ] Rest"
    assert "Guitar: 12 days, 4 h" in known["happened"]
    assert known["wins"] == "- Won"
    assert "90 %, did not come true: It holds" in known["models"] and "One (revised: seen)" in known["models"]
    assert known["goals"] == "- Speak: 4 of 8. Reality rose by 2, the vision was lowered by 1"


def test_a_review_of_a_week_that_is_over_stands_in_that_week() -> None:
    week = period("week", NOW.date() - dt.timedelta(days=7))
    kept = review_entry(week, steps(lived(), [], []), {"happened": "Much"}, now_of(NOW))
    assert kept.day == week.until


def test_an_empty_review_is_not_kept() -> None:
    with pytest.raises(BadInput, match="at least one"):
        review_entry(period("week", NOW.date()), steps(lived(), [], []), {}, now_of(NOW))


def test_the_last_review_that_promised_something_is_asked_about() -> None:
    made = [
        entry("Old", "## Next week\n\n- a", days_ago=14, kind="review"),
        entry("New", "## Next week\n\n- b", days_ago=8, kind="review"),
        entry("None", "## Wins\n\n- c", days_ago=7, kind="review"),
    ]
    found = last_review(made, period("week", NOW.date() - dt.timedelta(days=7)))
    assert found is not None and found.title == "New"


def test_what_is_typed_under_a_list_is_no_part_of_its_last_item() -> None:
    week = period("week", NOW.date())
    answers = {"happened": "- Ran\nIt rained.\n- Slept\n  long", "next": "Read"}
    kept = review_entry(week, steps(lived(), [], []), answers, now_of(NOW))
    assert kept.body.startswith("## What happened\n\n- Ran\n\nIt rained.\n- Slept\n  long\n\n##")
