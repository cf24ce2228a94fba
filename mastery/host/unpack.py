"""The files of a folder or of a zip archive, for importing; suspicious archives are refused."""

import os
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from mastery.core.base.errors import MasteryError
from mastery.host.files import MOST_OF_ONE, file_errors, open_file, read_bytes

MOST_FILES = 100_000
MOST_BYTES = 2 * 1024**3
"""Bytes of all files that are wanted, unpacked."""
MOST_OF_LIST = 32 * 1024**2
"""Bytes of an archive's list of its files."""
MOST_DEEP = 100
"""The most levels of folders within folders."""
SLACK = 64 * 1024**2
"""Bytes that an archive may unpack to beyond twice its size: photos hardly shrink, and texts are not that long."""
CHUNK = 1 << 20
_ARCHIVE = b"PK\x03\x04"

Wanted = Callable[[str], bool]


def read_files(path: Path, wanted: Wanted) -> dict[str, bytes]:
    """The wanted files of a folder or a zip archive, by their names in it ("notes/2026-11-24.md"), in that order.

    Hidden folders and links are skipped in a folder. Raises MasteryError for what cannot be read, and for an archive
    with links, names that lead out of it or appear twice, too many files, or more bytes than any export has.
    """
    with file_errors("read", path):
        if path.is_dir():
            return _of_folder(path, wanted)
        if not path.exists():
            raise MasteryError(f"{path} does not exist.")
        with open(open_file(path, most=MOST_BYTES), "rb") as file:
            if not zipfile.is_zipfile(file):
                raise MasteryError(f"{path} is neither a folder nor a zip archive.")
            _check_list(path, file)
            try:
                with zipfile.ZipFile(file) as archive:
                    return _of_archive(path, archive, wanted, 2 * os.fstat(file.fileno()).st_size + SLACK)
            except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
                    ValueError, OverflowError) as error:  # fmt: skip  # damaged, odd, or locked
                raise MasteryError(f"{path} cannot be unpacked: {error}.") from None


def is_archive(path: Path) -> bool:
    """Whether a path is that of a file that begins as zip archives do; False where it cannot be read."""
    try:
        with open(open_file(path, most=MOST_BYTES), "rb") as file:
            return file.read(len(_ARCHIVE)) == _ARCHIVE
    except (OSError, ValueError, MasteryError):
        return False


def _of_folder(path: Path, wanted: Wanted) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    room = MOST_BYTES
    for name in sorted(filter(wanted, _names(path))):
        with file_errors("read", path / name):
            size = (path / name).stat().st_size
        room -= size
        _check_size(path, name, size, room)
        found[name] = read_bytes(path / name, MOST_OF_ONE)
    return found


def _names(path: Path) -> list[str]:
    """The names of all files in a folder and its subfolders, without links and hidden folders."""
    names: list[str] = []
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with file_errors("read", path / inside), os.scandir(path / inside) as parts:
            for part in parts:
                if part.is_symlink():
                    continue
                if not part.is_dir():
                    names.append(inside + part.name)
                elif not part.name.startswith("."):
                    waiting.append(f"{inside}{part.name}/")
        if len(names) + len(waiting) > MOST_FILES:
            raise MasteryError(f"{path} has over {MOST_FILES:,} files. Is it the right folder?")
        if inside.count("/") > MOST_DEEP:
            raise MasteryError(f"{path} has folders over {MOST_DEEP} levels deep. Is it the right folder?")
    return names


def _check_list(path: Path, file: BinaryIO) -> None:
    """Raises MasteryError if the archive's list of files is longer than that of any export."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - (1 << 16) - 22))
    tail = file.read()
    end = tail.rfind(b"PK\5\6")
    length = struct.unpack_from("<L", tail, end + 12)[0] if 0 <= end <= len(tail) - 22 else 0
    if length > MOST_OF_LIST:
        raise MasteryError(f"{path} lists more files than any export has, so it was not unpacked.")


def _of_archive(path: Path, archive: zipfile.ZipFile, wanted: Wanted, most: int) -> dict[str, bytes]:
    parts = archive.infolist()
    if len(parts) > MOST_FILES:
        raise MasteryError(f"{path} holds {len(parts):,} files, more than any export: it was not unpacked.")
    for one in parts:
        name = PurePosixPath(one.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in (name.parts or ("",))[0]:
            raise MasteryError(f"{path} holds the name {one.filename!r}, which climbs out of it: it was not unpacked.")
        if stat.S_ISLNK(one.external_attr >> 16):
            raise MasteryError(f"{path} holds a link, {one.filename!r}: it was not unpacked.")
    for filename, number in Counter(one.filename for one in parts).items():
        if number > 1:
            raise MasteryError(f"{path} holds the name {filename!r} {number} times, so it was not unpacked.")
    found: dict[str, bytes] = {}
    room = min(MOST_BYTES, most)
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
        raise MasteryError(f"{path} unpacks to more than any export of its size, so it was not read.")


def _unpacked(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of a part; the size it claims is not trusted."""
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise MasteryError(f"{path}: {part.filename!r} is packed in an unusual way. Unpack it, and import the folder.")
    data = bytearray()
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            data += chunk
            if len(data) > most:
                raise MasteryError(f"{path}: {part.filename!r} unpacks to more than it says: it was not read.")
    return bytes(data)
