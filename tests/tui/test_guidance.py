"""Nobody is left alone: f1 explains whatever is open, and every empty screen says the next step and its key."""

import datetime as dt
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.screen import Screen

from mastery.core.thinking.acts import new_card
from mastery.tui.screens.choice import ChoiceScreen
from mastery.tui.screens.compose import ComposeScreen
from mastery.tui.screens.form import FormScreen
from mastery.tui.screens.guide import GuideScreen
from mastery.tui.screens.help import HelpScreen
from mastery.tui.screens.main import MainScreen
from mastery.tui.screens.recall import RecallScreen
from mastery.tui.screens.search import SearchScreen
from mastery.tui.screens.trash import TrashScreen
from tests.support.clock import FixedClock
from tests.support.diary import filled, journal
from tests.tui.support import app, picture, shown

OPEN: dict[str, tuple[tuple[str, ...], type[Screen[object]], str]] = {
    "Today": (("1",), MainScreen, "Write a line; enter keeps it"),
    "Today's line": (("1", "i"), MainScreen, "Leave the line"),
    "Journal": (("2",), MainScreen, "Star the entry"),
    "Journal's filter": (("2", "f"), MainScreen, "All actions"),
    "Goals": (("3",), MainScreen, "Set a goal"),
    "Models": (("4",), MainScreen, "Write a model down"),
    "Review": (("5",), MainScreen, "Go through it"),
    "Share": (("6",), MainScreen, "Add a mentor"),
    "the editor": (("n",), ComposeScreen, "Keep it as an entry"),
    "a form": (("3", "a"), FormScreen, "The next field"),
    "a choice": (("5", "w"), ChoiceScreen, "Take it"),
    "a guided form": (("5", "r"), GuideScreen, "The next question"),
    "search": (("slash", *"entry"), SearchScreen, "Read what is chosen"),
    "the trash": (("t",), TrashScreen, "Take back the last change"),
    "the palette": (("ctrl+p",), CommandPalette, "Exit the command palette"),
}


@pytest.mark.parametrize("place", OPEN)
async def test_f1_explains_whatever_is_open_and_leads_back_to_it(tmp_path: Path, place: str) -> None:
    keys, kind, says = OPEN[place]
    ui = app(filled(tmp_path / "j"), start="today")
    async with ui.run_test() as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        below = ui.screen
        assert isinstance(below, kind)
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(ui.screen, HelpScreen)
        assert says in "\n".join(shown(one) for one in ui.screen.query(".help-rows"))
        await pilot.press("f1")
        await pilot.pause()
        assert ui.screen is below


async def test_f1_explains_recall(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    made.add(new_card("Why?", "So.", made.now()))
    assert isinstance(made.clock, FixedClock)
    made.clock.advance(dt.timedelta(days=1))
    ui = app(made, start="models")
    async with ui.run_test() as pilot:
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(ui.screen, HelpScreen)
        assert "Show the answer" in "\n".join(shown(one) for one in ui.screen.query(".help-rows"))
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(ui.screen, RecallScreen)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("1",), "n   write an entry"),
        (("2",), "n  writes the first entry"),
        (("3",), "a  sets a goal"),
        (("4",), "a  writes one down"),
        (("5",), "n writes an entry"),
        (("6",), "a  adds a mentor"),
        (("slash", *"zzz"), "Fewer letters find more"),
        (("t",), "esc goes back"),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=str)
async def test_an_empty_screen_says_the_next_step_and_its_key(
    tmp_path: Path, size: tuple[int, int], keys: tuple[str, ...], said: str
) -> None:
    ui = app(journal(tmp_path / "j"), start="today")
    async with ui.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert " ".join(said.split()) in " ".join(picture(ui).split())
