"""Writing a folder of files at a person's request, such as an export of many files."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from mastery.core.base.errors import MasteryError
from mastery.host.files import check_place, file_errors, make_folder, sync_folder, write_atomic


def write_folder(
    folder: Path,
    files: Iterable[tuple[str, bytes]],
    *,
    replace: bool = False,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Writes the files, each a name with / between its parts and its bytes, and returns how many; mode 0600.

    With `replace`, files of the same name are replaced, others in the folder are left alone. `progress` is called with
    the number of files written. Raises MasteryError if the folder is not empty and `replace` is false, or a file cannot
    be written.
    """
    check_place(folder)
    make_folder(folder)
    with file_errors("read", folder), os.scandir(folder) as inside:
        if not replace and any(True for _ in inside):
            raise MasteryError(f"{folder} is not empty; name another folder, or write into it with --force.")
    written = 0
    folders = {folder}
    for name, data in files:
        path = folder / _inside(name)
        if path.parent not in folders:
            make_folder(path.parent)
            folders.add(path.parent)
        with file_errors("written", path):
            write_atomic(path, data, durable=False)  # a copy can be made again: no sync for each file
        written += 1
        if progress is not None:
            progress(written)
    for one in folders:
        with file_errors("written", one):
            sync_folder(one)
    return written


def _inside(name: str) -> Path:
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or name.startswith("/"):
        raise MasteryError(f"{name!r} would lie outside the folder.")
    return Path(*parts)
