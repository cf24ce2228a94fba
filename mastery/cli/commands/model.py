"""`mastery model`: mental models: written down, climbed, put at risk, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mastery.cli.asking import Question, ask, can_ask, must_ask
from mastery.cli.commands._model_course import retire_, revise_, revisit_
from mastery.cli.context import Context, pass_context
from mastery.cli.finding import find_goal, find_model, find_standing, ids_option
from mastery.cli.groups import OrderedGroup
from mastery.cli.printing.models import (
    CONFIDENCE,
    due_text,
    model_csv,
    model_json,
    model_markdown,
    model_page,
    model_slug,
    model_table,
    model_text,
    quoted,
)
from mastery.cli.printing.output import say, show
from mastery.core.base.errors import BadInput

if TYPE_CHECKING:
    from mastery.core.thinking.model import Model

SECTION, PLACE = "Think", 10

RUNGS = ("data", "selected", "meaning", "assumptions", "conclusion", "belief", "action")
"""As in core.models, which the help of all commands need not load."""


@click.group("model", cls=OrderedGroup, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Mental models: what you take for granted about how the world works.

    Write one down, see how you got there, collect what speaks for and against it, predict with it, and change it when
    it fails. NAME is a unique beginning of its sentence, or of a word of it.

    \b
    Examples:
      mastery model add "Meetings without an agenda decide nothing" --confidence 80 --about meetings
      mastery model climb meetings
      mastery model evidence meetings "Tuesday's had none, and we decided in ten minutes" --against --weight 2
      mastery model revisit meetings
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@command.command("add")
@click.argument("statement", nargs=-1, required=True)
@click.option("--confidence", type=CONFIDENCE, default=70, show_default=True, help="How sure you are, 0–100.")
@click.option("--about", default="", metavar="AREA", help="What it is about, in a word or two.")
@click.option("--why", default="", metavar="TEXT", help="What makes you that sure.")
@click.option("--goal", "goals", multiple=True, metavar="NAME", help="A goal it has to do with.")
@click.option("--entry", "origin", metavar="REF", help='The entry it comes from: its short id, or "last".')
@pass_context
def add(
    context: Context,
    statement: tuple[str, ...],
    confidence: int,
    about: str,
    why: str,
    goals: tuple[str, ...],
    origin: str | None,
) -> None:
    """Write a model down, as one sentence.

    \b
    Examples:
      mastery model add "People who ask early are thought weak" --confidence 60 --about work
      mastery model add "I learn best in the morning" --entry last --goal spanish
    """
    from mastery.verbs.models import write_model

    journal = context.journal()
    model = write_model(
        journal,
        " ".join(statement),
        confidence,
        about=about,
        why=why,
        goals=[find_goal(context, one) for one in goals],
        entry=journal.find(origin) if origin else None,
    )
    show(f"Written down, {confidence} % sure: {quoted(model.statement)}")
    say(f"See how you got there: mastery model climb {model_slug(model)}")


@command.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that were revised or retired.")
@click.option("--due", is_flag=True, help="Only those to look at again by now.")
@click.option("--about", metavar="AREA", help="Only those about this.")
@click.option("--format", "form", type=click.Choice(("table", "json", "md", "csv")), default="table")
@ids_option
@pass_context
def list_(context: Context, everything: bool, due: bool, about: str | None, form: str, ids: bool) -> None:
    """List the models: shaken ones first, then by when to look at them again.

    \b
    Example:
      mastery model list --due
    """
    from mastery.core.thinking.model import is_due

    today = context.journal().today()
    every = context.journal().models()
    models = [
        (model, found)
        for model, found in every
        if (everything or not model.ended)
        and (not due or is_due(found, today))
        and (about is None or model.about.casefold() == about.casefold())
    ]
    if form == "table":
        show(model_table(context, models, ids))
    else:
        show({"json": model_json, "md": model_markdown, "csv": model_csv}[form](context, models))
    if not models:
        none = "No model fits; `mastery model list --all` shows every one."
        say(none if every else 'No models yet. Write one down: mastery model add "I learn best alone"')


@command.command("show")
@click.argument("name")
@click.option("--format", "form", type=click.Choice(("text", "json", "md")), default="text")
@pass_context
def show_(context: Context, name: str, form: str) -> None:
    """Show a model: how sure over time, evidence, predictions, the ladder, what was believed before.

    \b
    Example:
      mastery model show meetings
    """
    found = find_standing(context, name)
    show({"text": model_text, "json": lambda one, it: model_json(one, [it]), "md": model_page}[form](context, found))


@command.command("edit")
@click.argument("name")
@click.option("--statement", metavar="TEXT", help="Another wording of the same belief; another belief is `revise`.")
@click.option("--about", metavar="AREA", help='"" for none.')
@click.option("--goal", "goals", multiple=True, metavar="NAME", help='The goals it has to do with; "none" for none.')
@pass_context
def edit(context: Context, name: str, statement: str | None, about: str | None, goals: tuple[str, ...]) -> None:
    """Mend the wording of a model, its area or its goals.

    \b
    Example:
      mastery model edit meetings --about work
    """
    import msgspec

    from mastery.verbs.models import edit_model

    model = find_model(context, name)
    changed: dict[str, Any] = {}
    if statement is not None:
        changed["statement"] = statement
    if about is not None:
        changed["about"] = about.strip()
    if goals:
        named = [] if goals == ("none",) else [find_goal(context, one).id for one in goals]
        changed["goals"] = tuple(dict.fromkeys(named))
    if not changed:
        raise BadInput("Say what to change: --statement, --about or --goal.")
    new = edit_model(context.journal(), model, msgspec.structs.replace(model, **changed))
    changed_text = f"Changed: {quoted(new.statement)}. To take it back: mastery undo"
    show(changed_text if new != model else "No changes to save.")


@command.command("climb")
@click.argument("name")
@click.option("--down", is_flag=True, help="From the belief down to what was seen.")
@click.option("--data", metavar="TEXT", help="What a camera would have recorded.")
@click.option("--selected", metavar="TEXT", help="What of it you picked out.")
@click.option("--meaning", metavar="TEXT", help="What you took it to mean.")
@click.option("--assumptions", metavar="TEXT", help="What you took for granted.")
@click.option("--conclusion", metavar="TEXT", help="What you concluded.")
@click.option("--belief", metavar="TEXT", help="What you believe because of it.")
@click.option("--action", metavar="TEXT", help="What you do because you believe it.")
@click.option("--leap", metavar="RUNG", help="The rung that the riskiest leap goes up to: meaning, assumptions, …")
@click.option("--other", metavar="TEXT", help="Another reading of the same data.")
@pass_context
def climb_(context: Context, /, name: str, down: bool, **typed: str | None) -> None:
    """Climb the ladder of inference: how you got from what you saw to what you do.

    Asks one rung after the other; any may stay empty. At the end you name the riskiest leap, and one other reading of
    the same data. What the options say is not asked.

    \b
    Examples:
      mastery model climb meetings
      mastery model climb meetings --down
    """
    from mastery.core.thinking.acts import check_open
    from mastery.core.thinking.model import RUNG_NAMES, RUNG_QUESTIONS, leap_text, read_leap
    from mastery.verbs.models import climb

    model = check_open(find_model(context, name))
    known = {name: text for name, text in typed.items() if text is not None}
    order = tuple(reversed(RUNGS)) if down else RUNGS
    questions = [Question(one, RUNG_NAMES[one], RUNG_QUESTIONS[one]) for one in order]
    questions.append(Question("leap", "The riskiest leap goes up to which rung?", ", ".join(RUNGS[1:]), read_leap))
    questions.append(Question("other", "Another reading of the same data", "How else could it be understood?"))
    form = f"climb-{model.id}"
    if can_ask():
        known = ask(context, form, questions, known)
    elif not known:
        raise must_ask("Say what stands on the rungs: --data, --selected, … --action.")
    journal = context.journal()
    made = climb(
        journal,
        model,
        known,
        leap=read_leap(known.get("leap", "")),
        other=known.get("other", ""),
        way="down" if down else "up",
    )
    journal.drop_form(form)
    show(f"Kept: the ladder of {quoted(model.statement)}")
    if leap_text(made):
        show(f"The riskiest leap is {leap_text(made)}.")
        say(f'Put it at risk: mastery predict add "…" --probability 80 --by friday --model {model_slug(model)}')


@command.command("evidence")
@click.argument("name")
@click.argument("text", nargs=-1, required=True)
@click.option("--for", "side", flag_value="for", help="It speaks for the model.")
@click.option("--against", "side", flag_value="against", help="It speaks against it.")
@click.option("--weight", type=click.IntRange(1, 3), default=1, show_default=True, help="3 against shakes the model.")
@click.option("--entry", metavar="REF", help='The entry it comes from: its short id, or "last".')
@pass_context
def evidence(
    context: Context, name: str, text: tuple[str, ...], side: str | None, weight: int, entry: str | None
) -> None:
    """Add what speaks for a model, or against it.

    \b
    Examples:
      mastery model evidence meetings "The one with an agenda took 20 minutes" --for
      mastery model evidence meetings "Decided without one, twice" --against --weight 3 --entry last
    """
    from mastery.verbs.models import add_evidence

    if side is None:
        raise BadInput("Say whether it speaks --for or --against the model.")
    journal = context.journal()
    model = find_model(context, name)
    source = journal.find(entry) if entry else None
    add_evidence(journal, model, side, weight, " ".join(text), entry=source)  # type: ignore[arg-type]
    show(f"Kept: {side} {quoted(model.statement)}")
    _say_standing(context, model)


def _say_standing(context: Context, model: Model) -> None:
    """Says so if the model is shaken now."""
    from mastery.verbs.models import standing_of

    found = standing_of(context.journal(), model)
    if found.status == "shaken":
        due = due_text(found.due, context.journal().today())
        show(f"It is shaken, and {due}: mastery model revisit {model_slug(model)}")


for one in (revisit_, revise_, retire_):
    command.add_command(one)


@command.command("delete")
@click.argument("name")
@pass_context
def delete(context: Context, name: str) -> None:
    """Delete a model that was written down by mistake. One you no longer hold is revised or retired instead.

    \b
    Example:
      mastery model delete meetings
    """
    from mastery.verbs.models import delete_model

    model = find_model(context, name)
    delete_model(context.journal(), model)
    show(f"Deleted: {quoted(model.statement)}. To take it back: mastery undo")
