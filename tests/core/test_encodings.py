"""Text from bytes whose encoding is unknown."""

import contextlib
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.encodings import text_of
from mastery.core.base.errors import BadInput

GERMAN = "Liebe Jo,\n\nschöne Grüße — „gut gemacht“, für 5 € wäre es geschenkt.\n"
FRENCH = "Été à Noël : où vas-tu ? Ça m'a plu, l'été dernier déjà.\n"
RUSSIAN = "Дорогая Анна,\n\nты написала хорошо. Пиши каждый день!\n"
CHINESE = "亲爱的安娜，\n\n你写得很好。每天写三句话吧！\n谢谢\n"
GREEK = "Αγαπητή Άννα, έγραψες πολύ ωραία.\n"
TEXTS = (GERMAN, FRENCH, RUSSIAN, CHINESE, GREEK, "Well done.\n", "👩‍🚀 go!\n", "é", "No.")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_a_mark_and_without(text: str, encoding: str) -> None:
    if encoding in ("utf-16-le", "utf-16-be") and b"\0" not in text.encode(encoding):
        pytest.skip("nothing says that it is UTF-16")
    assert text_of(text.encode(encoding)) == text


def test_a_mark_of_utf_16_be_is_read() -> None:
    for text in TEXTS:
        assert text_of(b"\xfe\xff" + text.encode("utf-16-be")) == text
    assert text_of(b"\xff\xfe" + GERMAN.encode("utf-16-le") + b"x").startswith(GERMAN)  # cut in a letter


@pytest.mark.parametrize(("text", "encoding"), [(GERMAN, "cp1252"), (FRENCH, "latin-1"), (FRENCH, "cp1252"),
                                                ("Señor, ¿qué tal?", "latin-1"), ("é", "latin-1")])  # fmt: skip
@pytest.mark.parametrize("said", ["", "utf-8", "us-ascii", "iso-8859-1", "windows-1252", "x-unknown"])
def test_western_letters_are_read_whatever_they_are_said_to_be(text: str, encoding: str, said: str) -> None:
    assert text_of(text.encode(encoding), said) == text


@pytest.mark.parametrize(("text", "said"), [(RUSSIAN, "koi8-r"), (RUSSIAN, "windows-1251"), (CHINESE, "gb18030"),
                                            (GREEK, "iso-8859-7"), ("日本語のメール", "iso-2022-jp"),
                                            ("日本語のメール", "shift_jis"), (GERMAN, "utf-7"),
                                            ("Grüße", "mac-roman")])  # fmt: skip
def test_a_stated_encoding_is_believed_if_it_fits(text: str, said: str) -> None:
    assert text_of(text.encode(said), said) == text


SAID = ["", "utf-8", "utf-16", "x" * 10_000, "zlib", "rot13", "hex", "base64", "idna", "punycode", "unicode_escape",
        "undefined", "../../etc/passwd", "a\0b", "ü", "\n", "utf-8\0", "mbcs", "oem", "cp65001", "aliases",
        "__init__"]  # fmt: skip


@pytest.mark.parametrize("said", SAID)
def test_a_name_that_is_not_a_text_encoding_does_no_harm(said: str) -> None:
    assert text_of(GERMAN.encode(), said) == GERMAN
    assert text_of(b"Well done, Jo. Go on", said) == "Well done, Jo. Go on"


def noise() -> list[bytes]:
    chance = random.Random(1)
    some = chance.randbytes(4000)
    return [
        some, b"\xff\xfe" + some, b"\xfe\xff" + some, b"\xef\xbb\xbf" + some, bytes(1000), b"\x89PNG\r\n\x1a\n" + some,
        b"PK\x03\x04" + some, zlib.compress(some), b"%PDF-1.7\n" + some, b"\x7fELF" + some, bytes(range(256)) * 4,
        b"text\n" + bytes(500), RUSSIAN.encode("koi8-r"), CHINESE.encode("gb18030") * 3, b"\x1b" * 50,
        b"\0a" * 3 + some,
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(len(noise())))
def test_noise_is_refused(number: int) -> None:
    for said in ("", "utf-8", "utf-16"):
        with pytest.raises(BadInput, match="not text"):
            text_of(noise()[number], said)


def test_a_few_broken_letters_are_not_the_end_of_utf_8() -> None:
    broken = (GERMAN * 3).encode().replace(b"\xc3\xb6", b"\xc3", 1)
    assert "Grüße" in text_of(broken) and "sch\ufffdne" in text_of(broken)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1))
def test_utf_8_is_never_taken_for_anything_else(text: str) -> None:
    assert text_of(text.encode()) == text.removeprefix("\ufeff")
    assert text_of(text.encode("utf-16")) == text.removeprefix("\ufeff")


@given(st.binary(), st.text())
def test_any_bytes_are_read_as_text_or_refused(data: bytes, said: str) -> None:
    with contextlib.suppress(BadInput):
        assert isinstance(text_of(data, said), str)
