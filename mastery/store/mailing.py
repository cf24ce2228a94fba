"""Sending a mail through the person's own server, over TLS; the password comes from the environment or the keyring."""

import os
import smtplib
import ssl
from collections.abc import Mapping
from typing import NamedTuple

from mastery.core.errors import BadInput, MasteryError
from mastery.core.mentors import check_email

PASSWORD = "MASTERY_MAIL_PASSWORD"  # noqa: S105 - a variable's name
PATIENCE = 30
"""Seconds that the server has for each answer."""

PORTS = {"starttls": 587, "tls": 465}


class Server(NamedTuple):
    """Where mail goes out."""

    host: str
    port: int
    security: str
    """"starttls" or "tls"; a password never goes over a plain line."""
    user: str
    """None to log in as where it is empty."""
    sender: str


def server(values: Mapping[str, str]) -> Server:
    """The server of the config's table `mail`. Raises MasteryError naming what is missing or not understood."""
    if not values.get("host") or not (values.get("from") or values.get("user")):
        raise MasteryError(
            "Say how mail goes out: mastery config mail.host smtp.example.org, and mail.from you@example.org"
        )
    security = values.get("security", "starttls")
    if security not in PORTS:
        raise MasteryError(f"mail.security must be {' or '.join(PORTS)}, not {security!r}.")
    port = values.get("port", str(PORTS[security]))
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise MasteryError(f"mail.port must be a number from 1 to 65535, not {port!r}.")
    try:
        sender = check_email(values.get("from") or values["user"])
    except BadInput as error:
        raise MasteryError(f"mail.from: {error}") from None
    return Server(values["host"], int(port), security, values.get("user", ""), sender)


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
    """Sends a mail to one address. Raises MasteryError, with nothing sent, naming the server and what went wrong."""
    secret = password(of) if of.user else ""
    try:
        with _connected(of) as connection:
            if of.user:
                connection.login(of.user, secret)
            connection.sendmail(of.sender, [to], data)
    except smtplib.SMTPAuthenticationError:
        raise MasteryError(f"{of.host} does not take the password of {of.user}. Nothing was sent.") from None
    except smtplib.SMTPException as error:
        raise MasteryError(f"{of.host} did not take the mail: {_said(error)}. Nothing was sent.") from None
    except (OSError, UnicodeError) as error:  # ssl.SSLError and socket.timeout are OSErrors
        raise MasteryError(f"{of.host}:{of.port} cannot be reached safely: {error}. Nothing was sent.") from None


def _connected(of: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if of.security == "tls":
        return smtplib.SMTP_SSL(of.host, of.port, timeout=PATIENCE, context=context)
    connection = smtplib.SMTP(of.host, of.port, timeout=PATIENCE)
    try:
        connection.starttls(context=context)
    except BaseException:
        connection.close()
        raise
    return connection


def _said(error: smtplib.SMTPException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error.decode("ascii", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"{error.smtp_code} {' '.join(str(words).split())}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "it refuses the address"
    return " ".join(str(error).split()) or type(error).__name__
