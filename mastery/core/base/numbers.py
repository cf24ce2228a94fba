"""Numbers and lengths of time as a person types them."""

import re

from mastery.core.base.errors import BadInput


def number_of(typed: str) -> int | None:
    """The whole number in a text of digits; None for any other text, and for over 9 digits, which nothing here has.

    Python itself refuses to read a number of over 4,300 digits.
    """
    return int(typed) if typed.isdecimal() and len(typed) <= 9 else None


def read_minutes(typed: str) -> int:
    """Minutes of "90", "90 min", "1h 30m", "1.5h", "1:30"; 0 where nothing was typed. Raises BadInput."""
    words = " ".join(typed.casefold().split())
    if not words:
        return 0
    match = re.fullmatch(r"(?:(\d{1,4}(?:\.\d{1,2})?) ?h(?:ours?|rs?)?)? ?(?:(\d{1,5}) ?(?:m|min|minutes?)?)?", words)
    colon = re.fullmatch(r"(\d{1,3}):([0-5]\d)", words)
    if colon is not None:
        minutes = int(colon[1]) * 60 + int(colon[2])
    elif match is not None:
        minutes = round(float(match[1] or 0) * 60) + int(match[2] or 0)
    else:
        raise BadInput(f"{typed.strip()!r} is no length of time: write 90, 1h 30m or 1:30.")
    if minutes > 7 * 24 * 60:
        raise BadInput(f"{typed.strip()!r} is more than a week.")
    return minutes
