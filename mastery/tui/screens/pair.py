"""A list of records at the left, and the page of the chosen one at the right: the base of Goals and Models."""

from typing import Any, ClassVar, Generic

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from mastery.tui.screens.main import MainScreen
from mastery.tui.widgets.page import Item, Page
from mastery.tui.widgets.picklist import PickList
from mastery.tui.widgets.plain import Static
from mastery.tui.widgets.recordlist import RecordList


class PairScreen(MainScreen, Generic[Item]):
    """A subclass says which list it is, fills it in `_show_list`, and lays the page out in `_show_page`."""

    AUTO_FOCUS = "RecordList"
    CSS_PATH = ["../widgets/recordlist.tcss", "../widgets/page.tcss", "pair.tcss"]  # noqa: RUF012  (as Textual declares it)
    LIST: ClassVar[type[RecordList[Any]]]
    EMPTY: ClassVar[str]
    """What a journal without any of these records says."""

    def __init__(self) -> None:
        super().__init__()
        self._on_page = ""
        """The id of what the page shows."""
        self._wanted = ""
        """The id of the record to choose once the screen is ready."""

    def compose_body(self) -> ComposeResult:
        """The two panes, and what stands there while there is nothing."""
        with Horizontal(classes="pair"):
            yield self.LIST(id="pair-list")
            yield Page[Item](id="pair-page")
        yield Static(Content.from_markup(self.EMPTY), id="pair-empty")

    @property
    def _page(self) -> Page[Item]:
        return self.query_one(Page)

    @property
    def _item(self) -> Item | None:
        """What is chosen on the page, where the keys go to it."""
        return self._page.item if self.focused is self._page else None

    # What is on show

    def journal_changed(self) -> None:
        """Shows the records as they are now."""
        self._show_list()
        self._show_page()
        self.refresh_bindings()

    def choose(self, identity: str) -> None:
        """Puts the cursor on a record; if the screen is not ready, once it is."""
        if not self._ready:
            self._wanted = identity
            return
        self.follow_journal()
        self.query_one(RecordList).choose_id(identity)
        self._show_page()

    def _show_list(self) -> None:
        raise NotImplementedError

    def _fill(self, lines: list[Any]) -> None:
        """Fills the list, and chooses what was wanted before the screen was ready."""
        pane = self.query_one(RecordList)
        self.set_class(not lines, "-empty")
        pane.show(lines, self.today)
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            pane.choose_id(wanted)

    def _show_page(self) -> None:
        raise NotImplementedError

    def _moved_to_another(self) -> None:
        """The cursor of the list came to another record."""
        self._show_page()

    @on(Page.Widened)
    def _widened(self) -> None:
        if self._ready:
            self._show_page()

    @on(PickList.Chosen, "#pair-list")
    def _moved(self, event: PickList.Chosen) -> None:
        event.stop()
        line = self.query_one(RecordList).line
        if isinstance(event, PickList.Opened):
            self.action_open()
        elif line is not None and line.id != self._on_page:
            self._moved_to_another()
        self.refresh_bindings()

    @on(PickList.Chosen, "#pair-page")
    def _item_moved(self, event: PickList.Chosen) -> None:
        event.stop()
        if isinstance(event, PickList.Opened):
            self.action_open()
        self.refresh_bindings()

    # Moving about

    def action_open(self) -> None:
        """From the list to the page; on the page, opens what is chosen."""
        if self.focused is self._page:
            if self._page.item is not None:
                self._open_item(self._page.item)
        else:
            self.add_class("-reading")
            self.set_focus(self._page)

    def _open_item(self, item: Item) -> None:
        raise NotImplementedError

    def action_back(self) -> None:
        """From the page to the list."""
        self.remove_class("-reading")
        self.set_focus(self.query_one(RecordList))
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        """A click into the page starts reading it."""
        self.set_class(self.focused is self._page, "-reading")
        self.refresh_bindings()
