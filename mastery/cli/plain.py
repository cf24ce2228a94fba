"""`mastery --plain`: commands typed one after the other, answered in words; for screen-reader and Braille users."""

from __future__ import annotations

import contextlib
import re

import click

from mastery.cli.context import Context, input_is_terminal
from mastery.cli.printing.output import say

HOW = """\
Type a command as after `mastery` in a shell: log A thought, today, goal list, show last.
help lists the commands, help log explains one, quit leaves."""

PROMPT = "mastery> "

LEAVES = frozenset({"quit", "exit", "q", "bye"})

WORD = re.compile(r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>\S+))(?=\s|$)|(?P<rest>\S+)""")
"""A word, or several in quotes: only those around a whole word count, so that "it's" is what it is."""


def talk(root: click.Command, context: Context, options: list[str]) -> None:
    """Shows today, then runs on `root` the commands that are typed until the person leaves.

    `options` are those of the root that go before each command.
    """

    def do(args: list[str]) -> None:
        with contextlib.suppress(SystemExit):  # that is how a command ends
            root.main([*options, *args], obj=context.again())

    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  (the arrows then work in what is typed)
    do(["today"])
    say(f"\n{HOW}")
    while (line := _typed()) is not None:
        args = words(line)
        if args and args[0].casefold() in LEAVES:
            return
        if args:
            do(args)


def _typed() -> str | None:
    """The next line; None at the end of the input. Ctrl-C discards what was typed of it."""
    while True:
        try:
            return input(PROMPT if input_is_terminal() else "")
        except EOFError:
            return None
        except KeyboardInterrupt:
            say("")
        except UnicodeDecodeError:
            say("That cannot be read: it is no text in the encoding of this terminal.")


def words(line: str) -> list[str]:
    """The arguments of a line, split as a shell would, except that an entry's text stays as typed."""
    found = list(WORD.finditer(line))
    args = [next(group for group in one.groups() if group is not None) for one in found]
    if args[:1] == ["mastery"]:
        del args[0], found[0]
    if args[:1] == ["log"]:
        at = _text_at(args)
        if at < len(args) and args[at:] != ["-"]:
            return [*args[:at], "--", line[found[at].start() :].rstrip()]
    return args


def _text_at(args: list[str]) -> int:
    """The index at which the text begins, after the options of `log`."""
    from mastery.cli.commands.log import command

    valued = {name: not one.is_flag for one in command.params if isinstance(one, click.Option) for name in one.opts}
    at = 1
    while at < len(args) and args[at].startswith("-") and args[at] not in ("-", "--"):
        name, is_given, _ = args[at].partition("=")
        at += 2 if valued.get(name) and not is_given else 1
    return at + 1 if args[at : at + 1] == ["--"] else at
