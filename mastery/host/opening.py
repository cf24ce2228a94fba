"""Handing something to other programs: a text to the editor or the clipboard, a mail to the mail program."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mastery.core.base.errors import MasteryError
from mastery.host.files import reason

PATIENCE = 3
"""Seconds after which an opener that is still running counts as successful."""

CLIPBOARDS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--input", "--clipboard")),
)
"""Programs that put what they read on the clipboard, and the variable that says there is such a desktop."""


USUAL_EDITORS = ("sensible-editor", "editor", "nano", "vim", "vi")
"""Tried in this order if no editor is set."""


def editor_command(setting: str | None, *, has_terminal: bool = True) -> list[str]:
    """The command of the person's editor: $VISUAL, $EDITOR, the config's (`setting`), or the first usual one found.

    Raises MasteryError for a command that cannot be parsed; and, if no editor is set, if none is found or there is no
    terminal to run it in.
    """
    chosen = next(filter(str.strip, (os.environ.get("VISUAL", ""), os.environ.get("EDITOR", ""), setting or "")), "")
    if chosen:
        try:
            return shlex.split(chosen)
        except ValueError as error:
            raise MasteryError(
                f"The editor {chosen!r} cannot be understood: {error}. Set $EDITOR, or: mastery config editor COMMAND"
            ) from None
    if not has_terminal:
        raise MasteryError("There is no terminal for an editor. Run this in a terminal, or set $EDITOR.")
    found = next(filter(shutil.which, USUAL_EDITORS), None)
    if found is None:
        raise MasteryError("No editor was found. Install one, or set $EDITOR, e.g. export EDITOR=nano")
    return [found]


def open_mail(data: bytes) -> Path:
    """Opens a mail in the mail program, as a file of its own (mode 0600), and returns its path.

    Raises MasteryError naming the file if no program opens it.
    """
    path = _write_to_temporary_file(data)
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    lies = f"The mail lies in {path}, and is not kept as sent."
    if opener is None:
        raise MasteryError(f"Nothing here opens a mail (xdg-open is missing). {lies}")
    try:
        opening = subprocess.Popen(
            [opener, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        failed = opening.wait(PATIENCE) != 0
    except subprocess.TimeoutExpired:
        failed = False  # it is the mail program itself
    except OSError as error:
        raise MasteryError(f"{opener} cannot be run: {reason(error)}. {lies}") from error
    if failed:
        raise MasteryError(f"{Path(opener).name} found no program that opens a mail. {lies}")
    return path


def _write_to_temporary_file(data: bytes) -> Path:
    try:
        descriptor, name = tempfile.mkstemp(prefix="summary-", suffix=".eml")  # mode 0600
        with open(descriptor, "wb") as file:
            file.write(data)
    except OSError as error:
        raise MasteryError(f"The mail cannot be written to {tempfile.gettempdir()}: {reason(error)}.") from error
    return Path(name)


def to_clipboard(data: bytes) -> bool:
    """Puts a text on the desktop's clipboard; False if there is no desktop, or no program for it."""
    for variable, command in CLIPBOARDS:
        if os.environ.get(variable) and _took(command, data):
            return True
    return sys.platform == "darwin" and not os.environ.get("SSH_TTY") and _took(("pbcopy",), data)


def _took(command: tuple[str, ...], data: bytes) -> bool:
    program = shutil.which(command[0])
    if program is None:
        return False
    try:
        done = subprocess.run(
            [program, *command[1:]],
            input=data,
            stdout=subprocess.DEVNULL,  # it stays in the background as long as it holds the text
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
