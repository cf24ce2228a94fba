"""The page of a mentor's reply: what each remark quotes, what it says, and what it became."""

from collections.abc import Sequence
from typing import NamedTuple

from mastery.core.base.page import Face, Line, Piece, Section, plain
from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal
from mastery.core.sharing.feedback import Became, Feedback, Remark, became_text
from mastery.core.thinking.model import Model


class RemarkItem(NamedTuple):
    """A remark that can be chosen: its number in the feedback."""

    feedback: Feedback
    number: int

    @property
    def remark(self) -> Remark:
        """The remark itself."""
        return self.feedback.remarks[self.number]


class RemarkFacts(NamedTuple):
    """What is known of a remark besides its words."""

    about: Entry | Goal | Model | None
    """What it quotes; None for the summary as a whole."""
    became: Sequence[tuple[Became, Entry | Model | None]]
    """What it became, with the entry or the model."""


def feedback_sections(feedback: Feedback, known: Sequence[RemarkFacts], face: Face) -> list[Section]:
    """The page of a reply; `known` has the facts of each of its remarks."""
    title = plain(f"{feedback.name}, {face.day(feedback.day)}", "title")
    remarks = [_remark(RemarkItem(feedback, at), facts) for at, facts in enumerate(known)]
    return [Section("", [title]), *(Section("", lines) for lines in remarks)]


def _remark(item: RemarkItem, facts: RemarkFacts) -> list[Line]:
    about, remark = facts.about, item.remark
    title = "the summary" if about is None else about.title or "an entry without a title"
    source = [Piece(about.id, "dim", "id")] if isinstance(about, Entry) else []
    quote = "\n".join(filter(None, remark.quote.split("\n")))
    return [
        Line((Piece(f"On {title}", "heading"), *source), number=item.number + 1),
        *[Line([Piece(quote, "dim")], mark="quote")] * bool(quote),
        Line([Piece(remark.text)], about=item),
        *(plain(f"→ {became_text(one, of)}", "done") for one, of in facts.became),
    ]
