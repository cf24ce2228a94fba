"""What a mentor's remark becomes: an entry, evidence, a commitment, each once and with where it comes from."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.ids import derived_id
from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal
from mastery.core.review.guided import last_written, review_title
from mastery.core.review.review import period
from mastery.core.sharing.feedback import (
    Feedback,
    Remark,
    commitment_of,
    commitment_text,
    entry_of,
    evidence_of,
    promised_to,
    quotable,
    quoted,
)
from mastery.core.thinking.acts import ended, new_model
from tests.support.clock import FixedClock, now_of

NOW = dt.datetime(2026, 11, 25, 21, 30)  # a Wednesday
TURN = dt.time(4)
WEEK = period("week", NOW.date())


def answer(*remarks: Remark) -> Feedback:
    at = FixedClock(NOW).now()
    return Feedback(id=derived_id(1, "f"), mentor="m", name="Ana", remarks=remarks, recorded=at, day=NOW.date())


def goal() -> Goal:
    at = FixedClock(NOW).now()
    return Goal(id=derived_id(1, "g"), title="Speak Spanish", made=at, day=NOW.date())


def written(title: str, day: dt.date, recorded: dt.datetime, body: str = "") -> Entry:
    at = FixedClock(recorded).now()
    return Entry(id=derived_id(1, title, str(day)), day=day, at=at, recorded=at, kind="review", title=title, body=body)


def test_an_entry_has_the_quote_whose_it_is_and_the_goal() -> None:
    found = answer(Remark(text="Write three sentences a day. By hand. #daily", quote="I hear it\nnow", about=goal().id))
    kept, entry = entry_of(found, 0, goal(), now_of(NOW))
    assert entry.title == "Ana: Write three sentences a day."
    assert entry.body == "> I hear it\n> now\n\nBy hand. #daily"
    assert (entry.goals, entry.tags, entry.shareable, entry.day) == ((goal().id,), ("daily",), False, NOW.date())
    assert [(one.how, one.of) for one in kept.remarks[0].became] == [("entry", entry.id)]
    with pytest.raises(BadInput, match="an entry already"):
        entry_of(kept, 0, None, now_of(NOW))


def test_evidence_is_in_the_mentors_words_and_only_once_on_a_model() -> None:
    clock = FixedClock(NOW)
    model, other = (new_model(text, 70, now_of(clock)) for text in ("I learn best alone", "Talking is practice"))
    entry = written("A talk", NOW.date(), NOW)
    found = answer(Remark(text="Nothing.\nTwice."), Remark(text="You learnt it\nin company."))
    kept, made = evidence_of(found, 1, model, "against", 2, entry, now_of(clock))
    assert (made.model, made.side, made.weight, made.entry) == (model.id, "against", 2, entry.id)
    assert made.text == "Ana: You learnt it in company." and kept.remarks[0] == found.remarks[0]
    with pytest.raises(BadInput, match="evidence already"):
        evidence_of(kept, 1, model, "for", 1, None, now_of(clock))
    assert evidence_of(kept, 1, other, "for", 1, goal(), now_of(clock), text="Mine.")[1].text == "Mine."
    with pytest.raises(MasteryError, match="retired"):
        evidence_of(kept, 1, ended(other, "retired", NOW.date(), ""), "for", 1, None, now_of(clock))


def test_a_commitment_waits_for_the_review_of_the_week_it_was_made_in() -> None:
    found = answer(Remark(text="Write three such\nsentences a day. Please."))
    kept = commitment_of(found, 0, now_of(NOW))
    said = commitment_text(kept, kept.remarks[0])
    assert said == "Write three such (Ana)"
    assert promised_to([found], WEEK.until, None) == []
    assert promised_to([kept], WEEK.until, None) == [said]
    assert promised_to([kept], WEEK.since - dt.timedelta(days=1), None) == []  # a review of what was before it
    with pytest.raises(BadInput, match="a commitment already"):
        commitment_of(kept, 0, now_of(NOW))


DAYS = st.integers(0, 28)


@given(made=DAYS, reviews=st.sets(DAYS, max_size=5))
def test_a_commitment_is_asked_about_by_one_review(made: int, reviews: set[int]) -> None:
    """Of reviews written some days after NOW, each of its own week, the first that can asks; the later ones do not."""
    clock = FixedClock(NOW + dt.timedelta(days=made))
    kept = commitment_of(answer(Remark(text="Sleep.")), 0, now_of(clock))
    entries: list[Entry] = []
    asked = 0
    weeks = {}
    for away in sorted(reviews):  # one review a week: the first that was written
        week = period("week", NOW.date() + dt.timedelta(days=away))
        weeks.setdefault(week, away)
    for week, away in weeks.items():
        moment = NOW + dt.timedelta(days=away, hours=1)
        before = week.since - dt.timedelta(days=1)
        last = last_written(entries, period("week", before), 0)
        if away >= made:  # it is there when the review is written
            asked += bool(promised_to([kept], week.until, last))
        entries.append(written(review_title(week), moment.date(), moment))
    assert asked == any(away >= made for away in weeks.values())


def test_a_review_counts_whatever_it_promised_and_a_note_does_not() -> None:
    moment = dt.datetime(2026, 11, 20, 18)
    week = period("week", moment.date())
    note = written("A thought", moment.date(), moment)
    review = written(review_title(week), moment.date(), moment)
    assert last_written([note], WEEK, 0) is None
    assert last_written([review, note], WEEK, 0) == review
    assert last_written([review], period("week", moment.date() + dt.timedelta(days=60)), 0) is None


def test_a_quote_is_of_a_belief_where_it_says_that() -> None:
    model = new_model("I learn best alone, and early", 70, now_of(NOW))
    entry = written("Early", NOW.date(), NOW, "Up before the sun, and nobody there")
    among = quotable([entry], [goal()], [model])
    assert quoted("*I learn best alone,\nand early*", among) == model.id
    assert quoted("Up before the sun", among) == entry.id
