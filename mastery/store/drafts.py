"""Drafts: what is being typed, on disk, so that a crash loses none of it.

Each draft is a text file of its own. While somebody types in it, a lock file next to it is held; the system releases it
however the process ends, and the draft is then offered again.
"""

import contextlib
import datetime as dt
import os
import re
from pathlib import Path
from typing import Literal, NamedTuple

from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import LENGTH
from mastery.host.clock import local_time
from mastery.host.files import FILE_MODE, file_errors, is_temporary, make_folder, read_bytes, sync_folder, write_atomic
from mastery.store.lock import hold, is_held


class SavedDraft(NamedTuple):
    """A draft that nobody is typing in."""

    key: str
    text: str
    saved: dt.datetime
    """When it was written last, in the local zone."""
    path: Path


class Leftover(NamedTuple):
    """A file that an editor, or another program, left among the drafts."""

    path: Path
    kind: Literal["text", "empty", "vim", "mark", "other"]
    """A copy of a draft's text, an empty file, Vim's recovery file, a mark that an editor has a file open, or none of
    these."""
    words: int = 0


class Drafts:
    """The drafts of one journal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held: dict[str, int] = {}

    def path(self, key: str) -> Path:
        """The draft's path."""
        return self.folder / f"{key}.md"

    def save(self, key: str, text: str) -> Path:
        """Writes the draft, whole or not at all, and holds it as being typed in. Raises MasteryError."""
        make_folder(self.folder)
        path = self.path(key)
        with file_errors("written", path):
            self._hold(key)
            write_atomic(path, text.encode("utf-8", "surrogateescape"))
        return path

    def read(self, key: str) -> str:
        """The draft's text. Raises MasteryError if it is missing; bytes that are not UTF-8 become surrogates."""
        return read_bytes(self.path(key)).decode("utf-8", "surrogateescape")

    def leave(self, key: str) -> None:
        """Releases the draft, so that it is offered again."""
        held = self._held.pop(key, None)
        if held is not None:
            with contextlib.suppress(OSError):
                self._lock_path(key).unlink()
            os.close(held)

    def drop(self, key: str) -> None:
        """Removes the draft. If its file cannot be removed, nothing is lost: it is offered once more."""
        for path in (self.path(key), self._lock_path(key)):
            with contextlib.suppress(OSError):
                path.unlink()
        self.leave(key)

    def sweep(self) -> None:
        """Removes files left behind by interrupted writes."""
        for path in self.folder.glob(".*.tmp"):
            if is_temporary(path) and not self._is_held(path.name[1:].partition(".")[0]):
                path.unlink(missing_ok=True)

    def left(self) -> list[SavedDraft]:
        """The drafts of entries that nobody is typing in, the newest first."""
        found = []
        for path in self.folder.glob("*.md"):
            key = path.stem
            if key.startswith((PAGE, ".")) or key in self._held or self._is_held(key):
                continue
            with contextlib.suppress(OSError, MasteryError):
                saved = local_time(path.stat().st_mtime)
                text = read_bytes(path).decode("utf-8", "surrogateescape")
                if text.strip():
                    found.append(SavedDraft(key=key, text=text, saved=saved, path=path))
        return sorted(found, key=lambda draft: draft.saved, reverse=True)

    def leftovers(self) -> list[Leftover]:
        """The files that others left, except those of an editor with a draft open. Raises OSError."""
        if not self.folder.is_dir():
            return []
        open_ = [path.stem for path in self.folder.glob("*.lock") if self._is_held(path.stem)]
        files = sorted(path for path in self.folder.iterdir() if path.is_symlink() or path.is_file())
        foreign = (path for path in files if not _is_ours(path) and not any(key in path.name for key in open_))
        return [_looked_at(path) for path in foreign]

    def take_in(self, leftover: Leftover, fresh: str) -> Path | None:
        """Makes a draft of an editor's copy, or removes the copy if it is empty or a draft has the same text.

        Returns the draft's path, None if there is none. `fresh` is a new id. Raises OSError.
        """
        data = read_bytes(leftover.path)
        drafts = (path for path in self.folder.glob("[!.]*.md") if path.is_file())
        if leftover.kind == "empty" or any(data == read_bytes(path) for path in drafts):
            leftover.path.unlink()
            return None
        of = _EDIT.search(leftover.path.name)
        path = self.path(draft_key(of[1] if of else None, fresh))
        leftover.path.rename(path)
        path.chmod(FILE_MODE)
        sync_folder(self.folder)
        return path

    def _lock_path(self, key: str) -> Path:
        return self.folder / f"{key}.lock"

    def _hold(self, key: str) -> None:
        if key in self._held:
            return
        self._held[key] = hold(self._lock_path(key))  # another window may type in it too

    def _is_held(self, key: str) -> bool:
        return is_held(self._lock_path(key))


_OF_A_DRAFT = re.compile(r"\b(new|edit)-\w|^\.goutputstream-\w")
"""In the name of an editor's copy of a draft; GNOME's programs don't use the draft's name."""

_EDIT = re.compile(rf"edit-(\w{{{LENGTH}}})-")

_MARKS = (".#", ".~lock.")
"""Beginnings of the names of files with which Emacs and LibreOffice mark that they have another one open."""


def _is_ours(path: Path) -> bool:
    own = path.name == "timer.json" or path.suffix in (".md", ".lock", ".form")
    return is_temporary(path) or (own and not path.name.startswith("."))


def _looked_at(path: Path) -> Leftover:
    if path.is_symlink() or path.name.startswith(_MARKS):
        return Leftover(path, "mark")
    try:
        data = read_bytes(path)
    except MasteryError:
        return Leftover(path, "other")
    if data.startswith(b"b0VIM"):
        return Leftover(path, "vim")
    if not data.strip() and (path.name.isdecimal() or _OF_A_DRAFT.search(path.name)):
        return Leftover(path, "empty")
    is_text = not any(byte < 32 and byte not in b"\t\n\f\r" for byte in data)
    if is_text and _OF_A_DRAFT.search(path.name):
        return Leftover(path, "text", len(data.split()))
    return Leftover(path, "other")


PAGE = "page-"
"""How the draft of another record begins: that record's own command resumes it."""


def page_key(record_id: str) -> str:
    """The name of the draft in which a record other than an entry is edited as a page; each has one."""
    return f"{PAGE}{record_id}"


def draft_key(entry_id: str | None, fresh: str) -> str:
    """A draft's name: of a new entry, or of the edit of an entry; `fresh` is a new id."""
    return f"edit-{entry_id}-{fresh}" if entry_id else f"new-{fresh}"


def draft_entry_id(key: str) -> str | None:
    """The id of the entry a draft edits, None for a new entry's."""
    return key[5 : 5 + LENGTH] if key.startswith("edit-") else None
