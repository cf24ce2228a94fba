"""Private files: read with errors a person can act on, written whole or not at all, mode 0600."""

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from mastery.core.base.errors import MasteryError

FILE_MODE, FOLDER_MODE = 0o600, 0o700

_SHORT_NAME = 128
"""Bytes of a file name that every file system accepts; some stop at 143, most at 255."""

_TEMPORARY = re.compile(r"\..*\.([0-9a-f]{16}|\d+)\.tmp", re.DOTALL)
"""The name of a file while it is written; up to version 1 it held the number of a process."""

_NO_SUCH_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
"""Errors of file systems that cannot fsync a folder, such as some network drives."""
MOST_OF_ONE = 256 * 1024**2
"""Bytes of the largest file that a person may import; as JSON, a journal of 100,000 entries has half of that."""

MOST_OF_OWN = 1024**3
"""Bytes of the largest file in a journal; with 100,000 entries it has a tenth of that."""

MOST_OF_SMALL = 1024**2
"""Bytes of the largest file of settings: a config, a theme, a prompt pack, a template."""

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)


def reason(error: OSError) -> str:
    """What went wrong, in words: "no space left on device"."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]


@contextlib.contextmanager
def file_errors(doing: str, path: Path) -> Iterator[None]:
    """Turns an operating system's error inside into a MasteryError that names the file."""
    try:
        yield
    except OSError as error:
        raise MasteryError(f"{path} cannot be {doing}: {reason(error)}.") from error


def exists(path: Path) -> bool:
    """Whether there is a file or folder; a link that leads nowhere does not count. Raises OSError if that cannot be
    known, as for links in a circle."""
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def check_folder(path: Path) -> None:
    """Raises MasteryError if the path is something other than a folder, or a link that leads nowhere."""
    with file_errors("read", path):
        if exists(path):
            if not path.is_dir():
                raise MasteryError(f"{path} is a file; a folder is needed there.")
        elif path.is_symlink():
            raise MasteryError(
                f"{path} is a link to {os.readlink(path)}, which is missing. Bring it back (is its drive connected?), "
                "or remove the link."
            )


def make_folder(path: Path) -> None:
    """Makes the folder and the missing ones above it, readable by their owner alone, and makes their names durable.

    Raises MasteryError.
    """
    if path.is_dir():
        return
    check_folder(path)
    with file_errors("made", path):
        missing = [path]
        while not (above := missing[-1].parent).is_dir() and above != missing[-1]:
            missing.append(above)
        sync_folder(above.parent)  # a process may have been stopped just after making it
        for one in reversed(missing):
            with contextlib.suppress(FileExistsError):  # another process is making it too
                one.mkdir(mode=FOLDER_MODE)
            sync_folder(one.parent)


def open_file(path: Path, flags: int = os.O_RDONLY, most: int = MOST_OF_OWN) -> int:
    """A descriptor of a regular file; never waits for a pipe or a device.

    Raises MasteryError for a folder, a pipe, a device, a socket, or a file of over `most` bytes; OSError if it is
    missing or not readable.
    """
    descriptor = os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode) and status.st_size <= most:
        return descriptor
    os.close(descriptor)
    if stat.S_ISREG(status.st_mode):
        raise too_large(path, most)
    what = next((name for is_kind, name in _KINDS if is_kind(status.st_mode)), "not a file")
    raise MasteryError(f"{path} is {what}; a file is needed there.")


def too_large(path: Path, most: int) -> MasteryError:
    """The error for a file that is larger than any honest one."""
    return MasteryError(f"{path} has over {most // 1024**2:,} MB, more than such a file ever has, so it was not read.")


def named(typed: str) -> Path:
    """The path that a person typed, with ~ expanded. Raises MasteryError for the home of an unknown user."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        raise MasteryError(f"{Path(typed).parts[0]!r} is nobody's home folder here. Write the whole path.") from None


def read_bytes(path: Path, most: int = MOST_OF_ONE) -> bytes:
    """The file's bytes. Raises MasteryError if it is missing, not a regular file, not readable, or has more than
    `most` bytes."""
    try:
        with open(open_file(path, most=most), "rb") as file:
            data = file.read(os.fstat(file.fileno()).st_size + 1)
            while len(data) <= most and (more := file.read(1 << 16)):
                data += more  # it has grown, or its size is unknown
    except FileNotFoundError:
        raise MasteryError(f"{path} does not exist.") from None
    except OSError as error:
        raise MasteryError(f"{path} cannot be read: {reason(error)}.") from error
    except ValueError:
        raise MasteryError(f"{str(path)!r} is not the name of a file.") from None  # it holds a NUL
    if len(data) > most:
        raise too_large(path, most)
    return data


def read_text(path: Path, most: int = MOST_OF_SMALL) -> str:
    """The text of a small file in UTF-8. Raises MasteryError as `read_bytes` does, and if it is not UTF-8."""
    try:
        return read_bytes(path, most).decode()
    except UnicodeDecodeError:
        raise MasteryError(f"{path} is not UTF-8 text. Save it as UTF-8.") from None


def write_atomic(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replaces the file by `data`: after a crash it holds the old bytes or the new ones, never a mixture.

    A link stays, and the file it leads to is replaced. Without `durable` the new bytes may not be on the disk yet when
    this returns. Raises OSError, with the old file untouched; also for a pipe or a device, which is never replaced.
    """
    target = _linked(path)
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISREG(os.stat(target).st_mode):
            raise OSError(errno.EINVAL, "It is not a regular file")
    temporary = target.with_name(_temporary_name(target.name))
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE_MODE)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        sync_folder(target.parent)


def _linked(path: Path) -> Path:
    """The file that a link leads to, whether it exists or not; the path itself if it is not a link.

    Raises OSError if links go in a circle, or the system refuses to follow a link of another user.
    """
    if not path.is_symlink():
        return path
    with contextlib.suppress(FileNotFoundError):
        os.stat(path)
    return Path(os.path.realpath(path))


def _temporary_name(name: str) -> str:
    """A name for the file while it is written, which nobody can guess.

    It holds the beginning of the file's own name, and is no longer than that if that is long.
    """
    ending = f".{os.urandom(8).hex()}.tmp"
    own = os.fsencode(name)
    room = max(len(own), _SHORT_NAME) - len(ending) - 1
    return f".{own[:room].decode(errors='ignore')}{ending}"


def is_temporary(path: Path) -> bool:
    """Whether a file, by its name, was left behind by a write that was cut off."""
    return _TEMPORARY.fullmatch(path.name) is not None


def sweep(folder: Path, names: str) -> None:
    """Removes leftovers of interrupted writes of the files `names` (a pattern); nobody may be writing them."""
    for path in folder.glob(f".{names}.*.tmp"):
        path.unlink(missing_ok=True)


def sync_folder(path: Path) -> None:
    """Makes new and renamed names in the folder durable, if its file system can do that and the folder is readable."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SUCH_SYNC:
            raise
    finally:
        os.close(descriptor)


def check_place(path: Path) -> None:
    """Raises MasteryError if the folder is missing in which a file or a folder is to be made: a typing error should not
    create one."""
    if not path.parent.is_dir():
        raise MasteryError(f"There is no folder {path.parent}: make it, or name another place.")


def check_file(path: Path, *, replace: bool = False) -> None:
    """Raises MasteryError where no file can be made: its folder is missing, or it exists and `replace` was not asked
    for."""
    with file_errors("written", path):
        if path.is_dir():
            raise MasteryError(f"{path} is a folder; name a file.")
        if os.path.lexists(path) and not replace:
            raise MasteryError(f"{path} exists already; choose another name, or replace it with --force.")
        check_place(path)


def write_private(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Writes a file at a person's request, mode 0600, whole or not at all.

    Raises MasteryError as `check_file` does, and where it cannot be written.
    """
    check_file(path, replace=replace)
    with file_errors("written", path):
        write_atomic(path, data)
