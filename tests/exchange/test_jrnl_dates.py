"""jrnl's time formats: whatever the person's config says, all entries on their own days, or a refusal that helps."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.records import Entry
from mastery.exchange import Read, ReadContext, jrnl
from tests.support.formats import CONTEXT, GERMAN

FORMATS = """%Y-%m-%d %H:%M|%F %r|%d/%m/%Y %H:%M|%m/%d/%Y %H:%M|%d-%m-%Y %H:%M|%m-%d-%Y %H:%M|%d.%m.%Y %H:%M
%m.%d.%Y %H:%M|%Y/%m/%d %H:%M|%Y.%m.%d %H:%M|%Y%m%d %H:%M|%Y%m%d %H%M|%Y%m%d%H%M|%Y%m%dT%H%M%S|%Y%m%d|%y-%m-%d %H:%M
%y.%m.%d %H:%M|%d.%m.%y %H:%M|%d/%m/%y %H:%M|%m/%d/%y %I:%M %p|%y/%m/%d %H:%M|%y%m%d %H:%M|%d%m%Y %H:%M|%d%m%y %H%M
%Y-%m-%d %I:%M %p|%d %b %Y %H:%M|%d-%b-%y|%d. %B %Y, %H:%M|%B %d, %Y %I:%M %p|%b %d %Y, %-I:%M%p|%A, %d %B %Y %H:%M
%A %B %d %Y at %H:%M|%a %d/%m/%Y %H:%M|%c|%x %X|%Y-%m-%dT%H:%M:%S|%Y-%m-%dT%H:%M:%SZ|%Y-%m-%d %H:%M:%S -05:00
%Y年%m月%d日 %H:%M|%Y年%m月%d日 %H時%M分|%H:%M %d.%m.%Y|%I:%M %p, %m/%d/%Y|%Y-%m-%d|%d/%m/%Y|%Y-%j %H:%M|%G-W%V-%u %H:%M
%d.%m.%Y %H.%M Uhr|%Y_%m_%d_%H_%M|%d %m %Y %H %M|%d/%m/%Y %Hh%M|%Y-%m-%d (%a) %H:%M|%Y-%d-%m %H:%M|%-d/%-m/%Y %H:%M
%d|%y %b %d %H:%M|%a %b %e %H:%M:%S CET %Y|%Y-%m-%d @ %H:%M""".replace("\n", "|").split("|")
FORMATS.remove("%d")

REFUSED = ["%H:%M", "%d %B", "week %W of %Y, %A", "Tag %d im Monat %m, %Y", "%d#%m#%Y"]


def journal(moments: list[dt.datetime], form: str) -> bytes:
    """A file as jrnl writes it."""
    parts = [f"[{at.strftime(form)}] Day {number}.\nIts body.\n" for number, at in enumerate(moments)]
    return "\n".join(parts).encode()


def days(read: Read) -> list[dt.date]:
    return [one.day for one in read.records if isinstance(one, Entry)]


def read_text(text: str, **more: object) -> Read:
    return jrnl.read(text.encode(), CONTEXT._replace(**more))  # type: ignore[arg-type]


def a_year() -> list[dt.datetime]:
    chance = random.Random(18)
    start = dt.datetime(2025, 3, 1)
    return [start + dt.timedelta(days=n, hours=chance.randrange(24), minutes=chance.randrange(60)) for n in range(365)]


YEAR = a_year()


@pytest.mark.parametrize("form", FORMATS)
def test_a_year_in_each_time_format_comes_in_whole(form: str) -> None:
    read = jrnl.read(journal(YEAR, form), CONTEXT)
    assert days(read) == [at.date() for at in YEAR]
    assert not read.problems
    if any(sign in form for sign in ("%H", "%I", "%X", "%c", "%r")):
        times = [one.at.time().replace(second=0) for one in read.records if isinstance(one, Entry)]
        assert times == [at.time() for at in YEAR]


@pytest.mark.parametrize("form", REFUSED)
def test_a_format_that_cannot_be_read_is_refused_with_advice(form: str) -> None:
    with pytest.raises(MasteryError, match="--date-format"):
        jrnl.read(journal(YEAR, form), CONTEXT)


@pytest.mark.parametrize("form", ["Tag %d im Monat %m, %Y", "%d#%m#%Y", "W%W, %w of %Y, %d.%m., %H Uhr"])
def test_date_format_reads_what_is_else_refused(form: str) -> None:
    read = jrnl.read(journal(YEAR, form), CONTEXT._replace(date_format=form))
    assert days(read) == [at.date() for at in YEAR]


UNUSUAL = ("%m.%d.%Y %H:%M", "%Y-%d-%m %H:%M", "%y %b %d %H:%M")
"""Orders that are read only where a file proves them."""


@given(
    st.lists(st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2026, 12, 31)), min_size=1, max_size=30),
    st.sampled_from([one for one in FORMATS if one not in UNUSUAL]),
)
def test_a_file_of_any_length_is_read_rightly_or_refused(moments: list[dt.datetime], form: str) -> None:
    moments.sort()
    try:
        read = jrnl.read(journal(moments, form), CONTEXT)
    except MasteryError as error:
        assert "--date-format '" in str(error)
    else:
        assert days(read) == [at.date() for at in moments]


AMBIGUOUS = "[05/03/2026 09:00] A.\n\n[06/03/2026 09:00] B.\n"


def test_a_file_with_ambiguous_dates_asks_for_the_format() -> None:
    with pytest.raises(MasteryError) as refused:
        read_text(AMBIGUOUS)
    assert "--date-format '%d/%m/%Y %H:%M' or --date-format '%m/%d/%Y %H:%M'" in str(refused.value)
    assert "line 1, [05/03/2026 09:00]" in str(refused.value)
    march = [dt.date(2026, 3, 5), dt.date(2026, 3, 6)]
    assert days(read_text(AMBIGUOUS, date_format="%d/%m/%Y %H:%M")) == march
    assert days(read_text(AMBIGUOUS, date_format="%d.%m.%y")) == march  # its order is enough
    assert days(read_text(AMBIGUOUS, date_format="%m/%d/%Y %H:%M")) == [dt.date(2026, 5, 3), dt.date(2026, 6, 3)]
    with pytest.raises(BadInput, match="year, month and day"):
        read_text(AMBIGUOUS, date_format="%d/%m")


@pytest.mark.parametrize("form", ["%m/%d/%Y %H:%M", "%m/%d/%Y", "%m.%d.%Y"])
def test_a_format_that_does_not_fit_is_refused_and_brings_in_no_part(form: str) -> None:
    with pytest.raises(MasteryError, match=f"--date-format '{form}' does not fit 2.. dates of 3"):
        jrnl.read(journal(YEAR, "%d/%m/%Y %H:%M"), CONTEXT._replace(date_format=form))


def test_a_file_in_two_orders_is_refused_with_both_lines() -> None:
    text = "[25/03/2026 09:00] A.\n\n[03/25/2026 09:00] B.\n"
    with pytest.raises(MasteryError, match=r"line 1, \[25/03/2026 09:00\] and line 3, \[03/25/2026 09:00\]"):
        read_text(text)
    read = read_text(text, date_format="%d/%m/%Y %H:%M")
    assert len(read.records) == 1
    assert "Line 3: [03/25/2026 09:00]" in read.problems[0]


A, B = "[2026-03-05 09:00] Alpha.\nIts body.\n", "\n[2026-03-25 09:00] Beta.\n"


@pytest.mark.parametrize(
    "line",
    ["[2019] was a year", "[1] a footnote", "[yesterday 21:00] it rained", "[last friday] x", "[x] done", "[ ] to do",
     "[March 2019] a month", "[2019-03] a month", "[link](https://example.org)", "[20:15] the news", "[1.2.3] out",
     "[chapter 3, 2019] read", "[see 2026-03-05] there"],
)  # fmt: skip
def test_brackets_in_a_text_are_text(line: str) -> None:
    for text in (f"{A}{line}\n{B}", f"{A}\n{line}\n{B}"):
        read = read_text(text)
        assert [one.title for one in read.records if isinstance(one, Entry)] == ["Alpha.", "Beta."]
        assert not read.problems
        assert isinstance(read.records[0], Entry) and line in read.records[0].body


@pytest.mark.parametrize(
    "line",
    ["[2024-01-01] was the day it began", "[2026-03-06]: https://example.org/x", "[2026-13-45 09:00] a slip",
     "[2026-03-06 09:00:12] INFO a line of a log", "[01.02.2024] in another format", "[2026-02-30 10:00] no such day"],
)  # fmt: skip
def test_a_date_in_a_text_is_text_and_named_with_its_line(line: str) -> None:
    read = read_text(f"{A}{line}\n{B}")
    assert [one.title for one in read.records if isinstance(one, Entry)] == ["Alpha.", "Beta."]
    assert isinstance(read.records[0], Entry) and read.records[0].body.endswith(line)
    (problem,) = read.problems
    assert problem.startswith("Line 3: [")
    assert line[line.index("[") : line.index("]") + 1] in problem


def test_dates_in_a_text_are_told_from_entries_of_the_same_format() -> None:
    for lines in ("[01/01/2024] it began", "[01/01/2024] it began\n[02/02/2024] it went on\n[03/03/2024] it ended"):
        read = read_text(f"[25/03/2026] Alpha.\nIts body.\n{lines}\n\n[05/04/2026] Beta.\n{lines}\n")
        assert days(read) == [dt.date(2026, 3, 25), dt.date(2026, 4, 5)]
        assert len(read.problems) == 2 * len(lines.split("\n"))
        assert all("earlier than the entries around it" in problem for problem in read.problems)


def test_one_format_tells_the_order_in_another() -> None:
    days_of = {"/": (25, 26, 27), "-": (1, 2, 3)}
    text = "".join(f"[{day:02}{sign}03{sign}2026 09:00] x\n\n" for sign, all_of in days_of.items() for day in all_of)
    assert [one.day for one in days(read_text(text))] == [25, 26, 27, 1, 2, 3]


def test_a_journal_without_blank_lines_comes_in_whole_however_it_is_sorted() -> None:
    for moments in (YEAR, YEAR[::-1], random.Random(1).sample(YEAR, 365)):
        text = "".join(f"[{at:%d/%m/%Y %H:%M}] Day.\nBody.\n" for at in moments)
        assert days(read_text(text)) == [at.date() for at in moments]


def test_lines_of_a_log_in_code_are_text() -> None:
    code = "```\n[2026-03-05 09:00] INFO start\n[2026-03-05 09:01] INFO end\n```\n"
    read = read_text(A + code + B)
    assert len(read.records) == 2
    assert [problem[:8] for problem in read.problems] == ["Line 4: ", "Line 5: "]


def test_a_fence_that_nothing_closes_swallows_no_entry() -> None:
    assert len(read_text(f"{A}```\ncode\n{B}").records) == 2
    assert len(read_text(f"{A}```\ncode\n{B}```\n\n[2026-04-01 09:00] Gamma.\n").records) == 3


def test_joined_files_come_in_whole() -> None:
    march = "".join(f"[2026-03-{day:02} 09:00] Day.\n\n" for day in range(1, 10))
    older = "".join(f"[{day:02}/03/2025] Day.\n\n" for day in range(20, 25))
    assert len(read_text(march + older).records) == 14
    assert len(read_text(march.rstrip("\n") + "\n" + march.replace("2026", "2020")).records) == 18


def test_months_that_are_not_known_are_refused_whole() -> None:
    text = "[20. April 2026] A.\n\n[3. März 2026] B.\n\n[4. August 2026] C.\n"
    with pytest.raises(MasteryError, match=r"Line 3: 'März' is not a month .* LC_TIME"):
        read_text(text)
    words: ReadContext = CONTEXT._replace(date_words=GERMAN)
    assert len(jrnl.read(text.encode(), words).records) == 3


def test_a_late_evening_is_of_the_day_that_was_written() -> None:
    assert days(read_text("[2020-01-05 01:30] Late night.\n")) == [dt.date(2020, 1, 5)]
    (one,) = read_text("[2026-03-05T23:30:00+09:00] Far away.\n").records
    assert isinstance(one, Entry)
    assert (one.day, one.at.utcoffset(), one.zone) == (dt.date(2026, 3, 5), dt.timedelta(hours=9), "+09:00")


OLD = "2012-01-01 21:00 Title one.\nbody one\n\n2012-01-02 21:00 Monday it was *\n[2015-01-01 10:00] quoted\n"


def test_jrnl_1_wrote_dates_without_brackets() -> None:
    read = read_text(OLD)
    found = [(one.day, one.title, one.body, one.starred) for one in read.records if isinstance(one, Entry)]
    assert found == [
        (dt.date(2012, 1, 1), "Title one.", "body one", False),
        (dt.date(2012, 1, 2), "Monday it was", "[2015-01-01 10:00] quoted", True),
    ]
    assert "Line 5: [2015-01-01 10:00]" in read.problems[0]


@pytest.mark.parametrize("form", ["%d/%m/%Y %H:%M", "%m/%d/%y %I:%M %p", "%A, %d %B %Y %H:%M", "%Y%m%d", "%d.%m.%Y"])
def test_a_year_of_jrnl_1_in_other_formats(form: str) -> None:
    text = "\n".join(f"{at.strftime(form)} {number} things. A\nIts body.\n" for number, at in enumerate(YEAR))
    read = read_text(text)
    assert days(read) == [at.date() for at in YEAR]
    assert [one.title for one in read.records if isinstance(one, Entry)] == [f"{n} things. A" for n in range(365)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1. Januar 2012 21:00 Titel\nbody\n\n[2015-01-01 10:00] quoted\n", "Line 1 begins with a date"),
        ("[Tag 5 im Monat 3] A.\nbody\n[2015-01-01 10:00] quoted\n", "Line 1 begins with a date"),
        ("05/03/2012 21:00 A\n\n06/03/2012 21:00 B\n", "--date-format '%d/%m/%Y %H:%M'"),
        (OLD + "\n[2015-01-01 10:00] x\n\n[2015-01-02 10:00] y\n\n2012-01-03 21:00 z\n", "Split the file"),
    ],
)
def test_no_entry_is_filed_under_a_date_out_of_a_text(text: str, says: str) -> None:
    with pytest.raises(MasteryError, match=says):
        read_text(text)


def test_text_with_a_date_before_the_first_entry_is_no_journal_of_jrnl_1() -> None:
    read = read_text(f"2026-11-20 notes for the year\n\n{A}{B}")
    assert [one.title for one in read.records if isinstance(one, Entry)] == ["", "Alpha.", "Beta."]


def test_more_dates_than_a_journal_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from mastery.exchange.jrnl import heads

    monkeypatch.setattr(heads, "MOST_HEADS", 5)
    with pytest.raises(MasteryError, match="Over 5 lines"):
        read_text("[2026-03-05] x\n" * 6)


def test_many_lines_left_as_text_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    from mastery.exchange.jrnl import heads

    monkeypatch.setattr(heads, "MOST_NAMED", 3)
    assert read_text(A + "[2024-01-01] x\n" * 5 + B).problems[-1] == "And 2 more lines of this kind."
