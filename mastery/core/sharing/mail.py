"""A summary as plain text, and as a mail with a text and an HTML part that mail programs open as a draft."""

import datetime as dt
import re
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from mastery.core.base.addresses import for_server
from mastery.core.base.parts import Part
from mastery.core.sharing.html import summary_html
from mastery.core.sharing.summary import markdown

_HEADING = re.compile(r"(#{1,6}) +(.*)")
_STRONG = re.compile(r"\*\*(.+?)\*\*")


def plain_text(title: str, found: Sequence[Part]) -> str:
    """The summary as text to read as it is: headings underlined, no marks of Markdown for bold."""
    lines = []
    for line in markdown(title, found).split("\n"):
        heading = _HEADING.fullmatch(line)
        if heading is None:
            lines.append(_STRONG.sub(r"\1", line))
        else:
            rule = "=" if len(heading[1]) == 1 else "-"
            lines += [heading[2], rule * len(heading[2])] if len(heading[1]) < 3 else [heading[2]]
    return "\n".join(lines)


def mail(title: str, found: Sequence[Part], to: str, now: dt.datetime, sender: str = "") -> bytes:
    """The mail; without a sender, the mail program adds its own. Raises BadInput for an address that is not one."""
    message = _headed(title, to, now, sender)
    message.set_content(plain_text(title, found))
    message.add_alternative(summary_html(title, found), subtype="html")
    return message.as_bytes()


def _headed(subject: str, to: str, now: dt.datetime, sender: str) -> EmailMessage:
    """A message with its headers, which reveal neither the machine's name nor its time zone."""
    addresses = {name: for_server(one) for name, one in (("From", sender), ("To", to)) if one}
    message = EmailMessage(policy=SMTPUTF8 if any(one.needs_utf8 for one in addresses.values()) else SMTP)
    message["Subject"] = subject.replace("=?", "= ?")  # else it would be decoded, and could hold line ends and headers
    for name, one in addresses.items():
        message[name] = one.text
    message["Date"] = format_datetime(now.astimezone(dt.UTC))
    if not sender:
        message["X-Unsent"] = "1"  # opened for editing, not as one that has come
    return message


def sealed_mail(data: bytes, to: str, now: dt.datetime, sender: str = "") -> bytes:
    """A mail with an encrypted page attached; neither its text nor its subject says anything else. Raises BadInput for
    an address that is not one."""
    message = _headed("A summary, encrypted to your key", to, now, sender)
    message.set_content("The attached page opens with: age --decrypt -i YOUR_KEY summary.html.age > summary.html\n")
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename="summary.html.age")
    return message.as_bytes()
