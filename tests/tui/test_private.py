"""What is used of the private side of Textual still does what is relied on; and the interface opens without it."""

import asyncio
import re
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from mastery.host.config import load_settings
from mastery.tui.terminal import private
from mastery.tui.terminal.driver import SteadyDriver
from mastery.tui.terminal.lightness import AskingDriver
from tests.support.diary import filled, journal
from tests.support.private_names import is_private
from tests.support.programs import Terminal, listed
from tests.tui.support import app

GONE = {
    "_xterm_parser", "XTermParser", "_sequence_to_key_events",
    "LinuxDriver", "run_input_thread", "exit_event",
    "_handle_exception", "_fatal_error",
    "Stylesheet", "set_variables", "reparse",
}  # fmt: skip
"""The names that another version of Textual may not have."""


@pytest.mark.parametrize("name", sorted(GONE))
def test_where_a_name_is_gone_the_interface_opens_takes_a_line_and_ends_in_order(name: str, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "tests.support.broken", name, ""]
    with Terminal([*program, "--journal", str(tmp_path / "j")]) as terminal:
        terminal.wait("first line")
        terminal.type("iA thought")
        terminal.wait("A thought")
        terminal.type("\r")
        terminal.wait("1 in all")
        terminal.type("\x1b")
        terminal.wait("Search")
        terminal.type("3")
        terminal.wait("mastery goal add")
        terminal.type("q")
        assert terminal.ended() == 0
    assert [one["title"] for one in listed(tmp_path / "j")] == ["A thought"]


def test_each_private_name_that_is_used_is_one_of_those() -> None:
    source = Path(private.__file__).read_text("utf-8")
    textual = Path(sys.modules["textual"].__path__[0])
    own = {name for name in set(re.findall(r"\b_\w+", source)) if is_private(name)} - GONE
    there = "\n".join(file.read_text("utf-8") for file in textual.rglob("*.py"))
    assert [name for name in sorted(own) if re.search(rf"\b{name}\b", there)] == []
    assert [name for name in sorted(GONE) if not re.search(rf"\b{name}\b", source)] == []


async def test_textual_takes_the_driver_that_reads_by_itself(tmp_path: Path) -> None:
    made = app(journal(tmp_path / "j"))
    assert made.driver_class is SteadyDriver
    asking = app(made.journal, settings=load_settings()._replace(theme="auto"))
    assert asking.driver_class is AskingDriver
    textuals = private.ReadingDriver.__base__
    assert callable(vars(textuals)["run_input_thread"])


def test_textuals_parser_fails_at_a_key_that_is_not_a_letter() -> None:
    textuals = private.SteadyParser.__base__
    with pytest.raises((ValueError, OverflowError)):
        list(textuals().feed("\x1b[1114112u"))
    assert list(private.SteadyParser().feed("\x1b[1114112u")) == []


class Plain(App[None]):
    """An app of Textual's own, which fails at once."""

    def on_mount(self) -> None:
        word = "".join(("ze", "bra"))
        raise KeyError(len(word))


class Catching(private.CatchingApp):
    """The same app, which is asked about its errors."""

    def on_mount(self) -> None:
        word = "".join(("ze", "bra"))
        raise KeyError(len(word))

    def take_error(self, error: Exception) -> bool:
        self.taken = error
        return True


async def test_textual_would_print_the_variables_of_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyError):
        async with Plain().run_test():
            pass
    assert "'zebra'" in capsys.readouterr().err
    caught = Catching()
    with pytest.raises(KeyError):
        async with caught.run_test():
            pass
    assert isinstance(caught.taken, KeyError)
    assert caught.return_code == 1
    assert capsys.readouterr() == ("", "")


async def test_textual_reads_styles_again_by_the_methods_that_are_overridden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = app(filled(tmp_path / "j"), start="today")
    called: list[str] = []
    for name in ("set_variables", "reparse"):
        before = getattr(made.stylesheet, name)
        monkeypatch.setattr(made.stylesheet, name, lambda *args, n=name, b=before: (called.append(n), b(*args)))
    async with made.run_test() as pilot:
        await pilot.press("5")
        await pilot.pause()
        assert called[-1] == "reparse"
        called.clear()
        made.theme = "paper"
        await pilot.pause()
        assert called == ["set_variables", "reparse"]


def eager(loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, Any], **options: Any) -> asyncio.Task[Any]:
    """Stands for the factory that Python 3.11 does not have."""
    return asyncio.Task(coroutine, loop=loop, **options)


async def test_textual_begins_tasks_inside_the_call_and_mastery_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.version_info < (3, 12):
        monkeypatch.setattr("asyncio.eager_task_factory", eager, raising=False)
    loop, found = asyncio.get_running_loop(), []

    async def leave(pilot: Pilot[None]) -> None:
        found.append(loop.get_task_factory())
        pilot.app.exit()

    async def write_and_leave(pilot: Pilot[None]) -> None:
        found.append(loop.get_task_factory())
        await pilot.press("i", *"Hi", "enter", "escape", "3")
        pilot.app.exit()

    made = journal(tmp_path / "j")
    try:
        await App[None]().run_async(headless=True, size=(80, 24), auto_pilot=leave)
        loop.set_task_factory(None)
        await app(made, start="today").run_async(headless=True, size=(80, 24), auto_pilot=write_and_leave)
    finally:
        loop.set_task_factory(None)
    assert found == [getattr(asyncio, "eager_task_factory"), None]  # noqa: B009  (Python 3.11 has none)
    assert [one.title for one in made.entries()] == ["Hi"]
