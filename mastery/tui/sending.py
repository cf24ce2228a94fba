"""Sending a summary from the interface: the ways to do so, and doing it in the background."""

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple, TypeVar

from textual.app import App

from mastery.core.sharing.mentors import Mentor
from mastery.host.opening import open_mail, to_clipboard
from mastery.store import Journal
from mastery.verbs.sending import Ready, leaving, letter, made, mailing

T = TypeVar("T")
Way = Literal["clipboard", "program", "mail", "file"]


def ways_out(to: Mentor, host: str) -> dict[Way, tuple[str, str]]:
    """The ways to send a summary, each with its name and description; `host` is the mail server's, if there is one."""
    ways: dict[Way, tuple[str, str]] = {
        "clipboard": ("Clipboard", "Its Markdown, to paste anywhere"),
        "program": ("Mail program", f"A draft {f'to {to.email}' if to.email else 'without address'}; you send it"),
    }
    if to.email:
        through = f"through {host}" if host else "once you said how: mastery config mail.host smtp.example.org"
        ways["mail"] = ("Mail it now", f"To {to.email}, {through}")
    ways["file"] = ("File", "Markdown, HTML, text or a mail")
    return ways


class Outgoing(NamedTuple):
    """A summary that is about to be sent."""

    data: bytes
    form: str
    go: Callable[[], str]
    """Sends it, and returns what was done as a sentence. Raises MasteryError."""


def outgoing(one: Ready, way: Way, now: dt.datetime, values: Mapping[str, str], *, encrypt: bool) -> Outgoing:
    """A summary ready to leave in a way; nothing has left yet. Raises MasteryError if it cannot leave that way."""
    if way == "mail":
        data, send = mailing(one, values, now, encrypt=encrypt)

        def mail() -> str:
            send()
            return f"Sent to {one.to.email}."

        return Outgoing(data, "eml", mail)
    if way == "program":
        draft = letter(one, now, encrypt=encrypt)
        return Outgoing(draft, "eml", lambda: f"A draft is open in your mail program: {open_mail(draft)}")
    text = made(one, "md", now, encrypt=encrypt)

    def copy() -> str:
        to_clipboard(text)  # the desktop's, if any; the terminal is asked too, as over ssh
        return "Copied, encrypted." if encrypt else "Copied."

    return Outgoing(text, "md", copy)


async def leave(
    app: App[Any], journal: Journal, one: Ready, way: Way, values: Mapping[str, str], *, encrypt: bool
) -> str:
    """Sends a summary in the background, and returns what was done.

    It is recorded as sent even if the program ends meanwhile. Raises MasteryError as `leaving` does.
    """
    out = outgoing(one, way, journal.clock.now(), values, encrypt=encrypt)
    with leaving(journal, one, out.data, out.form, is_sealed=encrypt):
        said = await awaited_to_the_end(asyncio.get_running_loop().run_in_executor(None, out.go))
        if way == "clipboard":
            app.copy_to_clipboard(out.data.decode())
    return said


async def awaited_to_the_end(going: asyncio.Future[T]) -> T:
    """Its result, awaited even if the program ends meanwhile."""
    while not going.done():
        try:
            await asyncio.wait({going})
        except asyncio.CancelledError:
            continue
    return going.result()
