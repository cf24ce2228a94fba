"""What a person does with the prompt of the day."""

from mastery.core.writing.prompts import Skip, new_skip
from mastery.store.journal import Journal


def skip_prompt(journal: Journal, question: str) -> Skip:
    """Skips a prompt today; another one takes its place."""
    made = new_skip(question, journal.now())
    journal.act("skip", made=[made])
    return made
