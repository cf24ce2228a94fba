"""The first start: one page, the way to a first goal and a first entry; skipped or used, it is not seen again."""

from pathlib import Path

import pytest
from textual.widgets import Static

from mastery.core.goals.goal import Goal
from mastery.host.config import load_settings
from mastery.store import Journal
from mastery.tui.app import MasteryApp
from mastery.tui.screens.compose import ComposeScreen
from mastery.tui.screens.form import FormScreen
from mastery.tui.screens.help import HelpScreen
from mastery.tui.screens.today import CaptureLine, TodayScreen
from mastery.tui.screens.welcome import WelcomeScreen
from tests.support.diary import entry, filled, journal
from tests.tui.support import drawn, notices, shown, until


def started(made: Journal) -> MasteryApp:
    """The interface as a person starts it."""
    return MasteryApp(made, load_settings(), open_named=lambda name: made, welcome=True)


async def is_welcomed(made: Journal) -> bool:
    """Whether a start on this journal shows the page."""
    ui = started(made)
    async with ui.run_test() as pilot:
        await pilot.pause()
        return isinstance(ui.screen, WelcomeScreen)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (200, 60)])
async def test_the_page_says_what_it_is_and_its_three_keys_and_needs_no_scrolling(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    ui = started(journal(tmp_path / "j"))
    async with ui.run_test(size=size) as pilot:
        await pilot.pause()
        lines = drawn(ui)
        text = "\n".join(lines)
        for said in ("Welcome to mastery", "waits for its", "g    Set a goal", "n    Write an", "esc  Go on", "--help"):
            assert said in text
        assert ui.screen.query_one("#welcome").max_scroll_y == 0


async def test_a_first_goal_and_a_first_entry_are_set_and_nothing_is_asked_twice(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    ui = started(made)
    async with ui.run_test() as pilot:
        await pilot.press("g", *"Speak Spanish", "ctrl+s")
        await pilot.pause()
        assert [goal.title for goal in made.records(Goal)] == ["Speak Spanish"]
        assert "A goal is set: Speak Spanish" in shown(ui.screen.query_one("#welcome-steps", Static))
        assert "It is empty" not in shown(ui.screen.query_one("#welcome-about", Static))
        assert "Set a goal" not in shown(ui.screen.query_one("#welcome-steps", Static))
        await pilot.press("n", *"A first line", "ctrl+s")
        await pilot.pause()
        assert isinstance(ui.screen, TodayScreen)
        assert [one.title for one in made.entries()] == ["A first line"]
    assert not await is_welcomed(made)


async def test_enter_goes_from_one_to_the_next(tmp_path: Path) -> None:
    ui = started(journal(tmp_path / "j"))
    async with ui.run_test() as pilot:
        await pilot.press("enter")
        assert isinstance(ui.screen, FormScreen)
        await pilot.press(*"Chess", "ctrl+s")
        await pilot.pause()
        await pilot.press("enter")
        assert isinstance(ui.screen, ComposeScreen)


async def test_it_is_skipped_once_and_for_all(tmp_path: Path) -> None:
    ui = started(journal(tmp_path / "j"))
    async with ui.run_test() as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(ui.screen, TodayScreen)
        assert "waits for its first line" in shown(ui.screen.query_one("#today-empty", Static))
    assert not await is_welcomed(journal(tmp_path / "j"))


async def test_a_form_that_was_left_is_not_asked_again_unless_wanted(tmp_path: Path) -> None:
    ui = started(journal(tmp_path / "j"))
    async with ui.run_test() as pilot:
        await pilot.press("g", "escape")
        await pilot.pause()
        assert isinstance(ui.screen, WelcomeScreen)
        await pilot.press("n", "escape")
        await pilot.pause()
        assert isinstance(ui.screen, WelcomeScreen)


async def test_an_entry_that_was_only_begun_is_on_today_as_a_draft(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    ui = started(made)
    async with ui.run_test() as pilot:
        await pilot.press("n", *"half a", "escape")
        await pilot.pause()
        assert isinstance(ui.screen, TodayScreen)
        assert "half a" in shown(ui.screen.query_one("#today-draft", Static))
    assert not await is_welcomed(journal(tmp_path / "j"))


async def test_a_line_typed_with_the_key_of_habit_loses_no_letter(tmp_path: Path) -> None:
    ui = started(journal(tmp_path / "j"))
    async with ui.run_test() as pilot:
        await pilot.press("i", *"night")
        assert ui.screen.query_one(CaptureLine).value == "night"


async def test_only_a_journal_in_which_nothing_was_ever_written_welcomes(tmp_path: Path) -> None:
    assert await is_welcomed(journal(tmp_path / "new"))
    assert not await is_welcomed(journal(tmp_path / "entry", entry("One")))
    assert not await is_welcomed(filled(tmp_path / "filled"))
    gone = journal(tmp_path / "gone", entry("One"))
    gone.delete(gone.find("last"))
    assert not await is_welcomed(gone)


async def test_it_makes_room_when_another_process_writes(tmp_path: Path) -> None:
    ui = started(journal(tmp_path / "j"))
    async with ui.run_test() as pilot:
        await pilot.pause()
        with journal(tmp_path / "j") as other:
            other.add(entry("Theirs"))
        await until(pilot, lambda: isinstance(ui.screen, TodayScreen))


async def test_a_folder_that_cannot_be_written_is_welcomed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mastery.core.base.errors import MasteryError

    def refuse(*_: object) -> None:
        raise MasteryError("No room.")

    made = journal(tmp_path / "j")
    monkeypatch.setattr(made, "save_form", refuse)
    ui = started(made)
    async with ui.run_test() as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(ui.screen, TodayScreen)
        assert not notices(ui)
    assert await is_welcomed(journal(tmp_path / "j"))


async def test_its_keys_are_explained(tmp_path: Path) -> None:
    ui = started(journal(tmp_path / "j"))
    async with ui.run_test() as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(ui.screen, HelpScreen)
        text = "\n".join(shown(one) for one in ui.screen.query(".help-rows"))
        assert "Set a first goal" in text and "Write a first entry" in text and "Go on to Today" in text
