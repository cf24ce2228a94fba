"""What the screens look like, letter by letter.

After a wanted change: MASTERY_DRAW=1 pytest tests/tui/test_pictures.py, and look at the difference.
"""

from pathlib import Path

import pytest

from tests.support.diary import entry, filled, journal
from tests.tui.support import app, before, picture, rested

ENTRIES = (
    entry("A year ago", "It was raining then, too.", days_ago=365),
    entry("Called @anna", "She had read the draft.", days_ago=3, starred=True),
    entry("The workshop ended without a decision", "And it was the best one so far. #work", days_ago=1, kind="lesson"),
    entry("日本語のタイトル", "Wide letters, emoji 🎉, and مرحبا.", hour=9),
    entry("Finished the first draft", "It reads better than I *feared*.\n\n- shorter\n- clearer\n\n#writing", hour=18),
)
SHOTS = {
    "today": ("today", ()),
    "journal": ("journal", ()),
    "filter": ("journal", ("f", *"draft")),
    "compose": ("today", ("n", *"yesterday: Talk with @anna")),
    "help": ("today", ("question_mark",)),
    "review": ("review", ()),
    "review-guide": ("review", ("r", "enter")),
}


@pytest.mark.parametrize("name", SHOTS)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_screen_looks_as_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, size: tuple[int, int]
) -> None:
    monkeypatch.setattr("mastery.tui.screens.compose.SAVE_EVERY", 600)  # "draft on disk" would come in between
    start, keys = SHOTS[name]
    shown = app(journal(tmp_path / "j", *ENTRIES), start=start)
    async with shown.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await rested(pilot)
        seen = picture(shown)
    assert seen == before(name, size, seen)


@pytest.mark.parametrize("start", ["goals", "today", "review"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_goals_and_practices_look_as_they_did(tmp_path: Path, start: str, size: tuple[int, int]) -> None:
    shown = app(filled(tmp_path / "j"), start=start)
    async with shown.run_test(size=size) as pilot:
        await pilot.press(*("down", "enter") if start == "goals" else ())
        await pilot.pause()
        seen = picture(shown)
    assert seen == before(f"{start}-filled", size, seen)


async def test_an_empty_journal_teaches_the_next_step(tmp_path: Path) -> None:
    for start, step in (
        ("today", "mastery log"),
        ("journal", "n"),
        ("goals", "sets a goal"),
        ("share", "adds a mentor"),
    ):
        shown = app(journal(tmp_path / start), start=start)
        async with shown.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert step in picture(shown)
