"""Front matter: one way to take it apart, for entries, templates, goals and notes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.base.frontmatter import Split, lines_of, read_fields, split, tags_of

LINES = st.lists(st.sampled_from(["---", "--- ", "...", "", "  ", "kind: note", "tags: a", "text", " ---"]))


@given(lines=LINES)
def test_no_line_is_lost(lines: list[str]) -> None:
    found = split(lines)
    assert [*found.head, *found.text] == lines


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("---\nkind: win\n---\nA", Split(["---", "kind: win", "---"], ["A"])),
        ("\ufeff\r\n---\r\nkind: win\r\n--- \r\nA", Split(["", "---", "kind: win", "--- "], ["A"])),
        ("A\n---\nB\n---", Split((), ["A", "---", "B", "---"])),
        ("---\nkind: win", Split(["---", "kind: win"], (), is_closed=False)),
        ("", Split((), [""])),
    ],
)
def test_it_stands_before_the_text_and_between_two_fences(text: str, found: Split) -> None:
    assert split(lines_of(text)) == found


def test_another_line_may_close_it() -> None:
    assert split(["---", "a: b", "...", "A"], ends=("---", "...")).text == ["A"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["---", "", "mood: good", "---"], "Line 3: 'mood: good' is not known here: the lines are kind, tags."),
        (["---", "kind", "---"], "Line 2: 'kind' is not known here"),
        (["---", "kind: win", "Kind: note", "---"], "Line 3: kind is there twice"),
    ],
)
def test_a_wrong_line_is_named(lines: list[str], message: str) -> None:
    with pytest.raises(BadInput) as raised:
        read_fields(lines, ("kind", "tags"))
    assert message in str(raised.value)


def test_tags_have_commas_or_blanks_between_them() -> None:
    assert tags_of({"tags": (2, "Work, #home @Ana")}) == ("work", "home", "@ana")
    assert tags_of({"tags": (2, "")}) == ()
    assert tags_of({}) is None
    with pytest.raises(BadInput, match="Line 2: '@' is no tag"):
        tags_of({"tags": (2, "work, @")})
