import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.base.tags import normalise_tag, tags_in, wanted_forms


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#work and @Anna, then #Work again", ("work", "@anna")),
        ("(#one) [#two] {#three} \"#four\" '#five'", ("one", "two", "three", "four", "five")),
        ("first\n#second\n\t@third", ("second", "@third")),
        ("#Straße #ÉTÉ #e\u0301te\u0301 #日本語 #हिन्दी", ("strasse", "été", "日本語", "हिन्दी")),
        ("#a/b-c_d2.", ("a/b-c_d2",)),
        ("#end- #half/", ("end", "half")),
        ("#1 #_x a@b.c http://x/#y # Heading #, ## x \\#no &#x; a#b", ()),
        ("@anna's #work's", ("@anna", "work")),
        ("#both @both", ("both", "@both")),
        ("", ()),
    ],
)
def test_tags_in(text: str, tags: tuple[str, ...]) -> None:
    assert tags_in(text) == tags


def test_normalise_tag() -> None:
    assert normalise_tag(" #Work ") == normalise_tag("work") == "work"
    assert normalise_tag("@Anna") == "@anna"
    assert normalise_tag("deep work, done") == "deep-work-done"
    for nothing in ("", " ", "#", "@", "-", ",", "half\ud83d", "\udcff"):
        with pytest.raises(BadInput, match="is no tag"):
            normalise_tag(nothing)


def test_a_wanted_tag_means_a_word_a_person_or_either() -> None:
    assert wanted_forms("work") == wanted_forms("Work") == {"work", "@work"}
    assert wanted_forms("#work") == {"work"} and wanted_forms("@Work") == {"@work"}


@given(st.one_of(st.text(), st.lists(st.sampled_from(["#", "@", "ä", "Work", "-", " ", "é"])).map("".join)))
def test_tags_are_stable(text: str) -> None:
    tags = tags_in(text)
    assert len(set(tags)) == len(tags)
    for tag in tags:
        assert normalise_tag(tag) == tag
        assert tag in wanted_forms(tag)


@given(st.from_regex(r"[^\W\d_][\w/-]*\w", fullmatch=True))
def test_a_written_tag_is_found_by_its_name(name: str) -> None:
    assert tags_in(f"so #{name}, yes") == (normalise_tag(name),)
