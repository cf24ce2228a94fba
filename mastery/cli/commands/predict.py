"""`mastery predict`: predictions, what came of them, and how well stated and real chances agree."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.finding import find_model, ids_option, short_ids
from mastery.cli.groups import OrderedGroup
from mastery.cli.printing.models import quoted
from mastery.cli.printing.output import DIM, Column, line_width, one_line, records_json, say, show, table
from mastery.cli.typed import day_of
from mastery.core.base.errors import BadInput
from mastery.core.base.phrases import iso_day

if TYPE_CHECKING:
    from mastery.core.thinking.calibration import Judged
    from mastery.core.thinking.prediction import Prediction

SECTION, PLACE = "Think", 20


@click.group("predict", cls=OrderedGroup, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Predict, and see how often you were right.

    A prediction puts a mental model at risk. Once made it is not changed: it comes true, or not, or is voided.

    \b
    Examples:
      mastery predict add "The workshop ends with a decision" --probability 70 --by friday --model meetings
      mastery predict resolve workshop yes
      mastery predict calibration
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@command.command("add")
@click.argument("statement", nargs=-1, required=True)
@click.option("--probability", "-p", required=True, metavar="PERCENT", help="How likely it is, 1–99.")
@click.option("--by", required=True, metavar="DATE", help="When it will be known: friday, 2026-12-01, in 2 weeks.")
@click.option("--model", metavar="NAME", help="The mental model it puts to the test.")
@click.option("--about", default="", metavar="AREA", help="What it is about, where no model says it.")
@click.option("--entry", metavar="REF", help='The entry it comes from: its short id, or "last".')
@pass_context
def add(
    context: Context,
    statement: tuple[str, ...],
    probability: str,
    by: str,
    model: str | None,
    about: str,
    entry: str | None,
) -> None:
    """Predict something, so that it will be seen whether it came true.

    \b
    Examples:
      mastery predict add "The workshop ends with a decision" --probability 70 --by friday --model meetings
      mastery predict add "I finish the draft" -p 60 --by "december 31" --about writing
    """
    from mastery.core.thinking.prediction import read_probability
    from mastery.verbs.predictions import predict

    journal = context.journal()
    day = day_of(context, by, future=True)
    if day is None:
        raise BadInput("Say by when it will be known: --by DATE.")
    made = predict(
        journal,
        " ".join(statement),
        read_probability(probability),
        day,
        model=find_model(context, model) if model else None,
        about=about,
        entry=journal.find(entry) if entry else None,
    )
    show(f"{made.probability} %, known by {iso_day(day)}: {quoted(made.statement)}")


@command.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that are resolved.")
@click.option("--due", is_flag=True, help="Only those that can be resolved by now.")
@click.option("--model", metavar="NAME", help="Only those of this model.")
@click.option("--format", "form", type=click.Choice(("table", "json", "csv")), default="table")
@ids_option
@pass_context
def list_(context: Context, everything: bool, due: bool, model: str | None, form: str, ids: bool) -> None:
    """List what is still open, by the day on which it will be known.

    \b
    Example:
      mastery predict list --all
    """
    from mastery.core.thinking.prediction import open_ones, resolved_ones

    every = _every(context)
    of = find_model(context, model).id if model else None
    today = context.journal().today()
    found = [*open_ones(every), *(resolved_ones(every) if everything else [])]
    found = [one for one in found if of in (None, one.model) and (not due or (not one.outcome and one.by <= today))]
    if form == "table":
        show(_table(context, found, ids))
    else:
        show({"json": lambda _, some: records_json(some), "csv": _csv}[form](context, found))
    if not found:
        none = "No prediction is open; --all shows those that are resolved."
        first = 'No predictions yet: mastery predict add "It rains on Sunday" --probability 60 --by sunday'
        say(none if every else first)


def _every(context: Context) -> list[Prediction]:
    from mastery.core.thinking.prediction import Prediction

    return context.journal().records(Prediction)


def _find(context: Context, ref: str) -> Prediction:
    """The prediction of a short name; resolved ones are found last. Raises MasteryError if none or several match."""
    from mastery.core.base.names import named_first

    every = _every(context)
    still = [one for one in every if not one.outcome]
    return named_first(ref, still, every, "prediction", command="mastery predict")


def _table(context: Context, found: list[Prediction], ids: bool) -> str:
    today, names = context.journal().today(), _model_names(context)
    rows = []
    for one in found:
        late = not one.outcome and one.by <= today
        state = one.outcome or ("due" if late else "")
        rows.append(
            (
                f"{one.probability} %",
                state,
                str(one.by),
                one_line(one.statement),
                names.get(one.model, one.about),
            )
        )
    bold = Column({"bold": True}, cut=True)
    columns = (Column(right=True), Column({"fg": "yellow"}), DIM, bold, Column({"dim": True}, cut=True))
    return table(rows, columns, line_width(), short_ids(found, ids))


def _model_names(context: Context) -> dict[str, str]:
    from mastery.core.thinking.model import Model

    return {one.id: one_line(one.statement) for one in context.journal().records(Model)}


def _csv(context: Context, found: list[Prediction]) -> str:
    from mastery.exchange import csv_text

    rows: list[tuple[object, ...]] = [
        ("id", "statement", "probability", "day", "by", "outcome", "resolved", "model", "about", "why")
    ]
    for one in found:
        days = (one.day, one.by, one.outcome, one.resolved_day or "")
        rows.append((one.id, one.statement, one.probability, *days, one.model, one.about, one.why))
    return csv_text(rows).removesuffix("\n")


@command.command("resolve")
@click.argument("name")
@click.argument("outcome", type=click.Choice(("yes", "no", "void")))
@click.option("--why", default="", metavar="TEXT", help="What you learnt of it; for void, why it cannot be told.")
@pass_context
def resolve_(context: Context, name: str, outcome: str, why: str) -> None:
    """Say what came of a prediction: it came true, it did not, or it cannot be told.

    \b
    Examples:
      mastery predict resolve workshop no --why "We talked about the coffee"
      mastery predict resolve rain void --why "The trip was cancelled"
    """
    from mastery.verbs.predictions import resolve

    new, model = resolve(context.journal(), _find(context, name), outcome, why)  # type: ignore[arg-type]
    said = {"yes": "came true", "no": "did not come true", "void": "voided"}[outcome]
    show(f"{new.probability} %, {said}: {quoted(new.statement)}")
    if model is not None:
        from mastery.cli.printing.models import model_slug

        show(f"That shakes {quoted(model.statement)}. Tomorrow: mastery model revisit {model_slug(model)}")


@command.command("delete")
@click.argument("name")
@pass_context
def delete(context: Context, name: str) -> None:
    """Delete a prediction of today that was typed wrongly. A later one is voided for a reason, and stays in sight.

    \b
    Example:
      mastery predict delete workshop
    """
    from mastery.verbs.predictions import delete_prediction

    found = _find(context, name)
    try:
        delete_prediction(context.journal(), found)
    except BadInput as error:
        raise BadInput(f"{error} Else: mastery predict resolve {name} void") from None
    show(f"Deleted: {quoted(found.statement)}. To take it back: mastery undo")


@command.command("calibration")
@click.option("--model", metavar="NAME", help="Of the predictions of one model.")
@click.option("--about", metavar="AREA", help="Of those about one area.")
@click.option("--from", "since", metavar="DATE", help="Of those resolved from this day on.")
@click.option("--to", "until", metavar="DATE", help="Up to this day.")
@click.option("--format", "form", type=click.Choice(("text", "json", "svg")), default="text")
@pass_context
def calibration_(
    context: Context, model: str | None, about: str | None, since: str | None, until: str | None, form: str
) -> None:
    """Show how often what you said at 70 % came true, and the like.

    The plot sets what you stated (to the right) against what happened (up); on the dotted line both agree. The bars
    are where the true rate may well be (Wilson, 95 %). Nothing is claimed under 10 resolved predictions.

    \b
    Examples:
      mastery predict calibration
      mastery predict calibration --about work --from "january 1"
    """
    from mastery.core.thinking.calibration import calibration

    found = calibration(_judged(context, model, about, since, until))
    if form == "json":
        import json

        fields = {**found._asdict(), "murphy": found.murphy._asdict() if found.murphy else None}
        show(json.dumps({**fields, "bands": [one._asdict() for one in found.bands]}, indent=2))
    elif form == "svg":
        from mastery.core.review.plots import calibration_plot, plot_svg

        show(plot_svg(calibration_plot(found)))
    else:
        from mastery.cli.printing.pages import face_of, page_text
        from mastery.core.pages.predictions import calibration_sections

        journal = context.journal()
        show(page_text(calibration_sections(found, face_of(journal.today())), journal.short))


def _judged(
    context: Context, model: str | None, about: str | None, since: str | None, until: str | None
) -> list[Judged]:
    from mastery.core.thinking.model import Model
    from mastery.core.thinking.prediction import judged

    areas = {one.id: one.about for one in context.journal().records(Model)}
    first: dt.date | None = day_of(context, since)
    last: dt.date | None = day_of(context, until)
    if first and last and first > last:
        raise BadInput(f"--from {first} comes after --to {last}: swap them.")
    of = find_model(context, model).id if model else None
    return judged(_every(context), areas, model=of, about=about, since=first, until=last)
