"""The forms of goals and practices: what each asks for, checks, and saves."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from mastery.core.base.errors import BadInput
from mastery.core.base.names import each_named, named
from mastery.core.base.numbers import number_of, read_minutes
from mastery.core.base.phrases import count, minutes_text, short_day, weekday_date
from mastery.core.base.records import Entry, Record
from mastery.core.goals.acts import new_goal
from mastery.core.goals.goal import MOST, Goal, Obstacle, Rating, check_rating, movement, ratings_of, with_obstacle
from mastery.core.goals.lines import (
    MILESTONES_HINT,
    OBSTACLES_HINT,
    RESOURCES_HINT,
    check_title,
    milestone_line,
    read_milestones,
    read_obstacles,
    read_resources,
    read_target,
    resource_line,
)
from mastery.core.practices.cadence import next_days, parse_cadence, said, written
from mastery.core.practices.practice import Practice, ended, with_cadence
from mastery.core.thinking.model import Model
from mastery.core.writing.editing import meanwhile_text
from mastery.core.writing.moods import MOODS, mood_name, read_mood
from mastery.tui.screens.form import Field, Form
from mastery.verbs.goals import edit_goal, rate, set_goal
from mastery.verbs.practices import begin_practice, edit_practice
from mastery.verbs.writing import edit_entry

if TYPE_CHECKING:
    from mastery.store import Journal


def goal_form(journal: "Journal", goal: Goal | None) -> Form:
    """Sets a goal, or changes one."""
    today = journal.today()
    old = goal or new_goal("x", journal.now())
    title = goal.title if goal else ""
    fields = (
        Field("title", "Goal", title, "Speak Spanish", check=free_name(journal, Goal, goal, check_title)),
        Field("vision", "Vision — what you want to be able to do", old.vision, lines=3),
        Field("reality", "Reality — where you honestly are", old.reality, lines=3),
        Field("why", "Why it matters", old.why, lines=2),
        day_field("target", "By", old.target, "2027-06-01, next june, in 6 months", today),
        Field(
            "budget", "Time a week", minutes_text(old.budget) if old.budget else "", "3h, 90 min", check=spent_text
        ),
        Field(
            "milestones", "Milestones, one a line", "\n".join(map(milestone_line, old.milestones)), MILESTONES_HINT, 4,
            lambda typed: _counted(len(read_milestones(typed, today)), "milestone"),
        ),
        Field(
            "resources", "Resources, one a line", "\n".join(map(resource_line, old.resources)), RESOURCES_HINT, 3,
            lambda typed: _counted(len(read_resources(typed, today)), "resource"),
        ),
        Field(
            "obstacles", "In the way, one a line", "\n".join(one.text for one in old.obstacles), OBSTACLES_HINT, 3,
            lambda typed: _counted(len(read_obstacles(typed)), "obstacle"),
        ),
    )  # fmt: skip

    def save(typed: dict[str, str]) -> str:
        fields: dict[str, Any] = {
            "title": check_title(typed["title"]),
            **{name: typed[name].strip() for name in ("vision", "reality", "why")},
            "target": read_target(typed["target"], today),
            "budget": read_minutes(typed["budget"]),
            "milestones": read_milestones(typed["milestones"], today),
            "resources": read_resources(typed["resources"], today),
            "obstacles": read_obstacles(typed["obstacles"], old.obstacles),
        }
        if goal is None:
            return f"Set: {set_goal(journal, **fields).title}"
        return f"Changed: {edit_goal(journal, goal, msgspec.structs.replace(goal, **fields)).title}"

    return Form("Edit the goal" if goal else "A new goal", f"goal-{goal.id if goal else 'new'}", fields, save)


def practice_form(journal: "Journal", practice: Practice | None, *, goal: Goal | None, week_starts: int) -> Form:
    """Begins a practice, which serves `goal`, or changes one. A new cadence holds from today on."""
    today = journal.today()
    goals = journal.records(Goal)
    serves = next((one for one in goals if practice is not None and one.id == practice.goal), goal)
    cadence = practice.cadences[-1].cadence if practice else ""
    length = minutes_text(practice.minutes) if practice and practice.minutes else ""

    def understood(typed: str) -> str:
        read = parse_cadence(typed)
        days = next_days(read, practice.cadences[-1].since if practice else today, today)
        return said(read) + (": " + ", ".join(map(weekday_date, days)) if days else "")

    def find(typed: str) -> Goal | None:
        return named(typed, goals, "goal") if typed.strip() else None

    def serving(typed: str) -> str:
        found = find(typed)
        return found.title if found is not None else "no goal"

    check_name = free_name(journal, Practice, practice, lambda typed: check_title(typed, "practice"))
    fields = [
        Field("title", "Practice", practice.title if practice else "", "Guitar", check=check_name),
        Field("cadence", "How often", cadence, "daily, mon,wed,fri, 3/week, 150min/week", check=understood),
        Field("goal", "For the goal", serves.title if serves else "", "a beginning of its name", check=serving),
        Field("minutes", "Usual length", length, "30 min", check=spent_text),
    ]
    if practice is None:
        fields.append(day_field("since", "First day", today, "today", today))
    fields.append(day_field("until", "Last day", practice.until if practice else None, "none", today))

    def save(typed: dict[str, str]) -> str:
        found = find(typed["goal"])
        last = read_target(typed["until"], today)
        minutes = read_minutes(typed["minutes"])
        if practice is None:
            new = begin_practice(
                journal,
                typed["title"],
                typed["cadence"],
                first=read_target(typed["since"], today),
                last=last,
                goal=found,
                minutes=minutes,
                week_starts=week_starts,
            )
            return f"Begun: {new.title}, {said(new.cadence)}"
        new = msgspec.structs.replace(
            practice,
            title=check_title(typed["title"], "practice"),
            goal=found.id if found else "",
            minutes=minutes,
            until=None,
        )
        fresh = written(parse_cadence(typed["cadence"]))
        if fresh != cadence:
            new = with_cadence(new, fresh, max(today, practice.since), week_starts)
        new = edit_practice(journal, practice, ended(new, last) if last else new)
        return f"Changed: {new.title}, {said(new.cadence)}"

    name = f"practice-{practice.id if practice else 'new'}"
    return Form("Edit the practice" if practice else "A new practice", name, fields, save)


def free_name(
    journal: "Journal", kind: type[Record], record: Record | None, check: Callable[[str], str]
) -> Callable[[str], str]:
    """A check that refuses whatever `check` refuses, and names that another record of the kind has."""

    def checked(typed: str) -> str:
        journal.check_name(kind, check(typed), but=record.id if record else "")
        return ""

    return checked


def rating_form(journal: "Journal", goal: Goal) -> Form:
    """Rates a goal."""
    ratings = ratings_of(goal, journal.records(Rating))
    last = ratings[-1] if ratings else None
    ago = f"{last.reality} of {last.vision} on {short_day(last.day)}" if last else "the first reading"

    def rated(name: str) -> Callable[[str], str]:
        def check(typed: str) -> str:
            check_rating(_number(typed), name)
            return ""

        return check

    fields = (
        Field(
            "vision",
            "Vision, 0–10: how good you want to be",
            str(last.vision) if last else "",
            "such as 8",
            check=rated("vision"),
        ),
        Field("reality", "Reality, 0–10: how good you are, honestly", "", f"{ago}", check=rated("reality")),
        Field("note", "What makes you say so", "", "Lost in every fast talk"),
    )

    def save(typed: dict[str, str]) -> str:
        vision, reality = _number(typed["vision"]), _number(typed["reality"])
        made = rate(journal, goal, vision, reality, typed["note"])
        moved = movement(ratings_of(goal, journal.records(Rating)))
        return f"{made.reality} of {made.vision}. {moved}".strip()

    return Form(f"{goal.title}: where are you now?", f"reading-{goal.id}", fields, save)


def _number(typed: str) -> int:
    number = number_of(typed.strip())
    if number is None:
        raise BadInput(f"a number from 0 to {MOST}")
    return number


def obstacle_form(journal: "Journal", goal: Goal, number: int) -> Form:
    """Says which mental model is behind an obstacle of a goal."""
    old, models = goal.obstacles[number], journal.records(Model)
    held = next((one.title for one in models if one.id == old.model), "")

    def find(typed: str) -> Model | None:
        return named(typed, models, "model") if typed.strip() else None

    def believed(typed: str) -> str:
        found = find(typed)
        return found.statement if found is not None else ""

    fields = (
        Field("text", "What is in the way?", old.text, check=lambda typed: "" * bool(check_title(typed, "obstacle"))),
        Field("model", "Which mental model is behind it?", held, "a word of it, or its beginning", check=believed),
    )

    def save(typed: dict[str, str]) -> str:
        found = find(typed["model"])
        new = Obstacle(text=check_title(typed["text"], "obstacle"), model=found.id if found else "")
        edit_goal(journal, goal, with_obstacle(goal, number, new))
        return f"Changed: {new.text}"

    return Form("In the way", f"obstacle-{goal.id}-{number}", fields, save)


def about_form(journal: "Journal", entry: Entry) -> Form:
    """Says which goals and models an entry is about, how long it took, and whether the skill was used in real life."""
    goals, models = journal.records(Goal), journal.records(Model)
    names = ", ".join(one.title for one in goals if one.id in entry.goals)
    held = ", ".join(one.title for one in models if one.id in entry.models)

    def find_models(typed: str) -> list[Model]:
        return each_named(typed, models, "model")

    fields = (
        Field("goals", "About the goals", names, "beginnings of their names, commas between",
              check=check_goals(journal)),
        Field("models", "About the mental models", held, "a word of each, commas between",
              check=lambda typed: ", ".join(one.statement for one in find_models(typed))),
        Field("minutes", "Time spent learning", minutes_text(entry.minutes) if entry.minutes else "", "45 min",
              check=spent_text),
        Field("mood", "How did it feel? 1–5", str(entry.mood or ""), ", ".join(MOODS), check=_mood_text),
        Field("shareable", "May mentors see it, those in whose scope it lies?", "yes" if entry.shareable else "no",
              "yes or no", check=lambda typed: "" * _yes(typed)),
        Field("applied", "Was the skill used for real?", "yes" if entry.applied else "no", "yes or no",
              check=lambda typed: "" * _yes(typed)),
    )  # fmt: skip

    def save(typed: dict[str, str]) -> str:
        new = msgspec.structs.replace(
            entry,
            goals=_linked(entry.goals, goals, find_goals(journal, typed["goals"])),
            models=_linked(entry.models, models, find_models(typed["models"])),
            minutes=read_minutes(typed["minutes"]),
            mood=read_mood(typed["mood"]),
            applied=_yes(typed["applied"]),
            shareable=_yes(typed["shareable"]),
        )
        was_deleted = edit_entry(journal, entry, new).meanwhile == "deleted"
        back = f"\n{meanwhile_text('deleted', 'u')}" if was_deleted else ""
        return f"Changed: {entry.title or 'the entry'}{back}"

    return Form(f"About: {entry.title or 'untitled'}", f"about-{entry.id}", fields, save)


def _linked(before: Sequence[str], known: Sequence[Record], named_now: Sequence[Record]) -> tuple[str, ...]:
    """The ids of the named records, and earlier ones that this journal does not have."""
    unknown = [one for one in before if one not in {record.id for record in known}]
    return tuple(dict.fromkeys([*(one.id for one in named_now), *unknown]))


def find_goals(journal: "Journal", typed: str) -> list[Goal]:
    """The goals of names separated by commas. Raises MasteryError if none or several match one."""
    return each_named(typed, journal.records(Goal), "goal")


def check_goals(journal: "Journal") -> Callable[[str], str]:
    """Says which goals are meant by what is typed."""
    return lambda typed: ", ".join(one.title for one in find_goals(journal, typed))


def _yes(typed: str) -> bool:
    words = typed.strip().casefold()
    if words not in ("yes", "y", "no", "n", ""):
        raise BadInput("yes or no")
    return words[:1] == "y"


def day_field(name: str, label: str, day: dt.date | None, hint: str, today: dt.date) -> Field:
    """A field for a day, which says how far away the typed one is."""

    def check(typed: str) -> str:
        found = read_target(typed, today)
        if found is None:
            return ""
        away = (found - today).days
        if away == 0:
            return "today"
        return f"{short_day(found)}, " + (f"in {count(away, 'day')}" if away > 0 else f"{count(-away, 'day')} ago")

    return Field(name, label, day.isoformat() if day else "", hint, check=check)


def spent_text(typed: str) -> str:
    """The typed length of time as it was understood; empty for none. Raises BadInput."""
    found = read_minutes(typed)
    return minutes_text(found) if found else ""


def _mood_text(typed: str) -> str:
    return mood_name(read_mood(typed))


def _counted(number: int, noun: str) -> str:
    return count(number, noun) if number else ""
