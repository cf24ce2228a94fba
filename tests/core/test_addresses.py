"""Which addresses are valid, and how a server gets them."""

import datetime as dt
from email import message_from_bytes
from email.policy import SMTPUTF8, default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.addresses import check_email, for_server, same
from mastery.core.base.errors import BadInput
from mastery.core.sharing.mail import sealed_mail

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("typed", "for_a_server", "needs_utf8"),
    [
        ("ana@example.org", "ana@example.org", False),
        (" o'brien+tag=1@mail.example.co.uk ", "o'brien+tag=1@mail.example.co.uk", False),
        ("ana@bücher.example", "ana@xn--bcher-kva.example", False),
        ("ana@BÜCHER.example", "ana@xn--bcher-kva.example", False),
        ("ana@straße.example", "ana@xn--strae-oqa.example", False),  # not strasse.example, which is somebody else's
        ("ana@例え.テスト", "ana@xn--r8jz45g.xn--zckzah", False),
        ("ana@bücher。example", "ana@xn--bcher-kva.example", False),
        ("ana@xn--bcher-kva.example", "ana@xn--bcher-kva.example", False),
        ("пётр@example.org", "пётр@example.org", True),
        ("अजय@डाटा.भारत", "अजय@xn--c2bd1gb.xn--h2brj9c", True),
        ("a.b.c_d-e@1.2.3.example", "a.b.c_d-e@1.2.3.example", False),
    ],
)
def test_an_address_is_written_as_a_server_takes_it(typed: str, for_a_server: str, needs_utf8: bool) -> None:
    assert check_email(typed) == typed.strip()
    assert for_server(typed) == (for_a_server, needs_utf8)
    assert same(typed, for_a_server.upper())


@pytest.mark.parametrize(
    "typed",
    [
        "nobody", "@example.org", "ana@", "ana@example", "a b@example.org", "ana@exa mple.org", "ana@example..org",
        ".ana@example.org", "ana.@example.org", "a..b@example.org", "ana@-example.org", "ana@example-.org",
        "ana@1.2.3.4", "ana@[1.2.3.4]", "Ana <ana@example.org>", '"ana"@example.org', "ana@example.org,b@example.org",
        "ana@example.org\nBcc: b@example.org", "ana\r\n@example.org", "ana@exam\u2028ple.org", "ana\0@example.org",
        "an\u202ea@example.org", "an\u200ba@example.org", "ana@ex\u202eample.org", "ana@\ud800.org",
        "\ud800@example.org",
        "a" * 65 + "@example.org", "é" * 33 + "@example.org", "ana@" + "a" * 64 + ".org",
        "ana@exa_mple.org", "ana@example.org.", "ana@b@example.org", "ana@☃.\u2024org", "a(b)@example.org",
        "x" * 100_000, "ana@" + "a." * 130 + "org", "@" * 100_000,
    ],
)  # fmt: skip
def test_an_invalid_address_is_refused_in_one_line(typed: str) -> None:
    with pytest.raises(BadInput, match="is not an email address") as told:
        check_email(typed)
    assert "\n" not in str(told.value) and len(str(told.value)) < 140
    str(told.value).encode()


ODD = st.text(st.characters(codec=None) | st.sampled_from('ab.@-_+é例\r\n\0\u202e<>,;:" ()'), max_size=20)


@given(ODD | st.builds("{}@{}.example".format, ODD, ODD))
def test_an_address_that_is_taken_never_breaks_a_mail(typed: str) -> None:
    try:
        taken = check_email(typed)
    except BadInput:
        return
    data = sealed_mail(b"sealed", taken, NOON, "me@example.org")
    found = message_from_bytes(data, policy=SMTPUTF8)
    assert len(found.keys()) == 5 + bool(taken) and found["From"] == "me@example.org"
    if taken:
        [read] = found["To"].addresses
        assert read.addr_spec.encode("utf-8", "surrogateescape").decode() == for_server(taken).text
    assert message_from_bytes(data, policy=default).is_multipart()
