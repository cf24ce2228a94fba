"""Device nodes for tests: copies that a fault in the program may damage, never the machine's own."""

import os
import stat
from pathlib import Path

NUMBERS = {"null": (1, 3), "zero": (1, 5), "full": (1, 7), "random": (1, 8), "tty": (5, 0)}
"""Major and minor numbers (Linux, admin-guide/devices.txt)."""


def device(name: str, path: Path) -> Path:
    """Makes a device at `path`, and returns the path.

    Where that is forbidden it is a link to the machine's own, which a process that may not make one cannot replace.
    """
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(*NUMBERS[name]))
    except PermissionError:
        if os.access("/dev", os.W_OK):
            raise
        path.symlink_to(f"/dev/{name}")
    return path


def link_to_device(name: str, path: Path) -> None:
    """Makes a link at `path` to a device beside it."""
    path.symlink_to(device(name, path.with_name(f"{path.name}-{name}")).name)
