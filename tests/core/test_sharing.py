"""What a mentor sees: nothing outside of the scope, wherever it is looked for."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from mastery.core.base.ids import derived_id
from mastery.core.base.records import KINDS, Entry, Location
from mastery.core.goals.goal import Goal, Milestone, Obstacle, Rating, Resource
from mastery.core.practices.practice import CadenceFrom, CheckIn, Practice, TrackedPractice
from mastery.core.sharing.feedback import HOWS, Became, Feedback, Remark
from mastery.core.sharing.html import summary_html
from mastery.core.sharing.mentors import EVERY, Scope
from mastery.core.sharing.scope import Shared, leave_out, shared
from mastery.core.sharing.summary import (
    PARTS,
    Plan,
    arranged,
    left_out_text,
    markdown,
    moved,
    parts,
    planned,
    summary_title,
)
from mastery.core.thinking.model import Model
from mastery.core.thinking.prediction import Prediction
from tests.support.examples import examples

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
TODAY = NOON.date()
SINCE = TODAY - dt.timedelta(days=13)
DAY = dt.timedelta(days=1)


class Lived(NamedTuple):
    """A small journal in which every text has a word of its own."""

    entries: list[Entry]
    goals: list[Goal]
    ratings: list[Rating]
    tracked: list[TrackedPractice]
    models: list[Model]
    predictions: list[Prediction]
    feedback: list[Feedback]


ME, OTHER = "me", "other"
"""Ids of mentors."""


def a_day(chance: random.Random) -> dt.date:
    return TODAY - dt.timedelta(days=chance.randrange(0, 30))


def lived(chance: random.Random) -> Lived:
    words = (f"w{number}w" for number in range(10_000))

    def say() -> str:
        return next(words)

    def made() -> dict[str, object]:
        gone = NOON if chance.random() < 0.1 else None
        return {"id": derived_id(1_700_000_000_000, str(chance.random())), "deleted": gone}

    goals = [
        Goal(
            **made(), title=say(), vision=say(), reality=say(), why=say(), status_why=say(),
            milestones=(Milestone(title=say(), done=a_day(chance)), Milestone(title=say())),
            resources=(Resource(title=say(), link=f"https://{say()}.org"),), obstacles=(Obstacle(text=say()),),
            made=NOON, day=TODAY,
        )
        for _ in range(3)
    ]  # fmt: skip
    ids = [one.id for one in goals]
    ratings = [
        Rating(**made(), goal=chance.choice(ids), day=a_day(chance), vision=8, reality=chance.randrange(10),
                note=say(), recorded=NOON)
        for _ in range(8)
    ]  # fmt: skip
    tracked = []
    for _ in range(4):
        first = CadenceFrom(since=TODAY - dt.timedelta(days=40), cadence="daily")
        practice = Practice(**{**made(), "deleted": None}, title=say(), goal=chance.choice([*ids, ""]),
                            cadences=(first,), made=NOON)  # fmt: skip
        done = [
            CheckIn(**{**made(), "deleted": None}, practice=practice.id, day=a_day(chance), minutes=20, note=say(),
                    recorded=NOON)
            for _ in range(5)
        ]  # fmt: skip
        tracked.append(TrackedPractice(practice, done, [], TODAY))
    models: list[Model] = []
    for _ in range(4):
        before = chance.choice([*(one.id for one in models), ""])
        models.append(
            Model(**made(), statement=say(), about=say(), why=say(), confidence=50, before=before,
                  goals=tuple(chance.sample(ids, chance.randrange(2))), ended=chance.choice(("", "revised", "retired")),
                  ended_day=a_day(chance), ended_why=say(), made=NOON, day=a_day(chance))
        )  # fmt: skip
    predictions = [
        Prediction(**made(), statement=say(), probability=70, by=TODAY, about=say(), why=say(), made=NOON,
                   model=chance.choice([*(one.id for one in models), ""]), day=a_day(chance),
                   outcome=chance.choice(("", "yes", "no", "void")), resolved_day=a_day(chance))
        for _ in range(6)
    ]  # fmt: skip
    entries = [
        Entry(**made(), day=a_day(chance), at=NOON, recorded=NOON, title=say(), body=say(), zone=say(),
              tags=tuple(chance.sample(("work", "health", "@anna"), chance.randrange(3))),
              kind=chance.choice(KINDS), goals=tuple(chance.sample(ids, chance.randrange(2))),
              models=(models[0].id,), location=Location(latitude=1, longitude=2, name=say()),
              minutes=chance.choice((0, 30)), mood=chance.randrange(6),
              shareable=chance.random() < 0.6)
        for _ in range(12)
    ]  # fmt: skip

    def became() -> tuple[Became, ...]:
        of = {"entry": entries, "evidence": models}
        return tuple(
            Became(how=how, of=chance.choice(of[how]).id if how in of else "", day=a_day(chance), at=NOON)
            for how in chance.sample(HOWS, chance.randrange(4))
        )

    feedback = [
        Feedback(**made(), mentor=chance.choice((ME, OTHER)), name=say(), recorded=NOON, day=a_day(chance),
                 remarks=tuple(Remark(text=say(), quote=say(), about=entries[0].id, became=became()) for _ in range(3)))
        for _ in range(4)
    ]  # fmt: skip
    return Lived(entries, goals, ratings, tracked, models, predictions, feedback)


def a_scope(chance: random.Random, goals: list[Goal]) -> Scope:
    named = tuple(chance.sample([one.id for one in goals], chance.randrange(3)))
    return Scope(
        goals=chance.choice((named, named, (EVERY,))),
        tags=chance.choice(((), ("work",), ("@anna", "health"), (EVERY,))),
        kinds=chance.choice(((), ("lesson", "win"))),
        **{name: chance.random() < 0.5 for name in ("moods", "times", "models", "predictions", "counts")},
    )


def seen(scope: Scope, of: Lived) -> Shared:
    return shared(
        scope, SINCE, TODAY, entries=of.entries, goals=of.goals, ratings=of.ratings, tracked=of.tracked,
        models=of.models, predictions=of.predictions, feedback=of.feedback, mentor=ME,
    )  # fmt: skip


def allowed(scope: Scope, of: Lived) -> Iterator[str]:
    """The words that may be seen, by the rules as the docs say them, each looked up anew."""
    goals = [one for one in of.goals if one.deleted is None and (EVERY in scope.goals or one.id in scope.goals)]
    ids = {one.id for one in goals}
    for goal in goals:
        yield from (goal.title, goal.vision, goal.reality)
        for step in goal.milestones:
            if step.done is None or SINCE <= step.done <= TODAY:
                yield step.title
    for one in of.tracked:
        if one.practice.goal in ids:
            yield one.practice.title
    for entry in of.entries:
        named = bool(ids & set(entry.goals)) or EVERY in scope.tags or bool(set(scope.tags) & set(entry.tags))
        kind = not scope.kinds or entry.kind in scope.kinds
        if entry.shareable and entry.deleted is None and SINCE <= entry.day <= TODAY and named and kind:
            yield from (entry.title, entry.body)
    held = [one for one in of.models if one.deleted is None and ids & set(one.goals)]
    if scope.models:
        yield from (one.statement for one in held)
    if scope.predictions:
        yield from (one.statement for one in of.predictions
                    if one.deleted is None and one.model in {held_one.id for held_one in held})  # fmt: skip
    for one in of.feedback:
        if one.mentor == ME and one.deleted is None:
            yield from (remark.text for remark in one.remarks if remark.became)


@examples(1000)
@given(st.integers(0, 10**9))
@example(0)
def test_no_text_outside_of_the_scope_is_anywhere(seed: int) -> None:
    chance = random.Random(seed)
    of = lived(chance)
    scope = a_scope(chance, of.goals)
    found = seen(scope, of)
    text = markdown(summary_title("", found), parts(found))
    pictures = "".join(picture for part in parts(found) for picture in part.pictures)
    page = summary_html(summary_title("", found), parts(found))
    said = set("".join(letter if letter.isalnum() else " " for letter in f"{text} {page} {pictures} {found!r}").split())
    secrets = {word for word in said if word.startswith("w") and word.endswith("w") and word[1:-1].isdigit()}
    assert secrets <= set(allowed(scope, of))
    if not scope.moods:
        assert all(one.mood == 0 for one in found.entries) and "mood" not in text
    if not scope.times:
        assert all(one.minutes == 0 for one in (*found.entries, *found.goals)) and " min" not in text
    if not scope.predictions:
        assert found.calibration is None and not found.predictions
    assert (found.entries_in_all is not None) == scope.counts


def test_a_scope_that_names_nothing_shows_nothing() -> None:
    found = seen(Scope(), lived(random.Random(1))._replace(feedback=[]))
    assert parts(found) == [] and found.entries_in_all is None


def an_answer(*hows: tuple[str, str]) -> list[Feedback]:
    """Feedback of ME with one remark that became these: how, and of what."""
    became = tuple(Became(how=how, of=of, day=TODAY, at=NOON) for how, of in hows)  # type: ignore[arg-type]
    remark = Remark(text="Write three\nsentences.", quote="Q", became=became)
    return [Feedback(id=derived_id(1, "f"), mentor=ME, name="Ana", remarks=(remark,), recorded=NOON, day=SINCE)]


def test_a_mentor_reads_what_came_of_the_last_feedback() -> None:
    of = lived(random.Random(2))
    entry = next(one for one in of.entries if one.shareable and one.deleted is None and one.day >= SINCE)
    model = next(one for one in of.models if one.deleted is None and one.goals)
    of = of._replace(feedback=an_answer(("entry", entry.id), ("evidence", model.id), ("commitment", "")))
    narrow = markdown("S", parts(seen(Scope(), of)))
    assert narrow == (
        "# S\n\n## What came of your feedback\n\n"
        "- “Write three sentences.” became an entry\n- “Write three sentences.” became a promise\n"
    )
    wide = seen(Scope(goals=(EVERY,), tags=(EVERY,), models=True), of)
    told = next(part.text for part in parts(wide) if part.name == "feedback")
    assert f"became an entry: {entry.title}" in told
    assert f"became evidence on what I believe: {model.statement}" in told
    assert entry.title not in next(part.text for part in parts(leave_out(wide, {entry.id})) if part.name == "feedback")


def test_what_became_of_feedback_before_the_period_is_not_told_again() -> None:
    of = lived(random.Random(4))
    (one,) = an_answer(("commitment", ""))
    (remark,) = one.remarks
    early = msgspec.structs.replace(remark.became[0], day=SINCE - dt.timedelta(days=1))
    for became, told in ((early, False), (remark.became[0], True)):
        before = msgspec.structs.replace(one, remarks=(msgspec.structs.replace(remark, became=(became,)),))
        assert bool(seen(Scope(), of._replace(feedback=[before])).answers) == told


def test_what_may_be_seen_is_seen() -> None:
    of = lived(random.Random(2))._replace(feedback=[])
    scope = Scope(goals=(EVERY,), tags=(EVERY,), moods=True, times=True, models=True, predictions=True, counts=True)
    text = markdown("S", parts(seen(scope, of), note="Hello", questions="What next?"))
    for entry in of.entries:
        if entry.shareable and entry.deleted is None and entry.day >= SINCE:
            assert entry.title in text and entry.body in text
    assert all(goal.vision in text for goal in of.goals if goal.deleted is None)
    assert text.startswith("# S\n\nHello\n\n## Goals") and text.endswith("## Questions to you\n\nWhat next?\n")


@given(st.permutations(PARTS), st.sets(st.sampled_from(PARTS)))
def test_parts_are_left_out_and_put_in_another_order(order: list[str], without: set[str]) -> None:
    scope = Scope(goals=(EVERY,), tags=(EVERY,), models=True, predictions=True)
    found = parts(seen(scope, lived(random.Random(3))), note="n", questions="q")
    names = [one.name for one in arranged(found, order, without)]
    assert names == [name for name in order if name in {one.name for one in found} - without]


@given(st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from((-1, 1))), max_size=12))
def test_parts_move_past_those_that_are_on_show(moves: list[tuple[str, int]]) -> None:
    shown = ["note", "goals", "reflections", "questions"]
    plan = Plan()
    for name, by in moves:
        if name in shown:
            before = [one for one in plan.order if one in shown]
            plan = moved(plan, name, by, shown)
            after = [one for one in plan.order if one in shown]
            at = before.index(name)
            to = min(max(0, at + by), len(shown) - 1)
            assert after.index(name) == to and after[at] == before[to]
    assert sorted(plan.order) == sorted(PARTS)


def test_an_entry_is_left_out_of_one_summary_and_taken_in_again() -> None:
    of = lived(random.Random(2))
    found = seen(Scope(goals=(EVERY,), tags=(EVERY,)), of)
    entry = found.entries[0]
    plan = Plan(questions="What next?\n\nAnd then?", without=(entry.id,))
    text = markdown("S", planned(found, plan))
    assert entry.title not in text and found.entries[1].title in text
    assert text.endswith("## Questions to you\n\n- What next?\n- And then?\n")
    assert entry.title in markdown("S", planned(found, msgspec.structs.replace(plan, without=())))
    assert "Questions" not in markdown("S", planned(found, msgspec.structs.replace(plan, without=("questions",))))


@examples(300)
@given(st.integers(0, 10**9), st.data())
def test_an_entry_left_out_counts_as_never_shareable(seed: int, data: st.DataObject) -> None:
    chance = random.Random(seed)
    of = lived(chance)
    scope = a_scope(chance, of.goals)
    found = seen(scope, of)
    ids = [one.id for one in found.entries]
    without = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    private = [
        msgspec.structs.replace(one, shareable=False) if one.id in without else one for one in of.entries
    ]  # fmt: skip
    assert (
        leave_out(found, without)
        == leave_out(leave_out(found, without), without)
        == seen(scope, of._replace(entries=private))
    )


def test_titles_and_beliefs_of_a_part_left_out_are_mentioned_nowhere_else() -> None:
    of = lived(random.Random(2))
    entry = next(one for one in of.entries if one.shareable and one.deleted is None and one.day >= SINCE)
    model = next(one for one in of.models if one.deleted is None and one.goals)
    of = of._replace(feedback=an_answer(("entry", entry.id), ("evidence", model.id)))
    wide = seen(Scope(goals=(EVERY,), tags=(EVERY,), models=True), of)
    part = "lessons" if entry.kind == "lesson" else "reflections"
    assert entry.title in markdown("S", planned(wide, Plan(without=("beliefs",))))
    assert entry.title not in markdown("S", planned(wide, Plan(without=(part,))))
    assert model.statement not in markdown("S", planned(wide, Plan(without=("beliefs",))))
    assert wide.practices and wide.goals
    alone = Plan(without=tuple(one for one in PARTS if one != "practices"))
    for goal in wide.goals:
        assert goal.title not in markdown("S", planned(wide, alone))


def test_the_entries_and_parts_left_out_are_named() -> None:
    found = seen(Scope(goals=(EVERY,), tags=(EVERY,)), lived(random.Random(2)))
    first, second, *_ = (one.id for one in found.entries)
    for without, said in (
        ((), ""),
        ((first,), "1 entry"),
        ((first, second, "goals"), "2 entries, the part goals"),
        (("goals", "practices", "note"), "the parts goals and practices"),
        (("beliefs", derived_id(0, "another")), ""),
    ):
        assert left_out_text(found, Plan(without=without)) == said


def test_a_goal_that_was_over_before_the_period_is_not_told_of() -> None:
    goals = [
        Goal(id=derived_id(0, name), title=name, made=NOON, day=SINCE, status=status, status_day=day)
        for name, status, day in (
            ("going", "active", None), ("resting", "paused", SINCE - DAY), ("reached now", "achieved", SINCE),
            ("reached before", "achieved", SINCE - DAY), ("gone before", "let go", SINCE - DAY),
        )
    ]  # fmt: skip
    found = shared(
        Scope(goals=(EVERY,)), SINCE, TODAY, entries=[], goals=goals, ratings=[], tracked=[], models=[], predictions=[]
    )
    assert [one.title for one in found.goals] == ["going", "resting", "reached now"]


def test_what_one_entry_leaves_open_does_not_swallow_the_next() -> None:
    bodies = ("# Loud\n\n```\nnever closed", "and this one")
    entries = [
        Entry(
            id=derived_id(number, body), day=TODAY, at=NOON, title=f"Entry {number}", body=body, recorded=NOON,
            shareable=True,
        )
        for number, body in enumerate(bodies)
    ]  # fmt: skip
    found = shared(
        Scope(tags=(EVERY,)), SINCE, TODAY,
        entries=entries, goals=[], ratings=[], tracked=[], models=[], predictions=[],
    )  # fmt: skip
    page = summary_html("Summary", parts(found))
    assert "<h3>Entry 1</h3>" in page and "<p>and this one</p>" in page and "<h4>Loud</h4>" in page
