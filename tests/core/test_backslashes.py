"""Backslashes that a program put before every sign are taken away, and the Markdown stays what it was."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mastery.core.base.backslashes import unescaped, without_escapes
from tests.support.examples import examples

SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
TYPED = st.text(st.sampled_from(SIGNS + "ab1 "), max_size=12)
"""What a person typed into a program that shows it as it is; the program writes it as Markdown."""


def escaped(typed: str) -> str:
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in typed)


MARKED = st.sampled_from(
    [" **b** ", " *b* ", " `a\\.b` ", " ``a\\.` b`` ", " [a\\.b](c\\_d) ", " ![](a) ", " ~~b~~ ", "a b"]
)
LINES = st.builds(
    lambda opening, pieces: opening + "".join(pieces),
    st.sampled_from(["", "", "", "# ", "## ", "- ", "1. ", "> "]),
    st.lists(st.one_of(TYPED.map(escaped), MARKED), max_size=4),
)
TEXTS = st.lists(st.one_of(LINES, st.sampled_from(["", "```\na\\.b\n```", "~~~\na\\.b\n~~~"])), max_size=5).map(
    "\n".join
)
RENDER = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"]).render


def shown(markdown: str) -> str:
    """The HTML, without blanks before its line ends, which show nothing."""
    return re.sub(" +$", "", RENDER(markdown), flags=re.MULTILINE)


@examples(400)
@given(TEXTS)
def test_the_markdown_means_the_same_without_them(written: str) -> None:
    assert shown(unescaped(written)) == shown(written)


@given(st.text(st.sampled_from(SIGNS + "ab1 "), max_size=20))
def test_a_title_is_what_was_typed(typed: str) -> None:
    assert without_escapes(escaped(typed)) == typed


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        (r"Really\. \(So\!\) Well\-known\, isn\'t it\?", "Really. (So!) Well-known, isn't it?"),
        (r"https\:\/\/example\.org\/a\_b and C\:\\Users", r"https://example.org/a_b and C:\Users"),
        (r"\#work with \@anna", "#work with @anna"),
        (r"5 \* 3 and \*so\*", r"5 * 3 and \*so\*"),
        ("2024\\. What a year", "2024\\. What a year"),
        ("\\- no list\n\\# no heading\n\\-5 degrees", "\\- no list\n\\# no heading\n-5 degrees"),
        ("`a\\.b` and\n```\nc\\.d\n```\ne\\.f", "`a\\.b` and\n```\nc\\.d\n```\ne.f"),
    ],
)
def test_what_needs_none_gets_none(written: str, reads: str) -> None:
    assert unescaped(written) == reads


def test_a_long_line_of_nothing_else_is_read() -> None:
    assert unescaped("\\." * 100_000) == "." * 100_000
