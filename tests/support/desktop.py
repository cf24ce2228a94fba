"""A machine without a desktop, and programs for it that do what a line of shell says."""

import sys
import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of $PATH, on a machine without a desktop; what programs leave goes to a folder of the
    test's."""
    programs = tmp_path / "bin"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return programs


def program(folder: Path, name: str, does: str) -> None:
    """A program that does what a line of shell says."""
    (folder / name).write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{does}\n")
    (folder / name).chmod(0o700)
