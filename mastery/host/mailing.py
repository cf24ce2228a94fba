"""Sending a mail through the person's own server, over TLS; the password comes from the environment or the keyring."""

import contextlib
import os
import re
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mastery.core.base.addresses import Address, check_email, for_server
from mastery.core.base.controls import dropped
from mastery.core.base.errors import BadInput, MasteryError, MayHaveArrived
from mastery.core.base.phrases import shortened

PASSWORD = "MASTERY_MAIL_PASSWORD"  # noqa: S105 - a variable's name
PATIENCE = 30
"""Seconds to wait for each answer of the server."""

GREETED_AS = "[127.0.0.1]"
"""How this machine greets the server. Its real name is nobody's business, and the server would put it in the mail."""

LONGEST_ANSWER = 200
"""The most letters of a server's answer that a message shows."""

PORTS = {"starttls": 587, "tls": 465}


class Server(NamedTuple):
    """The server for outgoing mail."""

    host: str
    port: int
    security: str
    """"starttls" or "tls"; a password never goes over a plain line."""
    user: str
    """User name for SMTP login; empty means no login."""
    sender: str


def server(values: Mapping[str, str]) -> Server:
    """The server of the config's table `mail`. Raises MasteryError naming what is missing or invalid."""
    if not values.get("host") or not (values.get("from") or values.get("user")):
        raise MasteryError(
            "Say how mail goes out: mastery config mail.host smtp.example.org, and mail.from you@example.org"
        )
    security = values.get("security", "starttls")
    if security not in PORTS:
        raise MasteryError(f"mail.security must be {' or '.join(PORTS)}, not {security!r}.")
    port = values.get("port", str(PORTS[security]))
    if not port.isdecimal() or len(port) > 5 or not 0 < int(port) < 65536:
        raise MasteryError(f"mail.port must be a number from 1 to 65535, not {_line(repr(port))}.")
    for name in ("host", "user"):
        if values.get(name, "") != "".join(dropped(values.get(name, "")).split()):
            raise MasteryError(f"mail.{name} must not hold a space, a line end or a control character.")
    try:
        sender = check_email(values.get("from") or values["user"])
    except BadInput as error:
        raise MasteryError(f"mail.from: {error}") from None
    return Server(host=values["host"], port=int(port), security=security, user=values.get("user", ""), sender=sender)


def password(of: Server) -> str:
    """The password: of the environment's MASTERY_MAIL_PASSWORD, else of the system's keyring. Raises MasteryError."""
    found = os.environ.get(PASSWORD)
    if found is None:
        import keyring
        from keyring.errors import KeyringError

        try:
            found = keyring.get_password("mastery", f"{of.user}@{of.host}")
        except KeyringError:
            found = None  # no keyring on this machine
    if found is None:
        raise MasteryError(
            f"There is no password for {of.user} on {of.host}: set {PASSWORD}, "
            f"or put it into the keyring: keyring set mastery {of.user}@{of.host}"
        )
    return found


def send(data: bytes, to: str, of: Server) -> None:
    """Sends a mail to one address.

    Raises MasteryError, with nothing sent, naming the server and what went wrong; MayHaveArrived if the mail went out
    and the server did not say whether it accepted it.
    """
    addresses = _address(of.sender), _address(to)
    secret = password(of) if of.user else ""
    try:
        with _connected(of) as connection:
            if of.user:
                _log_in(connection, of, secret)
            _deliver(connection, data, *addresses, of)
    except MasteryError:
        raise
    except smtplib.SMTPAuthenticationError:
        raise MasteryError(f"{of.host} does not take the password of {of.user}. Nothing was sent.") from None
    except smtplib.SMTPException as error:
        raise MasteryError(f"{of.host} did not take the mail: {_said(error)}. Nothing was sent.") from None
    except (OSError, ValueError) as error:  # ssl.SSLError and socket.timeout are OSErrors; ValueError: not a host
        raise MasteryError(f"{of.host}:{of.port} cannot be reached safely: {_line(error)}. Nothing was sent.") from None


def _address(text: str) -> Address:
    try:
        return for_server(text)
    except BadInput as error:
        raise MasteryError(f"{error} Nothing was sent.") from None


@contextlib.contextmanager
def _connected(of: Server) -> Iterator[smtplib.SMTP]:
    """A connection over TLS, already greeted; an unanswered goodbye does not matter."""
    context = ssl.create_default_context()
    connection: smtplib.SMTP
    if of.security == "tls":
        connection = smtplib.SMTP_SSL(of.host, of.port, GREETED_AS, timeout=PATIENCE, context=context)
    else:
        connection = smtplib.SMTP(of.host, of.port, GREETED_AS, timeout=PATIENCE)
    try:
        if of.security == "starttls":
            connection.starttls(context=context)
        connection.ehlo_or_helo_if_needed()
        yield connection
        with contextlib.suppress(smtplib.SMTPException, OSError):
            connection.quit()
    finally:
        connection.close()


def _log_in(connection: smtplib.SMTP, of: Server, secret: str) -> None:
    try:
        connection.login(of.user, secret)
    except UnicodeEncodeError:
        raise MasteryError(
            f"The user name or the password for {of.host} has letters outside ASCII, which no mail login accepts. "
            "Nothing was sent."
        ) from None


def _deliver(connection: smtplib.SMTP, data: bytes, sender: Address, to: Address, of: Server) -> None:
    """Hands the mail over, step by step: it can have arrived only once its text has begun to go out."""
    needy = [one.text for one in (to, sender) if one.needs_utf8]
    if needy and not connection.has_extn("smtputf8"):
        raise MasteryError(
            f"{of.host} does not accept letters outside ASCII before the @ ({needy[0]}). Use another address. "
            "Nothing was sent."
        )
    options = ["BODY=8BITMIME"] * connection.has_extn("8bitmime") + ["SMTPUTF8"] * bool(needy)
    _expect(2, connection.mail(sender.text, options))
    code, said = connection.rcpt(to.text)
    if code // 100 != 2:
        raise MasteryError(f"{of.host} refuses the address {to.text}: {_answer(code, said)}. Nothing was sent.")
    _expect(3, connection.docmd("DATA"))
    try:
        connection.send(_dotted(data))
        code, said = connection.getreply()
    except (smtplib.SMTPException, OSError) as error:
        code, said = 0, _line(error).encode()
    if code // 100 not in (2, 4, 5):
        raise MayHaveArrived(
            f"{of.host} did not say whether it accepted the mail ({_answer(code, said)}): it may have arrived. "
            "Ask before you send it again."
        )
    _expect(2, (code, said))


def _expect(kind: int, reply: tuple[int, bytes]) -> None:
    """Raises SMTPResponseException for an answer that is not of a kind (2 for "done", 3 for "go on")."""
    if reply[0] // 100 != kind:
        raise smtplib.SMTPResponseException(*reply)


def _dotted(data: bytes) -> bytes:
    """A mail as it is transmitted: a dot at the beginning of a line is doubled, and a lone dot ends it (RFC 5321,
    4.5.2)."""
    lines = re.sub(rb"(?m)^\.", b"..", re.sub(rb"\r\n|\r|\n", b"\r\n", data))
    return lines + b"\r\n" * (not lines.endswith(b"\r\n")) + b".\r\n"


def _said(error: smtplib.SMTPException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return _line(error)


def _answer(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return _line(f"{code} {words}" if code > 0 else words)


def _line(said: object) -> str:
    """Foreign text on one line, not too long and without controls."""
    text = " ".join(dropped(" ".join(str(said).split())).split()) or type(said).__name__
    return shortened(text, LONGEST_ANSWER)
