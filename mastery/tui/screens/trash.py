"""The trash: deleted entries, and restoring them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from mastery.core.base.errors import MasteryError
from mastery.core.base.phrases import count, short_day, time_text
from mastery.core.base.records import Entry
from mastery.tui.widgets.bars import KeyBar
from mastery.tui.widgets.picklist import PickList, clean, cut, marked
from mastery.tui.widgets.plain import Static
from mastery.tui.widgets.timeline import first_words
from mastery.verbs.writing import restore

if TYPE_CHECKING:
    from mastery.store import Journal


EMPTY = """\
[b]The trash is empty.[/b]

What you delete comes here, and [$accent b]r[/] brings it back.
An entry is deleted in Journal: [$accent b]d[/] on it. [$accent b]esc[/] goes back."""


class TrashList(PickList):
    """Deleted entries: title, and below it its day and when it was deleted."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"trash--mark", "trash--title", "trash--words", "trash--cursor"}

    def __init__(self) -> None:
        super().__init__(id="trash-list")
        self.entries: Sequence[Entry] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """Shows these entries."""
        place = self.cursor or 0
        self.entries = entries
        starts = [3 * index for index in range(len(entries))]
        self.set_items(starts, min(place, len(entries) - 1) if entries else None)

    def draw_item(self, index: int, row: int, width: int, *, chosen: bool) -> list[Segment]:
        """The title, or day and first words."""
        entry = self.entries[index]
        base = self.cursor_style("trash--cursor") if chosen else self.rich_style
        mark = Segment("▌ " if chosen else "  ", self.paint("trash--mark", base))
        if row == 0:
            text, style = clean(entry.title) or "(no title)", "trash--title"
        else:
            gone = f", deleted {short_day(entry.deleted.date())} {time_text(entry.deleted)}" if entry.deleted else ""
            text, style = f"{short_day(entry.day)}{gone}  {first_words(entry, width)}", "trash--words"
        return [mark, *marked(text, max(0, width - 2), self.paint(style, base), [], base)]


class TrashScreen(Screen[None]):
    """Shows the trash of a journal."""

    CSS_PATH = "trash.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,enter", "restore", "Bring back", id="trash.restore", key_display="r"),
        Binding("u", "undo", "Undo", id="trash.undo", tooltip="Take back the last change"),
        Binding("escape,t", "leave", "Back", id="trash.back", key_display="esc", tooltip="Back to where you were"),
        Binding("question_mark", "app.help", "Help", id="trash.help", tooltip="Keys of this screen"),
    ]

    def __init__(self, journal: "Journal") -> None:
        super().__init__()
        self.journal = journal
        self._revision = -1

    def compose(self) -> ComposeResult:
        """How much there is, the list, the keys."""
        yield Static(id="trash-title")
        yield TrashList()
        yield Static(Content.from_markup(EMPTY), id="trash-empty")
        yield KeyBar()

    def on_mount(self) -> None:
        """Shows what there is."""
        self.query_one(TrashList).focus()
        self.follow_journal()

    def follow_journal(self) -> None:
        """Shows the trash as it is now."""
        if self._revision == self.journal.revision or not self.is_attached:
            return
        entries = self.journal.trash()
        self._revision = self.journal.revision
        self.query_one(TrashList).show(entries)
        self.query_one("#trash-title", Static).update(Content(f"Trash · {count(len(entries), 'entry', 'entries')}"))
        self.set_class(not entries, "-empty")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only entries in the list can be restored."""
        return action != "restore" or bool(self.query_one(TrashList).entries)

    def action_restore(self) -> None:
        """Restores the chosen entry."""
        chosen = self.query_one(TrashList)
        if chosen.cursor is None:
            return
        entry = chosen.entries[chosen.cursor]
        try:
            restore(self.journal, [entry])
        except MasteryError as error:
            self.notify(str(error), severity="error", markup=False)
        else:
            self.notify(f"“{cut(clean(entry.title) or 'untitled', 40)}” is back.", markup=False)

    def action_undo(self) -> None:
        """Undoes the last change."""
        try:
            self.notify(self.journal.undo(), markup=False)
        except MasteryError as error:
            self.notify(str(error), severity="warning", markup=False)

    def action_leave(self) -> None:
        """Back to the screen below."""
        self.dismiss()
