"""How a mental model goes on or ends: `mastery model revisit|revise|retire`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mastery.cli.asking import Question, ask, can_ask, must_ask
from mastery.cli.context import Context, pass_context
from mastery.cli.finding import find_model, find_standing
from mastery.cli.printing.models import CONFIDENCE, due_text, model_slug, quoted
from mastery.cli.printing.output import say, show
from mastery.cli.terminal import style
from mastery.core.base.errors import BadInput

if TYPE_CHECKING:
    from mastery.core.thinking.model import Model, Standing


@click.command("revisit")
@click.argument("name")
@click.option("--still", type=click.Choice(("yes", "partly", "no")), help="Is it still so?")
@click.option("--confidence", type=CONFIDENCE, help="How sure now, 0–100.")
@click.option("--why", metavar="TEXT", help="What makes you that sure.")
@click.option("--change", metavar="TEXT", help="What would change your mind.")
@click.option(
    "--differently", metavar="TEXT", help="For a shaken one: what you will do differently, believing the same."
)
@click.option("--instead", metavar="TEXT", help="What you believe instead: another model takes its place.")
@pass_context
def revisit_(context: Context, /, name: str, confidence: int | None, **typed: str | None) -> None:
    """Look at a model again: still so? how sure now? what would change your mind?

    Where it is shaken: what will you do differently (single-loop), or what do you believe instead (double-loop)? What
    the options say is not asked.

    \b
    Examples:
      mastery model revisit meetings
      mastery model revisit meetings --still yes --confidence 65 --change "Three good ones without an agenda"
    """
    from mastery.core.thinking.acts import check_open
    from mastery.core.thinking.model import read_percent, read_still
    from mastery.verbs.models import revisit, standing_of

    model, found = find_standing(context, name)
    check_open(model)
    if typed["instead"]:
        _revise(context, model, typed["instead"], confidence, typed["why"])
        return
    known = {name: text for name, text in typed.items() if text is not None and name != "instead"}
    known |= {} if confidence is None else {"confidence": str(confidence)}
    form = f"visit-{model.id}"
    if can_ask():
        for one in found.shaken_by:
            say(style(f"Shaken: {one}", fg="yellow"))
        known = ask(context, form, _visit_questions(found), known)
    elif not {"still", "confidence"} <= set(known):
        raise must_ask("Say whether it is --still so (yes, partly, no), and your --confidence now.")
    instead = known.get("instead", "")
    if instead:
        _revise(context, model, instead, read_percent(known["confidence"]), known.get("why"))
        context.journal().drop_form(form)
        return
    journal = context.journal()
    try:
        made = revisit(
            journal,
            model,
            read_still(known["still"]),
            read_percent(known["confidence"]),
            why=known.get("why", ""),
            change=known.get("change", ""),
            differently=known.get("differently", ""),
        )
    except BadInput as error:
        raise BadInput(f"{error} Options: --differently TEXT, --instead TEXT.") from None
    journal.drop_form(form)
    moved = made.confidence - found.confidence
    by = f", {'up' if moved > 0 else 'down'} by {abs(moved)}" if moved else ""
    again = due_text(standing_of(journal, model).due, journal.today())
    show(f"{made.confidence} % sure{by}: {quoted(model.statement)}. {again[:1].upper()}{again[1:]}.")
    if made.still == "no":
        say(f'What do you believe instead? mastery model revise {model_slug(model)} "…"')


def _visit_questions(found: Standing) -> list[Question]:
    from mastery.core.thinking.model import read_percent, read_still

    questions = [
        Question("still", "Is it still so?", "yes, partly or no", read_still),
        Question("confidence", "How sure now?", f"0–100; it was {found.confidence}", read_percent),
        Question("why", "What makes you that sure?"),
        Question("change", "What would change your mind?"),
    ]
    if found.status == "shaken":
        questions += [
            Question("differently", "What will you do differently, believing the same?", "single-loop; may stay empty"),
            Question("instead", "Or: what do you believe instead?", "double-loop; may stay empty"),
        ]
    return questions


@click.command("revise")
@click.argument("name")
@click.argument("statement", nargs=-1, required=True)
@click.option(
    "--confidence", type=CONFIDENCE, help="How sure you are of the new one; as sure as of the old one unless given."
)
@click.option("--why", default="", metavar="TEXT", help="What changed your mind.")
@pass_context
def revise_(context: Context, name: str, statement: tuple[str, ...], confidence: int | None, why: str) -> None:
    """Change a belief: another model takes its place, and the old one stays readable (double-loop).

    \b
    Example:
      mastery model revise meetings "Meetings without a question decide nothing" --why "Four decided without an agenda"
    """
    _revise(context, find_model(context, name), " ".join(statement), confidence, why)


def _revise(context: Context, model: Model, statement: str, confidence: int | None, why: str | None) -> None:
    from mastery.verbs.models import revise

    old, new = revise(context.journal(), model, statement, confidence, why=why or "")
    show(f"Was: {quoted(old.statement)}")
    show(f"Now: {quoted(new.statement)}, {new.confidence} % sure")


@click.command("retire")
@click.argument("name")
@click.option("--why", default="", metavar="TEXT")
@pass_context
def retire_(context: Context, name: str, why: str) -> None:
    """Put a model aside that matters no more. It stays readable, with the day and the reason.

    \b
    Example:
      mastery model retire meetings --why "I left that team"
    """
    from mastery.verbs.models import retire

    model = retire(context.journal(), find_model(context, name), why)
    show(f"Retired: {quoted(model.statement)}. To take it back: mastery undo")
