"""A summary on its way out: its bytes in a format, sealed or mailed where that is wanted, and that it was sent."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mastery.core.errors import MasteryError
from mastery.core.mentors import Mentor
from mastery.core.names import name_of
from mastery.core.sharing import Shared
from mastery.core.summaries import Summary, new_summary
from mastery.core.summary import Part, markdown
from mastery.store.journal import Journal


class Ready(NamedTuple):
    """A summary as it is to go out."""

    to: Mentor
    found: Shared
    title: str
    parts: Sequence[Part]

    @property
    def text(self) -> str:
        """What it says, as Markdown."""
        return markdown(self.title, self.parts)


def made(one: Ready, form: str, now: dt.datetime) -> bytes:
    """The summary in a format."""
    if form == "md":
        return one.text.encode()
    if form == "html":
        from mastery.core.summary_html import summary_html

        return summary_html(one.title, one.parts).encode()
    from mastery.core.summary_mail import mail, plain_text

    return (
        plain_text(one.title, one.parts).encode() if form == "text" else mail(one.title, one.parts, one.to.email, now)
    )


def sealed_for(data: bytes, to: Mentor) -> bytes:
    """The bytes encrypted to the mentor's key. Raises MasteryError without one."""
    from mastery.core.sealing import sealed

    if not to.key:
        raise MasteryError(f"{to.name} has no key: mastery mentor edit {name_of(to)} --key age1…")
    return sealed(data, to.key)


def mailed(one: Ready, values: Mapping[str, str], now: dt.datetime, *, encrypt: bool) -> bytes:
    """Mails the summary through the server of the config's table `mail`, and gives the bytes that went out.

    Raises MasteryError, with nothing sent.
    """
    from mastery.core.summary_mail import mail, sealed_mail
    from mastery.store.mailing import send, server

    to = one.to
    if not to.email:
        raise MasteryError(f"{to.name} has no address: mastery mentor edit {name_of(to)} --email ADDRESS")
    through = server(values)
    if encrypt:
        data = sealed_mail(sealed_for(made(one, "html", now), to), to.email, now, through.sender)
    else:
        data = mail(one.title, one.parts, to.email, now, through.sender)
    send(data, to.email, through)
    return data


def keep_sent(journal: Journal, one: Ready, data: bytes, form: str, *, is_sealed: bool) -> Summary:
    """Writes down that these bytes left."""
    names, today = [part.name for part in one.parts], journal.today()
    kept = new_summary(one.to, one.found, one.text, data, form, names, journal.clock, today, is_sealed=is_sealed)
    journal.act("share", made=[kept])
    return kept
