"""The Journal screen, driven as a person drives it."""

import contextlib
import stat
from pathlib import Path

import msgspec
import pytest
from rich.cells import cell_len
from rich.style import Style
from textual.pilot import Pilot
from textual.widgets import Input, Static

from mastery.core.base.records import Entry
from mastery.core.goals.acts import new_goal
from mastery.core.thinking.acts import new_model
from mastery.tui.app import MasteryApp
from mastery.tui.screens.journal import JournalScreen
from mastery.tui.screens.search import Results, SearchScreen
from mastery.tui.widgets.bars import KeyBar
from mastery.tui.widgets.picklist import clean, cut, marked
from mastery.tui.widgets.reader import EntryText, Reader, pieces
from mastery.tui.widgets.timeline import Timeline
from tests.support.clock import FixedClock, now_of
from tests.support.diary import NOW, entry, journal
from tests.tui.support import app, notices, rested, shown

ENTRIES = (
    entry("Swam a mile", "Cold water, warm #tea after.", days_ago=40, tags=("tea",)),
    entry("Read Senge", "Structure drives behaviour.\n\n- **one**\n- two", days_ago=2, kind="lesson"),
    entry("Tea with Anna", "We spoke of @anna and the garden.", days_ago=1, hour=9, tags=("@anna",)),
    entry("Dug the garden", "The soil is heavy.", days_ago=1, hour=18, starred=True),
    entry("Slept well", "", hour=8),
)


def timeline(pilot: Pilot[None]) -> Timeline:
    return pilot.app.screen.query_one(Timeline)


def chosen(pilot: Pilot[None]) -> str:
    found = timeline(pilot).entry
    return found.title if found else ""


def keys(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(KeyBar).render().plain


def reader_text(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(EntryText).source


async def test_the_days_are_listed_newest_first_under_their_months(tmp_path: Path) -> None:
    async with app(journal(tmp_path, *ENTRIES)).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        lines = shown(timeline(pilot)).splitlines()
    assert lines[0].startswith(" November 2026 ─") and lines[0].endswith(" 4")
    assert lines[1:9] == [
        "▌ Today   Slept well",
        "▌ 08:00",
        "  Sun 22  ★ Dug the garden",
        "  18:00   The soil is heavy.",
        "          Tea with Anna",
        "  09:00   We spoke of @anna and",
        "  Sat 21  Read Senge",
        "  12:00   lesson Structure drives",
    ] or [line[:24] for line in lines[1:9]] == [
        "▌ Today   Slept well",
        "▌ 08:00",
        "  Sun 22  ★ Dug the gard",
        "  18:00   The soil is he",
        "          Tea with Anna",
        "  09:00   We spoke of @a",
        "  Sat 21  Read Senge",
        "  12:00   lesson Structu",
    ]
    assert any(line.startswith(" October 2026 ─") for line in lines)


async def test_keys_move_and_the_text_follows(tmp_path: Path) -> None:
    async with app(journal(tmp_path, *ENTRIES)).run_test(size=(100, 30)) as pilot:
        await rested(pilot)
        await pilot.press("j", "down")
        assert chosen(pilot) == "Tea with Anna"
        await pilot.press("k")
        assert chosen(pilot) == "Dug the garden"
        await rested(pilot)
        assert reader_text(pilot) == "The soil is heavy."
        await pilot.press("G")
        assert chosen(pilot) == "Swam a mile"
        await pilot.press("g")
        assert chosen(pilot) == "Slept well"
        await pilot.press("end", "home", "pagedown")
        assert chosen(pilot) == "Swam a mile"


async def test_the_mouse_chooses_and_opens(tmp_path: Path) -> None:
    async with app(journal(tmp_path, *ENTRIES)).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.click(Timeline, offset=(12, 3))
        assert chosen(pilot) == "Dug the garden"
        await pilot.click(Timeline, offset=(12, 0))
        assert chosen(pilot) == "Dug the garden", "a heading cannot be chosen"
        await pilot.click(Timeline, offset=(12, 5), times=2)
        await pilot.pause()
        assert chosen(pilot) == "Tea with Anna"
        assert isinstance(pilot.app.screen.focused, Reader)


async def test_the_filter_answers_every_key(tmp_path: Path) -> None:
    async with app(journal(tmp_path, *ENTRIES)).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("f", *"tea")
        await pilot.pause()
        screen = pilot.app.screen
        count = screen.query_one("#journal-count", Static)
        assert str(count.content) == "2 of 5"
        assert [one.title for one in timeline(pilot).entries] == ["Tea with Anna", "Swam a mile"]
        await pilot.press("space", *"mile")
        await pilot.pause()
        assert [one.title for one in timeline(pilot).entries] == ["Swam a mile"]
        await pilot.press(*" zebra")
        await pilot.pause()
        assert str(count.content) == "Nothing fits. esc shows all."
        assert "Edit" not in keys(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert str(count.content) == "5 entries"
        assert screen.query_one("#filter", Input).value == ""
        assert timeline(pilot).has_focus


async def test_letters_typed_in_the_filter_are_not_commands(tmp_path: Path) -> None:
    made = journal(tmp_path, *ENTRIES)
    async with app(made).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("f", *"deus/?12q")
        assert pilot.app.screen.query_one("#filter", Input).value == "deus/?12q"
        assert not any(word in keys(pilot) for word in ("Delete", "New", "Search", "?"))
        await pilot.press("enter")
        assert timeline(pilot).has_focus
    assert len(made.entries()) == 5


async def test_half_a_date_says_what_is_missing_and_keeps_what_was_shown(tmp_path: Path) -> None:
    async with app(journal(tmp_path, *ENTRIES)).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("f", *"tea before:20x")
        await pilot.pause()
        assert "no date" in str(pilot.app.screen.query_one("#journal-count", Static).content)
        assert timeline(pilot).entries


async def test_what_is_found_is_marked_in_list_and_text(tmp_path: Path) -> None:
    async with app(journal(tmp_path, *ENTRIES)).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("f", *"anna")
        await rested(pilot)
        mark = timeline(pilot).get_component_rich_style("timeline--match")
        lines = [timeline(pilot).render_line(y) for y in range(3)]
        found = [segment.text for line in lines for segment in line if segment.style == mark]
        assert found == ["Anna", "anna"]
        paragraph = pilot.app.screen.query_one("EntryText MarkdownParagraph", Static)
        assert [paragraph.content.plain[span.start : span.end] for span in paragraph.content.spans] == ["anna"]  # type: ignore[union-attr]


async def test_deleting_goes_to_the_next_and_undo_brings_back(tmp_path: Path) -> None:
    made = journal(tmp_path, *ENTRIES)
    async with app(made).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("j", "d")
        await pilot.pause()
        assert chosen(pilot) == "Tea with Anna"
        assert [one.title for one in made.trash()] == ["Dug the garden"]
        await pilot.press("u")
        await pilot.pause()
        assert made.trash() == []
        assert len(timeline(pilot).entries) == 5
        assert chosen(pilot) == "Tea with Anna"


async def test_undo_with_nothing_to_undo_says_so(tmp_path: Path) -> None:
    async with app(journal(tmp_path)).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        assert notices(pilot.app) == ["There is nothing to undo."]


async def test_a_star_is_given_and_taken(tmp_path: Path) -> None:
    made = journal(tmp_path, *ENTRIES)
    async with app(made).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("s")
        assert made.find("last").starred
        assert "★ Slept well" in shown(timeline(pilot))
        await pilot.press("s")
        assert not made.find("last").starred


async def test_search_finds_everywhere_and_opens_in_journal(tmp_path: Path) -> None:
    async with app(journal(tmp_path, *ENTRIES)).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"tea")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, SearchScreen)
        assert str(screen.query_one("#search-note", Static).content) == "2 entries found"
        assert "Tea with Anna" in shown(screen.query_one(Results)).splitlines()[0], "a hit in the title comes first"
        await pilot.press("down", "enter")
        await rested(pilot)
        assert isinstance(pilot.app.screen, JournalScreen)
        assert chosen(pilot) == "Swam a mile"
        assert "esc Back" in keys(pilot)
        await pilot.press("slash", *"zebra", "enter")
        assert isinstance(pilot.app.screen, SearchScreen), "with nothing found, enter goes nowhere"
        await pilot.press("escape")
        assert chosen(pilot) == "Swam a mile"


async def test_a_search_result_that_the_filter_hides_takes_the_filter_away(tmp_path: Path) -> None:
    async with app(journal(tmp_path, *ENTRIES)).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("f", *"garden", "enter", "slash", *"senge", "enter")
        await pilot.pause()
        assert chosen(pilot) == "Read Senge"
        assert len(timeline(pilot).entries) == 5


async def test_a_narrow_terminal_shows_one_pane_at_a_time(tmp_path: Path) -> None:
    async with app(journal(tmp_path, *ENTRIES)).run_test(size=(60, 20)) as pilot:
        await rested(pilot)
        reader = pilot.app.screen.query_one(Reader)
        assert not reader.display and timeline(pilot).size.width == 60
        await pilot.press("j", "enter")
        await rested(pilot)
        assert reader.display and reader.has_focus and reader.size.width >= 58
        assert reader_text(pilot) == "The soil is heavy."
        await pilot.press("J")
        await rested(pilot)
        assert reader_text(pilot) == "We spoke of @anna and the garden."
        await pilot.press("escape")
        await pilot.pause()
        assert not reader.display and timeline(pilot).has_focus


async def test_an_empty_journal_says_how_to_begin(tmp_path: Path) -> None:
    async with app(journal(tmp_path)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        empty = pilot.app.screen.query_one("#journal-empty", Static)
        assert empty.display
        assert "mastery log" in shown(empty)
        assert "New" in keys(pilot)
        assert not any(word in keys(pilot) for word in ("Edit", "Delete", "Filter", "Read", "Back"))
        await pilot.press("e", "d", "s", "E", "enter", "f", "escape", "j", "G", "pagedown")
        assert isinstance(pilot.app.screen, JournalScreen)


async def test_only_the_lines_on_show_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [entry(f"Day {number}", "text", days_ago=number) for number in range(3000)]
    drawn: set[int] = set()
    draw = Timeline.draw_item

    def counting(self: Timeline, index: int, row: int, width: int, *, chosen: bool) -> object:
        drawn.add(index)
        return draw(self, index, row, width, chosen=chosen)

    monkeypatch.setattr(Timeline, "draw_item", counting)
    async with app(journal(tmp_path, *many)).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("G", "pageup", "g")
        await pilot.pause()
    assert len(drawn) < 100


async def test_letters_that_steer_a_terminal_are_not_drawn(tmp_path: Path) -> None:
    evil = entry("Red \x1b[31m \u202etitle\x9b2J", "body\x07 \x1b]0;t\x07")
    async with app(journal(tmp_path, evil)).run_test(size=(100, 30)) as pilot:
        await rested(pilot)
        text = shown(timeline(pilot))
    assert not set(text) & {"\x1b", "\u202e", "\x9b", "\x07"}
    assert "Red �[31m ‹U+202E›title�2J" in text


def fake_editor(path: Path, script: str) -> str:
    """An editor that does what the shell script says with the file "$1"."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


async def edit_with(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[Entry], list[str], list[str]]:
    """Presses E with such an editor; the entries, the notices and the drafts' texts afterwards."""
    monkeypatch.setenv("EDITOR", fake_editor(tmp_path / "editor", script))
    monkeypatch.setattr(MasteryApp, "suspend", lambda self: contextlib.nullcontext())
    made = journal(tmp_path / "journal", entry("Slept well", "Nine hours."))
    async with app(made).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("E")
        await pilot.pause()
        shown_notices = notices(pilot.app)
    return made.entries(), shown_notices, [draft.text for draft in made.drafts()]


async def test_an_outside_editor_changes_the_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries, notices, drafts = await edit_with('sed -i s/Nine/Ten/ "$1"', tmp_path, monkeypatch)
    assert [one.body for one in entries] == ["Ten hours."]
    assert notices == ["Saved. u takes it back."] and drafts == []


async def test_an_outside_editor_that_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries, notices, drafts = await edit_with("true", tmp_path, monkeypatch)
    assert [one.body for one in entries] == ["Nine hours."]
    assert notices == ["Nothing was changed."] and drafts == []


@pytest.mark.parametrize(
    "script", ['sed -i s/Nine/Ten/ "$1"; exit 3', 'sed -i "s/Nine/Ten/; s/^date: .*/date: never/" "$1"']
)
async def test_what_was_written_outside_is_kept_whatever_is_wrong(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries, notices, drafts = await edit_with(script, tmp_path, monkeypatch)
    assert [one.body for one in entries] == ["Nine hours."]
    assert len(drafts) == 1 and "Ten hours." in drafts[0]
    assert "kept in" in notices[0]


async def test_an_editor_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "/nowhere/ed")
    monkeypatch.setattr(MasteryApp, "suspend", lambda self: contextlib.nullcontext())
    async with app(journal(tmp_path, entry("Slept well"))).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("E")
        await pilot.pause()
        assert "cannot be started" in notices(pilot.app)[0]


@pytest.mark.parametrize(
    "text", ["plain", "日本語のタイトル", "émoji 🎉🎉🎉 party", "a\u0301e\u0301i\u0301", "שלום עולם", ""]
)
@pytest.mark.parametrize("width", [0, 1, 2, 5, 8, 40])
def test_cut_text_takes_no_more_cells_than_there_are(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width
    line = marked(text, width, Style(), [(0, 2), (3, 9)], Style(bold=True))
    assert sum(segment.cell_length for segment in line) == width


def test_clean_leaves_one_line() -> None:
    assert clean(" a\n\tb\x1b[0m ") == "a b�[0m"


@pytest.mark.parametrize("text", ["word " * 20_000, "x" * 50_000, "line\n" * 10_000, "short"])
def test_a_long_text_in_pieces_is_the_same_text(text: str) -> None:
    found = pieces(text)
    assert "".join(found) == text
    assert max(map(len, found)) <= 18_000


async def test_a_long_text_is_rendered_as_it_is_read(tmp_path: Path) -> None:
    body = "\n\n".join(f"Paragraph {number}. " + "word " * 40 for number in range(300))
    async with app(journal(tmp_path, entry("Long", body))).run_test(size=(100, 30)) as pilot:
        await rested(pilot)
        first = len(reader_text(pilot))
        assert first < 20_000
        await pilot.press("enter")
        for _ in range(12):
            await pilot.press("G")
            await pilot.pause()
        assert reader_text(pilot) == body


def about_shown(pilot: Pilot[None]) -> list[str]:
    """The lines between the title of the entry on show and its text."""
    return shown(pilot.app.screen.query_one("#reader-about", Static)).splitlines()


async def test_an_entry_says_which_goals_and_models_it_is_about(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    goal = new_goal("Speak Spanish for a whole evening", now_of(clock))
    model = new_model("One learns a language by listening to it and not by its grammar", 70, now_of(clock))
    talk = entry("A talk", "With @ana", tags=("@ana",))
    talk = msgspec.structs.replace(talk, goals=(goal.id,), models=(model.id,), minutes=45)
    made = journal(tmp_path, talk, entry("Slept", days_ago=1))
    made.add(goal, model)
    async with app(made).run_test(size=(80, 24)) as pilot:
        await rested(pilot)
        said = " ".join(about_shown(pilot))
        assert said == f"Mon 23 Nov 2026 · 12:00 · 45 min · 4 words @ana about {goal.title}, {model.statement}"
        await pilot.press("j")
        await rested(pilot)
        assert about_shown(pilot) == ["Sun 22 Nov 2026 · 12:00 · 1 word"]
