"""Now: one moment for a whole act, and the journal day it counts for."""

import datetime as dt

from mastery.core.base.clock import Now
from tests.support.clock import FixedClock

FOUR = dt.time(4)


class Running(FixedClock):
    """A clock that goes on a minute whenever it is asked."""

    def now(self) -> dt.datetime:
        self.advance(dt.timedelta(minutes=1))
        return super().now()


def test_an_act_has_one_moment_and_one_day_however_long_it_takes() -> None:
    now = Now(Running(dt.datetime(2026, 11, 21, 3, 58)), FOUR)
    assert {(now.at, now.day) for _ in range(5)} == {(now.at, dt.date(2026, 11, 20))}


def test_before_the_day_begins_an_act_counts_for_the_day_before() -> None:
    days = [Now(FixedClock(dt.datetime(2026, 11, 21, hour, 59)), FOUR).day for hour in (3, 4)]
    assert days == [dt.date(2026, 11, 20), dt.date(2026, 11, 21)]
    assert Now(FixedClock(dt.datetime(2026, 11, 21, 3)), dt.time(0)).day == dt.date(2026, 11, 21)
