"""One entry to read: its title, what is known of it, its Markdown rendered; a long text in pieces, as it is read."""

import time
from collections.abc import Callable
from typing import Any, ClassVar

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.visual import VisualType
from textual.widgets import Markdown
from textual.widgets.markdown import MarkdownBlock

from mastery.core.base.controls import visible
from mastery.core.base.phrases import count, long_day, short_day, time_text
from mastery.core.base.records import Entry
from mastery.core.base.tags import signed
from mastery.core.writing.moods import mood_name
from mastery.core.writing.query import Query, matches
from mastery.tui.widgets.picklist import clean
from mastery.tui.widgets.plain import Static

PIECE = 12_000
"""Letters rendered at a time; the next piece follows when the end of the last comes near."""
AT_REST, HELD_DOWN = 0.06, 0.12
"""Seconds from the cursor's move to the text's: at rest, and while a key is held down, so that the cursor keeps up."""


def keep_lines(state: StateCore) -> None:
    """Ends lines where the person ended them; Markdown would join them."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "softbreak":
                child.type = "hardbreak"


def parser() -> MarkdownIt:
    """Markdown as journals use it: HTML is text, and lines end where they end."""
    markdown = MarkdownIt("gfm-like", {"html": False})
    markdown.core.ruler.push("keep_lines", keep_lines)
    return markdown


def pieces(text: str, size: int = PIECE) -> list[str]:
    """The text in pieces of about `size` letters, cut between paragraphs, lines or words where there are any."""
    found: list[str] = []
    at = 0
    while len(text) - at > size * 3 // 2:
        window = text[at : at + size]
        end = size
        for between in ("\n\n", "\n", " "):
            place = window.rfind(between)
            if place > size // 2:
                end = place + len(between)
                break
        found.append(text[at : at + end])
        at += end
    return [*found, text[at:]]


class EntryText(Markdown):
    """Markdown with the words of a query marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"reader--match"}
    query_marked: Query | None = None

    def marked(self, content: Content) -> Content:
        """The content with what the query finds in it marked."""
        if self.query_marked is None:
            return content
        style = self.get_visual_style("reader--match")
        for start, end in matches(content.plain, self.query_marked):
            content = content.stylize(style, start, end)
        return content


class _Marking:
    """Makes a block of Markdown mark its text."""

    def __init__(self, markdown: EntryText, *args: Any, **kwargs: Any) -> None:
        self._marked: Callable[[Content], Content] = markdown.marked
        super().__init__(markdown, *args, **kwargs)  # type: ignore[call-arg]

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Shows another content, marked."""
        shown = self._marked(content) if isinstance(content, Content) else content
        super().update(shown, layout=layout)  # type: ignore[misc]


def _marking(block: type[MarkdownBlock]) -> type[MarkdownBlock]:
    return type(block.__name__, (_Marking, block), {})


EntryText.BLOCKS = {
    name: _marking(block) if name.startswith(("paragraph", "h")) and name != "hr" else block
    for name, block in Markdown.BLOCKS.items()
}


class Reader(VerticalScroll):
    """Shows one entry. Following the cursor is left until the cursor rests."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False, id="reader.down"),
        Binding("k", "scroll_up", "Up", show=False, id="reader.up"),
        Binding("space", "page_down", "Page down", show=False, id="reader.page_down"),
        Binding("g", "scroll_home", "Start", show=False, id="reader.start"),
        Binding("G", "scroll_end", "End", show=False, id="reader.end"),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._wanted: tuple[Entry | None, Query | None, str] = (None, None, "")
        self._shown: tuple[Entry | None, Query | None, str] | None = None
        self._rest: list[str] = []
        self._timer: Timer | None = None
        self._asked = 0.0
        self._busy = False

    def compose(self) -> ComposeResult:
        """The title, what is known, the text."""
        yield Static(id="reader-title")
        yield Static(id="reader-about")
        yield EntryText(parser_factory=parser, id="reader-text")

    def show(self, entry: Entry | None, query: Query | None = None, more: str = "") -> None:
        """Shows an entry soon, with what `more` is known of it; None shows nothing."""
        self._wanted = (entry, query, more)
        now = time.monotonic()
        wait = HELD_DOWN if now - self._asked < HELD_DOWN else AT_REST
        self._asked = now
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(wait, self._follow)

    async def _follow(self) -> None:
        if self._busy:
            return  # a rendering in progress looks again when done
        self._busy = True
        try:
            while self._wanted != self._shown and self.is_attached:
                await self._render_entry(*self._wanted)
        finally:
            self._busy = False

    async def _render_entry(self, entry: Entry | None, query: Query | None, more: str) -> None:
        before = self._shown[0] if self._shown is not None else None
        same = entry is not None and before is not None and entry.id == before.id
        self._shown = (entry, query, more)
        text = self.query_one(EntryText)
        text.query_marked = query
        first, *self._rest = pieces(visible(entry.body)) if entry is not None else [""]
        title = self.query_one("#reader-title", Static)
        title.display = bool(entry is not None and entry.title)
        title.update(self._title(entry, query, text) if entry is not None else "")
        self.query_one("#reader-about", Static).update(
            "\n".join(filter(None, (about(entry, short=self.size.width < 64), more))) if entry is not None else ""
        )
        if not same:
            self.scroll_home(animate=False)
        await text.update(first)

    @staticmethod
    def _title(entry: Entry, query: Query | None, text: EntryText) -> Content:
        content = Content(clean(entry.title))
        return text.marked(content) if query is not None else content

    def on_mount(self) -> None:
        """Follows the scrolling."""
        self.watch(self, "scroll_y", self._near_end, init=False)

    def _near_end(self, scroll_y: float) -> None:
        """Has the next piece rendered when the end comes near."""
        if self._rest and not self._busy and self.max_scroll_y - scroll_y < 2 * self.size.height:
            self.call_later(self._render_more)

    async def _render_more(self) -> None:
        if self._busy or not self._rest:
            return
        self._busy = True
        try:
            await self.query_one(EntryText).append(self._rest.pop(0))
        finally:
            self._busy = False
        await self._follow()


def about(entry: Entry, *, short: bool = False) -> str:
    """Day, time, kind, star and length of an entry, and its tags on a line of their own."""
    parts = [short_day(entry.day) if short else long_day(entry.day), time_text(entry.at)]
    if entry.at.date() != entry.day:
        parts[1] += f" on {entry.at.date().isoformat()}"
    if entry.kind != "note":
        parts.append(entry.kind)
    if entry.starred:
        parts.append("★")
    if entry.mood:
        parts.append(f"mood: {mood_name(entry.mood)}")
    if entry.minutes:
        parts.append(f"{entry.minutes} min")
    if entry.shareable:
        parts.append("shareable")
    if entry.applied:
        parts.append("used for real")
    words = len(entry.body.split()) + len(entry.title.split())
    parts.append(count(words, "word"))
    tags = "  ".join(map(signed, entry.tags))
    return " · ".join(parts) + (f"\n{tags}" if tags else "")
