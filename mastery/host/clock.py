"""The system's clock and zone."""

import datetime as dt
import os
import time
from pathlib import Path

LOCALTIME = Path("/etc/localtime")


def local_time(seconds: float) -> dt.datetime:
    """The moment `seconds` after the start of 1970, in the local zone; in UTC if $TZ names an impossible zone.

    A moment beyond the calendar becomes the start of 1970.
    """
    try:
        at = dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (ValueError, OverflowError, OSError):
        at = dt.datetime.fromtimestamp(0, dt.UTC)
    try:
        return at.astimezone()
    except (ValueError, OverflowError):
        return at


class SystemClock:
    """Time and zone as the machine has them."""

    def now(self) -> dt.datetime:
        """The moment, aware, in the local zone."""
        return local_time(time.time())

    def local(self, naive: dt.datetime) -> dt.datetime:
        """A clock time without zone as the aware moment it is in the local zone."""
        try:
            return naive.astimezone()
        except (ValueError, OverflowError):  # at the ends of the calendar, converting to UTC leaves it
            return naive.replace(tzinfo=self.now().tzinfo)

    def zone(self) -> str:
        """The local zone's name, "Europe/Berlin", or its offset "+01:00" if it has no name.

        Read from $TZ and /etc/localtime; a library for it costs every `mastery log` 24 ms.
        """
        named = os.environ.get("TZ", "").lstrip(":")
        if "/" in named and not named.startswith("/"):
            return named
        if not named:
            target = os.path.realpath(LOCALTIME)
            _, found, name = target.partition("zoneinfo/")
            if found and not name.startswith(("Etc/", "posixrules")):
                return name
        return self.now().isoformat()[-6:]
