"""Numbers and days as all the program's texts write them, and numbers as a person types them."""

import datetime as dt

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def count(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun: "1 entry", "1,083 entries". Give `plural` if it is not the noun with an "s"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def day_said(day: dt.date) -> str:
    """The day with its month and year: "24 Nov 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def number_of(typed: str) -> int | None:
    """The whole number in a text of digits; None for any other text, and for over 9 digits, which nothing here has.

    Python itself refuses to read a number of over 4,300 digits.
    """
    return int(typed) if typed.isdecimal() and len(typed) <= 9 else None
