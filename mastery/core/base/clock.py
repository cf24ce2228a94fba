"""The clock that the program asks for the time; injected, so that rules stay pure."""

import datetime as dt
from typing import Protocol, TypeVar

D = TypeVar("D", dt.date, dt.datetime)

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
        """The local zone's name, "Europe/Berlin", or its offset "+01:00" if it has no name."""
        ...


def journal_day(moment: dt.datetime, day_starts_at: dt.time) -> dt.date:
    """The civil day an act at this moment counts for: before `day_starts_at` it is still the day before."""
    day = moment.date()
    return moved(day, -1) if moment.time() < day_starts_at else day


class Now:
    """The moment of an act, the journal day it counts for, and the zone; taken once, so that all of the act agrees."""

    __slots__ = ("_clock", "at", "day_starts_at")

    def __init__(self, clock: Clock, day_starts_at: dt.time) -> None:
        self._clock = clock
        self.day_starts_at = day_starts_at
        """The clock time at which a journal day begins."""
        self.at = clock.now()
        """The moment, aware, in the local zone."""

    @property
    def day(self) -> dt.date:
        """The journal day."""
        return self.day_of(self.at)

    @property
    def zone(self) -> str:
        """The local zone's name, "Europe/Berlin", or its offset "+01:00" if it has no name."""
        return self._clock.zone()

    def day_of(self, moment: dt.datetime) -> dt.date:
        """The journal day that an act at this moment counts for."""
        return journal_day(moment, self.day_starts_at)

    def local(self, naive: dt.datetime) -> dt.datetime:
        """A clock time without zone as the aware moment it is in the local zone."""
        return self._clock.local(naive)


def moved(day: D, by: int) -> D:
    """The day or moment `by` days later; the first or last one of the calendar if that lies beyond it."""
    try:
        return day + dt.timedelta(days=by)
    except OverflowError:
        end = dt.date.max if by > 0 else dt.date.min
        return day.replace(year=end.year, month=end.month, day=end.day)


def in_zone(moment: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
    """The moment in a zone (None: the local one); unchanged if it lies beyond the calendar there."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def milliseconds(moment: dt.datetime) -> int:
    """The moment in milliseconds since 1970."""
    return int(moment.timestamp() * 1000)
