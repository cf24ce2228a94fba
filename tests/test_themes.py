"""Every theme can be read: text stands out 4.5:1 from what it is on, 7:1 in those that promise high contrast."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mastery.host.themes import ThemeSpec, find_theme, load_themes, theme_choices
from tests.support.violations import none_of

SPECS = {spec.name: spec for spec in load_themes().specs}
TEXTS = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")
GROUNDS = ("background", "surface", "panel")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.1, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_there_are_six_and_light_dark_high_contrast_and_terminal_among_them() -> None:
    assert len(SPECS) >= 6
    assert {spec.dark for spec in SPECS.values()} == {True, False}
    assert {"high-contrast", "terminal"} <= SPECS.keys()
    assert load_themes().problems == []


def faint(spec: ThemeSpec) -> Iterator[str]:
    """Each text of a theme that does not stand out."""
    least = 7 if "contrast" in spec.name else 4.5
    for text in TEXTS:
        for ground in GROUNDS:
            if contrast(getattr(spec, text), getattr(spec, ground)) < least:
                yield f"{spec.name}: {text} on {ground}"


def test_text_stands_out() -> None:
    none_of(itertools.chain.from_iterable(faint(spec) for spec in SPECS.values() if not spec.ansi))


def test_a_broken_theme_of_ones_own_is_named_and_passed_over(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTERY_CONFIG", str(own_home / "config.toml"))
    folder = own_home / "themes"
    folder.mkdir()
    (folder / "mine.toml").write_text(
        (Path(__file__).parent.parent / "themes" / "dusk.toml").read_text().replace("dusk", "mine")
    )
    (folder / "broken.toml").write_text('name = "broken"')
    themes = load_themes()
    assert "mine" in {spec.name for spec in themes.specs}
    assert len(themes.problems) == 1
    assert "broken.toml" in themes.problems[0]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ('primary = "bleu"', "primary must be a colour"),
        ('primary = "#12"', "primary must be a colour"),
        ("primary = 7", "Expected `str`"),
        ('primery = "#123456"', "primery"),
        ('primary = "#82aaff', "line 5"),
    ],
)
def test_what_is_no_theme_is_named_and_the_interface_opens_with_another(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, broken: str, said: str
) -> None:
    monkeypatch.setenv("MASTERY_CONFIG", str(own_home / "config.toml"))
    (own_home / "themes").mkdir()
    text = (Path(__file__).parent.parent / "themes" / "dusk.toml").read_text().replace('"dusk"', '"mine"')
    assert 'primary = "#82aaff"' in text
    (own_home / "themes" / "mine.toml").write_text(text.replace('primary = "#82aaff"', broken, 1))
    assert find_theme("mine") is None
    (problem,) = load_themes().problems
    assert "mine.toml is passed over" in problem and said in problem


def test_the_theme_of_the_docs_is_one(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = (Path(__file__).parent.parent / "docs" / "themes.md").read_text()
    (text,) = re.findall(r"```toml\n(.*?)```", docs, re.DOTALL)
    monkeypatch.setenv("MASTERY_CONFIG", str(own_home / "config.toml"))
    (own_home / "themes").mkdir()
    (own_home / "themes" / "heath.toml").write_text(text)
    found = find_theme("heath")
    assert found is not None
    none_of(faint(found))
    assert all(f"`{name}`" in docs for name in ThemeSpec.__struct_fields__), "every field is explained"
    assert all(f"`{one.name}`" in docs for one in theme_choices() if one.name != "heath")
