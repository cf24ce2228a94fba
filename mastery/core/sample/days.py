"""What the sample journal is made of: its texts, and the days and ids of one making."""

import datetime as dt
import random
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, NamedTuple

from mastery.core.base.clock import WEEKDAYS, Clock, Now, journal_day, milliseconds
from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import derived_id
from mastery.core.writing.capture import fixed

LAST = 104
"""The week of today."""

DAY = dt.timedelta(days=1)
_SHORT = [name[:3] for name in WEEKDAYS]


class Texts(NamedTuple):
    """What the sample is made of."""

    diary: str
    """Entries, each after a line with its day."""
    days: str
    """Pools of lines, each after a line with its name."""
    learning: Mapping[str, Any]
    """Goals, practices, models, predictions, cards and the mentor."""


class Then:
    """The clock as it was at a moment."""

    def __init__(self, clock: Clock, moment: dt.datetime) -> None:
        self._clock = clock
        self._moment = moment

    def now(self) -> dt.datetime:
        """The moment."""
        return self._moment

    def local(self, naive: dt.datetime) -> dt.datetime:
        """A clock time without zone as the aware moment it is in the local zone."""
        return self._clock.local(naive)

    def zone(self) -> str:
        """The local zone's name."""
        return self._clock.zone()


class Days:
    """The days of the texts as days of the calendar, seen from today, and ids that are the same every time."""

    def __init__(self, texts: Texts, clock: Clock, day_starts_at: dt.time) -> None:
        self.texts = texts
        self.clock = clock
        self.day_starts_at = day_starts_at
        self.now = clock.now()
        self.today = journal_day(self.now, day_starts_at)
        if not 4 < self.today.year < dt.MAXYEAR:
            raise MasteryError(
                f"The clock says {self.today}, but the sample journal needs two years before it. Set the clock."
            )
        self.monday = self.today - self.today.weekday() * DAY - LAST * 7 * DAY
        """The first day of the first week."""
        self.chance = random.Random(f"sample {self.today}")  # noqa: S311 - nothing secret
        self.pools = pools_of(texts.days)
        self._numbers = count()

    def day(self, said: str) -> dt.date:
        """The day of "31 sun"."""
        week, _, name = said.partition(" ")
        return self.monday + (7 * int(week) + _SHORT.index(name)) * DAY

    def at(self, day: dt.date, hour: int = 20, minute: int = 0) -> dt.datetime:
        """A moment of a day."""
        return fixed(self.clock.local(dt.datetime.combine(day, dt.time(hour, minute))))

    def then(self, moment: dt.datetime) -> Now:
        """What `now` was at a moment."""
        return Now(Then(self.clock, moment), self.day_starts_at)

    def id(self, moment: dt.datetime) -> str:
        """An id of that moment, another one each time."""
        return derived_id(milliseconds(moment), "sample", str(next(self._numbers)))

    def week(self, day: dt.date) -> int:
        """The number of a day's week."""
        return (day - self.monday).days // 7


def sections(text: str) -> Iterator[tuple[str, str]]:
    """The heads and texts of a file in which each head is a line that begins with "## "."""
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        head, _, body = section.partition("\n")
        yield head, body.strip("\n")


def pools_of(text: str) -> dict[str, list[str]]:
    """The lines of each pool, by its name."""
    return {name: [line for line in body.split("\n") if line] for name, body in sections(text)}


def days_from(first: dt.date, last: dt.date) -> list[dt.date]:
    """The days from `first` to `last`, both included."""
    return [first + at * DAY for at in range((last - first).days + 1)]
