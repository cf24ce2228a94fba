"""Templates: what is left of one that was filled in, what is read out of it, and what is no template."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.editing import new_from_editing
from mastery.core.errors import BadInput
from mastery.core.templates import Template, decided, filled_in, read_template, thoughts, to_fill
from mastery.store.packs import load_templates
from tests.store.helpers import StillClock

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
    kept = new_from_editing(filled_in(SHIPPED["lesson"], text), StillClock(), FOUR)
    assert (kept.kind, kept.title, kept.body) == ("lesson", "The launch", "## What happened?\n\nIt slipped.")


def test_without_a_title_it_goes_by_the_templates_name() -> None:
    text = to_fill(SHIPPED["reflection"]).replace("## What happened?\n", "## What happened?\n\nRain.\n")
    assert new_from_editing(filled_in(SHIPPED["reflection"], text), StillClock(), FOUR).title == "Reflection"


@given(st.sampled_from(sorted(SHIPPED)), st.integers(0, 30), st.text("abc #|-:\n", min_size=1, max_size=40))
def test_no_typed_word_is_ever_left_out(key: str, at: int, typed: str) -> None:
    template = SHIPPED[key]
    lines = to_fill(template).split("\n")
    place = min(max(at, 4), len(lines))
    marked = typed.replace("a", "Zanzibar").replace("b", "Quito")
    text = "\n".join([*lines[:place], marked, *lines[place:]])
    kept = filled_in(template, text)
    for word in ("Zanzibar", "Quito"):
        assert kept.count(word) == text.count(word)


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
    assert decided("Prediction: it rains") is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("---\nkind: poem\n---\n# \n", "'poem' is no kind"),
        ("---\nname: x\n# \n", "is missing"),
        ("---\nname: x\nmood: y\n---\n# \n", "line 3 is not known"),
        ("---\nname: x\n---\n\n", "no text"),
    ],
)
def test_a_broken_template_says_what_is_wrong(text: str, wrong: str) -> None:
    with pytest.raises(BadInput, match=wrong):
        read_template("mine", text)


def test_a_plain_markdown_file_is_a_template() -> None:
    assert read_template("my-page", "# \n\n## Mood") == Template("my-page", "My page", "", "note", (), "# \n\n## Mood")
