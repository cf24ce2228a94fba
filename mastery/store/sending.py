"""A summary on its way out: what its sender made of it, its bytes in a format, sealed or mailed, and that it left."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from mastery.core.errors import BadInput, MasteryError
from mastery.core.mentors import Mentor
from mastery.core.names import name_of
from mastery.core.sharing import Shared
from mastery.core.summaries import Summary
from mastery.core.summary import Part, Plan, markdown, new_summary
from mastery.store.files import write_private
from mastery.store.journal import Journal
from mastery.store.summaries import usual_days


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


def read_plan(journal: Journal, mentor: Mentor) -> Plan:
    """What was made of the next summary to a mentor so far: nothing where it is damaged, its order where it left on
    another day."""
    left = journal.read_form(_plan_name(mentor)).get("plan", "{}")
    try:
        plan = msgspec.json.decode(left, type=Plan)
    except msgspec.MsgspecError:
        return Plan()
    return plan if plan.sent in (None, journal.today()) else Plan(order=plan.order)


def keep_plan(journal: Journal, mentor: Mentor, plan: Plan) -> None:
    """Keeps what was made of the next summary until it leaves. Raises MasteryError."""
    if plan == Plan():
        journal.drop_form(_plan_name(mentor))
    else:
        journal.save_form(_plan_name(mentor), {"plan": msgspec.json.encode(plan).decode()})


def plan_left(journal: Journal, mentor: Mentor) -> None:
    """What was made of a summary has left; it may leave in another form today. Raises MasteryError."""
    plan = read_plan(journal, mentor)
    if plan != Plan():
        keep_plan(journal, mentor, msgspec.structs.replace(plan, sent=journal.today()))


def _plan_name(mentor: Mentor) -> str:
    return f"summary-{mentor.id}"


def planned_days(mentor: Mentor, plan: Plan, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days that a planned summary is about."""
    begin, end = usual_days(mentor, today)
    end = plan.until or end
    return plan.since or min(begin, end), end


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


ENDINGS = {
    "": "md", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".txt": "text", ".eml": "eml",
}  # fmt: skip


def form_of(path: Path) -> str:
    """The format that a file's ending says; ".age" stands behind it where it is encrypted. Raises BadInput for one that
    says none."""
    ending = (path.with_suffix("") if path.suffix.casefold() == ".age" else path).suffix.casefold()
    if ending not in ENDINGS:
        raise BadInput(f"{ending} says no format that a summary has: .md, .html, .txt or .eml.")
    return ENDINGS[ending]


def to_file(journal: Journal, one: Ready, path: Path, *, encrypt: bool) -> None:
    """Writes the summary to a file, in the format that its ending says, and keeps it as sent. Raises MasteryError."""
    data, form = made(one, form_of(path), journal.clock.now()), form_of(path)
    data = sealed_for(data, one.to) if encrypt else data
    write_private(path, data)
    keep_sent(journal, one, data, form, is_sealed=encrypt)
    plan_left(journal, one.to)


def drafted(one: Ready, now: dt.datetime, *, encrypt: bool) -> bytes:
    """The summary as a mail that a mail program opens as a draft."""
    from mastery.core.summary_mail import sealed_mail

    if encrypt:
        return sealed_mail(sealed_for(made(one, "html", now), one.to), one.to.email, now)
    return made(one, "eml", now)
