"""`mastery mentor`: who summaries go to, and what each may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mastery.cli.context import Context, pass_context
from mastery.cli.finding import find_goal, find_mentor, ids_option, short_ids
from mastery.cli.groups import OrderedGroup
from mastery.cli.printing.output import PLAIN, Column, line_width, one_line, records_json, say, show, table
from mastery.cli.terminal import style
from mastery.core.base.records import KINDS
from mastery.core.sharing.mentors import SEEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from mastery.core.sharing.mentors import Mentor, Scope

SECTION, PLACE = "Share", 10


def scope_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what a mentor may see."""
    for option in reversed((
        click.option("--goal", "goals", multiple=True, metavar="NAME", help='A goal they see; "*" for every one.'),
        click.option("--tag", "tags", multiple=True, metavar="TAG", help='Shareable entries with it; "*" for any.'),
        click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only entries of this kind."),
        click.option("--see", "see", multiple=True, type=click.Choice(SEEN),
                     help="They see these of what is in their scope; may be given several times."),
        click.option("--email", metavar="ADDRESS", help="Where summaries go."),
        click.option("--key", metavar="KEY", help="Their age key (age1…) or SSH public key, to encrypt to."),
        click.option("--every", "rhythm", metavar="HOW OFTEN", help="week, two weeks, month, or never."),
    )):  # fmt: skip
        command = option(command)
    return command


@click.group("mentor", cls=OrderedGroup, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """The people who see summaries, and what each may see.

    Nothing is seen unless you say so: an entry only where it is marked as shareable and lies in the mentor's scope, a
    goal where the scope names it.

    \b
    Examples:
      mastery mentor add Ana --email ana@example.org --goal spanish --see times --every "two weeks"
      mastery mentor list
      mastery share ana
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@command.command("add")
@click.argument("name", nargs=-1, required=True)
@scope_options
@pass_context
def add(context: Context, /, name: tuple[str, ...], **options: Any) -> None:
    """Add a mentor, with what they may see.

    \b
    Examples:
      mastery mentor add Ana --email ana@example.org --goal spanish --tag work --see moods --see times
      mastery mentor add "Coach" --goal "*" --kind lesson --kind win
    """
    from mastery.core.base.names import name_of
    from mastery.core.sharing.mentors import Scope, read_rhythm
    from mastery.verbs.mentors import add_mentor

    made = add_mentor(
        context.journal(),
        " ".join(name),
        email=options["email"] or "",
        key=options["key"] or "",
        scope=_scope(context, Scope(), options),
        rhythm=read_rhythm(options["rhythm"] or ""),
    )
    show(f"Added: {_named(made)}")
    say(f"They see: {_said(context, made)}")
    if made.scope == Scope():
        say(f"To let them see a goal: mastery mentor edit {name_of(made)} --goal NAME")


@command.command("edit")
@click.argument("name")
@click.option("--name", "new_name", metavar="NAME", help="Another name.")
@click.option("--hide", multiple=True, type=click.Choice(SEEN), help="They see these no more.")
@scope_options
@pass_context
def edit(context: Context, /, name: str, new_name: str | None, hide: tuple[str, ...], **options: Any) -> None:
    """Change a mentor. Goals, tags and kinds that are given replace those there were.

    \b
    Examples:
      mastery mentor edit ana --goal spanish --goal guitar --hide moods
    """
    import msgspec

    from mastery.core.sharing.mentors import read_rhythm
    from mastery.verbs.mentors import edit_mentor

    old = find_mentor(context, name)
    scope = msgspec.structs.replace(_scope(context, old.scope, options), **dict.fromkeys(hide, False))
    given = {"name": new_name, "email": options["email"], "key": options["key"]}
    if options["rhythm"] is not None:
        given["rhythm"] = read_rhythm(options["rhythm"])
    said = {field: value for field, value in given.items() if value is not None}
    new = edit_mentor(context.journal(), old, msgspec.structs.replace(old, scope=scope, **said))
    show(f"Changed: {_named(new)}. To take it back: mastery undo" if new != old else "No changes to save.")
    say(f"They see: {_said(context, new)}")


@command.command("list")
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table")
@ids_option
@pass_context
def list_(context: Context, form: str, ids: bool) -> None:
    """List the mentors, and what each may see.

    \b
    Example:
      mastery mentor list
    """
    from mastery.verbs.mentors import mentors

    found = mentors(context.journal())
    if form == "json":
        show(records_json(found))
        return
    if not found:
        say("No mentor yet. To add one: mastery mentor add NAME --email ADDRESS --goal NAME")
        return
    rows = [(one.name, one.email, f"every {one.rhythm}" * bool(one.rhythm), _said(context, one)) for one in found]
    bold = Column({"bold": True})
    columns = (bold, PLAIN, PLAIN, Column({"dim": True}, cut=True))
    show(table(rows, columns, line_width(), short_ids(found, ids)))


@command.command("remove")
@click.argument("name")
@pass_context
def remove(context: Context, name: str) -> None:
    """Remove a mentor; what was sent stays known.

    \b
    Example:
      mastery mentor remove ana
    """
    from mastery.verbs.mentors import remove_mentor

    one = find_mentor(context, name)
    remove_mentor(context.journal(), one)
    show(f"Removed: {_named(one)}. To take it back: mastery undo")


def _scope(context: Context, scope: Scope, options: dict[str, Any]) -> Scope:
    import msgspec

    from mastery.core.base.tags import normalise_tag
    from mastery.core.sharing.mentors import EVERY

    changed: dict[str, Any] = dict.fromkeys(options["see"], True)
    if options["goals"]:
        found = (EVERY if one == EVERY else find_goal(context, one).id for one in options["goals"])
        changed["goals"] = tuple(dict.fromkeys(found))
    if options["tags"]:
        changed["tags"] = tuple(dict.fromkeys(EVERY if one == EVERY else normalise_tag(one) for one in options["tags"]))
    if options["kinds"]:
        changed["kinds"] = tuple(dict.fromkeys(options["kinds"]))
    return msgspec.structs.replace(scope, **changed)


def _named(one: Mentor) -> str:
    return style(one_line(one.name), bold=True)


def _said(context: Context, one: Mentor) -> str:
    from mastery.core.goals.goal import Goal
    from mastery.core.sharing.mentors import scope_text

    return one_line(scope_text(one.scope, {goal.id: goal.title for goal in context.journal().records(Goal)}))
