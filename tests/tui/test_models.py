"""The Models screen, recall, templates, and what Journal and Today have to do with them, driven as a person does."""

import datetime as dt
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static, TextArea

from mastery.core.base.records import Entry
from mastery.core.thinking.acts import new_card, new_model, new_prediction
from mastery.core.thinking.cards import Card
from mastery.core.thinking.model import Climb, Evidence, Model, Visit
from mastery.core.thinking.prediction import Prediction
from mastery.core.writing.prompts import Skip
from mastery.host.config import load_settings
from mastery.store import Journal
from mastery.tui.screens.form import FormScreen
from mastery.tui.screens.guide import GuideScreen
from mastery.tui.screens.journal import JournalScreen
from mastery.tui.screens.models import ModelsScreen
from mastery.tui.screens.recall import RecallScreen
from mastery.tui.widgets.bars import KeyBar
from mastery.tui.widgets.modellist import ModelList
from mastery.tui.widgets.page import Page
from mastery.verbs.models import add_evidence
from tests.support.clock import FixedClock
from tests.support.diary import NOW, entry, journal
from tests.tui.support import app, keep, keys, lines, rested, said, shown, typed, write

DAY = dt.timedelta(days=1)
SIZE = (110, 44)
SENTENCE = "Meetings without an agenda decide nothing"


def thinking(path: Path, *entries: Entry) -> Journal:
    """A journal with one model, and an entry."""
    made = journal(path, *(entries or (entry("The round decided at once", "No agenda."),)))
    made.add(new_model(SENTENCE, 80, made.now(), about="meetings"))
    return made


def only(made: Journal) -> tuple[Model, str]:
    """The one model that goes on, and its status."""
    made.refresh()
    ((model, found),) = [(model, found) for model, found in made.models() if not model.ended]
    return model, found.status


def tomorrow(made: Journal, days: int = 1) -> None:
    clock = made.clock
    assert isinstance(clock, FixedClock)
    clock.advance(days * DAY)


async def test_a_journal_without_models_teaches_the_first_step(tmp_path: Path) -> None:
    async with app(journal(tmp_path / "j"), start="models").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "writes one down" in shown(pilot.app.screen.query_one("#pair-empty", Static))
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FormScreen)


async def test_a_model_lives_its_whole_life(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    async with app(made, start="models").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        await write(pilot, SENTENCE, "", "Three of three", "meetings")
        await keep(pilot)
        model, status = only(made)
        assert (model.statement, model.confidence, model.why, status) == (SENTENCE, 70, "Three of three", "held")

        await pilot.press("l")
        await pilot.pause()
        assert isinstance(pilot.app.screen, GuideScreen)
        await typed(pilot, "Nobody wrote", "", "No care", "", "", "So", "I decline", "mean", "They were tired")
        await pilot.pause()
        (climb,) = made.records(Climb)
        assert (climb.data, climb.selected, climb.meaning, climb.leap) == ("Nobody wrote", "", "No care", "meaning")
        assert "The riskiest leap: from selected data to meaning added" in lines(pilot)

        for side, weight, text in (("for", "2", "It took 20 minutes"), ("ag", "1", "We decided without")):
            await pilot.press("v")
            await pilot.pause()
            await typed(pilot, side)
            pilot.app.screen.query_one("#form-weight", Input).value = weight
            await pilot.press("enter", *("space" if one == " " else one for one in text))
            await keep(pilot)
        assert len(made.records(Evidence)) == 2
        assert "For, weight 2" in lines(pilot) and "Against, weight 1" in lines(pilot)

        for text, percent in (("It decides", "70"), ("They agree", "40"), ("Nobody comes", "85")):
            await pilot.press("p")
            await pilot.pause()
            await write(pilot, text, percent, "today")
            await keep(pilot)
            assert isinstance(made.clock, FixedClock)
            made.clock.advance(dt.timedelta(minutes=1))
        assert only(made)[1] == "testing"

        await pilot.press("enter")
        for outcome in ("yes", "no", "no"):
            await pilot.press("home", "enter")
            await pilot.pause()
            await typed(pilot, outcome)
            await keep(pilot)
        assert [one.outcome for one in made.records(Prediction)] == ["yes", "no", "no"]
        assert only(made)[1] == "shaken"
        assert "Shaken 85 %: Nobody comes, and it did not come true" in " ".join(lines(pilot).split())

        tomorrow(made)
        await pilot.press("escape", "r")
        await pilot.pause()
        await typed(pilot, "partly", "60")
        await pilot.press("tab", "tab", "tab")
        await write(pilot, "Meetings without a question decide nothing")
        await keep(pilot)
        model, status = only(made)
        assert (model.statement, model.confidence, status) == ("Meetings without a question decide nothing", 60, "held")
        assert "What was believed" in lines(pilot) and SENTENCE in lines(pilot)

        tomorrow(made, 7)
        await pilot.press("r")
        await pilot.pause()
        await typed(pilot, "yes", "65")
        await keep(pilot)
        assert [(one.model, one.confidence) for one in made.records(Visit)] == [(model.id, 65)]


async def test_a_climb_is_gone_back_in_and_lost_by_nothing(tmp_path: Path) -> None:
    made = thinking(tmp_path / "j")
    async with app(made, start="models").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("L")
        await pilot.pause()
        await typed(pilot, "I decline", "It is so")
        await pilot.press("shift+tab", *"!", "escape")
        await pilot.pause()
        assert made.records(Climb) == []
        await pilot.press("L")
        await pilot.pause()
        assert pilot.app.screen.query_one("#form-belief", TextArea).text.replace("\n", "") in ("It is so!", "!It is so")
        focused = pilot.app.screen.focused
        assert focused is not None and focused.id == "form-belief"
        await typed(pilot, "", "", "", "", "", "Seen")
        await keep(pilot)
        (climb,) = made.records(Climb)
        assert (climb.way, climb.action, climb.data) == ("down", "I decline", "Seen")


async def test_only_what_works_now_is_offered(tmp_path: Path) -> None:
    made = thinking(tmp_path / "j")
    async with app(made, start="models").run_test(size=(160, 44)) as pilot:
        await pilot.pause()
        assert "r Look again" in keys(pilot) and "c Recall" not in keys(pilot)
        await pilot.press("end", "up")
        await pilot.pause()
        assert "Predictions" in lines(pilot) and "r Look again" not in keys(pilot)
        await pilot.press("end")
        await pilot.pause()
        assert "No cards yet" in lines(pilot)
        await pilot.press("home", "x")
        await pilot.pause()
        await typed(pilot, "I left")
        await pilot.pause()
        assert "r Look again" not in keys(pilot) and "retired" in lines(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert only(made)[1] == "held"


async def test_a_shaken_model_wants_an_answer(tmp_path: Path) -> None:
    made = thinking(tmp_path / "j")
    async with app(made, start="models").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        await typed(pilot, "against")
        pilot.app.screen.query_one("#form-weight", Input).value = "3"
        await pilot.press("enter", *"Twice")
        await keep(pilot)
        assert "It is shaken, and due tomorrow." in said(pilot)
        await pilot.press("r")
        await pilot.pause()
        await typed(pilot, "yes", "70")
        await keep(pilot)
        assert isinstance(pilot.app.screen, FormScreen)
        assert "what you will do differently" in said(pilot)
        pilot.app.screen.query_one("#form-differently", TextArea).text = "I ask first"
        await keep(pilot)
        assert isinstance(pilot.app.screen, ModelsScreen)
        assert made.records(Visit)[0].differently == "I ask first"


async def test_evidence_says_when_a_shaken_model_is_due_however_light_it_is(tmp_path: Path) -> None:
    """It said so only of heavy evidence, and always of tomorrow."""
    made = thinking(tmp_path / "j")
    add_evidence(made, only(made)[0], "against", 3, "Twice")
    tomorrow(made)
    async with app(made, start="models").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        await typed(pilot, "for", "1")
        await pilot.press(*"Once")
        await keep(pilot)
        assert "It is shaken, and due today." in said(pilot)


async def test_what_is_read_is_marked_as_evidence_lifted_and_made_a_card(tmp_path: Path) -> None:
    made = thinking(tmp_path / "j")
    async with app(made, start="journal").run_test(size=SIZE) as pilot:
        await pilot.pause()
        read = made.entries()[0]
        await pilot.press("v")
        await pilot.pause()
        await typed(pilot, "agenda", "against")
        await keep(pilot)
        (evidence,) = made.records(Evidence)
        assert (evidence.entry, evidence.side, evidence.text) == (read.id, "against", "The round decided at once")
        await pilot.press("l")
        await pilot.pause()
        await keep(pilot)
        lifted = next(model for model in made.records(Model) if model.origin == read.id)
        assert lifted.statement == "The round decided at once"
        await pilot.press("c")
        await pilot.pause()
        await write(pilot, "Who decided?", "The round")
        await keep(pilot)
        (card,) = made.records(Card)
        assert (card.entry, card.answer) == (read.id, "The round")
        await rested(pilot)
        assert "not asked yet" in shown(pilot.app.screen.query_one("#reader-about", Static))


async def test_a_thought_not_said_is_lifted_out_of_a_left_hand_column(tmp_path: Path) -> None:
    head = "| What was said | What I thought and did not say |\n| --- | --- |\n"
    table = f"{head}| Fine | He never asks |\n| Bye | I am alone |"
    made = journal(tmp_path / "j", entry("With Tom", table))
    async with app(made, start="journal").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("l")
        await pilot.pause()
        assert pilot.app.screen.query_one(OptionList).option_count == 2
        await pilot.press("down", "enter")
        await pilot.pause()
        assert pilot.app.screen.query_one("#form-statement", TextArea).text == "I am alone"
        await keep(pilot)
        (model,) = made.records(Model)
        assert (model.statement, model.origin) == ("I am alone", made.entries()[0].id)


async def test_cards_are_recalled_one_by_one(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("The launch", "Nobody owned the date."))
    about = made.entries()[0].id
    made.add(*(new_card(f"Question {one}", f"Answer {one}", made.now(), about) for one in "ab"))
    tomorrow(made)
    async with app(made, start="models").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, RecallScreen)
        assert "3 Good" not in shown(screen.query_one(KeyBar))
        await pilot.press("3")
        assert [card.times for card in made.records(Card)] == [0, 0]
        await pilot.press("space", "3")
        await pilot.pause()
        assert sorted(card.times for card in made.records(Card)) == [0, 1]
        await pilot.press("space", "1")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ModelsScreen)
        assert sorted(card.remembered is not None for card in made.records(Card)) == [False, True]
        assert "c Recall" not in keys(pilot)


async def test_the_answer_opens_its_entry(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("The launch", "Nobody owned the date."))
    made.add(new_card("Why?", "So", made.now(), made.entries()[0].id))
    tomorrow(made)
    async with app(made, start="models").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("c", "space", "o")
        await pilot.pause()
        assert isinstance(pilot.app.screen, JournalScreen)


async def test_today_says_what_is_due(tmp_path: Path) -> None:
    made = thinking(tmp_path / "j")
    made.add(new_prediction("The workshop decides", 70, NOW.date(), made.now()))
    made.add(new_card("Why?", "So", made.now()))
    tomorrow(made, 8)
    settings = load_settings()._replace(review_day=None)  # or a review would be due too
    async with app(made, settings=settings, start="today").run_test(size=SIZE) as pilot:
        await pilot.pause()
        wants = shown(pilot.app.screen.query_one("#today-wants", Static))
        assert "What came of it? 70 %: The workshop decides" in wants
        assert f"Still so? {SENTENCE}" in wants
        assert "1 card to recall" in wants


async def test_the_question_is_skipped_and_the_skip_undone(tmp_path: Path) -> None:
    made = journal(tmp_path / "j", entry("One"))
    async with app(made, start="today").run_test(size=SIZE) as pilot:
        await pilot.pause()
        question = pilot.app.screen.query_one("#today-question", Static)
        first = shown(question)
        await pilot.press("s")
        await pilot.pause()
        assert shown(question) != first
        assert [one.question for one in made.records(Skip)] == [first]
        await pilot.press("u")
        await pilot.pause()
        assert shown(question) == first


async def test_a_template_is_filled_in_and_a_decision_predicts(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    async with app(made, start="journal").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "ctrl+o")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        area = pilot.app.screen.query_one(TextArea)
        await keep(pilot)
        assert "Nothing is filled in yet." in said(pilot)
        await pilot.press(*"Flat")
        filled = area.text.replace("Prediction:", "Prediction: We stay").replace("Probability:", "Probability: 70 %")
        area.text = filled.replace("Review on:", "Review on: 2027-05-01")
        await keep(pilot)
        (kept,) = made.entries()
        assert (kept.title, kept.kind) == ("Flat", "reflection")
        assert "Which options" not in kept.body
        (predicted,) = made.records(Prediction)
        assert (predicted.statement, predicted.probability, predicted.entry) == ("We stay", 70, kept.id)


async def test_a_template_takes_the_place_of_nothing_that_was_typed(tmp_path: Path) -> None:
    made = journal(tmp_path / "j")
    async with app(made, start="journal").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", *"Mine", "ctrl+o")
        await pilot.pause()
        assert pilot.app.screen.query_one(TextArea).text == "Mine"
        assert "before anything is written" in said(pilot)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_the_page_fits_every_terminal(size: tuple[int, int], tmp_path: Path) -> None:
    made = thinking(tmp_path / "j")
    async with app(made, start="models").run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        room = pilot.app.screen.query_one(Page).room
        assert room >= 30
        assert pilot.app.screen.query_one(ModelList).line is not None
        assert SENTENCE.split()[0] in lines(pilot)
