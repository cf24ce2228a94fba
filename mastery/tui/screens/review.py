"""Review: a year as a map of days, or a plot; below it a week, a month or a year to look back on."""

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from mastery.core.base.phrases import count, minutes_text, short_day
from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal, Rating, in_order, ratings_of
from mastery.core.pages.review import PeriodFacts, review_sections
from mastery.core.practices.practice import practised
from mastery.core.review.heatmap import year_map
from mastery.core.review.measures import checkins_by_day, entries_by_day, minutes_by_day, words_by_day
from mastery.core.review.review import SPANS, Period, Span, following, period, previous
from mastery.core.thinking.model import Model
from mastery.tui.pages.painting import face_of, painted
from mastery.tui.screens.main import MainScreen
from mastery.tui.widgets.heatmap import HeatMap
from mastery.tui.widgets.page import Page
from mastery.tui.widgets.picklist import PickList, clean, cut
from mastery.tui.widgets.plain import Static
from mastery.verbs.pages.review import period_facts

if TYPE_CHECKING:
    from mastery.core.review.plots import Plot
    from mastery.tui.widgets.plotview import PlotView

AROUND = 8
"""Width taken by borders and padding."""

TITLE = 36
"""Cells of a name in the list of pictures."""

SOON = 0.08
"""Seconds from the cursor's move to the page's."""

ENTRIES, WORDS, MINUTES = "entries", "words", "minutes"

NOUNS = {ENTRIES: ("entry", "entries"), WORDS: ("word", "words"), MINUTES: ("minute", "minutes")}

TENSION, MOOD, CALIBRATION = "tension", "mood", "calibration"
"""Pictures that are plots; every other one is a map."""


class Picture(NamedTuple):
    """What is drawn above the page."""

    kind: str
    """ENTRIES, WORDS, MINUTES, the id of a practice, or a plot's."""
    of: str = ""
    """The id of the goal whose tension it is."""


ReviewItem = Entry | Goal | Model
"""What can be chosen on the page of a period."""


class ReviewScreen(MainScreen):
    """The picture above, the page below."""

    NAME = "review"
    AUTO_FOCUS = "HeatMap"
    CSS_PATH = ["../widgets/page.tcss", "review.tcss"]  # noqa: RUF012  (as Textual declares it)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "review", "Review", id="review.review", tooltip="Go through it, step by step"),
        Binding("w", "pictures", "Picture", id="review.pictures", tooltip="Maps, creative tension, mood, calibration"),
        Binding("s", "span", "Week, month, year", id="review.span", tooltip="Look back on a week, a month or a year"),
        Binding("comma,b", "period(-1)", "Before", id="review.before", key_display=",", tooltip="The period before"),
        Binding("full_stop,f", "period(1)", "After", id="review.after", key_display=".", tooltip="The period after"),
        Binding("escape", "back", "Back", id="review.back", key_display="esc", tooltip="To the picture"),
        Binding("enter", "open", "Open", id="review.open", key_display="enter", tooltip="Open what is chosen"),
        Binding("tab", "app.focus_next", "Page", id="review.page", tooltip="To the page, and back to the picture"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._span: Span = "week"
        self._on_page: Period | None = None
        """The period that the page shows."""
        self._shown: tuple[tuple[int, dt.date, Period], PeriodFacts] | None = None
        """What the page shows, and of which state of the journal, day and period that is."""
        self._timer: Timer | None = None
        self._values: dict[dt.date, int] = {}
        self._picture = Picture(ENTRIES)

    def compose_body(self) -> ComposeResult:
        """What is shown, the map, the count of its day, the page; a plot is made when one is wanted."""
        with Vertical(id="review"):
            yield Static(id="review-what")
            yield HeatMap(id="review-map")
            yield Static(id="review-day")
            yield Page[ReviewItem](id="review-page")

    @property
    def _page(self) -> Page[ReviewItem]:
        return self.query_one(Page)

    @property
    def _map(self) -> HeatMap:
        return self.query_one(HeatMap)

    @property
    def _period(self) -> Period:
        """The week, month or year of the day under the cursor."""
        return period(self._span, self._map.day, self.settings.week_starts)

    def journal_changed(self) -> None:
        """Shows the picture and the page as they are now."""
        self._show_picture()
        self._show_page()
        self.refresh_bindings()

    # The picture

    def _pictures(self) -> dict[Picture, tuple[str, str]]:
        """Every picture, with its name and what is said of it."""
        found = {
            Picture(ENTRIES): ("Entries", "The year, day by day"),
            Picture(WORDS): ("Words", "The year, day by day"),
            Picture(MINUTES): ("Minutes of learning", "The year, day by day"),
        }
        for one in self.journal.practices():
            if not one.is_journaling:
                found[Picture(one.practice.id)] = (cut(clean(one.practice.title), TITLE), "Check-ins, day by day")
        for goal in in_order(self.journal.records(Goal)):
            found[Picture(TENSION, goal.id)] = (cut(clean(goal.title), TITLE), "Creative tension")
        found[Picture(MOOD)] = ("Mood", "Through the year")
        found[Picture(CALIBRATION)] = ("Calibration", "Said against happened")
        return found

    def action_pictures(self) -> None:
        """Chooses a picture."""
        from mastery.tui.screens.choice import ChoiceScreen

        pictures = self._pictures()

        def chosen(index: int | None) -> None:
            if index is not None:
                self._choose_picture(list(pictures)[index])

        self.app.push_screen(ChoiceScreen("Show", list(pictures.values())), chosen)

    def _choose_picture(self, picture: Picture) -> None:
        self._picture = picture
        on_page = isinstance(self.focused, Page)
        self._show_picture()
        if not on_page:
            self.set_focus(self._drawn)
        self.refresh_bindings()

    @property
    def _is_plot(self) -> bool:
        return self._picture.kind in (TENSION, MOOD, CALIBRATION)

    @property
    def _drawn(self) -> Widget:
        """The map, or the plot."""
        return self.query_one("#review-plot" if self._is_plot else "#review-map")

    def _show_picture(self) -> None:
        if self._picture not in self._pictures():
            self._picture = Picture(ENTRIES)
        day = self._map.day
        day = day if day.year > 2000 and day <= self.today else self.today
        if not self._is_plot:
            self._values = self._counted()
        self._show_map(day)
        self._map.display = self.query_one("#review-day").display = not self._is_plot
        for plot in self.query("#review-plot"):
            plot.display = self._is_plot
        if self._is_plot:
            self._show_plot()

    def _show_plot(self) -> None:
        from mastery.core.review.plots import legend
        from mastery.tui.widgets.plotview import PlotView

        if not self.query(PlotView):
            self.query_one("#review").mount(PlotView(id="review-plot"), before="#review-day")
        plot, empty = self._plotted()
        self.query_one(PlotView).show(plot, empty)
        name = cut(self._pictures()[self._picture][0], 30)
        facts = [fact for fact in (legend(plot), plot.said) if fact] if plot else []
        self.query_one("#review-what", Static).update(Content.assemble((name, "bold"), *(f"  {one}" for one in facts)))

    def _plotted(self) -> "tuple[Plot | None, str]":
        """The plot, and a text for when there is nothing to plot yet."""
        from mastery.core.review.moods import mood_by_day
        from mastery.core.review.plots import calibration_plot, mood_plot, tension_plot
        from mastery.core.thinking.calibration import calibration
        from mastery.core.thinking.prediction import Prediction, judged

        journal = self.journal
        if self._picture.kind == CALIBRATION:
            found = calibration(judged(journal.records(Prediction), {}))
            few = "10 resolved predictions show how well what you say at 70 % comes true. Models, p: a prediction."
            return (calibration_plot(found) if found.is_enough else None), few
        if self._picture.kind == MOOD:
            year = period("year", self._map.day)
            none = "No mood was written down this year: ctrl+l in the editor, or mastery log --mood good."
            return mood_plot(mood_by_day(journal.sessions()), year.since, min(year.until, self.today)), none
        goal = next(one for one in journal.records(Goal) if one.id == self._picture.of)
        ratings = ratings_of(goal, journal.records(Rating))
        return tension_plot(goal, ratings, self.today), "No reading yet: Goals, r takes one."

    def on_plot_view_turned(self, event: "PlotView.Turned") -> None:
        """The picture before or after."""
        event.stop()
        pictures = list(self._pictures())
        self._choose_picture(pictures[(pictures.index(self._picture) + event.by) % len(pictures)])

    def _counted(self) -> dict[dt.date, int]:
        """What the map counts, by day."""
        journal, kind = self.journal, self._picture.kind
        if kind == ENTRIES:
            return entries_by_day(journal.entries().places)
        if kind == WORDS:
            return words_by_day(journal.entries())
        if kind == MINUTES:
            return minutes_by_day(journal.sessions(), practised(journal.practices()))
        return checkins_by_day(next(one.marks for one in journal.practices() if one.practice.id == kind))

    def _show_map(self, day: dt.date) -> None:
        found = year_map(self._values, day.year, self.settings.week_starts)
        self._map.show(found, day, self.today)
        total, days = sum(found.values.values()), len(found.values)
        said = f"{self._noun(total)} on {count(days, 'day')} of {found.year}"
        self.query_one("#review-what", Static).update(Content.assemble((f"{found.year}", "bold"), f"  {said}"))
        self._say_day(day)

    def _noun(self, number: int) -> str:
        if self._picture.kind in NOUNS:
            return count(number, *NOUNS[self._picture.kind])
        timed = any(value > 1 for value in self._values.values())
        said = (minutes_text(number) if number else "nothing") if timed else count(number, "time")
        return f"{self._pictures()[self._picture][0]}: {said}"

    def _say_day(self, day: dt.date) -> None:
        said = f"{short_day(day)}: {self._noun(self._values.get(day, 0))}"
        self.query_one("#review-day", Static).update(said)

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

    # The page

    def _show_page(self) -> None:
        page, found = self._page, self._period
        room = (
            page.room or self.app.size.width - AROUND
        )  # not laid out yet: it says so when it is, and is not empty until
        anew, self._on_page = found != self._on_page, found
        known = self.journal.revision, self.today, found
        if self._shown is None or self._shown[0] != known:
            settings = self.settings
            self._shown = known, period_facts(self.journal, found, settings.week_starts, settings.weekly_minutes)
        page.show(painted(review_sections(self._shown[1], face_of(self.today, room)), room), anew=anew)

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
        """From the page to the picture."""
        self.set_focus(self._drawn)

    def on_descendant_focus(self) -> None:
        """The keys that work are others on the page."""
        self.refresh_bindings()

    def action_open(self) -> None:
        """Opens what is chosen on the page."""
        item = self._page.item
        if isinstance(item, Entry):
            self.mastery.show_entry(item)
        elif isinstance(item, Model):
            self.mastery.show_model(item)
        elif isinstance(item, Goal):
            self.mastery.show_goal(item)

    def action_review(self) -> None:
        """Goes through the period on show, step by step."""
        from mastery.tui.forms.reviews import review_form

        self.open_form(review_form(self.journal, self._period, self.settings.week_starts))

    def action_span(self) -> None:
        """The next span."""
        self._span = SPANS[(SPANS.index(self._span) + 1) % len(SPANS)]
        self._show_page()

    def action_period(self, by: int) -> None:
        """The period before, or after; not beyond the current one."""
        starts = self.settings.week_starts
        found = (previous if by < 0 else following)(self._period, starts)
        if found.since <= self.today:
            self._show_map(found.since)
            self._show_picture()
            self._show_page()
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing after the current period."""
        if not self._ready:
            return True
        if not super().check_action(action, parameters):
            return False
        on_page = isinstance(self.focused, Page)
        if action == "back":
            return on_page
        if action == "open":
            return on_page and self._page.item is not None
        return action != "period" or parameters != (1,) or self._period.until < self.today
