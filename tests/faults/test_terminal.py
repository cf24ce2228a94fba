"""No text of a journal commands the terminal: every command, in a pseudo-terminal, on a hostile journal."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from mastery.core.upkeep.kinds import RECORDS
from tests.support.faults.calls import LEAVES, commands, runs
from tests.support.faults.poison import POISON, hostile_journal, identity
from tests.support.faults.sweep import Run
from tests.support.pages import ROOT
from tests.support.programs import PROGRAM, Terminal

OURS = re.compile(r"\x1b\[(?:0|1|2|4|33|36)m")
"""The styles that the program gives what it prints."""

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")

TYPED = POISON.replace("\0", "")
"""What a person may type or paste: a command line holds no NUL."""

COMPLETING = {"MASTERY_JOURNAL": ".", "COMP_CWORD": "3"}

RUNS = [
    Run(["--plain"], f"goal list\nlog {TYPED}\nshow last\n{TYPED}\nquit\n"),
    Run(["--journal-name", TYPED, "list"]),
    Run([TYPED]),
    Run([f"--{TYPED}"]),
    Run(["goal", TYPED]),
    Run(["list"], env={"MASTERY_CONFIG": "bad.toml"}),
    Run(["config"], env={"MASTERY_CONFIG": "good.toml"}),
    Run(["config", "journals"], env={"MASTERY_CONFIG": "good.toml"}),
    Run(["-j", "x", "list"], env={"MASTERY_CONFIG": "good.toml"}),
    Run(["list"], env={"MASTERY_CONFIG": f"no-file {TYPED}"}),
    Run(["list"], env={"MASTERY_CONFIG": f"no-folder {TYPED}/config.toml"}),
    Run(["config", "theme", "dusk"], env={"MASTERY_CONFIG": f"no-folder {TYPED}/config.toml"}),
    Run(["share", identity("mentors", "open"), "--send", "--from", "2026-11-01"], env={"MASTERY_CONFIG": "good.toml"}),
    Run(["log"], env={"EDITOR": f"no-editor {TYPED}"}),
    Run(["log"], env={"EDITOR": f"'no {TYPED}"}),
    Run(["log"], env={"EDITOR": f"no{TYPED}"}),
    Run(["show", "half \ud83d of a letter"]),
    Run(["goal", "add", "half \udc80 of a byte"]),
    *(
        Run([], env=COMPLETING | {"_MASTERY_COMPLETE": f"{shell}_complete", "COMP_WORDS": f"mastery {line} "})
        for shell in ("bash", "zsh", "fish")
        for line in ("goal show", "list --tag", "done")
    ),
]
"""Runs that the table of commands does not cover."""

FILES = {
    "reply.txt": f"Well done {POISON}\n\n> Entry title {POISON} end\nMore {POISON}\n",
    "jrnl.txt": f"[2026-11-02 07:10] Up {POISON} early.\nBody {POISON}\n\n[2026-99-99 07:10] x{POISON}\n",
    "bad.toml": f'theme = "{"".join(f"{chr(92)}u{ord(one):04x}" for one in POISON)}"\nday_starts_at = "\\u001b[31m"\n',
    "good.toml": '[journals]\n"x\\u001b[31m\\u202e" = "/tmp/\\u001b[31m"\n'
    '[mail]\nhost = "no\\u009b.invalid"\nfrom = "me@\\u202e.org"\n',
}


def all_runs(*, whole: bool) -> list[Run]:
    """Every command with a hostile name, and the runs that the table does not cover."""
    ids = {kind.table: identity(kind.table, "open") for kind in RECORDS} | {"deleted": identity("entries", "deleted")}
    return [*runs(ids, TYPED, whole=whole), *RUNS]


def test_every_command_is_in_the_table() -> None:
    assert set(commands()) == set(LEAVES)


def swept(tmp_path: Path, made: list[Run]) -> list[tuple[Run, str, object]]:
    """What reached the terminal at each run."""
    journal = tmp_path / "journal"
    hostile_journal(journal)
    for name, text in FILES.items():
        (journal / name).write_text(text)
    (tmp_path / "runs.json").write_text(json.dumps([(run.args, run.typed, dict(run.env)) for run in made]))
    home = tmp_path / "home"
    home.mkdir()
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", "EDITOR": "true"}
    args = [str(journal), str(tmp_path / "runs.json"), str(tmp_path / "seen.json")]
    program = [sys.executable, "-m", "tests.support.faults.sweep", *args]
    subprocess.run(program, env=env, cwd=ROOT, check=True, timeout=600, start_new_session=True)
    seen = json.loads((tmp_path / "seen.json").read_text())
    return [(run, bytes.fromhex(data).decode(), code) for run, (data, code) in zip(made, seen, strict=True)]


def harmful(text: str) -> list[str]:
    """Forbidden characters that arrived."""
    return FORBIDDEN.findall(OURS.sub("", text))


def test_no_text_of_a_journal_commands_the_terminal(tmp_path: Path, rounds: Callable[[int, int], int]) -> None:
    found = swept(tmp_path, all_runs(whole=rounds(0, 1) == 1))
    harmed = {" ".join(run.args).replace(TYPED, "POISON")[:100]: len(harmful(text)) for run, text, _ in found}
    assert {call: number for call, number in harmed.items() if number} == {}
    assert [run.args for run, _, code in found if code not in (0, 1, 2, 130, None)] == []


def test_no_text_commands_the_terminal_of_a_separate_process(tmp_path: Path) -> None:
    hostile_journal(tmp_path / "journal")
    program = [*PROGRAM, "--journal", str(tmp_path / "journal")]
    for args in (["show", "last"], ["goal", "show", TYPED], ["export", "--to", "json"], [f"--{TYPED}"]):
        with Terminal([*program, *args]) as terminal:
            terminal.ended()
            while terminal.read():
                pass
        assert terminal.drawn
        assert harmful(terminal.drawn.decode().replace("\r\n", "\n")) == [], args
