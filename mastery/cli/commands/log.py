"""`mastery log`: writes an entry down. It imports little and never reads the journal."""

from __future__ import annotations

import sys
from typing import Any

import click

from mastery.cli.context import Context, input_is_terminal, pass_context
from mastery.core.errors import BadInput
from mastery.core.records import KINDS, Entry, Kind

SECTION, PLACE = "Write", 10


@click.command("log", context_settings={"allow_interspersed_args": False})
@click.option("--kind", type=click.Choice(KINDS), help="What kind of entry it is; a note unless said.")
@click.option("--star", is_flag=True, help="Star it.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Tag it; may be given several times.")
@click.option("--goal", "goals", multiple=True, metavar="NAME", help="It is about this goal.")
@click.option("--minutes", metavar="TIME", help="Time spent learning: 45, 1h 30m. It is a session then, unless said.")
@click.option("--applied", is_flag=True, help="A skill was used for real in it.")
@click.argument("text", nargs=-1, metavar="[TEXT… | -]")
@pass_context
def command(context: Context, /, text: tuple[str, ...], **options: Any) -> None:
    """Write an entry.

    The first sentence or line is its title. A date before a colon says when it was; #words and @names are tags; a star
    before or after the title stars it. Options come before the text. "-" reads standard input, and without text your
    editor opens.

    \b
    Examples:
      mastery log Finished the first draft. It reads better than I feared. #writing
      mastery log yesterday 21:30: Called @anna
      mastery log --kind lesson "I said yes too fast. Next time: sleep on it."
      mastery log --goal spanish --minutes 45 The subjunctive, again
      mastery log -- -5 degrees today
    """
    if text == ("-",) or (not text and not input_is_terminal()):
        entry = _from_text(context, _standard_input())
    elif text:
        entry = _from_text(context, " ".join(text))
    else:
        _in_editor(context, options)
        return
    _keep(context, _with_options(context, entry, **options))


def _from_text(context: Context, text: str) -> Entry:
    from mastery.core.capture import make_entry, parse_capture

    draft = parse_capture(text, context.clock.now())
    return make_entry(draft, context.clock, context.settings.day_starts_at)


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"Standard input is not UTF-8 text: byte {error.start + 1} does not fit.") from None


def _in_editor(context: Context, options: dict[str, Any]) -> None:
    from mastery.cli.editor import edit_text
    from mastery.core.editing import blank_editing, new_from_editing

    blank = blank_editing(context.clock)

    def keep(text: str) -> None:
        entry = new_from_editing(text, context.clock, context.settings.day_starts_at)
        _keep(context, _with_options(context, entry, **options))

    edit_text(context, context.journal().new_draft_key(None), blank, keep, blank=True)


def _with_options(
    context: Context,
    entry: Entry,
    *,
    kind: Kind | None,
    star: bool,
    tags: tuple[str, ...],
    goals: tuple[str, ...],
    minutes: str | None,
    applied: bool,
) -> Entry:
    if not (kind or star or tags or goals or minutes or applied):
        return entry
    import msgspec

    from mastery.core.tags import normalise_tag

    own = (normalise_tag(tag) for tag in tags)
    entry = msgspec.structs.replace(
        entry,
        kind=kind or entry.kind,
        starred=star or entry.starred,
        tags=tuple(dict.fromkeys((*entry.tags, *own))),
        applied=applied,
    )
    if goals or minutes:
        from mastery.cli.learning import find_goal, minutes_of

        about = tuple(dict.fromkeys(find_goal(context, name).id for name in goals))
        spent = minutes_of(minutes) or 0
        session = spent and not kind
        entry = msgspec.structs.replace(entry, goals=about, minutes=spent, kind="session" if session else entry.kind)
    return entry


def _keep(context: Context, entry: Entry) -> None:
    from mastery.cli.output import moment_text, shorten, title_text

    journal = context.journal()
    journal.add(entry)
    short = click.style(journal.short(entry.id), bold=True)
    click.echo(f"Kept {short}  {moment_text(entry)}  {shorten(title_text(entry), 80)}")
