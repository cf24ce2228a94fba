"""Templates: what is left of one that was filled in, what is read out of it, and what is no template."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.writing.editing import new_from_editing
from mastery.core.writing.templates import Template, decided, filled_in, read_template, thoughts, to_fill
from mastery.host.packs import load_templates
from tests.support.clock import now_of
from tests.support.journals import StillClock

SHIPPED = {one.key: one for one in load_templates().templates}
FOUR = StillClock().moment.time().replace(hour=4, minute=0)


def test_the_templates_the_program_comes_with() -> None:
    assert set(SHIPPED) == {
        "reflection", "lesson", "left-hand-column", "decision", "weekly-review", "reading-note", "teach-back",
    }  # fmt: skip
    assert all(one.about and one.text.startswith("# ") for one in SHIPPED.values())


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_a_template_left_as_it_was_is_nothing_to_keep(key: str) -> None:
    assert filled_in(SHIPPED[key], to_fill(SHIPPED[key])) == ""


def test_what_was_filled_in_reads_as_if_there_had_been_no_template() -> None:
    text = (
        to_fill(SHIPPED["lesson"])
        .replace("# \n", "# The launch\n")
        .replace("happened?\n", "happened?\n\nIt slipped.\n")
    )
    kept, _ = new_from_editing(filled_in(SHIPPED["lesson"], text), now_of(StillClock()))
    assert (kept.kind, kept.title, kept.body) == ("lesson", "The launch", "## What happened?\n\nIt slipped.")


def test_without_a_title_it_goes_by_the_templates_name() -> None:
    text = to_fill(SHIPPED["reflection"]).replace("## What happened?\n", "## What happened?\n\nRain.\n")
    assert new_from_editing(filled_in(SHIPPED["reflection"], text), now_of(StillClock())).entry.title == "Reflection"


TYPED = st.lists(
    st.text("ab #|-:`\n", max_size=12)
    | st.sampled_from(
        ["\n| a | b |\n| --- | --- |\n|  |  |\n", "\n```\n", "\n## a\n", "\n### b\n", "\n# \n", "| a |  |\n"]
    ),
    min_size=1,
    max_size=4,
)


@given(st.sampled_from(sorted(SHIPPED)), st.lists(st.tuples(st.integers(0, 400), TYPED), min_size=1, max_size=3))
def test_no_typed_word_is_ever_left_out(key: str, typed: list[tuple[int, list[str]]]) -> None:
    template = SHIPPED[key]
    head, body = to_fill(template).split("# ", 1)
    body = "# " + body
    for at, parts in typed:
        marked = "".join(parts).replace("a", "Zanzibar").replace("b", "Quito")
        place = at % (len(body) + 1)
        body = body[:place] + marked + body[place:]
    text = head + body
    kept = filled_in(template, text)
    for word in ("Zanzibar", "Quito"):
        assert kept.count(word) == text.count(word)


def filled(key: str, under: str, typed: str) -> str:
    """What is kept of a shipped template with a text typed under a heading of it."""
    text = to_fill(SHIPPED[key])
    assert f"## {under}\n" in text
    return filled_in(SHIPPED[key], text.replace(f"## {under}\n", f"## {under}\n\n{typed}\n")).split("---\n", 2)[2]


def test_a_heading_with_a_part_of_its_own_stays() -> None:
    kept = filled("reflection", "What happened?", "### Monday\n\nRain")
    assert kept == "# Reflection\n\n## What happened?\n\n### Monday\n\nRain"


def test_blocks_of_code_stay_to_the_letter() -> None:
    code = "~~~\n```\n#\n\n\n\n## What happened?\n|  |  |\n~~~"
    assert filled("reflection", "What did I make of it?", code).endswith(f"## What did I make of it?\n\n{code}")


def test_the_head_of_a_table_goes_only_where_it_was_not_typed() -> None:
    empty = "| --- | --- |\n|  |  |"
    assert filled("reflection", "What happened?", f"| Ann | Bob |\n{empty}").endswith("| Ann | Bob |\n| --- | --- |")
    own = to_fill(SHIPPED["left-hand-column"])
    assert "| What Ann said |" in filled_in(SHIPPED["left-hand-column"], own.replace("What was said", "What Ann said"))


def test_another_kind_alone_is_nothing_to_keep() -> None:
    text = to_fill(SHIPPED["reflection"])
    assert filled_in(SHIPPED["reflection"], text.replace("kind: reflection", "kind: lesson")) == ""


def test_first_lines_without_an_end_are_not_taken_for_a_template_left_as_it_was() -> None:
    text = to_fill(SHIPPED["reflection"]).replace("\n---\n", "\n")
    with pytest.raises(BadInput, match="Line 3"):
        new_from_editing(filled_in(SHIPPED["reflection"], text), now_of(StillClock()))


LEFT = """\
| What was said | What I thought and did not say |
| --- | --- |
| How are you? | He does not care \\| never did |
| Fine. |  |
|  | I wish he would ask again |
"""


def test_a_left_hand_column_gives_its_thoughts() -> None:
    assert thoughts(f"Before\n\n{LEFT}\nAfter") == ["He does not care | never did", "I wish he would ask again"]
    assert thoughts("| a | b |\n| --- | --- |\n| c | d |") == []
    assert thoughts(LEFT + "| Well | Now | or never |")[-1] == "Now | or never"


def test_empty_rows_of_a_table_go_and_full_ones_stay() -> None:
    template = SHIPPED["left-hand-column"]
    text = to_fill(template).replace("|  |  |\n|  |  |\n|  |  |", "|  |  |\n| Hm | Never again |\n|  |  |")
    kept = filled_in(template, text)
    assert kept.count("\n|") == 3
    assert thoughts(kept) == ["Never again"]


def test_a_decision_says_what_it_predicts() -> None:
    text = "I take it.\n\nPrediction: We stay\n- **Probability:** 70 %\nReview on: in 3 months"
    found = decided(text)
    assert found is not None
    assert (found.statement, found.by) == ("We stay", "in 3 months")
    assert decided(text.replace("We stay", "")) is None
    assert decided(f"```\n{text}\n```") is None
    assert decided(f"~~~\n```\n{text}\n~~~") is None
    assert decided("Prediction: it rains") is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("---\nkind: poem\n---\n# \n", "Line 2: 'poem' is no kind"),
        ("---\nkind: win\nKind: note\n---\n# \n", "Line 3: kind is there twice"),
        ("---\nname: x\ntags: good, #\n---\n# \n", "Line 3: '#' is no tag"),
        ("---\nname: x\n# \n", "is missing"),
        ("---\nname: x\nmood: y\n---\n# \n", "Line 3: 'mood: y' is not known here"),
        ("---\nname: x\n---\n\n", "no text"),
    ],
)
def test_a_broken_template_says_what_is_wrong(text: str, wrong: str) -> None:
    with pytest.raises(BadInput, match=wrong):
        read_template("mine", text)


def test_the_first_lines_may_be_written_as_those_of_an_entry() -> None:
    found = read_template("mine", "\ufeff\r\n---\r\nKind: Lesson\r\nTags: work, #home\r\n---\r\n# \r\n")
    assert (found.kind, found.tags, found.text) == ("lesson", ("work", "home"), "# ")


def test_a_plain_markdown_file_is_a_template() -> None:
    assert read_template("my-page", "# \n\n## Mood") == Template("my-page", "My page", "", "note", (), "# \n\n## Mood")
