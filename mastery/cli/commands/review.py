"""`mastery review`: a week, a month or a year to look back on, its pictures, and the review written of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from mastery.cli.context import Context, in_words, input_is_terminal, pass_context
from mastery.cli.finding import find_goal
from mastery.cli.printing.output import drawn, line_width, one_line, show
from mastery.cli.terminal import style
from mastery.cli.typed import day_of
from mastery.core.base.errors import BadInput, MasteryError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mastery.core.base.page import Face, Line
    from mastery.core.review.plots import Plot
    from mastery.core.review.review import Period, Review

SECTION, PLACE = "Read", 60

PLOT = (72, 16)
"""Columns and rows of a plot; fewer columns where the terminal has fewer."""

WEEKS = 12
"""Weeks of learning time."""

NO_TIME = "No time was written down: mastery log --goal NAME --minutes 45 TEXT"

PICTURES = ("map", "streaks", "time", "tension", "mood", "calibration")


@click.command("review")
@click.argument("span", type=click.Choice(("week", "month", "year")), default="week")
@click.option("--on", "day", metavar="DATE", help="The one that has this day; the present one unless given.")
@click.option("--write", is_flag=True, help="Write the review in your editor, prefilled; it becomes an entry.")
@click.option("--picture", type=click.Choice(PICTURES), help="Draw only this.")
@click.option(
    "--count",
    "counted",
    metavar="WHAT",
    default="entries",
    show_default=True,
    help="What the map counts: entries, words, minutes, or a practice's check-ins.",
)
@click.option("--goal", metavar="NAME", help="Whose tension is drawn; all active goals' unless given.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "md", "svg")),
    default="text",
    help="md tells it as a story to print; svg is for --picture, the map unless given.",
)
@pass_context
def command(
    context: Context, /, span: str, day: str | None, write: bool, picture: str | None, counted: str, goal: str | None,
    form: str,
) -> None:  # fmt: skip
    """Look back on a week, a month or a year.

    What was done and learnt, how goals, moods and beliefs moved, which tags rose and which fell. A year begins with its
    map: a cell for each day, the fuller the more entries. With --write your editor opens on a review that says what the
    journal knows; what you promise in it the next one asks about.

    \b
    Examples:
      mastery review
      mastery review month --on 2026-10-01
      mastery review --write
      mastery review year --format md > 2026.md
      mastery review year --picture map --count minutes
      mastery review --picture tension --goal spanish --format svg > tension.svg
    """
    from mastery.core.review.review import period

    today = context.journal().today()
    found = period(span, day_of(context, day) or today, context.settings.week_starts)
    if found.since > today:
        raise BadInput(f"That is still to come: give a day up to today, {today}.")
    if write:
        _write(context, found)
    elif picture or form == "svg":
        if form not in ("text", "svg"):
            raise BadInput("A picture is text or svg.")
        show(_picture(context, found, picture or "map", counted, goal, svg=form == "svg"))
    elif form == "md":
        from mastery.verbs.reviews import year_story

        show(year_story(context.journal(), found, context.settings.week_starts).rstrip("\n"))
    else:
        if form == "json":
            from mastery.verbs.reviews import look_back

            show(_json(look_back(context.journal(), found, context.settings.week_starts)))
            return
        if span == "year":
            show(_picture(context, found, "map", counted, goal, svg=False) + "\n")
        show(_text(context, found))


def _write(context: Context, found: Period) -> None:
    """Writes the review in the editor."""
    from mastery.cli.editor import edit_text
    from mastery.core.base.records import Entry
    from mastery.core.review.guided import read_answers, review_text, review_title
    from mastery.verbs.reviews import guided_steps, write_review

    if not input_is_terminal():
        raise BadInput("--write opens your editor, and there is no terminal. In a script: mastery log --kind review -")
    journal = context.journal()
    asked = guided_steps(journal, found, context.settings.week_starts)

    def save(text: str) -> Entry:
        return write_review(journal, found, asked, read_answers(found, asked, text))

    heading = f"# {review_title(found)}"
    left = next((one.key for one in journal.drafts() if one.text.partition("\n")[0] == heading), None)
    entry = edit_text(
        context,
        left or journal.new_draft_key(None),
        None if left else review_text(found, asked),
        save,
        blank=True,
        again=f"mastery review {found.span} --on {found.since} --write",
    )
    show(f"Kept {style(journal.short(entry.id), bold=True)}  {entry.day}  {entry.title}")


def _picture(context: Context, found: Period, name: str, counted: str, goal: str | None, *, svg: bool) -> str:
    """One picture of the journal, as text or as SVG."""
    if name == "map":
        return _map(context, found, counted, svg=svg)
    if name == "streaks":
        return _streaks(context, svg=svg)
    if name == "time":
        return _time(context, found, svg=svg)
    plots = _plots(context, found, name, goal)
    if svg and len(plots) > 1:
        raise BadInput("An SVG holds one picture: say which goal, with --goal NAME.")
    from mastery.core.review.plots import legend, plot_rows, plot_svg, plot_words

    if svg:
        return plot_svg(plots[0])
    width = min(PLOT[0], line_width() or PLOT[0])
    parts = []
    for plot in plots:
        key = drawn(style(legend(plot), dim=True))
        rows = plot_words(plot) if in_words() else plot_rows(plot, width, PLOT[1])
        parts.append("\n".join(filter(None, [f"{one_line(plot.title)}  {plot.said}", key, *rows])))
    return "\n\n".join(parts)


def _map(context: Context, found: Period, counted: str, *, svg: bool) -> str:
    from mastery.core.review.heatmap import map_rows, map_svg, map_words, year_map

    values, noun = _values(context, counted)
    heat = year_map(values, found.since.year, context.settings.week_starts)
    if svg:
        return map_svg(heat, noun)
    return "\n".join(map_words(heat, noun) if in_words() else map_rows(heat, context.journal().today()))


def _values(context: Context, counted: str) -> tuple[dict[dt.date, int], str]:
    """What the map counts, by day, and its name."""
    from mastery.core.base.names import named
    from mastery.core.practices.practice import Practice, practised
    from mastery.core.review.measures import checkins_by_day, entries_by_day, minutes_by_day, words_by_day

    journal = context.journal()
    if counted == "entries":
        return entries_by_day(journal.entries().places), counted
    if counted == "words":
        return words_by_day(journal.entries()), counted
    if counted == "minutes":
        return minutes_by_day(journal.sessions(), practised(journal.practices())), counted
    practice = named(counted, journal.records(Practice), "practice", command="mastery practice")
    marks = next(one.marks for one in journal.practices() if one.practice.id == practice.id)
    return checkins_by_day(marks), practice.title


def _streaks(context: Context, *, svg: bool) -> str:
    from mastery.core.review.strips import strips, strips_svg

    found = strips(context.journal().practices(), context.journal().today())
    if svg:
        return strips_svg(found)
    if not found:
        return "No practice yet: mastery practice add"
    from mastery.core.pages.review import streak_lines

    return _painted(context, lambda face: streak_lines(found, face))


def _time(context: Context, found: Period, *, svg: bool) -> str:
    from mastery.core.pages.review import time_lines
    from mastery.core.review.learning_time import time_svg
    from mastery.verbs.reviews import time_spent

    settings = context.settings
    spent = time_spent(context.journal(), found, WEEKS, settings.week_starts, settings.weekly_minutes)
    if svg:
        return time_svg(spent)
    return _painted(context, lambda face: time_lines(spent, face)) or NO_TIME


def _painted(context: Context, lines: Callable[[Face], Sequence[Line]]) -> str:
    """Lines of the page, alone."""
    from mastery.cli.printing.pages import face_of, page_text
    from mastery.core.base.page import Section

    journal = context.journal()
    return page_text([Section("", lines(face_of(journal.today())))], journal.short, _hints())


def _hints() -> dict[str, str]:
    return {
        "stake": "* waits for you today",
        "strips": "streak · strength, 0–100" if in_words() else "streak · strength, 0–100 · the last weeks",
        "resolved": "all of them: mastery predict list --all",
    }


def _plots(context: Context, found: Period, name: str, goal: str | None) -> list[Plot]:
    """The plots of a name; at least one. Raises BadInput where there is nothing to plot, saying the next step."""
    from mastery.core.goals.goal import Goal, Rating, in_order, ratings_of
    from mastery.core.review.moods import mood_by_day
    from mastery.core.review.plots import calibration_plot, mood_plot, tension_plot
    from mastery.core.thinking.calibration import calibration
    from mastery.core.thinking.prediction import Prediction, judged

    journal = context.journal()
    today = journal.today()
    if name == "calibration":
        resolved = calibration(judged(journal.records(Prediction), {}))
        if not resolved.is_enough:
            raise MasteryError("Ten resolved predictions are needed: mastery predict resolve")
        return [calibration_plot(resolved)]
    if name == "mood":
        plot = mood_plot(mood_by_day(journal.sessions()), found.since, min(found.until, today))
        if plot is None:
            raise MasteryError("No mood was written down then: mastery log --mood good TEXT")
        return [plot]
    ratings = journal.records(Rating)
    goals = (
        [find_goal(context, goal)]
        if goal
        else [one for one in in_order(journal.records(Goal)) if one.status == "active"]
    )
    plots = [tension_plot(one, ratings_of(one, ratings), today) for one in goals]
    found_plots = [one for one in plots if one is not None]
    if not found_plots:
        raise MasteryError("No goal was rated yet: mastery goal rate NAME --vision 8 --reality 3")
    return found_plots


def _json(said: Review) -> str:
    import json

    from mastery.core.base.records import to_fields

    fields = said._asdict() | {"period": said.period._asdict()}
    for name in ("wins", "lessons", "resolved", "believed"):
        fields[name] = [to_fields(one) for one in fields[name]]
    fields["chains"] = [[to_fields(one) for one in chain] for chain in said.chains]
    for name in ("practices", "rose", "fell"):
        fields[name] = [one._asdict() for one in fields[name]]
    fields["moved"] = [
        {"goal": one.goal.title, "first": to_fields(one.first), "last": to_fields(one.last)} for one in said.moved
    ]
    return json.dumps(fields, ensure_ascii=False, indent=2, default=str)


def _text(context: Context, found: Period) -> str:
    from mastery.cli.printing.pages import face_of, page_text
    from mastery.core.pages.review import review_sections
    from mastery.verbs.pages.review import period_facts

    journal, settings = context.journal(), context.settings
    facts = period_facts(journal, found, settings.week_starts, settings.weekly_minutes)
    is_past = found.until < journal.today()
    unwritten = "Nothing was written in this time." if is_past else "Nothing written yet. mastery log TEXT"
    hints = {**_hints(), "unwritten": unwritten}
    return page_text(review_sections(facts, face_of(journal.today())), journal.short, hints)
