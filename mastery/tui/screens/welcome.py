"""Welcome: the first page of an empty journal, shown once; the way to a first goal and a first entry."""

import contextlib
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal
from mastery.core.today.first_steps import greeting
from mastery.tui.host import Host, host_of
from mastery.tui.widgets.bars import KeyBar, press, pressing
from mastery.tui.widgets.picklist import clean
from mastery.tui.widgets.plain import Static
from mastery.verbs.first_steps import begun_in

if TYPE_CHECKING:
    from mastery.store import Journal

ABOUT = """
Write down what happens and what you learn. Say what you want to be able to do, and where you honestly are. \
The journal shows whether the two come closer. All of it stays on this machine, in one folder."""

MORE = """\
? tells the keys of every screen. What you type is saved as you type.
An older journal comes in, from the shell: mastery import --help"""

ONE_LINE = "One line is enough, the rest can wait. ctrl+s keeps it."
"""What the form of the first goal says above its fields."""

SKIPPED = "welcome"
"""The name of the unfinished form that records that it was skipped."""


def is_welcome(journal: "Journal") -> bool:
    """Whether the page is for this journal: nothing was ever written in it, and the page was not skipped."""
    if journal.entries() or journal.drafts() or journal.read_form(SKIPPED):
        return False
    return begun_in(journal).is_untouched


class WelcomeScreen(Screen[None]):
    """Covers Today until the first entry is written, or it is skipped."""

    CSS_PATH = "welcome.tcss"
    _shown = -1
    """The revision of the journal on show."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "goal", "Goal", id="welcome.goal", tooltip="Set a first goal"),
        Binding("n", "new_entry", "Entry", priority=True, id="welcome.entry", tooltip="Write a first entry"),
        Binding("enter", "next", "Next", show=False, id="welcome.next", tooltip="The first of the two not done yet"),
        Binding("i", "capture", "Capture", show=False, priority=True, id="welcome.capture",
                tooltip="Go on to Today, and capture one line there"),
        Binding("escape", "leave", "Go on", id="welcome.leave", key_display="esc", tooltip="Go on to Today"),
        Binding("question_mark", "app.help", "Help", id="welcome.help", tooltip="Keys of this screen"),
        Binding("q", "app.quit", "Quit", show=False, id="welcome.quit", tooltip="Leave; everything is saved"),
    ]  # fmt: skip

    @property
    def mastery(self) -> Host:
        """The app, with its own type."""
        return host_of(self.app)

    @property
    def journal(self) -> "Journal":
        """The journal on show."""
        return self.mastery.journal

    def compose(self) -> ComposeResult:
        """What the program is, the three keys, and where to look for more."""
        with VerticalScroll(id="welcome"):
            yield Static("Welcome to mastery", id="welcome-title")
            yield Static(id="welcome-about")
            yield Static(id="welcome-steps")
            yield Static(MORE, id="welcome-more")
        yield KeyBar()

    def on_mount(self) -> None:
        """Shows the steps; the arrows scroll where the terminal is small."""
        self.query_one("#welcome").focus()
        self._show_steps()

    def _show_steps(self) -> None:
        goal, self._shown = self._goal, self.journal.revision
        self.query_one("#welcome-about", Static).update(f"{greeting(begun_in(self.journal))}\n{ABOUT}")
        done = f"✓    A goal is set: {clean(goal.title)}" if goal is not None else ""
        steps = (
            ("g", "g", "Set a goal: what do you want to be able to do?"),
            ("n", "n", "Write an entry: today, in a word or in pages"),
            ("escape", "esc", "Go on to Today; both can wait"),
        )
        lines = [
            Content.assemble((f"{name:<5}", "b $accent"), says).stylize(pressing(key))
            for key, name, says in steps[bool(done) :]
        ]
        head = [Content.styled(done, "$success")] if done else []
        self.query_one("#welcome-steps", Static).update(Content("\n").join([*head, *lines]))
        self.refresh_bindings()

    @property
    def _goal(self) -> Goal | None:
        return next(iter(self.journal.records(Goal)), None)

    def on_click(self, event: events.Click) -> None:
        """Presses the key under the mouse."""
        press(event, self)

    def follow_journal(self) -> None:
        """Shows what is done; once something is written, here or elsewhere, goes on to Today."""
        if not self.is_current or not self.is_mounted:
            return
        if self.journal.entries() or self.journal.drafts():
            self.dismiss()
        elif self.journal.revision != self._shown:  # asked twice a second; what is unchanged is not painted again
            self._show_steps()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The first goal is set once."""
        return action != "goal" or self._goal is None

    def on_screen_resume(self) -> None:
        """Goes on where the editor or the form was left."""
        self.call_after_refresh(self.follow_journal)

    def action_next(self) -> None:
        """Takes the first of the two steps that is not done yet."""
        if self._goal is None:
            self.action_goal()
        else:
            self.action_new_entry()

    def action_goal(self) -> None:
        """Sets the first goal."""
        from mastery.tui.forms.goals import goal_form
        from mastery.tui.screens.form import FormScreen

        form = goal_form(self.journal, None)._replace(about=(ONE_LINE,))
        self.app.push_screen(FormScreen(self.journal, form))

    def action_new_entry(self) -> None:
        """Writes the first entry."""
        from mastery.tui.screens.compose import ComposeScreen

        def done(entry: Entry | None) -> None:
            if entry is not None:
                self.notify("Kept. n writes the next one, from every screen.", markup=False)

        self.app.push_screen(ComposeScreen(self.journal), done)

    def action_capture(self) -> None:
        """Goes on to Today, into its line."""
        self.dismiss()
        self.mastery.capture()

    def action_leave(self) -> None:
        """Skips to Today for good."""
        if is_welcome(self.journal):
            with contextlib.suppress(MasteryError):  # where nothing can be written, it is shown once more
                self.journal.save_form(SKIPPED, {"skipped": str(self.journal.today())})
        self.dismiss()
