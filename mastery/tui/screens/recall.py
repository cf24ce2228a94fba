"""Recall: one question after the other; think, reveal the answer, grade it. Each grade is saved at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Markdown

from mastery.core.base.controls import visible
from mastery.core.base.errors import MasteryError
from mastery.core.base.phrases import count, short_day
from mastery.core.base.records import Entry
from mastery.core.thinking.cards import GRADES, Card, Grade, days_until, recall_text
from mastery.tui.widgets.bars import KeyBar
from mastery.tui.widgets.picklist import clean
from mastery.tui.widgets.plain import Static
from mastery.verbs.cards import grade

if TYPE_CHECKING:
    from mastery.store import Journal

MEANINGS = ("not known", "with effort", "known", "at once")
"""What the grades mean, in their order."""


class RecallScreen(ModalScreen[Entry | None]):
    """Asks cards; returns the entry to show in Journal, or None."""

    CSS_PATH = "recall.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "turn", "Turn", id="recall.turn", key_display="space", tooltip="Show the answer"),
        *(
            Binding(str(at), f"grade('{grade}')", grade.capitalize(), id=f"recall.{grade}", tooltip=means.capitalize())
            for at, (grade, means) in enumerate(zip(GRADES, MEANINGS, strict=True), 1)
        ),
        Binding("o", "open", "Its entry", id="recall.open", tooltip="Show the entry it is drawn from"),
        Binding("escape", "leave", "Leave", id="recall.leave", key_display="esc", tooltip="Leave; the rest stays due"),
        Binding("question_mark,f1", "app.help", "Help", id="recall.help", tooltip="Keys of this screen"),
    ]  # fmt: skip

    def __init__(self, journal: "Journal", cards: Sequence[Card]) -> None:
        super().__init__()
        self.journal = journal
        self._cards = cards
        self._at = 0
        self._turned = False

    def compose(self) -> ComposeResult:
        """The question, the answer, where it comes from."""
        with VerticalScroll(id="recall") as box:
            box.can_focus = False
            yield Markdown(id="recall-question")
            yield Static(id="recall-hint")
            yield Markdown(id="recall-answer")
            yield Static(id="recall-from")
        yield KeyBar()

    def on_mount(self) -> None:
        """Shows the first question."""
        self._show()

    @property
    def _card(self) -> Card:
        return self._cards[self._at]

    @property
    def _entry(self) -> Entry | None:
        entry = self.journal.get(Entry, self._card.entry) if self._card.entry else None
        return entry if entry is not None and entry.deleted is None else None

    def _show(self) -> None:
        card, entry = self._card, self._entry
        self.query_one("#recall").border_title = Content(f" Recall  {self._at + 1} of {len(self._cards)} ")
        self.query_one("#recall-question", Markdown).update(visible(card.question))
        hint = (
            "How was it?  1 not known · 2 with effort · 3 known · 4 at once" if self._turned else "Think. space turns."
        )
        self.query_one("#recall-hint", Static).update(Content(hint))
        self.query_one("#recall-answer", Markdown).update(visible(card.answer) if self._turned else "")
        source = f"from “{clean(entry.title) or 'untitled'}”, {short_day(entry.day)}  ·  o opens it" if entry else ""
        facts = [source, recall_text(card)] if self._turned else []
        self.query_one("#recall-from", Static).update(Content("\n".join(filter(None, facts))))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A card can be graded once its answer is shown."""
        if action == "turn":
            return not self._turned
        if action == "open":
            return self._turned and self._entry is not None
        return action != "grade" or self._turned

    def action_turn(self) -> None:
        """Shows the answer."""
        self._turned = True
        self._show()

    def action_grade(self, how: Grade) -> None:
        """Records how it went, and asks the next."""
        try:
            new = grade(self.journal, self._card, how)
        except MasteryError as error:
            self.notify(str(error), severity="error", timeout=8, markup=False)
            return
        self.notify(f"Again in {count(days_until(new, self.journal.now()), 'day')}.", timeout=3, markup=False)
        self._at, self._turned = self._at + 1, False
        if self._at == len(self._cards):
            self.dismiss(None)
        else:
            self._show()

    def action_open(self) -> None:
        """Leaves for the entry the card is drawn from."""
        self.dismiss(self._entry)

    def action_leave(self) -> None:
        """Leaves; what was not graded stays due."""
        self.dismiss(None)
