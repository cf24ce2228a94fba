"""A review of a month in which everything happened."""

import datetime as dt

from mastery.core.goals.acts import new_goal, new_rating
from mastery.core.goals.goal import Session
from mastery.core.practices.acts import check_in, new_practice
from mastery.core.practices.practice import TrackedPractice
from mastery.core.review.review import Review, period, previous, review, within
from mastery.core.thinking.acts import new_model, new_prediction, revised
from mastery.core.thinking.prediction import with_outcome
from tests.support.clock import FixedClock, now_of
from tests.support.diary import DAY, NOW, entry

FOUR = dt.time(4)


def lived() -> Review:
    """The review of November: of each kind something, before and after a change."""
    clock = FixedClock(NOW)
    today = NOW.date()
    entries = [entry(f"Entry {back}", "one two #walk", days_ago=back, tags=("walk",)) for back in range(40, -1, -3)]
    entries.append(entry("Won", days_ago=0, hour=20, kind="win"))
    goal = new_goal("Speak", now_of(clock))
    ratings = [
        new_rating(goal, 9, 2, "", today - 40 * DAY, now_of(clock)),
        new_rating(goal, 8, 4, "", today, now_of(clock)),
    ]
    practice = new_practice("Guitar", "daily", today - 60 * DAY, now_of(clock), minutes=20)
    done = [check_in(practice, now_of(clock), day=today - back * DAY) for back in range(0, 60, 2)]
    sure = new_prediction("It holds", 90, today, now_of(clock))
    calm = new_prediction("It rains", 60, today, now_of(clock))
    models = revised(new_model("One", 50, now_of(clock)), "Another", 60, "seen", now_of(clock))
    month = period("month", today)
    return review(
        month,
        within(entries, month),
        within(entries, previous(month)),
        past=previous(month),
        sessions=[Session("a", today, (), 30), Session("b", today - 30 * DAY, (), 50)],
        tracked=[TrackedPractice(practice, done, [], today)],
        goals=[goal],
        ratings=ratings,
        predictions=[
            with_outcome(calm, "yes", "", now_of(clock)),
            with_outcome(sure, "no", "", now_of(clock)),
        ],
        models=models,
    )
