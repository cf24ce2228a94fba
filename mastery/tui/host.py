"""What the app offers to its screens and to the palette; they know this and not the app, which imports them."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.app import App

if TYPE_CHECKING:
    from mastery.core.base.records import Entry
    from mastery.core.goals.goal import Goal
    from mastery.core.thinking.model import Model
    from mastery.core.writing.query import Query
    from mastery.host.config import Settings
    from mastery.host.themes import ThemeSpec
    from mastery.store import Journal
    from mastery.tui.finder import Finder


class Host(Protocol):
    """The app as its screens see it; `MasteryApp` says what each does."""

    journal: "Journal"
    settings: "Settings"

    @property
    def finder(self) -> "Finder":
        """Finds entries in the journal on show."""
        ...

    @property
    def themes(self) -> "list[ThemeSpec]":
        """Every theme."""
        ...

    @property
    def journal_names(self) -> list[str]:
        """The journals that can be shown."""
        ...

    def showing_errors(self) -> AbstractContextManager[None]:
        """Shows errors inside the block as a notice."""
        ...

    def once_shown(self, callback: Callable[[], None]) -> None:
        """Calls back when the first screen is on the terminal."""
        ...

    def warm_finder(self) -> None:
        """Prepares the journal for searching."""
        ...

    def show_entry(self, entry: "Entry", found: "Query | None" = None) -> None:
        """Goes to Journal, with this entry chosen."""
        ...

    def show_day(self, day: dt.date) -> None:
        """Goes to Journal, with the entries of this day."""
        ...

    def show_goal(self, goal: "Goal") -> None:
        """Goes to Goals, with this goal chosen."""
        ...

    def show_model(self, model: "Model") -> None:
        """Goes to Models, with this model chosen."""
        ...

    def capture(self) -> None:
        """Goes into Today's line, if Today is on show."""
        ...

    def action_open_journal(self, name: str) -> None:
        """Shows another journal of the settings."""
        ...

    def action_choose_theme(self, name: str) -> None:
        """Changes the theme and saves the choice."""
        ...

    def action_backup(self) -> None:
        """Makes a backup and shows its path."""
        ...


def host_of(app: App[Any]) -> Host:
    """The running app with its own type. A cast: checking a protocol at run time would call its properties."""
    return cast(Host, app)
