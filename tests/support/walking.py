"""Walks through the whole interface by its own bindings, and records what the terminal is sent."""

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import NamedTuple

from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from mastery.host.config import load_settings
from mastery.store import Journal
from mastery.tui.app import MasteryApp
from mastery.tui.places import SCREENS
from tests.tui.support import driver_of, rested

LEAVES = frozenset({"app.quit", "quit", "app.suspend_process"})
"""Actions that end the walk."""

ALSO = frozenset({"app.focus_next", "app.command_palette"})
"""Actions of Textual that lead somewhere; the other bindings without an id only move a cursor."""

OWN = re.compile(
    r"\x1b\[(?!4242)[0-9;?<>=$]*[A-IK-Za-z]|\x1b]22;[a-z-]+\x07|\x1b]11;\?\x07|\x1b]52;c;(?!aGFybQ)[A-Za-z0-9+/]*={0,2}\x07"
)
"""Sequences that Textual itself sends: to draw, to shape the mouse pointer, to ask for the background color, and to
copy a summary, whose letters cannot end the sequence; the hostile texts' own copying is none of them."""

FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\u200b\u2060\ufeff\ud800-\udfff]"
)


class Heard(HeadlessDriver):
    """A driver for which Textual draws as for a terminal; it records what the terminal would be sent."""

    sent: str = ""

    @property
    def is_headless(self) -> bool:
        """Textual draws nothing for a headless driver."""
        return False

    def write(self, data: str) -> None:
        """Records the data, without the bell, which Textual rings by itself."""
        self.sent += data if data != "\x07" else ""


class Step(NamedTuple):
    """A key path, what the terminal was sent at its last key, and where it ends."""

    keys: tuple[str, ...]
    sent: str
    next: tuple[str, ...]
    """The keys that have an effect now."""
    place: tuple[object, ...]
    """What distinguishes this place in the interface from others."""

    @property
    def obeyed(self) -> list[str]:
        """Sequences that a terminal would have obeyed and that are not Textual's own."""
        return FORBIDDEN.findall(OWN.sub("", self.sent))


async def path(journal: Journal, keys: Sequence[str], size: tuple[int, int] = (80, 24)) -> Step:
    """Presses keys in a new interface on the journal."""
    step = Step(tuple(keys), "", (), ())

    async def press(app: MasteryApp, pilot: Pilot[None]) -> None:
        nonlocal step
        step = await _press(app, pilot, keys)

    await _run(journal, press, size)
    return step


async def tour(journal: Journal, size: tuple[int, int] = (80, 24)) -> list[Step]:
    """Presses the keys of every main screen in one interface, each once, and after each goes back."""
    steps: list[Step] = []
    pressed: set[str] = set()

    async def look_around(app: MasteryApp, pilot: Pilot[None]) -> None:
        for number in map(str, range(1, len(SCREENS) + 1)):
            steps.append(await _press(app, pilot, [number]))
            for key in steps[-1].next:
                active = app.screen.active_bindings.get(key)  # None if the last key changed the bindings
                if active is not None and active.binding.id not in pressed:
                    pressed.add(active.binding.id or key)
                    steps.append(await _press(app, pilot, [key]))
                    while len(app.screen_stack) > 1:
                        await _press(app, pilot, ["escape"])
                    if app.base is None or SCREENS[int(number) - 1].name != app.base.NAME:
                        await _press(app, pilot, [number])

    await _run(journal, look_around, size)
    return steps


async def _run(
    journal: Journal, act: Callable[[MasteryApp, Pilot[None]], Awaitable[None]], size: tuple[int, int]
) -> None:
    app = MasteryApp(journal, load_settings(), open_named=lambda name: journal, start="today")
    app.driver_class = Heard

    async def pilot_it(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await act(app, pilot)
        app.exit()

    await app.run_async(headless=False, size=size, auto_pilot=pilot_it)  # type: ignore[arg-type]
    assert app.return_code == 0


async def _press(app: MasteryApp, pilot: Pilot[None], keys: Sequence[str]) -> Step:
    driver = driver_of(app)
    assert isinstance(driver, Heard)
    for key in keys:
        driver.sent = ""
        await pilot.press(key)
        await rested(pilot)
    return Step(tuple(keys), driver.sent, tuple(_next(app)), _place(app))


def _next(app: MasteryApp) -> Iterator[str]:
    """One key for each of the program's own bindings that does something now."""
    seen = set(LEAVES)
    for key, (_, binding, enabled, _) in app.screen.active_bindings.items():
        if enabled and binding.action not in seen and (binding.id is not None or binding.action in ALSO):
            seen.add(binding.action)
            yield key


def _place(app: MasteryApp) -> tuple[object, ...]:
    focused = app.focused
    form = getattr(app.screen, "form", None)
    return (
        *(type(one).__name__ for one in app.screen_stack),
        getattr(form, "name", ""),
        focused and (type(focused).__name__, focused.id),
        frozenset(_next(app)),
    )
