"""The bar of screens above and the bar of keys below, each drawn by a single cheap widget."""

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.keys import REPLACED_KEYS, key_to_character
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from mastery.core.base.phrases import long_day, short_day
from mastery.core.practices.timer import elapsed
from mastery.tui.host import host_of
from mastery.tui.places import SCREENS

Part = tuple[str, Style]

TIMER_EVERY = 5.0
"""Seconds between looks at the timer, which shows minutes."""

AT_THE_END = ("app.help", "app.command_palette", "command_palette")
"""Actions at the right end of the bar of keys: they are shown however narrow it is."""


class NavBar(Widget):
    """The program's name, the screens with their number keys, and at the right the journal and the day."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"nav--brand", "nav--here", "nav--there", "nav--about", "nav--timer"}
    ALLOW_SELECT = False

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here
        self._timer = ""

    def on_mount(self) -> None:
        """Follows the timer, which another process may have started or stopped too."""
        self.show_timer()
        self.set_interval(TIMER_EVERY, self.show_timer)

    def show_timer(self) -> None:
        """Shows how long the timer has run, if there is one."""
        journal = host_of(self.app).journal
        timer = journal.timer()
        text = ""
        if timer is not None:
            text = f" {'▶' if timer.is_running else '‖'} {elapsed(timer, journal.clock.now())} "
        if text != self._timer:
            self._timer = text
            self.refresh()

    def render(self) -> Content:
        """What fits: the screens always, then the day, then the journal's name, then the program's."""
        style = {one: self.get_visual_style(f"nav--{one}") for one in ("brand", "here", "there", "about", "timer")}
        tabs = [
            (f" {number} {one.title} ", style["here" if one.name == self._here else "there"] + pressing(str(number)))
            for number, one in enumerate(SCREENS, 1)
        ]
        brand = " mastery  "
        timer = [(self._timer, style["timer"] + pressing("M"))] if self._timer else []
        room = self.size.width - width(tabs) - width(timer)
        about = self._about(room - len(brand)) or self._about(room)
        room -= cell_len(about)
        parts = [(brand, style["brand"])] if len(brand) <= room else []
        gap = " " * max(0, room - width(parts))
        return Content.assemble(*parts, *tabs, gap, *timer, (about, style["about"]))

    def on_click(self, event: events.Click) -> None:
        """Goes to the screen under the mouse."""
        press(event, self)

    def _about(self, room: int) -> str:
        journal = host_of(self.app).journal
        today = journal.today()
        day, short = long_day(today), short_day(today)
        for text in (f" {journal.name} · {day} ", f" {journal.name} · {short} ", f" {short} "):
            if cell_len(text) <= room:
                return text
        return ""


def pressing(key: str) -> Style:
    """A style whose text presses a key when it is clicked."""
    return Style.from_meta({"press": key})


def press(event: events.Click, widget: Widget) -> None:
    """Presses the key under the mouse, if there is one."""
    key = event.style.meta.get("press")
    if key:
        widget.app.simulate_key(key)


def width(parts: list[Part]) -> int:
    """The cells the parts take."""
    return sum(cell_len(text) for text, _ in parts)


def letter(key: str) -> str | None:
    """The letter that a key types; None for other keys."""
    return key_to_character(REPLACED_KEYS.get(key, key))


class KeyBar(Widget):
    """The keys that work now. What does not fit is left out whole; help and palette stay."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--text", "keys--off"}
    ALLOW_SELECT = False

    def on_mount(self) -> None:
        """Follows the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        """The screen's own keys first, then those of every screen, and at the end help and palette."""
        own, common, end = self._sorted()
        last = [part for one in end for part in self._item(*one)]
        room = self.size.width - width(last) - 1
        shown: list[Part] = []
        for binding, enabled in (*own, *common):
            item = self._item(binding, enabled)
            if width(item) <= room:
                shown += item
                room -= width(item)
        return Content.assemble(*shown, " " * max(0, room), *last, " ")

    def _sorted(self) -> tuple[list[tuple[Binding, bool]], ...]:
        own: list[tuple[Binding, bool]] = []
        common: list[tuple[Binding, bool]] = []
        end: list[tuple[Binding, bool]] = []
        seen: set[str] = set()
        last: list[tuple[Binding, bool]] = []
        minor: frozenset[str] = getattr(self.screen, "MINOR_KEYS", frozenset())
        focused = self.screen.focused
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            if focused is not None and focused.check_consume_key(binding.key, letter(binding.key)):
                continue  # it would be typed
            if binding.action in AT_THE_END and binding.action not in seen:
                end.append((binding, enabled))
            elif binding.show and binding.action not in seen:
                common_one = (binding.id or "").startswith("main.")
                (last if binding.id in minor else common if common_one else own).append((binding, enabled))
            seen.add(binding.action)
        return own, [*common, *last], end

    def _item(self, binding: Binding, enabled: bool) -> list[Part]:
        key, text = (self.get_visual_style(f"keys--{one}") for one in (("key", "text") if enabled else ("off", "off")))
        pressed = pressing(binding.key) if enabled else Style()
        name = self.app.get_key_display(binding)
        does = binding.description[:1].upper() + binding.description[1:]
        return [(f" {name}", key + pressed), (f" {does} ", text + pressed)]

    def on_click(self, event: events.Click) -> None:
        """Presses the key under the mouse."""
        press(event, self)
