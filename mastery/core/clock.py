"""What the program asks when it needs the time: one clock, injected, so that rules stay pure."""

import datetime as dt
from typing import Protocol

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Clock(Protocol):
    """Tells the moment and the zone."""

    def now(self) -> dt.datetime:
        """The moment, aware, in the local zone."""
        ...

    def local(self, naive: dt.datetime) -> dt.datetime:
        """A clock time without zone as the aware moment it is in the local zone."""
        ...

    def zone(self) -> str:
        """The local zone's name, "Europe/Berlin", or its offset "+01:00" where it has no name."""
        ...


def journal_day(moment: dt.datetime, day_starts_at: dt.time) -> dt.date:
    """The civil day an act at this moment counts for: before `day_starts_at` it is still the day before."""
    day = moment.date()
    return day - dt.timedelta(days=1) if moment.time() < day_starts_at else day


def milliseconds(moment: dt.datetime) -> int:
    """The moment in milliseconds since 1970."""
    return int(moment.timestamp() * 1000)
