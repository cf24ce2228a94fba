"""Mentors: people who get summaries, what each may see, and when the next summary is due."""

import datetime as dt
from typing import Annotated, ClassVar, Literal, get_args

import msgspec

from mastery.core.base.addresses import check_email
from mastery.core.base.checks import check_owner, rule, some_line
from mastery.core.base.clock import Now, milliseconds, moved
from mastery.core.base.errors import BadInput
from mastery.core.base.ids import new_id
from mastery.core.base.records import Kind, Moment, Record
from mastery.core.base.tags import normalise_tag
from mastery.core.writing.capture import fixed

Rhythm = Literal["", "week", "two weeks", "month"]
RHYTHMS: tuple[str, ...] = tuple(one for one in get_args(Rhythm) if one)

DAYS: dict[str, int] = {"week": 7, "two weeks": 14, "month": 30}
"""Days from one summary to the next."""

SEEN = ("moods", "times", "models", "predictions", "counts")
"""What a scope has to name to be seen: the names of its fields."""

EVERY = "*"
"""In a scope: every goal, or entries whatever their tags."""


def check_name(name: str) -> str:
    """The name on one line. Raises BadInput if it is empty."""
    if not name.strip():
        raise BadInput("A mentor needs a name.")
    return " ".join(some_line(name).split())


def check_key(key: str) -> str:
    """An age recipient or an SSH public key on one line, or empty text. Raises BadInput for anything else."""
    text = " ".join(key.split())
    if "AGE-SECRET-KEY" in text.upper() or "PRIVATE KEY" in text:
        raise BadInput("That is a secret key: ask for the public one, which begins with age1 or ssh-.")
    if text and not text.startswith(("age1", "ssh-ed25519 ", "ssh-rsa ")):
        raise BadInput("A key begins with age1, ssh-ed25519 or ssh-rsa.")
    return text


def _check_seen_goals(goals: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one if one == EVERY else check_owner(one) for one in goals)


def _check_seen_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one if one == EVERY else normalise_tag(one) for one in tags)


class Scope(msgspec.Struct, kw_only=True, frozen=True):
    """What a mentor may see. What it does not name is not seen."""

    goals: Annotated[tuple[str, ...], rule(_check_seen_goals)] = ()
    """Ids of goals, or EVERY."""
    tags: Annotated[tuple[str, ...], rule(_check_seen_tags)] = ()
    """Tags as entries have them ("work", "@anna"), or EVERY."""
    kinds: tuple[Kind, ...] = ()
    """Kinds of entries; none means that the kind does not matter."""
    moods: bool = False
    times: bool = False
    """Minutes of learning, of the goals and entries that may be seen."""
    models: bool = False
    """Statements of the mental models that have to do with the goals."""
    predictions: bool = False
    """Predictions on such models, and their calibration."""
    counts: bool = False
    """How many entries there were in all."""


class Mentor(Record, kw_only=True, frozen=True):
    """A person summaries go to."""

    table: ClassVar[str] = "mentors"
    noun: ClassVar[str] = "mentor"
    title_field: ClassVar[str] = "name"
    has_own_name: ClassVar[bool] = True

    name: Annotated[str, msgspec.Meta(min_length=1), rule(check_name)]
    """One line."""
    email: Annotated[str, rule(check_email)] = ""
    key: Annotated[str, rule(check_key)] = ""
    """An age recipient ("age1…"), or an SSH public key; summaries are encrypted to it."""
    scope: Scope = Scope()
    rhythm: Rhythm = ""
    made: Moment
    day: dt.date
    """The journal day on which it was added."""

    @property
    def title(self) -> str:
        """What it is found by."""
        return self.name


def read_rhythm(typed: str) -> Rhythm:
    """How often a summary goes out: week, two weeks, month, or nothing. Raises BadInput."""
    text = " ".join(typed.split()).casefold()
    if text in ("", "never"):
        return ""
    fits: list[Rhythm] = [one for one in get_args(Rhythm) if one and one.startswith(text)]
    if not fits:
        raise BadInput(f"{typed.strip()!r} is no rhythm: write {', '.join(RHYTHMS)}, or never.")
    return fits[0]


def new_mentor(name: str, now: Now, *, email: str = "", key: str = "", scope: Scope, rhythm: Rhythm = "") -> Mentor:
    """A new mentor. Raises BadInput for an invalid name, address or key."""
    return Mentor(
        id=new_id(milliseconds(now.at)),
        name=check_name(name),
        email=check_email(email),
        key=check_key(key),
        scope=scope,
        rhythm=rhythm,
        made=fixed(now.at),
        day=now.day,
    )


def due_day(mentor: Mentor, last: dt.date | None) -> dt.date | None:
    """The day of the next summary, from the last one's, or from the mentor's adding; None without a rhythm."""
    return moved(last or mentor.day, DAYS[mentor.rhythm]) if mentor.rhythm else None


def scope_text(scope: Scope, goals: dict[str, str]) -> str:
    """The scope in words; `goals` are titles by id."""
    parts = []
    if EVERY in scope.goals:
        parts.append("every goal")
    else:
        parts += [goals.get(one, "a goal that is gone") for one in scope.goals]
    tags = [f"{'' if one.startswith('@') else '#'}{one}" for one in scope.tags if one != EVERY]
    parts += ["whatever its tags"] if EVERY in scope.tags else tags
    parts += [f"only {', '.join(scope.kinds)}"] * bool(scope.kinds)
    seen = [name for name in SEEN if getattr(scope, name)]
    parts += [f"with {', '.join(seen)}"] * bool(seen)
    return ", ".join(parts) or "nothing yet"
