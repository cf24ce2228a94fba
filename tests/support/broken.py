"""Runs mastery with a name of Textual renamed, as another version might, or with an error built in, or with both.

Run as: python -m tests.support.broken NAME PLACE ARG…; NAME and PLACE may be empty. The error comes when f1 is pressed,
unless PLACE is one of STARTING. It quotes the text in the variable SECRET of the environment, as an error of the
program might quote an entry, and has it in its variables.
"""

import asyncio
import os
import re
import sys
import threading
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from mastery.tui.app import MasteryApp

RENAMED = "_of_another_version"


class _Source(SourceFileLoader):
    """Loads a module of Textual with the name replaced."""

    def __init__(self, fullname: str, path: str, name: str) -> None:
        super().__init__(fullname, path)
        self._replaced = re.compile(rf"\b{name}\b".encode())
        self._by = (name + RENAMED).encode()

    def has_it(self) -> bool:
        return self._replaced.search(self.get_data(self.path)) is not None

    def get_code(self, fullname: str) -> Any:
        return self.source_to_code(self._replaced.sub(self._by, self.get_data(self.path)), self.path)


class _Renaming:
    """Finds the modules of Textual in which a name is renamed; the name may be a module's."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(self, fullname: str, path: Sequence[str] | None = None, target: Any = None) -> ModuleSpec | None:
        if fullname.partition(".")[0] != "textual":
            return None
        last = fullname.rpartition(".")[2]
        if last == self._name:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        found = PathFinder.find_spec(fullname.removesuffix(RENAMED), path)
        if found is None or found.origin is None:
            return found
        source = _Source(fullname, found.origin, self._name)
        if not source.has_it() and not last.endswith(RENAMED):
            return found
        return spec_from_file_location(
            fullname, found.origin, loader=source, submodule_search_locations=found.submodule_search_locations
        )


def fail(*_: object, **__: object) -> NoReturn:
    """The error of the program."""
    entry = os.environ["SECRET"]
    lines = {"title": entry, "body": [entry]}
    raise KeyError(lines["title"])


async def fail_later() -> None:
    """The same, after a while."""
    await asyncio.sleep(0)
    fail()


class ShownError(Exception):
    """An error that has a form of its own in which it is to be printed."""

    def __rich__(self) -> str:
        return os.environ["SECRET"]


def _raise_shown(app: "MasteryApp") -> None:
    raise ShownError


def _push(method: str) -> Callable[["MasteryApp"], None]:
    """Opens a screen that fails in this method."""

    def push(app: "MasteryApp") -> None:
        from textual.screen import Screen

        app.push_screen(type("Broken", (Screen,), {method: fail})())

    return push


def _mount(method: str) -> Callable[["MasteryApp"], None]:
    """Adds a widget that fails in this method."""

    def mount(app: "MasteryApp") -> None:
        from textual.widget import Widget

        app.screen.mount(type("Broken", (Widget,), {method: fail})())

    return mount


def _break_input(app: "MasteryApp") -> None:
    """Lets the thread that reads the keys fail at the next one."""
    app.driver_class.process_message = fail  # type: ignore[method-assign]
    app.notify("Broken.")


PLACES: dict[str, Callable[["MasteryApp"], object]] = {
    "an action": fail,
    "an error with a form of its own": _raise_shown,
    "a timer": lambda app: app.set_timer(0.01, fail),
    "a worker": lambda app: app.run_worker(fail_later()),
    "a worker's thread": lambda app: app.run_worker(fail, thread=True),
    "a callback": lambda app: app.call_later(fail),
    "a callback after a refresh": lambda app: app.screen.call_after_refresh(fail),
    "a screen's compose": _push("compose"),
    "a screen's mount": _push("on_mount"),
    "a message's handler": _push("on_screen_resume"),
    "a widget's compose": _mount("compose"),
    "a widget's render": _mount("render"),
    "a widget's line": _mount("render_line"),
    "the thread of the keys": _break_input,
}
"""Where an error ends the interface when f1 is pressed; at the last, with the next key, once "Broken." is shown."""

BESIDE: dict[str, Callable[["MasteryApp"], object]] = {
    "a task nobody waits for": lambda app: asyncio.ensure_future(fail_later()) and None,
    "a thread": lambda app: threading.Thread(target=fail).start(),
}
"""Where an error does not end the interface."""

STARTING = {"the app's load": "on_load", "the app's mount": "on_mount", "Today's compose": "", "the run itself": "run"}
"""Where an error ends the interface before it is on show, and the method of the app."""


def _break(place: str) -> None:
    from mastery.tui.app import MasteryApp

    if place == "Today's compose":
        from mastery.tui.screens.today import TodayScreen

        TodayScreen.compose = fail  # type: ignore[method-assign]
    elif place in STARTING:
        setattr(MasteryApp, STARTING[place], fail)
    else:
        MasteryApp.action_help = (PLACES | BESIDE)[place]  # type: ignore[method-assign,assignment]


def main(name: str, place: str, *args: str) -> None:
    """Runs mastery with these arguments."""
    if name:
        sys.meta_path.insert(0, _Renaming(name))
    if place:
        _break(place)
    from mastery.__main__ import main as run

    run(args)


if __name__ == "__main__":
    main(*sys.argv[1:])
