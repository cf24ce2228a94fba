"""Questions in the shell, one after the other; each answer is on disk before the next question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import click

from mastery.cli.context import Context, input_is_terminal
from mastery.cli.printing.output import say
from mastery.cli.terminal import style
from mastery.core.base.errors import BadInput, MasteryError


class Question(NamedTuple):
    """One question."""

    name: str
    text: str
    hint: str = ""
    """The meaning of enter alone, or the possible answers."""
    check: Callable[[str], object] = lambda typed: None
    """Raises MasteryError for an answer that cannot be understood."""


def can_ask() -> bool:
    """Whether there is a person who can be asked."""
    return input_is_terminal()


def ask(context: Context, form: str, questions: list[Question], known: Mapping[str, str]) -> dict[str, str]:
    """The answers to questions that `known` does not answer yet, by name.

    Answers are saved under `form`, and offered when the same is asked again, so an interruption loses nothing. The
    interface asks the same under the same name. Raises BadInput for a known answer that cannot be understood.
    """
    journal = context.journal()
    answers = dict(known)
    for one in questions:
        if one.name in known:
            one.check(known[one.name])
    left = journal.read_form(form)
    if left:
        say("What you had answered before stands in brackets; enter takes it.")
    for one in questions:
        if one.name in answers:
            continue
        answers[one.name] = _asked(one, left.get(one.name, ""))
        journal.save_form(form, {**left, **answers})
    return answers


def _asked(one: Question, before: str) -> str:
    say("")
    say(style(one.text, bold=True) + (style(f"  {one.hint}", dim=True) if one.hint else ""))
    while True:
        typed = str(click.prompt(">", default=before, show_default=bool(before), prompt_suffix=" ", err=True)).strip()
        try:
            one.check(typed)
        except MasteryError as error:
            say(str(error))
        else:
            return typed


def must_ask(missing: str) -> BadInput:
    """The message if an answer is missing and there is nobody to ask."""
    return BadInput(f"{missing} (There is no terminal to ask you in.)")
