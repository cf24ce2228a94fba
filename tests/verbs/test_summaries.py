"""The plan of the next summary: what either face chooses, on top of what the other chose in the meantime."""

import datetime as dt
from pathlib import Path

import pytest

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.sharing.mentors import Mentor, Scope
from mastery.core.sharing.summary import PARTS, Plan
from mastery.store import Journal
from mastery.verbs.mentors import add_mentor
from mastery.verbs.summaries import choose_days, leave_out, move_part, read_plan, start_over, take_in, write_words
from tests.support.journals import MONDAY, journal

TODAY = MONDAY.date()


def with_ana(path: Path) -> tuple[Journal, Mentor]:
    made = journal(path)
    return made, add_mentor(made, "Ana", scope=Scope())


def test_what_was_planned_elsewhere_in_the_meantime_stays(tmp_path: Path) -> None:
    made, ana = with_ana(tmp_path)
    seen = read_plan(made, ana)
    leave_out(made, ana, seen, ["predictions"])
    write_words(made, ana, seen, " Dear Ana ", "Why?\nHow?")
    plan = choose_days(made, ana, seen, TODAY - dt.timedelta(days=9), None)
    assert (plan.note, plan.questions, plan.without) == ("Dear Ana", "Why?\nHow?", ("predictions",))
    assert read_plan(made, ana) == plan
    assert move_part(made, ana, plan, "goals", -1, PARTS).order[:2] == ("goals", "note")
    assert take_in(made, ana, plan, ["predictions"]).without == ()
    assert start_over(made, ana) == read_plan(made, ana) == Plan()
    assert made.left_forms("summary-") == []


def test_words_that_are_new_take_their_part_in_again_and_old_ones_do_not(tmp_path: Path) -> None:
    made, ana = with_ana(tmp_path)
    plan = write_words(made, ana, Plan(), "Dear Ana", "")
    plan = leave_out(made, ana, plan, ["note", "questions", "note"])
    assert plan.without == ("note", "questions")
    assert write_words(made, ana, plan, "Dear Ana", "Why?").without == ("note",)


def test_days_that_are_no_span_up_to_today_are_refused_and_the_plan_stays(tmp_path: Path) -> None:
    made, ana = with_ana(tmp_path)
    plan = choose_days(made, ana, Plan(), None, TODAY)
    day = dt.timedelta(days=1)
    for since, until, says in ((TODAY, TODAY - day, "comes after"), (None, TODAY + day, "is still to come")):
        with pytest.raises(BadInput, match=says):
            choose_days(made, ana, plan, since, until)
    assert read_plan(made, ana) == plan


def test_a_damaged_plan_is_replaced_by_the_first_choice_made_without_it(tmp_path: Path) -> None:
    made, ana = with_ana(tmp_path)
    made.save_form(f"summary-{ana.id}", {"plan": "{"})
    with pytest.raises(MasteryError, match="--fresh"):
        read_plan(made, ana)
    assert leave_out(made, ana, Plan(), ["goals"]) == read_plan(made, ana) == Plan(without=("goals",))
