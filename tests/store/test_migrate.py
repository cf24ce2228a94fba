"""An older journal is brought forward step by step, and never past a step that is missing."""

import pytest

from mastery.core.base.errors import MasteryError
from mastery.store.migrate import Tables, migrate


def renamed(tables: Tables) -> Tables:
    return {"entries": tables["notes"]}


def doubled(tables: Tables) -> Tables:
    return {**tables, "goals": tables["entries"]}


def test_each_step_is_taken_in_order() -> None:
    before: Tables = {"notes": {"1": {"title": "x"}}}
    assert migrate(before, 1, 3, {1: renamed, 2: doubled}) == {"entries": before["notes"], "goals": before["notes"]}
    assert migrate(before, 3, 3, {}) is before


def test_a_missing_step_is_named() -> None:
    with pytest.raises(MasteryError, match="schema 2"):
        migrate({"notes": {}}, 1, 3, {1: renamed})
