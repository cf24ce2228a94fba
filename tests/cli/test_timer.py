"""The timer in the shell: it counts while nothing runs, and what it counted becomes a check-in or an entry."""

import datetime as dt

from tests.support.cli import Shell


def later(shell: Shell, minutes: int) -> None:
    shell.clock.moment += dt.timedelta(minutes=minutes)


def test_it_counts_for_a_practice_pauses_and_is_kept_as_a_check_in(shell: Shell) -> None:
    shell.ok("practice", "add", "Guitar", "daily")
    assert "The timer runs: 0:00, Guitar." in shell.ok("timer", "start", "gui")
    later(shell, 25)
    assert "runs: 0:25, Guitar." in shell.ok("timer")
    shell.ok("timer", "pause")
    later(shell, 60)
    assert "is paused: 0:25" in shell.ok("timer")
    shell.ok("timer", "start")
    later(shell, 5)
    assert "30 min of Guitar, kept" in shell.ok("timer", "stop", "--note", "The barre chord")
    assert "No timer runs" in shell.fails(1, "timer")
    assert "1 day" in shell.ok("streak", "guitar")
    shell.ok("undo")
    assert "1 day" not in shell.ok("practice", "list").split("Guitar")[1]


def test_for_a_goal_it_becomes_an_entry_and_the_time_may_be_said(shell: Shell) -> None:
    shell.ok("goal", "add", "Speak Spanish")
    shell.ok("timer", "start", "spanish")
    later(shell, 500)
    shell.ok("timer", "stop", "--minutes", "45", "--note", "The subjunctive")
    assert "45 min" in shell.ok("list")
    assert "The subjunctive" in shell.ok("list", "--goal", "spanish")


def test_it_is_for_learning_at_large_and_may_be_dropped(shell: Shell) -> None:
    assert "learning" in shell.ok("timer", "start")
    assert "nothing of it is kept" in shell.ok("timer", "stop", "--drop")
    assert shell.ok("list") == ""


def test_two_at_once_there_are_not_and_what_is_wrong_is_said(shell: Shell) -> None:
    shell.ok("timer", "start")
    assert "mastery timer stop" in shell.fails(1, "timer", "start")
    shell.ok("timer", "stop", "--drop")
    assert "mastery timer start" in shell.fails(1, "timer", "pause")
    shell.ok("practice", "add", "Guitar", "daily")
    assert "'nothing'" in shell.fails(1, "timer", "start", "nothing")
