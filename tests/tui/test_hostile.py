"""Foreign text is only text: no terminal obeys it, none of it is markup, and every line stays as wide as it was."""

import ast
from pathlib import Path
from typing import Any

import pyte
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.content import Content
from textual.events import Paste
from textual.notifications import Notification
from textual.widgets import Input, OptionList, TextArea

import mastery.tui
from mastery.core.base.controls import drawn
from mastery.core.goals.goal import Goal
from mastery.core.practices.practice import Practice
from mastery.host.config import load_settings
from mastery.tui.app import MasteryApp
from mastery.tui.terminal.harmless import HarmlessFilter
from tests.support.diary import entry, filled, journal
from tests.support.hostile import HARM, MARKUP, hostile_journal
from tests.support.walking import tour
from tests.tui.support import Toast, app, rested

DRAWN = ("border_title", "border_subtitle", "tooltip")
"""What Textual reads as markup whatever the widget is."""

TUI = Path(mastery.tui.__file__).parent

CELLS = st.text(
    st.sampled_from("aé각👩🔥❤1\u0301\u200b\u2060\u202e\x1b\x9b\n\t\r\u2028\u00ad\ufeff\ud800[m"), max_size=20
)
"""Letters whose width every terminal agrees on, and what takes no room."""


@pytest.fixture
def nothing_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails if anybody's text is read as markup."""
    parse = Content.from_markup

    def from_markup(markup: str | Content, **variables: object) -> Content:
        assert isinstance(markup, Content) or "/etc/hosts" not in markup, f"read as markup: {markup[-40:]!r}"
        return parse(markup, **variables)

    monkeypatch.setattr(Content, "from_markup", from_markup)


@pytest.fixture
def notices(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the notices of a test say, as they are drawn, whenever they go."""
    drawn_ones: list[str] = []

    def notify(self: MasteryApp, message: str, **how: Any) -> None:
        drawn_ones.append(Toast(Notification(message, **{**how, "timeout": 5})).render().plain)

    monkeypatch.setattr(App, "notify", notify)
    return drawn_ones


@pytest.mark.usefixtures("nothing_parsed")
@pytest.mark.parametrize("size", [(80, 24)])
async def test_no_key_of_any_screen_lets_foreign_text_command_the_terminal_or_be_markup(
    size: tuple[int, int], tmp_path: Path
) -> None:
    steps = await tour(hostile_journal(tmp_path), size)
    assert len(steps) > 50
    assert {step.keys: set(step.obeyed) for step in steps if step.obeyed} == {}


def test_only_the_widgets_made_for_it_show_text(tmp_path: Path) -> None:
    """Textual's own read markup in every string: a screen uses those of `widgets.plain`, and `Content` in a border."""
    for file in TUI.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        names = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "textual.widgets"
            for alias in node.names
        }
        if file.name not in ("plain.py", "area.py"):
            assert names <= {"Input", "TextArea", "OptionList", "Markdown"}, file.name
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and (target := ast.unparse(node.targets[0]).rpartition(".")[2]) in DRAWN:
                assert ast.unparse(node.value).startswith("Content("), f"{file.name}, line {node.lineno}: {target}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "from_markup":
                assert ast.unparse(node.args[0]) in ("EMPTY", "self.EMPTY"), f"{file.name}, line {node.lineno}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Input", "TextArea"):
                raise AssertionError(f"{file.name}, line {node.lineno}: Line and Area are made for what is typed")


@pytest.mark.parametrize("name", MARKUP)
async def test_a_name_with_brackets_is_shown_as_it_is(name: str, notices: list[str], tmp_path: Path) -> None:
    made = filled(tmp_path)
    goals, practices = made.records(Goal), made.records(Practice)
    made.act("edit", edited=[(one, replace(one, title=f"To {name}{at}")) for at, one in enumerate(goals)])
    made.act(
        "edit", edited=[(one, replace(one, title=f"By {name}{at}", minutes=9)) for at, one in enumerate(practices)]
    )
    it = app(made, start="today")
    async with it.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("space", "down", "space")
        await pilot.pause()
        assert any(f"By {name}" in one for one in notices)
        await pilot.press("3", "e")
        await pilot.pause()
        assert f"To {name}" in str(it.screen.query_one("#form-title", Input).value)


async def test_journals_and_notices_with_brackets_are_shown_as_they_are(notices: list[str], tmp_path: Path) -> None:
    names = {name: str(tmp_path / "other") for name in ("work [/etc/hosts]", "[/]", "[@click=app.quit()]home")}
    it = app(filled(tmp_path / "j"), settings=load_settings()._replace(journals=names), start="today")
    async with it.run_test(size=(80, 60)) as pilot:
        await pilot.pause()
        it.notify("Ana [/] wrote", markup=True)
        it.screen.notify("[/etc/hosts]")
        assert notices == ["Ana [/] wrote", "[/etc/hosts]"]
        await pilot.press("ctrl+p")
        await pilot.pause()
        for typed in ("", "journal"):
            await pilot.press(*typed)
            await pilot.pause()
            listed = [str(one.prompt) for one in it.screen.query_one(OptionList).options]
            for name in names:
                assert f"Journal: {name}" in "\n".join(listed)


# Drawing


@given(st.lists(CELLS, max_size=4))
@example(["a\x1b]52;c;aGFybQ==\x07b", "\x9b31m"])
@example(["👩\u200b", "\tb\r\n"])
def test_a_line_takes_as_many_columns_as_were_laid_out_for_it(texts: list[str]) -> None:
    link = Style(link="http://e.org/\x1b]0;harm\x07")
    drawn_line = HarmlessFilter().apply([Segment(text, link) for text in texts], Color(0, 0, 0))
    screen = pyte.Screen(200, 2)
    pyte.Stream(screen).feed("".join(one.text for one in drawn_line))
    assert (screen.cursor.x, screen.cursor.y) == (sum(map(cell_len, texts)), 0)
    assert all(one.style and not one.style.link for one in drawn_line)


@given(
    st.text(st.characters(codec=None))
    | st.text(st.sampled_from("a👩🔥❤🏳🌈ب\u200d\u200d\ufe0f\u200b\u202e\x1b"), max_size=12)
)
@example("👩\u200d👩\u200d👧")
@example("\u200d™\u200d🀀")
def test_drawn_text_is_measured_as_before(text: str) -> None:
    assert cell_len(drawn(text)) == cell_len(text)
    assert drawn(drawn(text)) == drawn(text)


def test_characters_that_writing_needs_are_drawn() -> None:
    for text in (
        "👩\u200d🚀",
        "🏳\ufe0f\u200d🌈",
        "❤\ufe0f\u200d🔥",
        "e\u0301",
        "نامه\u200cای",
        "🏴\U000e0067\U000e0062\U000e007f",
    ):
        assert drawn(text) == text
    assert drawn("a\u200db") == "a"  # Rich lays out one column for it


# What is typed


@pytest.mark.parametrize("pasted", ["one\ntwo\r\n\tthree", "one \x1b\x07two\x9b three", "one\u2028two\x0bthree"])
@pytest.mark.parametrize(
    ("start", "keys", "line"),
    [("goals", "a", "#form-title"), ("journal", "f", "#filter"), ("today", "/", "#search-text")],
)
async def test_a_field_of_one_line_holds_one_line_without_controls(
    pasted: str, start: str, keys: str, line: str, tmp_path: Path
) -> None:
    it = app(filled(tmp_path), start=start)
    async with it.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(keys)
        await pilot.pause()
        it.screen.query_one(line, Input).post_message(Paste(pasted))
        await pilot.pause()
        assert it.screen.query_one(line, Input).value == "one two three"


async def test_an_entry_is_edited_without_losing_what_is_not_drawn(tmp_path: Path) -> None:
    body = f"{HARM}\x0bone\x0ctwo\x1cthree\x85four\u2028five\n{HARM}"
    made = journal(tmp_path, entry("One", body))
    it = app(made, start="journal")
    async with it.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()
        area = it.screen.query_one(TextArea)
        before = area.text
        area.move_cursor(area.document.end)
        await pilot.press("!")
        assert area.text == f"{before}!"
        it.screen.save_draft()  # type: ignore[attr-defined]
        (draft,) = (tmp_path / "drafts").glob("*.md")
        assert draft.read_bytes().decode().endswith(f"{before}!")
        area.select_all()
        await pilot.press("delete")
        await pilot.press("ctrl+z")
        assert area.text == f"{before}!"
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert made.entries()[0].body == f"{body}\n!"


@pytest.mark.parametrize("before", ["a\x07\x08b\x0b\x0c", "\x1b]52;c;x\x07", "a\u200b\u202e\ufeffb"])
async def test_the_cursor_stands_after_the_letters_that_are_drawn(before: str, tmp_path: Path) -> None:
    it = app(journal(tmp_path), start="today")
    async with it.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        area = it.screen.query_one(TextArea)
        area.text = f"{before}X"
        area.move_cursor((0, len(before)))
        await pilot.pause()
        cursor = area.get_component_rich_style("text-area--cursor")
        segments = list(area.render_line(0))
        at = next(
            at for at, one in enumerate(segments) if one.style and one.style.bgcolor == cursor.bgcolor and one.text
        )
        assert segments[at].text[0] == "X"


# Links


@pytest.mark.parametrize(
    "address", ["app.quit()", "quit", "file:///etc/passwd", "vscode://x", "-version", "/etc/hosts"]
)
async def test_a_click_on_a_link_opens_web_pages_and_nothing_else(
    address: str, notices: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    it = app(journal(tmp_path, entry("Links", f"[one]({address})\n\n[two](https://e.org)")), start="journal")
    async with it.run_test(size=(120, 24)) as pilot:
        await rested(pilot)
        for paragraph in it.screen.query("EntryText MarkdownParagraph"):
            await pilot.click(paragraph, offset=(1, 0))
            await pilot.pause()
        assert it.is_running
        assert opened == ["https://e.org"]
        is_link = not address.startswith("file:")  # which markdown-it leaves a text
        assert any(address in one for one in notices) == is_link
