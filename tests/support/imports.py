"""What a fresh Python loads, and what is slow to load."""

import subprocess
import sys

HEAVY = ("textual", "rich", "markdown_it", "sqlite3", "tinydb", "dateutil", "jinja2", "tomlkit", "subprocess")


def imported(code: str) -> set[str]:
    """The modules a fresh Python has loaded after the code."""
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.split())
