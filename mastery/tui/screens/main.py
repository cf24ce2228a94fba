"""What every main screen has: the bar with the screens, the keys that work now, and the keys that work everywhere."""

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from mastery.core.records import Entry
from mastery.tui.screens import SCREENS
from mastery.tui.widgets.bars import KeyBar, NavBar

if TYPE_CHECKING:
    from mastery.store import Journal
    from mastery.store.config import Settings
    from mastery.tui.app import MasteryApp


OPENS_A_TEXT = ("new_entry", "capture", "answer", "search", "filter", "edit")
"""Actions after which letters are text. Their keys have priority: as other keys they would be acted on too late for
the letters that come with them from a busy machine or a slow line."""


class MainScreen(Screen[None]):
    """A screen of the bar. A subclass sets NAME, yields its widgets in `compose_body`, follows `journal_changed`."""

    NAME: ClassVar[str] = ""
    """Its name in SCREENS."""

    MINOR_KEYS: ClassVar[frozenset[str]] = frozenset()
    """Ids of the bindings that the bar of keys leaves out first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new_entry", "New", priority=True, id="main.new", tooltip="Write a new entry"),
        Binding("u", "undo", "Undo", show=False, id="main.undo", tooltip="Take back the last change"),
        Binding("t", "trash", "Trash", show=False, id="main.trash", tooltip="Look at what was deleted"),
        Binding("slash", "search", "Search", priority=True, id="main.search", tooltip="Search all entries"),
        *(
            Binding(
                str(number),
                f"app.show('{one.name}')",
                one.title,
                show=False,
                id=f"screen.{one.name}",
                tooltip=f"Go to {one.title}",
            )
            for number, one in enumerate(SCREENS, 1)
        ),
        Binding("question_mark", "help", "Help", id="main.help", tooltip="Keys of this screen"),
        Binding("f1", "help", "Help", id="main.help_too", tooltip="Keys of this screen"),
        Binding("q", "app.quit", "Quit", show=False, id="main.quit", tooltip="Leave; everything is saved"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._seen: tuple[object, ...] = ()
        self._ready = False
        """Whether its widgets are there."""

    @property
    def mastery(self) -> "MasteryApp":
        """The app, with its own type."""
        from mastery.tui.app import MasteryApp

        assert isinstance(self.app, MasteryApp)
        return self.app

    @property
    def journal(self) -> "Journal":
        """The journal on show; another one after switching, so ask each time."""
        return self.mastery.journal

    @property
    def settings(self) -> "Settings":
        """The settings the program was started with, or as changed since."""
        return self.mastery.settings

    @property
    def today(self) -> dt.date:
        """The journal day now."""
        return self.journal.today()

    def compose(self) -> ComposeResult:
        """The bar above, the screen's own widgets, the keys below."""
        yield NavBar(self.NAME)
        yield from self.compose_body()
        yield KeyBar()

    def compose_body(self) -> ComposeResult:
        """The screen's own widgets."""
        yield from ()

    def journal_changed(self) -> None:
        """Shows the journal as it is now.

        Called once after mounting, and then whenever a record changed here or in another process, another
        journal was chosen, or the journal day turned; a screen that is not on show is told when it next is.
        """

    def entry_saved(self, entry: Entry) -> None:
        """Called after `journal_changed` with the entry that was just written or edited from this screen."""

    def follow_journal(self) -> None:
        """Calls `journal_changed` when something changed since the last call."""
        now = (self.journal, self.journal.revision, self.journal.today())
        if self._ready and now != self._seen:
            self._seen = now
            self.query_one(NavBar).refresh()
            self.journal_changed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a line is typed in, the keys that open something to type in are letters."""
        return not (action in OPENS_A_TEXT and isinstance(self.focused, Input))

    def on_screen_resume(self) -> None:
        """Catches up with what happened while another screen was on show."""
        self.call_after_refresh(self.follow_journal)

    def on_mount(self) -> None:
        """Shows the journal."""
        self._ready = True
        self.follow_journal()

    def compose_entry(self, entry: Entry | None) -> None:
        """Opens the editor on an entry, or on a new one; `entry_saved` is called when it was kept."""
        from mastery.tui.screens.compose import ComposeScreen

        def done(saved: Entry | None) -> None:
            self.mastery.look_again()
            if saved is not None:
                self.entry_saved(saved)

        self.app.push_screen(ComposeScreen(self.journal, entry), done)

    def action_new_entry(self) -> None:
        """Writes a new entry."""
        self.compose_entry(None)

    def action_undo(self) -> None:
        """Takes the last change back and says what it was."""
        with self.mastery.told():
            self.notify(self.journal.undo(), markup=False)
        self.mastery.look_again()

    def action_trash(self) -> None:
        """Shows what was deleted."""
        from mastery.tui.screens.trash import TrashScreen

        self.app.push_screen(TrashScreen(self.journal), lambda _: self.mastery.look_again())

    def action_search(self) -> None:
        """Searches the whole journal; the chosen entry is shown in Journal."""
        from mastery.tui.screens.search import Found, SearchScreen

        def done(found: Found | None) -> None:
            if found is not None:
                self.mastery.show_entry(found.entry, found.query)

        self.app.push_screen(SearchScreen(self.mastery.finder), done)

    def action_help(self) -> None:
        """Shows the keys of this screen."""
        from mastery.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())
