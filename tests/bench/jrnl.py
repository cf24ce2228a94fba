"""jrnl, which `mastery log` is held against: in a venv of its own, on a text file of the same entries."""

import subprocess
import venv
from pathlib import Path

WANTED = "jrnl==4.*"

CONFIG = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: true
indent_character: '|'
journals:
  default:
    journal: {text}
linewrap: 79
tagsymbols: '#@'
template: false
timeformat: '%F %r'
version: {version}
"""


class Missing(Exception):
    """jrnl cannot be had here."""


def installed(folder: Path) -> Path:
    """The command jrnl in a venv in that folder, made on first need. Raises Missing where the index is out of reach."""
    program = folder / "bin" / "jrnl"
    if program.exists():
        return program
    venv.create(folder, clear=True, with_pip=True)
    done = subprocess.run(
        [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--retries=1", WANTED],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise Missing("no network")
    return program


def command(program: Path, text: Path) -> list[str]:
    """jrnl on a text file; what is to be written follows."""
    said = subprocess.check_output([str(program), "--version"], text=True)
    config = text.with_suffix(".yaml")
    config.write_text(CONFIG.format(text=text, version=said.split()[1]), "utf-8")
    return [str(program), "--config-file", str(config)]
