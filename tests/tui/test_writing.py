"""Writing in the interface: what is typed is kept, or stays as a draft; nothing is lost on the way."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.widgets import Input, TextArea

from mastery.core.base.errors import MasteryError
from mastery.core.writing.prompts import prompt_for
from mastery.host.packs import load_packs
from mastery.tui.app import MasteryApp
from mastery.tui.screens.compose import SAVE_EVERY, ComposeScreen
from mastery.tui.screens.form import FormScreen
from mastery.tui.screens.help import HelpScreen, keys_of
from mastery.tui.screens.today import TodayScreen
from mastery.tui.screens.trash import TrashScreen
from tests.support.diary import NOW, entry, journal
from tests.tui.support import app, rested, said, shown, until


def area(shown_app: MasteryApp) -> TextArea:
    return shown_app.screen.query_one(TextArea)


async def test_a_new_entry_is_kept_with_its_date_tags_and_title(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    ui = app(made, start="today")
    async with ui.run_test() as pilot:
        await pilot.press("n", *"yesterday 20:15: Talk with @anna. It went well #work")
        await pilot.press("enter", *"And more", "ctrl+t", "ctrl+s")
        await pilot.pause()
        assert isinstance(ui.screen, TodayScreen)
        (kept,) = made.entries()
        assert (kept.title, kept.body) == ("Talk with @anna.", "It went well #work\nAnd more")
        assert (kept.day, f"{kept.at:%H:%M}") == (NOW.date() - dt.timedelta(days=1), "20:15")
        assert kept.tags == ("@anna", "work")
        assert kept.kind == "reflection"
        assert made.drafts() == []


async def test_leaving_keeps_a_draft_that_today_offers_and_r_goes_on_with(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    ui = app(made, start="today")
    async with ui.run_test() as pilot:
        await pilot.press("n", *"half a sent", "escape")
        await pilot.pause()
        assert not made.entries()
        assert [draft.text for draft in made.drafts()] == ["half a sent"]
        assert "half a sent" in shown(ui.screen.query_one("#today-draft"))
        await pilot.press("r", *"ence", "ctrl+s")
        await pilot.pause()
        assert [one.title for one in made.entries()] == ["half a sentence"]
        assert made.drafts() == []
        assert not ui.screen.query_one("#today-draft").display


async def test_what_is_typed_is_on_disk_within_two_seconds(tmp_path: Path) -> None:
    ui = app(journal(tmp_path / "j"), start="today")
    async with ui.run_test() as pilot:
        await pilot.press("n", *"half")
        area(ui).insert("x" * 1_000_000)
        drafts = (tmp_path / "j" / "drafts").glob
        await until(pilot, lambda: [len(file.read_text()) for file in drafts("*.md")] == [1_000_004])
        assert SAVE_EVERY <= 1, "within two seconds"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert [len(one.text) for one in ui.journal.entries()] == [1_000_004]


async def test_a_draft_that_is_put_away_is_in_the_trash(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    ui = app(made, start="today")
    async with ui.run_test() as pilot:
        await pilot.press("n", *"not this", "escape")
        await pilot.pause()
        await pilot.press("x")
        await pilot.pause()
        assert made.drafts() == []
        assert [one.title for one in made.trash()] == ["not this"]


async def test_nothing_and_what_cannot_be_kept_stay_in_the_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = journal(tmp_path / "j")
    ui = app(made, start="today")
    async with ui.run_test() as pilot:
        await pilot.press("n", "ctrl+s")
        await pilot.pause()
        assert isinstance(ui.screen, ComposeScreen)
        assert "no text" in said(pilot)

        def full(*_: object, **__: object) -> None:
            raise MasteryError("no space left on device")

        monkeypatch.setattr(made, "add", full)
        await pilot.press(*"precious", "ctrl+s")
        await pilot.pause()
        assert area(ui).text == "precious"
        assert "no space left" in said(pilot)
        monkeypatch.undo()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert [one.title for one in made.entries()] == ["precious"]


async def test_an_unwritable_draft_is_told_once_and_the_text_cannot_be_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = journal(tmp_path / "j")
    ui = app(made, start="today")

    def full(*_: object) -> Path:
        raise MasteryError("no space left on device")

    async with ui.run_test() as pilot:
        monkeypatch.setattr(made, "save_draft", full)
        await pilot.press("n", *"precious", "escape")
        await pilot.pause()
        assert isinstance(ui.screen, ComposeScreen)
        assert "not on disk" in said(pilot)


async def test_an_entry_is_edited_with_its_date_and_bad_first_lines_are_refused(tmp_path: Path) -> None:
    one = entry("Before", "Body")
    made = journal(tmp_path / "j", one)
    ui = app(made, start="journal")
    async with ui.run_test() as pilot:
        await pilot.press("e")
        await pilot.pause()
        good = area(ui).text
        assert good.startswith("---\ndate: 2026-11-23 12:00\n")
        area(ui).text = good.replace("kind: note", "kind: nonsense")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "no kind" in said(pilot)
        area(ui).text = good.replace("kind: note", "kind: lesson").replace("# Before", "# After")
        await pilot.press("ctrl+s")
        await pilot.pause()
        kept = made.find("last")
        assert (kept.title, kept.body, kept.kind, kept.at) == ("After", "Body", "lesson", one.at)
        await pilot.press("u")
        await pilot.pause()
        assert made.find("last") == one


async def test_a_change_from_elsewhere_is_told_and_both_texts_are_in_the_history(tmp_path: Path) -> None:
    one = entry("Before", "Body")
    made, other = journal(tmp_path / "j", one), journal(tmp_path / "j")
    ui = app(made, start="journal")
    async with ui.run_test() as pilot:
        await pilot.press("e")
        await pilot.pause()
        other.change(other.find("last"), msgspec.structs.replace(one, title="Elsewhere", starred=True))
        area(ui).text = area(ui).text.replace("# Before", "# Here")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "changed elsewhere" in said(pilot)
        assert (made.find("last").title, made.find("last").starred) == ("Here", True)
        first, second, third = made.history(one.id)
        assert [change.set["title"] for change in (first, second, third)] == ["Before", "Elsewhere", "Here"]
        assert second.over == third.over == {"title": [first.stamp]}, "each is an edit of the first version"


async def test_leaving_an_edit_without_a_change_leaves_nothing_behind(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("Before", "Body"))
    ui = app(made, start="journal")
    async with ui.run_test() as pilot:
        await pilot.press("e", "escape")
        await pilot.pause()
        assert made.drafts() == []
        assert not isinstance(ui.screen, ComposeScreen)


async def test_one_line_is_captured_and_the_question_is_answered(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    ui = app(made, start="today")
    async with ui.run_test() as pilot:
        assert "mastery log" in shown(ui.screen.query_one("#today-empty"))
        await pilot.press("i", *"A thought. #idea", "enter")
        await pilot.pause()
        assert ui.screen.query_one(Input).value == ""
        assert "1 entry today" in shown(ui.screen.query_one("#today-count"))
        await pilot.press("escape", "p", *"I climbed down", "ctrl+s")
        await pilot.pause()
        (answer,) = [one for one in made.entries() if one.kind == "reflection"]
        assert answer.text.split() == [*prompt_for(NOW.date(), load_packs().packs).split(), "I", "climbed", "down"]


async def test_the_title_of_an_answer_is_the_whole_question(tmp_path: Path) -> None:
    """Not its first sentence, as of a text: a quarter of the questions have two."""
    made = journal(tmp_path / "j")
    question = "What failed? What would you do differently?"
    async with app(made, start="today").run_test() as pilot:
        pilot.app.push_screen(ComposeScreen(made, kind="reflection", question=question))
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "There is no text: write something first." in said(pilot)
        await pilot.press(*"2 days ago: I sleep on it. #calm")
        await rested(pilot)
        assert shown(pilot.app.screen.query_one("#compose-what")).startswith("Mon 23 Nov 2026 21:30  ·  reflection")
        await pilot.press("ctrl+s")
        await pilot.pause()
    (answer,) = made.entries()
    assert (answer.title, answer.body, answer.tags) == (question, "2 days ago: I sleep on it. #calm", ("calm",))
    assert answer.day == NOW.date()


async def test_today_shows_the_same_day_of_earlier_years_and_enter_reads_it(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("Long ago", days_ago=365), entry("Another day", days_ago=300))
    ui = app(made, start="today")
    async with ui.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        text = shown(ui.screen.query_one("#today-list"))
        assert "2025  Long ago" in text
        await pilot.press("end", "enter")
        await rested(pilot)
        assert ui.current_mode == "journal"
        assert "Long ago" in shown(ui.screen.query_one("#reader-title"))


async def test_the_trash_gives_back(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("One"), entry("Two", hour=13))
    ui = app(made, start="journal")
    async with ui.run_test() as pilot:
        await pilot.press("d", "d", "t")
        await pilot.pause()
        assert isinstance(ui.screen, TrashScreen)
        assert "2 entries" in shown(ui.screen.query_one("#trash-title"))
        await pilot.press("r")
        await pilot.pause()
        assert len(made.entries()) == 1
        await pilot.press("u", "escape")
        await pilot.pause()
        assert not isinstance(ui.screen, TrashScreen)
        assert len(made.trash()) == 2


@pytest.mark.parametrize("start", ["today", "journal"])
async def test_help_names_the_keys_that_work(tmp_path: Path, start: str) -> None:
    ui = app(journal(tmp_path / "j", entry("One")), start=start)
    async with ui.run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        known = {binding.id for _, binding, enabled, _ in ui.screen.active_bindings.values() if enabled and binding.id}
        assert {"main.new", "main.search", "main.undo"} <= known
        says = [what for rows in keys_of(ui.screen).values() for _, what in rows]
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(ui.screen, HelpScreen)
        text = " ".join(shown(static) for static in ui.screen.query(".help-rows"))
        assert all(what in text for what in says)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(ui.screen, HelpScreen)


async def test_an_entry_deleted_elsewhere_comes_back_with_what_was_written(tmp_path: Path) -> None:
    one = entry("Before", "Body")
    made, other = journal(tmp_path / "j", one), journal(tmp_path / "j")
    ui = app(made, start="journal")
    async with ui.run_test() as pilot:
        await pilot.press("e")
        await pilot.pause()
        other.delete(other.find("last"))
        area(ui).text = area(ui).text.replace("Body", "More")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert [one.body for one in made.entries()] == ["More"]
        assert "deleted elsewhere" in said(pilot)


async def test_a_new_page_says_how_to_begin_until_the_first_letter(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    ui = app(made, start="today")
    async with ui.run_test() as pilot:
        await pilot.press("n")
        await pilot.pause()
        page = shown(area(ui))
        assert "The first line, or its first sentence, becomes the title." in page
        assert "Begin with yesterday 21:30: to set the day and the time." in page
        await pilot.press("y")
        await pilot.pause()
        assert shown(area(ui)).split() == ["y"]
        await pilot.press("backspace")
        await pilot.pause()
        assert "becomes the title" in shown(area(ui))
        await pilot.press("escape")
        await pilot.pause()
        assert made.drafts() == []


async def test_an_answer_is_told_that_the_question_is_its_title(tmp_path: Path) -> None:
    ui = app(journal(tmp_path / "j"), start="today")
    async with ui.run_test() as pilot:
        await pilot.pause()
        await pilot.press("p")
        await pilot.pause()
        assert "The question is the title" in shown(area(ui)) and "yesterday" not in shown(area(ui))


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)], ids=str)
async def test_the_tags_of_the_text_stand_beside_the_field_for_tags(tmp_path: Path, size: tuple[int, int]) -> None:
    one = entry("Talked in #spanish", "With @ana", tags=("@ana", "spanish"))
    made = journal(tmp_path / "j", one)
    ui = app(made, start="journal")
    async with ui.run_test(size=size) as pilot:
        await pilot.press("e")
        await pilot.pause()
        lines = shown(area(ui)).split("\n")
        assert lines[4].strip() == "tags:   in the text: #spanish @ana"
        await pilot.press(*"#new ")
        await rested(pilot)
        assert shown(area(ui)).split("\n")[4].strip() == "tags:   in the text: #spanish #new @ana"
        area(ui).move_cursor((4, 5))
        await pilot.press(*" own")
        await rested(pilot)
        assert shown(area(ui)).split("\n")[4].strip() == "tags: own   in the text: #spanish #new @ana"
        assert "in the text" not in area(ui).text
        await pilot.press("ctrl+s")
        await pilot.pause()
        kept = made.find("last")
        assert (kept.tags, kept.title, kept.body) == (("spanish", "new", "@ana", "own"), one.title, "#new With @ana")


async def test_beside_the_field_for_tags_nothing_is_said_without_tags_or_room_and_lines_keep_their_width(
    tmp_path: Path,
) -> None:
    many = " ".join(f"#日本語{number}" for number in range(40))
    made = journal(tmp_path / "j", entry("No tags", hour=9), entry("Many", many))
    ui = app(made, start="journal")
    async with ui.run_test() as pilot:
        await pilot.press("e")
        await pilot.pause()
        strips = [area(ui).render_line(y) for y in range(area(ui).size.height)]
        assert {strip.cell_length for strip in strips} == {area(ui).size.width}
        assert strips[4].text.startswith("tags:   in the text: #日本語0 #") and "…" in strips[4].text
        area(ui).move_cursor((4, 5))
        await pilot.press(*" ", *"long-tag " * 7)
        await pilot.pause()
        assert "in the text" not in shown(area(ui))
        await pilot.press("escape", "down", "e")
        await pilot.pause()
        assert shown(area(ui)).split("\n")[4].strip() == "tags:"


async def test_what_was_saved_leaves_no_draft_behind_however_late_the_last_look_at_it_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine the clock that saves drafts strikes once more while the screen is being taken away."""
    for module in ("compose", "form"):
        monkeypatch.setattr(f"mastery.tui.screens.{module}.SAVE_EVERY", 3600)  # it is not on disk yet
    made = journal(tmp_path / "j", entry("An entry"))
    ui = app(made, start="goals")
    async with ui.run_test() as pilot:
        for keys in (("n", *"Slept well", "ctrl+s"), ("a", *"Chess", "ctrl+s")):
            await pilot.press(*keys[:-1])
            await pilot.pause()
            screen = ui.screen
            assert isinstance(screen, (ComposeScreen, FormScreen))
            dismiss = screen.dismiss

            def late(result: object, dismiss: Callable[..., object] = dismiss, screen: Any = screen) -> object:
                gone = dismiss(result)
                screen.save_draft()
                return gone

            monkeypatch.setattr(screen, "dismiss", late)
            await pilot.press(keys[-1])
            await pilot.pause()
        assert len(made.entries()) == 2
        assert [path.name for path in (made.path / "drafts").glob("*.*")] == []
