"""What is known of an entry besides what stands in it, in words."""

import msgspec

from mastery.core.base.records import Location
from mastery.core.goals.acts import new_goal
from mastery.core.thinking.acts import new_model
from mastery.core.today.known import known
from tests.support.clock import FixedClock, now_of
from tests.support.diary import NOW, entry

CLOCK = FixedClock(NOW)
SPANISH = new_goal("Speak Spanish", now_of(CLOCK))
CHESS = new_goal("Chess", now_of(CLOCK))
MEETINGS = new_model("Meetings decide nothing", 70, now_of(CLOCK))


def test_an_entry_is_about_its_goals_and_then_its_models_by_title() -> None:
    one = msgspec.structs.replace(entry("A talk"), models=(MEETINGS.id,), goals=(CHESS.id, SPANISH.id))
    found = known(one, [SPANISH, CHESS], [MEETINGS], [], [], [])
    assert found == ["about Chess, Speak Spanish, Meetings decide nothing"]


def test_where_an_entry_was_written_is_told_by_name_or_by_coordinates() -> None:
    where = {"name": "Café Central"}, {"latitude": 48.2104, "longitude": -0.5}, {"latitude": 1.0}, {}
    ones = [msgspec.structs.replace(entry("A talk"), location=Location(**one)) for one in where]  # type: ignore[arg-type]
    assert [known(one, [], [], [], [], []) for one in ones] == [["at Café Central"], ["at 48.21040, -0.50000"], [], []]


def test_a_goal_that_is_gone_is_not_spoken_of() -> None:
    one = msgspec.structs.replace(entry("A talk"), goals=(CHESS.id,))
    assert known(one, [SPANISH], [], [], [], []) == []
