"""`mastery log`: writes an entry down. It imports little and never reads the journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from mastery.cli.context import Context, input_is_terminal, pass_context, standard_input
from mastery.cli.printing.entries import moment_text, title_text
from mastery.cli.printing.output import say, shorten, show
from mastery.cli.terminal import style
from mastery.core.base.errors import BadInput
from mastery.core.base.phrases import iso_day
from mastery.core.base.records import KINDS, Entry, Kind

if TYPE_CHECKING:
    from mastery.core.writing.capture import NewEntry
    from mastery.core.writing.templates import Template

SECTION, PLACE = "Write", 10


@click.command("log", context_settings={"allow_interspersed_args": False})
@click.option("--kind", type=click.Choice(KINDS), help="What kind of entry it is; a note unless said.")
@click.option("--star", is_flag=True, help="Star it.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Tag it; may be given several times.")
@click.option("--goal", "goals", multiple=True, metavar="NAME", help="It is about this goal.")
@click.option("--model", "models", multiple=True, metavar="NAME", help="It is about this mental model.")
@click.option("--mood", metavar="1-5", help="How it felt, 1 very low to 5 very good; the name does as well.")
@click.option("--shareable", is_flag=True, help="Mentors in whose scope it lies may see it.")
@click.option("--minutes", metavar="TIME", help="Time spent learning: 45, 1h 30m. It is a session then, unless said.")
@click.option("--applied", is_flag=True, help="A skill was used for real in it.")
@click.option(
    "--template", metavar="NAME", help="Begin with a template, in your editor; `mastery templates` lists them."
)
@click.argument("text", nargs=-1, metavar="[TEXT… | -]")
@pass_context
def command(context: Context, /, text: tuple[str, ...], template: str | None, **options: Any) -> None:
    """Write an entry.

    The first sentence or line is its title. A date before a colon says when it was; #words and @names are tags; a star
    before or after the title stars it. Options come before the text. "-" reads standard input, and without text your
    editor opens.

    \b
    Examples:
      mastery log "Finished the first draft. It reads better than I feared. #writing"
      mastery log yesterday 21:30: Called @anna
      mastery log --kind lesson "I said yes too fast. Next time: sleep on it."
      mastery log --mood good Up before the sun, and the river to myself
      mastery log --goal spanish --minutes 45 The subjunctive, again
      mastery log --template lesson
      mastery log -- -5 degrees today
    """
    if template is not None:
        if text:
            raise BadInput("--template opens your editor: leave the text out.")
        _in_editor(context, options, template)
    elif text == ("-",) or (not text and not input_is_terminal()):
        _save_text(context, _standard_input(), options)
    elif text:
        _save_text(context, " ".join(text), options)
    else:
        _in_editor(context, options)


def _save_text(context: Context, text: str, options: dict[str, Any]) -> None:
    from mastery.core.writing.capture import captured

    _save(context, captured(text, context.now()), options)


def _standard_input() -> str:
    try:
        return standard_input().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"Standard input is not UTF-8 text: byte {error.start + 1} does not fit.") from None


def _in_editor(context: Context, options: dict[str, Any], template: str | None = None) -> None:
    from mastery.cli.editor import edit_text
    from mastery.core.writing.editing import blank_editing, new_from_editing
    from mastery.core.writing.templates import filled_in, to_fill

    used = _template(template) if template is not None else None
    blank = to_fill(used) if used else blank_editing(context.now())

    def save(text: str) -> None:
        written = filled_in(used, text) if used else text
        _save(context, new_from_editing(written, context.now()), options)

    edit_text(context, context.journal().new_draft_key(None), blank, save, blank=True)


def _template(name: str) -> Template:
    from mastery.host.packs import load_templates

    templates, problems = load_templates()
    found = next((one for one in templates if name.casefold() in (one.key, one.name.casefold())), None)
    if found is None:
        for problem in problems:
            say(problem)
        raise BadInput(f"There is no template {name!r}. There are: {', '.join(one.key for one in templates)}.")
    return found


def _with_options(
    context: Context,
    entry: Entry,
    *,
    kind: Kind | None,
    star: bool,
    tags: tuple[str, ...],
    goals: tuple[str, ...],
    models: tuple[str, ...],
    mood: str | None,
    shareable: bool,
    minutes: str | None,
    applied: bool,
) -> Entry:
    if not (kind or star or tags or goals or models or mood or shareable or minutes or applied):
        return entry
    from mastery.core.base.numbers import read_minutes
    from mastery.core.base.tags import normalise_tag
    from mastery.core.writing.capture import with_details
    from mastery.core.writing.moods import read_mood

    return with_details(
        entry,
        kind=kind,
        starred=star,
        tags=[normalise_tag(tag) for tag in tags],
        goals=_goal_ids(context, goals) if goals else (),
        models=_model_ids(context, models) if models else (),
        mood=read_mood(mood) if mood else 0,
        minutes=read_minutes(minutes) if minutes else 0,
        applied=applied,
        shareable=shareable,
    )


def _goal_ids(context: Context, names: Iterable[str]) -> list[str]:
    from mastery.cli.finding import find_goal

    return [find_goal(context, name).id for name in names]


def _model_ids(context: Context, names: Iterable[str]) -> list[str]:
    from mastery.cli.finding import find_model

    return [find_model(context, name).id for name in names]


def _save(context: Context, new: NewEntry, options: dict[str, Any]) -> None:
    from mastery.verbs.writing import write

    journal = context.journal()
    entry, predicted = write(journal, _with_options(context, new.entry, **options))
    short = journal.short(entry.id)
    show(f"Kept {style(short, bold=True)}  {moment_text(entry)}  {shorten(title_text(entry), 80)}")
    if (loss := journal.loss()) is not None:
        say(f"It is saved, but part of your journal is missing: {loss}")
    if predicted is not None:
        show(f"Its prediction is due {iso_day(predicted.by)}.")
    if new.unclear:
        say(f"{new.unclear} To change that: mastery edit {short}")
