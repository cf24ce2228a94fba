"""Unsaved forms: what was typed into each, as a file in drafts/, offered when the form is opened again."""

import contextlib
import datetime as dt
from pathlib import Path
from typing import NamedTuple

import msgspec

from mastery.core.base.errors import MasteryError
from mastery.host.clock import local_time
from mastery.host.files import file_errors, make_folder, read_bytes, write_atomic

REVIEW = "review-"
"""How the form of a review begins."""


class Unsaved(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was typed into a form and not yet saved."""

    typed: dict[str, str] = {}
    """The fields that were touched, by name."""
    before: dict[str, str] = {}
    """The text of each of them before it was first touched; unknown for text typed in a shell."""


_UNSAVED = msgspec.json.Decoder(Unsaved)
_FLAT = msgspec.json.Decoder(dict[str, str])
"""All fields of a form, as earlier versions wrote them."""


class SavedForm(NamedTuple):
    """A form that was not saved."""

    name: str
    saved: dt.datetime
    """When it was written last, in the local zone."""


class Forms:
    """The unfinished forms of one journal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, name: str, unsaved: Unsaved) -> None:
        """Writes what was typed into a form, whole or not at all. Raises MasteryError."""
        make_folder(self.folder)
        path = self._path(name)
        with file_errors("written", path):
            write_atomic(path, msgspec.json.encode(unsaved))

    def read(self, name: str) -> Unsaved:
        """What was typed into a form; empty if it was saved, or its file is damaged."""
        with contextlib.suppress(MasteryError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            data = read_bytes(self._path(name))
            try:
                return _UNSAVED.decode(data)
            except msgspec.ValidationError:
                return Unsaved(_FLAT.decode(data))
        return Unsaved()

    def left(self, prefix: str) -> list[SavedForm]:
        """The unsaved forms whose names begin with `prefix`, the newest first."""
        found = []
        for path in self.folder.glob(f"{prefix}*.form"):
            with contextlib.suppress(OSError):
                saved = local_time(path.stat().st_mtime)
                found.append(SavedForm(path.stem, saved))
        return sorted(found, key=lambda form: form.saved, reverse=True)

    def drop(self, name: str) -> None:
        """Removes a form that was saved or discarded. If its file cannot be removed, it is offered once more."""
        with contextlib.suppress(OSError):
            self._path(name).unlink()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.form"
