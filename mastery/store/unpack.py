"""The files of a folder or of a zip archive, for importing; what no honest export looks like is refused."""

import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from mastery.core.errors import MasteryError
from mastery.store.files import told

MOST_FILES = 100_000
MOST_BYTES = 2 * 1024**3
"""Bytes of all files that are wanted, unpacked."""
MOST_OF_ONE = 256 * 1024**2
CHUNK = 1 << 20

Wanted = Callable[[str], bool]


def read_files(path: Path, wanted: Wanted) -> dict[str, bytes]:
    """The wanted files of a folder or a zip archive, by their names in it ("notes/2026-11-24.md"), in that order.

    Hidden folders and links are passed over in a folder. Raises MasteryError for what cannot be read, and for an
    archive with names that climb out of it, links, too many files, or more bytes than any export has.
    """
    with told("read", path):
        if path.is_dir():
            return _of_folder(path, wanted)
        if not zipfile.is_zipfile(path):
            raise MasteryError(f"{path} is neither a folder nor a zip archive.")
        try:
            with zipfile.ZipFile(path) as archive:
                return _of_archive(path, archive, wanted)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:  # damaged, odd, or locked
            raise MasteryError(f"{path} cannot be unpacked: {error}.") from None


def _of_folder(path: Path, wanted: Wanted) -> dict[str, bytes]:
    names: list[str] = []
    for folder, folders, files in os.walk(path):
        folders[:] = [one for one in folders if not one.startswith(".")]
        inside = Path(folder).relative_to(path)
        names += [(inside / one).as_posix() for one in files if not (Path(folder) / one).is_symlink()]
        if len(names) > MOST_FILES:
            raise MasteryError(f"{path} has over {MOST_FILES:,} files: is it the right folder?")
    found: dict[str, bytes] = {}
    room = MOST_BYTES
    for name in sorted(filter(wanted, names)):
        size = (path / name).stat().st_size
        room -= size
        _check_size(path, name, size, room)
        found[name] = (path / name).read_bytes()
    return found


def _of_archive(path: Path, archive: zipfile.ZipFile, wanted: Wanted) -> dict[str, bytes]:
    parts = archive.infolist()
    if len(parts) > MOST_FILES:
        raise MasteryError(f"{path} holds {len(parts):,} files, more than any export: it was not unpacked.")
    for one in parts:
        name = PurePosixPath(one.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in (name.parts or ("",))[0]:
            raise MasteryError(f"{path} holds the name {one.filename!r}, which climbs out of it: it was not unpacked.")
        if stat.S_ISLNK(one.external_attr >> 16):
            raise MasteryError(f"{path} holds a link, {one.filename!r}: it was not unpacked.")
    found: dict[str, bytes] = {}
    room = MOST_BYTES
    for one in sorted(parts, key=lambda part: part.filename):
        if one.is_dir() or not wanted(one.filename):
            continue
        _check_size(path, one.filename, one.file_size, room - one.file_size)
        data = _unpacked(path, archive, one, min(room, MOST_OF_ONE))
        room -= len(data)
        found[one.filename] = data
    return found


def _check_size(path: Path, name: str, size: int, room: int) -> None:
    if size > MOST_OF_ONE:
        raise MasteryError(f"{path}: {name!r} has {size:,} bytes, more than any entry or photo: it was not read.")
    if room < 0:
        raise MasteryError(f"{path} has over {MOST_BYTES:,} bytes, more than any export: it was not read.")


def _unpacked(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of a part; what it says of its size is not believed."""
    data = bytearray()
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            data += chunk
            if len(data) > most:
                raise MasteryError(f"{path}: {part.filename!r} unpacks to more than it says: it was not read.")
    return bytes(data)
