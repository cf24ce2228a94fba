"""Saves in open journals, each beside a bare append with fsync of as many bytes; tells the milliseconds as JSON.

Arguments: how many rounds, then the journals' folders.
"""

import json
import os
import sys
import time
from pathlib import Path

from mastery.core.base.clock import Now
from mastery.core.writing.capture import make_entry, parse_capture
from mastery.host.clock import SystemClock
from mastery.store.journal import Journal

TEXT = "The second coat is on. {} It looks better than the first one did, and it took half of the time. #house"


def main() -> None:
    """Prints, by journal, the times of the saves and of the appends."""
    rounds, clock = int(sys.argv[1]), SystemClock()
    journals = [Journal(Path(folder), clock=clock) for folder in sys.argv[2:]]
    for journal in journals:
        journal.entries()
    saves: list[list[float]] = [[] for _ in journals]
    appends: list[list[float]] = [[] for _ in journals]
    for number in range(rounds):
        for journal, saved, appended in zip(journals, saves, appends, strict=True):
            log = journal.path / "journal.log"
            size = log.stat().st_size
            entry = make_entry(parse_capture(TEXT.format(number), clock.now()), Now(clock, journal.day_starts_at))
            start = time.perf_counter()
            journal.add(entry)
            saved.append(1000 * (time.perf_counter() - start))
            appended.append(_append(journal.path / "drafts", b"x" * (log.stat().st_size - size)))
    print(json.dumps({"saves": saves, "appends": appends}))


def _append(folder: Path, data: bytes) -> float:
    """Milliseconds of one append with fsync to a file of the folder."""
    folder.mkdir(exist_ok=True)
    descriptor = os.open(folder / "appended", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        start = time.perf_counter()
        os.write(descriptor, data)
        os.fsync(descriptor)
        return 1000 * (time.perf_counter() - start)
    finally:
        os.close(descriptor)


if __name__ == "__main__":
    main()
