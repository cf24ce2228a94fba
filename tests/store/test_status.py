"""The outline of a journal: what it says is what reading the whole journal says, or that it does not know."""

import datetime as dt
import json
import shutil
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.clock import milliseconds
from mastery.core.base.ids import new_id
from mastery.core.practices.acts import check_in, new_practice, new_rest
from mastery.core.practices.practice import Practice, is_met
from mastery.core.sharing.sent import State, Summary
from mastery.core.thinking.cards import Card, Memory
from mastery.core.thinking.prediction import Prediction
from mastery.core.today.outline import WINDOW, Outline, Status, all_rests, due_now, status, still_asked
from mastery.store import Journal
from mastery.store.outline import LARGEST_LOG, NAME
from tests.support.clock import now_of
from tests.support.examples import examples
from tests.support.journals import MONDAY, StillClock, entry, journal

DAY = dt.timedelta(days=1)
TURN = dt.time(4)
NOTHING = (None,) * 6

DOINGS = st.one_of(
    st.tuples(st.just("days"), st.integers(1, WINDOW + 5)),
    st.tuples(st.just("day"), st.just(1)),
    st.tuples(st.just("write"), st.sampled_from((0, 0, 0, 1, 2, 45, 60))),
    st.tuples(st.just("delete"), st.integers(0, 5)),
    st.tuples(st.just("practice"), st.sampled_from(("daily", "3/week", "mon,thu", "every 3 days", "90min/month"))),
    st.tuples(st.just("done"), st.integers(0, 40)),
    st.tuples(st.just("rest"), st.integers(-50, 3)),
    st.tuples(st.just("undo"), st.just(0)),
    st.tuples(st.just("read"), st.just(0)),
)


def told(path: Path, clock: StillClock) -> Status:
    """What the outline says."""
    return status(journal(path, clock).outline(), now_of(clock), journaling=True)


def whole(path: Path, clock: StillClock) -> Status:
    """What reading everything says."""
    read, today = journal(path, clock), journal(path, clock).today()
    due = due_now(read.practices(), today)
    written = [one for one in read.practices() if one.is_journaling]
    return Status(
        day=today,
        entries=sum(one.day == today for one in read.entries().places),
        streak=written[0].streak.length if written else 0,
        due=len(still_asked(due, today)),
        done=sum(map(is_met, due)),
        predictions=0,
        cards=0,
    )


def do(made: Journal, clock: StillClock, what: str, number: int | str) -> None:
    """One thing that people do."""
    today = made.today()
    entries, practices = list(made.entries()), made.records(Practice)
    if what in ("day", "days"):
        clock.moment += int(number) * DAY
    elif what == "write":
        made.add(entry("Words", at=clock.now() - int(number) * DAY))
    elif what == "delete" and entries:
        made.delete(entries[int(number) % len(entries)])
    elif what == "practice":
        made.add(new_practice(f"Guitar {len(practices)}", str(number), today - 70 * DAY, now_of(clock)))
    elif what == "done" and practices:
        day = today - (int(number) // 8) * DAY
        made.act("done", made=[check_in(practices[int(number) % len(practices)], now_of(clock), day=day, minutes=30)])
    elif what == "rest":
        since = today + int(number) * DAY
        made.add(new_rest(since, since + 2 * DAY, "", now_of(clock)))
    elif what == "undo" and entries:
        made.undo()


@examples(60)
@given(st.lists(DOINGS, min_size=1, max_size=14))
def test_a_number_is_right_or_not_told(doings: list[tuple[str, int | str]]) -> None:
    folder, clock = Path(tempfile.mkdtemp()), StillClock()
    path = folder / "j"
    try:
        for what, number in doings:
            if what == "read":
                with journal(path, clock) as read:
                    read.entries()
                assert None not in told(path, clock)
            else:
                do(journal(path, clock), clock, what, number)
            for name, found, right in zip(Status._fields, told(path, clock), whole(path, clock), strict=True):
                assert found in (right, None), name
    finally:
        shutil.rmtree(folder)


def test_writing_every_day_is_always_told(tmp_path: Path) -> None:
    """Two months of writing, read back every third day."""
    clock = StillClock()
    for day in range(60):
        journal(tmp_path, clock).add(entry("Words", at=clock.now()))
        assert told(tmp_path, clock)[1:3] == (1, day + 1)
        if day % 3 == 0:
            with journal(tmp_path, clock) as read:
                read.entries()
        clock.moment += DAY
        assert told(tmp_path, clock)[1:3] == (0, day + 1)
    clock.moment += DAY
    assert told(tmp_path, clock)[1:3] == (0, 0)


def test_an_old_entry_that_goes_leaves_a_long_streak_in_doubt(tmp_path: Path) -> None:
    clock = StillClock(MONDAY - 90 * DAY)
    for _ in range(91):
        journal(tmp_path, clock).add(entry("Words", at=clock.now()))
        clock.moment += DAY
    clock.moment -= DAY
    with journal(tmp_path, clock) as read:
        read.entries()
    assert told(tmp_path, clock).streak == 91
    writing = journal(tmp_path, clock)
    writing.delete(writing.entries()[10])
    assert (told(tmp_path, clock).streak, told(tmp_path, clock).entries) == (None, 1)
    with journal(tmp_path, clock) as read:
        read.entries()
    assert told(tmp_path, clock).streak == 80


def test_predictions_and_cards_that_are_due(tmp_path: Path) -> None:
    clock = StillClock()
    today, now = journal(tmp_path, clock).today(), clock.now()
    made = Prediction(id=entry("x").id, statement="Rain", probability=70, by=today, made=now, day=today)
    card = Card(id=entry("x").id, question="Q", answer="A", made=now, day=today, memory=Memory(due=now))
    with journal(tmp_path, clock) as read:
        read.add(made, card)
        read.entries()
    assert told(tmp_path, clock)[5:-1] == (1, 1)
    writing = journal(tmp_path, clock)
    writing.change(made, Prediction(**{**{f: getattr(made, f) for f in made.__struct_fields__}, "outcome": "yes"}))
    assert told(tmp_path, clock)[5:-1] == (0, 1)


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    clock = StillClock()
    assert told(tmp_path / "none", clock)[1:-1] == (0,) * 6
    assert not (tmp_path / "none").exists()


def test_the_outline_is_private_and_says_nothing_that_was_written(tmp_path: Path) -> None:
    with journal(tmp_path) as read:
        read.add(entry("Secret title", "Secret body"))
        read.entries()
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert "Secret" not in (tmp_path / NAME).read_text()


@pytest.mark.parametrize("text", ["", "{", '{"form": 1}', "[]", '{"form": 2, "beginning": {}, "outline": {}}'])
def test_a_damaged_outline_is_not_believed_and_is_written_again(tmp_path: Path, text: str) -> None:
    clock = StillClock()
    with journal(tmp_path, clock) as read:
        read.add(entry("Words"))
        read.entries()
    (tmp_path / NAME).write_text(text)
    assert told(tmp_path, clock)[1:-1] == NOTHING
    with journal(tmp_path, clock) as read:
        read.entries()
    assert told(tmp_path, clock)[1:3] == (1, 1)


def test_the_outline_of_another_log_is_not_believed(tmp_path: Path) -> None:
    clock = StillClock()
    with journal(tmp_path, clock) as read:
        read.add(entry("Words"))
        read.entries()
    old = (tmp_path / NAME).read_bytes()
    with journal(tmp_path, clock) as read:
        read.add(entry("More"))
        read.entries()
    (tmp_path / NAME).write_bytes(old)
    assert told(tmp_path, clock)[1:-1] == NOTHING


def test_a_log_that_nobody_reads_back_is_not_read_for_a_prompt(tmp_path: Path) -> None:
    journal(tmp_path).add(entry("Long", "x" * LARGEST_LOG))
    assert journal(tmp_path).outline() is None


def test_an_outline_takes_names_and_tags_of_the_log(tmp_path: Path) -> None:
    with journal(tmp_path) as read:
        read.entries()
    made = entry("Words")
    journal(tmp_path).add(type(made)(**{**{f: getattr(made, f) for f in made.__struct_fields__}, "tags": ("zoo", "a")}))
    found = journal(tmp_path).outline()
    assert isinstance(found, Outline)
    assert found.tags == ["a", "zoo"]


def test_a_clock_that_went_back_far_is_not_known(tmp_path: Path) -> None:
    clock = StillClock()
    with journal(tmp_path, clock) as read:
        read.add(entry("Words"))
        read.entries()
    clock.moment -= 5 * DAY
    assert told(tmp_path, clock).entries == 0
    clock.moment -= 30 * DAY
    assert told(tmp_path, clock)[1:-1] == NOTHING


def test_rest_of_everything() -> None:
    clock, today = StillClock(), MONDAY.date()
    rest = new_rest(today, today + DAY, "", now_of(clock))
    assert [all_rests([rest], today + n * DAY) for n in (-1, 0, 1, 2)] == [False, True, True, False]
    assert all_rests([new_rest(today, None, "", now_of(clock))], today + 400 * DAY)
    assert not all_rests([new_rest(today, None, "", now_of(clock), of="a-practice")], today)


def test_the_file_says_which_log_it_belongs_to(tmp_path: Path) -> None:
    with journal(tmp_path) as read:
        read.add(entry("Words"))
        read.entries()
    beginning = json.loads((tmp_path / NAME).read_text())["beginning"]
    assert beginning["generation"] == 2 and beginning["after"]


@pytest.mark.parametrize("is_folded", [True, False])
def test_status_names_the_mentors_to_ask_whether_a_summary_arrived(tmp_path: Path, is_folded: bool) -> None:
    clock = StillClock()

    def summary(state: State, name: str = "Ana") -> Summary:
        clock.moment += dt.timedelta(seconds=1)
        now, day = clock.now(), clock.now().date()
        return Summary(id=new_id(milliseconds(now)), mentor=name, name=name, since=day, until=day, form="eml",
                       digest="", text="", sent=now, day=day, state=state)  # fmt: skip

    def asked(*records: Summary) -> tuple[str, ...] | None:
        with journal(tmp_path, clock) as made:
            if is_folded:
                made.entries()
            made.act("share", made=records)
        return told(tmp_path, clock).ask

    assert asked(summary("sent"), summary("sending", "Bea\x1b")) == ("Bea\x1b",)
    assert set(asked(summary("unknown")) or ()) == {"Bea\x1b", "Ana"}
    assert asked(summary("sent")) == ("Bea\x1b",)  # what was sent since settles it
    clock.moment += 8 * DAY
    assert asked() == ()
