"""The summary for a mentor, as parts of Markdown, from what may be seen; its sender can leave out, reorder and add."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from mastery.core.base.clock import Now, milliseconds
from mastery.core.base.controls import dropped
from mastery.core.base.errors import BadInput
from mastery.core.base.ids import new_id
from mastery.core.base.nesting import nested
from mastery.core.base.parts import Part, bullets
from mastery.core.base.phrases import count, date_text, minutes_text, short_day, shortened
from mastery.core.goals.goal import MOST, Goal, movement
from mastery.core.practices.practice import run_text
from mastery.core.review.plots import plot_svg, tension_plot
from mastery.core.sharing.feedback import How
from mastery.core.sharing.mentors import Mentor
from mastery.core.sharing.scope import Shared, SharedAnswer, SharedEntry, SharedGoal, SharedPractice, leave_out
from mastery.core.sharing.sent import Summary
from mastery.core.thinking.calibration import said as calibration_text
from mastery.core.writing.capture import fixed
from mastery.core.writing.moods import mood_name

LONGEST_NAME = 100
"""Letters of a person's name in the title of a summary."""

PARTS = ("note", "goals", "practices", "reflections", "lessons", "beliefs", "predictions", "feedback", "questions")
"""The parts in the order in which they stand unless another is asked for."""


WRITTEN = ("note", "questions")
"""The parts that are written for the summary; the others are what the journal holds."""


class Plan(msgspec.Struct, kw_only=True, frozen=True):
    """What you have chosen and written for the next summary to a mentor, on the Share screen or in a shell."""

    since: dt.date | None = None
    """None for the day that follows from the mentor's rhythm."""
    until: dt.date | None = None
    """None for today."""
    note: str = ""
    questions: str = ""
    """One a line."""
    order: tuple[str, ...] = PARTS
    without: tuple[str, ...] = ()
    """Names of parts, and ids of entries, that are left out."""
    sent: dt.date | None = None
    """The journal day on which it left; it may leave in another form on that day, and then a new one is begun."""


def planned(found: Shared, plan: Plan) -> list[Part]:
    """The parts of a summary, as the plan wants them."""
    return arranged(_written(leave_out(found, plan.without), plan), plan.order, plan.without)


def _written(found: Shared, plan: Plan) -> list[Part]:
    """All parts, including those left out, with the note and the questions of a plan."""
    asked = bullets(line.strip() for line in plan.questions.split("\n") if line.strip())
    return parts(found, note=plan.note, questions=asked)


def with_own(
    plan: Plan,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    note: str | None = None,
    questions: Sequence[str] = (),
    without: Sequence[str] = (),
    first: Sequence[str] = (),
) -> Plan:
    """The plan with the wishes of one command on top; None and empty sequences change nothing.

    A note or questions given now are in the summary even if the plan leaves that part out.
    """
    given = {name for name, text in (("note", note), ("questions", questions)) if text}
    return msgspec.structs.replace(
        plan,
        since=since or plan.since,
        until=until or plan.until,
        note=plan.note if note is None else note,
        questions="\n".join(questions) if questions else plan.questions,
        order=tuple(dict.fromkeys((*first, *plan.order))),
        without=tuple(dict.fromkeys((*(one for one in plan.without if one not in given), *without))),
    )


def left_out_text(found: Shared, plan: Plan) -> str:
    """What a plan leaves out of what the mentor may see, as "2 entries, the part predictions"; empty if nothing."""
    number = sum(one.id in plan.without for one in found.entries)
    names = [one.name for one in _written(found, plan) if one.name in plan.without]
    said = [count(number, "entry", "entries")] * bool(number)
    said += [f"the part{'s' * (len(names) > 1)} {' and '.join(names)}"] * bool(names)
    return ", ".join(said)


def check_days(since: dt.date, until: dt.date, today: dt.date) -> None:
    """Raises BadInput if the days of a summary are the wrong way round, or still to come."""
    if since > until:
        raise BadInput(f"{short_day(since)} comes after {short_day(until)}: swap them.")
    if until > today:
        raise BadInput(f"{short_day(until)} is still to come.")


def moved(plan: Plan, name: str, by: int, among: Sequence[str]) -> Plan:
    """The plan with a part moved up (-1) or down (1), past its neighbour of those that are on show (`among`)."""
    order = [*plan.order, *(one for one in PARTS if one not in plan.order)]
    shown = [one for one in order if one in among]
    at = shown.index(name) + by
    if not 0 <= at < len(shown):
        return plan
    first, second = order.index(name), order.index(shown[at])
    order[first], order[second] = order[second], order[first]
    return msgspec.structs.replace(plan, order=tuple(order))


def parts(found: Shared, *, note: str = "", questions: str = "") -> list[Part]:
    """The parts that have any content, in their usual order."""
    lessons = [one for one in found.entries if one.part == "lessons"]
    others = [one for one in found.entries if one.part == "reflections"]
    every = [
        Part("note", "", note.strip()),
        Part("goals", "Goals", _goals(found), pictures=tuple(_pictures(found))),
        Part("practices", "Practices", bullets(map(_practice, found.practices))),
        Part("reflections", "What I wrote", "\n\n".join(filter(None, [_counted(found), _entries(others)]))),
        Part("lessons", "Lessons", _entries(lessons)),
        Part("beliefs", "What I believe now", bullets(" → ".join(one) for one in found.chains)),
        Part("predictions", "Predictions", _predictions(found)),
        Part("feedback", "What came of your feedback", bullets(map(_answer, found.answers))),
        Part("questions", "Questions to you", questions.strip()),
    ]
    return [one for one in every if one.text]


def arranged(found: Sequence[Part], order: Sequence[str] = (), without: Iterable[str] = ()) -> list[Part]:
    """The parts without those left out; those that `order` names come first, as it names them."""
    left_out = set(without)
    places = {name: place for place, name in enumerate(order)}
    kept = [one for one in found if one.name not in left_out]
    return sorted(kept, key=lambda one: places.get(one.name, len(places)))


def summary_title(name: str, found: Shared) -> str:
    """The title of a summary, on one line; `name` is its sender's, empty if they gave none."""
    of = f" of {shown}" if (shown := _one_line(name)) else ""
    return f"Summary{of}, {date_text(found.since)} to {date_text(found.until)}"


def _one_line(name: str) -> str:
    """A name that fits a title and a mail's subject: on one line, without controls, not too long."""
    shown = " ".join(dropped(" ".join(name.split())).split())
    return shortened(shown, LONGEST_NAME)


def markdown(title: str, found: Sequence[Part]) -> str:
    """The summary as Markdown."""
    lines = [f"# {title}"]
    for one in found:
        lines += [f"## {one.heading}"] * bool(one.heading) + [one.text]
    return "\n\n".join(lines) + "\n"


def new_summary(
    to: Mentor, found: Shared, text: str, data: bytes, form: str, parts: Iterable[str], now: Now,
    *, is_sealed: bool,
) -> Summary:  # fmt: skip
    """The record of a summary whose bytes leave now; `parts` are the names of those that were not left out."""
    named = set(parts)
    entries = [one.id for one in found.entries if one.part in named]
    entries += [one.entry for one in found.answers if one.entry and "feedback" in named]
    return Summary(
        id=new_id(milliseconds(now.at)),
        mentor=to.id,
        name=to.name,
        since=found.since,
        until=found.until,
        form=form,
        sealed=is_sealed,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        entries=tuple(dict.fromkeys(entries)),
        goals=tuple(one.id for one in found.goals) if "goals" in named else (),
        sent=fixed(now.at),
        day=now.day,
    )


def _goals(found: Shared) -> str:
    return "\n\n".join(map(_goal, found.goals))


def _goal(one: SharedGoal) -> str:
    state = "" if one.status == "active" else f" ({one.status})"
    lines = [f"### {one.title}{state}"]
    lines += [f"**What I want to be able to do:** {one.vision}"] * bool(one.vision)
    lines += [f"**Where I am:** {one.reality}"] * bool(one.reality)
    if one.ratings:
        last = one.ratings[-1]
        moved = movement(one.ratings)
        rated = f"On {date_text(last.day)}: {last.reality} of the {last.vision} I want, on a scale to {MOST}."
        lines.append(rated + (f" {moved}." if moved else ""))
    facts = [f"Reached: {title}" for title in one.reached] + [f"Ahead: {title}" for title in one.ahead]
    facts += [f"{minutes_text(one.minutes)} of learning"] * bool(one.minutes)
    return "\n\n".join([*lines, *[bullets(facts)] * bool(facts)])


def _pictures(found: Shared) -> Iterable[str]:
    """The tension of each goal that was rated twice; drawn from what may be seen alone."""
    for one in found.goals:
        if len(one.ratings) > 1:
            goal = Goal(id=one.id, title=one.title, made=one.ratings[0].recorded, day=one.ratings[0].day)
            plot = tension_plot(goal, one.ratings, found.until)
            if plot is not None:
                yield plot_svg(plot)


def _practice(one: SharedPractice) -> str:
    length = run_text(one.length, one.unit) if one.length else "no streak now"
    name = f"{one.title} ({one.goal})" if one.goal else one.title
    if not one.days:
        return f"{name}: not done in these days; strength {one.strength:.0f} of 100"
    return f"{name}: done on {count(one.days, 'day')}; {length}; strength {one.strength:.0f} of 100"


_BECAME: dict[How, str] = {
    "entry": "became an entry",
    "evidence": "became evidence on what I believe",
    "commitment": "became a promise",
}


def _answer(one: SharedAnswer) -> str:
    """The mentor's own words, and what they became."""
    of = f": {one.of}" if one.of else ""
    return f"“{' '.join(one.text.split())}” {_BECAME[one.how]}{of}"


def _counted(found: Shared) -> str:
    """How much was written in total, if that may be seen."""
    number = found.entries_in_all
    return "" if number is None else f"*{count(number, 'entry', 'entries')} in all.*"


def _entries(found: Sequence[SharedEntry]) -> str:
    return "\n\n".join(map(_entry, found))


def _entry(one: SharedEntry) -> str:
    facts = [date_text(one.day)]
    facts += [f"mood: {mood_name(one.mood)}"] * bool(one.mood)
    facts += [minutes_text(one.minutes)] * bool(one.minutes)
    heading = f"### {one.title}" if one.title else ""
    return "\n\n".join(filter(None, [heading, f"*{', '.join(facts)}*", nested(one.body, 3)]))


_CAME: dict[str, str] = {"yes": "came true", "no": "did not come true", "": "still open"}


def _predictions(found: Shared) -> str:
    lines = [f"{probability} %, {_CAME[outcome]}: {statement}" for statement, probability, outcome in found.predictions]
    said = calibration_text(found.calibration) if found.calibration is not None and found.calibration.number else []
    return "\n\n".join(filter(None, [bullets(lines), " ".join(said)]))
