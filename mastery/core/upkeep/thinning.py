"""Which backups to keep: the newest of each of 7 days, 5 weeks and 12 months."""

import datetime as dt
from collections.abc import Iterable

DAYS, WEEKS, MONTHS = 7, 5, 12


def to_keep(moments: Iterable[dt.datetime]) -> set[dt.datetime]:
    """The moments whose backups to keep: the latest of each of the last 7 days, 5 weeks and 12 months that have one."""
    newest_first = sorted(set(moments), reverse=True)
    keep: set[dt.datetime] = set()
    for period, count in (
        (lambda moment: moment.date(), DAYS),
        (lambda moment: tuple(moment.isocalendar())[:2], WEEKS),
        (lambda moment: (moment.year, moment.month), MONTHS),
    ):
        seen: set[object] = set()
        for moment in newest_first:
            if period(moment) not in seen and len(seen) < count:
                seen.add(period(moment))
                keep.add(moment)
    return keep
