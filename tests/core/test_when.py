import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.base.when import When, is_like_date, parse_day, parse_when

NOW = dt.datetime(2026, 11, 20, 10, 15)  # a Friday
D, T = dt.date, dt.time


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("2026-11-20", D(2026, 11, 20), None),
        ("2026-11-20 21:30", D(2026, 11, 20), T(21, 30)),
        ("2026-11-20T21:30:05", D(2026, 11, 20), T(21, 30, 5)),
        ("2026-11-20 at 9pm", D(2026, 11, 20), T(21)),
        ("0001-01-01", D(1, 1, 1), None),
        ("9999-12-31 23:59", D(9999, 12, 31), T(23, 59)),
        ("today", D(2026, 11, 20), None),
        ("Yesterday", D(2026, 11, 19), None),
        ("tomorrow noon", D(2026, 11, 21), T(12)),
        ("yesterday 21:30", D(2026, 11, 19), T(21, 30)),
        ("yesterday at 9:30 am", D(2026, 11, 19), T(9, 30)),
        ("21:30 yesterday", D(2026, 11, 19), T(21, 30)),
        ("at 9 p.m. on monday", D(2026, 11, 16), T(21)),
        ("yesterday, 21:30", D(2026, 11, 19), T(21, 30)),
        ("friday", D(2026, 11, 13), None),
        ("last friday", D(2026, 11, 13), None),
        ("next fri", D(2026, 11, 27), None),
        ("this monday", D(2026, 11, 16), None),
        ("this sunday", D(2026, 11, 22), None),
        ("thu", D(2026, 11, 19), None),
        ("3 days ago", D(2026, 11, 17), None),
        ("3 days ago 8am", D(2026, 11, 17), T(8)),
        ("a week ago", D(2026, 11, 13), None),
        ("two weeks ago", D(2026, 11, 6), None),
        ("9 months ago", D(2026, 2, 20), None),
        ("1 year ago", D(2025, 11, 20), None),
        ("in 2 days", D(2026, 11, 22), None),
        ("last week", D(2026, 11, 13), None),
        ("last month", D(2026, 10, 20), None),
        ("last year", D(2025, 11, 20), None),
        ("21:30", D(2026, 11, 20), T(21, 30)),
        ("at 9pm", D(2026, 11, 20), T(21)),
        ("12am", D(2026, 11, 20), T(0)),
        ("12:30 pm", D(2026, 11, 20), T(12, 30)),
        ("midnight", D(2026, 11, 20), T(0)),
        ("now", D(2026, 11, 20), T(10, 15)),
        ("3.4.2026", D(2026, 4, 3), None),
        ("03.04.2026 21:30", D(2026, 4, 3), T(21, 30)),
        ("2026/4/3", D(2026, 4, 3), None),
        ("25/12/2025", D(2025, 12, 25), None),
        ("12/25/2025", D(2025, 12, 25), None),
        ("20 Nov 2026", D(2026, 11, 20), None),
        ("November 20th, 2026 9pm", D(2026, 11, 20), T(21)),
        ("Friday, 20 November 2026", D(2026, 11, 20), None),
        ("5 May", D(2026, 5, 5), None),
        ("5th of may", D(2026, 5, 5), None),
        ("Dec 24", D(2025, 12, 24), None),
        ("29 Feb", D(2024, 2, 29), None),
        ("5 May 0031", D(31, 5, 5), None),
    ],
)
def test_reads_a_date(text: str, day: dt.date, time: dt.time | None) -> None:
    assert parse_when(text, NOW) == When(day, time)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "Note", "10", "1.5", "May", "may be 5", "May 2026", "2026", "2026-11", "Monday morning thoughts",
        "3/4/2026", "31.2.2026", "2026-02-30", "2026-13-01", "25:00", "21:60", "13pm", "0am", "yesterday 25:00",
        "http", "99999 years ago", "in 99999 months", "in 99999 years", "5 may and", "march 5 10", "10 march 5",
        "20.11.", "20.11.26", "30 february", "5 mayor 2026", "5 may 2026 utc", "yesterday 9", "at", "ago",
        "٣ days ago", "2026-11-20T21:30:00+01:00", "5 may 0000", "next week is 21:30", "1" * 5000, "21:30 21:30",
    ],
)  # fmt: skip
def test_is_no_date(text: str) -> None:
    assert parse_when(text, NOW) is None


def test_prefer_future() -> None:
    assert parse_when("friday", NOW, prefer="future") == When(D(2026, 11, 27), None)
    assert parse_when("saturday", NOW, prefer="future") == When(D(2026, 11, 21), None)
    assert parse_when("last saturday", NOW, prefer="future") == When(D(2026, 11, 14), None)
    assert parse_when("Dec 24", NOW, prefer="future") == When(D(2026, 12, 24), None)
    assert parse_when("29 Feb", NOW, prefer="future") == When(D(2028, 2, 29), None)


def test_a_shorter_month_gives_its_last_day() -> None:
    assert parse_when("last month", dt.datetime(2026, 3, 31)) == When(D(2026, 2, 28), None)
    assert parse_when("in 1 year", dt.datetime(2028, 2, 29)) == When(D(2029, 2, 28), None)


def test_the_ends_of_the_calendar() -> None:
    assert parse_when("yesterday", dt.datetime.min) is None
    assert parse_when("tomorrow", dt.datetime.max) is None
    assert parse_when("last month", dt.datetime.min) is None
    assert parse_when("next year", dt.datetime.max) is None
    assert parse_when("29 feb", dt.datetime.min) is None


WORDS = (
    "today last next this in ago a 3 99999 day weeks month years may november nov 20 20th 2026 0000 at on , . : / - "
    "9pm 21:30 25:99 noon monday fri now T am 2026-11-20 of ß é \u0663"
)
PIECES = st.sampled_from(WORDS.split())


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=7).map(" ".join), st.lists(PIECES, max_size=7).map("".join)),
    st.datetimes(),
    st.sampled_from(["past", "future"]),
)
def test_never_raises(text: str, now: dt.datetime, prefer: str) -> None:
    parse_when(text, now, prefer=prefer)  # type: ignore[arg-type]


@given(st.datetimes().map(lambda one: one.replace(microsecond=0)), st.datetimes())
def test_iso_means_itself(moment: dt.datetime, now: dt.datetime) -> None:
    assert parse_when(moment.isoformat(), now) == When(moment.date(), moment.time())
    assert parse_when(moment.date().isoformat(), now) == When(moment.date(), None)


@given(st.dates(), st.sampled_from(["%d.%m.", "%d %B ", "%B %d, ", "%a, %d %b "]))
def test_written_dates_mean_themselves(day: dt.date, form: str) -> None:
    assert parse_when(f"{day.strftime(form)}{day.year:04d}", NOW) == When(day, None)


def test_parse_day() -> None:
    assert parse_day(" yesterday ", NOW.date()) == D(2026, 11, 19)
    assert parse_day("2026-01-02 21:30", NOW.date()) == D(2026, 1, 2)
    assert parse_day("now", NOW.date()) == NOW.date()
    for text in ("blah", "21:30", "", "at noon"):
        with pytest.raises(BadInput) as raised:
            parse_day(text, NOW.date())
        assert str(raised.value) == f"{text!r} is no date: write 2026-11-20, yesterday, last friday or 3 days ago."
        with pytest.raises(BadInput) as raised:
            parse_day(text, NOW.date(), prefer="future")
        assert str(raised.value) == f"{text!r} is no date: write 2026-11-20, tomorrow, friday or in 3 days."


@pytest.mark.parametrize(
    "text",
    ["2026-13-45", "31.02.2026", "yestrday", "yesterdya", "sundy", "last fryday", "yesterday 25:61", "25:61",
     "Tuesday at 9:99 pm", "monday, 24:30"],
)  # fmt: skip
def test_what_was_meant_as_a_date_looks_like_one(text: str) -> None:
    assert parse_when(text, NOW) is None and is_like_date(text)


@pytest.mark.parametrize(
    "text",
    ["", "Note to self", "Monday meeting", "Sundays", "Meeting 10:30", "Next", "Money", "Day 3", "In 3 days", "To do",
     "16:9", "John 3:16", "Version 2026.1", "2026-13-45 was a bad date", "This week"],
)  # fmt: skip
def test_what_is_a_title_does_not_look_like_a_date(text: str) -> None:
    assert not is_like_date(text)


@given(st.sampled_from(["yesterday", "today", "tomorrow", "monday", "thursday"]), st.data())
def test_one_slip_of_the_fingers_still_looks_like_the_day(day: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(day) - 2))
    letter = data.draw(st.sampled_from("bqxz"))
    slips = [day[:at] + day[at + 1 :], day[:at] + letter + day[at:], day[:at] + letter + day[at + 1 :]]
    for slip in (*slips, day[:at] + day[at + 1] + day[at] + day[at + 2 :]):
        assert is_like_date(slip)


@given(st.text(max_size=70))
def test_looking_like_a_date_never_raises(text: str) -> None:
    is_like_date(text)
