"""What was typed into a form and not kept yet: a file in drafts/ for each form, offered when it is opened again."""

import contextlib
import datetime as dt
from pathlib import Path
from typing import NamedTuple

import msgspec

from mastery.core.errors import MasteryError
from mastery.store.files import make_folder, read_bytes, told, write_atomic

REVIEW = "review-"
"""How the form of a review begins."""

_TYPED = msgspec.json.Decoder(dict[str, str])


class SavedForm(NamedTuple):
    """A form that was not kept."""

    name: str
    saved: dt.datetime
    """When it was written last, in the local zone."""


class Forms:
    """The unfinished forms of one journal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, name: str, typed: dict[str, str]) -> None:
        """Writes what stands in a form, whole or not at all. Raises MasteryError."""
        make_folder(self.folder)
        path = self._path(name)
        with told("written", path):
            write_atomic(path, msgspec.json.encode(typed))

    def read(self, name: str) -> dict[str, str]:
        """What stood in a form; nothing where it was kept, or its file is damaged."""
        with contextlib.suppress(MasteryError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return _TYPED.decode(read_bytes(self._path(name)))
        return {}

    def left(self, prefix: str) -> list[SavedForm]:
        """The forms whose names begin so and that were not kept, the newest first."""
        found = []
        for path in self.folder.glob(f"{prefix}*.form"):
            with contextlib.suppress(OSError):
                saved = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
                found.append(SavedForm(path.stem, saved))
        return sorted(found, key=lambda form: form.saved, reverse=True)

    def drop(self, name: str) -> None:
        """The form was kept, or is not wanted. Where its file cannot go, it is offered once more."""
        with contextlib.suppress(OSError):
            self._path(name).unlink()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.form"
