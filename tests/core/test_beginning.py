"""What a journal without an entry says of itself is true for what it holds."""

import datetime as dt

import pytest

from mastery.core.goals.acts import new_goal, new_rating
from mastery.core.goals.goal import with_status
from mastery.core.practices.acts import new_practice
from mastery.core.practices.practice import ended
from mastery.core.today.first_steps import Begun, greeting, next_step
from tests.support.clock import FixedClock, now_of

TURN = dt.time(4)
CLOCK = FixedClock(dt.datetime(2026, 11, 23, 21, 30))
TODAY = CLOCK.now().date()
GOAL, OTHER = new_goal("Speak Spanish", now_of(CLOCK)), new_goal("Chess", now_of(CLOCK))
GUITAR = new_practice("Guitar", "daily", TODAY - dt.timedelta(days=9), now_of(CLOCK))
OVER = ended(GUITAR, TODAY - dt.timedelta(days=1))
RATED = new_rating(GOAL, 8, 3, "", TODAY, now_of(CLOCK))
NOTHING = Begun([], [], [], is_untouched=True)


@pytest.mark.parametrize(
    ("begun", "says", "step"),
    [
        (NOTHING, "This is your journal. It is empty, and waits", "set a goal, begin a practice"),
        (NOTHING._replace(is_untouched=False), "It has no entry, and waits for a line", "set a goal, begin a practice"),
        (Begun([GOAL], [], [], False), "has a goal, and waits", "rate the goal, begin a practice"),
        (Begun([GOAL], [], [RATED], False), "has a goal, and waits", "begin a practice"),
        (Begun([], [GUITAR], [], False), "has a practice, and waits", "set a goal"),
        (Begun([], [OVER], [], False), "has a practice, and waits", "set a goal, begin a practice"),
        (Begun([GOAL], [GUITAR, OVER], [], False), "has a goal and 2 practices, and waits", "rate the goal"),
        (Begun([GOAL, OTHER], [GUITAR], [RATED], False), "has 2 goals and a practice, and", "rate a goal"),
        (Begun([GOAL], [GUITAR], [RATED], False), "has a goal and a practice", "see your goals and practices"),
        (Begun([with_status(GOAL, "let go", TODAY, "")], [GUITAR], [], False), "has a goal and a", "set a goal"),
    ],
)
def test_the_greeting_and_the_next_step_are_those_there_are(begun: Begun, says: str, step: str) -> None:
    assert says in greeting(begun)
    assert ("empty" in greeting(begun)) == begun.is_untouched
    assert next_step(begun, TODAY) == step
