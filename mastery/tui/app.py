"""The app: holds the journal on show, watches it for changes by other processes, and moves between the screens."""

import asyncio
import contextlib
import datetime as dt
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen

from mastery.core.base.controls import visible
from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Entry
from mastery.host.themes import AUTO, DARK, LIGHT, OF_SIXTEEN, ThemeSpec, find_theme, load_themes
from mastery.tui.places import SCREENS
from mastery.tui.screens.main import MainScreen
from mastery.tui.terminal.ascii import AsciiFilter, speaks_unicode, terminal_encoding
from mastery.tui.terminal.colours import EIGHT_BIT, SIXTEEN, NearestColours
from mastery.tui.terminal.harmless import HarmlessFilter
from mastery.tui.terminal.private import CatchingApp, begin_tasks_in_turn, parse_styles_once
from mastery.tui.terminal.themes import textual_theme
from mastery.tui.widgets.plain import Typing

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.notifications import SeverityLevel

    from mastery.core.goals.goal import Goal
    from mastery.core.thinking.model import Model
    from mastery.core.writing.query import Query
    from mastery.host.config import Settings
    from mastery.store import Journal
    from mastery.tui.finder import Finder
    from mastery.tui.host import Host
    from mastery.tui.terminal.driver import InputFailed, SteadyDriver
    from mastery.tui.terminal.lightness import Lightness

LETTERS_WITHIN = 1.0
"""Seconds after which a key no longer waits for the letters before it."""

LOOK_EVERY = 0.5
"""Seconds between looks at what other processes wrote."""

ENDS_WITHIN = 10.0
"""Seconds that the interface has to end by itself after a signal; drafts are saved first."""

OPENED = frozenset({"http", "https", "mailto"})
"""Schemes of addresses that a click on a link opens."""

KEYS_TOLD = 4
"""The most wrong keys of the config that are reported at the start."""

AHEAD_AFTER = 0.1
"""Seconds from the first screen to loading Review's modules, for which its key would wait: no screen has more."""

WARM_FOR = 0.01
"""Seconds the interface may be busy at a time with work that nobody waits for yet."""


def _driver(*, asks: bool) -> "type[SteadyDriver] | None":
    """The driver, or the one that asks the terminal whether it is light or dark, where it can be asked.

    None is Textual's own, where it no longer has what ours is made of.
    """
    try:
        from mastery.tui.terminal.driver import SteadyDriver
    except ImportError:
        return None
    if asks:
        from mastery.tui.terminal.lightness import MUTE, AskingDriver

        if os.environ.get("TERM", "") not in MUTE:
            return AskingDriver
    return SteadyDriver


def _palette() -> type[Provider]:
    from mastery.tui.screens.palette import Commands

    return Commands


class MasteryApp(CatchingApp):
    """The interface of one journal at a time."""

    TITLE = "mastery"
    CSS_PATH = "app.tcss"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {one.name: one.make for one in SCREENS}
    DEFAULT_MODE = SCREENS[0].name
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal"), (130, "-wide")]  # noqa: RUF012  (as Textual declares it)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-normal-height"), (30, "-tall")]  # noqa: RUF012  (as Textual declares it)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="app.quit", tooltip="Leave; all is saved"),
        Binding("f1", "app.help", "Help", priority=True, id="app.help", tooltip="Keys of this screen"),
    ]

    def __init__(
        self,
        journal: "Journal",
        settings: "Settings",
        *,
        open_named: "Callable[[str], Journal]",
        start: str = SCREENS[0].name,
        encoding: str | None = None,
        welcome: bool = False,
    ) -> None:
        """`start` is the screen shown first, under the welcome page of an empty journal if `welcome` is set; `encoding`
        is the terminal's, asked of the locale unless given."""
        self.DEFAULT_MODE = start  # type: ignore[misc]  # Textual reads it of the instance
        self._plain: list[LineFilter] = [HarmlessFilter()]
        encoding = encoding or terminal_encoding()
        if not speaks_unicode(encoding):
            self._plain.append(AsciiFilter(encoding))
        self._drives = _driver(asks=settings.theme == AUTO)
        super().__init__(driver_class=self._drives)
        parse_styles_once(self)
        if self.console.color_system == EIGHT_BIT:
            self._plain.append(NearestColours())
        self.journal = journal
        self.settings = settings
        self.opened: dict[str, Journal] = {}
        """The journals opened so far, by name; whoever runs the app closes them."""
        self._take_up(journal)
        self.errors: list[BaseException] = []
        """Errors of the program itself; whoever runs the app reports them."""
        self.has_crashed = False
        self._themes: list[ThemeSpec] = []
        self._finder: Finder | None = None
        self._open_named = open_named
        self._complaint = ""
        self._keys = self._told_after = 0
        """Keys and clicks so far, and how many came before what was told last."""
        self._welcome = welcome
        self._is_shown = False
        self._once_shown: list[Callable[[], None]] = []
        self._choose_first_theme()
        self.set_keymap(settings.keys)
        if settings.keys:
            self.once_shown(self._look_at_keys)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own filters, the one that removes what a terminal would obey, and those for terminals without
        Unicode or with 256 colors. With NO_COLOR there is no color at all; Textual would write grays."""
        filters = [*super().get_line_filters(), *self._plain]
        return [NoColor() if isinstance(one, Monochrome) else one for one in filters]

    def on_load(self) -> None:
        """Has tasks begin in turn, and takes the error of a task nobody waits for, which Python would print."""
        begin_tasks_in_turn()
        asyncio.get_running_loop().set_exception_handler(self._take_error_of_task)

    def _take_error_of_task(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.errors.append(error)

    def on_mount(self) -> None:
        """Welcomes whoever starts the first time, and watches the journal."""
        if self._welcome:
            self._show_welcome()
        self.set_interval(LOOK_EVERY, self.look_again)
        if not self.is_headless:
            for number in (signal.SIGHUP, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, self._end_by, number)

    def _show_welcome(self) -> None:
        if self.journal.entries():  # so that others need not load the page
            return
        from mastery.tui.screens.welcome import WelcomeScreen, is_welcome

        if is_welcome(self.journal):
            self.push_screen(WelcomeScreen())

    def _end(self, code: int = 0) -> None:
        """Exits after every screen has saved what is being typed."""
        with contextlib.ExitStack() as last_act:
            last_act.callback(self.exit, return_code=code)
            self._save_drafts()

    def _save_drafts(self) -> None:
        """Has every screen save its draft; one that fails does not stop the others."""
        with contextlib.ExitStack() as drafts:
            for mode in self.MODES:
                with contextlib.suppress(KeyError):  # of a mode that was never shown there is no screen
                    for screen in self.get_screen_stack(mode):
                        save = getattr(screen, "save_draft", None)
                        if save is not None:
                            drafts.callback(save)

    async def action_quit(self) -> None:
        """Leaves; what is being typed is offered at the next start."""
        self._end()

    def _end_by(self, number: signal.Signals) -> None:
        """Ends in order, but within a time limit, when the system ends the program or the terminal is gone."""
        if number == signal.SIGHUP and self._drives is not None:
            self._drives.forget_terminal()
        if self._is_ending:
            return
        code = 128 + number
        timer = threading.Timer(ENDS_WITHIN, os._exit, [code])  # writing to a terminal that is stuck would wait forever
        timer.daemon = True
        timer.start()
        self._end(code)

    def on_ready(self) -> None:
        """Collects garbage again, which `run` put off; what was made until now stays, and is not looked through."""
        gc.freeze()
        gc.enable()
        self._is_shown = True
        for callback in self._once_shown:
            self.screen.call_after_refresh(callback)
        self.set_timer(AHEAD_AFTER, next(one for one in SCREENS if one.name == "review").load)

    def once_shown(self, callback: "Callable[[], None]") -> None:
        """Calls back when the first screen is on the terminal; after that, when the next change is."""
        if self._is_shown:
            self.screen.call_after_refresh(callback)
        else:
            self._once_shown.append(callback)  # while the app starts, callbacks after a refresh do not wait for one

    @property
    def _is_ending(self) -> bool:
        return self.return_code is not None

    def take_error(self, error: Exception) -> bool:
        """Ends the interface after an error. While it is ending, errors (of a half-open palette, say) are ignored."""
        if self._is_ending:
            return False
        self.errors.append(error if error.__traceback__ else sys.exception() or error)  # a worker's is wrapped
        try:
            self._save_drafts()
        except Exception as other:  # noqa: BLE001  (reported with the first)
            self.errors.append(other)
        return True

    def panic(self, *renderables: "RenderableType") -> None:
        """Ends the interface; what Textual would print is dropped, for it may hold values and in them the diary."""
        self.has_crashed = True
        super().panic()

    def on_input_failed(self, message: "InputFailed") -> None:
        """Input can no longer be read."""
        raise message.error

    async def on_event(self, event: events.Event) -> None:
        """Counts what the person does, and lets a field take each letter before a key that may act on its text."""
        self._keys += isinstance(event, events.Key | events.MouseDown)
        if isinstance(event, events.Key) and not event.is_forwarded and not event.is_printable:
            await self._letters_taken()
        await super().on_event(event)

    async def _letters_taken(self) -> None:
        """Waits until the field with the focus has taken what was typed: its letters wait in a queue of its own, and
        ctrl+s, which the app handles, would overtake the last ones."""
        field, taken = self.focused, asyncio.Event()
        if isinstance(field, Typing) and field.call_later(taken.set):
            with contextlib.suppress(TimeoutError):  # a field that is being taken away may never get to it
                await asyncio.wait_for(taken.wait(), LETTERS_WITHIN)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: "SeverityLevel" = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Shows a notice for a while, in place of the one before.

        `markup` is ignored: a notice may name a practice "paths [/etc/hosts]", which as markup would end the program.
        """
        self._remove_notice()
        self._told_after = self._keys
        super().notify(visible(message), title=visible(title), severity=severity, timeout=timeout, markup=False)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Opens a web page or an email address that the person clicked; any other address is only shown.

        An address in an imported entry may name a file or a program.
        """
        if url.partition(":")[0].lower() in OPENED:
            super().open_url(url, new_tab=new_tab)
        else:
            self.notify(f"Not opened: {url}\nOnly web and email addresses can be opened.", severity="warning")

    def pop_screen(self) -> AwaitComplete:
        """Leaves the screen on top, and the notice shown there."""
        self._remove_notice()
        return super().pop_screen()

    def _remove_notice(self) -> None:
        """Removes the notice shown after an earlier key: it was seen, or no longer holds."""
        if self._told_after != self._keys:
            self.clear_notifications()

    @contextlib.contextmanager
    def showing_errors(self) -> Iterator[None]:
        """Shows errors of the journal inside the block as a notice; the interface continues."""
        try:
            yield
        except MasteryError as error:
            self.notify(str(error), severity="error", timeout=8, markup=False)

    def _take_up(self, journal: "Journal") -> None:
        """Adds a journal to those that were opened; it tells the screens when its records change."""
        self.opened[journal.name] = journal
        journal.listeners.append(self._follow)

    def _follow(self) -> None:
        """Lets the screens on show follow the journal."""
        for screen in self.screen_stack:
            follow = getattr(screen, "follow_journal", None)
            if follow is not None:
                follow()

    def look_again(self) -> None:
        """Takes in what other processes wrote; the screens are also updated when a new journal day begins."""
        complaint = ""
        try:
            self.journal.refresh()
        except MasteryError as error:
            complaint = str(error)
        if complaint and complaint != self._complaint:  # once, not twice a second
            self.notify(complaint, severity="error", timeout=8, markup=False)
        self._complaint = complaint
        self._follow()

    # Screens

    def action_show(self, name: str) -> None:
        """Goes to a main screen."""
        self.switch_mode(name)

    def action_help(self) -> None:
        """Shows the keys of whatever is open; from them goes back."""
        from mastery.tui.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.screen.action_leave()
        else:
            self.push_screen(HelpScreen())

    def show_entry(self, entry: Entry, found: "Query | None" = None) -> None:
        """Goes to Journal, with this entry chosen and the matches of a search marked."""
        from mastery.tui.screens.journal import JournalScreen

        self.switch_mode("journal")
        screen = self.screen_stack[0]
        assert isinstance(screen, JournalScreen)
        screen.choose(entry.id, found)

    def show_day(self, day: dt.date) -> None:
        """Goes to Journal, with the entries of this day."""
        from mastery.tui.screens.journal import JournalScreen

        self.switch_mode("journal")
        screen = self.screen_stack[0]
        assert isinstance(screen, JournalScreen)
        screen.filter_by(f"on:{day}")

    def show_goal(self, goal: "Goal") -> None:
        """Goes to Goals, with this goal chosen."""
        from mastery.tui.screens.goals import GoalsScreen

        self.switch_mode("goals")
        screen = self.screen_stack[0]
        assert isinstance(screen, GoalsScreen)
        screen.choose(goal.id)

    def show_model(self, model: "Model") -> None:
        """Goes to Models, with this model chosen."""
        from mastery.tui.screens.models import ModelsScreen

        self.switch_mode("models")
        screen = self.screen_stack[0]
        assert isinstance(screen, ModelsScreen)
        screen.choose(model.id)

    def capture(self) -> None:
        """Goes into Today's line, if Today is on show."""
        from mastery.tui.screens.today import TodayScreen

        if isinstance(self.base, TodayScreen):
            self.base.action_capture()

    @property
    def finder(self) -> "Finder":
        """Finds entries in the journal on show."""
        from mastery.tui.finder import Finder

        if self._finder is None or self._finder.journal is not self.journal:
            self._finder = Finder(self.journal)
        return self._finder

    def warm_finder(self) -> None:
        """Prepares the journal for searching, a little at a time, so that no key waits for it."""
        if not self.finder.catch_up(WARM_FOR):
            self.set_timer(0.001, self.warm_finder)

    @property
    def base(self) -> MainScreen | None:
        """The main screen, below any dialog over it."""
        screen = self.screen_stack[0]
        return screen if isinstance(screen, MainScreen) else None

    # Journals and themes

    def action_open_journal(self, name: str) -> None:
        """Shows another journal of the settings."""
        with self.showing_errors():
            if name not in self.opened:
                other = self._open_named(name)
                other.entries()
                self._take_up(other)
            self.journal = self.opened[name]
            self.look_again()
            self.notify(f"This is the journal {name}.", markup=False)

    def action_choose_theme(self, name: str) -> None:
        """Changes the theme and saves the choice."""
        from mastery.host.config import set_setting

        self.theme = name
        with self.showing_errors():
            set_setting("theme", name)

    @property
    def journal_names(self) -> list[str]:
        """The journals that can be shown: those of the settings, and those opened."""
        return list(dict.fromkeys([self.settings.default_journal, *self.settings.journals, *self.opened]))

    def action_backup(self) -> None:
        """Makes a backup and shows its path."""
        with self.showing_errors():
            self.notify(f"Backed up in {self.journal.backup()}", markup=False)

    def _choose_first_theme(self) -> None:
        """Shows the theme of the settings; the other themes are read when the first screen is on the terminal."""
        found = find_theme(DARK if self.settings.theme == AUTO else self.settings.theme)
        few = self.no_color or self.console.color_system == SIXTEEN
        if few and not (found is not None and found.ansi):
            found = find_theme(OF_SIXTEEN)  # of other colours some would be the same as what they stand on
        if found is not None:
            self.register_theme(textual_theme(found))
            self.theme = found.name
            self.once_shown(self._load_themes)
            return
        self._load_themes()
        names = [spec.name for spec in self._themes]
        if self.settings.theme in names:
            self.theme = self.settings.theme
        elif names:
            self.theme = DARK if DARK in names else names[0]
            self._warn_soon(f"There is no theme {self.settings.theme!r}. There are: {', '.join([*names, AUTO])}.")

    def on_lightness(self, message: "Lightness") -> None:
        """Shows the light theme on a light terminal."""
        light = find_theme(LIGHT)
        if not message.dark and light is not None:
            self.register_theme(textual_theme(light))
            self.theme = LIGHT

    @property
    def themes(self) -> list[ThemeSpec]:
        """Every theme."""
        if not self._themes:
            self._load_themes()
        return self._themes

    def _load_themes(self) -> None:
        if self._themes:
            return
        self._themes, problems = load_themes()
        for spec in self._themes:
            self.register_theme(textual_theme(spec))
        for problem in problems:
            self._warn_soon(problem)

    def _look_at_keys(self) -> None:
        """Names what is wrong with the keys of the config, in one notice."""
        from mastery.host.topics import key_problems

        found = [f"{one.id}: {one.says}" for one in key_problems(self.settings.keys)]
        more = [f"and {len(found) - KEYS_TOLD} more: `mastery config` names them all."] * (len(found) > KEYS_TOLD)
        if found:
            text = "\n".join([*found[:KEYS_TOLD], *more])
            self.notify(text, title="Keys of the config", severity="warning", timeout=15, markup=False)

    def _warn_soon(self, text: str) -> None:
        self.once_shown(lambda: self.notify(text, severity="warning", timeout=8, markup=False))


if TYPE_CHECKING:

    def _as_host(app: MasteryApp) -> Host:
        """Makes mypy check that the app is what `host_of` takes it for."""
        return app
