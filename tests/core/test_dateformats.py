"""Dates in any format: every reading of one, and the order that all of a file settle."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.dateformats import (
    DateFormat,
    Moment,
    date_words,
    settled,
    taken_apart,
    time_alone,
)
from mastery.core.base.errors import BadInput
from tests.support.formats import GERMAN

SPANISH = date_words([()] * 2 + [("marzo", "mar")] + [()] * 9, [(), ("martes", "mar"), (), (), (), (), ()])
MARCH = dt.date(2026, 3, 25)


def only(text: str, **more: object) -> Moment:
    """The one reading of a text."""
    written = taken_apart(text, **more)  # type: ignore[arg-type]
    assert written is not None
    (moment,) = set(written.readings.values())
    return moment


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-03-25 21:30", dt.time(21, 30)),
        ("2026-03-25T21:30:15", dt.time(21, 30, 15)),
        ("20260325 2130", dt.time(21, 30)),
        ("20260325213015", dt.time(21, 30, 15)),
        ("25/03/26 9:30 p.m.", dt.time(21, 30)),
        ("03/25/2026, 09:30PM", dt.time(21, 30)),
        ("9 pm, 25.03.2026", dt.time(21)),
        ("2026-03-25 AM 12:05", dt.time(0, 5)),
        ("Wed Mar 25 21:30:15 2026", dt.time(21, 30, 15)),
        ("Wednesday, the 25th of March 2026 at 21:30", dt.time(21, 30)),
        ("2026年3月25日 21時30分", dt.time(21, 30)),
        ("2026年3月25日(水) 午後9:30", dt.time(21, 30)),
        ("2026년 3월 25일 오후 9시 30분", dt.time(21, 30)),
        ("21.30 25.03.2026", dt.time(21, 30)),
        ("25.03.26 21.30 Uhr", dt.time(21, 30)),
        ("25/03/2026 21h30", dt.time(21, 30)),
        ("2026-03-25_21-30-15", dt.time(21, 30, 15)),
        ("2026-W13-3 21:30", dt.time(21, 30)),
        ("2026-084 21:30", dt.time(21, 30)),
        ("2026-03-25 21:30:15.123456", dt.time(21, 30, 15)),
        ("25-Mar-2026", None),
    ],
)
def test_a_date_and_time_in_whatever_format(text: str, time: dt.time | None) -> None:
    written = taken_apart(text)
    assert written is not None
    assert Moment(MARCH, time) in written.readings.values()
    assert len(written.readings) == 1 or re.match(r"25.03.26", text)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2026-03-25T21:30Z", 0),
        ("2026-03-25 21:30:00+01:00", 1),
        ("20260325T213000-0500", -5),
        ("Wed Mar 25 21:30:00 2026 +0200", 2),
        ("2026-03-25 21:30 UTC", 0),
    ],
)
def test_a_zone_is_an_offset_and_moves_no_day(text: str, hours: int) -> None:
    assert only(text) == Moment(MARCH, dt.time(21, 30), dt.timedelta(hours=hours))


def test_months_and_weekdays_of_the_persons_language() -> None:
    assert only("Mi. 25. März 2026 21:30", words=GERMAN) == Moment(MARCH, dt.time(21, 30))
    assert only("25 March 2026", words=GERMAN) == Moment(MARCH)
    assert only("mar 24/03/2026", words=SPANISH) == Moment(dt.date(2026, 3, 24))
    assert only("24 mar 2026", words=SPANISH) == Moment(dt.date(2026, 3, 24))


@pytest.mark.parametrize(
    "text",
    ["", "1", "2019", "2019-03", "March 2019", "yesterday 21:30", "last friday", "1.2.3", "10:30", "x" * 70,
     "=2026-03-25", "https://2026-03-25", "2026-03-25 21:30 21:30", "2026-03-25 1 2 3 4"],
)  # fmt: skip
def test_what_is_no_full_date_is_none(text: str) -> None:
    written = taken_apart(text)
    assert written is None or not written.readings


def test_what_no_calendar_has_looks_like_a_date_without_a_reading() -> None:
    for text in ("2026-13-45", "31/02/2026", "2026-03-25 25:61"):
        written = taken_apart(text)
        assert written is not None and not written.readings
    strange = taken_apart("3 Floréal 2026")
    assert strange is not None and strange.strange == "Floréal"


def order(*texts: str) -> str | None:
    return settled([one for text in texts if (one := taken_apart(text))]).order


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        (("05/03/2026", "25/03/2026"), "dmy"),
        (("03/05/2026", "03/25/2026"), "mdy"),
        (("05/03/2026", "06/03/2026"), None),  # both orders follow in time
        (("05/03/2026", "01/04/2026"), "dmy"),  # one follows in time
        (("Thu 05/03/2026",), "dmy"),  # its weekday tells
        (("05/05/2026",), "dmy"),  # the same either way
        (("05.03.2026",), "dmy"),
        (("05.03.2026", "03.25.2026"), "mdy"),
        (("2026-03-05",), "ymd"),
        (("2026-03-05", "2026-25-03"), "ydm"),
        (("26-03-05", "26-03-25"), None),
        (("26-02-28", "26-03-01"), "ymd"),
        (("26.02.28", "26.03.01"), "ymd"),
        (("01.02.26",), None),  # years come first in some countries
        (("5-Mar-26",), "dmy"),
        (("05-Mar-26",), "dmy"),
        (("05032026", "25032026"), "dmy"),
        (("25/03/2026", "03/25/2026"), None),
    ],
)
def test_the_order_is_settled_by_all(texts: tuple[str, ...], right: str | None) -> None:
    found = order(*texts)
    if right == "dmy" and texts == ("05/05/2026",):
        assert found in ("dmy", "mdy")
    else:
        assert found == right


def test_two_texts_that_no_order_reads_are_named() -> None:
    dates = [one for text in ("05/03/2026", "25/03/2026", "03/25/2026") if (one := taken_apart(text))]
    assert settled(dates).clash == (1, 2)


def test_a_format_as_strftime_has_it() -> None:
    assert DateFormat("%d/%m/%Y %H:%M").moment("05/03/2026 21:30") == Moment(dt.date(2026, 3, 5), dt.time(21, 30))
    assert DateFormat("%F %r").moment("2026-03-05 09:30:00 PM") == Moment(dt.date(2026, 3, 5), dt.time(21, 30))
    assert DateFormat("%-d. %B %Y").moment("5. März 2026", GERMAN) == Moment(dt.date(2026, 3, 5))
    assert DateFormat("%m/%d/%y").order == "mdy"
    for wrong in ("%d/%m", "%H:%M", "x", "%q %Y-%m-%d", "%Y"):
        with pytest.raises(BadInput, match="%"):
            DateFormat(wrong)


def test_a_clock_time_alone() -> None:
    assert time_alone("21:30") == time_alone("9:30 pm") == dt.time(21, 30)
    assert time_alone("2026-03-05 21:30") is None


@given(st.text(alphabet="0123456789-/.: TZapmMarch年月日+W,()", max_size=30))
def test_any_text_gives_readings_or_none(text: str) -> None:
    written = taken_apart(text)
    if written is not None:
        assert settled([written]).order in (None, *written.readings)
