"""Today: its first words are true, enter begins a line where it would open nothing, what was stopped is offered."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from mastery.core.goals.acts import new_goal
from mastery.core.practices.acts import new_practice
from mastery.core.practices.practice import CheckIn
from mastery.store import Journal
from mastery.tui.screens.form import FormScreen
from mastery.tui.screens.guide import GuideScreen
from mastery.tui.screens.today import CaptureLine, TodayScreen
from mastery.tui.widgets.practicelist import PracticeList
from mastery.tui.widgets.sections import Sections
from tests.support.diary import NOW, entry, filled, journal
from tests.tui.support import app, keys, notices, picture, said, shown, until

SIZES = [(80, 24), (60, 20), (120, 40), (200, 60)]


def told(pilot: Pilot[None], name: str) -> str:
    """What stands in a part of Today, on one line."""
    return " ".join(shown(pilot.app.screen.query_one(f"#today-{name}", Static)).replace("█", "").split())


def line(pilot: Pilot[None]) -> CaptureLine:
    return pilot.app.screen.query_one(CaptureLine)


def begun(path: Path, *, goal: bool = True, practice: bool = True) -> Journal:
    """A journal without an entry, with a goal or a practice or both."""
    made = journal(path)
    if goal:
        made.add(new_goal("Speak Spanish", made.now()))
    if practice:
        made.add(new_practice("Guitar", "daily", NOW.date(), made.now()))
    return made


# The first words


async def test_the_first_words_follow_from_nothing_to_a_goal_a_practice_and_an_entry(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    async with app(made, start="today").run_test() as pilot:
        await pilot.pause()
        assert "It is empty, and waits for its first line." in told(pilot, "empty")
        assert "3 set a goal, begin a practice" in told(pilot, "empty")
        await pilot.press("3", "a", *"Speak Spanish", "ctrl+s")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert "Your journal has a goal, and waits for its first line." in told(pilot, "empty")
        assert "3 rate the goal, begin a practice" in told(pilot, "empty")
        await pilot.press("3", "r", *"8", "tab", *"3", "ctrl+s")
        await pilot.pause()
        await pilot.press("P", *"Guitar", "tab", *"daily", "ctrl+s")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert "has a goal and a practice, and waits" in told(pilot, "empty")
        assert "3 see your goals and practices" in told(pilot, "empty")
        await pilot.press("space")
        await pilot.pause()
        assert len(made.records(CheckIn)) == 1
        assert "no entry yet today" in told(pilot, "count") and "nothing" not in picture(pilot.app)
        await pilot.press("i", *"A line", "enter")
        await pilot.pause()
        assert not pilot.app.screen.query_one("#today-empty").display


@pytest.mark.parametrize("size", SIZES[:1] + SIZES[2:], ids=str)
@pytest.mark.parametrize("practices", [0, 1, 4])
async def test_the_first_steps_are_seen_whole(tmp_path: Path, practices: int, size: tuple[int, int]) -> None:
    made = begun(tmp_path / "j", practice=False)
    made.add(*(new_practice(f"Practice {number}", "daily", NOW.date(), made.now()) for number in range(practices)))
    ui = app(made, start="today")
    async with ui.run_test(size=size) as pilot:
        await pilot.pause()
        seen = picture(ui)
        assert "waits for its first line." in seen and "see every key" in seen
        assert ("In the shell:" in seen) == ("From jrnl:" in seen)


async def test_a_journal_of_which_all_is_in_the_trash_is_not_called_empty(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("One"))
    made.delete(made.find("last"))
    async with app(made, start="today").run_test() as pilot:
        await pilot.pause()
        assert "It has no entry, and waits for a line." in told(pilot, "empty")


# Enter


async def test_enter_begins_a_line_where_nothing_is_on_the_page(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    async with app(made, start="today").run_test() as pilot:
        await pilot.pause()
        assert line(pilot).placeholder == "A thought? Press enter, write a line, and press enter"
        assert "enter Write a line" in keys(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert line(pilot).placeholder == "Write a line, and press enter"
        assert "Write a line" not in keys(pilot)
        await pilot.press(*"Night is in", "enter")
        await pilot.pause()
        assert [one.title for one in made.entries()] == ["Night is in"]
        await pilot.press("escape")
        await pilot.pause()
        assert line(pilot).placeholder == "A thought? Press i, write a line, and press enter"
        assert "enter Read" in keys(pilot)


async def test_no_letter_typed_right_after_enter_is_lost(tmp_path: Path) -> None:
    async with app(journal(tmp_path / "j"), start="today").run_test() as pilot:
        await pilot.pause()
        await pilot.press("enter", *"quit 123?")
        assert line(pilot).value == "quit 123?"


async def test_enter_opens_what_is_chosen_and_on_journaling_begins_a_line(tmp_path: Path) -> None:
    async with app(filled(tmp_path / "j"), start="today").run_test() as pilot:
        await pilot.pause()
        assert "enter How long…" in keys(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FormScreen)
        await pilot.press("escape", "end")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TodayScreen) and "enter Write a line" in keys(pilot)
        await pilot.press("enter", *"So")
        assert line(pilot).value == "So"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen.focused, Sections) and "enter Read" in keys(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.current_mode == "journal"


async def test_a_first_practice_is_checked_in_with_the_first_key(tmp_path: Path) -> None:
    made = begun(tmp_path / "j", goal=False)
    async with app(made, start="today").run_test() as pilot:
        await pilot.pause()
        assert "space Done" in keys(pilot) and "enter How long…" in keys(pilot)
        assert "Press i," in line(pilot).placeholder
        await pilot.press("space")
        await pilot.pause()
        assert len(made.records(CheckIn)) == 1


# Journaling


async def test_journaling_says_what_it_is(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("One", days_ago=1))
    async with app(made, start="today").run_test() as pilot:
        await pilot.pause()
        assert "Journaling  1 day  an entry keeps 1 day" in shown(pilot.app.screen.query_one(PracticeList))
        await pilot.press("i", *"Two", "enter")
        await pilot.pause()
        assert "Journaling  2 days  done by an entry today" in shown(pilot.app.screen.query_one(PracticeList))


# What was begun and not kept


async def test_a_review_that_was_stopped_is_offered_and_goes_on_where_it_was(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("One", days_ago=8))
    async with app(made, start="today").run_test() as pilot:
        await pilot.pause()
        assert "look back on the week of 16 November 2026" in told(pilot, "wants")
        await pilot.press("5", "comma", "r")
        await pilot.pause()
        await pilot.press("enter", *"Won", "enter", *"Late", "escape", "1")
        await until(pilot, lambda: told(pilot, "draft"))
        assert "Not kept yet: “Review of the week of 16 November 2026” r goes on" in told(pilot, "draft")
        assert not pilot.app.screen.query_one("#today-wants").display, "it is not asked for a second time"
        assert "r Go on" in keys(pilot)
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(pilot.app.screen, GuideScreen)
        area = pilot.app.screen.focused
        assert isinstance(area, TextArea) and (area.id, area.text) == ("form-failed", "Late")
        await pilot.press(*" again", "ctrl+s")
        await pilot.pause()
        assert not pilot.app.screen.query_one("#today-draft").display
        assert not pilot.app.screen.query_one("#today-wants").display
    [kept] = [one for one in made.entries() if one.kind == "review"]
    assert kept.title == "Review of the week of 16 November 2026"
    assert "## What failed\n\nLate again" in kept.body and "Won" in kept.body


async def test_a_review_that_is_put_away_is_in_the_trash_and_is_asked_for_again(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("One", days_ago=8))
    async with app(made, start="today").run_test() as pilot:
        await pilot.press("5", "comma", "r")
        await pilot.pause()
        await pilot.press("enter", *"Won it", "escape", "1")
        await pilot.pause()
        await pilot.press("x")
        await pilot.pause()
        assert not pilot.app.screen.query_one("#today-draft").display
        assert "look back on the week of 16 November 2026" in told(pilot, "wants")
        assert "trash (t)" in said(pilot)
    [gone] = made.trash()
    assert (gone.title, gone.kind) == ("Review of the week of 16 November 2026", "review")
    assert "## Wins\n\nWon it" in gone.body
    assert not list((tmp_path / "j" / "drafts").glob("*.form"))


async def test_the_newest_of_drafts_and_reviews_is_offered_first(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("One"))
    async with app(made, start="today").run_test() as pilot:
        await pilot.press("5", "r")
        await pilot.pause()
        await pilot.press("enter", *"Won it", "escape", "1")
        await pilot.pause()
        await pilot.press("n", *"half a sent", "escape")
        await pilot.pause()
        assert "“half a sent”" in told(pilot, "draft") and "and 1 more" in told(pilot, "draft")
        await pilot.press("r", *"ence", "ctrl+s")
        await pilot.pause()
        assert "“Review of the week of 23 November 2026”" in told(pilot, "draft")
        assert "more" not in told(pilot, "draft")


async def test_a_review_that_was_only_looked_at_is_not_offered(tmp_path: Path) -> None:
    async with app(journal(tmp_path / "j", entry("One")), start="today").run_test() as pilot:
        await pilot.press("5", "r")
        await pilot.pause()
        await pilot.press("enter", "enter", "escape", "1")
        await pilot.pause()
        assert not pilot.app.screen.query_one("#today-draft").display


async def test_what_is_no_review_among_the_forms_is_passed_over(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("One"))
    for name in ("review-week-2026-11-24", "review-week", "review-day-2026-11-23", "review-week-x", "checkin-1"):
        made.save_form(name, {"wins": "Won"})
    made.save_form("review-month-2026-11-01", {"wins": "Won"})
    (tmp_path / "j" / "drafts" / "review-year-2026-01-01.form").write_text("{damaged")
    async with app(made, start="today").run_test() as pilot:
        await pilot.pause()
        assert "“Review of November 2026”" in told(pilot, "draft") and "more" not in told(pilot, "draft")


async def test_the_draft_of_an_edit_is_offered_by_its_title(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("Talked on the phone", "It went well"))
    async with app(made, start="journal").run_test() as pilot:
        await pilot.pause()
        await pilot.press("e", *"More. ", "escape", "1")
        await pilot.pause()
        assert "Not kept yet: “Talked on the phone” r goes on" in told(pilot, "draft")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_long_title_of_a_draft_leaves_its_keys_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    made = journal(tmp_path / "j", entry("One"))
    made.save_draft("new-1", "A very long line 日本語 that goes on and on " * 9)
    made.leave_draft("new-1")
    ui = app(made, start="today")
    async with ui.run_test(size=size) as pilot:
        await pilot.pause()
        lines = picture(ui).split("\n")
        at = next(at for at, one in enumerate(lines) if "Not kept yet: “A very long" in one)
        assert "…”" in lines[at]
        assert f"r goes on   x puts it away   of {made.drafts()[0].saved:%a}" in lines[at + 1]


async def test_a_line_whose_date_was_not_understood_is_kept_and_told(tmp_path: Path) -> None:
    made = journal(tmp_path)
    async with app(made, start="today").run_test() as pilot:
        await pilot.press("i", *"yestrday: Swam", "enter")
        await pilot.pause()
        assert [one.title for one in made.entries()] == ["yestrday: Swam"]
        assert "“yestrday” is no day or time" in notices(pilot.app)[0]
        await pilot.press(*"yesterday: Ran", "enter")
        await pilot.pause()
        assert [one.title for one in made.entries()] == ["Ran", "yestrday: Swam"]


async def test_the_editor_tells_of_a_date_that_was_not_understood(tmp_path: Path) -> None:
    made = journal(tmp_path)
    async with app(made, start="today").run_test() as pilot:
        await pilot.press("n", *"2026-13-45: Swam", "ctrl+s")
        await pilot.pause()
        assert [one.title for one in made.entries()] == ["2026-13-45: Swam"]
        assert "“2026-13-45” is no day or time" in notices(pilot.app)[0]
