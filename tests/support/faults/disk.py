"""A disk that is full, and a folder in which nobody may write."""

import contextlib
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.patience import PATIENCE
from tests.support.programs import PROGRAM

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="prlimit and capabilities are Linux's")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a journal but its lock, by name."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "journal.lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def limited(folder: Path, bytes_: int, *args: str) -> "subprocess.CompletedProcess[bytes]":
    """A command that may make no file longer than so many bytes, as on a disk that is full."""
    return subprocess.run(
        [*PROGRAM, "--journal", str(folder), *args],
        input=b"",
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, bytes_)),
    )


@contextlib.contextmanager
def sealed(folder: Path) -> Iterator[None]:
    """While it lasts nobody may write in the folder."""
    paths = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
