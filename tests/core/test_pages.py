"""Markdown as HTML: what is not parsed comes out as if it had been, and headings keep below those of the page."""

from hypothesis import example, given
from hypothesis import strategies as st

from mastery.core.base.html import _rendered, body_html
from tests.support.examples import examples

BITS = st.sampled_from([
    "\n", "\n\n", " \n", "  \n", "\n    ", "\t", "# ", "#a", "- ", "1. ", "2) ", "12", "> ", "`", "```", "~~~", "~~",
    "*", "**", "_", "[a]", "[a]: /x", "](http://x)", "![", "<b>", "&amp;", "&", "|", "|-|", "---", "===", "a", "word",
    "é", " ", "\u00a0", "\u2028", "\x85", "\x1c", '"', "'", "(", "“x", "#_", "@x", "\\", "!", "http://x.y", ":", "\r",
    "\0", "٣. ",
])  # fmt: skip


@examples(500)
@given(st.lists(BITS, max_size=14).map("".join), st.integers(0, 4))
@example("- a\n\n- b\n\nplain\n\n- c", 0)
@example("```\na\n\nb\n```", 0)
@example("[a]\n\nplain\n\n[a]: http://x", 0)
@example("    a\n\n\n    b\n\nplain\n\n    c", 0)
@example("plain\n===\n\nplain\n1. a", 2)
def test_plain_paragraphs_are_what_the_parser_would_make_of_them(text: str, under: int) -> None:
    assert body_html(text, under) == _rendered(text, under)


def test_headings_of_a_text_stay_below_those_of_the_page() -> None:
    assert body_html("# One\n\n###### Six\n\nTwo\n---", under=3) == "<h4>One</h4>\n<h6>Six</h6>\n<h5>Two</h5>\n"
