"""The main screens, in the order of their number keys. A new screen is a file here and a line in SCREENS."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mastery.tui.screens.main import MainScreen


class ScreenInfo(NamedTuple):
    """One main screen: its name, its title in the bar, and the class, imported when it is first shown."""

    name: str
    title: str
    module: str
    kind: str

    def load(self) -> "type[MainScreen]":
        """The class, imported when it is first asked for."""
        kind: type[MainScreen] = getattr(import_module(f"mastery.tui.screens.{self.module}"), self.kind)
        return kind

    def make(self) -> "MainScreen":
        """A new screen of this kind."""
        return self.load()()


SCREENS = (
    ScreenInfo("today", "Today", "today", "TodayScreen"),
    ScreenInfo("journal", "Journal", "journal", "JournalScreen"),
    ScreenInfo("goals", "Goals", "goals", "GoalsScreen"),
    ScreenInfo("models", "Models", "models", "ModelsScreen"),
    ScreenInfo("review", "Review", "review", "ReviewScreen"),
    ScreenInfo("share", "Share", "share", "ShareScreen"),
)
