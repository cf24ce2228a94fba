"""The theme "auto" follows the terminal; its answer, whenever and however it comes, is never taken for keys."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from mastery.host.config import load_settings, set_setting
from mastery.host.themes import theme_choices
from mastery.tui.terminal.lightness import Lightness, Sieve, is_dark
from tests.support.diary import entry, journal
from tests.support.programs import PROGRAM, Terminal
from tests.tui.support import XTermParser, app, notices, waited

CURSOR = "\x1b[24;80R"
"""Where the cursor is: it comes right after the answer."""

ANSWERS = {
    "\x1b]11;rgb:1a1a/1f1f/2b2b\x07": True,
    "\x1b]11;rgb:0000/0000/0000\x1b\\": True,
    "\x1b]11;rgb:FFFF/ffff/ffff\x07": False,
    "\x1b]11;rgb:fd/f6/e3\x1b\\": False,
    "\x1b]11;rgba:ffff/ffff/ffff/ffff\x07": False,
}


def sieved(*pieces: str) -> tuple[str, list[bool]]:
    """The letters that reach the program, and what the terminal said, of what comes from it piece by piece."""
    parser, sieve = XTermParser(), Sieve()
    letters, said = "", []
    for piece in pieces:
        messages = list(parser.feed(piece))
        if len(pieces) > 1 or not piece.endswith(CURSOR):
            messages += waited(parser)
        for one in [passed for message in messages for passed in sieve.pass_on(message)]:
            if isinstance(one, Lightness):
                said.append(one.dark)
            elif isinstance(one, events.Key):
                letters += one.character or ""
    return letters + "".join(one.character or "" for one in sieve.let_go() if isinstance(one, events.Key)), said


@pytest.mark.parametrize(("answer", "dark"), ANSWERS.items(), ids=map(repr, ANSWERS))
def test_the_answer_is_understood_and_no_key_comes_of_it(answer: str, dark: bool) -> None:
    assert is_dark(answer) is dark
    assert sieved(f"{answer}{CURSOR}") == ("", [dark])
    assert sieved(answer) == ("", [dark])
    assert sieved(f"in{answer}{CURSOR}night") == ("innight", [dark])


@pytest.mark.parametrize("cut", [1, 2, 5, 9, 14, 20])
def test_an_answer_in_two_pieces_is_one(cut: int) -> None:
    answer = "\x1b]11;rgb:1a1a/1f1f/2b2b\x07"
    letters, said = sieved(answer[:cut], answer[cut:] + CURSOR)
    assert said == [True]
    assert letters == ("\x1b" if cut == 1 else "")  # an escape alone is the key


@given(st.text("n^]1;rgb:/af\\", max_size=12))
def test_what_a_person_types_arrives_as_it_was_typed(typed: str) -> None:
    parser, sieve = XTermParser(), Sieve()
    passed = [one for message in parser.feed(typed) for one in sieve.pass_on(message)] + list(sieve.let_go())
    assert "".join(one.character or "" for one in passed if isinstance(one, events.Key)) == typed


def light(terminal: Terminal) -> bool:
    """Whether the screen has the background of the light theme."""
    return str(terminal.screen.buffer[12][1].bg) == "ffffff"


@pytest.mark.parametrize(
    ("answer", "late", "is_light"),
    [
        ("\x1b]11;rgb:ffff/ffff/ffff\x07", False, True),
        ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", True, True),
        ("\x1b]11;rgb:1111/1111/1111\x07", False, False),
        ("", False, False),
    ],
    ids=["light", "light, late", "dark", "mute"],
)
def test_the_interface_follows_the_terminal(tmp_path: Path, answer: str, late: bool, is_light: bool) -> None:
    set_setting("theme", "auto")
    made = journal(tmp_path / "j", *(entry(f"Entry {number}", hour=number) for number in range(3)))
    with Terminal([*PROGRAM, "--journal", str(tmp_path / "j")]) as terminal:
        if late:
            terminal.wait("3 in all")
            terminal.type("2")
            terminal.wait("e Edit")  # where letters of the answer would delete entries and more
        else:
            terminal.wait(lambda _: b"\x1b]11;?" in terminal.drawn)
        if answer:
            os.write(terminal.terminal, (answer + CURSOR).encode())
        terminal.wait("e Edit" if late else "3 in all")
        if is_light:
            terminal.wait(lambda _: light(terminal))
        assert light(terminal) is is_light
        assert ("e Edit" in terminal.text()) is late, "no screen was changed by the answer"
        terminal.type("q")
        assert terminal.ended() == 0
    made.refresh()
    assert len(made.entries()) == 3


def test_only_who_wants_it_is_asked(tmp_path: Path) -> None:
    journal(tmp_path / "j", entry("One"))
    with Terminal([*PROGRAM, "--journal", str(tmp_path / "j")]) as terminal:
        terminal.wait("1 in all")
        assert b"\x1b]11" not in terminal.drawn


@pytest.mark.parametrize("term", ["linux", "dumb"])
def test_a_terminal_that_would_print_the_question_is_not_asked(tmp_path: Path, term: str) -> None:
    set_setting("theme", "auto")
    journal(tmp_path / "j", entry("One"))
    with Terminal(["env", f"TERM={term}", *PROGRAM, "--journal", str(tmp_path / "j")]) as terminal:
        terminal.wait("1 in all")
        assert b"\x1b]11" not in terminal.drawn


async def test_another_theme_is_not_touched_and_auto_may_be_set(tmp_path: Path) -> None:
    assert "auto" in [one.name for one in theme_choices()]
    made = app(journal(tmp_path / "j"), settings=load_settings()._replace(theme="auto"))
    async with made.run_test() as pilot:
        assert made.theme == "dusk"
        made.post_message(Lightness(dark=False))
        await pilot.pause()
        assert made.theme == "daylight"
        assert not notices(made)
