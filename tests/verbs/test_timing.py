"""The verbs of the timer: one runs at a time, and its time is saved once, whoever else stopped it."""

import datetime as dt
from pathlib import Path

import pytest

from mastery.core.base.errors import MasteryError
from mastery.core.practices.practice import CheckIn
from mastery.store import Journal
from mastery.verbs.practices import begin_practice
from mastery.verbs.timing import discard, pause, resume, running, start, status_text, stop
from tests.support.journals import StillClock, journal


@pytest.fixture
def made(tmp_path: Path) -> Journal:
    return journal(tmp_path)


def wait(made: Journal, minutes: int) -> None:
    assert isinstance(made.clock, StillClock)
    made.clock.moment += dt.timedelta(minutes=minutes)


def test_a_second_timer_is_refused_with_how_the_first_stands(made: Journal) -> None:
    start(made, begin_practice(made, "Guitar", "daily"))
    wait(made, 65)
    with pytest.raises(MasteryError, match=r"^The timer runs: 1:05, Guitar\. To stop it: mastery timer stop$"):
        start(made)
    pause(made)
    wait(made, 10)
    with pytest.raises(MasteryError, match=r"^The timer is paused: 1:05, Guitar\."):
        start(made)
    assert status_text(made, resume(made)) == "The timer runs: 1:05, Guitar."


def test_without_a_timer_there_is_nothing_to_pause_resume_stop_or_discard(made: Journal) -> None:
    timer = start(made)
    discard(made)
    for verb in (pause, resume, discard, running, lambda made: stop(made, timer)):
        with pytest.raises(MasteryError, match="No timer runs"):
            verb(made)
    assert len(made.entries()) == 0


def test_time_that_another_process_saved_is_not_saved_again(made: Journal) -> None:
    guitar = begin_practice(made, "Guitar", "daily")
    begun = start(made, guitar)
    wait(made, 25)
    assert isinstance(made.clock, StillClock)
    with journal(made.path, made.clock) as elsewhere:
        stop(elsewhere, begun)
        start(elsewhere)
    with pytest.raises(MasteryError, match="was stopped in the meantime"):
        stop(made, begun, 25)
    made.refresh()
    assert [one.minutes for one in made.records(CheckIn)] == [25]
    assert running(made).practice == ""
