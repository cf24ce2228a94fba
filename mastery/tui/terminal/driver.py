"""What comes from the terminal: Textual's driver, but that a byte which is no UTF-8 ends nothing."""

import codecs
import contextlib
import os
import re
import selectors
import signal
import termios
from collections.abc import Iterable

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import Keys

from mastery.core.base.controls import SURROGATES
from mastery.tui.terminal.ascii import speaks_unicode, terminal_encoding

AT_ONCE = 4096
"""Bytes that are taken at a time."""

WAIT = 0.1
"""Seconds after which it looks whether the program has ended, or an escape was the key."""


def _as_latin(error: UnicodeError) -> tuple[str, int]:
    """What Latin-1 has for a byte that cannot be read: keys of an old terminal, or pasted from an old file."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("mastery.latin", _as_latin)


def input_encoding() -> str:
    """The encoding of what is typed: that of the locale, but for one that has only ASCII, which says nothing of it."""
    encoding = terminal_encoding()
    plain = codecs.lookup(encoding).name == "ascii"
    return "utf-8" if plain or speaks_unicode(encoding) else encoding


class SteadyParser(XTermParser):
    """Textual's parser, but that a key with a number which is no letter's is ignored instead of ending the program.

    A terminal sends such keys where another program left its keyboard protocol on.
    """

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        ignored = events.Key(Keys.Ignore, sequence)
        try:
            found = list(super()._sequence_to_key_events(sequence, alt))
        except (ValueError, OverflowError):
            return [ignored]
        return [ignored if re.search(f"[{SURROGATES}]", one.character or "") else one for one in found]


class SteadyDriver(LinuxDriver):
    """Textual's driver, which reads whatever it is sent, and can do without its terminal."""

    _is_gone = False

    def forget_terminal(self) -> None:
        """Stops writing to a terminal that is gone, and releases whatever waits for it."""
        self._is_gone = True
        nothing = os.open(os.devnull, os.O_RDWR)
        with contextlib.suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCOFLUSH)  # releases a write that waits
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)
        os.close(nothing)

    def write(self, data: str) -> None:
        """Writes to the terminal while there is one."""
        if not self._is_gone:
            super().write(data)

    def _sigcont_application(self, *arguments: object) -> None:
        """Goes on after a stop. A closing terminal also sends this signal to a program that never stopped."""
        if os.isatty(self.fileno):
            super()._sigcont_application(*arguments)

    def run_input_thread(self) -> None:
        """Passes on what is typed, until the program ends."""
        decode = codecs.getincrementaldecoder(input_encoding())("mastery.latin").decode
        parser = SteadyParser(self._debug)
        with selectors.DefaultSelector() as waiting:
            waiting.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if waiting.select(WAIT):
                    try:
                        data = os.read(self.fileno, AT_ONCE)
                    except OSError:  # the terminal is gone, whether or not the system says so with a signal
                        os.kill(os.getpid(), signal.SIGHUP)
                        return
                    if not data:  # the other end is closed
                        self.exit_event.wait(WAIT)
                    text = decode(data)  # nothing, after a part of a letter; which would be the end to the parser
                    for message in parser.feed(text) if text else ():
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
