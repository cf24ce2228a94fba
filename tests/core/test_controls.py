"""The characters that may reach a terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.controls import drawn, dropped, visible

BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
ANY = st.text(st.characters(codec=None), max_size=40) | st.text(
    st.sampled_from("\x00\x07\x08\t\n\r\x1b\x7f\x90\x9b\x9f\u2028\u202e\u2066\ud800é[m"), max_size=40
)


def test_controls_are_shown_as_stand_ins() -> None:
    assert visible("a\x1b[2Jb\tc\nd\x9b\x7f") == "a\ufffd[2Jb\tc\nd\ufffd\ufffd"
    assert visible("100 \u202eEUR\u2066") == "100 ‹U+202E›EUR‹U+2066›"
    assert visible("half \ud83d") == "half \ufffd"


def test_a_carriage_return_stays_in_a_line_end_only() -> None:
    assert visible("a\r\nb\rc\r\r\n") == "a\r\nb\ufffdc\ufffd\r\n"
    assert dropped("a\r\nb\rc") == "a\r\nbc"


def test_a_joiner_that_joins_nothing_takes_no_letter_with_it() -> None:
    assert visible("a\u200db, Zoë\u200d, \u200d") == "ab, Zoë, "
    assert drawn(visible("a\u200db")) == "ab"


def test_dropping_controls_leaves_the_rest() -> None:
    assert dropped("a\x1b[2J\u202eb\x9b\ud83d") == "a[2Jb\ufffd"


def test_a_line_that_was_laid_out_loses_only_what_takes_no_room() -> None:
    assert drawn("a\x1b[2J\u202eb\x9b\ud83d") == "a[2Jb\ufffd"
    assert drawn("a\tb\r\nc\u200b\ufeff\u2060d\u00ade") == "abcd-e"


def test_ordinary_text_is_left_alone() -> None:
    text = "Zoë, שלום\u200f, 👩‍🚀, \u00a0\u00ad\t\n\u200b"
    assert visible(text) == dropped(text) == text


@given(ANY)
def test_nothing_harmful_is_left(text: str) -> None:
    for clean in (visible(text), dropped(text), drawn(text)):
        for letter in clean.replace("\r\n", "\n"):
            assert letter in "\t\n" or unicodedata.category(letter) not in ("Cc", "Cs", "Zl", "Zp")
            assert ord(letter) not in BIDI
        assert visible(clean) == dropped(clean) == clean
        clean.encode()
