"""Wide, combining and joined letters in every list: no line is longer or shorter than its place, no column moves."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from mastery.core.goals.acts import new_goal, new_rating
from mastery.core.practices.acts import new_practice
from mastery.core.thinking.acts import new_card, new_model, new_prediction
from mastery.store import Journal
from mastery.tui.widgets.picklist import clean, cut, marked
from tests.support.clock import now_of
from tests.support.diary import NOW, entry, journal
from tests.tui.support import app, drawn, rested

FAMILY, FLAG = "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1ea\U0001f1f8"
THUMB, HEART = "\U0001f44d\U0001f3fd", "\u2764\ufe0f"
TITLES = (
    "日本語のタイトルはとても長くて一行には入りきらないかもしれないと思う",
    f"A family {FAMILY}, a flag {FLAG}, a thumb {THUMB}, a heart {HEART}",
    "cafe\u0301 e\u0301e\u0301e\u0301 combining",
    "مرحبا بالعالم هذا عنوان",
    "Hangul \u1100\u1161\u11a8\u1100\u1161\u11a8 zero\u200bwidth",
    "ไทยที่นี่",
    "z\u0337\u0322a\u0335l\u0336g\u0334o\u0338",
)
PIECES = [*"日본 ax", FAMILY, FLAG, THUMB, HEART]
PIECES += ["e\u0301", "م", "\u1100\u1161\u11a8", "\u200b", "z\u0337\u0322", "ที่", "\u0301", "\u200d"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
SPANS = st.lists(st.integers(0, 20), max_size=4).map(
    lambda places: list(zip(*[iter(sorted(places))] * 2, strict=False))
)


@given(TEXTS, st.integers(0, 20), SPANS)
def test_a_line_fills_its_place_whatever_is_in_it(text: str, width: int, spans: list[tuple[int, int]]) -> None:
    text = clean(text)
    assert cell_len(cut(text, width)) <= width
    segments = marked(text, width, Style(), spans, Style(bold=True))
    assert sum(cell_len(one.text) for one in segments) == width, "as parts"
    assert cell_len("".join(one.text for one in segments)) == width, "as a whole"


def of_all_kinds(path: Path) -> Journal:
    """A journal in which every kind of record has every title."""
    made = journal(path, *(entry(title, f"{title}\n{title}", hour=hour) for hour, title in enumerate(TITLES)))
    clock, today = made.clock, NOW.date()
    for title in TITLES:
        goal = new_goal(title, now_of(clock), vision=title)
        made.add(
            goal, new_practice(title, "daily", today, now_of(clock), minutes=20), new_model(title, 70, now_of(clock))
        )
        made.add(new_prediction(title, 60, today, now_of(clock)), new_card(title, title, now_of(clock)))
        made.act("rate", made=[new_rating(goal, 8, 3, title, today, now_of(clock))])
    made.add(gone := entry(TITLES[0], hour=23))
    made.delete(gone)
    return made


PLACES = ("1", "2", "3", "4", "4G", "5", "6", "/e", "/日", "t", "5w", "2f")
"""Keys to each list."""


@pytest.mark.parametrize("keys", PLACES)
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)], ids=str)
async def test_every_line_is_as_wide_as_the_screen_and_columns_stand(
    tmp_path: Path, size: tuple[int, int], keys: str
) -> None:
    ui = app(of_all_kinds(tmp_path / "j"), start="today")
    async with ui.run_test(size=size) as pilot:
        for key in keys:
            await pilot.press({"/": "slash"}.get(key, key))
            await rested(pilot)
        lines = drawn(ui)
    assert any(clean(title)[:5] in line for line in lines for title in TITLES) or keys in ("5", "6", "5w")
    assert {cell_len(line) for line in lines} == {size[0]}
    for border in "▏│":
        places = [cell_len(line[: line.index(border)]) for line in lines if border in line]
        assert len(set(places)) <= 1, lines
