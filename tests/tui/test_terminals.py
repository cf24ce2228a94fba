"""Every terminal: large pastes, sizes that change while one types, few colours, none, no Unicode, wide letters."""

import asyncio
import fcntl
import os
import re
import signal
import struct
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import EIGHT_BIT_PALETTE
from rich.color_triplet import ColorTriplet
from textual import events
from textual.widgets import Input, TextArea

from mastery.tui.app import MasteryApp
from mastery.tui.screens.compose import LONGEST, ComposeScreen
from mastery.tui.screens.today import CaptureLine, TodayScreen
from mastery.tui.terminal.colours import nearest
from tests.support.diary import entry, filled, journal
from tests.support.programs import PROGRAM, Terminal, interface, listed, ok
from tests.tui.support import app, notices

PASTE_BEGIN, PASTE_END = "\x1b[200~", "\x1b[201~"


def letters(text: str) -> str:
    """The text without what lines and blanks make of it."""
    return "".join(text.split())


def paste(terminal: Terminal, text: str) -> None:
    """What a terminal sends when a text is pasted, as fast as the program takes it."""
    data = f"{PASTE_BEGIN}{text}{PASTE_END}".encode()
    os.set_blocking(terminal.terminal, False)
    while data:
        try:
            data = data[os.write(terminal.terminal, data[:4096]) :]
        except BlockingIOError:
            terminal.read(0.01)
    os.set_blocking(terminal.terminal, True)


MEGABYTES = {
    "lines": "\r".join(f"Line {number} with é, e\u0301 and 日本語 in it" for number in range(30_000))[:1_000_000],
    "one line": ("word " * 200_000).strip(),
    "one word": "x" * 1_000_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", MEGABYTES)
def test_a_megabyte_is_pasted_and_every_letter_is_kept(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "j"
    ok(folder, "log", "One")
    with interface(folder) as terminal:
        terminal.wait("1 in all")
        terminal.type("n")
        terminal.wait("New entry")
        paste(terminal, MEGABYTES[kind])
        terminal.wait("draft on disk")
        terminal.type("Q")
        terminal.wait("Q")
        terminal.type("\x13")
        terminal.wait("2 in all")
        terminal.type("q")
        assert terminal.ended() == 0
    kept = listed(folder)[-1]
    assert letters(f"{kept['title']}{kept['body']}") == letters(MEGABYTES[kind]) + "Q"


def test_what_is_typed_ahead_of_a_slow_line_goes_to_the_fields_it_is_meant_for(tmp_path: Path) -> None:
    folder = tmp_path / "j"
    ok(folder, "goal", "add", "Speak Spanish")
    with interface(folder) as terminal:
        terminal.wait("1 Today")
        terminal.type("3")
        terminal.wait("Speak Spanish")
        terminal.type("r")
        terminal.wait("Vision, 0")
        terminal.type("8\t3\tLost in every talk\x13")
        terminal.wait("3 of 8")
        terminal.type("q")
        assert terminal.ended() == 0
    assert "Lost in every talk" in ok(folder, "goal", "show", "spanish")


async def test_no_key_overtakes_the_letters_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However slowly a field takes them, ctrl+s saves all that was typed before."""

    async def slowly(self: TextArea, event: events.Event) -> None:
        for _ in range(50 if isinstance(event, events.Key) else 0):
            await asyncio.sleep(0)
        await super(TextArea, self).on_event(event)

    made = journal(tmp_path / "j")
    ui = app(made, start="journal")
    async with ui.run_test() as pilot:
        await pilot.press("n")
        await pilot.pause()
        monkeypatch.setattr(TextArea, "on_event", slowly, raising=False)
        for key in "Whole":
            ui.post_message(events.Key(key, key))
        ui.post_message(events.Key("ctrl+s", None))
        for _ in range(100):
            await pilot.pause()
    assert [one.title for one in made.entries()] == ["Whole"]


async def test_a_line_too_long_to_wrap_is_not_and_is_again_when_it_is_shorter(tmp_path: Path) -> None:
    ui = app(journal(tmp_path / "j"), start="today")
    async with ui.run_test() as pilot:
        await pilot.press("n")
        area = ui.screen.query_one(TextArea)
        area.insert("x" * (LONGEST + 1))
        await pilot.pause()
        assert not area.soft_wrap
        assert notices(ui) == ["A line is too long to be wrapped; it goes on to the right."]
        area.insert("\n", (0, 10))
        await pilot.pause()
        assert area.soft_wrap


async def pasted(ui: MasteryApp, text: str) -> None:
    """A paste into what has the focus."""
    assert ui.focused is not None
    ui.focused.post_message(events.Paste(text))


async def test_several_lines_pasted_into_todays_line_go_on_in_the_editor(tmp_path: Path) -> None:
    ui = app(journal(tmp_path / "j"), start="today")
    async with ui.run_test() as pilot:
        await pilot.press("i", *"From a ma")
        assert isinstance(ui.screen, TodayScreen)
        ui.screen.save_draft()  # as it does each second
        await pilot.press(*"il: ")
        await pasted(ui, "Dear all,\n\nit is done.\nAnna")
        await pilot.pause()
        assert isinstance(ui.screen, ComposeScreen)
        assert ui.screen.text == "From a mail: Dear all,\n\nit is done.\nAnna"
        assert [draft.read_text() for draft in (tmp_path / "j" / "drafts").glob("*.md")] == [ui.screen.text]
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(ui.screen, TodayScreen)
        assert ui.screen.query_one(CaptureLine).value == ""
        assert [letters(one.text) for one in ui.journal.entries()] == [
            letters("From a mail: Dear all, it is done. Anna")
        ]


async def test_one_line_is_pasted_into_todays_line(tmp_path: Path) -> None:
    ui = app(journal(tmp_path / "j"), start="today")
    async with ui.run_test() as pilot:
        await pilot.press("i")
        await pasted(ui, "A line of its own")
        await pilot.press("enter")
        await pilot.pause()
        assert [one.title for one in ui.journal.entries()] == ["A line of its own"]


async def test_what_is_pasted_into_a_line_of_a_form_is_joined(tmp_path: Path) -> None:
    ui = app(journal(tmp_path / "j"), start="goals")
    async with ui.run_test() as pilot:
        await pilot.press("a")
        await pilot.pause()
        await pasted(ui, "Speak Spanish\r\nfor a whole\tevening")
        await pilot.pause()
        assert ui.screen.query_one("#form-title", Input).value == "Speak Spanish for a whole evening"


def resize(terminal: Terminal, columns: int, lines: int) -> None:
    """The window gets another size."""
    terminal.screen.resize(lines, columns)
    fcntl.ioctl(terminal.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    terminal.send(signal.SIGWINCH)


def test_a_window_that_is_dragged_while_one_types_loses_no_letter(tmp_path: Path) -> None:
    folder = tmp_path / "j"
    text = "The window is dragged about all the while, and not a letter is lost."
    ok(folder, "log", "One")
    with interface(folder) as terminal:
        terminal.wait("1 in all")
        terminal.type("n")
        terminal.wait("New entry")
        for number, letter in enumerate(text):
            resize(terminal, 30 + (number * 37) % 190, 6 + (number * 13) % 60)
            terminal.type(letter)
        resize(terminal, 80, 24)
        terminal.wait(lambda shown: "lost." in shown and "^p Palette" in shown)
        terminal.type("\x13")
        terminal.wait("2 in all")
        terminal.type("q")
        assert terminal.ended() == 0
    kept = listed(folder)[-1]
    assert kept["title"] == text


def seen(folder: Path, *variables: str) -> Terminal:
    """The interface in a terminal that is told by these variables."""
    terminal = Terminal(["env", "-u", "COLORTERM", *variables, *PROGRAM, "--journal", str(folder)])
    terminal.wait("in all")
    return terminal


def unseen(terminal: Terminal) -> list[str]:
    """Letters that have the colour of what they stand on."""
    cells = [cell for row in terminal.screen.buffer.values() for cell in row.values()]
    return [cell.data for cell in cells if cell.data.isalnum() and cell.fg == cell.bg != "default"]


SCREENS = {
    "1": "i Capture",
    "2": "f Filter",
    "3": "a Goal",
    "4": "a Model",
    "5": "w Picture",
    "6": "a Mentor",
    "1n": "New entry",
    "3a": "A new goal",
    "5w": "Show",
    "1/": "kind:lesson",
    "1\x10": "Search for commands",
    "1?": "This screen",
}
"""Keys to the screens and to what lies over them, and what is shown nowhere else."""


def everywhere(terminal: Terminal) -> Iterator[str]:
    """Goes to each of these, and gives its keys."""
    for keys, shows in SCREENS.items():
        for at, key in enumerate(keys):
            terminal.type(key)
            terminal.wait(SCREENS[keys[: at + 1]])
        yield keys
        if len(keys) > 1:
            terminal.type("\x1b")
            terminal.wait(lambda shown, shows=shows: shows not in shown)  # type: ignore[misc]


FOUR_AND_EIGHT_BIT = re.compile(rb"\x1b\[[0-9;]*[34]8;2;")
ANY_COLOUR = re.compile(rb"\x1b\[(?:[0-9]+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9]+)*m")


@pytest.mark.parametrize("term", ["linux", "screen-256color", "xterm-256color"])
def test_a_terminal_of_few_colours_gets_only_those_and_shows_every_letter(tmp_path: Path, term: str) -> None:
    filled(tmp_path / "j")
    with seen(tmp_path / "j", f"TERM={term}") as terminal:
        for keys in everywhere(terminal):
            assert unseen(terminal) == [], keys
            assert not FOUR_AND_EIGHT_BIT.search(terminal.drawn), keys
            assert (b"8;5;" in terminal.drawn) is (term != "linux"), keys


def test_no_color_is_no_colour_at_all(tmp_path: Path) -> None:
    filled(tmp_path / "j")
    with seen(tmp_path / "j", "TERM=xterm-256color", "COLORTERM=truecolor", "NO_COLOR=1") as terminal:
        for keys in everywhere(terminal):
            assert not ANY_COLOUR.search(terminal.drawn), keys


def underlined(terminal: Terminal) -> list[str]:
    """What is underlined of each line that has something underlined."""
    lines = ["".join(cell.data for cell in row.values() if cell.underscore) for row in terminal.screen.buffer.values()]
    return [line.strip() for line in lines if line.strip()]


def test_without_colour_one_sees_where_one_is(tmp_path: Path) -> None:
    filled(tmp_path / "j")
    with seen(tmp_path / "j", "NO_COLOR=1") as terminal:
        terminal.type("3")
        terminal.wait(lambda _: underlined(terminal)[:1] == ["3 Goals"])
        terminal.wait(lambda _: any(cell.reverse for cell in terminal.screen.buffer[3].values()))
        terminal.type("5w")
        terminal.wait(lambda _: [line.split()[0] for line in underlined(terminal)] == ["Entries"])


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_the_nearest_colour_is_near(red: int, green: int, blue: int) -> None:
    number = nearest(red, green, blue)
    found = ColorTriplet(red, green, blue), EIGHT_BIT_PALETTE[number]
    best = min(
        sum((a - b) ** 2 for a, b in zip(found[0], EIGHT_BIT_PALETTE[one], strict=True)) for one in range(16, 256)
    )
    away = sum((a - b) ** 2 for a, b in zip(*found, strict=True))
    assert away <= best + 3 * 5**2


def test_what_is_grey_stays_grey() -> None:
    assert all(
        nearest(*EIGHT_BIT_PALETTE[number]) in (number, 16, 59, 102, 145, 188, 231) for number in range(232, 256)
    )


def test_a_terminal_without_unicode_shows_plain_letters_and_takes_what_it_sends(tmp_path: Path) -> None:
    folder = tmp_path / "j"
    journal(folder, entry("Caf\u00e9 \u65e5\u672c", "a \u2014 b", hour=9))
    with seen(folder, "TERM=linux", "LANG=C", "LC_ALL=C") as terminal:
        terminal.type("2")
        terminal.wait("f Filter")
        terminal.wait("Cafe ????")
        assert terminal.text().isascii()
        terminal.type("n")
        terminal.wait("New entry")
        os.write(terminal.terminal, b"Gr\xfc\xdfe aus K\xf6ln")  # Latin-1, which is no UTF-8
        terminal.type(", ok")
        terminal.wait(", ok")
        terminal.type("\x13")
        terminal.wait("ok")
        terminal.type("q")
        assert terminal.ended() == 0
    assert listed(folder)[-1]["title"] == "Gr\xfc\xdfe aus K\xf6ln, ok"


async def test_letters_of_several_bytes_arrive_whole_however_they_are_cut(tmp_path: Path) -> None:
    folder = tmp_path / "j"
    journal(folder, entry("One"))
    with seen(folder, "TERM=xterm-256color") as terminal:
        terminal.type("n")
        terminal.wait("New entry")
        for byte in "\u00e9\u65e5\U0001f389!".encode():
            os.write(terminal.terminal, bytes([byte]))
            terminal.read(0.02)
        terminal.wait("!")
        terminal.type("\x13")
        terminal.wait("2 in all")
    assert listed(folder)[-1]["title"] == "\u00e9\u65e5\U0001f389!"
