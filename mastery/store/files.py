"""Private files: read with errors a person can act on, written whole or not at all, mode 0600."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from mastery.core.errors import MasteryError

FILE_MODE, FOLDER_MODE = 0o600, 0o700


def reason(error: OSError) -> str:
    """What went wrong, in words: "no space left on device"."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]


@contextlib.contextmanager
def told(doing: str, path: Path) -> Iterator[None]:
    """Turns an operating system's error inside into a MasteryError that names the file."""
    try:
        yield
    except OSError as error:
        raise MasteryError(f"{path} cannot be {doing}: {reason(error)}.") from error


def make_folder(path: Path) -> None:
    """Makes the folder, and those above it, readable by its owner alone."""
    if path.is_dir():
        return
    if path.exists():
        raise MasteryError(f"{path} is a file; a folder is needed there.")
    with told("made", path):
        path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises MasteryError where it is missing, a folder, or not readable."""
    if path.is_dir():
        raise MasteryError(f"{path} is a folder; name a file.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise MasteryError(f"{path} does not exist.") from None
    except OSError as error:
        raise MasteryError(f"{path} cannot be read: {reason(error)}.") from error


def write_atomic(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replaces the file by `data`: after a crash it holds the old bytes or the new ones, never a mixture.

    Without `durable` the new bytes may not be on the disk yet when it returns. Raises OSError, with
    the old file untouched.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
        with open(descriptor, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        sync_folder(path.parent)


def sweep(folder: Path, names: str) -> None:
    """Removes what writes that were cut off left of the files `names` (a pattern); nobody may be writing them."""
    for path in folder.glob(f".{names}.*.tmp"):
        path.unlink(missing_ok=True)


def sync_folder(path: Path) -> None:
    """Makes new and renamed names in the folder durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def check_place(path: Path) -> None:
    """Raises MasteryError where the folder is missing in which a file or a folder is to be made: none is made of a
    typing error."""
    if not path.parent.is_dir():
        raise MasteryError(f"There is no folder {path.parent}: make it, or name another place.")


def write_private(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Writes a file the person asked for, mode 0600, whole or not at all.

    Raises MasteryError where it cannot be written, its folder is missing, or it exists and `replace` was not asked for.
    """
    if path.is_dir():
        raise MasteryError(f"{path} is a folder; name a file.")
    if path.exists() and not replace:
        raise MasteryError(f"{path} exists already; choose another name, or replace it with --force.")
    check_place(path)
    with told("written", path):
        write_atomic(path, data)
