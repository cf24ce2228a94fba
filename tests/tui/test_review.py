"""The Review screen, driven as a person drives it."""

import datetime as dt
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import OptionList, Static, TextArea

from mastery.core.goals.goal import Goal, Rating
from mastery.core.thinking.acts import new_model
from mastery.core.thinking.cards import Card
from mastery.core.thinking.model import Evidence
from mastery.host.config import load_settings
from mastery.tui.screens.journal import JournalScreen
from mastery.tui.widgets.heatmap import HeatMap
from mastery.tui.widgets.plotview import PlotView
from mastery.tui.widgets.timeline import Timeline
from tests.support.clock import FixedClock
from tests.support.diary import NOW, entry, filled, journal
from tests.tui.support import app, keys, lines, rested, shown

SIZE = (120, 40)
DAY = dt.timedelta(days=1)


def told(pilot: Pilot[None], name: str) -> str:
    return shown(pilot.app.screen.query_one(f"#review-{name}", Static))


def drawn(pilot: Pilot[None]) -> list[str]:
    """The lines of the map."""
    heat = pilot.app.screen.query_one(HeatMap)
    return [heat.render_line(y).text for y in range(8)]


async def test_the_year_is_a_map_and_a_day_opens_its_entries(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", *(entry(f"Entry {back}", days_ago=back) for back in (0, 1, 1, 5, 400)))
    async with app(made, start="review").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "4 entries on 3 days of 2026" in told(pilot, "what") or "3 entries" in told(pilot, "what")
        assert "Mon 23 Nov 2026: 1 entry" in told(pilot, "day")
        cells = "".join(line[4:] for line in drawn(pilot)[1:])
        assert sum(cells.count(letter) for letter in "░▒▓█◆") == 3
        await pilot.press("up")
        await pilot.pause()
        assert "Sun 22 Nov 2026" in told(pilot, "day")
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert "2025  1 entry on 1 day of 2025" in told(pilot, "what")
        await pilot.press("home", "enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, JournalScreen)
        assert [one.title for one in screen.query_one(Timeline).entries] == ["Entry 0"]


async def test_no_day_to_come_is_reached_or_drawn(tmp_path: Path) -> None:
    async with app(journal(tmp_path / "j", entry("One")), start="review").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("right", "down", "right_square_bracket")
        await pilot.pause()
        assert pilot.app.screen.query_one(HeatMap).day == NOW.date()
        assert ". After" not in keys(pilot)
        row = drawn(pilot)[1 + NOW.weekday()]
        assert not row[4 + 2 * 48 :].strip()


async def test_the_page_follows_the_day_and_the_span(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    made.add(entry("An old one", days_ago=40, kind="win"))
    async with app(made, start="review").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "The week of 23 November 2026" in lines(pilot) and "Streaks and strength" in lines(pilot)
        await pilot.press("comma")
        await pilot.pause()
        assert "The week of 16 November 2026" in lines(pilot)
        await pilot.press("full_stop", "s")
        await pilot.pause()
        assert "November 2026\n" in lines(pilot)
        await pilot.press("left", "left", "left", "left", "left", "left")
        await rested(pilot)
        assert "October 2026\n" in lines(pilot) and "An old one" in lines(pilot)
        await pilot.press("s")
        await pilot.pause()
        assert lines(pilot).startswith("2026")


async def test_every_picture_can_be_chosen(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    async with app(made, start="review").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("w")
        await pilot.pause()
        names = [str(one.prompt).partition("  ")[0] for one in pilot.app.screen.query_one(OptionList).options]
        await pilot.press("escape")
        seen = {}
        for at, name in enumerate(names):
            await pilot.press("w", *["down"] * at, "enter")
            await pilot.pause()
            seen[name] = told(pilot, "what")
        assert "word" in seen["Words"] and "minute" in seen["Minutes of learning"]
        titles = [one.practice.title for one in made.practices() if not one.is_journaling]
        assert titles and all(f"{title}: " in seen[title] for title in titles)
        goals = [one.title for one in made.records(Goal)]
        assert goals and all(seen[title].startswith(title) for title in goals)
        assert not pilot.app.screen.query_one(HeatMap).display
        assert isinstance(pilot.app.screen.focused, PlotView)
        await pilot.press("right")
        await pilot.pause()
        assert pilot.app.screen.query_one(HeatMap).display and "1 entry on 1 day" in told(pilot, "what")


async def test_an_entry_of_the_page_is_opened(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("Won it", kind="win"), entry("Other"))
    async with app(made, start="review").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("tab", "enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, JournalScreen)
        chosen = screen.query_one(Timeline).entry
        assert chosen is not None and chosen.title == "Won it"


async def test_the_week_is_gone_through_stopped_and_gone_on_with(tmp_path: Path) -> None:
    old = entry(
        "Review of the week of 16 November 2026",
        "## Next week\n\n- [ ] Call Ana\n- [ ] Rest",
        days_ago=3,
        kind="review",
    )
    made = journal(tmp_path / "j", old, entry("Won it", kind="win"))
    async with app(made, start="review").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        area = pilot.app.screen.query_one("#form-kept", TextArea)
        assert area.text == "- [ ] Call Ana\n- [ ] Rest\n"
        area.text = "- [x] Call Ana\n- [ ] Rest"
        await pilot.press("enter", "ctrl+j", *"Sun", "enter")
        assert "- Won it" in pilot.app.screen.query_one("#form-wins", TextArea).text
        await pilot.press("enter", *"Late", "escape")
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        focused = pilot.app.screen.focused
        assert focused is not None and focused.id == "form-failed"
        await pilot.press("enter", "enter", "enter", *"Read", "ctrl+j", *"Run", "ctrl+s")
        await pilot.pause()
        kept = max(made.entries(), key=lambda one: one.id)
        assert (kept.kind, kept.title) == ("review", "Review of the week of 23 November 2026")
        assert "## Promised this week\n\n- [x] Call Ana\n- [ ] Rest" in kept.body
        assert "## What failed\n\nLate" in kept.body and kept.body.endswith("## Next week\n\n- [ ] Read\n- [ ] Run")
        assert "Sun" in kept.body and "## Goals" not in kept.body


async def test_tab_after_the_last_question_keeps_nothing_and_a_second_review_is_told(tmp_path: Path) -> None:
    old = entry("Review of the week of 16 November 2026", "## Next week\n\n- [ ] Rest", days_ago=3, kind="review")
    made = journal(tmp_path / "j", old)
    async with app(made, start="review").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        assert not pilot.app.screen.query(".form-about")
        await pilot.press(*["tab"] * 9, *"Rest")
        await pilot.pause()
        assert len(made.entries()) == 1 and "Next" not in keys(pilot) and "enter Finish" in keys(pilot)
        assert pilot.app.screen.query_one("#form-next", TextArea).text.endswith("Rest")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert len(made.entries()) == 2
        await pilot.press("r")
        await pilot.pause()
        [told] = pilot.app.screen.query(".form-about").results(Static)
        assert str(told.content) == "You wrote it already, on Mon 23 Nov 2026; this becomes another entry."


async def test_on_the_way_a_lesson_gets_a_card_a_model_evidence_and_each_goal_a_reading(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    made.add(new_model("Meetings decide nothing", 70, made.now()))
    async with app(made, start="review").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        assert "^l" not in keys(pilot)
        await pilot.press("enter", "enter", *"I said yes too fast", "ctrl+l")
        await pilot.pause()
        await pilot.press("tab", *"Say what", "tab", "ctrl+s")
        await pilot.pause()
        [lesson] = [one for one in made.entries() if one.kind == "lesson"]
        [card] = made.records(Card)
        assert (lesson.title, card.question, card.entry) == ("I said yes too fast", "Say what", lesson.id)
        await pilot.press("enter", *"This one had an agenda", "ctrl+l")
        await pilot.pause()
        assert "Evidence" in pilot.app.screen.query_one("#form").border_title
        await pilot.press(*"meet", "tab", *"against", "ctrl+s")
        await pilot.pause()
        [evidence] = made.records(Evidence)
        assert (evidence.side, evidence.text) == ("against", "This one had an agenda")
        assert isinstance(made.clock, FixedClock)
        made.clock.advance(DAY / 100)
        await pilot.press("enter", "ctrl+l")
        await pilot.pause()
        await pilot.press(*"7 5", "ctrl+s")
        await pilot.pause()
        goals = {one.id: one.title for one in made.records(Goal)}
        newest = max(made.records(Rating), key=lambda one: one.recorded)
        assert (newest.vision, newest.reality) == (7, 5)
        text = pilot.app.screen.query_one("#form-goals", TextArea).text
        assert f"{goals[newest.goal]}: 5 of 7." in text
        await pilot.press("ctrl+s")
        await pilot.pause()
        [kept] = [one for one in made.entries() if one.kind == "review"]
        assert "I said yes too fast" in kept.body and "This one had an agenda" in kept.body


async def test_today_says_when_a_review_is_due_and_lets_it_be(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("One", days_ago=1))
    settings = load_settings()
    assert settings.review_day == 6  # NOW is a Monday evening
    async with app(made, start="today").run_test(size=SIZE) as pilot:
        await pilot.pause()
        wants = pilot.app.screen.query_one("#today-wants", Static)
        assert "Time to look back on the week of 16 November 2026" in shown(wants)
    never = settings._replace(review_day=None)
    async with app(made, settings=never, start="today").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert not pilot.app.screen.query_one("#today-wants", Static).display
    made.add(entry("Review of the week of 16 November 2026", "All in all.", kind="review"))
    async with app(made, start="today").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert not pilot.app.screen.query_one("#today-wants", Static).display


async def test_a_review_that_is_over_stands_in_its_week_and_may_be_written_late(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("Old", days_ago=5))
    async with app(made, start="review").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("comma", "r")
        await pilot.pause()
        assert "1 entry on 1 day" in pilot.app.screen.query_one("#form-happened", TextArea).text
        await pilot.press("ctrl+s")
        await pilot.pause()
        [kept] = [one for one in made.entries() if one.kind == "review"]
        assert (kept.title, str(kept.day)) == ("Review of the week of 16 November 2026", "2026-11-22")
