"""What holds for every test: a home of its own, the fixtures that several folders share, how examples are chosen."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.support", "tests.tui.support")
pytest_plugins = ["tests.support.examples", "tests.support.mail", "tests.support.desktop"]


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, so that no test sees or touches the developer's."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("MASTERY_JOURNAL", "MASTERY_CONFIG", "NO_COLOR", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("COLORTERM", "truecolor")  # whatever terminal the tests are started in
    return home


@pytest.fixture(autouse=True, scope="session")
def _disk_in_no_hurry() -> Iterator[None]:
    """Spares the tests waiting for the disk: what fsync is for, only a power cut can show, and `Disk` is one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield
