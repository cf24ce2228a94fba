"""Ids sort by time, are TinyDB's document ids as numbers, and have a short form that tells records apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.base.ids import (
    SHORT,
    all_ids,
    derived_id,
    matching,
    milliseconds_of,
    new_id,
    short_forms,
    to_int,
    to_text,
)

MOMENTS = st.integers(0, 2**48 - 1)


@given(MOMENTS, MOMENTS)
def test_ids_sort_as_text_by_their_moment(one: int, other: int) -> None:
    if one < other:
        assert new_id(one) < new_id(other)


@given(MOMENTS)
def test_an_id_knows_its_moment(one: int) -> None:
    assert milliseconds_of(new_id(one)) == milliseconds_of(derived_id(one, "x")) == one


@given(st.integers(1, 2**128 - 1))
def test_text_and_number_are_two_forms_of_the_same_id(number: int) -> None:
    assert to_int(to_text(number)) == number


def test_a_derived_id_is_the_same_every_time_and_differs_by_text() -> None:
    assert derived_id(-5, "jrnl", "a") == derived_id(0, "jrnl", "a") != derived_id(0, "jrnl", "b")


@pytest.mark.parametrize("text", ["", "0", "u" * 26, "0" * 27, "0" * 26, "8" + "0" * 25, "z" * 26])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        to_int(text)
    assert not all_ids([to_text(7), text])


@given(st.lists(st.integers(0, 40), unique=True, max_size=30))
def test_short_forms_are_unique_and_find_their_record(endings: list[int]) -> None:
    ids = [to_text(number << 64 | number % 3) for number in endings]
    shorts = short_forms(ids)
    assert len(set(shorts.values())) == len(ids)
    for one in ids:
        assert len(shorts[one]) >= SHORT
        assert matching(shorts[one], ids) == [one]
        assert one in matching(one[-SHORT:][:3], ids)
