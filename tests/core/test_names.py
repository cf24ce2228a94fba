"""Short names: what is typed means the record that a person means, and a wrong one is answered with those there are."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import MasteryError
from mastery.core.base.names import each_named, named


@dataclass(frozen=True)
class One:
    """A record with a title."""

    id: str
    title: str


def records(*titles: str) -> list[One]:
    return [One(f"{number:026}", title) for number, title in enumerate(titles)]


def said(ref: str, *titles: str, command: str = "") -> str:
    with pytest.raises(MasteryError) as refused:
        named(ref, records(*titles), "goal", command=command)
    return str(refused.value)


def test_a_title_its_slug_a_beginning_and_a_word_of_it_are_the_record() -> None:
    spanish, chess = records("Speak Spanish!", "Chess")
    for ref in ("Speak Spanish!", "speak-spanish", "spe", "SPAN"):
        assert named(ref, [spanish, chess], "goal") is spanish


def test_a_wrong_name_is_answered_with_those_there_are() -> None:
    assert said("x", "Chess") == "There is no goal 'x'. There is “Chess”."
    many = "There is no goal 'x'. There are “A”, “B”, “C”, “D” and 1 more"
    assert said("x", *"ABCDE") == f"{many}."
    assert said("x", *"ABCDE", command="mastery goal") == f"{many}; `mastery goal list` shows all."
    assert said("x", "T" * 50) == f"There is no goal 'x'. There is “{'T' * 39}…”."
    assert said("x") == "There is no goal yet."
    assert said("x", command="mastery goal").endswith("mastery goal add --help")
    assert said("c", "Chess", "Cello") == "'c' fits 2 goals: “Chess”, “Cello”. Type more of it."


TITLES = st.lists(
    st.text("ab, é-", min_size=1, max_size=12).map(lambda text: " ".join(text.split())), unique=True, max_size=6
)


@given(TITLES)
def test_titles_with_commas_between_are_the_records_they_are_of(titles: list[str]) -> None:
    among = [one for one in records(*titles) if one.title.strip(", -")]
    among = [one for one in among if not any(one is not other and one.title in other.title for other in among)]
    for one in among:
        assert each_named(one.title, among, "goal") == [one]


def test_names_and_titles_may_be_mixed() -> None:
    talk, chess, cello = records("Talk, and be understood", "Chess", "Cello")
    among = [talk, chess, cello]
    assert each_named("chess, Talk, and be understood, cel", among, "goal") == [chess, talk, cello]
    assert each_named(" , ", among, "goal") == []
    with pytest.raises(MasteryError, match="no goal 'and be'"):
        each_named("Talk, and be", among, "goal")
