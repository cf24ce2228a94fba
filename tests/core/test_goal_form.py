"""Goals as text: what is written is read back, and what people type is understood."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.base.numbers import read_minutes
from mastery.core.base.phrases import minutes_text
from mastery.core.goals.goal import RESOURCE_KINDS, Goal, Milestone, Obstacle, Resource
from mastery.core.goals.lines import from_page, milestone_line, read_milestone, read_resource, resource_line, to_page

TODAY = dt.date(2026, 11, 24)
NOW = dt.datetime(2026, 11, 24, 21, tzinfo=dt.UTC)
WORDS = st.text("abc äß日本 ()#-", min_size=1, max_size=20).map(lambda text: "A " + " ".join(text.split()).strip("-* "))
TITLES = WORDS.map(str.strip)
DAYS = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1))
MILESTONES = st.builds(Milestone, title=TITLES, target=DAYS, done=DAYS)
LINKS = st.just("") | st.from_regex(r"https://[a-z]{1,8}\.org/[a-z]{0,5}", fullmatch=True)
RESOURCES = st.builds(
    Resource, title=TITLES, kind=st.sampled_from(RESOURCE_KINDS), link=LINKS, started=DAYS, finished=DAYS
)
PARAGRAPHS = st.lists(TITLES, max_size=4).map("\n\n".join)
GOALS = st.builds(
    Goal,
    id=st.just("0" * 26),
    title=TITLES,
    vision=PARAGRAPHS,
    reality=PARAGRAPHS,
    why=PARAGRAPHS,
    target=DAYS,
    budget=st.integers(0, 10_000),
    milestones=st.lists(MILESTONES, max_size=3).map(tuple),
    resources=st.lists(RESOURCES, max_size=3).map(tuple),
    obstacles=st.lists(st.builds(Obstacle, text=TITLES, model=st.just("")), max_size=3).map(tuple),
    made=st.just(NOW),
    day=st.just(TODAY),
)


@given(MILESTONES)
def test_a_milestone_is_read_as_it_was_written(one: Milestone) -> None:
    assert read_milestone(milestone_line(one), TODAY) == one


@given(RESOURCES)
def test_a_resource_is_read_as_it_was_written(one: Resource) -> None:
    assert read_resource(resource_line(one), TODAY) == one


@given(GOALS)
def test_a_page_that_was_left_as_it_is_changes_nothing(goal: Goal) -> None:
    again = from_page(to_page(goal), goal, TODAY)
    assert to_page(again).split() == to_page(goal).split()
    assert (again.title, again.target, again.budget, again.vision) == (
        goal.title,
        goal.target,
        goal.budget,
        goal.vision,
    )


def test_milestones_are_typed_as_people_type_them() -> None:
    assert read_milestone("A2 exam by 1 December", TODAY) == Milestone(title="A2 exam", target=dt.date(2026, 12, 1))
    assert read_milestone("[x] Read one book", TODAY) == Milestone(title="Read one book", done=TODAY)
    assert read_milestone("A book by Borges", TODAY) == Milestone(title="A book by Borges")
    assert read_milestone("Learn it by heart by next friday", TODAY).target == dt.date(2026, 11, 27)


def test_resources_are_typed_as_people_type_them() -> None:
    assert read_resource("course: Dreaming Spanish https://dreaming.com", TODAY) == Resource(
        title="Dreaming Spanish", kind="course", link="https://dreaming.com"
    )
    assert read_resource("Fluent Forever", TODAY).kind == "book"
    assert read_resource("https://a.org/x", TODAY) == Resource(
        title="https://a.org/x", kind="article", link="https://a.org/x"
    )


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("", 0), ("90", 90), ("90 min", 90), ("1h", 60), ("1.5h", 90), ("1h 30m", 90), ("1:30", 90), ("2 hours", 120)],
)
def test_lengths_of_time_are_typed_as_people_type_them(typed: str, minutes: int) -> None:
    assert read_minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["long", "1:75", "-5", "999h", "h"])
def test_what_is_no_length_of_time_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        read_minutes(typed)


def test_minutes_are_said_as_people_say_them() -> None:
    assert [minutes_text(one) for one in (0, 45, 60, 90, 605, 72_000)] == [
        "0 min", "45 min", "1 h", "1 h 30", "10 h 05", "1,200 h"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page",
    ["---\ntitle:\n---\n", "---\ncolour: red\n---\n", "---\ntitle: x\n", "words\n# Vision\n", "---\ntarget: soon\n---"],
)
def test_a_page_that_cannot_be_understood_is_refused(page: str) -> None:
    goal = Goal(id="0" * 26, title="Spanish", made=NOW, day=TODAY)
    with pytest.raises(BadInput):
        from_page(page, goal, TODAY)
