"""The recipes of docs/reminders.md, run as printed there, with names that a shell or a prompt might take for code."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mastery.core.practices.acts import new_practice
from mastery.host.clock import SystemClock
from mastery.store import Journal
from tests.support.clock import now_of
from tests.support.pages import ROOT
from tests.support.patience import PATIENCE
from tests.support.programs import Terminal
from tests.support.shells import Typed

DOCS = (ROOT / "docs" / "reminders.md").read_text()

HOSTILE = "\\$(touch canary)`touch canary`$(touch canary)%F{red}${x:=y}#[fg=red]#(touch canary)\";'\\u"
"""The name of a folder, and so of a journal, that is not code."""


def recipe(language: str, beginning: str) -> str:
    """The block of the page that has this language and this text."""
    blocks = re.findall(r"```(\w*)\n(.*?)```", DOCS, re.DOTALL)
    return next(text for name, text in blocks if name == language and beginning in text)


def home(tmp_path: Path, **programs: str) -> dict[str, str]:
    """An environment with mastery on the path and a journal of that name; `programs` are shell scripts."""
    programs = {"mastery": f'exec {sys.executable} -m mastery "$@"', **programs}
    for name, does in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o700)
    return {
        "PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path), "TERM": "xterm", "LANG": "C.UTF-8",
        "COLUMNS": "200", "LINES": "24", "PYTHONPATH": str(ROOT), "MASTERY_JOURNAL": str(tmp_path / HOSTILE),
    }  # fmt: skip


def hostile_practice(tmp_path: Path) -> None:
    """A journal with a practice of such a name due today."""
    with Journal(tmp_path / HOSTILE, clock=SystemClock()) as journal:
        name = f'"; do shell script "touch canary" -- {HOSTILE} END'
        journal.add(new_practice(name, "daily", journal.today(), now_of(journal.clock)))
        journal.entries()


PROMPTS = {
    "bash": (["bash", "--norc", "-i"], recipe("sh", "PS1=")),
    "zsh": (["zsh", "-f", "-i"], "setopt prompt_subst\n" + recipe("zsh", "PROMPT=")),
    "fish": (["fish", "--no-config", "-i"], recipe("fish", "fish_right_prompt")),
}


@pytest.mark.parametrize("name", PROMPTS)
def test_a_prompt_shows_a_name_and_runs_none_of_it(tmp_path: Path, name: str) -> None:
    command, begin = PROMPTS[name]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this machine")
    begin = begin.replace("{streak}", "{journal}")
    assert "{journal}" in begin
    width = "stty cols 400"  # fish leaves out what does not fit
    typed = Typed(["sh", "-c", f"cd {tmp_path}; {width}; exec {' '.join(command)}"], home(tmp_path), begin)
    try:
        seen = typed.type("\n", HOSTILE.encode())
    finally:
        typed.close()
    assert HOSTILE.encode() in seen
    assert not (tmp_path / "canary").exists()


def test_tmux_shows_a_name_and_runs_none_of_it(tmp_path: Path) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not on this machine")
    setting = recipe("", "status-right").replace("{streak}", "{journal}")
    (tmp_path / "tmux.conf").write_text(f"{setting}\nset -g status-right-length 390\n")
    env = home(tmp_path)
    command = ["env", *(f"{key}={value}" for key, value in env.items())]
    command += ["sh", "-c", f"cd {tmp_path}; exec tmux -S {tmp_path}/socket -f tmux.conf new-session cat"]
    try:
        with Terminal(command, columns=400) as terminal:
            terminal.wait("due")
    finally:
        subprocess.run(["tmux", "-S", str(tmp_path / "socket"), "kill-server"], check=False, capture_output=True)
    assert not (tmp_path / "canary").exists()


def said(tmp_path: Path, script: str, program: str) -> list[str]:
    """The arguments that a stand-in for the desktop's program gets from a recipe."""
    hostile_practice(tmp_path)
    env = home(tmp_path, **{program: f'printf "%s\\0" "$@" > {tmp_path}/arguments'})
    subprocess.run(["/bin/sh", "-c", script], env=env, cwd=tmp_path, check=True, timeout=PATIENCE)
    assert not (tmp_path / "canary").exists()
    return (tmp_path / "arguments").read_text().split("\0")[:-1]


@pytest.mark.parametrize("begin", ["ExecStart=", "30 18,20"])
def test_a_reminder_is_an_argument_of_the_notification(tmp_path: Path, begin: str) -> None:
    line = next(line for line in DOCS.splitlines() if line.startswith(begin))
    script = shlex.split(line.partition("-c ")[2].replace("$$", "$"))[0]
    title, text = said(tmp_path, script, "notify-send")
    assert title == "mastery" and '"; do shell script "touch canary"' in text and HOSTILE in text


def test_a_reminder_is_an_argument_of_apple_script(tmp_path: Path) -> None:
    script = "said=$(mastery remind) && " + recipe("", "osascript").strip()
    *code, text = said(tmp_path, script, "osascript")
    assert '"; do shell script "touch canary"' in text and HOSTILE in text
    assert code[1::2] == ["on run argv", 'display notification (item 1 of argv) with title "mastery"', "end run"]
    assert code[::2] == ["-e"] * 3
