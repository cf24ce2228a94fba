"""Share: mentors at the left; at the right the summary being made and exactly what will be sent, what was sent before,
and what came back."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content

from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal
from mastery.core.pages.feedback import RemarkItem
from mastery.core.sharing.feedback import Remark
from mastery.core.sharing.mentors import Mentor, due_day
from mastery.core.sharing.summary import WRITTEN
from mastery.core.thinking.model import Model
from mastery.store import Journal
from mastery.tui.forms.sharing import days_form, file_form, mentor_form, remark_evidence_form, reply_form, words_form
from mastery.tui.pages.sharing import EntryItem, PartItem, shown_parts
from mastery.tui.screens.main import MainScreen
from mastery.tui.sending import Way, leave, ways_out
from mastery.tui.widgets.mentorlist import MentorLine, MentorList
from mastery.tui.widgets.picklist import PickList, clean
from mastery.tui.widgets.plain import Static
from mastery.tui.widgets.sharepane import ShareItem, SharePane, ViewName, nothing_text
from mastery.verbs.feedback import became_of, quoted_record, save_as_commitment, save_as_entry
from mastery.verbs.mentors import last_sent, mentors, remove_mentor
from mastery.verbs.sending import Ready
from mastery.verbs.summaries import leave_out, move_part, take_in

EMPTY = """\
[b]Who learns with you?[/b]

A mentor sees a summary now and then: the goals you name, how far you have come, and those thoughts that you chose.
Nothing leaves this machine unless you send it.

[$accent b]a[/]  adds a mentor, with what they may see.

An entry is marked as shareable in Journal: [$accent b]b[/] on it.

In a shell:
[$accent]mastery mentor add Ana --email ana@example.org --goal spanish --every "two weeks"[/]
[$accent]mastery share ana[/]"""

OF_A_MENTOR = frozenset(
    {"back", "open", "leave_out", "move_part", "words", "days", "send", "entry", "evidence", "commit", "view",
     "reply", "edit", "remove", "text"}
)  # fmt: skip
OF_A_SUMMARY = frozenset({"words", "days"})
OF_A_REMARK = frozenset({"entry", "evidence", "commit"})


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
        Binding("J,shift+down", "move_part(1)", "Move", id="share.later", key_display="J K",
                tooltip="Move the part down, or up"),
        Binding("K,shift+up", "move_part(-1)", "Move up", show=False, id="share.earlier", key_display="K",
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

    def compose_body(self) -> ComposeResult:
        """The mentors, the views with the page and the text below it, and what a journal without mentors says."""
        with Horizontal(id="share"):
            yield MentorList(id="share-list")
            yield SharePane()
        yield Static(Content.from_markup(EMPTY), id="share-empty")

    @property
    def _list(self) -> MentorList:
        return self.query_one(MentorList)

    @property
    def _pane(self) -> SharePane:
        return self.query_one(SharePane)

    @property
    def _mentor(self) -> Mentor | None:
        """The mentor that keys act on."""
        return self._list.mentor

    @property
    def _item(self) -> ShareItem | None:
        return self._pane.item

    # What is on show

    def journal_changed(self) -> None:
        """Shows the mentors, and what there is of the chosen one, as they are now."""
        last, found = last_sent(self.journal), mentors(self.journal)
        self.set_class(not found, "-empty")
        lines = [MentorLine(one, last.get(one.id), due_day(one, last.get(one.id))) for one in found]
        self._list.show(lines, self.today)
        self._show()

    def _show(self) -> None:
        self._pane.show(self._mentor)

    def on_screen_resume(self) -> None:
        """A form that was over it may have changed the summary, which is not a record until it is sent."""
        if self._ready:
            self.call_after_refresh(self._show)

    @on(PickList.Chosen, "#share-list")
    def _moved(self, event: PickList.Chosen) -> None:
        event.stop()
        to = self._mentor
        if isinstance(event, PickList.Opened):
            self.action_open()
        elif to is not None and to.id != self._pane.shown_id:
            self._show()
        self.refresh_bindings()

    @on(PickList.Chosen, "#share-page")
    def _item_moved(self, event: PickList.Chosen) -> None:
        event.stop()
        if isinstance(event, PickList.Opened):
            self.action_open()
        self.refresh_bindings()

    # Moving about

    def action_view(self, name: ViewName) -> None:
        """Shows the summary being made, what was sent, or what came back."""
        self._pane.view = name
        self._show()
        self.call_after_refresh(self._show)  # as in `_read`
        if self.focused is self._pane.text or self.has_class("-narrow"):
            self._read()

    def _read(self) -> None:
        """Goes to the page."""
        self.add_class("-reading")
        self.set_focus(self._pane.page)
        self.call_after_refresh(self._show)  # it may have had no room until now

    def action_open(self) -> None:
        """From the mentors to the page; on the page, opens what is chosen."""
        if self.focused is self._list:
            self._read()
            return
        item = self._item
        if isinstance(item, RemarkItem):
            self._open_record(quoted_record(self.journal, item.remark), item)
        elif isinstance(item, EntryItem):
            self._open_record(self.journal.get(Entry, item.id), None)
        elif isinstance(item, PartItem) and item.name in WRITTEN:
            self.action_words()
        elif self._pane.view != "Feedback":
            self.set_focus(self._pane.text)

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
        self._pane.choose_sent(identity)

    def action_text(self) -> None:
        """From the page to the text, from there to the mentors, and so on."""
        self.focus_next()

    def action_back(self) -> None:
        """From the text to the page, from the page to the mentors."""
        if self.focused is self._pane.text:
            self.set_focus(self._pane.page)
        else:
            self.remove_class("-reading")
            self.set_focus(self._list)
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        """A click into the page or the text starts reading it."""
        self.set_class(self.focused in (self._pane.page, self._pane.text), "-reading")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what works now is offered."""
        if not self._ready:
            return True
        if not super().check_action(action, parameters):
            return False
        if action == "add":
            return True
        to = self._mentor
        if to is None:
            return action not in OF_A_MENTOR
        item, on_page = self._item, self.focused is self._pane.page
        if action == "back":
            return self.focused is not self._list
        if action == "view":
            return parameters != (self._pane.view,)
        if action in OF_A_REMARK:
            return isinstance(item, RemarkItem) and self._is_open(action, item.remark)
        if action == "move_part":
            return isinstance(item, PartItem)
        if action == "leave_out":
            return isinstance(item, (PartItem, EntryItem)) and parameters != (
                _named(item) in self._pane.plan(to).without,
            )
        if action in OF_A_SUMMARY:
            return self._pane.view == "Summary"
        if action == "send":
            in_sight = self.focused is not self._list or not self.has_class("-narrow")
            return self._pane.view == "Summary" and in_sight and not self._pane.on_its_way
        if action == "open":
            return self.focused is self._list or (on_page and self._opens(item))
        return True

    def _is_open(self, action: str, remark: Remark) -> bool:
        """Whether a remark can become that still; evidence it can be on several models."""
        how = {"entry": "entry", "commit": "commitment"}.get(action)
        return all(one.how != how for one, _ in became_of(self.journal, remark))

    def _opens(self, item: ShareItem | None) -> bool:
        """Whether there is something to open in an item of the page."""
        if isinstance(item, RemarkItem):
            return bool(item.feedback.summary) or quoted_record(self.journal, item.remark) is not None
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
        """Removes the chosen mentor; sent summaries stay."""
        to = self._mentor
        if to is None:
            return
        with self.mastery.showing_errors():
            remove_mentor(self.journal, to)
            self.notify(f"Removed: {to.name}\nu brings them back.", markup=False)

    # The summary being made

    def action_leave_out(self, out: bool) -> None:
        """Leaves the chosen part or entry out, or takes it in again."""
        to, item = self._mentor, self._item
        if to is None or not isinstance(item, (PartItem, EntryItem)):
            return
        name = _named(item)
        if out and name in WRITTEN and not getattr(self._pane.plan(to), name):
            self.notify("There is nothing of it yet to leave out: w writes it.", markup=False)
            return
        with self.mastery.showing_errors():
            (leave_out if out else take_in)(self.journal, to, self._pane.plan(to), [name])
        self._show()

    def action_move_part(self, by: int) -> None:
        """Moves the chosen part down (1), or up (-1)."""
        to, item = self._mentor, self._item
        if to is None or not isinstance(item, PartItem):
            return
        making = self._pane.making(to)
        with self.mastery.showing_errors():
            move_part(self.journal, to, making.plan, item.name, by, shown_parts(making))
        self._show()
        self._pane.page.choose_item(item)

    def action_words(self) -> None:
        """Writes a note and questions."""
        to = self._mentor
        if to is not None:
            self.open_form(words_form(self.journal, to, self._pane.plan(to), name=self.settings.name))

    def action_days(self) -> None:
        """Chooses the days."""
        to = self._mentor
        if to is not None:
            self.open_form(days_form(self.journal, to, self._pane.plan(to)))

    # Sending

    def action_send(self) -> None:
        """Asks how the summary is to leave, and whether encrypted; it is the one whose text is on show."""
        from mastery.tui.screens.choice import ChoiceScreen

        one = self._pane.summary
        if one is None or not one.parts:
            self.notify(nothing_text(one.to.name if one else "", "Summary"), severity="warning", markup=False)
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
        """Sends the summary in the background; it is recorded as sent even if the program ends meanwhile."""
        self._pane.on_its_way = {"clipboard": "the clipboard", "program": "your mail program"}.get(way, one.to.email)
        self._show()
        with self.mastery.showing_errors():
            try:
                said = await leave(self.app, journal, one, way, self.settings.mail, encrypt=encrypt)
            finally:
                self._pane.on_its_way = ""
            self.notify(f"{said}\nIt is kept as sent.", markup=False)
        self._show()

    # What comes back

    def action_reply(self) -> None:
        """Adds a reply of the chosen mentor."""
        if self._mentor is not None:
            self.open_form(reply_form(self.journal, self._mentor))

    def action_entry(self) -> None:
        """Makes an entry of the chosen remark."""
        item = self._item
        if isinstance(item, RemarkItem):
            with self.mastery.showing_errors():
                made_of = save_as_entry(self.journal, item.feedback, item.number)
                self.notify(f"Kept as an entry: {clean(made_of.title)}\nu takes it back.", markup=False)

    def action_evidence(self) -> None:
        """Saves the chosen remark as evidence for or against a model."""
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
            with self.mastery.showing_errors():
                said = save_as_commitment(self.journal, item.feedback, item.number)
                asked = "The next review of a week asks about it; u takes it back."
                self.notify(f"Promised: {clean(said)}\n{asked}", markup=False)


def _named(item: PartItem | EntryItem) -> str:
    """The name of a part or an entry in a plan."""
    return item.name if isinstance(item, PartItem) else item.id
