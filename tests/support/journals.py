"""What the store's tests share: journals in a temporary folder, at a clock that stands where it is put."""

import datetime as dt
import itertools
from pathlib import Path

from mastery.core.base.ids import new_id
from mastery.core.base.records import Entry
from mastery.store import Journal

MONDAY = dt.datetime(2026, 11, 23, 21, 30, tzinfo=dt.UTC)


_COUNT = itertools.count()


class StillClock:
    """A clock that moves only when told to."""

    def __init__(self, moment: dt.datetime = MONDAY) -> None:
        self.moment = moment

    def now(self) -> dt.datetime:
        return self.moment

    def local(self, naive: dt.datetime) -> dt.datetime:
        return naive.replace(tzinfo=dt.UTC)

    def zone(self) -> str:
        return "UTC"


def entry(title: str, body: str = "", at: dt.datetime = MONDAY) -> Entry:
    """An entry of that moment; entries of one moment stay in the order they were made."""
    identity = new_id(int(at.timestamp() * 1000) + next(_COUNT))
    return Entry(id=identity, day=at.date(), at=at, zone="UTC", title=title, body=body, recorded=at)


def journal(path: Path, clock: StillClock | None = None) -> Journal:
    """A journal as another process would open it."""
    return Journal(path, clock=clock or StillClock())


def titles(path: Path) -> list[str]:
    """What a fresh look at the journal shows."""
    with journal(path) as fresh:
        return [one.title for one in fresh.entries()]
