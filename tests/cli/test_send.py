"""Summaries by mail, through a real SMTP server on this machine, over TLS."""

import datetime as dt
import json
import socket
import tomllib
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import tomlkit
import trustme

from mastery.core.base.ids import derived_id
from mastery.core.base.parts import Part
from mastery.core.sharing.mentors import Mentor
from mastery.core.sharing.scope import Shared
from mastery.core.sharing.summary import summary_title
from mastery.verbs.sending import Ready, letter
from tests.support.cli import FRIDAY, Shell
from tests.support.mail import SECRET, Inbox, hanging_up, sending_through, serving


@pytest.fixture
def shell(tmp_path: Path, served: tuple[Inbox, int]) -> Shell:
    return sending_through(served[1], tmp_path)


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


# It hangs up


def states(shell: Shell) -> list[str]:
    """The states of what was recorded as sent."""
    return [one["state"] for one in json.loads(shell.ok("share", "--sent", "--format", "json"))]


@pytest.mark.parametrize("step", ["connecting", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA"])
def test_a_server_that_hangs_up_before_the_text_gets_nothing_and_nothing_is_recorded(
    tmp_path: Path, authority: trustme.CA, step: str
) -> None:
    with serving(authority, hanging_up(step)) as (inbox, port):
        shell = sending_through(port, tmp_path)
        told = shell.fails(1, "share", "ana", "--send")
    assert "Nothing was sent." in told and inbox.mails == []
    assert states(shell) == []
    assert shell.ok("undo") == "Taken back: “Ana” went to the trash.\n"  # the adding of her, not what never was sent


def test_a_server_that_hangs_up_after_the_text_may_have_taken_it(tmp_path: Path, authority: trustme.CA) -> None:
    with serving(authority, hanging_up("dot")) as (inbox, port):
        shell = sending_through(port, tmp_path)
        told = shell.fails(1, "share", "ana", "--send")
    assert "it may have arrived" in told and "Nothing was sent" not in told
    assert len(inbox.mails) == 1 and states(shell) == ["unknown"]
    assert "may have arrived: ask Ana" in shell.ok("share", "--sent")
    assert "a summary may have arrived: ask Ana" in shell.ok("status")
    assert "may have been shared with Ana" in shell.ok("show", shell.ok("list", "--search", "love").split()[0])
    shell.clock.moment += dt.timedelta(days=7)
    assert "may have arrived" not in shell.ok("status") and "may have arrived" in shell.ok("share", "--sent")


def test_a_server_that_hangs_up_at_the_end_has_taken_it(tmp_path: Path, authority: trustme.CA) -> None:
    with serving(authority, hanging_up("QUIT")) as (inbox, port):
        shell = sending_through(port, tmp_path)
        assert shell.ok("share", "ana", "--send") == "Sent to ana@example.org.\n"
    assert len(inbox.mails) == 1 and states(shell) == ["sent"]
    assert "Taken back: the summary for" in shell.ok("undo") and states(shell) == []


@pytest.mark.parametrize(
    ("answer", "state"),
    [("250 OK", "sent"), ("251 on", "sent"), ("550 no", ""), ("452 later", ""), ("354 ?", "unknown"), ("?", "unknown"),
     ("hello there", "unknown"), ("999 x", "unknown"), ("421 bye", "")],
)  # fmt: skip
def test_the_answer_to_the_text_decides_whether_it_was_sent(
    shell: Shell, served: tuple[Inbox, int], answer: str, state: str
) -> None:
    served[0].answer = answer
    done = shell("share", "ana", "--send")
    assert done.exit_code == (0 if state == "sent" else 1) and done.stderr.count("\n") <= 2
    assert states(shell) == [state] * bool(state)


def test_the_answer_of_a_server_is_one_line_without_controls(shell: Shell, served: tuple[Inbox, int]) -> None:
    served[0].answer = "550-\x1b]52;c;aGk=\x07 first\r\n550-" + "x" * 400 + "\r\n550 last"
    told = shell.fails(1, "share", "ana", "--send")
    assert len(told) < 320 and "550 ]52;c;aGk= first" in told
    assert not set("\x1b\x07") & set(told)


# What a mail gives away about this machine


def test_the_mail_does_not_tell_the_machines_name_or_zone(
    shell: Shell, served: tuple[Inbox, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getfqdn", lambda *_: "annas-laptop.home.example")
    monkeypatch.setattr(socket, "gethostname", lambda *_: "annas-laptop")
    shell.clock.moment = shell.clock.moment.astimezone(dt.timezone(dt.timedelta(hours=5, minutes=45)))
    shell.ok("share", "ana", "--send")
    assert served[0].greeted_as == "[127.0.0.1]"
    assert b"laptop" not in served[0].mails[0][2]
    assert str(served[0].only()["Date"]) == "Fri, 20 Nov 2026 21:32:00 +0000"


# Addresses and names


def test_a_domain_with_letters_outside_ascii_is_written_as_servers_know_it(
    shell: Shell, served: tuple[Inbox, int]
) -> None:
    shell.ok("mentor", "edit", "ana", "--email", "ana@straße.bücher.example")
    assert shell.ok("share", "ana", "--send") == "Sent to ana@straße.bücher.example.\n"
    _, to, data = served[0].mails[0]
    assert to == ["ana@xn--strae-oqa.xn--bcher-kva.example"]
    assert b"To: ana@xn--strae-oqa.xn--bcher-kva.example\r\n" in data


@pytest.mark.parametrize("who", ["ana", "me"])
def test_letters_before_the_at_need_a_server_that_takes_them(tmp_path: Path, authority: trustme.CA, who: str) -> None:
    address = "пётр@bücher.example"
    for takes in (False, True):
        with serving(authority, enable_SMTPUTF8=takes) as (inbox, port):
            shell = sending_through(port, tmp_path / str(takes))
            if who == "ana":
                shell.ok("mentor", "edit", "ana", "--email", address)
            else:
                shell.ok("config", "mail.from", address)
            if not takes:
                told = shell.fails(1, "share", "ana", "--send")
                assert "does not accept letters outside ASCII before the @" in told and "Nothing" in told
                assert inbox.mails == [] and states(shell) == []
                continue
            shell.ok("share", "ana", "--send")
        sender, to, data = inbox.mails[0]
        assert "пётр@xn--bcher-kva.example" in (sender, *to)
        assert "пётр@xn--bcher-kva.example".encode() in data.partition(b"\r\n\r\n")[0]


def a_mentor() -> Mentor:
    return Mentor(id=derived_id(0, "a"), name="Ana", email="ana@example.org", made=FRIDAY, day=FRIDAY.date())


def nothing() -> Shared:
    return Shared(FRIDAY.date(), FRIDAY.date(), (), (), (), (), (), None, None)


NAMES = [
    "Jo\r\nBcc: all@example.org", "Jo\nX-Injected: 1", "Jo\x85Bcc: x", "Jo\u2028Bcc: x", "Jo\x0bB: x", "Jo\x00",
    "Jo\x1b[2J", 'Jo "the boss", <x@y.example>', "Zoë Ångström", "名前", "\u202eoJ", "J" * 5000, "Jo: x\\",
    "=?utf-8?q?a=0ABcc:_x?=", "=?utf-8?b?YQpCY2M6IHg=?=",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_name_breaks_a_header_or_makes_one(name: str) -> None:
    one = Ready(a_mentor(), nothing(), summary_title(name, nothing()), [Part("note", "", "Hello")])
    data = letter(one, FRIDAY, "me@example.org", encrypt=False)
    found = message_from_bytes(data, policy=default)
    assert found.keys() == ["Subject", "From", "To", "Date", "MIME-Version", "Content-Type"]
    assert str(found["Subject"]).startswith("Summary of ") and len(str(found["Subject"])) < 200
    assert not any(ord(letter) < 32 for letter in str(found["Subject"]))
    assert (found["From"], found["To"]) == ("me@example.org", "ana@example.org")


@pytest.mark.parametrize("port", ["0", "65536", "9" * 5000, "٢٥", "1.5", "2 5"])
def test_a_port_must_be_a_valid_number(shell: Shell, port: str) -> None:
    shell.ok("config", "mail.port", port)
    assert len(shell.fails(1, "share", "ana", "--send")) < 400


@pytest.mark.parametrize(
    ("key", "value"),
    [("host", "local\0host"), ("host", "local\nhost"), ("host", "é" * 300), ("host", "."), ("host", "-x"),
     ("user", "me\r\nRCPT TO:<x>"), ("from", "me@example.org\nBcc: x@example.org"), ("from", "me")],
)  # fmt: skip
def test_impossible_server_settings_are_one_line(shell: Shell, tmp_path: Path, key: str, value: str) -> None:
    path = tmp_path / "config.toml"
    values = tomllib.loads(path.read_text())
    values["mail"][key] = value
    path.write_text(tomlkit.dumps(values))
    assert len(shell.fails(1, "share", "ana", "--send")) < 600
    assert states(shell) == []


@pytest.mark.parametrize("secret", ["pässword", "\x00", "a\nb", "x" * 10_000])
def test_a_password_of_any_letters_is_one_line_and_never_shown(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    monkeypatch.setattr("mastery.host.mailing.password", lambda _: secret)
    told = shell.fails(1, "share", "ana", "--send")
    assert "Nothing was sent." in told and secret not in told
