"""Goals: what to learn, the gap between vision and reality, the milestones, the practices that serve it."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal, Rating, in_order, ratings_of
from mastery.core.pages.goal import MilestoneItem, ObstacleItem, goal_sections
from mastery.core.pages.practice import practice_sections
from mastery.core.practices.practice import Practice, TrackedPractice, has_ended
from mastery.core.thinking.model import Model
from mastery.tui.forms.goals import goal_form, obstacle_form, practice_form, rating_form
from mastery.tui.forms.practices import checkin_form, rest_form
from mastery.tui.pages.painting import face_of, painted
from mastery.tui.screens.pair import PairScreen
from mastery.tui.widgets.goallist import GoalLine, GoalList
from mastery.tui.widgets.page import Line
from mastery.verbs.goals import achieve, drop, pause, reach, reopen, resume
from mastery.verbs.pages.goal import goal_facts
from mastery.verbs.practices import end_practice

EMPTY = """\
[b]What do you want to be able to do?[/b]

[$accent b]a[/]  sets a goal: what you want to be able to do, and where you are.
[$accent b]P[/]  begins a practice: what you do about it, and how often.

In a shell:
[$accent]mastery goal add "Speak Spanish"[/]
[$accent]mastery practice add Guitar daily[/]"""

HEADINGS = {"active": "Goals", "paused": "Paused", "achieved": "Achieved", "let go": "Let go"}
OF_A_GOAL = frozenset({"rate", "pause", "achieve", "drop"})
OF_A_PRACTICE = frozenset({"rest", "end"})


GoalItem = Entry | TrackedPractice | MilestoneItem | Model | ObstacleItem
"""What can be chosen on the page of a goal or a practice."""


class GoalsScreen(PairScreen[GoalItem]):
    """The list of goals, and the page of the chosen one."""

    NAME = "goals"
    LIST = GoalList
    EMPTY = EMPTY
    MINOR_KEYS = frozenset({"goals.pause", "goals.achieve", "goals.drop", "goals.end", "goals.rest", "goals.rest_all"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="goals.back", key_display="esc"),
        Binding("left", "back", "Back", show=False, id="goals.left"),
        Binding("space", "tick", "Done", id="goals.tick", tooltip="Tick the milestone, or check the practice in"),
        Binding("enter,right", "open", "Open", id="goals.open", key_display="enter", tooltip="Go to the page"),
        Binding("a", "add_goal", "Goal", id="goals.add", tooltip="Set a goal"),
        Binding("P", "add_practice", "Practice", id="goals.practice", tooltip="Begin a practice, for the chosen goal"),
        Binding("r", "rate", "Rate", id="goals.rate", tooltip="Take a reading: vision and reality, 0–10"),
        Binding("e", "edit", "Edit", id="goals.edit", tooltip="Edit the goal or the practice"),
        Binding("w", "why", "Why", id="goals.why", tooltip="Why the practice's streak is what it is"),
        Binding("c", "achieve", "Achieved", id="goals.achieve", tooltip="The goal was achieved"),
        Binding("z", "pause", "Pause", id="goals.pause", tooltip="Pause the goal, or go on with it"),
        Binding("x", "drop", "Let go", id="goals.drop", tooltip="Let the goal go; it stays in the journal"),
        Binding("R", "rest", "Rest", id="goals.rest", tooltip="Days of rest of the chosen practice"),
        Binding("X", "end", "End", id="goals.end", tooltip="End the chosen practice; what was done stays"),
        Binding("H", "rest_all", "Rest all", show=False, id="goals.rest_all", tooltip="Days of rest of all practices"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._why = ""
        """The id of the practice that the page explains instead of its goal."""

    @property
    def _list(self) -> GoalList:
        return self.query_one(GoalList)

    @property
    def _goal(self) -> Goal | None:
        line = self._list.line
        return line.goal if line is not None else None

    @property
    def _practice(self) -> TrackedPractice | None:
        """The practice that keys act on: chosen on the page, or in the list."""
        if isinstance(self._item, TrackedPractice):
            return self._item
        line = self._list.line
        return line.practice if line is not None else None

    # What is on show

    def _show_list(self) -> None:
        self._fill(self._lines())

    def _lines(self) -> list[GoalLine]:
        ratings, tracked = self.journal.records(Rating), self.journal.practices()
        goals = in_order(self.journal.records(Goal))
        lines = []
        for goal in goals:
            mine = ratings_of(goal, ratings)
            lines.append(
                GoalLine(heading=HEADINGS[goal.status], goal=goal, rating=mine[-1] if mine else None, practice=None)
            )
        known = {goal.id for goal in goals}
        free = [one for one in tracked if one.practice.goal not in known]
        going = [one for one in free if not has_ended(one.practice, self.today)]
        gone = [one for one in free if has_ended(one.practice, self.today)]
        if goals or any(not one.is_journaling for one in free):
            heading = "Practices without a goal" if goals else "Practices"
            lines += [GoalLine(heading=heading, goal=None, rating=None, practice=one) for one in going]
            lines += [GoalLine(heading="Ended practices", goal=None, rating=None, practice=one) for one in gone]
        return lines

    def _show_page(self) -> None:
        line, page = self._list.line, self._page
        if line is None:
            page.show([], anew=True)
            return
        explained = next((one for one in self.journal.practices() if one.practice.id == self._why), line.practice)
        face = face_of(self.today, page.room)
        if explained is not None:
            shown, sections = explained.practice.id, practice_sections(explained, face)
        else:
            assert line.goal is not None
            facts = goal_facts(self.journal, line.goal, self.settings.week_starts)
            shown, sections = line.goal.id, goal_sections(facts, face)
        page.show([Line(), *painted(sections, page.room)], anew=shown != self._on_page)
        self._on_page = shown

    def _moved_to_another(self) -> None:
        self._why = ""
        self._show_page()

    # Moving about

    def _open_item(self, item: GoalItem) -> None:
        if isinstance(item, Entry):
            self.mastery.show_entry(item)
        elif isinstance(item, TrackedPractice) and not item.is_journaling:
            self.open_form(checkin_form(self.journal, item.practice))
        elif isinstance(item, MilestoneItem):
            self.action_edit()
        elif isinstance(item, ObstacleItem) and self._goal is not None:
            self.open_form(obstacle_form(self.journal, self._goal, item.number))
        elif isinstance(item, Model):
            self.mastery.show_model(item)

    def action_why(self) -> None:
        """Explains the streak of the chosen practice."""
        if self._practice is not None:
            self._why = self._practice.practice.id
            self._show_page()
            self.refresh_bindings()

    def action_back(self) -> None:
        """From what explains a streak to its goal, from the page to the list."""
        if self._why:
            self._why = ""
            self._show_page()
            return
        super().action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what works now is offered."""
        if not self._ready:
            return True
        if not super().check_action(action, parameters):
            return False
        on_page, item = self.focused is self._page, self._page.item
        if action == "back":
            return on_page
        if action == "why":
            return on_page and isinstance(item, TrackedPractice) and not self._why and self._goal is not None
        if action == "open":
            return bool(self._list.line) if not on_page else item is not None
        if action == "tick":
            practice = self._practice
            return (on_page and isinstance(item, MilestoneItem)) or (
                practice is not None and not practice.is_journaling
            )
        if action in OF_A_GOAL:
            return self._goal is not None
        if action in OF_A_PRACTICE:
            return self._practice is not None and not self._practice.is_journaling
        if action == "edit":
            return self._goal is not None or (self._practice is not None and not self._practice.is_journaling)
        return True

    # Changing

    def timer_for(self) -> Goal | Practice | None:
        """The chosen practice or goal."""
        one = self._practice
        return one.practice if one is not None and not one.is_journaling else self._goal

    def action_new_entry(self) -> None:
        """Writes an entry about the chosen goal."""
        self.compose_entry(None, goal=self._goal)

    def action_add_goal(self) -> None:
        """Sets a goal."""
        self.open_form(goal_form(self.journal, None))

    def action_add_practice(self) -> None:
        """Begins a practice, for the chosen goal."""
        self.open_form(practice_form(self.journal, None, goal=self._goal, week_starts=self.settings.week_starts))

    def action_edit(self) -> None:
        """Edits what is chosen: a practice, or the goal with its milestones."""
        practice = self._practice
        if practice is not None:
            form = practice_form(self.journal, practice.practice, goal=None, week_starts=self.settings.week_starts)
            self.open_form(form)
        elif self._goal is not None:
            self.open_form(goal_form(self.journal, self._goal))

    def action_rate(self) -> None:
        """Rates the chosen goal."""
        if self._goal is not None:
            self.open_form(rating_form(self.journal, self._goal))

    def action_tick(self) -> None:
        """Ticks a milestone, or reopens it; or checks a practice in."""
        item = self._page.item if self.focused is self._page else None
        if isinstance(item, MilestoneItem) and self._goal is not None:
            self._tick(self._goal, item.number)
        elif self._practice is not None:
            self.check_in(self._practice)

    def _tick(self, goal: Goal, number: int) -> None:
        milestone = goal.milestones[number]
        with self.mastery.showing_errors():
            if milestone.done is not None:
                reopen(self.journal, goal, milestone)
                self.notify(f"Open again: {milestone.title}", markup=False)
            else:
                self._celebrate(reach(self.journal, goal, milestone).win)

    def _celebrate(self, win: Entry) -> None:
        self.notify(f"{win.title}\nA win, kept as an entry. Add a line to it below.", title="Well done", markup=False)
        self.compose_entry(win)

    def action_achieve(self) -> None:
        """Achieves the goal; the win becomes an entry."""
        goal = self._goal
        if goal is None:
            return
        with self.mastery.showing_errors():
            self._celebrate(achieve(self.journal, goal).win)

    def action_pause(self) -> None:
        """Pauses the goal and its practices, or resumes it."""
        goal = self._goal
        if goal is None:
            return
        with self.mastery.showing_errors():
            if goal.status == "active":
                pause(self.journal, goal)
                self.notify(f"{goal.title} is paused, and its practices rest. z goes on.", markup=False)
            else:
                resume(self.journal, goal)
                self.notify(f"Going on with {goal.title}.", markup=False)

    def action_drop(self) -> None:
        """Drops the goal."""
        goal = self._goal
        if goal is None:
            return
        with self.mastery.showing_errors():
            drop(self.journal, goal)
            self.notify(f"Let go of {goal.title}. u takes it back.", markup=False)

    def action_rest(self) -> None:
        """Adds rest days for the chosen practice."""
        if self._practice is not None:
            self.open_form(rest_form(self.journal, self._practice.practice))

    def action_rest_all(self) -> None:
        """Adds rest days for all practices."""
        self.open_form(rest_form(self.journal, None))

    def action_end(self) -> None:
        """Ends the chosen practice."""
        one = self._practice
        if one is None:
            return
        with self.mastery.showing_errors():
            end_practice(self.journal, one.practice)
            self.notify(f"{one.practice.title} has ended. u takes it back.", markup=False)
