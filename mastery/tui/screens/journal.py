"""Journal: every entry by day at the left, the chosen one to read at the right, and a filter over them."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input

from mastery.core.base.phrases import count
from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal
from mastery.core.sharing.feedback import Feedback
from mastery.core.sharing.sent import Summary
from mastery.core.thinking.cards import Card
from mastery.core.thinking.model import Model
from mastery.core.today.known import known
from mastery.core.writing.query import Query
from mastery.tui.screens.main import MainScreen
from mastery.tui.widgets.note import Note
from mastery.tui.widgets.picklist import PickList, clean, cut
from mastery.tui.widgets.plain import Line, Static
from mastery.tui.widgets.reader import Reader
from mastery.tui.widgets.timeline import Timeline
from mastery.verbs.writing import delete, star

EMPTY = """\
[b]This journal is empty.[/b]

[$accent b]n[/]  writes the first entry.

In a shell, two seconds are enough:
[$accent]mastery log Slept well. Ran 5 km #running[/]

An older journal comes in with:
[$accent]mastery import --from jrnl FILE[/]"""

NEEDS_ENTRY = frozenset(
    {"edit", "about", "evidence", "card", "lift", "edit_outside", "delete", "star", "read", "older", "newer"}
)


class JournalScreen(MainScreen):
    """The timeline and the reader."""

    NAME = "journal"
    AUTO_FOCUS = "Timeline"
    CSS_PATH = "journal.tcss"
    MINOR_KEYS = frozenset(
        {"journal.star", "journal.about", "journal.evidence", "journal.card", "journal.lift", "journal.edit_outside"}
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="journal.back", key_display="esc"),
        Binding("enter,right", "read", "Read", id="journal.read", key_display="enter", tooltip="Go to the text"),
        Binding("e", "edit", "Edit", priority=True, id="journal.edit", tooltip="Edit here"),
        Binding("f", "filter", "Filter", priority=True, id="journal.filter", tooltip="Show what fits, as you type"),
        Binding("d", "delete", "Delete", id="journal.delete", tooltip="Put the entry in the trash; u brings it back"),
        Binding("s", "star", "Star", id="journal.star", tooltip="Star the entry, or take its star away"),
        Binding(
            "b", "about", "About", id="journal.about", tooltip="Its goals, models, time and mood; may mentors see it?"
        ),
        Binding(
            "v", "evidence", "Evidence", id="journal.evidence", tooltip="What in it speaks for a model, or against it"
        ),
        Binding("c", "card", "Card", id="journal.card", tooltip="Make a question of it, to be asked again"),
        Binding("l", "lift", "Lift", id="journal.lift", tooltip="Lift a thought out of it as a mental model"),
        Binding("E", "edit_outside", "$EDITOR", id="journal.edit_outside", tooltip="Edit in $VISUAL or $EDITOR"),
        Binding("down", "leave_filter", "List", priority=True, id="journal.leave_filter"),
        Binding("left", "back", "Back", show=False, id="journal.left"),
        Binding("J", "older", "Next entry", show=False, id="journal.older", tooltip="The next, older entry"),
        Binding("K", "newer", "Previous entry", show=False, id="journal.newer", tooltip="The previous, newer entry"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._query: Query | None = None
        """The filter's query; None without a filter."""
        self._found: Query | None = None
        """The search that led to the chosen entry."""
        self._typed = ""
        """What to filter by once the journal is on show."""
        self._wanted = ""
        """The id of the entry to choose once the journal is on show."""

    def compose_body(self) -> ComposeResult:
        """The two panes, and what an empty journal says."""
        with Horizontal(id="journal"):
            with Vertical(id="journal-list"):
                with Horizontal(id="filter-row"):
                    yield Static("Filter", id="filter-name")
                    yield Line(placeholder='words, "a phrase", #tag, before:2014', id="filter", compact=True)
                yield Note(id="journal-count")
                yield Timeline(id="timeline")
            yield Reader(id="reader")
        yield Static(Content.from_markup(EMPTY), id="journal-empty")

    @property
    def _timeline(self) -> Timeline:
        return self.query_one(Timeline)

    @property
    def _reader(self) -> Reader:
        return self.query_one(Reader)

    # What is on show

    def journal_changed(self) -> None:
        """Shows the entries as they are now; the cursor stays on its entry."""
        self._show(keep_place=True)
        if self._typed:
            text, self._typed = self._typed, ""
            self.filter_by(text)
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.choose(wanted, self._found)

    def entry_saved(self, entry: Entry) -> None:
        """Chooses what was just written."""
        self.choose(entry.id)

    def choose(self, entry_id: str, found: Query | None = None) -> None:
        """Puts the cursor on an entry; removes the filter if it hides it. `found` marks what was searched."""
        if not self._ready:
            self._wanted, self._found = entry_id, found
            return
        self.follow_journal()
        self._found = found
        if not self._timeline.choose_entry(entry_id):
            self._clear_filter()
            self._timeline.choose_entry(entry_id)
        self._read_chosen()

    def _show(self, *, keep_place: bool = False) -> None:
        everything = self.journal.entries()
        self.set_class(not everything, "-empty")
        finder = self.mastery.finder
        shown = everything[::-1] if self._query is None else finder.by_day(self._query)
        self._timeline.show(shown, self.today, self._query, keep_place=keep_place)
        self._say_count(len(shown), len(everything))
        self._read_chosen()
        self.refresh_bindings()

    def _say_count(self, shown: int, of: int) -> None:
        if self._query is None:
            text = count(of, "entry", "entries")
        else:
            text = f"{shown:,} of {of:,}" if shown else "Nothing fits. esc shows all."
        self._note(text)

    def _note(self, text: str) -> None:
        self.query_one("#journal-count", Note).say(text)

    def _read_chosen(self) -> None:
        entry = self._timeline.entry
        self._reader.show(entry, self._query or self._found, self._known(entry) if entry is not None else "")

    def _known(self, entry: Entry) -> str:
        """What else is known of an entry, a line each."""
        records = self.journal.records
        found = known(entry, records(Goal), records(Model), records(Card), records(Summary), records(Feedback))
        return "\n".join(map(clean, found))

    @on(PickList.Chosen)
    def _cursor_moved(self, event: PickList.Chosen) -> None:
        event.stop()
        if isinstance(event, PickList.Opened):
            self.action_read()
        else:
            self._read_chosen()

    # The filter

    def action_filter(self) -> None:
        """Opens the filter, or goes back into it."""
        self.add_class("-filtering")
        self.set_focus(self.query_one("#filter", Input))
        self.mastery.warm_finder()

    @on(Input.Changed, "#filter")
    def _filter_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._filter()

    def _filter(self) -> None:
        """Shows the entries that match the typed text, once the journal is ready to be searched."""
        finder, text = self.mastery.finder, self.query_one("#filter", Input).value.strip()
        if text and not finder.catch_up(0.01):
            self._note("Reading the journal…")
            self.set_timer(0.001, self._filter)
            return
        self._found = None
        query, complaint = finder.parse(text)
        self._query = query if text else None
        self._show()
        if complaint:
            self._note(complaint)
        if self._timeline.entries:
            self._timeline.choose(0)

    @on(Input.Submitted, "#filter")
    def _filter_done(self, event: Input.Submitted) -> None:
        event.stop()
        self.set_class(bool(event.value.strip()), "-filtering")
        self.set_focus(self._timeline)

    def action_leave_filter(self) -> None:
        """Goes from the filter to what it found."""
        self.set_focus(self._timeline)

    def filter_by(self, text: str) -> None:
        """Shows the entries that match, as if typed; if the screen is not ready, once it is."""
        if not self._ready:
            self._typed = text
            return
        self.follow_journal()
        self.add_class("-filtering")
        self.query_one("#filter", Input).value = text
        self.set_focus(self._timeline)

    def _clear_filter(self) -> None:
        self.remove_class("-filtering")
        self._query = self._found = None
        with self.prevent(Input.Changed):
            self.query_one("#filter", Input).value = ""
        self._show()

    # Moving about

    def action_back(self) -> None:
        """From the text to the list; from the filter, or a filtered list, to all entries."""
        if self.has_class("-reading"):
            self.remove_class("-reading")
        elif self.has_class("-filtering") or self._found is not None:
            self._clear_filter()
        self.set_focus(self._timeline)
        self.refresh_bindings()

    def action_read(self) -> None:
        """Goes to the text of the chosen entry."""
        self.add_class("-reading")
        self.set_focus(self._reader)
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        """A click into the text starts reading; one into the list ends it."""
        self.set_class(self.focused is self._reader, "-reading")

    def action_older(self) -> None:
        """The next entry in the list."""
        self._timeline.action_move(1)

    def action_newer(self) -> None:
        """The entry before in the list."""
        self._timeline.action_move(-1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what works now is offered."""
        if not self._ready:
            return True
        if not super().check_action(action, parameters):
            return False
        if action in NEEDS_ENTRY and self._timeline.entry is None:
            return False
        if action == "read":
            return self.focused is self._timeline
        if action == "leave_filter":
            return self.focused is self.query_one("#filter", Input)
        if action == "filter":
            return not self.has_class("-empty")
        if action == "back":
            return self.has_class("-reading") or self.has_class("-filtering") or self._found is not None
        return True

    # Changing

    def action_edit(self) -> None:
        """Edits the chosen entry here."""
        self.compose_entry(self._timeline.entry)

    def action_about(self) -> None:
        """Edits which goals the chosen entry is about, and the time spent on them."""
        from mastery.tui.forms.goals import about_form

        entry = self._timeline.entry
        if entry is not None:
            self.open_form(about_form(self.journal, entry))

    def action_evidence(self) -> None:
        """Adds evidence for or against a model from the chosen entry."""
        from mastery.tui.forms.models import evidence_form

        entry = self._timeline.entry
        if entry is None:
            return
        if not any(not model.ended for model, _ in self.journal.models()):
            self.notify("There is no model yet: l lifts one out of the entry, 4 a writes one down.", markup=False)
            return
        self.open_form(evidence_form(self.journal, None, entry=entry))

    def action_card(self) -> None:
        """Makes a recall card of the chosen entry."""
        from mastery.tui.forms.models import card_form

        entry = self._timeline.entry
        if entry is not None:
            self.open_form(card_form(self.journal, entry))

    def action_lift(self) -> None:
        """Creates a mental model from the chosen entry; from a left-hand column, one of the thoughts that were not
        said."""
        from mastery.core.writing.templates import thoughts
        from mastery.tui.forms.models import model_form
        from mastery.tui.screens.choice import ChoiceScreen

        entry = self._timeline.entry
        if entry is None:
            return
        unsaid = thoughts(entry.body)

        def lift(index: int | None) -> None:
            if index is not None:
                self.open_form(model_form(self.journal, None, entry=entry, statement=unsaid[index]))

        if len(unsaid) > 1:
            options = [(one, "") for one in unsaid]
            self.app.push_screen(ChoiceScreen("Which thought is a mental model?", options), lift)
        else:
            self.open_form(model_form(self.journal, None, entry=entry, statement=unsaid[0] if unsaid else entry.title))

    def action_edit_outside(self) -> None:
        """Edits the chosen entry in the person's own editor."""
        from mastery.tui.terminal.editor import edit_outside

        entry = self._timeline.entry
        if entry is not None:
            with self.mastery.showing_errors():
                said = edit_outside(self.app, self.journal, entry, self.settings.editor)
                self.notify(said, markup=False)

    def action_delete(self) -> None:
        """Moves the chosen entry to the trash."""
        entry = self._timeline.entry
        if entry is None:
            return
        with self.mastery.showing_errors():
            delete(self.journal, [entry])
            self.notify(f"In the trash: {cut(clean(entry.title or entry.body), 40)}\nu brings it back.", markup=False)

    def action_star(self) -> None:
        """Stars the chosen entry, or takes its star away."""
        entry = self._timeline.entry
        if entry is None:
            return
        with self.mastery.showing_errors():
            star(self.journal, entry, on=not entry.starred)
