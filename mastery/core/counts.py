"""Numbers as a person types them, and with their nouns, as every text of the program writes them."""


def count(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun: "1 entry", "1,083 entries"; `plural` is for nouns that take more than an "s"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def number_of(typed: str) -> int | None:
    """The whole number that a text of digits is; None for another text, and for over 9 digits, which nothing here has.

    Python itself reads no number of over 4,300 digits.
    """
    return int(typed) if typed.isdecimal() and len(typed) <= 9 else None
