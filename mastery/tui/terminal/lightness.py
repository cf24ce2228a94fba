"""Whether the terminal is light or dark: it is asked at the start, and its answer is taken out of the keys.

An answer begins like a key. Textual does not know it and takes it apart into keys, of which some would delete an entry;
so it is caught wherever it comes from: at once, or seconds later over a slow line. Nothing waits for it.
"""

import os
import re
import time
from collections.abc import Iterator

from textual import events
from textual.message import Message

from mastery.tui.terminal.driver import STDIN, SteadyDriver

ASK = "\x1b]11;?\x07\x1b[6n"
"""What background there is (OSC 11); and where the cursor is, which ends the answer for who reads it."""

PATIENCE = 5.0
"""Seconds after which no answer is awaited."""

MUTE = ("", "dumb", "linux", "vt100", "vt220")
"""Terminals ($TERM) that are not asked: they do not answer, or print the question."""

_HEAD = "\x1b]11;rgb"
_PART = "([0-9a-f]{1,4})"
_ANSWER = re.compile(rf"\x1b?]11;rgba?:{_PART}/{_PART}/{_PART}(?:/[0-9a-f]{{1,4}})?(?:\x07|\x1b?\\)", re.IGNORECASE)
_BEGUN = re.compile(r"\x1b?]11;rgba?:?[0-9a-f/]{0,20}\x1b?", re.IGNORECASE)
"""Where an answer comes in two pieces, Textual drops the escape at its beginning."""


class Lightness(Message):
    """The terminal said what its background is."""

    def __init__(self, dark: bool) -> None:
        super().__init__()
        self.dark = dark


def is_dark(answer: str) -> bool | None:
    """Whether the background of an answer is dark; None where it is no whole answer."""
    found = _ANSWER.fullmatch(answer)
    if found is None:
        return None
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in found.group(1, 2, 3))
    return bool(0.299 * red + 0.587 * green + 0.114 * blue < 0.5)


class Sieve:
    """Lets messages through, and takes the answer out of them."""

    def __init__(self) -> None:
        self._held: list[Message] = []
        self._text = ""
        self.done = False

    def pass_on(self, message: Message) -> Iterator[Message]:
        """What is to be passed on now: the message, what was held before it, or what the terminal said."""
        if not isinstance(message, events.Key) or message.key == "escape":  # that of an answer comes as "^"
            yield from self.let_go()
            yield message
            return
        text = self._text + _typed(message)
        dark = is_dark(text)
        if dark is not None:
            self._held, self._text, self.done = [], "", True
            yield Lightness(dark)
        elif text and (_HEAD.startswith(text) or _HEAD[1:].startswith(text) or _BEGUN.fullmatch(text)):
            self._held.append(message)
            self._text = text
        else:
            yield from self.let_go()
            yield message

    def let_go(self) -> Iterator[Message]:
        """What was held and was no answer."""
        held, self._held, self._text = self._held, [], ""
        yield from held


def _typed(key: events.Key) -> str:
    """The letter a key stands for where an answer was taken apart, in which an escape becomes "^"."""
    return "\x1b" if key.character == "^" else key.character or ""


class AskingDriver(SteadyDriver):
    """The driver, which also asks the terminal for its background."""

    _sieve: Sieve | None = None
    _until = 0.0

    def start_application_mode(self) -> None:
        """Asks, once the terminal is set up."""
        super().start_application_mode()
        if os.isatty(STDIN):
            self._sieve, self._until = Sieve(), time.monotonic() + PATIENCE
            self.write(ASK)
            self.flush()

    def process_message(self, message: Message) -> None:
        """Passes on what is no answer."""
        sieve = self._sieve
        if sieve is None:
            super().process_message(message)
            return
        for one in sieve.pass_on(message):
            super().process_message(one)
        if sieve.done or time.monotonic() > self._until:
            self._sieve = None
            for one in sieve.let_go():
                super().process_message(one)
