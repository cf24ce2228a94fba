"""On no path through the interface does a terminal obey the texts of a journal in which each means harm."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

from mastery.store import Journal
from mastery.tui.places import SCREENS
from tests.support.clock import FixedClock
from tests.support.hostile import NOW, hostile_journal
from tests.support.programs import interface
from tests.support.walking import FORBIDDEN, OWN, Step, path


def test_no_key_path_sends_the_terminal_what_it_obeys(tmp_path: Path, rounds: Callable[[int, int], int]) -> None:
    """Every key of every place that some keys lead to; `tests.tui.test_hostile` goes the short way on every run."""
    hostile_journal(tmp_path / "from").close()
    deepest = rounds(1, 3)
    todo: list[tuple[str, ...]] = [(str(number),) for number in range(1, len(SCREENS) + 1)]
    seen: set[tuple[object, ...]] = set()
    obeyed: dict[tuple[str, ...], list[str]] = {}
    while todo:
        step = _go(tmp_path, todo.pop(0))
        if step.obeyed:
            obeyed[step.keys] = step.obeyed
        if step.place not in seen and len(step.keys) < deepest:
            todo += [(*step.keys, key) for key in step.next if not key.isdecimal()]
        seen.add(step.place)
    assert obeyed == {}
    assert len(seen) >= len(SCREENS)


def _go(folder: Path, keys: tuple[str, ...]) -> Step:
    shutil.rmtree(folder / "j", ignore_errors=True)
    shutil.copytree(folder / "from", folder / "j")
    with Journal(folder / "j", clock=FixedClock(NOW)) as journal:
        return asyncio.run(path(journal, keys))


def test_a_real_terminal_gets_nothing_to_obey(tmp_path: Path) -> None:
    hostile_journal(tmp_path / "j").close()
    with interface(tmp_path / "j") as terminal:
        terminal.wait("in all")
        for number, one in enumerate(SCREENS, 1):
            terminal.type(str(number))
            terminal.wait(lambda shown, title=one.title: title in shown)
            terminal.type("\r")
            while terminal.read(0.3):
                pass
            terminal.type("\x1b")
        terminal.type("/harm")
        while terminal.read(0.5):
            pass
        sent = terminal.drawn.decode().replace("\r\n", "\n")  # as the terminal itself ends lines
    assert set(FORBIDDEN.findall(OWN.sub("", sent))) <= {"\x07"}  # the bell, rung where a key does nothing
    assert "52;c;aGFybQ" in sent  # it was on show
