"""The root command: finds the commands by listing a folder, and turns every failure into one line and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from mastery.cli.context import IN_WORDS, Context, output_is_terminal
from mastery.cli.terminal import guard, write
from mastery.core.base.errors import BadInput, MasteryError, brief

COMMANDS = os.path.join(os.path.dirname(__file__), "commands")

COMPLETES = "_MASTERY_COMPLETE"
"""The variable, named by click, with which a shell asks for completions."""

SECTIONS = ("Write", "Read", "Learn", "Think", "Change", "Share", "Move in and out", "Look after", "Set up")
"""Headings of the root's help, in the order of use; each command's module names its own as SECTION."""


class ReaderGone(Exception):
    """The reader of the output closed the pipe; there is nothing left to say and nobody to say it to."""


class LazyGroup(click.Group):
    """A group whose commands are modules of a folder, each imported when it is run.

    A new command is a new file there: `command` is the click command, SECTION its heading in
    the root's help, PLACE its place under that.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted: `import_.py` is `import`, `restore_backup.py` is `restore-backup`."""
        return sorted(
            file[:-3].rstrip("_").replace("_", "-")
            for file in os.listdir(COMMANDS)
            if file.endswith(".py") and not file.startswith("_")
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None when there is none."""
        module = self._module(cmd_name)
        command: click.Command | None = getattr(module, "command", None)
        if command is not None and ctx.resilient_parsing:  # the shell completes a line
            from mastery.cli.completing import teach

            teach(cmd_name, command)
        return command

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The options of the program itself."""
        if ctx.resilient_parsing:
            from mastery.cli.completing import teach

            teach("", self)
        return super().get_params(ctx)

    def place_of(self, name: str) -> tuple[str, int]:
        """The heading of the root's help under which a command stands, and its place there."""
        module = self._module(name)
        return module.SECTION, module.PLACE

    def _module(self, name: str) -> Any:
        if "_" in name or "." in name or os.sep in name:
            return None
        for file in (name.replace("-", "_"), f"{name}_"):
            if os.path.isfile(os.path.join(COMMANDS, f"{file}.py")):
                from importlib import import_module

                return import_module(f"mastery.cli.commands.{file}")
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command meant by the arguments; an unknown word is answered with the nearest command."""
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            raise BadInput(self._unknown(ctx, name))
        return super().resolve_command(ctx, args)

    def _unknown(self, ctx: click.Context, name: str) -> str:
        if name.startswith("-"):
            return f'There is no option "{name}". See: mastery --help'
        from mastery.cli.meant import meant

        guess = meant(name, self.list_commands(ctx))
        if guess:
            return f'There is no command "{name}". Did you mean: {guess}?'
        return f'There is no command "{name}". To write an entry: mastery log TEXT. All commands: mastery --help'

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the commands under their headings, in the order of use."""
        rows: dict[str, list[tuple[int, str, str]]] = {}
        for name in self.list_commands(ctx):
            module = self._module(name)
            says = module.command.get_short_help_str(limit=70)
            rows.setdefault(module.SECTION, []).append((module.PLACE, name, says))
        for heading in sorted(rows, key=lambda one: SECTIONS.index(one) if one in SECTIONS else len(SECTIONS)):
            with formatter.section(heading):
                formatter.write_dl([(name, says) for _, name, says in sorted(rows[heading])], col_spacing=3)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the commands first: they are what a newcomer looks for."""
        self.format_commands(ctx, formatter)
        click.Command.format_options(self, ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a closed pipe on its output ends it quietly."""
        try:
            result = super().invoke(ctx)
            if sys.stdout is not None:  # None if it was closed before the program began
                sys.stdout.flush()
            return result
        except BrokenPipeError:
            raise ReaderGone from None

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "mastery",
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> None:
        """Runs the command line and ends by SystemExit: 0 fine, 1 it could not be done, 2 wrong usage, 130 stopped."""
        guard()
        if COMPLETES in os.environ:
            from mastery.cli.shells import register

            register()
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except ReaderGone:
            _forget_output()
            code = 0
        except click.Abort:
            code = 130
        except click.ClickException as error:
            _say(_line(error))
            code = error.exit_code
        except MasteryError as error:
            _say(str(error))
            code = 2 if isinstance(error, BadInput) else 1
        except MemoryError:
            _say("There is not enough memory for this. Close other programs, or look for a file that is far too large.")
            code = 1
        except OSError as error:
            _say(_reason(error))
            code = 1
        sys.exit(code if isinstance(code, int) else 0)


def _say(line: str) -> None:
    with contextlib.suppress(OSError):  # standard error may be closed: the exit code still says it
        write(f"Error: {brief(' '.join(line.splitlines()))}\n", err=True)


def _line(error: click.ClickException) -> str:
    """Click's complaint on one line, with where to read on."""
    message = " ".join(error.format_message().split())
    if not isinstance(error, click.UsageError) or error.ctx is None:
        return message
    path = error.ctx.command_path
    unknown = getattr(error, "command_name", "")
    if unknown and isinstance(error.ctx.command, click.Group):
        from mastery.cli.meant import meant_within

        known = error.ctx.command.list_commands(error.ctx)
        guess = meant_within(path, unknown, known)
        hint = f"Did you mean: {guess}?" if guess else f"There are: {', '.join(known)}. See: {path} --help"
        return f'There is no "{path} {unknown}". {hint}'
    if isinstance(error, click.NoSuchOption) and path.endswith(" log"):
        message += f" Text that begins with a dash needs -- before it: {path} -- {error.option_name} …"
    return f"{message if message.endswith(('.', '?', '…')) else message + '.'} See: {path} --help"


def _reason(error: OSError) -> str:
    what = error.strerror or str(error)
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{what[:1].lower() + what[1:] if where else what}."


def _forget_output() -> None:
    """Points standard output at nothing, so that Python's own last flush does not complain."""
    with contextlib.suppress(OSError, ValueError):  # no real file, as in a test: nothing will be flushed
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)


def _version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from mastery import __version__

        write(f"mastery {__version__}\n")
        ctx.exit()


@click.group(
    "mastery",
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="[COMMAND] …",
)
@click.option("--journal", "path", metavar="FOLDER", help="Use the journal in this folder.")
@click.option("-j", "--journal-name", "name", metavar="NAME", help="Use the journal of this name in the config.")
@click.option("--plain", is_flag=True, help="Say everything in lines of words; alone, ask for commands.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version and end."
)
@click.pass_context
def root(ctx: click.Context, path: str | None, name: str | None, plain: bool) -> None:
    """A journal for personal mastery. `mastery` alone opens it.

    \b
    Examples:
      mastery log Wrote my first entry. It took two seconds.
      mastery list
    """
    context = ctx.ensure_object(Context)
    if path and name:
        raise BadInput("--journal and --journal-name exclude each other: give one of them.")
    context.path_option, context.name_option = path, name
    if plain or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        ctx.color = False
    ctx.meta[IN_WORDS] = plain
    ctx.call_on_close(context.close)
    if ctx.invoked_subcommand is None:
        if plain:
            from mastery.cli.plain import talk

            talk(root, context, ["--plain", *(["--journal", path] if path else []), *(["-j", name] if name else [])])
        elif context.interface is not None and output_is_terminal():
            context.interface(context)
        else:
            command = root.get_command(ctx, "today")
            assert command is not None
            ctx.invoke(command)
