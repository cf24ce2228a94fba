"""What a person does with recall cards: add, grade, delete."""

from mastery.core.base.records import Entry
from mastery.core.thinking.acts import new_card
from mastery.core.thinking.cards import Card, Grade, graded
from mastery.store.journal import Journal
from mastery.verbs.present import present


def add_card(journal: Journal, question: str, answer: str, *, entry: Entry | None = None) -> Card:
    """Adds a card, asked for the first time tomorrow; `entry` is the one it is drawn from.

    Raises BadInput if a side is empty.
    """
    made = new_card(question, answer, journal.now(), entry.id if entry else "")
    journal.add(made)
    return made


def grade(journal: Journal, card: Card, how: Grade) -> Card:
    """Records how the answer went; the card has the next day it is asked. Raises BadInput if no later day is left."""
    card = present(journal, card)
    new = graded(card, how, journal.now())
    journal.act("recall", edited=[(card, new)])
    return new


def delete_card(journal: Journal, card: Card) -> None:
    """Moves a card to the trash."""
    journal.delete(present(journal, card))
