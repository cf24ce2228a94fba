"""Today: the week, the practices due, a line to capture a thought, the prompt, what needs attention, the entries."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from mastery.core.base.clock import moved
from mastery.core.base.errors import MasteryError
from mastery.core.base.phrases import count, long_day, long_month_day, short_day, time_text
from mastery.core.base.records import Entry
from mastery.core.writing.capture import captured
from mastery.core.writing.days import counted, of_day, on_this_day, week_of
from mastery.core.writing.editing import title_in
from mastery.store.drafts import SavedDraft
from mastery.store.typed import REVIEW
from mastery.tui.screens.main import MainScreen
from mastery.tui.widgets.picklist import PickList, clean, cut
from mastery.tui.widgets.plain import Line, Static
from mastery.tui.widgets.practicelist import PracticeList
from mastery.tui.widgets.sections import Sections
from mastery.tui.widgets.weekstrip import WeekStrip
from mastery.verbs.writing import discard_draft, write

if TYPE_CHECKING:
    from mastery.core.review.review import Period
    from mastery.core.writing.prompts import Pack
    from mastery.verbs.reviews import BegunReview

SAVE_EVERY = 1.0
"""Seconds between writes of a line that changed."""

BUSY = 3
"""Lines of practices, of what needs attention and of a draft that leave a smaller screen no room for padding."""

WANTS, TALL = 3, 30
"""Lines of what needs attention, on a screen of at least TALL lines; one on a smaller one."""

AROUND = 8
"""Width taken by borders and padding."""

LINE_MOST = 2000
"""Letters of a text that is pasted into the line; a longer one is written in the editor."""

NAMED, BESIDE_NAME = 54, 24
"""Cells of the longest title of a draft, and those beside it on a narrow screen."""

BEGIN = "A thought? Press {}, write a line, and press enter"
IN_LINE = "Write a line, and press enter"

FIRST_STEPS = """\
{greeting}

  n   write an entry          i   capture one line, right here
  p   answer the question     3   {step}
  ?   see every key
"""

FROM_SHELL = """
In the shell:  mastery log Finished the first draft. #writing
From jrnl:     mastery import --from jrnl ~/journal.txt"""


class CaptureLine(Line):
    """A line that enter saves at once: as a binding, it would be saved after the letters that follow quickly."""

    def on_key(self, event: events.Key) -> None:
        """Saves the line before the next letter is typed."""
        if event.key == "enter" and isinstance(self.screen, TodayScreen):
            event.stop()
            self.screen.save_line()

    def on_paste(self, event: events.Paste) -> None:
        """A paste of more than a line continues in the editor, where all of it has room."""
        text = event.text.strip()
        if isinstance(self.screen, TodayScreen) and (len(text.splitlines()) > 1 or len(text) > LINE_MOST):
            event.stop()
            event.prevent_default()
            first, last = sorted(self.selection)
            self.screen.continue_in_editor(self.value[:first] + text + self.value[last:])


class TodayScreen(MainScreen):
    """The day at a glance."""

    NAME = "today"
    AUTO_FOCUS = "Sections"
    CSS_PATH = "today.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "begin",
            "Write a line",
            priority=True,
            id="today.begin",
            key_display="enter",
            tooltip="Write a line, while nothing is chosen that it would open",
        ),
        Binding(
            "i",
            "capture",
            "Capture",
            priority=True,
            id="today.capture",
            tooltip="Write a line; enter keeps it",
        ),
        Binding("p", "answer", "Answer", priority=True, id="today.answer", tooltip="Reflect on the question"),
        Binding("s", "skip", "Skip", id="today.skip", tooltip="Another question"),
        Binding("r", "resume", "Go on", id="today.resume", tooltip="Go on with what was begun and not kept"),
        Binding("x", "discard_draft", "Put away", id="today.put_away", tooltip="Put what was not kept in the trash"),
        Binding("escape", "leave_line", "Back", id="today.leave_line", key_display="esc", tooltip="Leave the line"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._left: list[SavedDraft | BegunReview] = []
        """Unsaved drafts and reviews, the newest first."""
        self._line_key = ""
        """The draft of the line that is being typed; none while it is empty."""
        self._line_on_disk = ""
        self._packs: list[Pack] | None = None
        """The prompt packs; None until they are read."""
        self._question = ""
        self._has_learning = False
        """Whether practices and goals are on show."""
        self._asking = 0
        """The number of practices that are due and things that need attention."""
        self._has_practices = False
        """Whether practices other than writing are due."""

    def compose_body(self) -> ComposeResult:
        """At the left (or above) the day, at the right (or below) the entries."""
        with Vertical(id="today"):
            with Vertical(id="today-day"):
                yield Static(id="today-date")
                yield Static(id="today-count")
                yield WeekStrip()
                yield PracticeList(id="today-practices")
                yield Static(id="today-wants")
                yield Static(id="today-draft")
                yield CaptureLine(id="today-line", compact=True)
                yield Static(id="today-question")
            with Vertical(id="today-entries"):
                yield Sections(id="today-list")
                yield Static(id="today-empty")

    def on_mount(self) -> None:
        """Watches the line."""
        self.set_interval(SAVE_EVERY, self.save_draft)

    def journal_changed(self) -> None:
        """Shows the day as it is now."""
        today, entries = self.today, self.journal.entries()
        self.query_one("#today-date", Static).update(Content(long_day(today)))
        self.query_one(WeekStrip).show(today, counted(entries, moved(week_of(today)[0], -7)))
        if self._has_learning:
            self._show_learning()
        else:
            self.query_one("#today-count", Static).update(Content(_summary(entries, today)))
            self.mastery.once_shown(self._show_learning)  # first the day itself
        self._show_drafts()
        of_today = of_day(entries, today)
        earlier = on_this_day(entries, today)
        latest = entries[:-4:-1] if not of_today else []
        self.query_one(Sections).show(
            [
                ("Today", of_today[::-1], False),
                ("Last written", latest, True),
                (f"On {long_month_day(today)}, in earlier years", earlier, True),
            ]
        )
        self.set_class(not entries, "-empty")
        if not entries:
            self._show_first_steps()
        self._say_line()
        self.refresh_bindings()

    def _show_first_steps(self) -> None:
        """Shows the first steps while there is no entry."""
        from mastery.core.today.first_steps import greeting, next_step
        from mastery.verbs.first_steps import begun_in

        begun = begun_in(self.journal)
        steps = FIRST_STEPS.format(greeting=greeting(begun), step=next_step(begun, self.today))
        has_room = not begun.practices or self.size.height >= TALL
        self.query_one("#today-empty", Static).update(Content(steps + FROM_SHELL * has_room))

    def _say_line(self) -> None:
        """Shows in the empty line how to write there."""
        line = self.query_one(CaptureLine)
        opens = self.query_one(Sections).entries or self._has_practices  # what else enter would be for
        line.placeholder = IN_LINE if line.has_focus else BEGIN.format("i" if opens else "enter")

    def on_descendant_focus(self) -> None:
        """Updates the line's hint when the focus enters or leaves it."""
        self._say_line()

    def on_descendant_blur(self) -> None:
        """As above."""
        self._say_line()

    def _show_learning(self) -> None:
        """Shows the practices that are due, and what needs attention."""
        from mastery.host.packs import load_packs
        from mastery.tui.pages.today import learning

        self._has_learning = True
        if self._packs is None:
            self._packs, problems = load_packs()
            for problem in problems:
                self.notify(problem, severity="warning", timeout=8, markup=False)
        said = learning(self.journal, self.settings, self.today, self._packs)
        self._question = said.question
        self.query_one("#today-question", Static).update(said.question)
        practices = self.query_one(PracticeList)
        had, self._has_practices = self._has_practices, any(not one.is_journaling for one in said.due)
        practices.display = bool(said.due)
        practices.show(said.due, self.today)
        if self._has_practices and not had and (self.focused is None or isinstance(self.focused, Sections)):
            self.set_focus(practices)  # practices are what the day begins with
        self._asking = len(said.due) + len(said.wants)
        self._say_busy()
        self._show_wants(said.wants)
        self._say_summary(said.budget)
        self._say_line()
        self.refresh_bindings()

    def _say_busy(self) -> None:
        self.set_class(self._asking + 2 * bool(self._left) > BUSY, "-busy")

    def _show_wants(self, wants: list[Content]) -> None:
        """Shows the first lines of what needs attention, as many as fit, and how many more there are."""
        most = WANTS if self.size.height >= TALL else 1
        more = [Content(f"and {len(wants) - most} more")] * (len(wants) > most)
        line = self.query_one("#today-wants", Static)
        line.display = bool(wants)
        room = self.size.width - AROUND - (sum(one.cell_length + 2 for one in more) if most == 1 else 0)
        shown = [one.truncate(max(8, room), ellipsis=True) for one in wants[:most]]
        line.update(Content("\n" if most > 1 else "  ").join([*shown, *more]))

    def _say_summary(self, budget: str) -> None:
        parts = [_summary(self.journal.entries(), self.today), *[budget] * bool(budget)]
        self.query_one("#today-count", Static).update(Content("  ·  ".join(parts)))

    @on(PickList.Chosen, "#today-practices")
    def _moved(self) -> None:
        self.refresh_bindings()  # what enter does is another thing on another practice

    @on(PracticeList.Done)
    def _done(self, event: PracticeList.Done) -> None:
        event.stop()
        one = self.query_one(PracticeList).chosen_practice
        if one is not None:
            self.check_in(one)

    @on(PickList.Opened, "#today-practices")
    def _details(self, event: PickList.Opened) -> None:
        event.stop()
        one = self.query_one(PracticeList).chosen_practice
        if one is not None:
            from mastery.tui.forms.practices import checkin_form

            self.open_form(checkin_form(self.journal, one.practice))

    def entry_saved(self, entry: Entry) -> None:
        """Says what was saved, if it cannot be seen here."""
        if entry.day != self.today:
            self.notify(f"Kept for {short_day(entry.day)}.", markup=False)

    # Drafts

    def on_screen_resume(self) -> None:
        """A draft may have been left meanwhile."""
        super().on_screen_resume()
        self._show_drafts()

    def _show_drafts(self) -> None:
        """Shows the newest unsaved draft or review, and how many more there are."""
        before = self._begun
        drafts = self.journal.drafts()
        self._left = sorted([*drafts, *self._begun_reviews()], key=lambda one: one.saved, reverse=True)
        line = self.query_one("#today-draft", Static)
        line.display = bool(self._left)
        if self._left:
            one = self._left[0]
            more = f", and {len(self._left) - 1} more" if len(self._left) > 1 else ""
            when = f"   of {short_day(one.saved.date())} {time_text(one.saved)}"
            keys = ("r", "bold"), " goes on   ", ("x", "bold"), " puts it away"
            room = max(8, min(NAMED, self.size.width - BESIDE_NAME))
            said = f"“{cut(clean(_title(one)), room) or '…'}”"
            line.update(Content.assemble(("Not kept yet: ", "bold"), said, "\n", *keys, when, more))
        self._say_busy()
        if self._has_learning and self._begun != before:
            self._show_learning()  # an unfinished review is not listed as due
        self.refresh_bindings()

    def _begun_reviews(self) -> "list[BegunReview]":
        if not self.journal.left_forms(REVIEW):  # so that others need not load what reads them
            return []
        from mastery.verbs.reviews import begun_reviews

        return begun_reviews(self.journal, self.settings.week_starts)

    @property
    def _begun(self) -> "list[Period]":
        """The periods of the reviews that were begun."""
        return [one.period for one in self._left if not isinstance(one, SavedDraft)]

    def save_draft(self) -> None:
        """Saves the line as a draft, if it changed; an empty one is not a draft."""
        line = next(iter(self.query(CaptureLine)), None)
        text = line.value if line is not None else self._line_on_disk  # the screen may not be mounted yet
        if text == self._line_on_disk:
            return
        self._line_on_disk = text
        with self.mastery.showing_errors():
            if not text.strip():
                self._drop_line()
                return
            self._line_key = self._line_key or self.journal.new_draft_key()
            self.journal.save_draft(self._line_key, text)

    def _drop_line(self) -> None:
        if self._line_key:
            self.journal.drop_draft(self._line_key)
        self._line_key = self._line_on_disk = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of drafts work while there is one; enter begins a line if there is nothing it would open."""
        if action in ("resume", "discard_draft"):
            return bool(self._left)
        if action == "begin":
            return self._is_nothing_chosen
        if action == "leave_line":
            return isinstance(self.focused, CaptureLine)
        if action in ("answer", "skip") and not self._question:
            return False
        return super().check_action(action, parameters)

    @property
    def _is_nothing_chosen(self) -> bool:
        """Whether the keys go to nothing that enter would open."""
        focused = self.focused
        if isinstance(focused, Sections):
            return focused.entry is None
        if isinstance(focused, PracticeList):
            return not focused.check_action("details", ())
        return focused is None

    def action_resume(self) -> None:
        """Resumes the newest unsaved draft or review."""
        one = self._left[0]
        if isinstance(one, SavedDraft):
            from mastery.tui.screens.compose import ComposeScreen

            self.app.push_screen(ComposeScreen(self.journal, draft=one), self._composed)
        else:
            from mastery.tui.forms.reviews import review_form

            self.open_form(review_form(self.journal, one.period, self.settings.week_starts))

    def action_discard_draft(self) -> None:
        """Moves the newest unsaved draft or review to the trash, from where it can be restored."""
        one = self._left[0]
        with self.mastery.showing_errors():
            if isinstance(one, SavedDraft):
                discard_draft(self.journal, one)
            else:
                from mastery.verbs.reviews import discard_review

                discard_review(self.journal, one.period, self.settings.week_starts)
            self.notify("It is in the trash (t), from where it can come back.", markup=False)
        self._show_drafts()

    # Writing

    def action_capture(self) -> None:
        """Goes to the line."""
        self.set_focus(self.query_one(CaptureLine))

    def action_begin(self) -> None:
        """As above."""
        self.action_capture()

    def action_leave_line(self) -> None:
        """Back from the line to the entries."""
        self.set_focus(self.query_one(Sections))

    def save_line(self) -> None:
        """Saves the line as an entry; if that fails, the text stays in the line."""
        line = self.query_one(CaptureLine)
        if not line.value.strip():
            self.action_leave_line()
            return
        try:
            new = captured(line.value, self.journal.now())
            entry = write(self.journal, new.entry).entry
        except MasteryError as error:
            self.notify(str(error), severity="error", timeout=8, markup=False)
            return
        if new.unclear:
            self.notify(new.unclear, severity="warning", timeout=8, markup=False)
        line.clear()
        self._drop_line()
        self.entry_saved(entry)

    def continue_in_editor(self, text: str) -> None:
        """Continues in the editor with the text of the line."""
        from mastery.tui.screens.compose import ComposeScreen

        key, self._line_key, self._line_on_disk = (
            self._line_key,
            "",
            "",
        )  # one draft: the editor goes on with the line's
        self.app.push_screen(ComposeScreen(self.journal, text=text, key=key), self._composed)
        self.query_one(CaptureLine).clear()

    def action_answer(self) -> None:
        """Writes an answer to the prompt of the day."""
        from mastery.tui.screens.compose import ComposeScreen

        screen = ComposeScreen(self.journal, kind="reflection", question=self._question)
        self.app.push_screen(screen, self._composed)

    def action_skip(self) -> None:
        """Skips the prompt."""
        from mastery.verbs.prompts import skip_prompt

        with self.mastery.showing_errors():
            skip_prompt(self.journal, self._question)

    def _composed(self, entry: Entry | None) -> None:
        if entry is not None:
            self.entry_saved(entry)

    @on(PickList.Opened, "#today-list")
    def _opened(self, event: PickList.Opened) -> None:
        entry = self.query_one(Sections).entry
        if entry is not None:
            self.mastery.show_entry(entry)


def _title(left: "SavedDraft | BegunReview") -> str:
    """The title of an unsaved draft or review."""
    if isinstance(left, SavedDraft):
        return title_in(left.text)
    from mastery.core.review.guided import review_title

    return review_title(left.period)


def _summary(entries: Sequence[Entry], today: dt.date) -> str:
    """How many entries today, and in total."""
    written = len(of_day(entries, today))
    parts = [count(written, "entry", "entries") + " today" if written else "no entry yet today"]
    parts += [f"{len(entries):,} in all"] * bool(entries)
    return "  ·  ".join(parts)
