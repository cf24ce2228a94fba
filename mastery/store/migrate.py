"""Migration: an older journal's tables brought step by step to the present schema."""

from collections.abc import Callable, Mapping
from typing import Any

from mastery.core.base.errors import MasteryError

Tables = dict[str, dict[str, dict[str, Any]]]
Step = Callable[[Tables], Tables]

STEPS: Mapping[int, Step] = {}
"""For each older schema the step to the next one. Schema 1 is the first, so there is none yet."""


def migrate(tables: Tables, schema: int, target: int, steps: Mapping[int, Step]) -> Tables:
    """The tables brought from `schema` to `target`, by one step for each schema between.

    Raises MasteryError if a step is missing: the journal is older than this version can read.
    """
    for one in range(schema, target):
        if one not in steps:
            raise MasteryError(
                f"The journal has schema {one}, which this mastery cannot read; use an older mastery first."
            )
        tables = steps[one](tables)
    return tables
