"""What undo says."""

import datetime as dt
from typing import get_args

import pytest

from mastery.core.base.changes import Change, Verb
from mastery.core.upkeep.undoing import UNDONE, undone_text


def change(verb: str) -> Change:
    at = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    return Change(at=at, act="one", verb=verb, table="goals", record="r", set={"title": "Chess"})


def test_undo_has_words_for_every_verb_but_itself() -> None:
    assert UNDONE.keys() == set(get_args(Verb)) - {"undo"}


@pytest.mark.parametrize(
    ("verb", "count", "said"),
    [
        ("add", 1, "Taken back: “{Chess}” went to the trash."),
        ("add", 1200, "Taken back: 1,200 records went to the trash."),
        ("delete", 1, "“{Chess}” is back from the trash."),
        ("delete", 2, "2 records are back from the trash."),
        ("achieve", 3, "Taken back: achieving “{Chess}”."),
        ("a verb of a newer version", 1, "Taken back: “{Chess}”."),
    ],
)
def test_undo_names_the_one_record_or_the_act_or_the_number(verb: str, count: int, said: str) -> None:
    assert undone_text([change(verb)] * count, "“{Chess}”") == said
