"""Standard output and standard error, guarded so that no text commands the terminal; everything is printed here.

The program's own styles are written as marks that hold a random number drawn at start, so that no text can imitate one.
For a terminal, each mark becomes the sequence it stands for, and whatever else would command the terminal becomes a
stand-in. For a file or a pipe, marks are dropped and the text stays as it is.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from mastery.core.base.controls import visible

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_LOT = os.urandom(8).hex()
_MARK = re.compile(rf"{_LOT}(\[[0-9;]*m)")
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
"""A style that is not the program's own, such as one in a text or in Python's traceback. It is dropped whole."""


class Guarded:
    """A text stream that filters what commands, click and Python itself write; everything else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self.unguarded = stream
        """The stream without the filter, for the sequences that the program itself sends."""

    def write(self, text: str) -> int:
        """Writes the text, filtered if the stream is a terminal."""
        if self.unguarded.isatty():
            self.unguarded.write(_MARK.sub("\x1b\\1", visible(_STYLE.sub("", text))))
        else:
            self.unguarded.write(_MARK.sub("", text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Writes the lines one after the other."""
        for line in lines:
            self.write(line)

    @property
    def buffer(self) -> Any:
        """The stream for bytes; on a terminal they are filtered as text."""
        return _Bytes(self.write) if self.unguarded.isatty() else self.unguarded.buffer

    def __getattr__(self, name: str) -> Any:
        return getattr(self.unguarded, name)


class _Bytes(io.RawIOBase):
    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._write(bytes(data).decode("utf-8", "replace"))
        return len(data)


def guard() -> None:
    """Guards standard output and standard error until the process ends."""
    sys.stdout, sys.stderr = _guarded(sys.stdout), _guarded(sys.stderr)


def _guarded(stream: TextIO) -> TextIO:
    # None if the process was started without the stream.
    return stream if stream is None or isinstance(stream, Guarded) else cast(TextIO, Guarded(stream))


def style(text: str, **how: Any) -> str:
    """The text in a style (the arguments are those of click.style), or plain if the person wants no styles."""
    context = click.get_current_context(silent=True)
    if context is not None and context.color is False:
        return text
    begin = click.style("", **how, reset=False)
    return f"{begin.replace(chr(27), _LOT)}{text}{_LOT}[0m"


def write(text: str, *, err: bool = False) -> None:
    """Writes a text to standard output, or to standard error, at once."""
    stream = sys.stderr if err else sys.stdout
    if stream is not None:
        stream.write(text)
        stream.flush()


def write_bytes(data: bytes) -> None:
    """Writes bytes to standard output at once."""
    if sys.stdout is not None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def hand_to_clipboard(data: bytes) -> None:
    """Asks the terminal at standard output to put the text on its clipboard (OSC 52)."""
    import base64

    stream = _unguarded(sys.stdout)
    stream.write(f"\x1b]52;c;{base64.b64encode(data).decode()}\a")
    stream.flush()


def progress_bar(label: str, length: int, *, hidden: bool = False) -> ProgressBar[Any]:
    """A bar on standard error; `label` is the program's own text."""
    return click.progressbar(length=length, label=label, file=_unguarded(sys.stderr), hidden=hidden)


def errors_are_seen() -> bool:
    """Whether a person sees standard error."""
    return bool(sys.stderr and sys.stderr.isatty())


def _unguarded(stream: TextIO) -> TextIO:
    return stream.unguarded if isinstance(stream, Guarded) else stream
