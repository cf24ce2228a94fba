"""The colour themes: one TOML file each, those shipped with the program and a person's own in the config folder."""

import tomllib
from pathlib import Path
from typing import NamedTuple

import msgspec

from mastery.store.config import config_folder

_PACKAGE = Path(__file__).resolve().parent.parent
SHIPPED = (_PACKAGE / "themes", _PACKAGE.parent / "themes")
"""Inside the package in a wheel, beside it in a checkout."""


class ThemeSpec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A theme: colours as "#rrggbb" or the names of a terminal's own, "ansi_blue"."""

    name: str
    says: str = ""
    """What it is like, in a few words."""
    dark: bool
    ansi: bool = False
    """Whether the terminal's own colours are used."""
    primary: str
    secondary: str
    accent: str
    foreground: str
    background: str
    surface: str
    panel: str
    success: str
    warning: str
    error: str
    variables: dict[str, str] = {}
    """Further variables of Textual's design system."""


class Themes(NamedTuple):
    """The themes that can be used, and a line for each file that cannot."""

    specs: list[ThemeSpec]
    problems: list[str]


def load_themes() -> Themes:
    """Every theme, the shipped ones first, sorted by name; a person's own replaces a shipped one of its name."""
    specs: dict[str, ThemeSpec] = {}
    problems: list[str] = []
    shipped = next((folder for folder in SHIPPED if folder.is_dir()), SHIPPED[0])
    for folder in (shipped, config_folder() / "themes"):
        for path in sorted(folder.glob("*.toml")):
            try:
                spec = msgspec.convert(tomllib.loads(path.read_text("utf-8")), ThemeSpec)
            except (OSError, ValueError, RecursionError, msgspec.ValidationError) as error:
                problems.append(f"The theme {path} is passed over: {error}.")
            else:
                specs[spec.name] = spec
    return Themes(list(specs.values()), problems)


def theme_specs() -> list[ThemeSpec]:
    """The themes that can be used."""
    return load_themes().specs
