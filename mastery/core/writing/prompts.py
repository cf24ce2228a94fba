"""Prompts: questions for reflection, one a day, from packs that take turns."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, NamedTuple

from mastery.core.base.clock import Now, milliseconds
from mastery.core.base.errors import BadInput
from mastery.core.base.ids import new_id
from mastery.core.base.records import Line, Moment, Record
from mastery.core.base.tags import tags_in
from mastery.core.writing.capture import Draft, check_text, fixed


class Skip(Record, kw_only=True, frozen=True):
    """A question that was passed over on a journal day."""

    table: ClassVar[str] = "skips"
    noun: ClassVar[str] = "skipped question"
    title_field: ClassVar[str] = "question"

    day: dt.date
    question: Line
    recorded: Moment


class Pack(NamedTuple):
    """Questions that belong together."""

    key: str
    """The name of its file."""
    title: str
    about: str
    questions: tuple[str, ...]


_KEYS = ("title", "about", "questions")


def read_pack(key: str, text: str) -> Pack:
    """The pack in a TOML text. Raises BadInput, which says what is wrong with it."""
    import tomllib

    try:
        found: dict[str, Any] = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"it is not TOML: {error}") from None
    unknown = [name for name in found if name not in _KEYS]
    if unknown:
        raise BadInput(f"{unknown[0]!r} is not known there: a pack has {', '.join(_KEYS)}")
    questions = found.get("questions")
    if not isinstance(questions, list):
        raise BadInput('it has no list of questions: questions = ["…?"]')
    for number, one in enumerate(questions, 1):
        if not isinstance(one, str) or not one.strip() or "\n" in one.strip():
            raise BadInput(f"question {number} is not a line of text")
    title, about = found.get("title", key.replace("-", " ").capitalize()), found.get("about", "")
    if not isinstance(title, str) or not isinstance(about, str):
        raise BadInput("title and about are texts")
    return Pack(key=key, title=title, about=about, questions=tuple(one.strip() for one in questions))


def in_turn(packs: Sequence[Pack]) -> list[str]:
    """All questions in the order in which they are asked: the packs take turns, each as often as it has questions."""
    places = [
        ((at + 0.5) / len(pack.questions), pack.key, question)
        for pack in packs
        for at, question in enumerate(pack.questions)
    ]
    return list(dict.fromkeys(question for _, _, question in sorted(places)))


def prompt_for(day: dt.date, packs: Sequence[Pack], skips: Iterable[dt.date] = ()) -> str:
    """The prompt of a journal day: the same all day, and none comes again before all have come; empty without any.

    Each of the `skips`, the journal days on which a prompt was skipped, moves on by one for good.
    """
    questions = in_turn(packs)
    if not questions:
        return ""
    passed = sum(one <= day for one in skips)
    return questions[(day.toordinal() + passed) % len(questions)]


def answered(question: str, typed: str) -> Draft:
    """The answer to a prompt, as an entry's text: the whole question is its title. Raises BadInput if nothing was
    typed."""
    body = check_text(typed)
    return Draft(question, body, tags_in(f"{question}\n{body}"))


def new_skip(question: str, now: Now) -> Skip:
    """The prompt of the day, skipped now."""
    return Skip(id=new_id(milliseconds(now.at)), day=now.day, question=question, recorded=fixed(now.at))
