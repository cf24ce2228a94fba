"""A clock that stands still until it is told to move."""

import datetime as dt
from zoneinfo import ZoneInfo

from mastery.core.base.clock import Clock, Now


class FixedClock:
    """The injected clock of tests; a moment without zone is local."""

    def __init__(self, moment: dt.datetime, zone: str = "Europe/Berlin") -> None:
        self._zone = zone
        self.set(moment)

    def set(self, moment: dt.datetime) -> None:
        """Go to a moment."""
        rules = ZoneInfo(self._zone)
        self._moment = moment.replace(tzinfo=rules) if moment.tzinfo is None else moment.astimezone(rules)

    def advance(self, delta: dt.timedelta) -> None:
        """Go on by so much real time, also across a change of the clocks."""
        self._moment = (self._moment.astimezone(dt.UTC) + delta).astimezone(ZoneInfo(self._zone))

    def now(self) -> dt.datetime:
        return self._moment

    def local(self, naive: dt.datetime) -> dt.datetime:
        return naive.replace(tzinfo=ZoneInfo(self._zone))

    def zone(self) -> str:
        return self._zone


def now_of(when: Clock | dt.datetime) -> Now:
    """What a clock, or one that stands still at a moment, says of the present; a day begins at four in the morning."""
    return Now(FixedClock(when) if isinstance(when, dt.datetime) else when, dt.time(4))
