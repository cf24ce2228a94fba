"""The forms of sharing: a mentor, the words to them, the days of a summary, the file it goes to, and their reply."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from mastery.core.base.addresses import check_email, same
from mastery.core.base.errors import BadInput
from mastery.core.base.names import slug
from mastery.core.base.phrases import count, short_day
from mastery.core.base.records import KINDS
from mastery.core.base.tags import normalise_tag, signed
from mastery.core.base.when import parse_day
from mastery.core.goals.goal import Goal
from mastery.core.pages.feedback import RemarkItem
from mastery.core.sharing.feedback import MOST, evidence_text, read_reply, taken_in_text
from mastery.core.sharing.mentors import (
    EVERY,
    RHYTHMS,
    SEEN,
    Mentor,
    Scope,
    check_name,
    read_rhythm,
)
from mastery.core.sharing.sealing import read_key
from mastery.core.sharing.summary import Plan
from mastery.host.files import check_place, named, read_bytes
from mastery.tui.forms.goals import find_goals, free_name
from mastery.tui.forms.models import evidence_form
from mastery.tui.screens.form import Field, Form
from mastery.verbs.feedback import add_feedback, save_as_evidence
from mastery.verbs.mentors import add_mentor, edit_mentor
from mastery.verbs.sending import Ready, form_of, to_file
from mastery.verbs.summaries import choose_days, planned_days, write_words

if TYPE_CHECKING:
    from mastery.store import Journal

FORM_SAID = {"md": "Markdown", "html": "one HTML file", "text": "plain text", "eml": "a mail to open"}


def mentor_form(journal: "Journal", mentor: Mentor | None) -> Form:
    """Adds a mentor, or changes one."""
    scope = mentor.scope if mentor else Scope()
    goals = journal.records(Goal)
    named = [EVERY] * (EVERY in scope.goals) + [one.title for one in goals if one.id in scope.goals]
    tags = [one if one == EVERY else signed(one) for one in scope.tags]
    seen = [one for one in SEEN if getattr(scope, one)]

    def goals_text(typed: str) -> str:
        ids = _goals(journal, typed, scope)
        return "every goal" if EVERY in ids else ", ".join(one.title for one in goals if one.id in ids)

    fields = (
        Field("name", "Name", mentor.name if mentor else "", "Ana",
              check=free_name(journal, Mentor, mentor, check_name)),
        Field("email", "E-mail", mentor.email if mentor else "", "ana@example.org",
              check=lambda typed: "" * bool(check_email(typed))),
        Field("key", "Their public key, to encrypt to", mentor.key if mentor else "", "age1… or ssh-ed25519 …",
              check=_key_text),
        Field("goals", "Goals they see", ", ".join(named), "beginnings of their names, commas between; * for every one",
              check=goals_text),
        Field("tags", "And shareable entries with the tags", ", ".join(tags), "#work, @ana; * for whatever tags",
              check=lambda typed: "" * bool(_tags(typed))),
        Field("kinds", "Only entries of these kinds", ", ".join(scope.kinds), ", ".join(KINDS),
              check=lambda typed: "" * bool(_some(typed, KINDS))),
        Field("sees", "They also see, of those", ", ".join(seen), ", ".join(SEEN),
              check=lambda typed: "" * bool(_some(typed, SEEN))),
        Field("rhythm", "How often?", mentor.rhythm if mentor else "", f"{', '.join(RHYTHMS)}; empty for now and then",
              check=lambda typed: "" * bool(read_rhythm(typed))),
    )  # fmt: skip

    def save(typed: dict[str, str]) -> str:
        sees: dict[str, Any] = dict.fromkeys(SEEN, False) | dict.fromkeys(_some(typed["sees"], SEEN), True)
        new_scope = msgspec.structs.replace(
            scope,
            goals=_goals(journal, typed["goals"], scope),
            tags=_tags(typed["tags"]),
            kinds=_some(typed["kinds"], KINDS),
            **sees,
        )
        rhythm = read_rhythm(typed["rhythm"])
        if mentor is None:
            made = add_mentor(
                journal, typed["name"], email=typed["email"], key=typed["key"], scope=new_scope, rhythm=rhythm
            )
            return f"Added: {made.name}"
        fields = {name: typed[name] for name in ("name", "email", "key")}
        new = edit_mentor(journal, mentor, msgspec.structs.replace(mentor, scope=new_scope, rhythm=rhythm, **fields))
        return f"Changed: {new.name}"

    about = ("They see what you name here and nothing else; of entries, those that are marked as shareable.",)
    name = f"mentor-{mentor.id if mentor else 'new'}"
    return Form(f"Edit {mentor.name}" if mentor else "A new mentor", name, fields, save, about)


def _goals(journal: "Journal", typed: str, before: Scope) -> tuple[str, ...]:
    """The ids of the named goals, or EVERY; earlier ones that are in the trash stay."""
    names = typed.split(",")
    every = [one for one in names if one.strip() == EVERY]
    found = find_goals(journal, ",".join(one for one in names if one not in every))
    known = {one.id for one in journal.records(Goal)} | {EVERY}
    gone = [one for one in before.goals if one not in known]
    return tuple(dict.fromkeys([*[EVERY] * bool(every), *(one.id for one in found), *gone]))


def _tags(typed: str) -> tuple[str, ...]:
    names = typed.replace(",", " ").split()
    return tuple(dict.fromkeys(EVERY if one == EVERY else normalise_tag(one) for one in names))


def _some(typed: str, among: Sequence[str]) -> tuple[Any, ...]:
    """The typed words, each the beginning of one of the choices. Raises BadInput."""
    found = []
    for word in typed.casefold().replace(",", " ").split():
        fits = [one for one in among if one.startswith(word)]
        if not fits:
            raise BadInput(f"{word!r} is none of {', '.join(among)}")
        found.append(fits[0])
    return tuple(dict.fromkeys(found))


def _key_text(typed: str) -> str:
    return ("an SSH key" if typed.strip().startswith("ssh-") else "an age key") if read_key(typed) else ""


def words_form(journal: "Journal", to: Mentor, plan: Plan, *, name: str | None) -> Form:
    """Writes the note and the questions of a summary; `name` is the person's, if they gave one."""
    fields = (
        Field("note", "A note, at the beginning", plan.note, "How these weeks were", 6),
        Field("questions", "Questions to them, one a line", plan.questions, "What would you do in my place?", 4,
              lambda typed: _counted(sum(bool(line.strip()) for line in typed.split("\n")))),
    )  # fmt: skip

    def save(typed: dict[str, str]) -> str:
        write_words(journal, to, plan, typed["note"], typed["questions"])
        return ""

    about = () if name else ("It does not say whose summary it is yet. In a shell: mastery config name NAME",)
    return Form(f"To {to.name}", f"words-{to.id}", fields, save, about)


def _counted(number: int) -> str:
    return count(number, "question") if number else ""


def days_form(journal: "Journal", to: Mentor, plan: Plan) -> Form:
    """Chooses the days of a summary."""
    today = journal.today()
    usual, _ = planned_days(to, Plan(), today)

    def read(typed: str) -> dt.date | None:
        return parse_day(typed, today) if typed.strip() else None

    def first(typed: str) -> str:
        return short_day(read(typed) or usual)

    def last(typed: str) -> str:
        day = read(typed) or today
        if day > today:
            raise BadInput("that is still to come")
        return short_day(day)

    fields = (
        Field("since", "From", plan.since.isoformat() if plan.since else "", "2 weeks ago, 2026-11-01", check=first),
        Field("until", "To", plan.until.isoformat() if plan.until else "", "today, last sunday", check=last),
    )

    def save(typed: dict[str, str]) -> str:
        choose_days(journal, to, plan, read(typed["since"]), read(typed["until"]))
        return ""

    return Form(f"The days of the summary for {to.name}", f"days-{to.id}", fields, save)


def file_form(journal: "Journal", one: Ready, *, encrypt: bool) -> Form:
    """Writes a summary to a file."""
    age = ".age" * encrypt
    suggested = f"~/{slug(one.to.name) or 'summary'}-{one.found.until}.html{age}"
    fields = (
        Field("path", "File: its ending says the format", suggested, f"~/summary.md{age}, .html, .txt, .eml",
              check=_path_text),
    )  # fmt: skip

    def save(typed: dict[str, str]) -> str:
        _path_text(typed["path"])
        path = named(typed["path"].strip())
        to_file(journal, one, path, form_of(path), encrypt=encrypt)
        return f"Written: {path}\nIt is kept as sent; sending it is yours."

    about = ("It is encrypted to their key.",) if encrypt else ()
    return Form(f"The summary for {one.to.name}, as a file", f"file-{one.to.id}", fields, save, about)


def _path_text(typed: str) -> str:
    if not typed.strip():
        raise BadInput("name a file")
    path = named(typed.strip())
    if path.exists():
        raise BadInput("there is one of this name already; choose another")
    check_place(path)
    return FORM_SAID[form_of(path)]


def reply_form(journal: "Journal", of: Mentor) -> Form:
    """Adds a reply, from a file or as pasted."""
    fields = (
        Field("path", "The file it is in", "", "~/reply.eml, or text, or Markdown"),
        Field("text", "Or paste it here; what it quotes begins with >", "", "", 9),
    )

    def save(typed: dict[str, str]) -> str:
        path, text = typed["path"].strip(), typed["text"]
        if bool(path) == bool(text.strip()):
            raise BadInput("Name a file, or paste the reply: one of the two.")
        reply = read_reply(read_bytes(named(path), MOST) if path else text.encode(errors="replace"))
        mentors = journal.records(Mentor)
        sender = next((one for one in mentors if reply.sender and same(one.email, reply.sender)), of)
        made = add_feedback(journal, reply.text, sender)
        return f"{taken_in_text(made.remarks, sender.name)}."

    return Form(f"A reply of {of.name}", f"reply-{of.id}", fields, save)


def remark_evidence_form(journal: "Journal", item: RemarkItem) -> Form:
    """Saves a remark as evidence for or against a mental model."""
    found, number = item
    form = evidence_form(
        journal,
        None,
        said=evidence_text(found, item.remark),
        make=lambda model, side, weight, text: save_as_evidence(journal, found, number, model, side, weight, text),
    )
    return form._replace(title=f"Evidence from {found.name}", name=f"evidence-{found.id}-{number}")
