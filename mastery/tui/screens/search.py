"""Search: over everything in the journal, answered as it is typed; the chosen entry is then shown in Journal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from mastery.core.base.phrases import count, short_day
from mastery.core.base.records import Entry
from mastery.core.writing.entries import places
from mastery.core.writing.query import Query, excerpt, matches
from mastery.tui.widgets.bars import KeyBar
from mastery.tui.widgets.note import Note
from mastery.tui.widgets.picklist import PickList, clean, marked
from mastery.tui.widgets.plain import Line, Static
from mastery.tui.widgets.timeline import first_words

if TYPE_CHECKING:
    from mastery.tui.finder import Finder

HINTS = (
    ("garden rain", "both words, in any order"),
    ('"a whole phrase"', "word for word"),
    ("#work  @anna  -#work", "with a tag, without one"),
    ("kind:lesson  is:starred", "of a kind, with a star"),
    ("on:2012-09-02", "of a day"),
    ("before:2014", "older than that"),
    ('after:"last friday"', "newer than that"),
)

NOTHING = "Nothing found. Fewer letters find more."


def hints() -> Content:
    """What can be typed, and what it finds."""
    lines = [Content.assemble((f"{typed:<26}", "bold"), finds) for typed, finds in HINTS]
    return Content("\n").join(lines)


class Found(NamedTuple):
    """The chosen entry, and the search that found it."""

    entry: Entry
    query: Query


class Results(PickList):
    """The entries found: title and day, and below them the words around the first match."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "results--title", "results--day", "results--words", "results--cursor", "results--mark", "results--match",
    }  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.can_focus = False
        self._entries: Sequence[Entry] = ()
        self._query = Query()

    @property
    def entry(self) -> Entry | None:
        """The chosen entry."""
        return self._entries[self.cursor] if self.cursor is not None else None

    @property
    def query_shown(self) -> Query:
        """The query whose results are on show."""
        return self._query

    def show(self, entries: Sequence[Entry], query: Query, chosen: str = "") -> None:
        """Shows what a query found; the cursor goes to the entry of the id `chosen`, or else to the first."""
        self._entries, self._query = entries, query
        at = next((index for index, place in enumerate(places(entries)) if place.id == chosen), 0) if chosen else 0
        self.set_items([3 * index for index in range(len(entries))], at if entries else None)

    def draw_item(self, index: int, row: int, width: int, *, chosen: bool) -> list[Segment]:
        """Title and day, or the words around the match."""
        entry = self._entries[index]
        base = self.cursor_style("results--cursor") if chosen else self.rich_style
        mark = Segment("▌ " if chosen else "  ", self._style("mark", base))
        match = self.get_component_rich_style("results--match")
        if row == 0:
            title = clean(entry.title) or "(no title)"
            day = f"  {short_day(entry.day)} "
            room = max(0, width - 2 - cell_len(day))
            line = marked(title, room, self._style("title", base), matches(title, self._query), match)
            return [mark, *line, Segment(day[: width - 2], self._style("day", base))]
        room = max(0, width - 3)
        words, spans = excerpt(entry.body, self._query, room)
        words = words.translate(dict.fromkeys(range(0x20), " ")) if spans else first_words(entry, room)
        return [mark, *marked(words, room, self._style("words", base), spans, match), Segment(" ", base)]

    def _style(self, name: str, base: Style) -> Style:
        return self.paint(f"results--{name}", base)


class SearchScreen(ModalScreen[Found | None]):
    """Asks for words, shows the matches, and returns the chosen entry."""

    CSS_PATH = "search.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Read", priority=True, id="search.open", key_display="enter",
                tooltip="Read what is chosen, in Journal"),
        Binding("down", "move(1)", "Next", priority=True, id="search.next"),
        Binding("up", "move(-1)", "Previous", priority=True, id="search.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="search.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="search.page_up"),
        Binding("escape", "cancel", "Back", id="search.back", key_display="esc", tooltip="Back to where you were"),
        Binding("f1", "app.help", "Help", id="search.help", tooltip="Keys of this screen"),
    ]  # fmt: skip

    def __init__(self, finder: "Finder") -> None:
        super().__init__()
        self._finder = finder
        self._revision = -1
        self._waiting = False

    def compose(self) -> ComposeResult:
        """The input line, the number of matches, and the matches."""
        with Vertical(id="search"):
            yield Line(placeholder="Search the whole journal", id="search-text", compact=True)
            yield Note(id="search-note")
            yield Results()
            yield Static(hints(), id="search-hints")
            yield KeyBar()

    def on_mount(self) -> None:
        """Says what there is to search."""
        line = self.query_one("#search-text", Input)
        line.focus()
        # Watched, and not told by a message: so a letter and what it finds are painted at once.
        self.watch(line, "value", self._search)
        self._warm()

    def _warm(self) -> None:
        """Prepares the texts while the person types; what was typed meanwhile is searched at the end."""
        if not self._finder.catch_up(0.01):
            self.set_timer(0.001, self._warm)
        elif self._waiting:
            self._waiting = False
            self._search(self.query_one("#search-text", Input).value)

    def follow_journal(self) -> None:
        """Searches again when the journal changed."""
        if self._revision != self._finder.revision:
            self._search(self.query_one("#search-text", Input).value)

    def _search(self, text: str) -> None:
        results = self.query_one(Results)
        note = self.query_one("#search-note", Note)
        chosen = results.entry.id if results.entry is not None and self._revision != self._finder.revision else ""
        self._revision = self._finder.revision
        found: Sequence[Entry] = []
        query = Query()
        if not text.strip():
            note.say(f"{count(self._finder.size, 'entry', 'entries')} to search")
        elif not self._finder.catch_up(0.01):
            note.say("Reading the journal…")
            self._waiting = True
            self.call_later(self._warm)
            return
        else:
            query, complaint = self._finder.parse(text)
            found = self._finder.find(query) if query != Query() else []
            note.say(complaint or (count(len(found), "entry found", "entries found") if found else NOTHING))
        results.show(found, query, chosen)
        if bool(found) == self.has_class("-nothing"):
            self.set_class(not found, "-nothing")
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without results there is nothing to read."""
        found = self.is_mounted and self.query_one(Results).entry is not None
        return found if action in ("open", "move", "page") else True

    def action_move(self, by: int) -> None:
        """Moves through the results."""
        self.query_one(Results).action_move(by)

    def action_page(self, by: int) -> None:
        """Moves through the results by a screenful."""
        self.query_one(Results).action_page(by)

    @on(Input.Submitted)
    @on(PickList.Opened)
    def action_open(self) -> None:
        """Returns the chosen entry."""
        results = self.query_one(Results)
        if results.entry is not None:
            self.dismiss(Found(results.entry, results.query_shown))

    def action_cancel(self) -> None:
        """Goes back without choosing."""
        self.dismiss(None)
