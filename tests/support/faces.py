"""One verb through both faces: the same journal in the shell and in the interface, and what each makes of it."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mastery.core.base.changes import STAMPS
from mastery.core.upkeep.kinds import TABLES
from mastery.store import Journal
from tests.support.cli import Shell
from tests.support.clock import FixedClock
from tests.support.diary import NOW, journal
from tests.tui.support import app, gone, picture, said

SIZE = (120, 40)

Verb = Callable[..., Any]


class Typed(str):
    """Words that are typed letter by letter, where any other string is the name of a key."""

    __slots__ = ()


class Case(NamedTuple):
    """What a person does, in the shell and in the interface, from the same journal; both come to the same."""

    verb: Verb
    """The function of `mastery.verbs` that both faces are to call."""
    given: Callable[[Journal], None]
    """Fills the journal of both."""
    shell: Sequence[Sequence[str]]
    """The commands, without `mastery`."""
    screen: str
    """The screen on which the keys are pressed."""
    keys: Sequence[str]
    name: str = ""
    """What it shows, where the verb's name does not say enough."""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.verb.__name__, self.name)))


class Refusal(NamedTuple):
    """What both faces refuse with the same words; the journal stays as it was."""

    verb: Verb
    given: Callable[[Journal], None]
    shell: Sequence[str]
    """One command."""
    screen: str
    keys: Sequence[str]
    says: str
    """Words of the message: all of it, or what both say where each adds its own next step."""
    seen: str = ""
    """What the interface says, where a field there is checked before the verb is asked."""
    code: int = 1
    """The exit code of the command."""

    def __str__(self) -> str:
        return f"{self.verb.__name__} {self.says}"


async def same(case: Case, tmp_path: Path) -> None:
    """Fails where the two faces leave different journals, acts, or none at all."""
    shell, screen, known = _two(case.given, tmp_path)
    _in_shell(shell, case.shell)
    await _in_interface(screen, case.screen, case.keys)
    one, other, before = ((_told(folder, known), _unsaved(folder)) for folder in (shell, screen, tmp_path / "before"))
    assert one == other
    assert one != before, "neither face has done anything"


async def refused(case: Refusal, tmp_path: Path) -> None:
    """Fails where a face does it all the same, or says something else."""
    shell, screen, known = _two(case.given, tmp_path)
    before = _told(tmp_path / "before", known)
    run = Shell(shell)
    run.clock = _clock()
    result = run(*case.shell)
    assert result.exit_code == case.code, result.output
    assert case.says in " ".join(result.stderr.split())
    seen = await _in_interface(screen, case.screen, case.keys)
    assert (case.seen or case.says) in seen
    assert _told(shell, known) == _told(screen, known) == before


def _clock() -> Any:
    return FixedClock(NOW)


def _two(given: Callable[[Journal], None], tmp_path: Path) -> tuple[Path, Path, set[str]]:
    """Two equal journals, and the ids in them; a third stays as it is."""
    with journal(tmp_path / "before") as made:
        given(made)
        known = {str(one["id"]) for table in TABLES for one in made.documents(table)}
    for face in ("shell", "screen"):
        shutil.copytree(tmp_path / "before", tmp_path / face)
    return tmp_path / "shell", tmp_path / "screen", known


def _in_shell(folder: Path, commands: Iterable[Sequence[str]]) -> None:
    run = Shell(folder)
    run.clock = _clock()
    for command in commands:
        run.ok(*command)


async def _in_interface(folder: Path, screen: str, keys: Sequence[str]) -> str:
    """Presses the keys, and gives all that is said at the end, its white space as single blanks."""
    with journal(folder) as made:
        ui = app(made, start=screen)
        async with ui.run_test(size=SIZE) as pilot:
            await pilot.pause()
            for key in keys:
                pressed = ["space" if letter == " " else letter for letter in key] if isinstance(key, Typed) else [key]
                await pilot.press(*pressed)
                await pilot.pause()
            await gone(pilot)
            return " ".join(f"{said(pilot)} {picture(ui)}".split())


def _told(folder: Path, known: set[str]) -> tuple[list[str], dict[str, list[str]], str]:
    """The acts, the records of every table, and the timer; ids that are not known are all alike, so that no chance is
    in it."""
    with Journal(folder, clock=_clock()) as made:
        records = {table: made.documents(table) for table in TABLES}
        fresh = {str(one["id"]) for found in records.values() for one in found} - known
        acts = sorted(
            f"{change.verb} {change.table} {sorted(change.set)}"
            for found in records.values()
            for one in found
            for change in made.history(str(one["id"]))
        )
        timer = str(made.timer())
    shown = {table: sorted(str(_masked(one, fresh)) for one in found) for table, found in records.items()}
    return acts, shown, timer


def _unsaved(folder: Path) -> list[str]:
    """The texts of drafts, forms and the plans of summaries."""
    files = (path for path in (folder / "drafts").glob("*") if path.suffix in (".md", ".form"))
    return sorted(path.read_text("utf-8") for path in files)


def _masked(value: Any, fresh: set[str]) -> Any:
    """The value with every id of a new record replaced by one sign."""
    if isinstance(value, dict):
        return {name: _masked(one, fresh) for name, one in sorted(value.items()) if name != STAMPS}
    if isinstance(value, list):
        return [_masked(one, fresh) for one in value]
    return "*" if isinstance(value, str) and value in fresh else value
