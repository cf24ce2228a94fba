"""Models: beliefs, how sure, the evidence for and against them; also predictions and recall cards."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from mastery.core.base.page import Face, Section
from mastery.core.base.phrases import count
from mastery.core.base.records import Entry
from mastery.core.pages.model import model_sections
from mastery.core.pages.predictions import cards_sections, predictions_sections
from mastery.core.thinking.calibration import calibration
from mastery.core.thinking.cards import Card, due_cards
from mastery.core.thinking.model import Model, Standing, chain
from mastery.core.thinking.prediction import Prediction, can_go, due, judged, open_ones
from mastery.tui.forms.models import (
    climb_form,
    evidence_form,
    model_form,
    prediction_form,
    resolve_form,
    retire_form,
    revise_form,
    visit_form,
)
from mastery.tui.pages.painting import face_of, painted
from mastery.tui.screens.pair import PairScreen
from mastery.tui.widgets.modellist import ModelLine, ModelList
from mastery.tui.widgets.page import Line
from mastery.verbs.cards import delete_card
from mastery.verbs.models import delete_model
from mastery.verbs.pages.model import model_facts
from mastery.verbs.predictions import delete_prediction

EMPTY = """\
[b]What do you take for granted?[/b]

A mental model is a belief that steers you unseen. Written down, it can be put at risk, and changed.

[$accent b]a[/]  writes one down, in one sentence.
[$accent b]p[/]  predicts something, and says how sure you are.

In a shell:
[$accent]mastery model add "I learn best alone" --confidence 80[/]
[$accent]mastery predict add "It rains on Sunday" --probability 60 --by sunday[/]

A question to recall is made in Journal: [$accent b]c[/] on an entry."""

HEADINGS = {
    "shaken": "Shaken",
    "testing": "Put to the test",
    "held": "Held",
    "revised": "Revised",
    "retired": "Retired",
}
PREDICTIONS, RECALL = "predictions", "recall"
"""The lines of the list that are not models."""

OF_A_MODEL = frozenset({"revisit", "evidence", "climb", "climb_down", "revise", "retire"})


ModelItem = Card | Entry | Model | Prediction
"""What can be chosen on the pages of models, predictions and cards."""


class ModelsScreen(PairScreen[ModelItem]):
    """The list of models, and the page of the chosen one."""

    NAME = "models"
    LIST = ModelList
    EMPTY = EMPTY
    MINOR_KEYS = frozenset({"models.revise", "models.retire", "models.edit", "models.delete"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="models.back", key_display="esc"),
        Binding("left", "back", "Back", show=False, id="models.left"),
        Binding("enter,right", "open", "Open", id="models.open", key_display="enter", tooltip="Open it"),
        Binding("a", "add", "Model", id="models.add", tooltip="Write a model down"),
        Binding("r", "revisit", "Look again", id="models.revisit", tooltip="Still so? How sure now?"),
        Binding("v", "evidence", "Evidence", id="models.evidence", tooltip="What speaks for it, or against it"),
        Binding("p", "predict", "Predict", id="models.predict", tooltip="Say what will happen, and how sure you are"),
        Binding("l", "climb", "Ladder", id="models.climb", tooltip="How you got from what you saw to what you do"),
        Binding("L", "climb_down", "Ladder down", show=False, id="models.climb_down", tooltip="From the belief down"),
        Binding("c", "recall", "Recall", id="models.recall", tooltip="Answer the cards that are due"),
        Binding("e", "edit", "Edit", id="models.edit", tooltip="Mend its wording, its area, its goals"),
        Binding("R", "revise", "Revise", id="models.revise", tooltip="Another belief takes its place"),
        Binding("x", "retire", "Retire", id="models.retire", tooltip="It matters no more; it stays readable"),
        Binding("d", "delete", "Delete", id="models.delete", tooltip="Delete what was a mistake; u brings it back"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._models: dict[str, tuple[Model, Standing]] = {}

    @property
    def _list(self) -> ModelList:
        return self.query_one(ModelList)

    @property
    def _chosen(self) -> tuple[Model, Standing] | None:
        """The model that keys act on."""
        line = self._list.line
        return self._models.get(line.id) if line is not None else None

    # What is on show

    def _show_list(self) -> None:
        """From a model that was just revised the cursor goes on to its successor."""
        before = self._chosen
        self._models = {model.id: (model, found) for model, found in self.journal.models()}
        self._fill(self._lines())
        now = self._models.get(before[0].id) if before is not None else None
        if before is not None and now is not None and not before[0].ended and now[0].ended == "revised":
            self._list.choose_id(chain(now[0], self.journal.records(Model))[-1].id)

    def _lines(self) -> list[ModelLine]:
        lines = [
            ModelLine(heading=HEADINGS[found.status], id=model.id, title=model.statement, model=model, found=found)
            for model, found in self._models.values()
        ]
        predictions, cards = self.journal.records(Prediction), self.journal.records(Card)
        if not (lines or predictions or cards):
            return []
        late, still = due(predictions, self.today), open_ones(predictions)
        below = f"{len(still):,} open, {len(predictions) - len(still):,} resolved"
        lines.append(ModelLine("Tested", PREDICTIONS, "Predictions", below=below, due=f"{len(late)} due" * bool(late)))
        asked = self._due_cards()
        in_all = count(len(cards), "card") if cards else "no cards yet"
        lines.append(ModelLine("Learnt", RECALL, "Recall", below=in_all, due=f"{len(asked)} due" * bool(asked)))
        return lines

    def _due_cards(self) -> list[Card]:
        return due_cards(self.journal.records(Card), self.journal.now())

    def _show_page(self) -> None:
        line, page = self._list.line, self._page
        if line is None:
            page.show([], anew=True)
            return
        found = painted(self._sections(line.id, face_of(self.today, page.room)), page.room)
        page.show([Line(), *found], anew=line.id != self._on_page)
        self._on_page = line.id

    def _sections(self, identity: str, face: Face) -> list[Section]:
        journal = self.journal
        if identity == PREDICTIONS:
            predictions = journal.records(Prediction)
            return predictions_sections(predictions, calibration(judged(predictions, {})), face)
        if identity == RECALL:
            cards = sorted(journal.records(Card), key=lambda one: (one.memory.due, one.id))
            return cards_sections(cards, self._due_cards(), face, journal.now().at.tzinfo)
        return model_sections(model_facts(journal, *self._models[identity]), face)

    # Moving about

    def _open_item(self, item: ModelItem) -> None:
        if isinstance(item, Entry):
            self.mastery.show_entry(item)
        elif isinstance(item, Prediction) and not item.outcome:
            self.open_form(resolve_form(self.journal, item))
        elif isinstance(item, Model):
            self._list.choose_id(item.id)
        elif isinstance(item, Card):
            self._open_card(item)

    def _open_card(self, card: Card) -> None:
        if any(one.id == card.id for one in self._due_cards()):
            self.action_recall()
            return
        entry = self.journal.get(Entry, card.entry) if card.entry else None
        if entry is not None and entry.deleted is None:
            self.mastery.show_entry(entry)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what works now is offered."""
        if not self._ready:
            return True
        if not super().check_action(action, parameters):
            return False
        on_page, item, chosen = self.focused is self._page, self._item, self._chosen
        if action == "back":
            return on_page
        if action == "open":
            return self._opens(item) if on_page else bool(self._list.line)
        if action in OF_A_MODEL:
            return chosen is not None and not chosen[0].ended
        if action == "edit":
            return chosen is not None
        if action == "delete":
            return self._deletable() is not None
        return action != "recall" or bool(self._due_cards())

    def _opens(self, item: ModelItem | None) -> bool:
        return isinstance(item, (Entry, Model, Card)) or (isinstance(item, Prediction) and not item.outcome)

    # Changing

    def action_new_entry(self) -> None:
        """Writes an entry about the chosen model."""
        self.compose_entry(None, model=self._chosen[0] if self._chosen else None)

    def action_add(self) -> None:
        """Adds a model."""
        self.open_form(model_form(self.journal, None))

    def action_edit(self) -> None:
        """Edits the wording of the chosen model."""
        if self._chosen is not None:
            self.open_form(model_form(self.journal, self._chosen[0]))

    def action_revisit(self) -> None:
        """Revisits the chosen model."""
        if self._chosen is not None:
            self.open_form(visit_form(self.journal, *self._chosen))

    def action_evidence(self) -> None:
        """Adds evidence for or against the chosen model."""
        if self._chosen is not None:
            self.open_form(evidence_form(self.journal, self._chosen[0]))

    def action_predict(self) -> None:
        """Predicts something, to test the chosen model."""
        chosen = self._chosen
        model = chosen[0] if chosen is not None and not chosen[0].ended else None
        self.open_form(prediction_form(self.journal, model))

    def action_climb(self) -> None:
        """Climbs the ladder of inference, up from what was seen."""
        if self._chosen is not None:
            self.open_form(climb_form(self.journal, self._chosen[0], down=False))

    def action_climb_down(self) -> None:
        """Climbs the ladder down from the belief."""
        if self._chosen is not None:
            self.open_form(climb_form(self.journal, self._chosen[0], down=True))

    def action_revise(self) -> None:
        """Replaces the chosen belief with another."""
        if self._chosen is not None:
            self.open_form(revise_form(self.journal, *self._chosen))

    def action_retire(self) -> None:
        """Retires the chosen model."""
        if self._chosen is not None:
            self.open_form(retire_form(self.journal, self._chosen[0]))

    def _deletable(self) -> Model | Prediction | Card | None:
        """What delete would remove: the chosen line of the page, else the model."""
        item = self._item
        if isinstance(item, Card) or (isinstance(item, Prediction) and can_go(item, self.today)):
            return item
        return self._chosen[0] if self._chosen is not None and self.focused is not self._page else None

    def action_delete(self) -> None:
        """Deletes what was made by mistake."""
        one = self._deletable()
        if one is None:
            return
        with self.mastery.showing_errors():
            if isinstance(one, Card):
                delete_card(self.journal, one)
            elif isinstance(one, Prediction):
                delete_prediction(self.journal, one)
            else:
                delete_model(self.journal, one)
            self.notify(f"Deleted: {one.title}\nu brings it back.", markup=False)

    def action_recall(self) -> None:
        """Asks the cards that are due."""
        from mastery.tui.screens.recall import RecallScreen

        def done(entry: Entry | None) -> None:
            if entry is not None:
                self.mastery.show_entry(entry)

        cards = self._due_cards()
        if cards:
            self.app.push_screen(RecallScreen(self.journal, cards), done)
