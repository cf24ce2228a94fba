"""A mentor's reply in its parts: each with its quote, the record that is quoted, and what it became: an entry, evidence
on a mental model, or a commitment that the next weekly review asks about."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, get_args

import msgspec

from mastery.core.base.clock import Now, milliseconds
from mastery.core.base.encodings import text_of
from mastery.core.base.errors import BadInput
from mastery.core.base.ids import new_id
from mastery.core.base.phrases import count
from mastery.core.base.records import Entry, Line, Moment, Record, Ref
from mastery.core.base.tags import tags_in
from mastery.core.goals.goal import Goal
from mastery.core.sharing.eml import LONGEST, Mail, is_mail, read_mail
from mastery.core.thinking.acts import check_open, new_evidence
from mastery.core.thinking.model import Evidence, Model, Side
from mastery.core.writing.capture import Draft, fixed, make_entry, split_title

if TYPE_CHECKING:
    from mastery.core.sharing.mentors import Mentor
    from mastery.core.sharing.sent import Summary

How = Literal["entry", "evidence", "commitment"]
HOWS: tuple[How, ...] = get_args(How)

HOW_SAID: dict[How, str] = {"entry": "an entry", "evidence": "evidence", "commitment": "a commitment"}

ASKED_FOR = 35
"""Days for which a commitment waits for a weekly review."""

TOO_LONG = "That is too long for a reply. Save the part you need as a text file, and add that."

LEAST = 12
"""The fewest letters of a quoted line by which its source is recognized."""


class Became(msgspec.Struct, kw_only=True, frozen=True):
    """What a remark became."""

    how: How
    of: Ref = ""
    """Id of the entry, or of the model on which it is evidence; empty for a commitment."""
    day: dt.date
    """The journal day of that."""
    at: Moment


class Remark(msgspec.Struct, kw_only=True, frozen=True):
    """One part of a reply."""

    text: str
    quote: str = ""
    """What it answers, without the marks of quoting."""
    about: Ref = ""
    """Id of the entry, goal or model that is quoted; empty for the summary as a whole."""
    became: tuple[Became, ...] = ()


class Feedback(Record, kw_only=True, frozen=True):
    """A reply to a summary."""

    table: ClassVar[str] = "feedback"
    noun: ClassVar[str] = "reply"
    plural: ClassVar[str] = "replies"
    title_field: ClassVar[str] = "name"

    mentor: Ref
    """Id of the mentor."""
    name: Line
    """The mentor's name then."""
    summary: Ref = ""
    """Id of the summary that it answers; empty where none had been sent."""
    remarks: tuple[Remark, ...]
    recorded: Moment
    day: dt.date
    """The journal day on which it was taken in."""

    @property
    def title(self) -> str:
        """What it is found by."""
        return f"{self.name} {self.day}"


MOST = 64 * 1024**2
"""Bytes of a file that holds a reply; most of a mail may be attachments."""

MOST_REMARKS, LOOKED_FOR = 500, 10
"""The most remarks in a reply, and how many of the longest lines of a quote are looked for."""


def read_reply(data: bytes) -> Mail:
    """The reply in a mail (.eml), plain text or Markdown, with plain line ends. Raises BadInput if it is not text, has
    none, or is too long."""
    if is_mail(data):
        reply = read_mail(data)
    elif len(data) > 4 * LONGEST:  # UTF-32 takes four bytes a letter
        raise BadInput(TOO_LONG)
    else:
        reply = Mail("", text_of(data))
    text = reply.text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.strip():
        raise BadInput("The reply has no text.")
    if len(text) > LONGEST:
        raise BadInput(TOO_LONG)
    return Mail(reply.sender, text)


_WROTE = re.compile(r"^(On|Am|Le|El|Il)\b.{5,200}(wrote|schrieb|écrit|escribió|scritto).{0,20}:$")
_SIGNATURE = "-- "


def split_reply(text: str) -> list[tuple[str, str]]:
    """The parts of a reply as (quote, answer); a quote without an answer is left out, and so is a signature."""
    found: list[tuple[str, str]] = []
    quote: list[str] = []
    answer: list[str] = []

    def end() -> None:
        said = "\n".join(answer).strip()
        if said:
            found.append(("\n".join(quote).strip(), said))
        quote.clear()
        answer.clear()

    for line in text.split("\n"):
        if line == _SIGNATURE:
            break
        if line.startswith(">"):
            if any(one.strip() for one in answer):
                end()
            quote.append(line.lstrip("> ").rstrip())
        elif not _WROTE.match(line.strip()):
            answer.append(line.rstrip())
    end()
    return found


class Quotable(NamedTuple):
    """The possible sources of a quote, in the form in which texts are compared."""

    texts: Sequence[tuple[str, str]]
    """Pairs of an id and a text."""
    titles: Collection[str]
    """Titles of goals: a whole title counts as a quote, however short."""


def quotable(entries: Iterable[Entry], goals: Sequence[Goal], models: Iterable[Model] = ()) -> Quotable:
    """Entries, goals and models in the form in which quotes are looked for."""
    texts = [(one.id, _plain(one.text)) for one in entries]
    texts += [(one.id, _plain(f"{one.title} {one.vision} {one.reality}")) for one in goals]
    texts += [(one.id, _plain(one.statement)) for one in models]
    return Quotable(texts, {_plain(one.title) for one in goals} - {""})


def quoted(quote: str, among: Quotable) -> str:
    """The id of the entry, goal or model that a quote comes from: the only one with its longest line; else empty."""
    lines = sorted((_plain(line) for line in quote.split("\n")), key=len, reverse=True)
    for line in lines[:LOOKED_FOR]:
        if len(line) >= LEAST or line in among.titles:
            fits = [name for name, text in among.texts if line in text]
            if len(fits) == 1:
                return fits[0]
    return ""


def _plain(text: str) -> str:
    """The text as it is compared: mail programs rewrap lines, and drop marks of Markdown."""
    return " ".join(re.sub(r"[*_#`>]+", " ", text).split()).casefold()


def new_feedback(
    reply: str, of: "Mentor", summary: "Summary | None", entries: Sequence[Entry], goals: Sequence[Goal],
    models: Sequence[Model], now: Now,
) -> Feedback:  # fmt: skip
    """A new reply; `entries`, `goals` and `models` are those the summary had. Raises BadInput without text."""
    parts = split_reply(reply)
    if not parts:
        raise BadInput("There is nothing but quotes in the reply.")
    if len(parts) > MOST_REMARKS:
        raise BadInput(f"The reply has over {MOST_REMARKS} remarks. Split it, and add the parts one by one.")
    among = quotable(entries, goals, models)
    remarks = [Remark(text=text, quote=quote, about=quoted(quote, among)) for quote, text in parts]
    return Feedback(
        id=new_id(milliseconds(now.at)),
        mentor=of.id,
        name=of.name,
        summary=summary.id if summary else "",
        remarks=tuple(remarks),
        recorded=fixed(now.at),
        day=now.day,
    )


def taken_in_text(remarks: Sequence[Remark], name: str) -> str:
    """What a reply was taken in as: "Kept 3 remarks of Ana, 2 beside what they quote"."""
    number, about = len(remarks), sum(bool(one.about) for one in remarks)
    kept = f"Kept {count(number, 'remark')} of {name}"
    return f"{kept}, {about} beside what they quote" if about else kept


def remarks_on(record_id: str, found: Iterable[Feedback]) -> list[tuple[Feedback, Remark]]:
    """What was said of a record, the oldest first."""
    return [(one, remark) for one in found for remark in one.remarks if remark.about == record_id]


# What a remark becomes


def entry_of(found: Feedback, number: int, about: Record | None, now: Now) -> tuple[Feedback, Entry]:
    """An entry made of a remark, with what it quotes; of the goals and models of `about`, the record that is quoted.

    `number` counts the remarks from 0. Raises BadInput if it is an entry already.
    """
    remark = _open(found, number, "entry")
    first, rest = split_title(remark.text)
    quote = "\n".join(f"> {line}".rstrip() for line in remark.quote.split("\n")) if remark.quote else ""
    title, body = f"{found.name}: {first}", "\n\n".join(filter(None, [quote, rest]))
    made = make_entry(Draft(title, body, tags_in(f"{title}\n{body}")), now)
    made = msgspec.structs.replace(made, goals=_goals_of(about), models=_models_of(about))
    return _with(found, number, "entry", made.id, now), made


def evidence_of(
    found: Feedback, number: int, model: Model, side: Side, weight: int, about: Record | None, now: Now,
    *, text: str = "",
) -> tuple[Feedback, Evidence]:  # fmt: skip
    """Evidence on a model made of a remark, in its own words unless a `text` is given.

    Raises BadInput if it is evidence on that model already, MasteryError for one that has ended.
    """
    remark = _open(found, number, "evidence", model.id)
    source = about.id if isinstance(about, Entry) else ""
    words = text or evidence_text(found, remark)
    made = new_evidence(check_open(model), side, weight, words, now, source)
    return _with(found, number, "evidence", model.id, now), made


def commitment_of(found: Feedback, number: int, now: Now) -> Feedback:
    """The feedback with a remark that became a commitment. Raises BadInput if it is one already."""
    _open(found, number, "commitment")
    return _with(found, number, "commitment", "", now)


def evidence_text(found: Feedback, remark: Remark) -> str:
    """A remark on one line, after the mentor's name."""
    return f"{found.name}: {' '.join(remark.text.split())}"


def commitment_text(found: Feedback, remark: Remark) -> str:
    """A remark as a promise: its first sentence or line, and the mentor's name."""
    return f"{' '.join(split_title(remark.text)[0].split())} ({found.name})"


def became_text(one: Became, of: Entry | Model | None) -> str:
    """What a remark became, in words; `of` is the entry, or the model on which it is evidence."""
    title = f": {of.title or 'untitled'}" if of is not None else ""
    return f"{HOW_SAID[one.how]}{title}, {one.day}"


def promised_to(feedback: Iterable[Feedback], until: dt.date, last: Entry | None) -> list[str]:
    """The commitments that no weekly review has asked about yet, up to the day `until`; `last` is the latest review."""
    return [
        commitment_text(one, remark)
        for one in feedback
        for remark in one.remarks
        for became in remark.became
        if became.how == "commitment"
        and dt.timedelta(0) <= until - became.day <= dt.timedelta(ASKED_FOR)
        and (last is None or became.day > last.day or became.at > last.recorded)
    ]


def _open(found: Feedback, number: int, how: How, of: str = "") -> Remark:
    """The remark, which did not become that yet."""
    remark = found.remarks[number]
    if any(one.how == how and of in ("", one.of) for one in remark.became):
        raise BadInput(f"It is {HOW_SAID[how]} already.")
    return remark


def _with(found: Feedback, number: int, how: How, of: str, now: Now) -> Feedback:
    remark = found.remarks[number]
    became = Became(how=how, of=of, day=now.day, at=fixed(now.at))
    remark = msgspec.structs.replace(remark, became=(*remark.became, became))
    return msgspec.structs.replace(found, remarks=(*found.remarks[:number], remark, *found.remarks[number + 1 :]))


def _goals_of(about: Record | None) -> tuple[str, ...]:
    return (about.id,) if isinstance(about, Goal) else about.goals if isinstance(about, (Entry, Model)) else ()


def _models_of(about: Record | None) -> tuple[str, ...]:
    return (about.id,) if isinstance(about, Model) else about.models if isinstance(about, Entry) else ()
