"""Every test here runs short by default, and whole with `pytest -m faults_full`."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the fault suite."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.faults_full)


@pytest.fixture(autouse=True)
def _signals_as_usual() -> Iterator[None]:
    """The programs started here hear the signals that a shell in the background, or nohup, has this one ignore."""
    ignored = [one for one in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM) if signal.getsignal(one) == signal.SIG_IGN]
    for one in ignored:
        signal.signal(one, signal.SIG_DFL)
    yield
    for one in ignored:
        signal.signal(one, signal.SIG_IGN)


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """How often to try: the first number in a normal run, the second in the whole fault suite."""
    whole = "faults_full" in (request.config.option.markexpr or "")
    return lambda short, full: full if whole else short
