"""docs/commands.md is what the help says, and docs/keys.md what the interface has.

After a change of a command: python docs/make_commands.py; of a key: python docs/make_keys.py
"""

import importlib.util
from pathlib import Path

from mastery.host.topics import interface_keys

DOCS = Path(__file__).parents[1] / "docs"


def made(name: str) -> str:
    """The page that a script of docs/ makes."""
    spec = importlib.util.spec_from_file_location(f"make_{name}", DOCS / f"make_{name}.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    page: str = script.page()
    return page


def test_the_page_of_commands_is_the_programs_help() -> None:
    page = made("commands")
    assert "## mastery log\n" in page and "### mastery goal add\n" in page
    assert (DOCS / "commands.md").read_text("utf-8") == page, "run: python docs/make_commands.py"


def test_the_page_of_keys_has_every_key() -> None:
    page = made("keys")
    assert all(f"`{one.id}` |" in page for one in interface_keys())
    assert "| `?` | Keys of this screen | `main.help` |" in page and "`escape`" in page
    assert all(letter.isprintable() or letter == "\n" for letter in page)
    assert (DOCS / "keys.md").read_text("utf-8") == page, "run: python docs/make_keys.py"
