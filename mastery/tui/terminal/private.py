"""Everything the interface uses of Textual's private side. Nothing else in `mastery.tui` may touch it.

A name that begins with an underscore, or a method that Textual does not document, can be renamed in any version. Each
use below says what it stands for upstream and what happens where the name is gone: the interface still opens, and does
without. `tests/tui/test_private.py` checks both.
"""

import asyncio
import re
import threading
from collections.abc import Iterable
from typing import Any

from textual import events
from textual.app import App
from textual.keys import Keys

from mastery.core.base.controls import SURROGATES

KEY = re.compile(r"\x1b\[[\d:;]+[u~]")
"""What a terminal sends for a key that has no letter, or in a keyboard protocol."""

try:
    # `textual._xterm_parser.XTermParser` turns what a terminal sends into keys. `LinuxDriver` is the driver Textual
    # itself uses on Linux and macOS. Where one is gone, the two classes below do not exist, so that importing
    # `mastery.tui.terminal.driver` fails and the app takes Textual's own driver.
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver
except ImportError:
    pass
else:

    class SteadyParser(XTermParser):
        """A parser that ignores a key it does not know, or whose number is not a letter's.

        Textual's raises an error, makes half a letter, or takes the sequence for the letters it is written in. A
        terminal sends such keys where another program left its keyboard protocol on. Overrides
        `_sequence_to_key_events`, which is called with each sequence that may be a key. Where it is not called any
        more, such a key ends the interface, with every draft saved.
        """

        def __init__(self) -> None:
            super().__init__(debug=False)  # with TEXTUAL_DEBUG, Textual would write every key to a file

        def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
            ignored = events.Key(Keys.Ignore, sequence)
            try:
                keys = list(super()._sequence_to_key_events(sequence, alt))
            except (ValueError, OverflowError):
                return [ignored]
            if not keys and KEY.fullmatch(sequence):
                return [ignored]
            return [ignored if re.search(f"[{SURROGATES}]", key.character or "") else key for key in keys]

    class ReadingDriver(LinuxDriver):
        """Textual's driver, but `read_input` reads what is typed.

        Overrides `run_input_thread`, which Textual runs in a thread of its own until it sets `exit_event`. Where the
        event is gone, or the method is not called any more, Textual reads what is typed: a byte that is not UTF-8
        then ends the interface, with every draft saved.
        """

        def run_input_thread(self) -> None:
            """Reads in the thread that Textual started for it."""
            ending: threading.Event | None = getattr(self, "exit_event", None)
            if ending is None:
                super().run_input_thread()
            else:
                self.read_input(ending)

        def read_input(self, ending: threading.Event) -> None:
            """Passes on what is typed until `ending` is set."""
            raise NotImplementedError


class CatchingApp(App[None]):
    """An app that is asked about every error nobody handled, and prints none of them.

    Textual calls `_handle_exception` with each error of a handler, timer, worker or callback, and that calls
    `_fatal_error`, which renders a report with the values of all variables, and so with the diary. Where Textual calls
    other methods, it prints such a report itself: `mastery.tui.run` drops it, and says from the exit code alone that
    mastery crashed. What was typed since drafts were last written, a second or two, is then lost.
    """

    def take_error(self, error: Exception) -> bool:
        """Notes an error; returns whether the app ends because of it."""
        raise NotImplementedError

    def _handle_exception(self, error: Exception) -> None:
        if self.take_error(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self.bell()
        self.panic()


def parse_styles_once(app: App[Any]) -> None:
    """Has the app parse a source of styles again only when a theme changed the variables.

    Textual's own `Stylesheet` parses all sources again, three times, whenever a screen is first shown. Overrides
    `set_variables` and `reparse`, which the app calls on its `stylesheet` after a change of theme or of sources.
    Where one is gone, the styles are parsed as Textual would: the same, but slower.
    """
    try:
        from textual.css.stylesheet import Stylesheet
    except ImportError:
        return

    class OnceParsed(Stylesheet):
        def __init__(self, variables: dict[str, str]) -> None:
            super().__init__(variables=variables)
            self._parsed_with = variables

        def set_variables(self, variables: dict[str, str]) -> None:
            if variables != self._parsed_with:
                super().set_variables(variables)
                self._parsed_with = variables

        def reparse(self) -> None:
            self.parse()  # which takes from a cache what it has parsed with these variables

    app.stylesheet = OnceParsed(app.get_css_variables())


def begin_tasks_in_turn() -> None:
    """Has every task of the running loop begin when its turn comes, as in Python 3.11.

    From Python 3.12 on, `App.run` sets `asyncio.eager_task_factory`, with which a task begins inside the call that
    makes it. A mode's first screen is then composed before it is on the stack, and any widget that asks for the screen
    while it is mounted (every `Input` does) ends the program. The order of other tasks would differ between Pythons.
    Where Textual no longer sets it, this changes nothing.
    """
    asyncio.get_running_loop().set_task_factory(None)
