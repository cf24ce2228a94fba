"""What comes from the terminal: Textual's driver, but a byte that is not UTF-8 does not end it, nor a lost terminal.

Importing this fails where Textual has no such driver any more (see `private`).
"""

import codecs
import contextlib
import os
import selectors
import signal
import termios
import threading
from types import FrameType
from typing import Any

from textual.app import App
from textual.message import Message

from mastery.tui.terminal.ascii import speaks_unicode, terminal_encoding
from mastery.tui.terminal.private import ReadingDriver, SteadyParser

STDIN, STDOUT, STDERR = 0, 1, 2

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


class InputFailed(Message):
    """Reading what is typed failed; the app raises the error where it is handled like any other."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class SteadyDriver(ReadingDriver):
    """Textual's driver, which reads whatever it is sent, and can do without its terminal."""

    _is_gone = False
    _is_shown = False

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        resume = signal.getsignal(signal.SIGCONT)  # which Textual has just set

        def on_continue(number: int, frame: FrameType | None) -> None:
            """Goes on after a stop. A closing terminal also sends this signal to a program that never stopped."""
            if callable(resume) and os.isatty(STDIN):
                resume(number, frame)

        signal.signal(signal.SIGCONT, on_continue)

    @classmethod
    def forget_terminal(cls) -> None:
        """Stops writing to a terminal that is gone, and releases whatever waits for it. A process has one terminal."""
        cls._is_gone = True
        nothing = os.open(os.devnull, os.O_RDWR)
        with contextlib.suppress(termios.error):
            termios.tcflush(STDIN, termios.TCOFLUSH)  # releases a write that waits
        for descriptor in (STDIN, STDOUT, STDERR):
            os.dup2(nothing, descriptor)
        os.close(nothing)

    def start_application_mode(self) -> None:
        """Takes the whole screen."""
        self._is_shown = True
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def stop_application_mode(self) -> None:
        """Gives the screen back. What is drawn late, after an error, would be left among the lines of the shell."""
        super().stop_application_mode()
        self._is_shown = False

    def write(self, data: str) -> None:
        """Writes to the terminal while there is one and the interface is on it."""
        if self._is_shown and not self._is_gone:
            super().write(data)

    def read_input(self, ending: threading.Event) -> None:
        """Passes on what is typed until the program ends, or the error that prevents it."""
        try:
            self._read(ending)
        except Exception as error:  # noqa: BLE001  (the app raises it)
            self.send_message(InputFailed(error))

    def _read(self, ending: threading.Event) -> None:
        decode = codecs.getincrementaldecoder(input_encoding())("mastery.latin").decode
        parser = SteadyParser()
        with selectors.DefaultSelector() as waiting:
            waiting.register(STDIN, selectors.EVENT_READ)
            while not ending.is_set():
                if waiting.select(WAIT):
                    try:
                        data = os.read(STDIN, AT_ONCE)
                    except OSError:  # the terminal is gone, whether or not the system says so with a signal
                        os.kill(os.getpid(), signal.SIGHUP)
                        return
                    if not data:  # the other end is closed
                        ending.wait(WAIT)
                    text = decode(data)  # nothing, after a part of a letter; which would be the end to the parser
                    for message in parser.feed(text) if text else ():
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
