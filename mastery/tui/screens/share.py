"""Share: mentors, the summary being made and exactly what will be sent, what was sent before, and what came back.

It is longer than other modules because its three views are of one mentor and share their keys; how each is laid out is
in `pages.sharing`, the forms are in `forms.sharing`, and how a summary leaves in `sending`.
"""

import asyncio
from typing import ClassVar, Literal, Never

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content

from mastery.core.base.errors import MasteryError
from mastery.core.base.phrases import short_day
from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal
from mastery.core.sharing.feedback import Became, Feedback, Remark
from mastery.core.sharing.mentors import Mentor, due_day, scope_said
from mastery.core.sharing.scope import Shared
from mastery.core.sharing.sent import Summary, arrival_said, to_ask_about
from mastery.core.sharing.summary import WRITTEN, Plan
from mastery.core.thinking.model import Model
from mastery.store import Journal
from mastery.tui.forms.sharing import days_form, file_form, mentor_form, remark_evidence_form, reply_form, words_form
from mastery.tui.pages.sharing import (
    EntryItem,
    Making,
    PartItem,
    RemarkItem,
    feedback_lines,
    making_lines,
    place_of,
    sent_lines,
    shown_parts,
    text_lines,
)
from mastery.tui.screens.main import MainScreen
from mastery.tui.sending import Way, outgoing, ways_out, whatever_comes
from mastery.tui.widgets.mentorlist import MentorLine, MentorList
from mastery.tui.widgets.page import Line, Page, wrapped
from mastery.tui.widgets.picklist import PickList, clean
from mastery.tui.widgets.plain import Static
from mastery.tui.widgets.viewbar import View, ViewBar
from mastery.verbs.feedback import became_of, quoted_record, save_as_commitment, save_as_entry
from mastery.verbs.mentors import last_sent, mentors, remove_mentor, seen_by
from mastery.verbs.planning import leave_out, move_part, planned_days, read_plan, take_in
from mastery.verbs.sending import Ready, leaving, next_summary

EMPTY = """\
[b]Who learns with you?[/b]

A mentor sees a summary now and then: the goals you name, how far you have come, and those thoughts that you chose.
Nothing leaves this machine unless you send it.

[$accent b]a[/]  adds a mentor, with what they may see.

An entry is marked as shareable in Journal: [$accent b]b[/] on it.

In a shell:
[$accent]mastery mentor add Ana --email ana@example.org --goal spanish --every "two weeks"[/]
[$accent]mastery share ana[/]"""

ViewName = Literal["Summary", "Sent", "Feedback"]

OF_A_MENTOR = frozenset(
    {"back", "open", "leave_out", "earlier", "later", "words", "days", "send", "entry", "evidence", "commit", "view",
     "reply", "edit", "remove", "text"}
)  # fmt: skip
OF_A_SUMMARY = frozenset({"words", "days"})
OF_A_REMARK = frozenset({"entry", "evidence", "commit"})

LEAST, MOST = 3, 50
"""Lines of the page above the text, and per cent of the height that it takes at most."""

ShareItem = EntryItem | PartItem | RemarkItem | Summary
"""What can be chosen on the pages of a mentor."""


class ShareScreen(MainScreen):
    """Mentors at the left; at the right the chosen one's summary, what was sent, or the feedback."""

    NAME = "share"
    AUTO_FOCUS = "MentorList"
    CSS_PATH = ["../widgets/recordlist.tcss", "../widgets/page.tcss", "share.tcss"]  # noqa: RUF012  (as Textual declares it)
    MINOR_KEYS = frozenset({"share.edit", "share.remove", "share.text", "share.days"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="share.back", key_display="esc"),
        Binding("left", "back", "Back", show=False, id="share.left"),
        Binding("E", "entry", "Entry", id="share.entry", tooltip="Make an entry of the remark"),
        Binding("v", "evidence", "Evidence", id="share.evidence",
                tooltip="Make of the remark evidence for a model, or against it"),
        Binding("c", "commit", "Commit", id="share.commit",
                tooltip="Make a commitment of the remark; the next review of a week asks about it"),
        Binding("space", "leave_out(True)", "Leave out", id="share.leave_out", tooltip="Leave it out of the summary"),
        Binding("space", "leave_out(False)", "Take in", id="share.take_in", tooltip="Take it into the summary again"),
        Binding("s", "send", "Send", id="share.send", tooltip="Clipboard, mail program, mail or file; encrypted too"),
        Binding("enter,right", "open", "Open", id="share.open", key_display="enter", tooltip="Open it"),
        Binding("w", "words", "Write", id="share.words", tooltip="A note to them, and questions"),
        Binding("J,shift+down", "later", "Move", id="share.later", key_display="J K",
                tooltip="Move the part down, or up"),
        Binding("K,shift+up", "earlier", "Move up", show=False, id="share.earlier", key_display="K",
                tooltip="Move the part up"),
        Binding("d", "days", "Days", id="share.days", tooltip="The days that it is about"),
        Binding("tab", "text", "Text", id="share.text", tooltip="To the text, to the mentors, and back"),
        Binding("p", "view('Summary')", "Summary", show=False, id="share.summary", tooltip="The summary being made"),
        Binding("h", "view('Sent')", "Sent", show=False, id="share.sent", tooltip="What was sent before"),
        Binding("f", "view('Feedback')", "Feedback", show=False, id="share.feedback", tooltip="What they answered"),
        Binding("r", "reply", "Reply", id="share.reply", tooltip="Take a reply in, from a file or pasted"),
        Binding("a", "add", "Mentor", id="share.add", tooltip="Add a mentor"),
        Binding("e", "edit", "Edit", id="share.edit", tooltip="Change the mentor, and what they see"),
        Binding("x", "remove", "Remove", id="share.remove", tooltip="Remove the mentor; u brings them back"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._view: ViewName = "Summary"
        self._on_page: tuple[str, str] = ("", "")
        """The mentor's id and the view that the page shows."""
        self._seen_by: tuple[tuple[object, ...], Shared] | None = None
        """What a mentor sees, and of which state of the journal that is."""
        self._shown: Ready | None = None
        """The summary whose text is on show: what is sent is this."""
        self._sending = ""
        """Where a summary is on its way to."""
        self._damaged: set[str] = set()
        """Ids of mentors whose plan is damaged, once the person has been told."""

    def compose_body(self) -> ComposeResult:
        """The mentors, the views with the page and the text below it, and what a journal without mentors says."""
        with Horizontal(id="share"):
            yield MentorList(id="share-list")
            with Vertical(id="share-right"):
                yield ViewBar(id="share-views")
                with Container(id="share-panes"):
                    yield Page[ShareItem](id="share-page")
                    yield Page[Never](id="share-text")
        yield Static(Content.from_markup(EMPTY), id="share-empty")

    @property
    def _list(self) -> MentorList:
        return self.query_one(MentorList)

    @property
    def _page(self) -> Page[ShareItem]:
        return self.query_one("#share-page", Page)

    @property
    def _text(self) -> Page[Never]:
        return self.query_one("#share-text", Page)

    @property
    def _mentor(self) -> Mentor | None:
        """The mentor that keys mean."""
        return self._list.mentor

    @property
    def _item(self) -> ShareItem | None:
        return self._page.item if self.focused is self._page else None

    @property
    def _plan(self) -> Plan:
        """What was made so far of the summary to the chosen mentor."""
        return self._plan_of(self._mentor) if self._mentor is not None else Plan()

    def _plan_of(self, to: Mentor) -> Plan:
        """The plan of the summary to a mentor. If it is damaged, the person is told once, and an empty plan stands in:
        what is on show is what leaves."""
        try:
            return read_plan(self.journal, to)
        except MasteryError as error:
            if to.id not in self._damaged:
                self._damaged.add(to.id)
                self.notify(str(error), severity="warning", markup=False)
            return Plan()

    # What is on show

    def journal_changed(self) -> None:
        """Shows the mentors, and what there is of the chosen one, as they are now."""
        last, found = last_sent(self.journal), mentors(self.journal)
        self.set_class(not found, "-empty")
        lines = [MentorLine(one, last.get(one.id), due_day(one, last.get(one.id))) for one in found]
        self._list.show(lines, self.today)
        self._show()

    def on_screen_resume(self) -> None:
        """A form that was over it may have changed the summary, which is no record until it leaves."""
        if self._ready:
            self.call_after_refresh(self._show)

    def _show(self) -> None:
        """Shows the view of the chosen mentor."""
        to, page = self._mentor, self._page
        if to is None or not page.room:  # not laid out yet; it says so when it is
            return
        here = (to.id, self._view)
        anew, self._on_page = here != self._on_page, here
        sent, feedback = self._sent(to), self._feedback(to)
        views = [View("Summary", "p"), View("Sent", "h", len(sent)), View("Feedback", "f", len(feedback))]
        self.query_one(ViewBar).show(views, self._view)
        self.set_class(self._view == "Feedback", "-whole")
        page.show(self._page_lines(to, sent, feedback), anew=anew)
        self._size_page()
        self._show_text(anew=anew)
        self._follow_item()
        self.refresh_bindings()

    def _page_lines(self, to: Mentor, sent: list[Summary], feedback: list[Feedback]) -> list[Line]:
        room = self._page.room
        if self._view == "Sent":
            return sent_lines(sent, room)
        if self._view == "Feedback":
            return feedback_lines(feedback, self._quoted, self._became, room)
        lines = making_lines(self._making(to), self.today, room, brief=not self.has_class("-tall"))
        if self._sending:
            return [Line([(f"On its way to {self._sending} …", "late")]), *lines]
        unsure = [
            f"The summary of {short_day(one.day)} {arrival_said(one)}" for one in to_ask_about(sent[:1], self.today)
        ]
        return [*(Line([(clean(text), "late")]) for text in unsure), *lines]

    def _show_text(self, *, anew: bool) -> None:
        """Shows the text below the page: of the summary being made, or of the one that was sent."""
        to, room = self._mentor, self._text.room
        if to is None or not room or self._view == "Feedback":
            return
        if self._view == "Sent":
            one = self._page.item
            text = one.text if isinstance(one, Summary) else ""
        else:
            self._shown = self._made(to)
            text = self._shown.text if self._shown.parts else ""
        empty = wrapped(_nothing(to.name, self._view), room, "dim")
        self._text.show(text_lines(text, room) if text else empty, anew=anew)

    def _follow_item(self) -> None:
        """Scrolls the text to the part or the entry under the cursor."""
        item, one, room = self._item, self._shown, self._text.room
        if one is None or self._view != "Summary" or not isinstance(item, (PartItem, EntryItem)) or not room:
            return
        line = place_of(item, one, room)
        if line is not None:
            self._text.scroll_to(y=line, animate=False)

    def _size_page(self) -> None:
        """Gives the page the lines it needs, up to a part of the height; the text has the rest."""
        page, panes = self._page, self.query_one("#share-panes")
        if self.has_class("-wide") or self._view == "Feedback":
            page.styles.height = None
        else:
            page.styles.height = max(LEAST, min(page.virtual_size.height, panes.size.height * MOST // 100))

    def _making(self, to: Mentor) -> Making:
        goals = {goal.id: goal.title for goal in self.journal.records(Goal)}
        plan = self._plan_of(to)
        due = due_day(to, last_sent(self.journal).get(to.id))
        return Making(
            mentor=to, sees=clean(scope_said(to.scope, goals)), due=due, found=self._found(to, plan), plan=plan
        )

    def _found(self, to: Mentor, plan: Plan) -> Shared:
        """What the mentor may see of the plan's days; looked up once for a state of the journal."""
        days = planned_days(to, plan, self.today)
        state = (self.journal, self.journal.revision, self.today, to, days)
        if self._seen_by is None or self._seen_by[0] != state:
            self._seen_by = state, seen_by(self.journal, to, *days)
        return self._seen_by[1]

    def _made(self, to: Mentor) -> Ready:
        """The summary as it would leave now."""
        making = self._making(to)
        return next_summary(self.journal, to, making.plan, self.mastery.settings.name, making.found)

    def _sent(self, to: Mentor) -> list[Summary]:
        return [one for one in reversed(self.journal.records(Summary)) if one.mentor == to.id]

    def _feedback(self, to: Mentor) -> list[Feedback]:
        return [one for one in reversed(self.journal.records(Feedback)) if one.mentor == to.id]

    def _quoted(self, remark: Remark) -> Entry | Goal | Model | None:
        return quoted_record(self.journal, remark)

    def _became(self, remark: Remark) -> list[tuple[Became, Entry | Model | None]]:
        return became_of(self.journal, remark)

    @on(Page.Widened)
    def _widened(self) -> None:
        if self._ready:
            self._show()

    @on(PickList.Chosen, "#share-list")
    def _moved(self, event: PickList.Chosen) -> None:
        event.stop()
        to = self._mentor
        if isinstance(event, PickList.Opened):
            self.action_open()
        elif to is not None and to.id != self._on_page[0]:
            self._show()
        self.refresh_bindings()

    @on(PickList.Chosen, "#share-page")
    def _item_moved(self, event: PickList.Chosen) -> None:
        event.stop()
        if isinstance(event, PickList.Opened):
            self.action_open()
        elif self._view == "Sent":
            self._show_text(anew=True)
        else:
            self._follow_item()
        self.refresh_bindings()

    # Moving about

    def action_view(self, name: ViewName) -> None:
        """Shows the summary being made, what was sent, or what came back."""
        self._view = name
        self._show()
        self.call_after_refresh(self._show)  # as in `_read`
        if self.focused is self._text or self.has_class("-narrow"):
            self._read()

    def _read(self) -> None:
        """Goes to the page."""
        self.add_class("-reading")
        self.set_focus(self._page)
        self.call_after_refresh(self._show)  # it may have had no room until now

    def action_open(self) -> None:
        """From the mentors to the page; on the page, opens what is chosen."""
        if self.focused is self._list:
            self._read()
            return
        item = self._item
        if isinstance(item, RemarkItem):
            self._open_record(self._quoted(item.remark), item)
        elif isinstance(item, EntryItem):
            self._open_record(self.journal.get(Entry, item.id), None)
        elif isinstance(item, PartItem) and item.name in WRITTEN:
            self.action_words()
        elif self._view != "Feedback":
            self.set_focus(self._text)

    def _open_record(self, found: Entry | Goal | Model | None, item: RemarkItem | None) -> None:
        """Shows a record on its own screen; where a remark quotes none, the summary that it answers."""
        if isinstance(found, Entry):
            self.mastery.show_entry(found)
        elif isinstance(found, Goal):
            self.mastery.show_goal(found)
        elif isinstance(found, Model):
            self.mastery.show_model(found)
        elif item is not None and item.feedback.summary:
            self._open_sent(item.feedback.summary)

    def _open_sent(self, identity: str) -> None:
        self.action_view("Sent")
        to = self._mentor
        at = next((at for at, one in enumerate(self._sent(to)) if one.id == identity), None) if to else None
        if at is not None:
            self._page.choose(at)

    def action_text(self) -> None:
        """From the page to the text, from there to the mentors, and so on."""
        self.focus_next()

    def action_back(self) -> None:
        """From the text to the page, from the page to the mentors."""
        if self.focused is self._text:
            self.set_focus(self._page)
        else:
            self.remove_class("-reading")
            self.set_focus(self._list)
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        """Who clicks into the page or the text is reading it."""
        self.set_class(self.focused in (self._page, self._text), "-reading")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what works now is offered."""
        if not self._ready:
            return True
        if not super().check_action(action, parameters):
            return False
        if action == "add":
            return True
        if self._mentor is None:
            return action not in OF_A_MENTOR
        item, on_page = self._item, self.focused is self._page
        if action == "back":
            return self.focused is not self._list
        if action == "view":
            return parameters != (self._view,)
        if action in OF_A_REMARK:
            return isinstance(item, RemarkItem) and self._is_open(action, item.remark)
        if action in ("earlier", "later"):
            return isinstance(item, PartItem)
        if action == "leave_out":
            return isinstance(item, (PartItem, EntryItem)) and parameters != (_named(item) in self._plan.without,)
        if action in OF_A_SUMMARY:
            return self._view == "Summary"
        if action == "send":
            in_sight = self.focused is not self._list or not self.has_class("-narrow")
            return self._view == "Summary" and in_sight and not self._sending
        if action == "open":
            return self.focused is self._list or (on_page and self._opens(item))
        return True

    def _is_open(self, action: str, remark: Remark) -> bool:
        """Whether a remark can become that still; evidence it can be on several models."""
        how = {"entry": "entry", "commit": "commitment"}.get(action)
        return all(one.how != how for one, _ in self._became(remark))

    def _opens(self, item: ShareItem | None) -> bool:
        """Whether there is something to open in an item of the page."""
        if isinstance(item, RemarkItem):
            return bool(item.feedback.summary) or self._quoted(item.remark) is not None
        return item is not None

    # The mentors

    def action_add(self) -> None:
        """Adds a mentor."""
        self.open_form(mentor_form(self.journal, None))

    def action_edit(self) -> None:
        """Changes the chosen mentor."""
        if self._mentor is not None:
            self.open_form(mentor_form(self.journal, self._mentor))

    def action_remove(self) -> None:
        """Removes the chosen mentor; what was sent stays known."""
        to = self._mentor
        if to is None:
            return
        with self.mastery.told():
            remove_mentor(self.journal, to)
            self.notify(f"Removed: {to.name}\nu brings them back.", markup=False)

    # The summary being made

    def action_leave_out(self, out: bool) -> None:
        """Leaves the chosen part or entry out, or takes it in again."""
        to, item = self._mentor, self._item
        if to is None or not isinstance(item, (PartItem, EntryItem)):
            return
        name = _named(item)
        if out and name in WRITTEN and not getattr(self._plan, name):
            self.notify("There is nothing of it yet to leave out: w writes it.", markup=False)
            return
        with self.mastery.told():
            (leave_out if out else take_in)(self.journal, to, self._plan, [name])
        self._show()

    def action_later(self) -> None:
        """Moves the chosen part down."""
        self._move(1)

    def action_earlier(self) -> None:
        """Moves the chosen part up."""
        self._move(-1)

    def _move(self, by: int) -> None:
        to, item = self._mentor, self._item
        if to is None or not isinstance(item, PartItem):
            return
        making = self._making(to)
        with self.mastery.told():
            move_part(self.journal, to, making.plan, item.name, by, shown_parts(making))
        self._show()
        self._page.choose_item(item)

    def action_words(self) -> None:
        """Writes a note and questions."""
        if self._mentor is not None:
            self.open_form(words_form(self.journal, self._mentor, self._plan, name=self.mastery.settings.name))

    def action_days(self) -> None:
        """Chooses the days."""
        if self._mentor is not None:
            self.open_form(days_form(self.journal, self._mentor, self._plan))

    # Sending

    def action_send(self) -> None:
        """Asks how the summary is to leave, and whether encrypted; it is the one whose text is on show."""
        from mastery.tui.screens.choice import ChoiceScreen

        one = self._shown
        if one is None or not one.parts:
            self.notify(_nothing(one.to.name if one else "", "Summary"), severity="warning", markup=False)
            return
        ways = ways_out(one.to, self.settings.mail.get("host", ""))

        def chosen(index: int | None) -> None:
            if index is not None:
                self._ask_for_key(one, list(ways)[index])

        self.app.push_screen(ChoiceScreen(f"The summary for {one.to.name}", list(ways.values())), chosen)

    def _ask_for_key(self, one: Ready, way: Way) -> None:
        from mastery.tui.screens.choice import ChoiceScreen

        def chosen(index: int | None) -> None:
            if index is not None:
                self._send(one, way, encrypt=index == 0)

        if not one.to.key:
            self._send(one, way, encrypt=False)
            return
        options = [("Encrypted", f"To the key of {one.to.name}: nobody else can read it"), ("As it is", "")]
        self.app.push_screen(ChoiceScreen("With their key?", options), chosen)

    def _send(self, one: Ready, way: Way, *, encrypt: bool) -> None:
        if way == "file":
            self.open_form(file_form(self.journal, one, encrypt=encrypt))
        else:
            self.run_worker(self._leave(self.journal, one, way, encrypt=encrypt), group="send")

    async def _leave(self, journal: Journal, one: Ready, way: Way, *, encrypt: bool) -> None:
        """Lets the summary go while the interface goes on; that it left is kept, though the program ends meanwhile."""
        self._sending = {"clipboard": "the clipboard", "program": "your mail program"}.get(way, one.to.email)
        self._show()
        with self.mastery.told():
            try:
                out = outgoing(one, way, journal.clock.now(), self.settings.mail, encrypt=encrypt)
                with leaving(journal, one, out.data, out.form, is_sealed=encrypt):
                    said = await whatever_comes(asyncio.get_running_loop().run_in_executor(None, out.go))
                    if way == "clipboard":
                        self.app.copy_to_clipboard(out.data.decode())
            finally:
                self._sending = ""
            self.notify(f"{said}\nIt is kept as sent.", markup=False)
        self._show()

    # What comes back

    def action_reply(self) -> None:
        """Takes a reply of the chosen mentor in."""
        if self._mentor is not None:
            self.open_form(reply_form(self.journal, self._mentor))

    def action_entry(self) -> None:
        """Makes an entry of the chosen remark."""
        item = self._item
        if isinstance(item, RemarkItem):
            with self.mastery.told():
                made_of = save_as_entry(self.journal, item.feedback, item.number)
                self.notify(f"Kept as an entry: {clean(made_of.title)}\nu takes it back.", markup=False)

    def action_evidence(self) -> None:
        """Makes of the chosen remark evidence for a model, or against it."""
        item = self._item
        if not isinstance(item, RemarkItem):
            return
        if not any(not model.ended for model, _ in self.journal.models()):
            self.notify("There is no model yet: 4 a writes one down.", markup=False)
            return
        self.open_form(remark_evidence_form(self.journal, item))

    def action_commit(self) -> None:
        """Makes a commitment of the chosen remark."""
        item = self._item
        if isinstance(item, RemarkItem):
            with self.mastery.told():
                said = save_as_commitment(self.journal, item.feedback, item.number)
                asked = "The next review of a week asks about it; u takes it back."
                self.notify(f"Promised: {clean(said)}\n{asked}", markup=False)


def _named(item: PartItem | EntryItem) -> str:
    """What a plan calls a part or an entry."""
    return item.name if isinstance(item, PartItem) else item.id


def _nothing(name: str, view: ViewName) -> str:
    """What stands in the place of a text that is empty."""
    if view == "Sent":
        return ""
    return (
        f"There is nothing yet that {name} may see of these days.\n"
        "e names goals or tags, w writes a note, d chooses other days; "
        "in Journal, b marks an entry as shareable."
    )
