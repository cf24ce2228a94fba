"""Numbers with their nouns, as every text of the program writes them."""


def count(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun: "1 entry", "1,083 entries"; `plural` is for nouns that take more than an "s"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
