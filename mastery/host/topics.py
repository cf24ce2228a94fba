"""What `mastery help` has besides the commands: topics, a Markdown file each, and the keys of the interface."""

from collections.abc import Mapping
from pathlib import Path

from mastery.core.base.keys import Key, Problem, problems, read_keys

_HELP = Path(__file__).resolve().parent.parent / "help"


def topics() -> dict[str, str]:
    """Every topic's text by its name, in the order of their names."""
    return {path.stem: path.read_text("utf-8") for path in sorted(_HELP.glob("*.md"))}


def interface_keys() -> list[Key]:
    """The keys of the interface that can be changed."""
    return read_keys((_HELP / "keys.txt").read_text("utf-8"))


def key_problems(chosen: Mapping[str, str]) -> list[Problem]:
    """What is wrong with the keys of the config."""
    return problems(chosen, interface_keys()) if chosen else []
