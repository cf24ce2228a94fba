"""`mastery goal`: learning goals, their readings and milestones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from mastery.cli.commands._goal_course import achieve_, drop_, pause_, resume_
from mastery.cli.context import Context, pass_context
from mastery.cli.finding import find_goal, ids_option
from mastery.cli.groups import OrderedGroup
from mastery.cli.printing.goals import (
    by_day,
    goal_csv,
    goal_json,
    goal_markdown,
    goal_page,
    goal_ratings,
    goal_slug,
    goal_table,
    goal_text,
    named,
)
from mastery.cli.printing.output import drawn, one_line, say, show
from mastery.cli.typed import day_of, minutes_of
from mastery.core.base.errors import BadInput
from mastery.core.base.phrases import count

if TYPE_CHECKING:
    from mastery.core.goals.goal import Goal

SECTION, PLACE = "Learn", 10


@click.group("goal", cls=OrderedGroup, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Set learning goals and see how they stand.

    A goal has a vision (what you want to be able to do) and a reality (where you honestly are). NAME is the beginning
    of its title, or of a word in it.

    \b
    Examples:
      mastery goal add "Speak Spanish" --target 2027-06-01 --why "Ana's family"
      mastery goal rate spanish --vision 8 --reality 3
      mastery goal show spanish
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


# Setting


@command.command("add")
@click.argument("title", nargs=-1, required=True)
@click.option("--vision", default="", metavar="TEXT", help="What you want to be able to do.")
@click.option("--reality", default="", metavar="TEXT", help="Where you honestly are.")
@click.option("--why", default="", metavar="TEXT", help="Why it matters.")
@click.option("--target", metavar="DATE", help="The day by which it should be reached.")
@click.option("--budget", metavar="TIME", help="Time a week that is meant for it: 3h, 90min.")
@click.option("--milestone", "milestones", multiple=True, metavar="LINE", help='A step: "A2 exam by 2026-12-01".')
@click.option("--resource", "resources", multiple=True, metavar="LINE", help='What it is learnt from: "book: Title".')
@click.option("--obstacle", "obstacles", multiple=True, metavar="TEXT", help="A habit or belief in the way.")
@pass_context
def add(
    context: Context,
    /,
    title: tuple[str, ...],
    target: str | None,
    budget: str | None,
    milestones: Sequence[str],
    resources: Sequence[str],
    obstacles: Sequence[str],
    **texts: str,
) -> None:
    """Set a goal.

    \b
    Examples:
      mastery goal add "Speak Spanish"
      mastery goal add "Run a marathon" --vision "Finish it smiling" --milestone "Half marathon by December 1"
      mastery goal add Chess --resource "book: My System" --resource "course: Openings <https://chess.org>"
    """
    from mastery.core.goals.lines import read_milestones, read_obstacles, read_resources
    from mastery.verbs.goals import set_goal

    journal = context.journal()
    today = journal.today()
    goal = set_goal(
        journal,
        " ".join(title),
        target=day_of(context, target, future=True),
        budget=minutes_of(budget) or 0,
        milestones=read_milestones("\n".join(milestones), today),
        resources=read_resources("\n".join(resources), today),
        obstacles=read_obstacles("\n".join(obstacles)),
        **texts,
    )
    show(f"Set {named(goal)}{by_day(goal.target)}")
    say(f"Say where you are: mastery goal rate {goal_slug(goal)} --vision 8 --reality 3")


@command.command("edit")
@click.argument("name")
@click.option("--title", metavar="TEXT")
@click.option("--vision", metavar="TEXT")
@click.option("--reality", metavar="TEXT")
@click.option("--why", metavar="TEXT")
@click.option("--target", metavar="DATE", help='"none" takes it away.')
@click.option("--budget", metavar="TIME", help="Time a week; 0 for none.")
@pass_context
def edit(context: Context, /, name: str, target: str | None, budget: str | None, **texts: str | None) -> None:
    """Change a goal: in your editor, or what the options say.

    \b
    Examples:
      mastery goal edit spanish
      mastery goal edit spanish --target 2027-09-01
    """
    import msgspec

    from mastery.core.goals.lines import check_title
    from mastery.verbs.goals import edit_goal

    goal = find_goal(context, name)
    changed: dict[str, Any] = {field: text.strip() for field, text in texts.items() if text is not None}
    if "title" in changed:
        changed["title"] = check_title(changed["title"])
    if target is not None:
        changed["target"] = None if target == "none" else day_of(context, target, future=True)
    if budget is not None:
        changed["budget"] = minutes_of(budget)
    if changed:
        new = edit_goal(context.journal(), goal, msgspec.structs.replace(goal, **changed))
    else:
        new = _edit_page(context, goal)
    same = f"{named(new)} is as it was."
    show(same if new == goal else f"Changed {named(new)}. To take it back: mastery undo")


def _edit_page(context: Context, goal: Goal) -> Goal:
    """Edits the goal as a page in the editor, which may go on with one that was left, and gives the goal after that.

    What cannot be saved stays on disk as a draft.
    """
    from mastery.cli.editor import edit_text
    from mastery.core.goals.lines import from_page, to_page
    from mastery.verbs.goals import edit_goal

    journal, page = context.journal(), to_page(goal)
    today = journal.today()
    key, left = journal.page_draft(goal.id)
    if left:
        say("This is what you had written before and was not kept.")
    else:
        journal.save_form(key, {"page": page})
    began = from_page(journal.read_form(key).get("page", page), goal, today)

    def save(text: str) -> Goal:
        edited = from_page(text, goal, today)
        return goal if edited == began else edit_goal(journal, began, edited)

    new = edit_text(context, key, None if left else page, save, again=f"mastery goal edit {goal_slug(goal)}")
    journal.drop_form(key)
    return new


# Looking


@command.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that were achieved or let go.")
@click.option("--format", "form", type=click.Choice(("table", "json", "md", "csv")), default="table")
@ids_option
@pass_context
def list_(context: Context, everything: bool, form: str, ids: bool) -> None:
    """List the goals, with the tension between vision and reality.

    The bar is full up to reality, and shaded from there to the vision.

    \b
    Example:
      mastery goal list --all
    """
    from mastery.core.goals.goal import Goal, in_order

    every = in_order(context.journal().records(Goal))
    goals = every if everything else [goal for goal in every if goal.status in ("active", "paused")]
    if form == "table":
        show(goal_table(context, goals, ids))
    else:
        show({"json": goal_json, "md": goal_markdown, "csv": goal_csv}[form](context, goals))
    if not goals:
        hidden = len(every) - len(goals)
        say(f"No goal is open; --all shows {hidden:,}." if hidden else "No goals yet. Set one: mastery goal add TITLE")


@command.command("show")
@click.argument("name")
@click.option("--format", "form", type=click.Choice(("text", "json", "md")), default="text")
@pass_context
def show_(context: Context, name: str, form: str) -> None:
    """Show a goal: tension over time, milestones, practices, time, entries.

    \b
    Example:
      mastery goal show spanish
    """
    goal = find_goal(context, name)
    show({"text": goal_text, "json": lambda one, it: goal_json(one, [it]), "md": goal_page}[form](context, goal))


# Changing


@command.command("rate")
@click.argument("name")
@click.option("--vision", type=click.IntRange(0, 10), required=True, help="How good you want to be, 0–10.")
@click.option("--reality", type=click.IntRange(0, 10), required=True, help="How good you are, honestly, 0–10.")
@click.option("--note", default="", metavar="TEXT", help="What makes you say so.")
@click.option("--on", "day", metavar="DATE", help="The day it was so; today unless given.")
@pass_context
def rate_(context: Context, name: str, vision: int, reality: int, note: str, day: str | None) -> None:
    """Take a reading: how good you want to be, and how good you are.

    \b
    Example:
      mastery goal rate spanish --vision 8 --reality 3 --note "Lost in every fast talk"
    """
    from mastery.core.goals.charts import tension_bar
    from mastery.core.goals.goal import movement
    from mastery.verbs.goals import rate

    goal = find_goal(context, name)
    rating = rate(context.journal(), goal, vision, reality, note, on=day_of(context, day))
    ratings = goal_ratings(context, goal)
    said = (drawn(tension_bar(rating)), f"{rating.reality} of {rating.vision}", named(goal))
    show("  ".join(filter(None, said)))
    moved = movement(ratings)
    if moved:
        show(f"{moved} since {ratings[0].day}.")


@command.command("milestone")
@click.argument("name")
@click.argument("milestone", nargs=-1, required=True)
@click.option("--done", is_flag=True, help="It was reached: say which by its number or the beginning of its title.")
@click.option("--undone", is_flag=True, help="It was not reached after all.")
@click.option("--remove", is_flag=True, help="Take it away.")
@click.option("--note", default="", metavar="TEXT", help="A line for the win that it becomes.")
@pass_context
def milestone(
    context: Context, name: str, milestone: tuple[str, ...], done: bool, undone: bool, remove: bool, note: str
) -> None:
    """Add a milestone, or say that one was reached.

    Reaching one is a win: it becomes an entry, to which --note adds a line.

    \b
    Examples:
      mastery goal milestone spanish "A2 exam by 2026-12-01"
      mastery goal milestone spanish "A2 exam" --done --note "With 87 points!"
    """
    import msgspec

    from mastery.core.goals.goal import find_milestone
    from mastery.core.goals.lines import read_milestone
    from mastery.verbs.goals import edit_goal, reach, reopen

    if done + undone + remove > 1:
        raise BadInput("Give one of --done, --undone and --remove.")
    if note and not done:
        raise BadInput("--note is a line for the win: it goes with --done.")
    goal, journal, ref = find_goal(context, name), context.journal(), " ".join(milestone)
    if not (done or undone or remove):
        fresh = read_milestone(ref, journal.today())
        edit_goal(journal, goal, msgspec.structs.replace(goal, milestones=(*goal.milestones, fresh)))
        show(f"Added to {named(goal)}: {one_line(fresh.title)}{by_day(fresh.target)}")
        return
    index = find_milestone(goal, ref)
    found = goal.milestones[index]
    if done:
        new, win = reach(journal, goal, found, note)
        left = sum(one.done is None for one in new.milestones)
        show(f"Reached: {one_line(found.title)} — a win, kept as an entry ({journal.short(win.id)}).")
        last = f"That was the last: mastery goal achieve {goal_slug(goal)}"
        say(f"{count(left, 'milestone')} to go." if left else last)
    elif undone:
        reopen(journal, goal, found)
        show(f"Open again: {one_line(found.title)}")
    else:
        rest = goal.milestones[:index] + goal.milestones[index + 1 :]
        edit_goal(journal, goal, msgspec.structs.replace(goal, milestones=rest))
        show(f"Took away: {one_line(found.title)}. To take that back: mastery undo")


@command.command("obstacle")
@click.argument("name")
@click.argument("obstacle", nargs=-1, required=True)
@click.option("--model", metavar="MODEL", help='The mental model behind one that is there; "none" for none.')
@click.option("--remove", is_flag=True, help="It is in the way no more.")
@pass_context
def obstacle(context: Context, name: str, obstacle: tuple[str, ...], model: str | None, remove: bool) -> None:
    """Add what is in the way, or say which mental model is behind it.

    \b
    Examples:
      mastery goal obstacle spanish "I have no ear for languages"
      mastery goal obstacle spanish "I have no ear" --model ear
    """
    import msgspec

    from mastery.core.goals.goal import find_obstacle, with_obstacle
    from mastery.core.goals.lines import read_obstacles
    from mastery.verbs.goals import edit_goal

    goal, journal, ref = find_goal(context, name), context.journal(), " ".join(obstacle)
    if remove:
        index = find_obstacle(goal, ref)
        rest = goal.obstacles[:index] + goal.obstacles[index + 1 :]
        edit_goal(journal, goal, msgspec.structs.replace(goal, obstacles=rest))
        show(f"Out of the way: {one_line(goal.obstacles[index].text)}. To take that back: mastery undo")
    elif model is not None:
        from mastery.cli.finding import find_model
        from mastery.cli.printing.models import quoted

        index = find_obstacle(goal, ref)
        held = None if model == "none" else find_model(context, model)
        linked = msgspec.structs.replace(goal.obstacles[index], model=held.id if held else "")
        edit_goal(journal, goal, with_obstacle(goal, index, linked))
        behind = quoted(held.statement) if held else "no model"
        show(f"Behind “{one_line(linked.text)}”: {behind}")
    else:
        fresh = read_obstacles(ref)
        edit_goal(journal, goal, msgspec.structs.replace(goal, obstacles=(*goal.obstacles, *fresh)))
        show(f"In the way of {named(goal)}: {one_line(ref)}")


for one in (achieve_, pause_, resume_, drop_):
    command.add_command(one)


@command.command("link")
@click.argument("name")
@click.argument("refs", nargs=-1, required=True, metavar="REF…")
@click.option("--applied", is_flag=True, help="The skill was used for real in it.")
@click.option("--minutes", metavar="TIME", help="Time that was spent learning in it.")
@click.option("--remove", is_flag=True, help="They are not about it after all.")
@pass_context
def link_(context: Context, name: str, refs: tuple[str, ...], applied: bool, minutes: str | None, remove: bool) -> None:
    """Say that entries are about a goal, or that the skill was used for real in them.

    REF is the short id that `mastery list` prints, or "last".

    \b
    Examples:
      mastery goal link spanish last
      mastery goal link spanish k7w2mq --applied
    """
    from mastery.verbs.goals import link, unlink

    goal, journal = find_goal(context, name), context.journal()
    entries, spent = [journal.find(ref) for ref in refs], minutes_of(minutes) or 0
    linked = unlink(journal, goal, entries) if remove else link(journal, goal, entries, applied=applied, minutes=spent)
    what = count(len(linked), "entry", "entries")
    show(f"{what} {'no longer about' if remove else 'about'} {named(goal)}. To take it back: mastery undo")


@command.command("delete")
@click.argument("name")
@pass_context
def delete(context: Context, name: str) -> None:
    """Delete a goal that was set by mistake. One that is given up is let go instead: `mastery goal drop`.

    \b
    Example:
      mastery goal delete spanish
    """
    from mastery.verbs.goals import delete_goal

    goal = find_goal(context, name)
    delete_goal(context.journal(), goal)
    show(f"Deleted {named(goal)}. To take it back: mastery undo")
