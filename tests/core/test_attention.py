"""What wants attention on a day, the same for both faces."""

import datetime as dt
from collections.abc import Sequence

from mastery.core.goals.acts import new_goal
from mastery.core.goals.goal import Goal, Milestone
from mastery.core.review.review import Period, period
from mastery.core.today.attention import attention
from tests.support.clock import now_of

NOW = dt.datetime(2026, 11, 23, 21, 30)
TODAY = NOW.date()
DAY = dt.timedelta(days=1)


def said(today: dt.date, *goals: Goal, reviews: Sequence[Period] = ()) -> list[str]:
    """What wants attention, each after its kind."""
    found = attention(
        reviews=reviews, predictions=[], models=[], cards=[], goals=goals, ratings=[], mentors=[], today=today
    )
    return [f"{one.kind}: {''.join(piece.text for piece in one.pieces)}" for one in found]


def test_a_goal_whose_day_is_over_is_late_and_so_is_each_of_its_milestones() -> None:
    steps = (Milestone(title="One", target=TODAY - DAY), Milestone(title="Two", target=TODAY + DAY))
    goal = new_goal("Chess", now_of(NOW), target=TODAY, milestones=steps)
    assert said(TODAY, goal) == ["late: Chess: “One” is late"]
    assert said(TODAY + 2 * DAY, goal) == [
        "late: Chess: late", "late: Chess: “One” is late", "late: Chess: “Two” is late",
    ]  # fmt: skip


def test_reviews_come_before_goals_that_were_not_rated_for_four_weeks() -> None:
    goal = new_goal("Chess", now_of(NOW))
    assert said(TODAY + 28 * DAY, goal, reviews=[period("month", TODAY)]) == [
        "review: Time to look back on November 2026", "reading: Chess: no reading for four weeks",
    ]  # fmt: skip
    assert said(TODAY) == []
