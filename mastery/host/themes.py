"""The colour themes: one TOML file each, those shipped with the program and a person's own in the config folder."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import msgspec

from mastery.core.base.errors import MasteryError
from mastery.host.files import read_text
from mastery.host.paths import config_folder

_PACKAGE = Path(__file__).resolve().parent.parent
SHIPPED = (_PACKAGE / "themes", _PACKAGE.parent / "themes")
"""Inside the package in a wheel, next to it in a checkout."""


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


AUTO, LIGHT, DARK = "auto", "daylight", "dusk"
"""The setting that lets the terminal decide between two themes; the dark one if it doesn't answer."""

OF_SIXTEEN = "terminal"
"""The theme of a terminal that has sixteen colours, such as the Linux console."""


COLOURS = (
    "primary", "secondary", "accent", "foreground", "background", "surface", "panel", "success", "warning", "error",
)  # fmt: skip
COLOUR = re.compile(r"#[0-9a-fA-F]{6}|ansi_(default|(bright_)?(black|red|green|yellow|blue|magenta|cyan|white))")
EXAMPLES = '"#82aaff" or "ansi_blue"'
STYLES = frozenset(("none", "bold", "dim", "italic", "underline", "reverse", "strike"))
"""What a variable may be besides a color."""


class Choice(NamedTuple):
    """What the setting may be."""

    name: str
    says: str


class Themes(NamedTuple):
    """The themes that can be used, and a line for each file that cannot."""

    specs: list[ThemeSpec]
    problems: list[str]


def load_themes() -> Themes:
    """Every theme, the shipped ones first, sorted by name; a person's own replaces the shipped one of the same name."""
    specs: dict[str, ThemeSpec] = {}
    problems: list[str] = []
    for folder in _folders():
        for path in sorted(folder.glob("*.toml")):
            found = _read(path)
            if isinstance(found, ThemeSpec):
                specs[found.name] = found
            else:
                problems.append(found)
    return Themes(list(specs.values()), problems)


def find_theme(name: str) -> ThemeSpec | None:
    """The theme in the file of that name, if there is one: nine files need not be read to show one."""
    for folder in reversed(_folders()):
        path = folder / f"{name}.toml"
        if Path(name).name == name and path.is_file():
            found = _read(path)
            if isinstance(found, ThemeSpec) and found.name == name:
                return found
    return None


def _folders() -> tuple[Path, Path]:
    """The folder of the shipped themes, and that of a person's own."""
    return next((folder for folder in SHIPPED if folder.is_dir()), SHIPPED[0]), config_folder() / "themes"


def _read(path: Path) -> ThemeSpec | str:
    """The theme of a file, or why it is skipped."""
    try:
        found = msgspec.convert(tomllib.loads(read_text(path)), ThemeSpec)
        _check(found)
        return found
    except (OSError, ValueError, RecursionError, msgspec.ValidationError, MasteryError) as error:
        return f"The theme {path} is passed over: {str(error).rstrip('.')}."


def _check(spec: ThemeSpec) -> None:
    """Raises ValueError for an invalid color, which would crash the interface."""
    for name in COLOURS:
        if not COLOUR.fullmatch(getattr(spec, name)):
            raise ValueError(f"{name} must be a colour such as {EXAMPLES}, not {getattr(spec, name)!r}")
    for name, value in spec.variables.items():
        if not COLOUR.fullmatch(value) and not set(value.split()) <= STYLES:
            raise ValueError(f"{name} must be a colour such as {EXAMPLES}, or words such as bold, not {value!r}")


def theme_choices() -> list[Choice]:
    """What the setting may be: the themes that can be used, and the one of two that fits the terminal."""
    auto = Choice(AUTO, f"{LIGHT} or {DARK}, whichever your terminal is like")
    return [*(Choice(one.name, one.says) for one in load_themes().specs), auto]
