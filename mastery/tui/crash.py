"""What is printed when the interface crashes: where in the program it was, and that everything is safe; no values."""

import contextlib
import io
import sys
import traceback
from collections.abc import Iterator, Sequence

from mastery import __version__

CRASHED = "mastery crashed. Everything you saved is safe, and your draft will be offered when you start it again."

PLACES = 20
"""Places that are named of one error, the innermost; an endless recursion has a thousand."""


class _Nowhere(io.TextIOBase):
    def write(self, text: str) -> int:
        return len(text)


@contextlib.contextmanager
def nothing_printed() -> Iterator[None]:
    """Drops what is printed inside, by whatever means; the driver draws on the terminal itself.

    A report of Textual, or one of Python about a thread or a task, may hold values, and in them the diary.
    """
    nowhere = _Nowhere()
    with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        yield


def report(errors: Sequence[BaseException], *, crashed: bool) -> str:
    """The errors as lines of module, line and function, and, after a crash, what the person is to know.

    It holds neither messages of errors nor values of variables: an error may quote the text it is about.
    """
    lines = []
    if errors:
        import platform
        from importlib.metadata import version  # which takes 20 ms; nothing is reported where nothing failed

        lines = [f"mastery {__version__}, Textual {version('textual')}, Python {platform.python_version()}"]
    for error in errors:
        for one in _origins(error):
            places = [
                f"  {frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_qualname}"
                for frame, line in traceback.walk_tb(one.__traceback__)
            ]
            lines += [*places[-PLACES:], type(one).__name__]
    return "\n".join([*lines, *[CRASHED] * crashed])


def print_report(errors: Sequence[BaseException], *, crashed: bool) -> None:
    """Prints the report to standard error, unless there is nothing to report, or nobody there."""
    text = report(errors, crashed=crashed)
    if text:
        with contextlib.suppress(OSError):
            print(text, file=sys.stderr)


def _origins(error: BaseException) -> list[BaseException]:
    """The errors that led to an error, the first one first, and the error itself."""
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in found:
        found.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return found[::-1]
