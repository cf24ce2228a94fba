"""Fixtures of the command line's tests."""

from pathlib import Path

import pytest

from tests.support.cli import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A command line on an empty journal."""
    return Shell(tmp_path / "journal")
