"""What the commands share: the settings, the clock, and the chosen journal, each made when first asked for."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from mastery.core.base.errors import MasteryError

if TYPE_CHECKING:
    from pathlib import Path

    from mastery.core.base.clock import Clock, Now
    from mastery.host.config import Settings
    from mastery.store.journal import Journal


class Context:
    """One run of the command line; tests give it a clock and settings of their own."""

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        settings: Settings | None = None,
        interface: Callable[[Context], None] | None = None,
        journal: Journal | None = None,
    ) -> None:
        """`journal` is the one to use, whatever the settings say; the caller closes it."""
        self.path_option: str | None = None
        """The value of --journal."""
        self.name_option: str | None = None
        """The value of --journal-name."""
        self.interface = interface
        """Opens the full-screen interface; None if there is none."""
        self._clock = clock
        self._settings = settings
        self._journal = journal
        self._open = contextlib.ExitStack()

    def again(self) -> Context:
        """One for another command of the same run: with the same clock, and the settings and the journal as they are
        then."""
        return Context(clock=self._clock)

    @property
    def settings(self) -> Settings:
        """The settings of the config file, or the defaults."""
        if self._settings is None:
            from mastery.host.config import load_settings

            self._settings = load_settings()
        return self._settings

    def settings_changed(self) -> None:
        """Reads the settings again when they are next asked for."""
        self._settings = None

    @property
    def clock(self) -> Clock:
        """The system's clock, unless a test gave another."""
        if self._clock is None:
            from mastery.host.clock import SystemClock

            self._clock = SystemClock()
        return self._clock

    def now(self) -> Now:
        """The moment and the journal day it counts for."""
        from mastery.core.base.clock import Now

        return Now(self.clock, self.settings.day_starts_at)

    def where(self) -> tuple[str, Path]:
        """Name and folder of the chosen journal, without opening it."""
        from mastery.host.config import journal_path

        return journal_path(self.settings, self.name_option, self.path_option)

    def journal(self) -> Journal:
        """The chosen journal, opened at the first call and closed when the command ends."""
        if self._journal is None:
            name, path = self.where()
            self._journal = self._open.enter_context(self._journal_at(path, name))
        return self._journal

    def open_named(self, name: str) -> Journal:
        """Another journal of the config, opened; the caller closes it."""
        from mastery.host.config import journal_path

        chosen, path = journal_path(self.settings, name, None)
        return self._journal_at(path, chosen)

    def _journal_at(self, path: Path, name: str) -> Journal:
        from mastery.store.journal import Journal

        settings = self.settings
        return Journal(
            path, clock=self.clock, day_starts_at=settings.day_starts_at, name=name, journaling=settings.journaling
        )

    def close(self) -> None:
        """Closes the journal, if one was opened."""
        self._journal = None
        self._open.close()


pass_context = click.make_pass_decorator(Context, ensure=True)


IN_WORDS = "mastery.in_words"
"""The key in a command's context that says that nothing is drawn (`mastery --plain`)."""


def in_words() -> bool:
    """Whether drawings are put into words, for screen-reader and Braille users."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(IN_WORDS))


def input_is_terminal() -> bool:
    """Whether a person sits at standard input."""
    return bool(sys.stdin and sys.stdin.isatty())


MOST_TYPED = 16 * 1024**2
"""The most bytes that are read from standard input."""


def standard_input() -> bytes:
    """All of standard input. Raises MasteryError if it cannot be read, or is larger than 16 MB."""
    if sys.stdin is None:  # closed
        return b""
    try:
        data = sys.stdin.buffer.read(MOST_TYPED + 1)
    except OSError as error:
        raise MasteryError(f"Standard input cannot be read: {error.strerror or error}.") from None
    if len(data) > MOST_TYPED:
        raise MasteryError("Standard input has over 16 MB, so nothing was saved. Send less, or save it as a file.")
    return data


def output_is_terminal() -> bool:
    """Whether a person sees standard output."""
    return bool(sys.stdout and sys.stdout.isatty())
