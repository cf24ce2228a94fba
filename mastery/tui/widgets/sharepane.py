"""The right side of Share: the views of a mentor, the page of the one on show, and the text below it."""

from typing import Literal, Never

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from mastery.core.base.errors import MasteryError
from mastery.core.base.phrases import short_day
from mastery.core.goals.goal import Goal
from mastery.core.pages.feedback import RemarkItem
from mastery.core.sharing.feedback import Feedback
from mastery.core.sharing.mentors import Mentor, due_day, scope_text
from mastery.core.sharing.scope import Shared
from mastery.core.sharing.sent import Summary, arrival_text, to_ask_about
from mastery.core.sharing.summary import Plan
from mastery.store import Journal
from mastery.tui.host import host_of
from mastery.tui.pages.painting import prose
from mastery.tui.pages.sharing import (
    EntryItem,
    Making,
    PartItem,
    feedback_lines,
    making_lines,
    place_of,
    sent_lines,
    text_lines,
)
from mastery.tui.widgets.page import Line, Page
from mastery.tui.widgets.picklist import PickList, clean
from mastery.tui.widgets.viewbar import View, ViewBar
from mastery.verbs.mentors import last_sent, seen_by
from mastery.verbs.pages.feedback import reply_facts
from mastery.verbs.sending import Ready, next_summary
from mastery.verbs.summaries import planned_days, read_plan

ViewName = Literal["Summary", "Sent", "Feedback"]

LEAST, MOST = 3, 50
"""Lines of the page above the text, and per cent of the height that it takes at most."""

ShareItem = EntryItem | PartItem | RemarkItem | Summary
"""What can be chosen on the pages of a mentor."""


class SharePane(Vertical):
    """The summary being made, what was sent, or the feedback of one mentor."""

    def __init__(self) -> None:
        super().__init__(id="share-right")
        self.view: ViewName = "Summary"
        self.on_its_way = ""
        """Where a summary is on its way to."""
        self.summary: Ready | None = None
        """The summary whose text is on show: what is sent is this."""
        self._mentor: Mentor | None = None
        self._on_page: tuple[str, str] = ("", "")
        """The mentor's id and the view that the page shows."""
        self._seen_by: tuple[tuple[object, ...], Shared] | None = None
        """What a mentor sees, and of which state of the journal that is."""
        self._damaged: set[str] = set()
        """Ids of mentors whose plan is damaged, once the person has been told."""

    def compose(self) -> ComposeResult:
        """The views, and below them the page and the text."""
        yield ViewBar(id="share-views")
        with Container(id="share-panes"):
            yield Page[ShareItem](id="share-page")
            yield Page[Never](id="share-text")

    @property
    def page(self) -> Page[ShareItem]:
        """The items of the view, to choose from."""
        return self.query_one("#share-page", Page)

    @property
    def text(self) -> Page[Never]:
        """The text of the summary that is chosen."""
        return self.query_one("#share-text", Page)

    @property
    def _journal(self) -> Journal:
        return host_of(self.app).journal

    @property
    def item(self) -> ShareItem | None:
        """What is chosen on the page, where the keys go to it."""
        return self.page.item if self.screen.focused is self.page else None

    # The mentor

    def plan(self, to: Mentor) -> Plan:
        """The plan of the summary to a mentor. If it is damaged, the person is told once, and an empty plan stands in:
        what is on show is what leaves."""
        try:
            return read_plan(self._journal, to)
        except MasteryError as error:
            if to.id not in self._damaged:
                self._damaged.add(to.id)
                self.notify(str(error), severity="warning", markup=False)
            return Plan()

    def making(self, to: Mentor) -> Making:
        """The summary being made for a mentor, and what its page shows."""
        goals = {goal.id: goal.title for goal in self._journal.records(Goal)}
        plan = self.plan(to)
        due = due_day(to, last_sent(self._journal).get(to.id))
        return Making(
            mentor=to, sees=clean(scope_text(to.scope, goals)), due=due, found=self._found(to, plan), plan=plan
        )

    def _found(self, to: Mentor, plan: Plan) -> Shared:
        """What the mentor may see of the plan's days; looked up once for a state of the journal."""
        journal = self._journal
        days = planned_days(to, plan, journal.today())
        state = (journal, journal.revision, journal.today(), to, days)
        if self._seen_by is None or self._seen_by[0] != state:
            self._seen_by = state, seen_by(journal, to, *days)
        return self._seen_by[1]

    def _ready(self, to: Mentor) -> Ready:
        """The summary as it would leave now."""
        making = self.making(to)
        return next_summary(self._journal, to, making.plan, host_of(self.app).settings.name, making.found)

    def _sent(self, to: Mentor) -> list[Summary]:
        return [one for one in reversed(self._journal.records(Summary)) if one.mentor == to.id]

    def _feedback(self, to: Mentor) -> list[Feedback]:
        return [one for one in reversed(self._journal.records(Feedback)) if one.mentor == to.id]

    # What is on show

    @property
    def shown_id(self) -> str:
        """The id of the mentor on show; empty where there is none."""
        return self._on_page[0]

    def show(self, to: Mentor | None) -> None:
        """Shows the view of a mentor."""
        self._mentor, page = to, self.page
        if to is None or not page.room:  # not laid out yet; it says so when it is
            return
        here = (to.id, self.view)
        anew, self._on_page = here != self._on_page, here
        sent, feedback = self._sent(to), self._feedback(to)
        views = [View("Summary", "p"), View("Sent", "h", len(sent)), View("Feedback", "f", len(feedback))]
        self.query_one(ViewBar).show(views, self.view)
        self.set_class(self.view == "Feedback", "-whole")
        page.show(self._page_lines(to, sent, feedback), anew=anew)
        self._size_page()
        self._show_text(anew=anew)
        self._follow_item()
        self.screen.refresh_bindings()

    def choose_sent(self, identity: str) -> None:
        """Puts the cursor on a summary that was sent, where it is on show."""
        sent = self._sent(self._mentor) if self._mentor is not None else []
        at = next((at for at, one in enumerate(sent) if one.id == identity), None)
        if at is not None:
            self.page.choose(at)

    def _page_lines(self, to: Mentor, sent: list[Summary], feedback: list[Feedback]) -> list[Line]:
        journal, room = self._journal, self.page.room
        if self.view == "Sent":
            return sent_lines(sent, room)
        if self.view == "Feedback":
            return feedback_lines([(one, reply_facts(journal, one)) for one in feedback], journal.today(), room)
        today = journal.today()
        lines = making_lines(self.making(to), today, room, brief=not self.screen.has_class("-tall"))
        if self.on_its_way:
            return [Line([(f"On its way to {self.on_its_way} …", "late")]), *lines]
        unsure = [f"The summary of {short_day(one.day)} {arrival_text(one)}" for one in to_ask_about(sent[:1], today)]
        return [*(Line([(clean(text), "late")]) for text in unsure), *lines]

    def _show_text(self, *, anew: bool) -> None:
        """Shows the text below the page: of the summary being made, or of the one that was sent."""
        to, room = self._mentor, self.text.room
        if to is None or not room or self.view == "Feedback":
            return
        if self.view == "Sent":
            one = self.page.item
            text = one.text if isinstance(one, Summary) else ""
        else:
            self.summary = self._ready(to)
            text = self.summary.text if self.summary.parts else ""
        empty = prose(nothing_text(to.name, self.view), room)
        self.text.show(text_lines(text, room) if text else empty, anew=anew)

    def _follow_item(self) -> None:
        """Scrolls the text to the part or the entry under the cursor."""
        item, one, room = self.item, self.summary, self.text.room
        if one is None or self.view != "Summary" or not isinstance(item, (PartItem, EntryItem)) or not room:
            return
        line = place_of(item, one, room)
        if line is not None:
            self.text.scroll_to(y=line, animate=False)

    def _size_page(self) -> None:
        """Gives the page the lines it needs, up to a part of the height; the text has the rest."""
        page, panes = self.page, self.query_one("#share-panes")
        if self.screen.has_class("-wide") or self.view == "Feedback":
            page.styles.height = None
        else:
            page.styles.height = max(LEAST, min(page.virtual_size.height, panes.size.height * MOST // 100))

    @on(Page.Widened)
    def _widened(self) -> None:
        self.show(self._mentor)

    @on(PickList.Chosen, "#share-page")
    def _item_moved(self, event: PickList.Chosen) -> None:
        if isinstance(event, PickList.Opened):
            return
        if self.view == "Sent":
            self._show_text(anew=True)
        else:
            self._follow_item()


def nothing_text(name: str, view: ViewName) -> str:
    """The text shown in place of an empty one."""
    if view == "Sent":
        return ""
    return (
        f"There is nothing yet that {name} may see of these days.\n"
        "e names goals or tags, w writes a note, d chooses other days; "
        "in Journal, b marks an entry as shareable."
    )
