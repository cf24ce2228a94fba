"""A crash of the interface says where it was in the program and that all is safe, and shows nothing of the diary."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mastery.tui.crash import CRASHED, PLACES, report
from tests.support.broken import BESIDE, STARTING
from tests.support.broken import PLACES as BREAKS
from tests.support.diary import entry, journal
from tests.support.programs import Terminal

SECRET = "zebra-in-a-variable"
TITLE = "The title of an entry"
TYPED = "Half a thought about the gard"
ROOT = Path(__file__).parent.parent.parent

Run = Callable[[str, str], tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the interface until it ends, with a name of Textual renamed and an error at a place.

    Returns the exit code, and what was printed once the interface had left the terminal. Nothing of the diary is in it.
    """
    monkeypatch.setenv("SECRET", SECRET)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in ("cwd", "tmp"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.chdir(tmp_path / "cwd")
    with journal(tmp_path / "j", entry(TITLE)):
        pass

    def run(renamed: str, place: str) -> tuple[int, str]:
        program = [sys.executable, "-m", "tests.support.broken", renamed, place]
        with Terminal([*program, "--journal", str(tmp_path / "j")]) as terminal:
            if place not in STARTING:
                terminal.wait(TITLE)
                terminal.type(f"i{TYPED}")
                terminal.wait(TYPED)
                terminal.type("\x1bOP")
                if place in BESIDE:
                    terminal.type("\x11")
                elif place == "the thread of the keys":
                    terminal.wait("Broken.")
                    terminal.type("x")
            code = terminal.ended()
            while terminal.read():
                pass
        printed = re.sub(r"\x1b\[[?0-9]*[a-z]", "", terminal.drawn.rpartition(b"\x1b[?1049l")[2].decode())
        assert SECRET.encode() not in terminal.drawn
        assert TITLE not in printed
        assert TYPED not in printed
        for file in [*tmp_path.rglob("*"), *own_home.rglob("*")]:
            assert not file.is_file() or SECRET.encode() not in file.read_bytes(), file
        return code, printed

    return run


def drafts(folder: Path) -> list[str]:
    """What is typed and not saved, as the next start finds it."""
    return [text for file in folder.glob("j/drafts/*.md") if (text := file.read_text("utf-8"))]


@pytest.mark.parametrize("place", [*BREAKS, *STARTING])
def test_a_crash_says_where_it_was_and_that_all_is_safe(place: str, run: Run, tmp_path: Path) -> None:
    code, printed = run("", place)
    *places, error, last = printed.splitlines()
    assert (code, last) == (1, CRASHED)
    assert error in ("KeyError", "ShownError")
    assert places[-1].startswith("  __main__:")
    assert drafts(tmp_path) == [TYPED] * (place not in STARTING), "to the last letter"


@pytest.mark.parametrize("renamed", ["_handle_exception", "_fatal_error", "LinuxDriver"])
@pytest.mark.parametrize("place", ["an action", "the thread of the keys"])
def test_a_crash_shows_nothing_where_the_name_by_which_that_is_held_is_gone(renamed: str, place: str, run: Run) -> None:
    code, printed = run(renamed, place)
    assert (code, printed.splitlines()[-1]) == (1, CRASHED)


@pytest.mark.parametrize("place", BESIDE)
def test_an_error_beside_the_interface_does_not_end_it(place: str, run: Run) -> None:
    code, printed = run("", place)
    assert code == 0
    assert "mastery crashed" not in printed


def failing(depth: int) -> None:
    if depth:
        failing(depth - 1)
    raise ValueError(SECRET)


def test_the_errors_that_led_to_an_error_are_named_before_it() -> None:
    try:
        try:
            failing(0)
        except ValueError as error:
            error.add_note(SECRET)
            raise KeyError(SECRET) from error
    except KeyError as error:
        lines = report([error], crashed=True).splitlines()
    assert [line for line in lines if not line.startswith("  ")][1:] == ["ValueError", "KeyError", CRASHED]
    assert SECRET not in "".join(lines)


def test_of_an_error_in_a_recursion_the_innermost_places_are_named() -> None:
    try:
        failing(500)
    except ValueError as error:
        lines = report([error], crashed=True).splitlines()
    assert len([line for line in lines if line.startswith("  ")]) == PLACES
    assert lines[-3].endswith(" failing")


def test_where_nothing_failed_nothing_is_reported() -> None:
    assert report([], crashed=False) == ""
