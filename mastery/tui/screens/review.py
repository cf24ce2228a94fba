"""Review: a year as a map of days, and a week, a month or a year to look back on."""

import datetime as dt
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from mastery.core.calibration import calibration
from mastery.core.goals import Goal, Reading
from mastery.core.heatmap import year_map
from mastery.core.measures import by_week, checkins_by_day, entries_by_day, minutes_by_day, words_by_day
from mastery.core.models import Model
from mastery.core.practices import has_ended, practised
from mastery.core.predictions import Prediction, judged
from mastery.core.records import Entry
from mastery.core.review import SPANS, Period, Span, following, period, previous, review, within
from mastery.tui.reviewpage import BARS, Shown, review_lines
from mastery.tui.screens.main import MainScreen
from mastery.tui.widgets.heatmap import HeatMap
from mastery.tui.widgets.page import Page
from mastery.tui.widgets.picklist import PickList, clean
from mastery.tui.words import count, short_day

SOON = 0.08
"""Seconds from the cursor's move to the page's."""

ENTRIES, WORDS, MINUTES = "entries", "words", "minutes"

NOUNS = {ENTRIES: ("entry", "entries"), WORDS: ("word", "words"), MINUTES: ("minute", "minutes")}


class ReviewScreen(MainScreen):
    """The map above, the page below."""

    NAME = "review"
    AUTO_FOCUS = "HeatMap"
    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "review", "Review", id="review.review", tooltip="Go through it, step by step"),
        Binding("s", "span", "Week, month, year", id="review.span", tooltip="Look back on a week, a month or a year"),
        Binding("comma,b", "period(-1)", "Before", id="review.before", key_display=",", tooltip="The period before"),
        Binding("full_stop,f", "period(1)", "After", id="review.after", key_display=".", tooltip="The period after"),
        Binding("w", "measure", "What", id="review.measure", tooltip="What the map counts: entries, words, minutes, …"),
        Binding("escape", "back", "Back", id="review.back", key_display="esc", tooltip="To the map"),
        Binding("enter", "open", "Open", id="review.open", key_display="enter", tooltip="Open what is chosen"),
        Binding("tab", "app.focus_next", "Page", id="review.page", tooltip="To the page, and back to the map"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._span: Span = "week"
        self._on_page: Period | None = None
        """The period that the page shows."""
        self._timer: Timer | None = None
        self._values: dict[dt.date, int] = {}
        self._measure = ENTRIES
        """What the map counts; the id of a practice for its check-ins."""

    def compose_body(self) -> ComposeResult:
        """What is counted, the map, the count of the day under the cursor, the page."""
        with Vertical(id="review"):
            yield Static(id="review-what")
            yield HeatMap(id="review-map")
            yield Static(id="review-day")
            yield Page(id="review-page")

    @property
    def _map(self) -> HeatMap:
        return self.query_one(HeatMap)

    @property
    def _period(self) -> Period:
        """The week, month or year of the day under the cursor."""
        return period(self._span, self._map.day, self.settings.week_starts)

    def journal_changed(self) -> None:
        """Shows the map and the page as they are now."""
        self._values = self._counted()
        day = self._map.day
        self._show_map(day if day.year > 2000 and day <= self.today else self.today)
        self._show_page()
        self.refresh_bindings()

    # The map

    def _counted(self) -> dict[dt.date, int]:
        """What the map counts, by day."""
        journal = self.journal
        if self._measure == WORDS:
            return words_by_day(journal.entries())
        if self._measure == MINUTES:
            return minutes_by_day(journal.sessions(), practised(journal.kept()))
        one = next((kept for kept in journal.kept() if kept.practice.id == self._measure), None)
        if one is not None and not one.is_journaling:
            return checkins_by_day(one.marks)
        self._measure = ENTRIES
        return entries_by_day(journal.entries().places)

    def _show_map(self, day: dt.date) -> None:
        found = year_map(self._values, day.year, self.settings.week_starts)
        self._map.show(found, day, self.today)
        total, days = sum(found.values.values()), len(found.values)
        said = f"{self._noun(total)} on {count(days, 'day')} of {found.year}"
        self.query_one("#review-what", Static).update(Content.assemble((f"{found.year}", "bold"), f"  {said}"))
        self._say_day(day)

    def _noun(self, number: int) -> str:
        if self._measure in NOUNS:
            return count(number, *NOUNS[self._measure])
        title = next((one.practice.title for one in self.journal.kept() if one.practice.id == self._measure), "")
        return f"{clean(title)}: {number:,}"

    def _say_day(self, day: dt.date) -> None:
        said = f"{short_day(day)}: {self._noun(self._values.get(day, 0))}"
        self.query_one("#review-day", Static).update(Content(said))

    @on(HeatMap.Moved)
    def _moved(self, event: HeatMap.Moved) -> None:
        event.stop()
        if isinstance(event, HeatMap.Opened):
            self.mastery.show_day(event.day)
        else:
            self._show_map(event.day)
            self._follow()
            self.refresh_bindings()

    def _follow(self) -> None:
        """Shows the period of the cursor's day soon: while a key is held down, the page waits for the cursor."""
        if self._timer is not None:
            self._timer.stop()
        if self._period != self._on_page:
            self._timer = self.set_timer(SOON, self._show_page)

    def action_measure(self) -> None:
        """Counts something else."""
        going = [one.practice.id for one in self.journal.kept() if not one.is_journaling]
        measures = [ENTRIES, WORDS, MINUTES, *going]
        self._measure = measures[(measures.index(self._measure) + 1) % len(measures)]
        self._values = self._counted()
        self._show_map(self._map.day)

    # The page

    def _show_page(self) -> None:
        page, found = self.query_one(Page), self._period
        anew, self._on_page = found != self._on_page, found
        page.show(review_lines(self._shown(), self.today, page.room), anew=anew)

    def _shown(self) -> Shown:
        journal, found, starts = self.journal, self._period, self.settings.week_starts
        entries, past, kept = journal.entries(), previous(found, starts), journal.kept()
        predictions = journal.records(Prediction)
        goals = journal.records(Goal)
        said = review(
            found,
            within(entries, found),
            within(entries, past),
            past=past,
            sessions=journal.sessions(),
            kept=kept,
            goals=goals,
            readings=journal.records(Reading),
            predictions=predictions,
            models=journal.records(Model),
        )
        minutes = minutes_by_day(journal.sessions(), practised(kept))
        last = min(found.until, self.today)
        going = [one for one in kept if not has_ended(one.practice, self.today)]
        budget = self.settings.weekly_minutes or sum(one.budget for one in goals if one.status == "active")
        counted = calibration(judged(predictions, {}, since=found.since, until=found.until))
        return Shown(said, going, by_week(minutes, last, BARS, starts), budget, counted)

    @on(Page.Widened)
    def _widened(self) -> None:
        if self._ready:
            self._show_page()

    @on(PickList.Chosen, "#review-page")
    def _item_moved(self, event: PickList.Chosen) -> None:
        event.stop()
        if isinstance(event, PickList.Opened):
            self.action_open()
        self.refresh_bindings()

    def action_back(self) -> None:
        """From the page to the map."""
        self.set_focus(self._map)

    def on_descendant_focus(self) -> None:
        """The keys that work are others on the page."""
        self.refresh_bindings()

    def action_open(self) -> None:
        """Opens what is chosen on the page."""
        item = self.query_one(Page).item
        if isinstance(item, Entry):
            self.mastery.show_entry(item)
        elif isinstance(item, Model):
            self.mastery.show_model(item)
        elif isinstance(item, Goal):
            self.mastery.show_goal(item)

    def action_review(self) -> None:
        """Goes through the period on show, step by step."""
        from mastery.core.ritual import last_review, promised, steps
        from mastery.tui.forms import review_form

        shown, found = self._shown(), self._period
        reviews = [one for one in self.journal.entries() if one.kind == "review"]
        active = [goal for goal in self.journal.records(Goal) if goal.status == "active"]
        asked = steps(shown.said, promised(last_review(reviews, previous(found, self.settings.week_starts))), active)
        self.open_form(review_form(self.journal, asked, found))

    def action_span(self) -> None:
        """The next span."""
        self._span = SPANS[(SPANS.index(self._span) + 1) % len(SPANS)]
        self._show_page()

    def action_period(self, by: int) -> None:
        """The period before, or after; not beyond the present one."""
        starts = self.settings.week_starts
        found = (previous if by < 0 else following)(self._period, starts)
        if found.since <= self.today:
            self._show_map(found.since)
            self._show_page()
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is after the present period."""
        if not self._ready:
            return True
        if not super().check_action(action, parameters):
            return False
        on_page = isinstance(self.focused, Page)
        if action == "back":
            return on_page
        if action == "open":
            return on_page and self.query_one(Page).item is not None
        return action != "period" or parameters != (1,) or self._period.until < self.today
