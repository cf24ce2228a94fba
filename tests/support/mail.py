"""A real SMTP server on this machine, over TLS, and a shell that sends through it."""

import asyncio
import contextlib
import ssl
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.support.cli import Shell

SECRET = "correct horse"


class Inbox:
    """What came in."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, list[str], bytes]] = []
        self.greeted_as: str | None = None
        self.answer = "250 OK"
        """The server's answer to a mail that came in whole."""

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        self.greeted_as = session.host_name
        self.mails.append((str(envelope.mail_from), list(envelope.rcpt_tos), content))
        return self.answer

    def only(self) -> EmailMessage:
        [(_, _, content)] = self.mails
        found = message_from_bytes(content, policy=default)
        assert isinstance(found, EmailMessage)
        return found


def is_known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
    return AuthResult(success=data.login == b"me@example.org" and data.password == SECRET.encode(), handled=False)


class Starting(Controller):
    """Takes mail only after STARTTLS and a login."""

    def __init__(self, inbox: Inbox, context: ssl.SSLContext, kind: type[SMTP] = SMTP, **options: bool) -> None:
        self._context, self._kind, self._options = context, kind, options
        super().__init__(inbox, hostname="127.0.0.1", port=0)

    def factory(self) -> SMTP:
        return self._kind(
            self.handler, tls_context=self._context, require_starttls=True, authenticator=is_known, auth_required=True,
            **self._options,
        )  # fmt: skip

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("MASTERY_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("MASTERY_MAIL_PASSWORD", SECRET)
    return made


@contextlib.contextmanager
def serving(authority: trustme.CA, kind: type[SMTP] = SMTP, **options: bool) -> Iterator[tuple[Inbox, int]]:
    """A running server of a kind."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    inbox = Inbox()
    controller = Starting(inbox, context, kind, **options)
    controller.start()
    try:
        yield inbox, controller.port
    finally:
        controller.stop()


@pytest.fixture
def served(authority: trustme.CA) -> Iterator[tuple[Inbox, int]]:
    with serving(authority) as found:
        yield found


def sending_through(port: int, tmp_path: Path) -> Shell:
    """A shell with a mentor and an entry for her, which sends mail through the server at a port."""
    shell = Shell(tmp_path / "j")
    for name, value in (
        ("host", "localhost"),
        ("port", str(port)),
        ("user", "me@example.org"),
        ("from", "me@example.org"),
    ):
        shell.ok("config", f"mail.{name}", value)
    shell.log("--shareable", "For Ana. With love. #work")
    shell.log("Not for Ana. #work")
    shell.ok("mentor", "add", "Ana", "--email", "ana@example.org", "--tag", "work")
    return shell


def hanging_up(step: str) -> type[SMTP]:
    """A server that hangs up at a step of the conversation."""

    class HangingUp(SMTP):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            super().connection_made(transport)
            if step == "connecting":
                transport.abort()  # type: ignore[attr-defined]

        async def push(self, status: str) -> None:  # type: ignore[override]
            if step == "dot" and self.event_handler.mails:
                self.transport.abort()  # type: ignore[union-attr]
            else:
                await super().push(status)

    async def hang_up(self: SMTP, arg: str) -> None:
        self.transport.abort()  # type: ignore[union-attr]

    if step not in ("connecting", "dot"):
        setattr(HangingUp, f"smtp_{step}", hang_up)
    return HangingUp


def mail_settings(port: int, config: Path) -> None:
    """Makes the server at a port the one of the configuration."""
    config.write_text(
        f'[mail]\nhost = "localhost"\nport = "{port}"\nuser = "me@example.org"\nfrom = "me@example.org"\n'
    )
