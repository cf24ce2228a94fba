"""The pages of predictions and recall cards: what is due, what came of it, and how well calibrated one is."""

import datetime as dt
from collections.abc import Sequence

from mastery.core.base.clock import in_zone
from mastery.core.base.page import Face, Line, Mark, Piece, Section, hint, plain, to_the_right
from mastery.core.base.phrases import count
from mastery.core.pages.parts import due_text
from mastery.core.thinking.calibration import Calibration, said
from mastery.core.thinking.cards import Card, is_recalled, recall_text
from mastery.core.thinking.prediction import Outcome, Prediction, is_surprise, open_ones, resolved_ones

CAME: dict[Outcome, tuple[str, Mark]] = {
    "yes": ("came true", "done"),
    "no": ("did not", "failed"),
    "void": ("void", "void"),
}
"""What came of a prediction: in words, and its mark."""

PLOT = 64, 18
"""The most columns, and the rows, of the plot of calibration."""


def prediction_line(one: Prediction, face: Face) -> Line:
    """A prediction: how sure, what came of it or by when it will be known, what was said, what was learnt of it."""
    is_due = not one.outcome and one.by <= face.today
    if one.outcome:
        state, mark = CAME[one.outcome]
    else:
        state = due_text(one.by, face) if is_due else f"by {face.near(one.by)}"
        mark = "due" if is_due else "open"
    head = (Piece(f"{one.probability:>2} %", "strong"), Piece(state, "late" if is_due or is_surprise(one) else "dim"))
    return Line([Piece(one.statement), Piece(one.why, "dim")], head, about=one, mark=mark)


def predictions_sections(predictions: Sequence[Prediction], calibration: Calibration, face: Face) -> list[Section]:
    """The page of all predictions: those that are due, those to come, how well calibrated, those that are resolved."""
    still = [prediction_line(one, face) for one in open_ones(predictions)]
    first, *rest = calibration_sections(calibration, face)
    return [
        Section("", [plain("Predictions", "title")]),
        Section("", [] if predictions else [Line([hint("predict")])]),
        Section("Due: what came of it?", [one for one in still if one.mark == "due"]),
        Section("Open", [one for one in still if one.mark != "due"]),
        *([first._replace(heading="Calibration"), *rest] if predictions else []),
        Section("Resolved", [prediction_line(one, face) for one in resolved_ones(predictions)]),
    ]


def calibration_sections(calibration: Calibration, face: Face) -> list[Section]:
    """How well stated and real chances agree: the plot, the bands, what it means; the first that there is comes first.

    The bands are in the plot too, for anyone who sees it, but not their numbers.
    """
    rows: list[str] = []
    if calibration.is_enough and face.room:
        from mastery.core.review.plots import calibration_plot, plot_rows

        rows = plot_rows(calibration_plot(calibration), min(PLOT[0], face.room), PLOT[1])
    sections = [
        [Line([Piece(row)], cut=True) for row in rows],
        _bands(calibration),
        [plain(one) for one in said(calibration)],
    ]
    return [Section("", lines) for lines in sections if lines]


def _bands(calibration: Calibration) -> list[Line]:
    numbers = to_the_right([count(one.number, "prediction") for one in calibration.bands])
    came = to_the_right([f"{one.came:,} came true" for one in calibration.bands])
    return [
        Line(
            [Piece(f"{one.interval[0]:.0%} to {one.interval[1]:.0%}", "dim")],
            [Piece(f"{f'{one.low}–{one.high - 1} %':>7}"), Piece(number), Piece(true)],
            cut=True,
        )
        for one, number, true in zip(calibration.bands, numbers, came, strict=True)
    ]


def cards_sections(cards: Sequence[Card], due: Sequence[Card], face: Face, zone: dt.tzinfo | None) -> list[Section]:
    """The page of the recall cards: those to be asked today, then the others; `zone` is the local one."""
    asked = [Piece(f"{count(len(due), 'card')} to recall", "late"), hint("recall", "late")]
    line = Line(asked) if due else plain("Nothing to recall today", "dim")
    ids = {one.id for one in due}
    return [
        Section("", [plain("Recall", "title"), *[line] * bool(cards)]),
        Section("", [] if cards else [Line([hint("cards")])]),
        Section("Today", [_card(one, face, zone) for one in due]),
        Section("Later", [_card(one, face, zone) for one in cards if one.id not in ids]),
    ]


def _card(one: Card, face: Face, zone: dt.tzinfo | None) -> Line:
    """A card, when it is asked again, and whether it was known."""
    mark: Mark = "open" if one.asked is None else "done" if is_recalled(one) else "forgotten"
    day = Piece(face.near(in_zone(one.memory.due, zone).date()), "dim")
    return Line([Piece(one.title), Piece(recall_text(one), "dim")], [day], about=one, mark=mark)
