"""The arguments for each command, so that a sweep reaches everything that it can print."""

from collections.abc import Iterator, Mapping

import click

from mastery.cli import root
from mastery.exchange import formats
from tests.support.faults.sweep import Run

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
"""The arguments for each command: {table} stands for a record's id, POISON for the hostile text."""


def leaves(group: click.Group, ctx: click.Context, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command by the words that call it, including groups that run alone."""
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


def runs(ids: Mapping[str, str], word: str, *, whole: bool) -> list[Run]:
    """Every command as the table calls it, in each of its formats, and with a name that fits nothing.

    `ids` are those of the table, and `word` stands for POISON. The whole has every call in every format and in plain
    mode, and every help.
    """
    made = []
    for path, command in commands().items():
        words, typed = path.split(), _answers(path, word)
        for number, call in enumerate(LEAVES[path]):
            args = [one.format(**ids).replace("POISON", word) for one in call.split()]
            made.append(Run([*words, *args], typed))
            if whole or not number:
                made += [Run([*words, *one, *args], typed) for one in _chosen(path, command) if one[0] not in args]
            if whole:
                made.append(Run(["--plain", *words, *args], typed))
        made.append(Run([*words, *[f"nobody {word}"] * sum(isinstance(one, click.Argument) for one in command.params)]))
        made += [Run([*words, "--help"]), Run([*words, f"--{word}"])] if whole else []
    return made


def _answers(path: str, word: str) -> str:
    return "\ngood\n" * 3 if path == "recall" else f"7\n{word}\nyes\n" * 5


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
