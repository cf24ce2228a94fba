"""Today: the week, the practices due, a line to capture a thought, one question, what wants attention, the entries."""

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from mastery.core.capture import make_entry, parse_capture
from mastery.core.days import of_day, on_this_day
from mastery.core.editing import first_line
from mastery.core.errors import MasteryError
from mastery.core.records import Entry
from mastery.tui.screens.main import MainScreen
from mastery.tui.widgets.picklist import PickList
from mastery.tui.widgets.practicelist import PracticeList
from mastery.tui.widgets.sections import Sections
from mastery.tui.widgets.weekstrip import WeekStrip
from mastery.tui.words import DAYS, MONTHS, clock, count, short_day

if TYPE_CHECKING:
    from mastery.core.prompts import Pack
    from mastery.store import SavedDraft

SAVE_EVERY = 1.0
"""Seconds between writes of a line that changed."""

BUSY = 3
"""Lines of practices and of what wants attention that leave a smaller screen no room for air."""

WANTS, TALL = 3, 30
"""Lines of what wants attention on a screen of so many lines; on a smaller one it is one."""

AROUND = 8
"""Cells beside a line of what wants attention."""

LINE_MOST = 2000
"""Letters of a text that is pasted into the line; a longer one is written in the editor."""

FIRST_STEPS = """\
This is your journal. It is empty, and waits for its first line.

  n   write an entry          i   capture one line, right here
  p   answer the question     3   set a goal, begin a practice
  ?   see every key

In the shell:  mastery log Finished the first draft. #writing
From jrnl:     mastery import --from jrnl ~/journal.txt"""


class CaptureLine(Input):
    """A line that is kept by enter at once: as a binding it would be kept after the letters that follow quickly."""

    def on_key(self, event: events.Key) -> None:
        """Keeps the line before the next letter is typed."""
        if event.key == "enter" and isinstance(self.screen, TodayScreen):
            event.stop()
            self.screen.keep_line()

    def on_paste(self, event: events.Paste) -> None:
        """What is more than a line goes on in the editor, where all of it has room."""
        text = event.text.strip()
        if isinstance(self.screen, TodayScreen) and (len(text.splitlines()) > 1 or len(text) > LINE_MOST):
            event.stop()
            event.prevent_default()
            first, last = sorted(self.selection)
            self.screen.write_on(self.value[:first] + text + self.value[last:])


class TodayScreen(MainScreen):
    """The day at a glance."""

    NAME = "today"
    AUTO_FOCUS = "Sections"
    CSS_PATH = "today.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
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
        Binding("r", "resume", "Draft", id="today.resume", tooltip="Go on with the draft that was not kept"),
        Binding("x", "put_away", "Put away", id="today.put_away", tooltip="Put the draft in the trash"),
        Binding("escape", "leave_line", "Back", id="today.leave_line", key_display="esc", tooltip="Leave the line"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._drafts: list[SavedDraft] = []
        self._line_key = ""
        """The draft of the line that is being typed; none yet where it is empty."""
        self._line_on_disk = ""
        self._packs: list[Pack] | None = None
        """The packs of questions; None until they are read."""
        self._question = ""
        self._has_learning = False
        """Whether practices and goals are on show."""
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
                yield CaptureLine(
                    placeholder="A thought? i, then write a line and press enter", id="today-line", compact=True
                )
                yield Static(id="today-question")
            with Vertical(id="today-entries"):
                yield Sections(id="today-list")
                yield Static(FIRST_STEPS, id="today-empty", markup=False)

    def on_mount(self) -> None:
        """Watches the line."""
        self.set_interval(SAVE_EVERY, self.save_draft)

    def journal_changed(self) -> None:
        """Shows the day as it is now."""
        today, entries = self.today, self.journal.entries()
        counts = Counter(place.day for place in entries.places)
        self.query_one("#today-date", Static).update(Content(_date(today)))
        self.query_one(WeekStrip).show(today, counts)
        if self._has_learning:
            self._show_learning()
        else:
            self.query_one("#today-count", Static).update(Content(_summary(counts, today)))
            self.mastery.once_shown(self._show_learning)  # first the day itself
        self._show_drafts()
        of_today = of_day(entries, today)
        earlier = on_this_day(entries, today)
        latest = entries[:-4:-1] if not of_today else []
        self.query_one(Sections).show(
            [
                ("Today", of_today[::-1], False),
                ("Last written", latest, True),
                (f"On {today.day} {MONTHS[today.month - 1]}, in earlier years", earlier, True),
            ]
        )
        self.set_class(not entries, "-empty")
        self.refresh_bindings()

    def _show_learning(self) -> None:
        """Shows the practices that are due, and what wants attention."""
        from mastery.store.packs import load_packs
        from mastery.tui.learning import learning

        self._has_learning = True
        if self._packs is None:
            self._packs, problems = load_packs()
            for problem in problems:
                self.notify(problem, severity="warning", timeout=8, markup=False)
        said = learning(self.journal, self.settings, self.today, self._packs)
        self._question = said.question
        self.query_one("#today-question", Static).update(Content(said.question))
        practices = self.query_one(PracticeList)
        had, self._has_practices = self._has_practices, any(not one.is_journaling for one in said.due)
        practices.display = bool(said.due)
        practices.show(said.due, self.today)
        if self._has_practices and not had and isinstance(self.focused, Sections):
            self.set_focus(practices)  # practices are what the day begins with
        self.set_class(len(said.due) + len(said.wants) > BUSY, "-busy")
        self._show_wants(said.wants)
        self._say_summary(said.budget)
        self.refresh_bindings()

    def _show_wants(self, wants: list[Content]) -> None:
        """Shows the first lines of what wants attention, as many as there is room for, and says how many more."""
        most = WANTS if self.size.height >= TALL else 1
        more = [Content(f"and {len(wants) - most} more")] * (len(wants) > most)
        line = self.query_one("#today-wants", Static)
        line.display = bool(wants)
        room = self.size.width - AROUND - (sum(one.cell_length + 2 for one in more) if most == 1 else 0)
        shown = [one.truncate(max(8, room), ellipsis=True) for one in wants[:most]]
        line.update(Content("\n" if most > 1 else "  ").join([*shown, *more]))

    def _say_summary(self, budget: str) -> None:
        counts = Counter(place.day for place in self.journal.entries().places)
        parts = [_summary(counts, self.today), *[budget] * bool(budget)]
        self.query_one("#today-count", Static).update(Content("  ·  ".join(parts)))

    @on(PracticeList.Done)
    def _done(self, event: PracticeList.Done) -> None:
        event.stop()
        one = self.query_one(PracticeList).kept
        if one is not None:
            self.check_in(one)

    @on(PickList.Opened, "#today-practices")
    def _details(self, event: PickList.Opened) -> None:
        event.stop()
        one = self.query_one(PracticeList).kept
        if one is not None:
            from mastery.tui.actforms import checkin_form

            self.open_form(checkin_form(self.journal, one.practice))

    def entry_saved(self, entry: Entry) -> None:
        """Says what was kept, where it cannot be seen here."""
        if entry.day != self.today:
            self.notify(f"Kept for {short_day(entry.day)}.", markup=False)

    # Drafts

    def on_screen_resume(self) -> None:
        """A draft may have been left meanwhile."""
        super().on_screen_resume()
        self._show_drafts()

    def _show_drafts(self) -> None:
        self._drafts = self.journal.drafts()
        line = self.query_one("#today-draft", Static)
        line.display = bool(self._drafts)
        if self._drafts:
            draft = self._drafts[0]
            first = next((one for one in draft.text.split("\n")[first_line(draft.text) :] if one), "…")
            more = f" and {len(self._drafts) - 1} more" if len(self._drafts) > 1 else ""
            said = f"“{first.strip()[:60]}”  of {short_day(draft.saved.date())} {clock(draft.saved)}{more}"
            keys = ("r", "bold"), " goes on   ", ("x", "bold"), " puts it away"
            line.update(Content.assemble(("Not kept yet: ", "bold"), said, "\n", *keys))
        self.refresh_bindings()

    def save_draft(self) -> None:
        """Writes the line that is being typed to disk, where it changed; an empty one is no draft."""
        text = self.query_one(CaptureLine).value
        if text == self._line_on_disk:
            return
        self._line_on_disk = text
        with self.mastery.told():
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
        """The keys of drafts work while there is one."""
        if action in ("resume", "put_away"):
            return bool(self._drafts)
        if action == "leave_line":
            return isinstance(self.focused, CaptureLine)
        if action in ("answer", "skip") and not self._question:
            return False
        return super().check_action(action, parameters)

    def action_resume(self) -> None:
        """Goes on with the newest draft."""
        from mastery.tui.screens.compose import ComposeScreen

        self.app.push_screen(ComposeScreen(self.journal, draft=self._drafts[0]), self._composed)

    def action_put_away(self) -> None:
        """Puts the newest draft in the trash, from where it can be brought back."""
        from mastery.store.drafts import put_away

        with self.mastery.told():
            put_away(self.journal, self._drafts[0])
            self.notify("The draft is in the trash (t), from where it can come back.", markup=False)
        self.mastery.look_again()
        self._show_drafts()

    # Writing

    def action_capture(self) -> None:
        """Goes to the line."""
        self.set_focus(self.query_one(CaptureLine))

    def action_leave_line(self) -> None:
        """Back from the line to the entries."""
        self.set_focus(self.query_one(Sections))

    def keep_line(self) -> None:
        """Keeps the line as an entry; where it cannot be kept it stays in the line."""
        line = self.query_one(CaptureLine)
        if not line.value.strip():
            self.action_leave_line()
            return
        try:
            draft = parse_capture(line.value, self.journal.clock.now())
            entry = make_entry(draft, self.journal.clock, self.journal.day_starts_at)
            self.journal.add(entry)
        except MasteryError as error:
            self.notify(str(error), severity="error", timeout=8, markup=False)
            return
        line.clear()
        self._drop_line()
        self.mastery.look_again()
        self.entry_saved(entry)

    def write_on(self, text: str) -> None:
        """Goes on in the editor with what was begun in the line."""
        from mastery.tui.screens.compose import ComposeScreen

        self.app.push_screen(ComposeScreen(self.journal, text=text), self._composed)
        self.query_one(CaptureLine).clear()

    def action_answer(self) -> None:
        """Writes a reflection on today's question."""
        from mastery.tui.screens.compose import ComposeScreen

        screen = ComposeScreen(self.journal, kind="reflection", question=self._question)
        self.app.push_screen(screen, self._composed)

    def action_skip(self) -> None:
        """Passes the question over."""
        from mastery.core.inquiry import new_skip

        with self.mastery.told():
            self.journal.act("skip", made=[new_skip(self._question, self.journal.clock, self.journal.day_starts_at)])
        self.mastery.look_again()

    def _composed(self, entry: Entry | None) -> None:
        self.mastery.look_again()
        if entry is not None:
            self.entry_saved(entry)

    @on(PickList.Opened, "#today-list")
    def _opened(self, event: PickList.Opened) -> None:
        entry = self.query_one(Sections).entry
        if entry is not None:
            self.mastery.show_entry(entry)


def _date(day: dt.date) -> str:
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _summary(counts: Counter[dt.date], today: dt.date) -> str:
    """How many entries today, and how many in all."""
    parts = [count(counts[today], "entry", "entries") + " today" if counts[today] else "nothing yet today"]
    total = counts.total()
    parts += [f"{total:,} in all"] if total else []
    return "  ·  ".join(parts)
