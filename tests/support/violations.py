"""A rule that holds for many files, commands or pages is one test, which names every place where it does not."""

from collections.abc import Iterable

import pytest


def none_of(wrong: Iterable[str]) -> None:
    """Fails with all that is wrong, one a line."""
    if found := list(wrong):
        pytest.fail("\n".join(found), pytrace=False)
