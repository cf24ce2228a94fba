"""The app around the screens: moving between them, the palette, themes, keys, other journals, other processes."""

import datetime as dt
from pathlib import Path

import pytest
from textual import events
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import OptionList

from mastery.core.base.errors import MasteryError
from mastery.host.config import load_settings
from mastery.tui.app import LOOK_EVERY, MasteryApp
from mastery.tui.forms.goals import goal_form
from mastery.tui.screens.compose import ComposeScreen
from mastery.tui.screens.form import FormScreen
from mastery.tui.screens.guide import GuideScreen
from mastery.tui.screens.journal import JournalScreen
from mastery.tui.screens.trash import TrashScreen
from mastery.tui.terminal.ascii import plain, speaks_unicode
from mastery.tui.widgets.bars import KeyBar, NavBar
from mastery.tui.widgets.timeline import Timeline
from tests.support.clock import FixedClock
from tests.support.diary import entry, filled, journal
from tests.tui.support import app, drawn, is_ending, notices, notifications, shown, until


def titles(made: MasteryApp) -> list[str]:
    return [one.title for one in made.screen.query_one(Timeline).entries]


async def test_number_keys_go_from_screen_to_screen(tmp_path: Path) -> None:
    made = app(journal(tmp_path, entry("One")), start="today")
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "1 Today" in shown(made.screen.query_one(NavBar))
        await pilot.press("2")
        await pilot.pause()
        assert isinstance(made.screen, JournalScreen)
        await pilot.press("1")
        await pilot.pause()
        assert made.current_mode == "today"


async def test_a_screen_shows_a_change_before_the_next_key(tmp_path: Path) -> None:
    """However fast two keys follow each other: the second delete takes the next entry, not the same one again."""
    made = app(journal(tmp_path, entry("One"), entry("Two"), entry("Three")))
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        first, second, last = titles(made)
        for _ in range(2):
            made.post_message(
                events.Key("d", "d")
            )  # as from a busy machine: both have come before the first is acted on
        await pilot.pause()
        await pilot.pause()
        assert titles(made) == [last]
        assert {one.title for one in made.journal.trash()} == {first, second}
        await pilot.press("u")
        assert len(titles(made)) == 2


async def test_the_journals_can_be_closed_after_the_interface(tmp_path: Path) -> None:
    """Closing takes in what another process wrote meanwhile, and no screen is there any more to show it."""
    mine = journal(tmp_path, entry("One"))
    made = app(mine)
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        shown_then = titles(made)
    journal(tmp_path).add(entry("Another"))
    mine.close()
    assert shown_then == ["One"]
    assert len(mine.entries()) == 2


@pytest.mark.parametrize("start", ["today", "journal", "goals", "models", "review", "share"])
async def test_it_starts_as_the_program_starts_it(start: str, tmp_path: Path) -> None:
    """`run_test` leaves the order of tasks as it is; the program's own start changes it from Python 3.12 on."""
    made = app(filled(tmp_path), start=start)

    async def visit(pilot: Pilot[object]) -> None:
        await pilot.pause()
        await pilot.press("1", "2", "3", "4", "5", "6", "1", "i", "h", "i", "enter")
        await pilot.pause()
        made.exit()

    await made.run_async(headless=True, size=(100, 30), auto_pilot=visit)
    assert made.return_code == 0
    assert made.journal.entries()[-1].title == "hi"


async def test_it_can_end_before_the_screen_that_opens_is_there(tmp_path: Path) -> None:
    """Drafts of the screens below are saved, and a text that was begun elsewhere is."""
    made = app(filled(tmp_path), start="today")
    async with made.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("i", *"half")
        journal_ = made.journal
        for screen in (
            ComposeScreen(journal_, text="Begun elsewhere"),
            FormScreen(journal_, goal_form(journal_, None)),
            GuideScreen(journal_, goal_form(journal_, None)._replace(guided=True)),
            TrashScreen(journal_),
        ):
            made.push_screen(screen)
        made._end(143)
        texts = [text for one in (tmp_path / "drafts").iterdir() if (text := one.read_text().strip())]
        assert made.return_code == 143
    assert sorted(texts) == ["Begun elsewhere", "half"]


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
async def test_the_bars_cut_no_word(width: int, tmp_path: Path) -> None:
    made = app(journal(tmp_path, entry("One")))
    async with made.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        above, below = shown(made.screen.query_one(NavBar)), shown(made.screen.query_one(KeyBar))
    assert "1 Today" in above and "2 Journal" in above
    assert ("23 November 2026" in above) == (width >= 120)
    assert ("23 Nov 2026" in above) == (width == 80)
    assert "? Help" in below and below.rstrip().endswith("^p Palette")
    words = {
        "enter",
        "Read",
        "e",
        "Edit",
        "f",
        "Filter",
        "d",
        "Delete",
        "s",
        "Star",
        "b",
        "About",
        "v",
        "Evidence",
        "c",
        "Card",
        "l",
        "Lift",
        "E",
        "$EDITOR",
        "n",
        "New",
    }
    assert set(below.split()) <= words | {"/", "Search", "?", "Help", "^p", "Palette"}


async def test_what_another_process_writes_is_shown_within_a_second(tmp_path: Path) -> None:
    made = app(journal(tmp_path, entry("Mine")))
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        with journal(tmp_path) as other:
            other.add(entry("Theirs", hour=20))
        await until(pilot, lambda: titles(made) == ["Theirs", "Mine"])
        assert LOOK_EVERY <= 0.5, "within a second"
        chosen = made.screen.query_one(Timeline).entry
        assert chosen is not None and chosen.title == "Mine", "the cursor stays where it was"


async def test_the_day_turns_while_the_program_is_open(tmp_path: Path) -> None:
    one = journal(tmp_path, entry("Mine"))
    made = app(one)
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "Today" in shown(made.screen.query_one(Timeline))
        assert isinstance(one.clock, FixedClock)
        one.clock.advance(dt.timedelta(days=1))
        await until(pilot, lambda: "Today" not in shown(made.screen.query_one(Timeline)))
        assert "24 Nov" in shown(made.screen.query_one(NavBar))


async def test_a_journal_that_cannot_be_read_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, looks = journal(tmp_path, entry("Mine")), []

    def refuse() -> bool:
        looks.append(1)
        raise MasteryError("The folder is gone.")

    made = app(one)
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(one, "refresh", refuse)
        await until(pilot, lambda: len(looks) > 2)
        assert notices(made) == ["The folder is gone."]
        assert titles(made) == ["Mine"]


async def choose_in_palette(pilot: object, typed: str) -> None:
    """Opens the palette, types, and takes the first line."""
    press, pause = pilot.press, pilot.pause  # type: ignore[attr-defined]
    await press("ctrl+p")
    await pause()
    await press(*typed)
    await pause()
    await press("down", "enter")
    await pause()


async def test_what_was_told_goes_when_the_next_thing_is_told(tmp_path: Path) -> None:
    made = app(journal(tmp_path), start="today")

    def told() -> list[str]:
        return notices(made)

    async with made.run_test() as pilot:
        await pilot.press("n", "ctrl+s")
        await pilot.pause()
        assert told() == ["There is no text: write something first."]
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert told() == ["There is no text: write something first."]
        await pilot.press(*"Slept", "ctrl+s")
        await pilot.pause()
        assert told() == []


async def test_the_palette_has_every_action_of_the_screen(tmp_path: Path) -> None:
    made = app(journal(tmp_path, entry("Mine")))
    async with made.run_test(size=(100, 50)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert isinstance(made.screen, CommandPalette)
        options = made.screen.query_one(OptionList).options
        texts = "\n".join(str(option.prompt) for option in options)
    for about in ("Write a new entry", "Search all entries", "Go to Today", "Edit here", "Make a backup", "Leave"):
        assert about in texts
    assert texts.count("Theme: ") == len(made.themes) >= 6


async def test_the_palette_says_what_is_done_in_a_shell(tmp_path: Path) -> None:
    made = app(journal(tmp_path, entry("Mine")))
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await choose_in_palette(pilot, "export")
        assert notices(made) == ["In a shell: mastery export --help"]


async def test_a_theme_is_chosen_in_the_palette_and_remembered(tmp_path: Path) -> None:
    made = app(journal(tmp_path, entry("Mine")))
    other = next(spec.name for spec in made.themes if spec.name != made.theme)
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await choose_in_palette(pilot, f"Theme: {other}")
        assert made.theme == other
    assert load_settings().theme == other
    again = app(journal(tmp_path))
    assert again.theme == other


async def test_every_theme_draws_every_part(tmp_path: Path) -> None:
    made = app(journal(tmp_path, entry("Mine", starred=True, kind="lesson")))
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        for spec in made.themes:
            made.theme = spec.name
            await pilot.pause()
            assert "★ Mine" in shown(made.screen.query_one(Timeline))


async def test_an_unknown_theme_in_the_settings_is_told(tmp_path: Path) -> None:
    settings = load_settings()._replace(theme="mauve")
    made = app(journal(tmp_path), settings=settings)
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "mauve" in notices(made)[0]


async def test_another_journal_is_chosen_in_the_palette(tmp_path: Path) -> None:
    one, two = journal(tmp_path / "one", entry("Mine")), journal(tmp_path / "two", entry("Paid"), name="work")
    settings = load_settings()._replace(journals={"work": tmp_path / "two"})
    made = app(one, settings=settings, work=two)
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await choose_in_palette(pilot, "Journal: work")
        assert titles(made) == ["Paid"]
        assert "work" in shown(made.screen.query_one(NavBar))
        await choose_in_palette(pilot, "Journal: default")
        assert titles(made) == ["Mine"]


async def test_keys_of_the_settings_replace_those_built_in(tmp_path: Path) -> None:
    settings = load_settings()._replace(keys={"journal.star": "x"})
    one = journal(tmp_path, entry("Mine"))
    made = app(one, settings=settings)
    async with made.run_test(size=(150, 30)) as pilot:
        await pilot.pause()
        assert "x Star" in shown(made.screen.query_one(KeyBar))
        await pilot.press("s")
        assert not one.find("last").starred
        await pilot.press("x")
        assert one.find("last").starred


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_two_keys_leave(key: str, tmp_path: Path) -> None:
    made = app(journal(tmp_path, entry("Mine")))
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()
        assert is_ending(made)


async def test_a_terminal_without_unicode_gets_plain_letters(tmp_path: Path) -> None:
    one = journal(tmp_path, entry("Café ★ 日本", "a — b…", starred=True))
    made = MasteryApp(one, load_settings(), open_named=lambda name: one, start="journal", encoding="ascii")
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        lines = drawn(made)
    assert any("* Cafe * ????" in line for line in lines)
    assert all(line.isascii() for line in lines)


def test_plain_keeps_widths_and_what_the_encoding_has() -> None:
    assert plain("é…", "latin-1") == "é."
    assert plain("日─█", "ascii") == "??-#"
    assert speaks_unicode("UTF-8") and not speaks_unicode("ANSI_X3.4-1968")


async def test_wrong_keys_of_the_config_are_named_in_one_notice(tmp_path: Path) -> None:
    keys = {"main.nwe": "a", "journal.star": "d", "goals.add": "Ctrl+A", "x1": "a", "x2": "a", "x3": "a"}
    made = app(journal(tmp_path, entry("Mine")), settings=load_settings()._replace(keys=keys))
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        (note,) = notifications(made)
    assert note.title == "Keys of the config"
    assert "main.nwe: there is no key of this name; did you mean main.new?" in note.message
    assert "and 2 more: `mastery config` names them all." in note.message


async def test_two_uses_of_one_key_on_a_screen_are_named(tmp_path: Path) -> None:
    made = app(journal(tmp_path, entry("Mine")), settings=load_settings()._replace(keys={"journal.star": "d"}))
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        (note,) = notifications(made)
    assert note.message.startswith("journal.star: d is also the key of journal.delete")


async def test_keys_that_are_right_are_not_spoken_of(tmp_path: Path) -> None:
    made = app(journal(tmp_path, entry("Mine")), settings=load_settings()._replace(keys={"journal.star": "x"}))
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert not notices(made)


@pytest.mark.parametrize("key", "23456")
async def test_a_file_that_another_program_breaks_ends_nothing(tmp_path: Path, key: str) -> None:
    made = filled(tmp_path / "j")
    assert made.entries()
    made.close()  # folded: what is read next lies in the file
    made = journal(tmp_path / "j")
    ui = app(made, start="today")
    async with ui.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        file = tmp_path / "j" / "journal.json"
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
        await pilot.press(key)
        await until(pilot, lambda: any("journal.json" in one for one in notices(ui)))
        await pilot.press("1", "n", *"Still here", "ctrl+s")
        await pilot.pause()
        file.write_bytes(whole)
        await until(pilot, lambda: "Still here" in [one.title for one in made.entries()])
