"""Fixtures of the tests with a browser: the browser, a server that counts what it is asked for, and the pages."""

from collections.abc import Iterator
from threading import Thread

import pytest

from tests.support.chromium import PROGRAM, Chromium
from tests.support.pageserver import Server


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """One Chromium for all tests."""
    if PROGRAM is None:
        pytest.skip("no Chromium is installed")
    made = Chromium(tmp_path_factory.mktemp("chromium"))
    yield made
    made.close()


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that has not been asked for anything."""
    made = Server()
    thread = Thread(target=made.serve_forever, args=(0.02,))
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()
