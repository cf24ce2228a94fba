"""What the interface's tests share: a small journal, the app on it, and what is on its screen."""

import asyncio
import contextlib
import os
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import textual.app
import textual.pilot
from markdown_it import MarkdownIt
from textual._context import active_app
from textual._xterm_parser import XTermParser
from textual.app import App, ScreenStackError
from textual.driver import Driver
from textual.message import Message
from textual.notifications import Notification
from textual.pilot import Pilot
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets._toast import Toast

from mastery.core.sharing.sent import Summary
from mastery.host.config import Settings, load_settings
from mastery.store import Journal
from mastery.tui.app import MasteryApp
from mastery.tui.screens.choice import ChoiceScreen
from mastery.tui.widgets.bars import KeyBar
from mastery.tui.widgets.page import Page
from tests.support.patience import PATIENCE

__all__ = ["Toast", "XTermParser"]
"""Classes of Textual without a public name."""

AT_ONCE = 0.002
"""Seconds: a timer that is due within them is waited for. The program puts off what may follow the next picture so."""


async def settled(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Waits until the interface has done whatever it can do now: what is left waits for a key, a timer or a process.

    It stands in the place of Textual's own wait, which sleeps until the process seems idle. That takes 40 ms for every
    key, and on a busy machine it ends before the key has been dealt with.
    """
    loop = asyncio.get_running_loop()
    while True:
        while loop._ready:  # type: ignore[attr-defined]
            await asyncio.sleep(0)
        with contextlib.suppress(ScreenStackError):
            active_app.get().screen._on_timer_update()  # draws, and calls what waits for that
        if loop._ready:  # type: ignore[attr-defined]
            continue
        if texts := [text for text in _parsed if text.get_loop() is loop]:
            await asyncio.wait(texts)
            continue
        soon = loop.time() + AT_ONCE
        due = [timer.when() for timer in loop._scheduled if not timer.cancelled() and timer.when() <= soon]  # type: ignore[attr-defined]
        if not due:
            return
        await asyncio.sleep(max(0, min(due) - loop.time()))


_parsed: set[asyncio.Future[Any]] = set()
"""Texts that Textual has parsed by a thread, and does not have yet."""
_run_in_executor = asyncio.BaseEventLoop.run_in_executor


def run_in_executor(
    loop: asyncio.BaseEventLoop, executor: Executor | None, function: Callable[..., Any], *args: Any
) -> asyncio.Future[Any]:
    """Has it done by a thread, as asyncio does; parsing is waited for."""
    future = _run_in_executor(loop, executor, function, *args)
    if isinstance(getattr(function, "__self__", None), MarkdownIt):
        _parsed.add(future)
        future.add_done_callback(_parsed.discard)
    return future


_closed = App._shutdown


async def closed(ended: App[None]) -> None:
    """Closes the app once its timers stand, as at a real end; with `run_test` they go on while the screens close."""
    await Timer._stop_all(ended._timers)
    await _closed(ended)


textual.app.wait_for_idle = textual.pilot.wait_for_idle = settled
asyncio.BaseEventLoop.run_in_executor = run_in_executor  # type: ignore[method-assign, assignment]
App._shutdown = closed  # type: ignore[method-assign, assignment]


def app(made: Journal, *, settings: Settings | None = None, start: str = "journal", **others: Journal) -> MasteryApp:
    """The interface on a journal, at one of its screens; `others` are the journals it can open by name."""
    return MasteryApp(made, settings or load_settings(), open_named=lambda name: others[name], start=start)


def shown(widget: Widget) -> str:
    """The text a widget shows, line by line."""
    lines = widget.render_lines(widget.size.region)
    return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)


async def rested(pilot: Pilot[None]) -> None:
    """Waits also for what the program does once no key has been pressed for a moment, such as showing a text."""
    await pilot.pause()
    while any(map(_is_put_off, _timers(pilot.app))):
        await asyncio.sleep(0.005)
        await pilot.pause()


def _timers(ui: App[None]) -> list[Timer]:
    return [timer for node in (ui, *ui.screen.walk_children(with_self=True)) for timer in node._timers]


def _is_put_off(timer: Timer) -> bool:
    """Whether it will be due within the half second in which Textual's cursor blinks."""
    is_waiting = timer._task is not None and not timer._task.done() and timer._active.is_set()
    return is_waiting and timer._interval < 0.5


async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    """Waits for what a timer, a thread or another process brings about; fails where it never comes."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while not holds():
        assert loop.time() < end, "it never came"
        await asyncio.sleep(0.01)
        await pilot.pause()


def keys(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(KeyBar).render().plain


def notifications(ui: App[None]) -> list[Notification]:
    """The notices on show, the oldest first."""
    return list(ui._notifications)


def notices(ui: App[None]) -> list[str]:
    """What the notices on show say."""
    return [notice.message for notice in notifications(ui)]


def said(pilot: Pilot[None]) -> str:
    """The notices on show, as one text."""
    return "\n".join(notices(pilot.app))


async def typed(pilot: Pilot[None], *words: str) -> None:
    """Types words, with enter after each."""
    for word in words:
        await pilot.press(*("space" if letter == " " else letter for letter in word), "enter")


async def keep(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+s")
    await pilot.pause()


async def write(pilot: Pilot[None], *fields: str) -> None:
    """Types into the fields of a form, with tab between."""
    for number, text in enumerate(fields):
        if number:
            await pilot.press("tab")
        await pilot.press(*("space" if letter == " " else letter for letter in text))


def driver_of(ui: App[None]) -> Driver | None:
    """What the app writes to."""
    return ui._driver


def waited(parser: XTermParser) -> list[Message]:
    """What the parser makes of a sequence that was begun, once it has waited long enough for the rest."""
    if parser._timeout_time is not None:
        parser._timeout_time = 0.0
    return list(parser.tick())


def is_ending(ui: App[None]) -> bool:
    """Whether the app has ended, or is about to."""
    return not ui.is_running or ui._exit


PICTURES = Path(__file__).parent / "pictures"


def drawn(ui: App[None]) -> list[str]:
    """The lines of the screen, as wide as it is."""
    return [strip.text for strip in ui.screen._compositor.render_strips()]


def picture(ui: App[None]) -> str:
    """The letters on the screen, blanks at line ends left out."""
    return "\n".join(line.rstrip() for line in drawn(ui)) + "\n"


def before(name: str, size: tuple[int, int], seen: str) -> str:
    """The picture as it was; where new ones are drawn, as it is now."""
    file = PICTURES / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("MASTERY_DRAW"):
        file.write_text(seen, "utf-8")
    return file.read_text("utf-8")


def lines(pilot: Pilot[None], name: str = "Page") -> str:
    """All lines of the page on the screen, or of the one of that id, out of sight too."""
    found = pilot.app.screen.query_one(name, Page)._lines
    return "\n".join("".join(text for text, _ in line.pieces) for line in found)


async def choose(pilot: Pilot[None], *numbers: int) -> None:
    """Chooses the options of these numbers, one list after the other."""
    for number in numbers:
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChoiceScreen)
        await pilot.press(*["down"] * number, "enter")
    await pilot.pause()


async def gone(pilot: Pilot[None]) -> None:
    """Waits for the summary that is on its way."""
    await pilot.app.workers.wait_for_complete([one for one in pilot.app.workers if one.group == "send"])
    await pilot.pause()


def sent(made: Journal) -> list[Summary]:
    made.refresh()
    return made.records(Summary)
