"""Recall cards: a question and its answer, when it is asked again (FSRS), and whether it is still remembered."""

import datetime as dt
from collections.abc import Iterable
from operator import attrgetter
from typing import Annotated, ClassVar, Literal

import msgspec

from mastery.core.base.checks import check_count, check_moment, rule, some_text
from mastery.core.base.clock import Now, in_zone
from mastery.core.base.errors import BadInput
from mastery.core.base.records import Moment, Prose, Record, Ref

Grade = Literal["again", "hard", "good", "easy"]
GRADES: tuple[Grade, ...] = ("again", "hard", "good", "easy")


LONGEST_STABILITY = 1_000_000
"""Days; FSRS never goes beyond it."""


class Memory(msgspec.Struct, kw_only=True, frozen=True):
    """How well a card is remembered: the state of the library `fsrs`, in its words."""

    state: int = 1
    step: int | None = 0
    stability: float | None = None
    """Days in which the chance to remember falls to 90 %."""
    difficulty: float | None = None
    """1–10."""
    due: Moment
    last_review: Moment | None = None


def check_memory(memory: Memory) -> Memory:
    """A valid FSRS state. Raises BadInput for one that FSRS never produces."""
    new = memory.stability is None and memory.difficulty is None
    if memory.state not in (1, 2, 3) or (memory.step is not None and not 0 <= memory.step <= 100):
        raise BadInput("This is not a state that a recall card can have.")
    if not (new and memory.state == 1) and (
        memory.stability is None
        or memory.difficulty is None
        or not (0 < memory.stability <= LONGEST_STABILITY and 1 <= memory.difficulty <= 10)
    ):
        raise BadInput("Stability or difficulty is out of range for a recall card.")
    for moment in filter(None, (memory.due, memory.last_review)):
        check_moment(moment)
    return memory


class Card(Record, kw_only=True, frozen=True):
    """A question and its answer."""

    table: ClassVar[str] = "cards"
    noun: ClassVar[str] = "card"
    title_field: ClassVar[str] = "question"

    question: Annotated[Prose, rule(some_text)]
    answer: Annotated[Prose, rule(some_text)]
    entry: Ref = ""
    """Id of the entry it is drawn from."""
    made: Moment
    day: dt.date
    memory: Annotated[Memory, rule(check_memory)]
    asked: dt.date | None = None
    """The journal day on which it was last asked."""
    remembered: dt.date | None = None
    """The journal day on which the answer was last known."""
    times: Annotated[int, rule(check_count)] = 0
    """How often it was asked."""

    @property
    def title(self) -> str:
        """What it is found by."""
        return " ".join(self.question.split())


def check_side(typed: str, side: str) -> str:
    """A question or an answer. Raises BadInput if it is empty."""
    if not typed.strip():
        raise BadInput(f"The card has no {side}: write one.")
    return typed.strip()


def is_due(card: Card, now: Now) -> bool:
    """Whether it is asked on this journal day; the moment at which it is due is taken in the local zone."""
    return now.day_of(in_zone(card.memory.due, now.at.tzinfo)) <= now.day


def due_cards(cards: Iterable[Card], now: Now) -> list[Card]:
    """The cards to be asked on this journal day, the longest due first."""
    found = (one for one in cards if is_due(one, now))
    return sorted(found, key=attrgetter("memory.due", "id"))


def days_until(card: Card, now: Now) -> int:
    """Days from this journal day to the one on which the card is asked next, 1 at least."""
    return max(1, (now.day_of(in_zone(card.memory.due, now.at.tzinfo)) - now.day).days)


def graded(card: Card, grade: Grade, now: Now) -> Card:
    """The card after it was asked now, with the next time it will be.

    Scheduled by FSRS with its default weights, in whole days and without chance: steps of minutes do not fit a
    journal that is opened once a day, and the same grades give the same days. A card whose memory no grades lead to,
    such as another program's, begins again as a new one.
    """
    today = now.day
    try:
        memory = _reviewed(check_memory(card.memory), grade, now.at)
    except BadInput:
        memory = _reviewed(Memory(due=now.at), grade, now.at)
    except OverflowError:
        raise BadInput(f"The clock says {today}, so no later day is left for the card. Set the clock.") from None
    known = today if grade != "again" else card.remembered
    return msgspec.structs.replace(card, memory=memory, asked=today, remembered=known, times=card.times + 1)


def _reviewed(old: Memory, grade: Grade, now: dt.datetime) -> Memory:
    """The memory after a grade, given a valid FSRS state."""
    from fsrs import Card as Scheduled
    from fsrs import Rating, Scheduler, State

    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    before = Scheduled(
        card_id=1,
        state=State(old.state),
        step=old.step,
        stability=old.stability,
        difficulty=old.difficulty,
        due=old.due.astimezone(dt.UTC),
        last_review=old.last_review.astimezone(dt.UTC) if old.last_review else None,
    )
    after, _ = scheduler.review_card(before, Rating(GRADES.index(grade) + 1), now.astimezone(dt.UTC))
    return Memory(
        state=int(after.state),
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        due=after.due,
        last_review=after.last_review,
    )


def is_recalled(card: Card) -> bool:
    """Whether the answer was known when it was last asked."""
    return card.asked is not None and card.asked == card.remembered


def lesson_text(cards: Iterable[Card], entry: str) -> str:
    """Whether what an entry taught is still remembered, in words; empty for one without cards. `entry` is its id."""
    mine = [one for one in cards if one.entry == entry]
    if len(mine) < 2:
        return recall_text(mine[0]) if mine else ""
    return f"{sum(map(is_recalled, mine))} of {len(mine)} cards recalled"


def recall_text(card: Card) -> str:
    """Whether it is still remembered, in words."""
    if card.asked is None:
        return "not asked yet"
    if is_recalled(card):
        return f"recalled {card.asked}"
    return f"not recalled {card.asked}" + (f", last on {card.remembered}" if card.remembered else "")
