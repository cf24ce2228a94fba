"""docs/commands.md is what the help says.

After a change of a command: python docs/make_commands.py
"""

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "docs" / "make_commands.py"


def test_the_page_of_commands_is_the_programs_help() -> None:
    spec = importlib.util.spec_from_file_location("make_commands", SCRIPT)
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    page = script.page()
    assert "## mastery log\n" in page and "### mastery goal add\n" in page
    assert SCRIPT.with_name("commands.md").read_text("utf-8") == page, "run: python docs/make_commands.py"
