"""Sending a summary: its bytes in a format, encrypting and mailing it, and recording that it left."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from mastery.core.base.errors import BadInput, MasteryError, MayHaveArrived
from mastery.core.base.names import name_of
from mastery.core.base.parts import Part
from mastery.core.sharing.mentors import Mentor
from mastery.core.sharing.scope import Shared, leave_out
from mastery.core.sharing.summary import Plan, markdown, new_summary, planned, summary_title
from mastery.host.files import check_file, write_private
from mastery.store.journal import Journal
from mastery.verbs.mentors import seen_by
from mastery.verbs.summaries import mark_as_sent, planned_days


class Ready(NamedTuple):
    """A summary ready to be sent."""

    to: Mentor
    found: Shared
    """What the mentor may see, without what is left out."""
    title: str
    parts: Sequence[Part]

    @property
    def text(self) -> str:
        """What it says, as Markdown."""
        return markdown(self.title, self.parts)


def next_summary(journal: Journal, to: Mentor, plan: Plan, name: str | None, found: Shared | None = None) -> Ready:
    """The next summary to a mentor as it would leave now; `name` is its sender's.

    `found` is all that the mentor may see from the plan's days, if the caller has it already.
    """
    if found is None:
        found = seen_by(journal, to, *planned_days(to, plan, journal.today()))
    left = leave_out(found, plan.without)
    return Ready(to=to, found=left, title=summary_title(name or "", left), parts=planned(left, plan))


def made(one: Ready, form: str, now: dt.datetime, *, encrypt: bool) -> bytes:
    """The summary in a format: "md", "html", "text" or "eml". Raises MasteryError without a key to encrypt to."""
    data = _made(one, form, now)
    return _sealed(data, one.to) if encrypt else data


def _made(one: Ready, form: str, now: dt.datetime) -> bytes:
    if form == "md":
        return one.text.encode()
    if form == "html":
        from mastery.core.sharing.html import summary_html

        return summary_html(one.title, one.parts).encode()
    from mastery.core.sharing.mail import plain_text

    return plain_text(one.title, one.parts).encode() if form == "text" else letter(one, now, encrypt=False)


def letter(one: Ready, now: dt.datetime, sender: str = "", *, encrypt: bool) -> bytes:
    """The summary as a mail; without a sender, as a draft that a mail program opens.

    An encrypted one has the page attached and says nothing else. Raises MasteryError for an address that is not
    valid.
    """
    from mastery.core.sharing.mail import mail, sealed_mail

    try:
        if encrypt:
            return sealed_mail(made(one, "html", now, encrypt=True), one.to.email, now, sender)
        return mail(one.title, one.parts, one.to.email, now, sender)
    except BadInput as error:
        raise MasteryError(f"{error} To change it: mastery mentor edit {name_of(one.to)} --email ADDRESS") from None


def _sealed(data: bytes, to: Mentor) -> bytes:
    """The bytes encrypted to the mentor's key. Raises MasteryError without one."""
    from mastery.core.sharing.sealing import sealed

    if not to.key.strip():
        raise MasteryError(f"{to.name} has no key: mastery mentor edit {name_of(to)} --key age1…")
    return sealed(data, to.key)


def mailing(
    one: Ready, values: Mapping[str, str], now: dt.datetime, *, encrypt: bool
) -> tuple[bytes, Callable[[], None]]:
    """The summary as a mail, and a function that sends it through the server in the config's table `mail`.

    Raises MasteryError without an address or a server. The function raises MasteryError if nothing was sent,
    MayHaveArrived if the server did not say whether it accepted the mail.
    """
    from mastery.host.mailing import send, server

    to = one.to
    if not to.email:
        raise MasteryError(f"{to.name} has no address: mastery mentor edit {name_of(to)} --email ADDRESS")
    through = server(values)
    data = letter(one, now, through.sender, encrypt=encrypt)
    return data, partial(send, data, to.email, through)


@contextlib.contextmanager
def leaving(journal: Journal, one: Ready, data: bytes, form: str, *, is_sealed: bool) -> Iterator[None]:
    """Records a summary that leaves inside the `with` block.

    The record is durable, as "sending", before anything goes out; the outcome is written afterwards. MayHaveArrived is
    recorded as "unknown". Any other MasteryError means that nothing left, and the record is taken back. If the program
    ends inside, the record stays "sending". Raises MasteryError, with nothing sent, if it cannot be recorded.
    """
    names = [part.name for part in one.parts]
    sent = new_summary(one.to, one.found, one.text, data, form, names, journal.now(), is_sealed=is_sealed)
    record = msgspec.structs.replace(sent, state="sending")
    try:
        act = journal.act("share", made=[record])
    except MasteryError as error:
        raise MasteryError(f"Nothing was sent, because it could not be recorded: {error}") from error
    try:
        yield
    except MayHaveArrived:
        with contextlib.suppress(MasteryError):  # it stays "sending", which means the same to a reader
            journal.act("share", edited=[(record, msgspec.structs.replace(record, state="unknown"))], continues=act)
        raise
    except MasteryError:
        with contextlib.suppress(MasteryError):  # the person must learn of the failed sending
            journal.take_back(act)
        raise
    try:
        journal.act("share", edited=[(record, sent)], continues=act)
        mark_as_sent(journal, one.to)
    except MasteryError as error:
        raise MasteryError(f"The summary left, but not all of that could be recorded: {error}") from error


ENDINGS = {
    "": "md", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".txt": "text", ".eml": "eml",
}  # fmt: skip


def form_of(path: Path) -> str:
    """The format for a file's ending; ".age" follows it if it is encrypted. Raises BadInput for an unknown ending."""
    ending = (path.with_suffix("") if path.suffix.casefold() == ".age" else path).suffix.casefold()
    if ending not in ENDINGS:
        raise BadInput(f"{ending} says no format that a summary has: .md, .html, .txt or .eml.")
    return ENDINGS[ending]


def to_file(journal: Journal, one: Ready, path: Path, form: str, *, encrypt: bool, replace: bool = False) -> None:
    """Writes the summary to a file in a format, and records it as sent. Raises MasteryError."""
    data = made(one, form, journal.clock.now(), encrypt=encrypt)
    check_file(path, replace=replace)  # before anything is recorded
    with leaving(journal, one, data, form, is_sealed=encrypt):
        write_private(path, data, replace=replace)
