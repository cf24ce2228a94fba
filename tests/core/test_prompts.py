"""The question of the day: the same all day, and none comes again before all have come."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.writing.days import on_this_day
from mastery.core.writing.prompts import Pack, in_turn, prompt_for, read_pack
from mastery.host.packs import load_packs
from tests.support.journals import entry

DAY = dt.timedelta(days=1)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1))


def shipped() -> list[Pack]:
    return load_packs().packs


def test_seven_disciplines_have_fifteen_good_questions_each() -> None:
    packs = shipped()
    assert [pack.key for pack in packs] == [
        "celebrating-progress", "learning-from-failure", "mental-models", "personal-mastery", "shared-vision",
        "systems-thinking", "team-learning",
    ]  # fmt: skip
    questions = [one for pack in packs for one in pack.questions]
    assert all(len(pack.questions) >= 15 and pack.about for pack in packs)
    assert len(set(questions)) == len(questions)
    assert all(one.endswith("?") and len(one) <= 100 for one in questions)


@given(DAYS)
def test_every_question_has_its_turn(start: dt.date) -> None:
    packs = shipped()
    everything = in_turn(packs)
    asked = [prompt_for(start + days * DAY, packs) for days in range(len(everything))]
    assert sorted(asked) == sorted(everything)


@given(DAYS, st.lists(st.integers(0, 40), max_size=60))
def test_none_comes_again_within_thirty_days_however_many_are_skipped(start: dt.date, skipped: list[int]) -> None:
    packs = shipped()
    skips = [start + days * DAY for days in skipped if days < 30]
    asked = [prompt_for(start + days * DAY, packs, skips) for days in range(30)]
    assert len(set(asked)) == 30


@given(DAYS)
def test_a_skip_gives_another_at_once_and_the_past_stays(day: dt.date) -> None:
    packs = shipped()
    assert prompt_for(day, packs, [day]) != prompt_for(day, packs)
    assert prompt_for(day - DAY, packs, [day]) == prompt_for(day - DAY, packs)


def test_the_packs_take_turns() -> None:
    packs = shipped()
    home = {question: pack.key for pack in packs for question in pack.questions}
    week = [home[prompt_for(dt.date(2026, 11, 23) + days * DAY, packs)] for days in range(7)]
    assert len(set(week)) >= 6


@given(st.permutations(shipped()))
def test_the_order_of_files_does_not_matter(packs: list[Pack]) -> None:
    assert in_turn(packs) == in_turn(shipped())


def test_a_question_of_two_packs_is_asked_once() -> None:
    assert in_turn([Pack("a", "A", "", ("Why?", "How?")), Pack("b", "B", "", ("Why?",))]) == ["Why?", "How?"]


def test_without_questions_there_is_none() -> None:
    assert prompt_for(dt.date(2026, 1, 1), []) == ""


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("questions = [", "not TOML"),
        ("title = 'x'", "no list of questions"),
        ("questions = 'x?'", "no list of questions"),
        ("questions = ['a?', 3]", "question 2 is not a line of text"),
        ("questions = ['a?', ' ']", "question 2 is not a line of text"),
        ("questions = []\nfoo = 1", "'foo' is not known"),
        ("questions = []\ntitle = 1", "title and about are texts"),
    ],
)
def test_a_broken_pack_says_what_is_wrong(text: str, wrong: str) -> None:
    with pytest.raises(BadInput, match=wrong):
        read_pack("mine", text)


def test_a_pack_without_a_title_goes_by_its_file() -> None:
    assert read_pack("my-own", "questions = ['Why?']") == Pack("my-own", "My own", "", ("Why?",))


def test_a_pack_out_of_an_editor_that_marks_its_files() -> None:
    assert read_pack("mine", "\ufeffquestions = ['Why?']").questions == ("Why?",)


def test_the_same_day_of_earlier_years_one_a_year_the_newest_first() -> None:
    def of(year: int, body: str = "", month: int = 11, day: int = 23) -> dict[str, object]:
        return {"title": str(year), "body": body, "at": dt.datetime(year, month, day, 12, tzinfo=dt.UTC)}

    kept = [
        entry(**one)  # type: ignore[arg-type]
        for one in (of(2020), of(2021), of(2021, "longer"), of(2022), of(2023), of(2024, day=22), of(2026))
    ]
    found = on_this_day(kept, dt.date(2026, 11, 23))
    assert [one.title for one in found] == ["2023", "2022", "2021"]
    assert found[-1].body == "longer"
    leap = [entry(**of(year, month=2, day=29)) for year in (2020, 2024)]  # type: ignore[arg-type]
    assert on_this_day(leap, dt.date(2026, 2, 28)) == []
    assert [one.title for one in on_this_day(leap, dt.date(2028, 2, 29))] == ["2024", "2020"]
