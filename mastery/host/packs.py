"""Prompt packs and entry templates: files shipped with the program, and a person's own in the config folder."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from mastery.core.base.errors import MasteryError
from mastery.core.writing.prompts import Pack, read_pack
from mastery.core.writing.templates import Template, read_template
from mastery.host.files import read_text
from mastery.host.paths import config_folder

T = TypeVar("T")

_PACKAGE = Path(__file__).resolve().parent.parent


class Packs(NamedTuple):
    """The prompt packs that can be used, and a line for each file that cannot."""

    packs: list[Pack]
    problems: list[str]


class Templates(NamedTuple):
    """The templates that can be used, and a line for each file that cannot."""

    templates: list[Template]
    problems: list[str]


def load_packs() -> Packs:
    """Every prompt pack, by its name; a person's own replaces the shipped one of the same name (an empty one disables
    it)."""
    return Packs(*_load("prompts", ".toml", read_pack, "prompt pack"))


def load_templates() -> Templates:
    """Every template, by its name; a person's own replaces the shipped one of the same name."""
    return Templates(*_load("templates", ".md", read_template, "template"))


def _load(folder: str, ending: str, read: Callable[[str, str], T], noun: str) -> tuple[list[T], list[str]]:
    found: dict[str, T] = {}
    problems: list[str] = []
    for where in (_PACKAGE / folder, config_folder() / folder):
        for path in sorted(where.glob(f"*{ending}")):
            try:
                found[path.stem] = read(path.stem, read_text(path))
            except (OSError, ValueError, MasteryError) as error:
                problems.append(f"The {noun} {path} is passed over: {str(error).rstrip('.')}.")
    return [found[name] for name in sorted(found)], problems
