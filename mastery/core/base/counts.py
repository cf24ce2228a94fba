"""Numbers as a person types them, and numbers with their nouns, as all the program's texts write them."""


def count(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun: "1 entry", "1,083 entries". Give `plural` if it is not the noun with an "s"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def number_of(typed: str) -> int | None:
    """The whole number in a text of digits; None for any other text, and for over 9 digits, which nothing here has.

    Python itself refuses to read a number of over 4,300 digits.
    """
    return int(typed) if typed.isdecimal() and len(typed) <= 9 else None
