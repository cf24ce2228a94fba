"""The Goals screen and practices on Today, driven as a person drives them."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from mastery.core.base.errors import BadInput
from mastery.core.base.phrases import short_day
from mastery.core.base.records import Entry
from mastery.core.goals.acts import new_goal
from mastery.core.goals.goal import Goal, Obstacle, Rating
from mastery.core.pages.goal import ObstacleItem
from mastery.core.practices.acts import check_in, new_practice
from mastery.core.practices.practice import CheckIn, Practice, Rest
from mastery.core.thinking.acts import new_model
from mastery.core.thinking.model import Model
from mastery.store import Journal
from mastery.tui.forms.goals import about_form, goal_form, practice_form
from mastery.tui.forms.practices import rest_form
from mastery.tui.screens.compose import ComposeScreen
from mastery.tui.screens.form import FormScreen
from mastery.tui.screens.goals import GoalsScreen
from mastery.tui.screens.models import ModelsScreen
from mastery.tui.widgets.bars import NavBar
from mastery.tui.widgets.goallist import GoalList
from mastery.tui.widgets.modellist import ModelList
from mastery.tui.widgets.note import Note
from mastery.tui.widgets.page import Line, Page
from mastery.tui.widgets.practicelist import PracticeList
from tests.support.clock import FixedClock
from tests.support.diary import NOW, filled, journal
from tests.tui.support import app, keys, lines, rested, said, shown, typed, until

TODAY = NOW.date()
DAY = dt.timedelta(days=1)
SIZE = (100, 40)


def one(made: Journal, title: str) -> Goal:
    made.refresh()
    return next(goal for goal in made.records(Goal) if goal.title == title)


async def test_a_journal_without_goals_teaches_the_first_step(tmp_path: Path) -> None:
    async with app(journal(tmp_path / "j"), start="goals").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "sets a goal" in shown(pilot.app.screen.query_one("#pair-empty", Static))


async def test_a_goal_is_set_by_typing_its_form(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    async with app(made, start="goals").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        await pilot.press(*"Chess", "tab", *"Win", "tab", *"Lose", "tab", "tab", *"in", "space", *"9", "space", *"days")
        await pilot.pause()
        assert "in 9 days" in str(pilot.app.screen.query_one("#form-note-target", Note).render())
        await pilot.press("ctrl+s")
        await pilot.pause()
        goal = one(made, "Chess")
        assert (goal.vision, goal.reality, goal.target) == ("Win", "Lose", TODAY + 9 * DAY)
        assert "Chess" in shown(pilot.app.screen.query_one(GoalList))
        assert "Win" in shown(pilot.app.screen.query_one(Page))


async def test_a_form_says_what_is_wrong_and_keeps_nothing_until_it_is_right(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    async with app(made, start="goals").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("P")
        await pilot.pause()
        await typed(pilot, "Guitar", "sometimes")
        await pilot.press("ctrl+s")
        await pilot.pause()
        note = pilot.app.screen.query_one("#form-note-cadence", Note)
        assert "no cadence" in str(note.render()) and note.has_class("-wrong")
        assert pilot.app.focused is pilot.app.screen.query_one("#form-cadence", Input)
        assert made.records(Practice) == []
        pilot.app.screen.query_one("#form-cadence", Input).value = "mon,thu"
        await pilot.pause()
        assert "every Monday and Thursday: Mon 23 Nov, Thu 26 Nov" in str(note.render())
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert [practice.title for practice in made.records(Practice)] == ["Guitar"]


async def test_what_was_typed_into_a_form_is_there_after_leaving_and_after_a_crash(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    async with app(made, start="goals").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        await pilot.press(*"Half a thou".replace(" ", "_"))
        await until(pilot, lambda: made.read_form("goal-new").get("title") == "Half_a_thou")  # a crash would find it
        await pilot.press("g", "escape", "a")
        await pilot.pause()
        assert pilot.app.screen.query_one("#form-title", Input).value == "Half_a_thoug"
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert pilot.app.screen.query_one("#form-title", Input).value == ""
    assert made.read_form("goal-new") == {}
    assert (tmp_path / "j" / "drafts").stat().st_mode & 0o777 == 0o700


async def test_a_reading_is_taken_and_says_what_moved(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    made.clock.advance(9 * DAY)  # type: ignore[attr-defined]
    async with app(made, start="goals").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert pilot.app.screen.query_one(GoalList).choose_id(one(made, "Speak Spanish").id)
        await pilot.press("r")
        await pilot.pause()
        await typed(pilot, "", "5", "")
        await pilot.pause()
        assert [(rating.vision, rating.reality) for rating in made.records(Rating)] == [(8, 3), (8, 5)]
        assert "Reality rose by 2" in said(pilot)
        assert "5 of 8" in shown(pilot.app.screen.query_one(GoalList))


async def test_a_milestone_is_ticked_becomes_a_win_and_is_undone_as_one(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    async with app(made, start="goals").run_test(size=SIZE) as pilot:
        await pilot.pause()
        pilot.app.screen.query_one(GoalList).choose_id(one(made, "Speak Spanish").id)
        await pilot.press("enter")
        await pilot.press("space")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ComposeScreen)  # to add a line to the win
        win = made.find("last")
        assert (win.kind, win.title) == ("win", "Reached: A2 exam")
        await pilot.press("escape")
        await pilot.pause()
        assert one(made, "Speak Spanish").milestones[0].done == TODAY
        await pilot.press("u")
        await pilot.pause()
        assert one(made, "Speak Spanish").milestones[0].done is None
        assert made.find("last").title == "An entry"


async def test_the_list_tells_what_is_late(tmp_path: Path) -> None:
    async with app(filled(tmp_path / "j"), start="goals").run_test(size=SIZE) as pilot:
        await pilot.pause()
        lines = shown(pilot.app.screen.query_one(GoalList))
        assert "1 late" in lines and "███░░░░░··  3 of 8" in lines


def test_the_forms_refuse_a_name_that_is_taken_and_take_its_own(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    chess, guitar = one(made, "Chess"), next(one for one in made.records(Practice) if one.title == "Guitar")
    goals, practices = goal_form(made, chess), practice_form(made, guitar, goal=None, week_starts=0)
    for form, own, taken in ((goals, "chess", "speak SPANISH"), (practices, "GUITAR", "vocabulary")):
        assert form.fields[0].check(own) == ""
        with pytest.raises(BadInput, match="There is already a"):
            form.fields[0].check(taken)
        with pytest.raises(BadInput, match="There is already a"):
            form.save({field.name: field.value for field in form.fields} | {"title": taken})


async def test_a_draft_gives_back_the_fields_that_were_touched_and_no_others(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    made.add(new_goal("Chess", made.now(), why="Because", vision="Win once"))
    elsewhere = journal(tmp_path / "j")

    async def opened(pilot: Pilot[None]) -> FormScreen:
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FormScreen)
        return pilot.app.screen

    async with app(made, start="goals").run_test(size=SIZE) as pilot:
        await pilot.pause()
        form = await opened(pilot)
        form.query_one("#form-vision", TextArea).text = "Win twice"
        await pilot.press("escape")
        old = one(elsewhere, "Chess")
        elsewhere.change(old, msgspec.structs.replace(old, why="For Ana", reality="I lose"))
        pilot.app.look_again()  # type: ignore[attr-defined]
        await pilot.pause()
        form = await opened(pilot)
        assert form.query_one("#form-why", TextArea).text == "For Ana"
        assert form.query_one("#form-vision", TextArea).text == "Win twice"
        assert "Changed elsewhere" not in said(pilot)
        await pilot.press("escape")
        old = one(elsewhere, "Chess")
        elsewhere.change(old, msgspec.structs.replace(old, vision="Win thrice"))
        pilot.app.look_again()  # type: ignore[attr-defined]
        await pilot.pause()
        await opened(pilot)
        told = said(pilot)
        assert "Changed elsewhere in the meantime: Vision" in told and "Saving overwrites that." in told
        await pilot.press("ctrl+s")
        await pilot.pause()
    kept = one(made, "Chess")
    assert (kept.why, kept.reality, kept.vision) == ("For Ana", "I lose", "Win twice")


async def test_a_goal_that_is_over_is_neither_achieved_nor_dropped_again(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    async with app(made, start="goals").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("x")
        await pilot.pause()
        assert one(made, "Chess").status == "let go"
        await pilot.press("x", "c")
        await pilot.pause()
        assert one(made, "Chess").status == "let go"
        assert len(made.entries()) == 1
        assert "Resume it first" in said(pilot)


def test_rest_after_todays_check_in_begins_tomorrow_and_says_so(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    guitar = next(one for one in made.records(Practice) if one.title == "Guitar")
    made.act("done", made=[check_in(guitar, made.now())])
    form = rest_form(made, guitar)
    said = form.save({"since": "today", "until": "", "why": ""})
    assert said == f"Rest from {short_day(TODAY + DAY)} until further notice"
    assert [(rest.since, rest.until) for rest in made.records(Rest)] == [(TODAY + DAY, None)]


async def test_pausing_a_goal_rests_its_practices_and_going_on_wakes_them(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    async with app(made, start="goals").run_test(size=SIZE) as pilot:
        await pilot.pause()
        pilot.app.screen.query_one(GoalList).choose_id(one(made, "Speak Spanish").id)
        await pilot.press("z")
        await pilot.pause()
        assert one(made, "Speak Spanish").status == "paused"
        assert [rest.until for rest in made.records(Rest)] == [None]
        assert "resting" in shown(pilot.app.screen.query_one(Page))
        await pilot.press("z")
        await pilot.pause()
        assert one(made, "Speak Spanish").status == "active"
        assert [rest.until for rest in made.records(Rest)] == [TODAY - DAY]


async def test_a_streak_says_why_it_is_what_it_is(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    async with app(made, start="goals").run_test(size=SIZE) as pilot:
        await pilot.pause()
        pilot.app.screen.query_one(GoalList).choose_id(one(made, "Speak Spanish").id)
        await pilot.press("enter", "down", "down", "w")
        await pilot.pause()
        page = shown(pilot.app.screen.query_one(Page))
        assert "150 minutes a week, since" in page and "Strength" in page and "A whole evening" not in page
        await pilot.press("escape")
        await pilot.pause()
        assert "A whole evening" in shown(pilot.app.screen.query_one(Page))


async def test_an_entry_written_from_a_goal_is_about_it(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    async with app(made, start="goals").run_test(size=SIZE) as pilot:
        await pilot.pause()
        goal = one(made, "Speak Spanish")
        pilot.app.screen.query_one(GoalList).choose_id(goal.id)
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"Subjunctive", "ctrl+s")
        await pilot.pause()
        assert made.find("last").goals == (goal.id,)
        assert "Subjunctive" in shown(pilot.app.screen.query_one(Page))


async def test_what_a_page_says_of_nothing_is_read_whole_at_80_columns(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    made.add(new_goal("Chess", made.now()))
    async with app(made, start="goals").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        found = pilot.app.screen.query_one(Page)
        read = lines(pilot).splitlines()
        assert "No reading yet: r says how good you want to be, and how good you are." in " ".join(read)
        assert all(len(line) <= found.room for line in read)


async def test_a_practice_done_again_says_what_the_day_comes_to(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    made.add(new_practice("Guitar", "daily", TODAY, made.now(), minutes=20))
    async with app(made, start="today").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("space")
        await pilot.pause()
        assert "Guitar: 1 day. u takes it back." in said(pilot)
        await pilot.press("space")
        await pilot.pause()
        assert "Guitar: 1 day; 40 min today. u takes it back." in said(pilot)


async def test_space_on_today_checks_a_practice_in_and_u_takes_it_back(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    async with app(made, start="today").run_test(size=SIZE) as pilot:
        await pilot.pause()
        practices = pilot.app.screen.query_one(PracticeList)
        assert pilot.app.focused is practices
        assert shown(practices).splitlines()[0].split("  ")[0] == "▌○ Guitar"
        assert "today keeps 2 days" in shown(practices)
        assert "space Done" in keys(pilot)
        await pilot.press("space")
        await pilot.pause()
        assert "● Guitar" in shown(practices) and "3 days" in shown(practices)
        await pilot.press("u")
        await pilot.pause()
        assert len(made.records(CheckIn)) == 2


async def test_a_check_in_that_is_refused_says_so_and_the_interface_goes_on(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    async with app(made, start="today").run_test(size=SIZE) as pilot:
        await pilot.pause()
        with journal(tmp_path / "j") as elsewhere:
            elsewhere.delete(next(one for one in elsewhere.records(Practice) if one.title == "Guitar"))
        await pilot.press("space")
        await pilot.pause()
        assert said(pilot) == "“Guitar” was deleted in the meantime. Undo brings it back."
        assert "Guitar" not in shown(pilot.app.screen.query_one(PracticeList))


async def test_today_says_how_the_week_stands_against_the_time_that_is_meant_for_a_goal(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    goal = one(made, "Speak Spanish")
    made.change(goal, msgspec.structs.replace(goal, budget=180))
    vocabulary = next(one for one in made.records(Practice) if one.title == "Vocabulary")
    made.act("done", made=[check_in(vocabulary, made.now(), minutes=45)])
    async with app(made, start="today").run_test(size=SIZE) as pilot:
        await pilot.pause()  # Guitar serves no goal, and its minutes are no part of this
        assert "45 min of 3 h learning this week" in shown(pilot.app.screen.query_one("#today-count", Static))


async def test_a_practice_that_is_counted_in_minutes_asks_for_them(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    async with app(made, start="today").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("down", "space")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FormScreen)
        await typed(pilot, "45", "", "")
        await pilot.pause()
        assert "45 of 150 min" in shown(pilot.app.screen.query_one(PracticeList))


async def test_journaling_is_kept_by_writing_and_not_by_hand(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    async with app(made, start="today").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("end")
        assert "● Journaling" in shown(pilot.app.screen.query_one(PracticeList))
        await pilot.pause()
        assert "Done" not in keys(pilot)


async def test_the_timer_runs_pauses_survives_the_program_and_becomes_a_session(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    clock = made.clock
    assert isinstance(clock, FixedClock)
    async with app(made, start="goals").run_test(size=SIZE) as pilot:
        await pilot.pause()
        goal = one(made, "Speak Spanish")
        pilot.app.screen.query_one(GoalList).choose_id(goal.id)
        await pilot.press("m")
        clock.advance(dt.timedelta(minutes=20))
        await pilot.press("m")
        await pilot.pause()
        assert "‖ 0:20" in shown(pilot.app.screen.query_one(NavBar))
        clock.advance(dt.timedelta(minutes=40))
        await pilot.press("m")
    again = Journal(tmp_path / "j", clock=clock)  # as after a crash
    clock.advance(dt.timedelta(minutes=25))
    async with app(again, start="today").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "▶ 0:45" in shown(pilot.app.screen.query_one(NavBar))
        await pilot.press("M")
        await pilot.pause()
        assert pilot.app.screen.query_one("#form-minutes", Input).value == "45 min"
        await pilot.press("enter")
        await typed(pilot, "Verbs")
        await pilot.pause()
        kept = max(again.entries(), key=lambda one: one.recorded)
        assert (kept.kind, kept.minutes, kept.goals, kept.title) == ("session", 45, (goal.id,), "Verbs")
        assert "0:45" not in shown(pilot.app.screen.query_one(NavBar))
    assert again.timer() is None


async def test_an_entry_is_said_to_be_about_a_goal_and_used_for_real(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    async with app(made, start="journal").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        await typed(pilot, "span", "", "30")
        pilot.app.screen.query_one("#form-applied", Input).value = "yes"
        await pilot.press("ctrl+s")
        await rested(pilot)
        kept = made.find("last")
        assert (kept.goals, kept.minutes, kept.applied) == ((one(made, "Speak Spanish").id,), 30, True)
        about = pilot.app.screen.query_one("#reader-about", Static)
        assert "30 min" in shown(about) and "used for real" in shown(about)


def test_an_entry_that_was_deleted_elsewhere_is_back_with_what_was_said_of_it(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    form = about_form(made, made.find("last"))
    with journal(tmp_path / "j") as elsewhere:
        elsewhere.delete(elsewhere.find("last"))
    told = form.save({field.name: field.value for field in form.fields} | {"minutes": "30"})
    assert told == "Changed: An entry\nIt was deleted elsewhere meanwhile. With your change it is back."
    assert made.find("last").minutes == 30


async def test_a_goal_that_was_not_looked_at_for_four_weeks_asks_to_be_on_today(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    made.clock.advance(27 * DAY)  # type: ignore[attr-defined]
    for wanted in (False, True):
        async with app(made, start="today").run_test(size=SIZE) as pilot:
            await pilot.pause()
            wants = pilot.app.screen.query_one("#today-wants", Static)
            assert ("no reading for four weeks" in shown(wants)) is wanted
        made.clock.advance(DAY)  # type: ignore[attr-defined]


async def test_what_another_process_changed_in_a_goal_stays_when_its_form_is_kept(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    async with app(made, start="goals").run_test(size=SIZE) as pilot:
        await pilot.pause()
        goal = one(made, "Speak Spanish")
        pilot.app.screen.query_one(GoalList).choose_id(goal.id)
        await pilot.press("e")
        await pilot.pause()
        other = Journal(tmp_path / "j", clock=made.clock)
        other.change(goal, msgspec.structs.replace(goal, why="Family"))
        pilot.app.screen.query_one("#form-vision", TextArea).text = "Get the jokes."
        await pilot.press("ctrl+s")
        await pilot.pause()
        after = one(made, "Speak Spanish")
        assert (after.vision, after.why) == ("Get the jokes.", "Family")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_every_key_of_the_screen_works_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    made = filled(tmp_path / "j")
    async with app(made, start="goals").run_test(size=size) as pilot:
        for key in ("down", "up", "end", "home", "enter", "j", "k", "pagedown", "pageup", "escape", "c", "escape", "u"):
            await pilot.press(key)
            await pilot.pause()
        for key in ("a", "P", "r", "e", "H", "M"):
            await pilot.press(key, "escape")
            await pilot.pause()
        assert isinstance(pilot.app.screen, GoalsScreen)
        assert {goal.status for goal in made.records(Goal)} == {"active"}
    assert isinstance(made.find("last"), Entry)


async def to(pilot: Pilot[None], kind: type) -> None:
    """Moves down the page to the first item of a kind."""
    page = pilot.app.screen.query_one(Page)
    await pilot.press("home")
    for _ in range(60):
        if isinstance(page.item, kind):
            return
        await pilot.press("down")
    raise AssertionError(f"no {kind.__name__} on the page")


async def test_the_belief_behind_an_obstacle_is_named_and_shown(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    goal = one(made, "Speak Spanish")
    obstacle = Obstacle(text="I stop as soon as it gets boring")
    made.change(goal, msgspec.structs.replace(goal, obstacles=(obstacle,)))
    made.add(new_model("Boredom means it is not for me", 70, made.now(), goals=(goal.id,)))
    async with app(made, start="goals").run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        await to(pilot, ObstacleItem)
        await pilot.press("enter")
        await pilot.pause()
        pilot.app.screen.query_one("#form-model", Input).value = "boredom"
        await pilot.press("ctrl+s")
        await pilot.pause()
        (model,) = made.records(Model)
        assert one(made, "Speak Spanish").obstacles[0].model == model.id
        assert "I believe: Boredom means" in lines(pilot)
        await to(pilot, Model)
        await pilot.press("enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ModelsScreen)
        assert screen.query_one(ModelList).line is not None


async def test_a_page_that_is_laid_out_again_still_begins_at_its_beginning(tmp_path: Path) -> None:
    async with app(filled(tmp_path / "j"), start="goals").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        page = pilot.app.screen.query_one(Page)
        first, after = Line([("A milestone", "text")], "item"), [Line()] * 40
        page.show([first, *after], anew=True)
        await pilot.pause()
        page.show([*[Line([("To follow a fast talk", "text")])] * 9, first, *after])
        await pilot.pause()
        assert page.scroll_offset.y == 0
