"""The styles parsed once are the styles Textual's own sheet would have."""

from pathlib import Path

from textual.color import Color
from textual.css.stylesheet import Stylesheet

from mastery.tui.places import SCREENS
from tests.support.diary import filled
from tests.tui.support import app


def rules(sheet: Stylesheet) -> list[tuple[str, str]]:
    """What the sheet says, in its order."""
    return [(rule.selectors, repr(rule.styles.get_rules())) for rule in sheet.rules]


async def test_styles_are_what_they_would_be_if_all_were_parsed_anew(tmp_path: Path) -> None:
    """On every screen, and after each change of the theme."""
    made = app(filled(tmp_path / "diary"), start="today")
    async with made.run_test() as pilot:
        for theme in ("dusk", "paper", "dusk"):
            made.theme = theme
            for number, _ in enumerate(SCREENS, 1):
                await pilot.press(str(number))
                await pilot.pause()
                anew = made.stylesheet.copy()  # Textual's own
                anew.parse()
                assert rules(made.stylesheet) == rules(anew)
                assert made.screen.styles.background == Color.parse(made.current_theme.background)


async def test_a_source_is_parsed_once_while_the_theme_stays(tmp_path: Path) -> None:
    """A theme's change makes other rules; a screen shown first adds to those there are."""
    made = app(filled(tmp_path / "diary"), start="today")
    async with made.run_test() as pilot:
        await pilot.pause()
        before = made.stylesheet.rules
        await pilot.press("5")
        await pilot.pause()
        after = {id(rule) for rule in made.stylesheet.rules}
        assert len(after) > len(before)
        assert all(id(rule) in after for rule in before)
        made.theme = "paper"
        await pilot.pause()
        assert not after & {id(rule) for rule in made.stylesheet.rules}
