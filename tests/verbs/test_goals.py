"""The verbs of goals hold their rules on the goal as it is now, not as a screen took it up."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.goals.goal import Goal, Rating
from mastery.core.goals.lines import read_milestones
from mastery.core.practices.practice import Rest
from mastery.store import Journal
from mastery.verbs.goals import (
    achieve,
    drop,
    edit_goal,
    link,
    pause,
    rate,
    reach,
    reopen,
    resume,
    set_goal,
    unlink,
)
from mastery.verbs.practices import begin_practice
from tests.support.journals import MONDAY, entry, journal

DAY = dt.timedelta(days=1)
STATUS: dict[str, Callable[[Journal, Goal], object]] = {
    "achieved": achieve,
    "paused": pause,
    "let go": drop,
    "active": resume,
}


@pytest.fixture
def made(tmp_path: Path) -> Journal:
    return journal(tmp_path)


@pytest.fixture
def goal(made: Journal) -> Goal:
    return set_goal(made, "Speak Spanish", milestones=read_milestones("A2 exam\nOne novel", MONDAY.date()))


def now(made: Journal, goal: Goal) -> Goal:
    found = made.get(Goal, goal.id)
    assert found is not None
    return found


@pytest.mark.parametrize("status", STATUS)
def test_a_status_that_another_process_set_is_the_one_that_counts(made: Journal, goal: Goal, status: str) -> None:
    begun = goal
    if status == "active":
        begun = drop(made, goal)
    with journal(made.path) as elsewhere:
        STATUS[status](elsewhere, begun)
    with pytest.raises(BadInput, match="is already active" if status == "active" else "was (achieved|paused|dropped)"):
        STATUS[status](made, begun)
    assert now(made, goal).status == status


def test_a_milestone_that_was_changed_elsewhere_is_neither_reached_nor_reopened(made: Journal, goal: Goal) -> None:
    first, second = goal.milestones
    with journal(made.path) as elsewhere:
        won = reach(elsewhere, goal, second)
        edit_goal(elsewhere, won.goal, msgspec.structs.replace(won.goal, milestones=won.goal.milestones[1:]))
    for verb in (reach, lambda made, goal, one: reopen(made, goal, msgspec.structs.replace(one, done=goal.day))):
        with pytest.raises(MasteryError, match="“A2 exam” was changed in the meantime"):
            verb(made, goal, first)
    assert [one.title for one in now(made, goal).milestones] == ["One novel"]
    assert len(made.entries()) == 1


def test_a_milestone_is_reached_once_and_reopened_once(made: Journal, goal: Goal) -> None:
    first = goal.milestones[0]
    with pytest.raises(BadInput, match="“A2 exam” is open already"):
        reopen(made, goal, first)
    won = reach(made, goal, first, "87 points")
    assert (won.win.kind, won.win.body, won.win.goals) == ("win", "87 points", (goal.id,))
    with pytest.raises(BadInput, match="was already reached"):
        reach(made, won.goal, won.goal.milestones[0])
    assert reopen(made, won.goal, won.goal.milestones[0]).milestones == goal.milestones


def test_a_goal_is_rated_for_a_day_that_is_over_and_not_for_one_to_come(made: Journal, goal: Goal) -> None:
    assert rate(made, goal, 8, 3, on=made.today() - DAY).day == made.today() - DAY
    with pytest.raises(BadInput, match="is still to come"):
        rate(made, goal, 8, 3, on=made.today() + DAY)
    assert len(made.records(Rating)) == 1


def test_a_goal_that_was_deleted_elsewhere_takes_nothing_more(made: Journal, goal: Goal) -> None:
    with journal(made.path) as elsewhere:
        elsewhere.delete(goal)
    for verb in (achieve, drop, pause, lambda made, goal: rate(made, goal, 8, 3)):
        with pytest.raises(MasteryError, match=r"“Speak Spanish” was deleted in the meantime\."):
            verb(made, goal)
    assert (made.records(Goal), made.records(Rating), len(made.entries())) == ([], [], 0)


@pytest.mark.parametrize("verb", [achieve, drop, resume])
def test_the_rest_of_a_paused_goal_ends_with_the_pause(
    made: Journal, goal: Goal, verb: Callable[[Journal, Goal], object]
) -> None:
    begin_practice(made, "Vocabulary", "daily", goal=goal)
    verb(made, pause(made, goal, "Exams"))
    assert [one.until for one in made.records(Rest)] == [made.today() - DAY]
    made.undo()
    assert [one.until for one in made.records(Rest)] == [None]
    assert now(made, goal).status_why == "Exams"


def test_entries_are_linked_and_unlinked_as_one_act(made: Journal, goal: Goal) -> None:
    made.add(entry("first"), entry("second"))
    both = [*made.entries(), *made.entries()]
    linked = link(made, goal, both, applied=True, minutes=30)
    assert [(one.goals, one.applied, one.minutes) for one in linked] == [((goal.id,), True, 30)] * 2
    unlinked = unlink(made, goal, both)
    assert [(one.goals, one.applied, one.minutes) for one in unlinked] == [((), True, 30)] * 2
    made.undo()
    made.undo()
    assert [(one.goals, one.applied, one.minutes) for one in made.entries()] == [((), False, 0)] * 2
