"""Folding gives the same records in any order, and twice; undo takes back what was done, not more."""

import datetime as dt
import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.changes import Change, fold, last_act, undone, without_stamps

AT = dt.datetime(2026, 11, 23, 21, 30, tzinfo=dt.UTC)
FIELDS = st.dictionaries(st.sampled_from(["title", "body", "kind", "later"]), st.integers(0, 3), min_size=1)


def change(time: int, device: str = "a", *, act: str = "", **fields: object) -> Change:
    return Change(
        time=time,
        device=device,
        at=AT,
        act=act or f"{time}{device}",
        verb="edit",
        table="entries",
        record="r",
        set=fields,
    )


@given(
    st.lists(
        st.tuples(st.integers(1, 20), st.sampled_from("ab"), FIELDS), min_size=1, max_size=8, unique_by=lambda x: x[:2]
    ),
    st.randoms(use_true_random=False),
)
def test_changes_fold_to_the_same_document_in_any_order_and_twice(
    made: list[tuple[int, str, dict[str, int]]], chance: random.Random
) -> None:
    changes = [change(time, device, **fields) for time, device, fields in made]
    shuffled = changes + chance.choices(changes, k=3)
    chance.shuffle(shuffled)
    straight = mixed = None
    for one in sorted(changes, key=lambda one: one.stamp):
        straight = fold(straight, one)
    for one in shuffled:
        mixed = fold(mixed, one)
    assert mixed == straight


def test_the_later_change_of_a_field_stands_and_other_fields_stay() -> None:
    made = change(1, title="first", body="text")
    edits = [change(5, title="latest"), change(3, "b", title="between", body="new")]
    for order in itertools.permutations([made, *edits]):
        document = None
        for one in order:
            document = fold(document, one)
        assert document is not None
        assert without_stamps(document) == {"title": "latest", "body": "new"}


def test_fields_this_version_does_not_know_are_kept() -> None:
    document = fold(fold(None, change(1, title="t", mood=7)), change(2, title="u"))
    assert without_stamps(document) == {"title": "u", "mood": 7}


def test_undo_leaves_a_field_that_somebody_set_later() -> None:
    made = change(1, id="r", title="a", body="b")
    edit = Change(
        time=2, device="a", at=AT, act="x", verb="edit", table="entries", record="r",
        set={"title": "c", "body": "d"}, was={"title": "a", "body": "b"},
    )  # fmt: skip
    later = change(3, "phone", body="e")
    document = None
    for one in (made, edit, later):
        document = fold(document, one)
    assert document is not None
    (back,) = undone([edit], {"r": document}, at=AT, act="y")
    assert back.set == {"title": "a"}


def test_undo_goes_back_act_by_act() -> None:
    first, second = change(1, act="one", title="a"), change(2, act="two", title="b")
    taking_back = Change(
        time=3, at=AT, act="three", verb="undo", table="entries", record="r", set={"title": "a"}, undoes="two"
    )
    assert last_act([second, first]) == [second]
    assert last_act([taking_back, second, first]) == [first]
    assert last_act([]) == []
