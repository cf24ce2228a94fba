"""A clock that stands still until it is told to move."""

import datetime as dt
from zoneinfo import ZoneInfo


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
