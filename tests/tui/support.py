"""What the interface's tests share: a small journal, the app on it, and what is on its screen."""

import os
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget

from mastery.core.sharing.sent import Summary
from mastery.host.config import Settings, load_settings
from mastery.store import Journal
from mastery.tui.app import MasteryApp
from mastery.tui.screens.choice import ChoiceScreen
from mastery.tui.widgets.bars import KeyBar
from mastery.tui.widgets.page import Page


def app(made: Journal, *, settings: Settings | None = None, start: str = "journal", **others: Journal) -> MasteryApp:
    """The interface on a journal, at one of its screens; `others` are the journals it can open by name."""
    return MasteryApp(made, settings or load_settings(), open_named=lambda name: others[name], start=start)


def shown(widget: Widget) -> str:
    """The text a widget shows, line by line."""
    lines = widget.render_lines(widget.size.region)
    return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)


def keys(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(KeyBar).render().plain


def said(pilot: Pilot[None]) -> str:
    """The notices on show."""
    return "\n".join(notice.message for notice in pilot.app._notifications)


async def typed(pilot: Pilot[None], *words: str) -> None:
    """Types words, with enter after each."""
    for word in words:
        await pilot.press(*("space" if letter == " " else letter for letter in word), "enter")


async def keep(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+s")
    await pilot.pause(0.1)


async def write(pilot: Pilot[None], *fields: str) -> None:
    """Types into the fields of a form, with tab between."""
    for number, text in enumerate(fields):
        if number:
            await pilot.press("tab")
        await pilot.press(*("space" if letter == " " else letter for letter in text))


PICTURES = Path(__file__).parent / "pictures"


def picture(shown: App[None]) -> str:
    """The letters on the screen, blanks at line ends left out."""
    return "\n".join(strip.text.rstrip() for strip in shown.screen._compositor.render_strips()) + "\n"


def before(name: str, size: tuple[int, int], seen: str) -> str:
    """The picture as it was; where new ones are drawn, as it is now."""
    file = PICTURES / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("MASTERY_DRAW"):
        file.write_text(seen, "utf-8")
    return file.read_text("utf-8")


def lines(pilot: Pilot[None], name: str) -> str:
    """All lines of a page: "#share-page" or "#share-text"."""
    found = pilot.app.screen.query_one(name, Page)._lines
    return "\n".join("".join(text for text, _ in line.pieces) for line in found)


async def choose(pilot: Pilot[None], *numbers: int) -> None:
    """Chooses the options of these numbers, one list after the other."""
    for number in numbers:
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChoiceScreen)
        await pilot.press(*["down"] * number, "enter")
    await pilot.pause(0.1)


async def gone(pilot: Pilot[None]) -> None:
    """Waits for the summary that is on its way."""
    await pilot.app.workers.wait_for_complete([one for one in pilot.app.workers if one.group == "send"])
    await pilot.pause()


def sent(made: Journal) -> list[Summary]:
    made.refresh()
    return made.records(Summary)
