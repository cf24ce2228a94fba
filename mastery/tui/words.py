"""How the interface writes days, times and numbers, the same on every screen."""

import datetime as dt

from mastery.core.base.counts import count as count

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def short_day(day: dt.date) -> str:
    """'Fri 20 Nov 2026'."""
    return f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def long_day(day: dt.date) -> str:
    """'Friday 20 November 2026'."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def clock(moment: dt.datetime) -> str:
    """'21:30', the clock time that held there."""
    return f"{moment:%H:%M}"


def near_day(day: dt.date, today: dt.date) -> str:
    """'today', 'tomorrow', '21 Nov', or 'Jun 2027' where it is months away."""
    away = (day - today).days
    if away in (0, 1):
        return ("today", "tomorrow")[away]
    month = MONTHS[day.month - 1][:3]
    return f"{month} {day.year}" if abs(away) > 300 or day.year != today.year else f"{day.day} {month}"
