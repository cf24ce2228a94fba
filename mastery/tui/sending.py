"""How a summary leaves the interface: the ways there are, and going one of them while the interface goes on."""

import asyncio
import datetime as dt
from collections.abc import Mapping
from typing import Literal, TypeVar

from mastery.core.mentors import Mentor
from mastery.store.opening import open_mail, to_clipboard
from mastery.store.sending import Ready, drafted, made, mailed, sealed_for

T = TypeVar("T")
Way = Literal["clipboard", "program", "mail", "file"]


def ways_out(to: Mentor, host: str) -> dict[Way, tuple[str, str]]:
    """The ways out, each with its name and what is said of it; `host` is the mail server's, where there is one."""
    ways: dict[Way, tuple[str, str]] = {
        "clipboard": ("Clipboard", "Its Markdown, to paste anywhere"),
        "program": ("Mail program", f"A draft {f'to {to.email}' if to.email else 'without address'}; you send it"),
    }
    if to.email:
        through = f"through {host}" if host else "once you said how: mastery config mail.host smtp.example.org"
        ways["mail"] = ("Mail it now", f"To {to.email}, {through}")
    ways["file"] = ("File", "Markdown, HTML, text or a mail")
    return ways


def gone(one: Ready, way: Way, now: dt.datetime, values: Mapping[str, str], *, encrypt: bool) -> tuple[bytes, str, str]:
    """Lets a summary go, and gives its bytes, their format, and what was done. Raises MasteryError."""
    if way == "mail":
        return mailed(one, values, now, encrypt=encrypt), "eml", f"Sent to {one.to.email}."
    if way == "program":
        data = drafted(one, now, encrypt=encrypt)
        return data, "eml", f"A draft is open in your mail program: {open_mail(data)}"
    data = made(one, "md", now)
    data = sealed_for(data, one.to) if encrypt else data
    to_clipboard(data)  # where there is a desktop; the terminal is asked too, as over ssh
    return data, "md", "Copied, encrypted." if encrypt else "Copied."


async def whatever_comes(going: asyncio.Future[T]) -> T:
    """What comes of it, waited for though the program ends meanwhile."""
    while not going.done():
        try:
            await asyncio.wait({going})
        except asyncio.CancelledError:
            continue
    return going.result()
