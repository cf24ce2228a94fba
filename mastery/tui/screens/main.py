"""Base of the main screens: the bar with the screens, the keys that work now, and the keys that work everywhere."""

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from mastery.core.base.records import Entry
from mastery.tui.host import Host, host_of
from mastery.tui.places import SCREENS
from mastery.tui.widgets.bars import KeyBar, NavBar

if TYPE_CHECKING:
    from mastery.core.goals.goal import Goal
    from mastery.core.practices.practice import Practice, TrackedPractice
    from mastery.core.thinking.model import Model
    from mastery.host.config import Settings
    from mastery.store import Journal
    from mastery.tui.screens.form import Form


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
        Binding("m", "timer", "Timer", show=False, id="main.timer", tooltip="Start the timer, pause it, go on"),
        Binding("M", "stop_timer", "Stop", show=False, id="main.stop_timer", tooltip="Stop it and keep the time"),
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
        Binding("question_mark", "app.help", "Help", id="main.help", tooltip="Keys of this screen"),
        Binding("q", "app.quit", "Quit", show=False, id="main.quit", tooltip="Leave; everything is saved"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._seen: tuple[object, ...] = ()
        self._ready = False
        """Whether its widgets are there."""

    @property
    def mastery(self) -> Host:
        """The app, with its own type."""
        return host_of(self.app)

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

        Called once after mounting, and then whenever a record changed here or in another process, another journal was
        chosen, or the journal day turned; a hidden screen is updated when it is next shown.
        """

    def entry_saved(self, entry: Entry) -> None:
        """Called after `journal_changed` with the entry that was just written or edited from this screen."""

    def follow_journal(self) -> None:
        """Calls `journal_changed` when something changed since the last call."""
        now = (self.journal, self.journal.revision, self.journal.today())
        if self._ready and now != self._seen:
            self._seen = now
            self.query_one(NavBar).refresh()
            with self.mastery.showing_errors():  # as where another program has just broken the file
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

    def compose_entry(self, entry: Entry | None, *, goal: "Goal | None" = None, model: "Model | None" = None) -> None:
        """Opens the editor on an entry, or on a new one about a goal or a model; `entry_saved` is called when it was
        saved."""
        from mastery.tui.screens.compose import ComposeScreen

        def done(saved: Entry | None) -> None:
            if saved is not None:
                self.entry_saved(saved)

        self.app.push_screen(ComposeScreen(self.journal, entry, goal=goal, model=model), done)

    # Practices and forms

    def open_form(self, form: "Form") -> None:
        """Opens a form, then shows its result and the changes."""
        from mastery.tui.screens.form import FormScreen
        from mastery.tui.screens.guide import GuideScreen

        def done(said: str | None) -> None:
            if said:
                self.notify(said, markup=False)
            self.query_one(NavBar).show_timer()

        self.app.push_screen((GuideScreen if form.guided else FormScreen)(self.journal, form), done)

    def check_in(self, one: "TrackedPractice") -> None:
        """Checks a practice in for today; asks for the minutes if they are required."""
        from mastery.core.base.phrases import minutes_text
        from mastery.core.practices.cadence import Quota
        from mastery.core.practices.practice import cadence_on, length_text
        from mastery.tui.forms.practices import checkin_form
        from mastery.verbs.practices import check_in

        practice = one.practice
        cadence = cadence_on(practice, self.today)
        if not practice.minutes and isinstance(cadence, Quota) and cadence.minutes:
            self.open_form(checkin_form(self.journal, practice))
            return
        if self.today in one.marks and not practice.minutes:
            self.notify(f"{practice.title} is done today. enter adds minutes or a note; u takes it back.", markup=False)
            return
        with self.mastery.showing_errors():
            made = check_in(self.journal, practice)
            now = next((one for one in self.journal.practices() if one.practice.id == practice.id), None)
            if now is not None and now.streak.current is not None:
                total = now.marks[made.day].minutes
                again = f"; {minutes_text(total)} today" if total > made.minutes else ""
                self.notify(f"{practice.title}: {length_text(now.streak)}{again}. u takes it back.", markup=False)

    # The timer

    def timer_for(self) -> "Goal | Practice | None":
        """What a timer started here is for."""
        return None

    def action_timer(self) -> None:
        """Starts, pauses or resumes the learning timer."""
        from mastery.verbs.timing import pause, resume, start

        with self.mastery.showing_errors():
            timer = self.journal.timer()
            if timer is None:
                about = self.timer_for()
                start(self.journal, about)
                name = f" for {about.title}" if about else ""
                self.notify(f"The timer runs{name}. m pauses it, M stops it.", markup=False)
            elif timer.is_running:
                pause(self.journal)
            else:
                resume(self.journal)
        self.query_one(NavBar).show_timer()
        self.refresh_bindings()

    def action_stop_timer(self) -> None:
        """Stops the timer and saves its time."""
        from mastery.tui.forms.practices import timer_form

        timer = self.journal.timer()
        if timer is None:
            self.notify("No timer runs. m starts one.", markup=False)
            return
        self.open_form(timer_form(self.journal, timer))

    def action_new_entry(self) -> None:
        """Writes a new entry."""
        self.compose_entry(None)

    def action_undo(self) -> None:
        """Undoes the last change and says what it was."""
        with self.mastery.showing_errors():
            self.notify(self.journal.undo(), markup=False)

    def action_trash(self) -> None:
        """Shows what was deleted."""
        from mastery.tui.screens.trash import TrashScreen

        self.app.push_screen(TrashScreen(self.journal))

    def action_search(self) -> None:
        """Searches the whole journal; the chosen entry is shown in Journal."""
        from mastery.tui.screens.search import Found, SearchScreen

        def done(found: Found | None) -> None:
            if found is not None:
                self.mastery.show_entry(found.entry, found.query)

        self.app.push_screen(SearchScreen(self.mastery.finder), done)
