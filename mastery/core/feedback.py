"""What a mentor answers: a reply in its parts, each with what it quotes and the record that is quoted."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

import msgspec

from mastery.core.capture import fixed
from mastery.core.clock import Clock, milliseconds
from mastery.core.errors import BadInput
from mastery.core.goals import Goal
from mastery.core.ids import new_id
from mastery.core.mentors import Mentor
from mastery.core.records import Entry, Moment, Record
from mastery.core.summaries import Summary

LEAST = 12
"""Letters of a quoted line from which it can be told what it quotes."""


class Remark(msgspec.Struct, kw_only=True, frozen=True):
    """One part of a reply."""

    text: str
    quote: str = ""
    """What it answers, without the marks of quoting."""
    about: str = ""
    """Id of the entry or goal that is quoted; empty for the summary as a whole."""


class Feedback(Record, kw_only=True, frozen=True):
    """A reply to a summary."""

    table: ClassVar[str] = "feedback"

    mentor: str
    """Id of the mentor."""
    name: str
    """The mentor's name then."""
    summary: str = ""
    """Id of the summary that it answers; empty where none had been sent."""
    remarks: tuple[Remark, ...]
    recorded: Moment
    day: dt.date
    """The journal day on which it was taken in."""

    @property
    def title(self) -> str:
        """What it is found by."""
        return f"{self.name} {self.day}"


class Reply(NamedTuple):
    """A reply as it came."""

    sender: str
    """The address it comes from, in small letters; empty where it does not say."""
    text: str


def read_reply(data: bytes) -> Reply:
    """The reply of a mail (.eml), or of plain text or Markdown. Raises BadInput where it has no text."""
    head = data[:2000].partition(b"\n\n")[0].replace(b"\r\n", b"\n")
    sender = ""
    if re.search(rb"^(From|MIME-Version|Received|Return-Path):", head, re.MULTILINE | re.IGNORECASE):
        from email import message_from_bytes
        from email.message import EmailMessage
        from email.policy import default
        from email.utils import parseaddr

        message = message_from_bytes(data, policy=default)
        assert isinstance(message, EmailMessage)
        sender = parseaddr(str(message["From"] or ""))[1].casefold()
        body = message.get_body(("plain",))
        if body is None:
            raise BadInput("The mail has no part of plain text: save it as text, and take that in.")
        try:
            text = str(body.get_content())
        except (LookupError, UnicodeError):
            raise BadInput("The mail's text is in letters that are not known here: save it as text.") from None
    else:
        text = data.decode("utf-8-sig", "replace")
    if not text.strip():
        raise BadInput("The reply has no text.")
    return Reply(sender, text.replace("\r\n", "\n").replace("\0", ""))


_WROTE = re.compile(r"^(On|Am|Le|El|Il)\b.{5,200}(wrote|schrieb|écrit|escribió|scritto).{0,20}:$")
_SIGNATURE = "-- "


def split_reply(text: str) -> list[tuple[str, str]]:
    """The parts of a reply as (quote, answer); a quote that nothing is answered to is left out, and so is a
    signature."""
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


def quoted(quote: str, entries: Iterable[Entry], goals: Iterable[Goal]) -> str:
    """The id of the entry or goal that a quote is of: the one that has its longest line; empty where none has."""
    lines = sorted((_plain(line) for line in quote.split("\n")), key=len, reverse=True)
    texts = [(one.id, _plain(one.text)) for one in entries]
    texts += [(one.id, _plain(f"{one.title} {one.vision} {one.reality}")) for one in goals]
    for line in lines:
        if len(line) >= LEAST or any(line and line == _plain(one.title) for one in goals):
            fits = [name for name, text in texts if line in text]
            if len(fits) == 1:
                return fits[0]
    return ""


def _plain(text: str) -> str:
    """The text as it is compared: mail programs break lines anew, and drop marks of Markdown."""
    return " ".join(re.sub(r"[*_#`>]+", " ", text).split()).casefold()


def new_feedback(
    reply: str, of: Mentor, summary: Summary | None, entries: Sequence[Entry], goals: Sequence[Goal], clock: Clock,
    day: dt.date,
) -> Feedback:  # fmt: skip
    """A reply that is taken in now; `entries` and `goals` are those the summary had. Raises BadInput without text."""
    parts = split_reply(reply)
    if not parts:
        raise BadInput("There is nothing but quotes in the reply.")
    now = clock.now()
    remarks = [Remark(text=text, quote=quote, about=quoted(quote, entries, goals)) for quote, text in parts]
    return Feedback(
        id=new_id(milliseconds(now)),
        mentor=of.id,
        name=of.name,
        summary=summary.id if summary else "",
        remarks=tuple(remarks),
        recorded=fixed(now),
        day=day,
    )


def remarks_on(record_id: str, found: Iterable[Feedback]) -> list[tuple[Feedback, Remark]]:
    """What was said of a record, the oldest first."""
    return [(one, remark) for one in found for remark in one.remarks if remark.about == record_id]
