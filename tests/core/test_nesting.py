"""A shared text stays inside its place, whatever it begins or leaves open."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mastery.core.base.nesting import nested

PIECES = st.sampled_from(
    ["# One", "## Two", "###### Six", "Plain words", "", "```", "~~~~", "Under\n===", "Two\nlines\n---", "- item",
     "> # Quoted", "    indented", "#no heading", "---", "`code` # sign", "1. one"]
)  # fmt: skip


def headings(text: str) -> list[int]:
    return [int(one.tag[1]) for one in MarkdownIt("commonmark").parse(text) if one.type == "heading_open"]


@given(st.lists(PIECES, max_size=8).map("\n".join))
def test_what_follows_a_text_is_outside_of_it(text: str) -> None:
    around = f"### Title\n\n{nested(text, 3)}\n\n### Next\n\nThe end"
    tokens = MarkdownIt("commonmark").parse(around)
    top = [at for at, one in enumerate(tokens) if one.type == "heading_open" and one.tag == "h3" and one.level == 0]
    assert [tokens[at + 1].content for at in (top[0], top[-1])] == ["Title", "Next"]
    inside = [int(one.tag[1]) for one in tokens if one.type == "heading_open" and one.level == 0]
    assert inside[0] == inside[-1] == 3 and all(one > 3 for one in inside[1:-1])


@given(st.lists(PIECES, max_size=8).map("\n".join))
def test_no_heading_is_lost_and_their_order_of_rank_stays(text: str) -> None:
    before, after = headings(text), headings(nested(text, 3))
    assert len(before) == len(after)
    for one, other in zip(pairwise(before), pairwise(after), strict=True):
        assert (one[0] <= one[1]) <= (other[0] <= other[1])


def test_headings_keep_their_words_and_code_its_signs() -> None:
    assert nested("# One #\n\ntext\n\n```\n# code", 3) == "#### One #\n\ntext\n\n```\n# code\n```"
    assert nested("Two\nlines\n===\nafter", 3) == "#### Two lines\nafter"
    assert nested("Rain, and nothing else.", 3) == "Rain, and nothing else."
