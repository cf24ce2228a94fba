"""The verbs of practices: what begins, changes and ends with them."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.practices.practice import CheckIn, Practice, Rest, with_cadence
from mastery.store import Journal
from mastery.verbs.practices import begin_practice, check_in, edit_practice, end_practice, end_rest, rest
from tests.support.journals import journal

DAY = dt.timedelta(days=1)


@pytest.fixture
def made(tmp_path: Path) -> Journal:
    return journal(tmp_path)


@pytest.fixture
def guitar(made: Journal) -> Practice:
    return begin_practice(made, "Guitar", "daily", first=made.today() - 9 * DAY)


def test_a_dry_run_saves_nothing(made: Journal) -> None:
    assert begin_practice(made, "Guitar", "daily", dry_run=True).since == made.today()
    assert made.records(Practice) == []


def test_an_edit_leaves_what_was_changed_elsewhere(made: Journal, guitar: Practice) -> None:
    with journal(made.path) as elsewhere:
        edit_practice(elsewhere, guitar, msgspec.structs.replace(guitar, minutes=20))
    new = edit_practice(made, guitar, with_cadence(guitar, "3/week", made.today(), 0))
    assert (new.minutes, [one.cadence for one in new.cadences]) == (20, ["daily", "3/week"])


def test_the_cadence_that_a_practice_has_begins_no_second_time(guitar: Practice) -> None:
    first = guitar.since
    assert with_cadence(guitar, "daily", first + DAY, 0) == guitar
    weekly = with_cadence(guitar, "3/week", first + 5 * DAY, 0)
    earlier = with_cadence(weekly, "3/week", first + 3 * DAY, 0)
    assert [(one.since, one.cadence) for one in earlier.cadences] == [(first, "daily"), (first + 3 * DAY, "3/week")]


def test_a_practice_that_was_deleted_elsewhere_takes_nothing_more(made: Journal, guitar: Practice) -> None:
    with journal(made.path) as elsewhere:
        elsewhere.delete(guitar)
    for verb in (check_in, rest, end_practice):
        with pytest.raises(MasteryError, match=r"“Guitar” was deleted in the meantime\."):
            verb(made, guitar)
    assert (made.records(CheckIn), made.records(Rest)) == ([], [])


def test_a_rest_until_further_notice_ends_and_one_with_a_last_day_does_not(made: Journal, guitar: Practice) -> None:
    rest(made, guitar, made.today() - DAY, made.today() + DAY)
    for practice in (guitar, None):
        with pytest.raises(BadInput, match="No rest without a last day"):
            end_rest(made, practice)
        rest(made, practice, made.today() - 5 * DAY, why="Ill")
        assert [(one.until, one.why) for one in end_rest(made, practice)] == [(made.today() - DAY, "Ill")]


def test_a_practice_ends_yesterday_unless_another_day_is_given(made: Journal, guitar: Practice) -> None:
    assert end_practice(made, guitar).until == made.today() - DAY
    assert end_practice(made, guitar, made.today()).until == made.today()
