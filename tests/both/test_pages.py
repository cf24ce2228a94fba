"""Both faces say all that a page says, each with its own signs and hints around it."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest

from mastery.cli import root
from mastery.cli.context import IN_WORDS
from mastery.cli.printing import pages as shell
from mastery.core.base.page import DRAWINGS, Face, HintName, Mark, Role, Section
from mastery.core.goals.goal import Goal
from mastery.core.pages.feedback import feedback_sections
from mastery.core.pages.goal import goal_sections
from mastery.core.pages.model import model_sections
from mastery.core.pages.practice import practice_sections
from mastery.core.pages.predictions import cards_sections, predictions_sections
from mastery.core.pages.review import review_sections
from mastery.core.review.review import SPANS, period
from mastery.core.sharing.feedback import Feedback
from mastery.core.thinking.calibration import calibration
from mastery.core.thinking.cards import Card, due_cards
from mastery.core.thinking.prediction import Prediction, judged
from mastery.host.config import load_settings
from mastery.store import Journal
from mastery.tui.pages import painting as interface
from mastery.tui.widgets.page import Page
from mastery.verbs.pages.feedback import reply_facts
from mastery.verbs.pages.goal import goal_facts
from mastery.verbs.pages.model import model_facts
from mastery.verbs.pages.review import period_facts
from mastery.verbs.sample import write_sample
from tests.support.cli import printed
from tests.support.clock import FixedClock
from tests.support.diary import NOW, filled

HEAD = interface.HEAD - 2
"""Letters of a piece in a column that are never cut."""

WIDE = 2000
"""Cells in which no text is folded."""

SIGNS = "●○✗▸│▲"
DRAWN = "█▓▒░▞▁▂▃▄▅▆▇"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """The sample journal, which has something of everything."""
    folder = tmp_path_factory.mktemp("sample") / "journal"
    write_sample(folder, FixedClock(NOW), load_settings())
    with Journal(folder, clock=FixedClock(NOW)) as journal:
        yield journal


def described(journal: Journal, face: Face) -> list[list[Section]]:
    """Every page of a journal."""
    goals = [goal_sections(goal_facts(journal, one, 0), face) for one in journal.records(Goal)]
    models = [model_sections(model_facts(journal, *one), face) for one in journal.models()]
    predictions, cards = journal.records(Prediction), journal.records(Card)
    others = [
        predictions_sections(predictions, calibration(judged(predictions, {})), face),
        cards_sections(cards, due_cards(cards, journal.now()), face, journal.now().at.tzinfo),
    ]
    periods = [period(span, journal.today()) for span in SPANS]
    replies = [feedback_sections(one, reply_facts(journal, one), face) for one in journal.records(Feedback)]
    reviews = [review_sections(period_facts(journal, one, 0, 0), face) for one in periods]
    return [
        *goals,
        *(practice_sections(one, face) for one in journal.practices()),
        *models,
        *others,
        *reviews,
        *replies,
    ]


def plain(text: str) -> str:
    """The words of a text, one blank between them."""
    return " ".join(text.translate(dict.fromkeys(map(ord, SIGNS), " ")).split())


def every(sections: list[Section]) -> Iterator[Section]:
    for one in sections:
        yield one
        if one.beside is not None:
            yield one.beside


def told(sections: list[Section], *, drawings: bool) -> list[str]:
    """What is to be read of sections: their headings where there is anything below, and the words of their pieces."""
    said = []
    for one in every(sections):
        heads = [piece._replace(text=piece.text[:HEAD]) for line in one.lines for piece in line.head]
        pieces = [*heads, *(piece for line in one.lines for piece in line.text)]
        pieces = [piece for piece in pieces if piece.kind == "text"]
        pieces = [piece for piece in pieces if piece.text and (drawings or piece.role not in DRAWINGS)]
        said += [one.heading] * bool(pieces) + [plain(piece.text) for piece in pieces]
    return said


def in_shell(sections: list[Section]) -> str:
    return plain(printed(shell.page_text(sections, lambda identity: identity[-6:]), terminal=False))


def test_both_faces_show_every_word_and_drawing(made: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)  # whoever runs the tests may say how wide they are
    pages = described(made, interface.face_of(made.today(), 100))
    assert len(pages) > 5
    for sections in pages:
        lines = interface.painted(sections, WIDE)
        screen = plain("\n".join("".join(text for text, _ in line.pieces) for line in lines))
        for said in told(sections, drawings=True):
            assert said in screen and said in in_shell(sections)


def test_the_shell_draws_nothing_where_all_is_to_be_said_in_words(made: Journal) -> None:
    with click.Context(root) as context:
        context.meta[IN_WORDS] = True
        for sections in described(made, shell.face_of(made.today())):
            text = in_shell(sections)
            assert not set(text) & set(DRAWN)
            assert all(said in text for said in told(sections, drawings=False))


def test_a_narrow_page_leaves_out_nothing_but_what_stays_one_line(made: Journal) -> None:
    for sections in described(made, interface.face_of(made.today(), 30)):
        lines = interface.painted(sections, 30)
        screen = plain(" ".join("".join(text for text, _ in line.pieces) for line in lines))
        for one in every(sections):
            for piece in (piece for line in one.lines for piece in line.text if not line.cut and line.mark != "quote"):
                assert piece.kind != "text" or plain(piece.text) in screen


def test_what_can_be_opened_is_chosen_on_the_page_and_named_in_the_shell(made: Journal) -> None:
    for sections in described(made, interface.face_of(made.today(), 100)):
        about = [line.about for one in every(sections) for line in one.lines if line.about is not None]
        assert [line.item for line in interface.painted(sections, 100) if line.item is not None] == about
        ids = [piece.text for one in every(sections) for line in one.lines for piece in line.head if piece.kind == "id"]
        assert all(one[-6:] in in_shell(sections) for one in ids)


def test_a_page_without_much_has_no_empty_headings(tmp_path: Path) -> None:
    with filled(tmp_path / "j") as journal:
        chess = next(one for one in journal.records(Goal) if one.title == "Chess")
        sections = goal_sections(goal_facts(journal, chess, 0), shell.face_of(journal.today()))
        text = printed(shell.page_text(sections, str), terminal=False)
        assert text == "Chess\nactive\n\nTime\n0 min in all, 0 min this week  ·  not used for real yet"
        hinted = printed(shell.page_text(sections, str, {"unrated": "Rate it."}), terminal=False)
        assert "Creative tension\nRate it.\n\nTime" in hinted
        lines = interface.painted(sections, 60)
        screen = "\n".join("".join(text for text, _ in line.pieces) for line in lines)
        assert "Milestones\nNone yet: e adds the first steps.\n" in screen and "Resources" not in screen


def test_the_interface_paints_every_role_and_mark_and_has_words_for_hints_of_its_own() -> None:
    styles: set[str] = set(get_args(Role)) - DRAWINGS
    styles |= {style for shades in interface.SHADES.values() for style in shades.values()}
    styles |= {style for _, style in interface.MARKS.values()}
    assert {f"page--{style}" for style in styles} <= Page.COMPONENT_CLASSES
    assert set(interface.SHADES) == DRAWINGS
    assert set(interface.MARKS) == set(get_args(Mark))
    assert set(interface.HINTS) == set(get_args(HintName)) - {"resolved"}  # a list that only a command shows
