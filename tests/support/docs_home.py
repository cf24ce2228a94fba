"""A home for whoever reads the docs: the program, an editor, what a desktop has, and files of other programs."""

import json
import os
import shlex
import sys
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest

from mastery.host.mailing import Server
from tests.support.pages import ROOT

FILES = {
    "journal.txt": "[2026-11-02 07:10] Up before the sun.\nThe river, and nobody there. #walking\n\n"
    "[2026-11-03 21:40] Called @anna. *\nShe has read the draft.\n",
    "checkins.csv": 'day,practice,minutes,note\n2026-11-20,Guitar,30,"The barre chord, finally"\n'
    "2026-11-19,Guitar,1h 15m,\n",
    "vault/Daily/2026-11-18.md": "---\ntags: [work]\n---\n# The plan\n\nSmall.\n\n## 21:30 Later\n\nSmaller still.\n",
    "ana.pub": "age1q584y2wxjsvzaktp7hxdsqn0a9tlm6xdjdwf0azpzezxaws7zsrqumfcgl\n",
    "notes.txt": "A first thought\nA second one\n",
    "reply.txt": "Well done.\n\n> The subjunctive, at last.\nWrite three such sentences a day.\n"
    "> Something that nobody wrote\nAnd who would be glad to hear it?\n",
}
"""What lies in the home of somebody who kept a journal elsewhere, and has heard from Ana."""

EDIT = "#!/bin/sh\nprintf '\\nOne more line.\\n' >> \"$1\"\n"


def letterbox(data: bytes, to: str, through: Server) -> None:
    """Stands in the place of a mail server, which is tested in tests/cli/test_send.py."""
    assert (through.host, through.port, through.user) == ("smtp.example.org", 587, "you@example.org")
    assert (through.sender, to) == ("you@example.org", "ana@example.org") and data


def settle(home: Path, patch: pytest.MonkeyPatch) -> None:
    """Makes a folder the home: with the program on the path, an editor, and what a desktop has."""
    for variable in ("DATA", "CONFIG", "STATE", "CACHE"):
        patch.delenv(f"XDG_{variable}_HOME", raising=False)
    programs = home.parent / "bin"
    programs.mkdir(exist_ok=True)
    python, checkout = shlex.quote(sys.executable), shlex.quote(str(ROOT))
    for program, text in {
        "mastery": f'#!/bin/sh\nPYTHONPATH={checkout} exec {python} -m tests.support.frozen "$MOMENT" "$@"\n',
        "editor": EDIT,
        "editor-that-fails": f"{EDIT}exit 1\n",
        "wl-copy": "#!/bin/sh\ncat > /dev/null\n",
        "xdg-open": "#!/bin/sh\nexit 0\n",
    }.items():
        (programs / program).write_text(text)
        (programs / program).chmod(0o755)
    patch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    patch.setenv("HOME", str(home))
    patch.setenv("EDITOR", "editor")
    patch.setenv("WAYLAND_DISPLAY", "wayland-0")
    patch.setenv("MASTERY_MAIL_PASSWORD", "secret")
    patch.setenv("MOMENT", "2026-11-20T21:30")
    patch.setattr("mastery.host.mailing.send", letterbox)
    patch.chdir(home)


def furnish(home: Path) -> None:
    """Puts the files of other programs there."""
    for file, text in FILES.items():
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        (home / file).write_text(text)
    entry = {"creationDate": "2026-11-03T10:00:00Z", "timeZone": "Europe/Berlin", "text": "# From my phone\n\nA note."}
    archive(home / "Downloads/Export.zip", {"Journal.json": json.dumps({"metadata": {}, "entries": [entry]})})
    habits = "Position,Name,Question,Description,NumRepetitions,Interval,Color\n001,Run,,,1,1,#FF8F00\n"
    archive(
        home / "Loop Habits CSV 2026-11-20.zip",
        {"Habits.csv": habits, "001 Run/Checkmarks.csv": "2026-11-18,2\n2026-11-19,2\n"},
    )
    old = {"date": "2026-11-03", "time": "21:40", "title": "Old", "body": "", "tags": [], "starred": False}
    (home / "jrnl.json").write_text(json.dumps({"tags": {}, "entries": [old]}))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Ana <ana@example.org>", "you@example.org", "Re: Summary"
    mail.set_content(FILES["reply.txt"])
    (home / "reply.eml").write_bytes(mail.as_bytes())
    (home / ".config/fish/completions").mkdir(parents=True)


def archive(path: Path, files: Mapping[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as made:
        for file, text in files.items():
            made.writestr(file, text)
