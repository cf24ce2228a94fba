"""Columns: widths of wide letters, cutting, alignment."""

import pytest

from mastery.cli.printing.output import DIM, PLAIN, Column, mark, shorten, table, width_of
from mastery.core.base.phrases import count
from tests.support.cli import printed


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("日本", 4),
        ("e\u0301", 1),
        ("🎉", 2),
        ("a\u200db", 2),
        ("שלום", 4),
        ("ที่นี่", 2),
        ("\u1100\u1161\u11a8", 2),
        ("\u2764\ufe0f", 2),
        ("\U0001f44d\U0001f3fd", 2),
        ("\U0001f1ea\U0001f1f8", 2),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", 2),
        ("\U0001f469\u200d\u2764\ufe0f\u200d\U0001f468", 2),
    ],
)
def test_width(text: str, width: int) -> None:
    assert width_of(text) == width


def test_shorten_never_exceeds_the_width() -> None:
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abcdefg", 6) == "abcde…"
    assert shorten("日本語日本語", 6) == "日本…"
    assert width_of(shorten("日本語日本語", 6)) <= 6


def test_table_aligns_wide_letters_and_drops_empty_columns() -> None:
    text = table([("日本", "", "1"), ("abc", "", "22")], (PLAIN, PLAIN, Column(right=True)))
    assert text == "日本   1\nabc   22"


def test_table_fits_the_width_by_cutting_the_last_cut_column_first() -> None:
    rows = [("id", "a title that is rather long for this", "#some #tags #here")]
    columns = (PLAIN, Column(cut=True), Column(cut=True))
    for width in (70, 50, 40, 30, 12):
        line = table(rows, columns, width)
        assert width_of(line) <= width
    assert table(rows, columns, 54).startswith("id  a title that is rather long for this  #some #tags")


def test_styles_take_no_room() -> None:
    text = table([("a", "b"), ("aa", "b")], (DIM, PLAIN))
    assert printed(text, terminal=False) == "a   b\naa  b"
    assert printed(text) == "\x1b[2ma\x1b[0m   b\n\x1b[2maa\x1b[0m  b"


def test_a_row_is_one_line_and_a_terminal_gets_stand_ins_that_are_aligned(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("a\nb\tc\u2028d", "1"), ("x\u202ey\x1b[31m", "2")]
    assert table(rows, (PLAIN, PLAIN)) == "a b c d  1\nx\u202ey\x1b[31m  2"
    monkeypatch.setattr("mastery.cli.printing.output.output_is_terminal", lambda: True)
    assert table(rows, (PLAIN, PLAIN)) == "a b c d          1\nx‹U+202E›y\ufffd[31m  2"


def test_mark() -> None:
    assert printed(mark("a plague b", [(2, 8)]), terminal=False) == "a plague b"
    assert printed(mark("a plague b", [(2, 8)])) == "a \x1b[1m\x1b[4mplague\x1b[0m b"


def test_count() -> None:
    assert [count(1, "entry", "entries"), count(1083, "entry", "entries"), count(2, "day")] == [
        "1 entry",
        "1,083 entries",
        "2 days",
    ]
