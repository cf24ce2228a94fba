"""Summaries by mail, through a real SMTP server on this machine, over TLS."""

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

from tests.cli.helpers import Shell

SECRET = "correct horse"


class Inbox:
    """What came in."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, list[str], bytes]] = []

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
        self.mails.append((str(envelope.mail_from), list(envelope.rcpt_tos), content))
        return "250 OK"

    def only(self) -> EmailMessage:
        [(_, _, content)] = self.mails
        found = message_from_bytes(content, policy=default)
        assert isinstance(found, EmailMessage)
        return found


def is_known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
    return AuthResult(success=data.login == b"me@example.org" and data.password == SECRET.encode(), handled=False)


class Starting(Controller):
    """Takes mail only after STARTTLS and a login."""

    def __init__(self, inbox: Inbox, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(inbox, hostname="127.0.0.1", port=0)

    def factory(self) -> SMTP:
        return SMTP(
            self.handler, tls_context=self._context, require_starttls=True, authenticator=is_known, auth_required=True
        )

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


@pytest.fixture
def served(authority: trustme.CA) -> Iterator[tuple[Inbox, int]]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    inbox = Inbox()
    controller = Starting(inbox, context)
    controller.start()
    yield inbox, controller.port
    controller.stop()


@pytest.fixture
def shell(tmp_path: Path, served: tuple[Inbox, int]) -> Shell:
    shell = Shell(tmp_path / "j")
    for name, value in (
        ("host", "localhost"),
        ("port", str(served[1])),
        ("user", "me@example.org"),
        ("from", "me@example.org"),
    ):
        shell.ok("config", f"mail.{name}", value)
    shell.log("--shareable", "For Ana. With love. #work")
    shell.log("Not for Ana. #work")
    shell.ok("mentor", "add", "Ana", "--email", "ana@example.org", "--tag", "work")
    return shell


def test_a_summary_is_mailed_over_tls_and_kept_as_sent(shell: Shell, served: tuple[Inbox, int]) -> None:
    assert shell.ok("share", "ana", "--send") == "Sent to ana@example.org.\n"
    found = served[0].only()
    assert (found["From"], found["To"]) == ("me@example.org", "ana@example.org")
    assert found["X-Unsent"] is None
    text, page = (found.get_body([kind]) for kind in ("plain", "html"))
    assert text is not None and page is not None
    for part in (text.get_content(), page.get_content()):
        assert "For Ana." in part and "Not for Ana" not in part
    assert "eml" in shell.ok("share", "--sent")


def test_an_encrypted_mail_says_nothing_but_that_it_is_one(
    shell: Shell, served: tuple[Inbox, int], tmp_path: Path
) -> None:
    import pyrage

    own = pyrage.x25519.Identity.generate()
    shell.ok("mentor", "edit", "ana", "--key", str(own.to_public()))
    shell.ok("share", "ana", "--send", "--encrypt")
    found = served[0].only()
    assert "Summary" not in str(found["Subject"]) and b"For Ana" not in served[0].mails[0][2]
    [attached] = found.iter_attachments()
    page = pyrage.decrypt(attached.get_content(), [own]).decode()
    assert page.startswith("<!doctype html>") and "For Ana." in page and "Not for Ana" not in page


def test_what_cannot_be_sent_says_so_and_is_not_kept_as_sent(
    shell: Shell, served: tuple[Inbox, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASTERY_MAIL_PASSWORD", "wrong")
    assert "does not take the password" in shell.fails(1, "share", "ana", "--send")
    monkeypatch.setenv("MASTERY_MAIL_PASSWORD", SECRET)
    shell.ok("mentor", "edit", "ana", "--email", "nobody@example.org")
    assert "refuses the address" in shell.fails(1, "share", "ana", "--send")
    shell.ok("mentor", "edit", "ana", "--email", "")
    assert "has no address" in shell.fails(1, "share", "ana", "--send")
    shell.ok("mentor", "edit", "ana", "--email", "ana@example.org")
    shell.ok("config", "mail.port", "1")
    assert "cannot be reached" in shell.fails(1, "share", "ana", "--send")
    assert served[0].mails == []
    assert "Nothing was sent yet" in shell("share", "--sent").stderr


def test_a_server_that_nobody_vouches_for_gets_nothing(
    shell: Shell, served: tuple[Inbox, int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "other.pem"))
    assert "cannot be reached safely" in shell.fails(1, "share", "ana", "--send")
    assert served[0].mails == []


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("host", "", "mail.host"),
        ("security", "none", "starttls or tls"),
        ("port", "x", "mail.port"),
        ("pin", "1", "mail.pin"),
    ],
)
def test_settings_that_are_not_understood_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, value: str, said: str
) -> None:
    monkeypatch.setenv("MASTERY_CONFIG", str(tmp_path / "config.toml"))
    shell = Shell(tmp_path / "j")
    shell.ok("mentor", "add", "Ana", "--email", "ana@example.org", "--goal", "*", "--tag", "*")
    shell.log("--shareable", "One.")
    (tmp_path / "config.toml").write_text(
        f'[mail]\nfrom = "me@example.org"\nhost = "localhost"\n{key} = "{value}"\n'.replace(
            'host = "localhost"\nhost = ""', ""
        )
    )
    assert said in shell.fails(1, "share", "ana", "--send")
