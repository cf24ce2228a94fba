"""No text of a journal commands the terminal: every command in a pseudo-terminal, on a journal that is full of such."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from mastery.cli import root
from mastery.core.tables import RECORDS
from mastery.exchange import formats
from tests.faults.hostile import POISON, hostile_journal, identity
from tests.faults.support import PROGRAM, Terminal
from tests.faults.sweep import Run
from tests.pages import ROOT

OURS = re.compile(r"\x1b\[(?:0|1|2|4|33|36)m")
"""The styles that the program gives what it prints."""

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")

TYPED = POISON.replace("\0", "")
"""What a person may type or paste: a command line holds no NUL."""

LEAVES: dict[str, list[str]] = {
    "backup": ["", "--list"],
    "completion": ["bash", "zsh", "fish"],
    "config": ["", "theme", "theme POISON", "editor POISON"],
    "delete": ["{entries}", "--draft"],
    "demo": ["--keep POISON"],
    "doctor": ["", "--mend"],
    "done": ["{practices} --note POISON", "{practices}", "practice"],
    "edit": ["{entries}", "--draft"],
    "export": [
        "--list",
        "--to json",
        "--to csv --output out",
        "--to csv --output POISON",
        "--to markdown --goal {goals}",
    ],
    "feedback": [""],
    "feedback add": ["--from reply.txt --mentor {mentors}", "--from reply.txt", "--from POISON"],
    "feedback list": [""],
    "feedback show": ["1", "2"],
    "feedback keep": [
        "1 --as entry",
        "1 --as evidence --model {models}",
        "1 --as commitment --of 2",
        "1 --as evidence",
        "9 --as entry",
    ],
    "goal": [""],
    "goal add": ["POISON", "Title --vision POISON --reality POISON --why POISON --milestone POISON"],
    "goal edit": ["{goals} --why POISON", "{goals} --title POISON", "{goals}"],
    "goal list": ["", "--all"],
    "goal show": ["{goals}", "goal"],
    "goal rate": ["{goals} --vision 8 --reality 3 --note POISON", "{goals}"],
    "goal milestone": [
        "{goals} POISON",
        "{goals} milestone --done --note POISON",
        "{goals} milestone --undone",
        "{goals} milestone --remove",
    ],
    "goal obstacle": ["{goals} POISON", "{goals} POISON --model {models}", "{goals} obstacle --remove"],
    "goal achieve": ["{goals} --note POISON", "{goals}"],
    "goal pause": ["{goals} --why POISON"],
    "goal resume": ["{goals}"],
    "goal drop": ["{goals} --why POISON", "{goals}"],
    "goal link": ["{goals} {entries}", "{goals} {entries} --remove"],
    "goal delete": ["{goals}"],
    "help": ["", "log", "POISON"],
    "import": [
        "--list",
        "--from jrnl jrnl.txt",
        "--from POISON jrnl.txt",
        "--dry-run --from jrnl jrnl.txt",
        "--from json x",
    ],
    "list": ["", "--trash", "--goal {goals}", "--tag POISON"],
    "log": ["POISON", "Title --tag x", "--goal {goals} POISON", "--template lesson", "--template POISON", "-"],
    "mentor": [""],
    "mentor add": ["POISON --tag x", "Ben --email POISON"],
    "mentor edit": ["{mentors} --name POISON", "{mentors} --tag x", "mentor --tag x"],
    "mentor list": [""],
    "mentor remove": ["{mentors}"],
    "model": [""],
    "model add": ["POISON --confidence 60 --about POISON --why POISON", "POISON"],
    "model list": ["", "--all", "--due", "--about POISON"],
    "model show": ["{models}"],
    "model edit": ["{models} --about POISON", "{models} --statement POISON", "{models}"],
    "model climb": ["{models} --belief POISON", "{models}", "{models} --down"],
    "model evidence": ["{models} POISON --for", "{models} POISON --against --weight 3 --entry {entries}", "{models}"],
    "model revisit": ["{models} --still no --confidence 30 --why POISON --change nothing", "{models}"],
    "model revise": ["{models} POISON --confidence 30 --why POISON", "{models}"],
    "model retire": ["{models} --why POISON", "{models}"],
    "model delete": ["{models}"],
    "practice": [""],
    "practice add": ["POISON daily", "Guitar POISON", "POISON daily --dry-run"],
    "practice list": ["", "--all"],
    "practice edit": ["{practices} --title POISON", "{practices} --cadence weekly"],
    "practice rest": ["{practices} --from today --to tomorrow --why POISON", "{practices} --end", "all --end"],
    "practice end": ["{practices}"],
    "practice delete": ["{practices}"],
    "predict": [""],
    "predict add": ["POISON -p 60 --by sunday --about POISON", "POISON", "POISON -p 60 --by POISON"],
    "predict list": ["", "--all", "--due"],
    "predict resolve": ["{predictions} yes --why POISON", "{predictions} no", "{predictions}"],
    "predict delete": ["{predictions}"],
    "predict calibration": ["", "--about POISON", "--model {models}"],
    "prompt": ["", "POISON", "--skip"],
    "recall": ["", "--limit 1"],
    "recall add": ["POISON POISON --entry {entries}"],
    "recall list": [""],
    "recall grade": ["{cards} good"],
    "recall delete": ["{cards}"],
    "remind": [""],
    "restore": ["{deleted}", "POISON"],
    "restore-backup": ["", "POISON"],
    "review": [
        "week",
        "month",
        "year",
        "week --write",
        "week --picture tension --goal {goals}",
        "week --picture map --count x",
    ],
    "search": ["end", "POISON", "title"],
    "share": [
        "{mentors} --from 2026-11-01",
        "{mentors} --from 2026-11-01 --note POISON --ask POISON",
        "{mentors} --from 2026-11-01 --output sent.md",
        "{mentors} --from 2026-11-01 --output POISON",
        "{mentors} --from 2026-11-01 --send",
        "{mentors} --from 2026-11-01 --encrypt",
        "--sent",
        "--sent --format json",
        "--show 1",
        "mentor",
    ],
    "show": ["{entries}", "last", "{deleted} --trash"],
    "status": ["", "--format json", "--format {{today}}POISON"],
    "streak": ["", "{practices}"],
    "tags": ["", "--by-name"],
    "templates": [""],
    "themes": [""],
    "timer": [""],
    "timer start": ["{goals}", "POISON", ""],
    "timer pause": [""],
    "timer stop": ["--note POISON", "--drop"],
    "today": [""],
    "undo": [""],
}
"""What each command is called with: {table} is a record's id, POISON the hostile text."""

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
    Run(["log"], env={"EDITOR": f"no-editor {TYPED}"}),
    Run(["log"], env={"EDITOR": f"'no {TYPED}"}),
    Run(["log"], env={"EDITOR": f"no{TYPED}"}),
    Run(["show", "half \ud83d of a letter"]),
    Run(["goal", "add", "half \udc80 of a byte"]),
    *(
        Run([], env={"_MASTERY_COMPLETE": f"{shell}_complete", "COMP_WORDS": f"mastery {line} ", "COMP_CWORD": "3"})
        for shell in ("bash", "zsh", "fish")
        for line in ("goal show", "list --tag", "done")
    ),
]
"""Runs that no command of the table stands for."""

FILES = {
    "reply.txt": f"Well done {POISON}\n\n> Entry title {POISON} end\nMore {POISON}\n",
    "jrnl.txt": f"[2026-11-02 07:10] Up {POISON} early.\nBody {POISON}\n\n[2026-99-99 07:10] x{POISON}\n",
    "bad.toml": f'theme = "{"".join(f"{chr(92)}u{ord(one):04x}" for one in POISON)}"\nday_starts_at = "\\u001b[31m"\n',
    "good.toml": '[journals]\n"x\\u001b[31m\\u202e" = "/tmp/\\u001b[31m"\n',
}


def leaves(group: click.Group, ctx: click.Context, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command, with the words that call it; a group that runs alone too."""
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        words = (*path, name)
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield " ".join(words), command
        if isinstance(command, click.Group):
            yield from leaves(command, ctx, words)


def commands() -> dict[str, click.Command]:
    """Every command by the words that call it."""
    return dict(leaves(root, click.Context(root, info_name="mastery")))


def runs(*, whole: bool) -> list[Run]:
    """Every command as the table calls it, in each of its formats, and with a hostile name.

    The whole has every call in every format and in plain mode, and every help.
    """
    ids = {kind.table: identity(kind.table, "open") for kind in RECORDS} | {"deleted": identity("entries", "deleted")}
    made = []
    for path, command in commands().items():
        words, typed = path.split(), _answers(path)
        for number, call in enumerate(LEAVES[path]):
            args = [one.format(**ids).replace("POISON", TYPED) for one in call.split()]
            made.append(Run([*words, *args], typed))
            if whole or not number:
                made += [Run([*words, *one, *args], typed) for one in _chosen(path, command) if one[0] not in args]
            if whole:
                made.append(Run(["--plain", *words, *args], typed))
        made.append(
            Run([*words, *[f"nobody {TYPED}"] * sum(isinstance(one, click.Argument) for one in command.params)])
        )
        made += [Run([*words, "--help"]), Run([*words, f"--{TYPED}"])] if whole else []
    return [*made, *RUNS]


def _answers(path: str) -> str:
    return "\ngood\n" * 3 if path == "recall" else f"7\n{TYPED}\nyes\n" * 5


def _chosen(path: str, command: click.Command) -> list[list[str]]:
    """The options that choose each of a command's formats or pictures."""
    if path == "export":
        return [["--to", name] for name, one in formats().items() if one.write]
    options = [one for one in command.params if isinstance(one, click.Option) and isinstance(one.type, click.Choice)]
    return [
        [one.opts[0], choice]
        for one in options
        if {"--format", "--picture"} & set(one.opts)
        for choice in one.type.choices
    ]


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
    program = [sys.executable, "-m", "tests.faults.sweep", *args]
    subprocess.run(program, env=env, cwd=ROOT, check=True, timeout=600, start_new_session=True)
    seen = json.loads((tmp_path / "seen.json").read_text())
    return [(run, bytes.fromhex(data).decode(), code) for run, (data, code) in zip(made, seen, strict=True)]


def harmful(text: str) -> list[str]:
    """What arrived and must not."""
    return FORBIDDEN.findall(OURS.sub("", text))


def test_no_text_of_a_journal_commands_the_terminal(tmp_path: Path, rounds: Callable[[int, int], int]) -> None:
    found = swept(tmp_path, runs(whole=rounds(0, 1) == 1))
    harmed = {" ".join(run.args).replace(TYPED, "POISON")[:100]: len(harmful(text)) for run, text, _ in found}
    assert {call: number for call, number in harmed.items() if number} == {}
    assert [run.args for run, _, code in found if code not in (0, 1, 2, 130, None)] == []


def test_nor_does_the_program_as_a_process_of_its_own(tmp_path: Path) -> None:
    hostile_journal(tmp_path / "journal")
    program = [*PROGRAM, "--journal", str(tmp_path / "journal")]
    for args in (["show", "last"], ["goal", "show", TYPED], ["export", "--to", "json"], [f"--{TYPED}"]):
        with Terminal([*program, *args]) as terminal:
            terminal.ended()
            while terminal.read():
                pass
        assert terminal.drawn
        assert harmful(terminal.drawn.decode().replace("\r\n", "\n")) == [], args
