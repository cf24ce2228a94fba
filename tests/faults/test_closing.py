"""However the interface is closed in the middle of a word, what was typed is offered at the next start."""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mastery.tui.screens.compose import SAVE_EVERY
from tests.support.programs import PROGRAM, Terminal, interface, listed, ok

OPENING = {
    "": ("n", "5r", "3e", "2e", "t", "/", "3a", "4a", "6a", "\x10"),
    "n": ("\x0f", "\x1bOP", "\x10"),
    "i": ("\x10", "\x1bOP"),
    "3a": ("\x1bOP", "\t", "\x10"),
}
"""Keys that open something, by the keys before a text is typed below it: into the editor, a line, a form."""

OPENS_WITHIN = 0.15
"""Seconds after a key in which a screen is made, more or less: the signal comes at a moment of these."""

TYPED = "Half a thought about the gard"
"""Ends in the middle of a word."""


def _hang_up(terminal: Terminal) -> None:
    terminal.hang_up()


def _signal(number: int) -> Callable[[Terminal], None]:
    return lambda terminal: terminal.send(number)


def _quit(terminal: Terminal) -> None:
    terminal.type("\x11")


ENDS = {
    "SIGHUP": _signal(signal.SIGHUP),
    "SIGTERM": _signal(signal.SIGTERM),
    "a lost terminal": _hang_up,
    "ctrl+q": _quit,
}


def _offered(folder: Path) -> str:
    """The draft's text as the next start has it: offered on Today, gone on with by r, and kept."""
    with interface(folder) as again:
        again.wait("Not kept yet")
        again.type("r")
        again.wait("Keep")
        again.type("\x13")
        again.wait(lambda shown: "Not kept yet" not in shown and "Journal" in shown)
        again.type("q")
        assert again.ended() == 0
    return str(listed(folder)[-1]["title"])


def _typing(folder: Path) -> Terminal:
    """The interface with half a thought in the editor."""
    terminal = interface(folder)
    terminal.wait("Today")
    terminal.wait("first line")
    terminal.type("n")
    terminal.wait("New entry")
    terminal.type(TYPED)
    terminal.wait(TYPED)
    return terminal


@pytest.mark.parametrize("end", ENDS, ids=str)
def test_what_was_typed_up_to_the_last_letter_is_offered(tmp_path: Path, end: str) -> None:
    with _typing(tmp_path / "j") as terminal:
        ENDS[end](terminal)
        terminal.ended()
    assert _offered(tmp_path / "j") == TYPED


def test_a_kill_loses_no_more_than_the_last_second(tmp_path: Path) -> None:
    assert SAVE_EVERY <= 1
    with _typing(tmp_path / "j") as terminal:
        terminal.wait("draft on disk")
        terminal.send(signal.SIGKILL)
        assert terminal.ended() == -signal.SIGKILL
    assert _offered(tmp_path / "j") == TYPED


@pytest.mark.parametrize("end", ENDS, ids=str)
def test_a_line_half_typed_on_today_is_offered(tmp_path: Path, end: str) -> None:
    with interface(tmp_path / "j") as terminal:
        terminal.wait("first line")
        terminal.type("i" + TYPED)
        terminal.wait(TYPED)
        ENDS[end](terminal)
        terminal.ended()
    assert _offered(tmp_path / "j") == TYPED


def test_a_line_that_was_kept_is_no_draft(tmp_path: Path) -> None:
    with interface(tmp_path / "j") as terminal:
        terminal.wait("first line")
        terminal.type("iA whole thought")
        drafts = tmp_path / "j" / "drafts"
        terminal.wait(lambda _: drafts.is_dir() and any(drafts.glob("*.md")))
        terminal.type("\r")
        terminal.wait(lambda _: not any(drafts.iterdir()))
        terminal.send(signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
    assert [entry["title"] for entry in listed(tmp_path / "j")] == ["A whole thought"]


@pytest.mark.parametrize("end", ["SIGTERM", "a lost terminal"])
def test_the_edit_of_an_old_entry_is_offered(tmp_path: Path, end: str) -> None:
    folder = tmp_path / "j"
    ok(folder, "log", "An old entry. Its text.")
    with interface(folder) as terminal:
        terminal.wait("An old entry")
        terminal.type("2")
        terminal.wait("f Filter")
        terminal.type("e")
        terminal.wait("Editing")
        terminal.type("More")
        terminal.wait("More")
        ENDS[end](terminal)
        terminal.ended()
    assert len(listed(folder)) == 1
    with interface(folder) as again:
        again.wait("Not kept yet")
        again.type("r")
        again.wait("Editing")
        again.type("\x13")
        again.wait(lambda shown: "Editing" not in shown)
        again.type("q")
        again.ended()
    (entry,) = listed(folder)
    assert "More" in entry["title"] + entry["body"]


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL], ids=lambda one: one.name)
def test_what_an_editor_wrote_is_offered_when_the_waiting_program_dies(tmp_path: Path, number: int) -> None:
    folder, ready = tmp_path / "j", tmp_path / "ready"
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys, time\n"
        f"pathlib.Path(sys.argv[-1]).write_text({TYPED!r})\n"
        f"pathlib.Path({str(ready)!r}).touch()\n"
        "time.sleep(60)\n"
    )
    os.environ["EDITOR"] = f"{sys.executable} {editor}"
    try:
        with Terminal([*PROGRAM, "--journal", str(folder), "log"]) as terminal:
            terminal.wait(lambda _: ready.exists())
            terminal.send(number)
            assert terminal.ended() != 0
    finally:
        del os.environ["EDITOR"]
    assert _offered(folder) == TYPED


def test_no_letter_is_lost_between_a_key_that_opens_and_the_words_after_it(tmp_path: Path) -> None:
    with interface(tmp_path / "j") as terminal:
        terminal.wait("first line")
        terminal.type(f"n{TYPED}")
        terminal.wait(TYPED)
        terminal.type("\x13")
        terminal.wait("1 in all")
        terminal.type(f"i{TYPED}en\r")
        terminal.wait("2 in all")
    assert [entry["title"] for entry in listed(tmp_path / "j")] == [TYPED, f"{TYPED}en"]


def test_an_end_while_something_opens_is_in_order_and_the_draft_is_saved(
    tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    chance = random.Random(13)
    codes = {"SIGHUP": 128 + signal.SIGHUP, "SIGTERM": 128 + signal.SIGTERM, "a lost terminal": 128 + signal.SIGHUP}
    for number in range(rounds(4, 40)):
        folder = tmp_path / f"{number}"
        ok(folder, "log", "An old entry. Its text.")
        ok(folder, "goal", "add", "Chess")
        below = list(OPENING)[number % len(OPENING)]
        end = chance.choice(list(codes))
        with interface(folder) as terminal:
            terminal.wait("An old entry")
            if below:
                terminal.type(below)
                terminal.wait({"n": "New entry", "3a": "A new goal", "i": "esc"}[below])
                terminal.type(TYPED)
                terminal.wait(TYPED)
            while terminal.read(0.3):
                pass
            os.write(terminal.terminal, chance.choice(OPENING[below]).encode())
            moment = time.monotonic() + chance.random() * OPENS_WITHIN
            while time.monotonic() < moment:
                terminal.read(0.005)
            ENDS[end](terminal)
            assert terminal.ended() == codes[end], (below, end, terminal.text())
            while terminal.read():
                pass
            assert b"Traceback" not in terminal.drawn
            assert end != "SIGTERM" or b"\x1b[?1049l" in terminal.drawn  # the shell's screen is back
        drafts = [one.read_text() for one in folder.glob("drafts/*")]
        assert not below or any(TYPED in one for one in drafts), (below, end)


@pytest.mark.parametrize("ends", [("a lost terminal",), ("SIGHUP",), ("SIGTERM",), ("a lost terminal", "SIGTERM")])
@pytest.mark.parametrize("shown", ["", "1 Today"])
def test_however_the_demo_ends_its_folder_is_gone(
    ends: tuple[str, ...], shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with Terminal([*PROGRAM, "demo"]) as terminal:
        terminal.wait(lambda text: shown in text and any(tmp_path.glob("mastery-demo-*/demo/*")))
        for end in ends:
            ENDS[end](terminal)
        assert terminal.ended() in (128 + signal.SIGHUP, 128 + signal.SIGTERM)
    assert list(tmp_path.iterdir()) == []
