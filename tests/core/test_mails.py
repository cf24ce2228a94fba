"""The sender and the text of a mail, whoever wrote it."""

import base64
import contextlib
import random
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.sharing.eml import DEEPEST, PARTS, is_mail, read_mail
from mastery.core.sharing.feedback import read_reply

TEXT = "Well done.\n\n> quoted\nGrüße — „gut“\n"


def a_mail(text: str = TEXT, sender: str = "Ana <Ana@Example.org>", **how: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "me@example.org", "Re: Summary"
    mail.set_content(text, **how)  # type: ignore[arg-type]
    return mail


@pytest.mark.parametrize("cte", ["8bit", "base64", "quoted-printable"])
@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_a_mail_is_read_in_every_encoding(cte: str, charset: str, line_end: bytes) -> None:
    if charset == "utf-16" and cte != "base64":
        pytest.skip("it has line ends of its own")
    data = a_mail(charset=charset, cte=cte).as_bytes().replace(b"\n", line_end)
    assert is_mail(data)
    reply = read_reply(data)
    assert reply.sender == "ana@example.org" and reply.text.rstrip() == TEXT.rstrip()


def test_the_text_is_found_among_other_parts() -> None:
    mail = a_mail()
    mail.add_alternative("<div>" * 5000 + "html", subtype="html")
    mail.add_attachment(random.Random(1).randbytes(5000), maintype="image", subtype="png", filename="a.png")
    mail.add_attachment("attached text", filename="a.txt")
    mail.add_attachment(a_mail("another", "other@example.org"))
    for data in (mail.as_bytes(), mail.as_bytes(policy=SMTP), b"From ana@example.org Fri Nov 20\n" + mail.as_bytes()):
        assert read_mail(data).text.replace("\r", "").rstrip() == TEXT.rstrip()
        assert read_mail(data).sender == "ana@example.org"


def test_a_mail_of_html_alone_says_what_to_do() -> None:
    mail = EmailMessage()
    mail["From"] = "ana@example.org"
    mail.set_content("<p>hi</p>", subtype="html")
    with pytest.raises(BadInput, match="no plain text"):
        read_mail(mail.as_bytes())


FROM = [
    ("=?utf-8?q?Ana=0ABcc:_x?= <ana@example.org>", "ana@example.org"),
    ("=?utf-8?b?QW5hCkJjYzogeA==?= <ana@example.org>", "ana@example.org"),
    ("=?utf-8?q?ana=0A?=@example.org", None),
    ("(" * 5000 + ")" * 5000 + " ana@example.org", ""),
    ("(a comment (in a comment)) ana@example.org", "ana@example.org"),
    ("<" * 5000, ""),
    (",".join(["ana@example.org"] * 5000), None),
    ('"' * 5001 + " <ana@example.org>", ""),
    ("Ana\n <ana@example.org>", "ana@example.org"),
    ("ana\x1b[2J@example.org", None),
    ("пётр <пётр@bücher.example>", "пётр@bücher.example"),
    ("nobody", ""),
    ("", ""),
]


@pytest.mark.parametrize(("sender", "address"), FROM, ids=range(len(FROM)))
def test_a_sender_is_a_valid_address_or_empty(sender: str, address: str | None) -> None:
    found = read_mail(f"Subject: x\nFrom: {sender}\n\nHello".encode()).sender
    assert address is None or found == address
    assert found.isprintable() and len(found) < 255


def nested(depth: int) -> bytes:
    """A mail of nested parts."""
    head = b"From: ana@example.org\n"
    for at in range(depth):
        head += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at)
    return head + b"\nHello\n"


def hostile() -> dict[str, bytes]:
    top = b"From: ana@example.org\n"
    many = top + b"Content-Type: multipart/mixed; boundary=b\n\n"
    plain = b"\nContent-Type: text/plain"
    return {
        "thousands of parts in parts": nested(5000),
        "thousands of parts": many + b"--b\nContent-Type: text/html\n\nx\n" * 50_000,
        "lines like parts": many + b"--bx\n" * 500_000,
        "the same boundary in parts": many + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 5000,
        "an empty boundary": top + b'Content-Type: multipart/mixed; boundary=""\n\n' + b"--\n" * 500_000,
        "no boundary": top + b"Content-Type: multipart/mixed\n\nHello",
        "a boundary of a megabyte": top + b"Content-Type: multipart/mixed; boundary=" + b"x" * 10**6 + b"\n\nHello",
        "headers without end": top + b"X: y\n" * 2_000_000,
        "one header without end": top + b"X: " + b"y" * 10**7,
        "a folded header without end": top + b"X: y\n" + b" y\n" * 2_000_000,
        "comments in a type": top + b"Content-Type: " + b"(" * 10**6 + b"text/plain\n\nHello",
        "parameters without end": top + b"Content-Type: text/plain" + b';a="' * 10**6 + b"\n\nHello",
        "pieces of a parameter": top + b"Content-Type: multipart/mixed" + b";boundary*%d=x" * 10**5 + b"\n\nHello",
        "a huge base64": top + plain[1:] + b"\nContent-Transfer-Encoding: base64\n\n" + b"QUFB\n" * 4_000_000,
        "a damaged base64": top + b"Content-Transfer-Encoding: base64\n\n" + b"QUFBQ",
        "a charset that runs": top + plain[1:] + b"; charset=punycode\n\n" + b"a-" * 50_000,
        "a charset of nobody": top + plain[1:] + b"; charset=\"\\0\n\x01\"\n\n\xff\xfe\xfd",
        "empty lines": top + b"\n" * 10**7,
        "nothing": top,
        "noise": top + b"\n" + random.Random(1).randbytes(10**6),
        "answers without end": top + b"\n" + b"> a quoted line, and long\nx\n" * 60_000,
        "quotes without end": top + b"\n" + b"> a quoted line, and long\n" * 60_000 + b"x\n",
        "deep HTML": top + b"Content-Type: text/html\n\n" + b"<div>" * 10**6,
        "a mail in a mail in a mail": top + b"Content-Type: message/rfc822\n\n" * 10_000,
    }  # fmt: skip


@pytest.mark.parametrize("name", hostile())
def test_a_hostile_mail_is_read_or_refused_in_one_line(name: str) -> None:
    try:
        assert read_reply(hostile()[name]).text
    except BadInput as error:
        assert "\n" not in str(error) and len(str(error)) < 120


def test_ordinary_mails_are_within_the_limits() -> None:
    assert read_mail(nested(DEEPEST)).text.strip() == "Hello"
    with pytest.raises(BadInput, match="too many parts"):
        read_mail(nested(DEEPEST + 1))
    mail = a_mail()
    for number in range(100):
        mail.add_attachment(base64.b64encode(bytes(1000)), maintype="image", subtype="png", filename=f"{number}.png")
    assert read_mail(mail.as_bytes()).text.rstrip() == TEXT.rstrip() and PARTS > 100


PIECES = st.sampled_from([
    b"From: a@b.example\n", b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: text/plain; charset=",
    b"\n", b"\r\n", b"--b\n", b"--b--\n", b"Content-Transfer-Encoding: base64\n", b"QUFB", b"utf-16", b"\xff", b"\0",
    b" x", b"(",
])  # fmt: skip


@given(st.lists(PIECES | st.binary(max_size=4)).map(b"".join))
def test_any_bytes_are_a_reply_or_refused(data: bytes) -> None:
    with contextlib.suppress(BadInput):
        assert read_reply(data).text.strip()
    with contextlib.suppress(BadInput):
        read_mail(data)
