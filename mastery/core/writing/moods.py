"""The moods of an entry: 1 to 5, each with a name."""

from mastery.core.base.errors import BadInput

MOODS = ("very low", "low", "middling", "good", "very good")
"""The moods from 1 to 5."""


def read_mood(typed: str) -> int:
    """The mood of a number from 1 to 5, or of its name ("good"); 0 for none. Raises BadInput for anything else."""
    text = " ".join(typed.split()).casefold()
    if not text:
        return 0
    if text in MOODS:
        return MOODS.index(text) + 1
    if text not in ("1", "2", "3", "4", "5"):
        named = ", ".join(f"{number} {name}" for number, name in enumerate(MOODS, 1))
        raise BadInput(f"A mood is a number from 1 to 5, or its name: {named}; not {typed.strip()[:40]!r}.")
    return int(text)


def mood_name(mood: int) -> str:
    """The name of a mood; empty for none."""
    return MOODS[mood - 1] if mood else ""
